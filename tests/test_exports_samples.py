"""A check with one of everything, for the tests of exports and reviews; and the tests that it is sound."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from workbench.types import (
    Article,
    Assessment,
    Block,
    BlockKind,
    Check,
    CheckedClaim,
    Claim,
    Decision,
    Evidence,
    Filters,
    IndexInfo,
    Modality,
    Passage,
    Report,
    ReportKind,
    RunInfo,
    Stance,
    StanceProbabilities,
    Verdict,
)

TITLE = "Gefangenenaustausch: Gespräche in Istanbul gehen weiter"
EXCHANGED = "Am 24. Juli 2025 wurden nach Angaben Kiews 1.200 Gefangene ausgetauscht."
FUNDED = "Norwegen finanziert zwei Patriot-Systeme."
TALKS = "Selenskyj betonte, dass nur Gespräche auf Präsidentenebene wirksam seien."
SAID = "nur Gespräche auf Präsidentenebene wirksam seien"
MAYORS = "Der Bürgermeister von Charkiw war bei dem Treffen nicht anwesend."
FILLER = "Wie geht es nun weiter?"
ADVERT = "- Die besten Bücher rund um KI & Robotik!"
TEXT = "\n".join((TITLE, f"{EXCHANGED} {FUNDED}", "Die Gespräche", f"{TALKS} {FILLER} {MAYORS}", ADVERT))
ARTICLE_ID = "a-0123456789ab"
NOON = datetime(2025, 7, 25, 12, 30, tzinfo=timezone(timedelta(hours=2)))
LIBRARIES = ("faiss-cpu", "numpy", "onnxruntime", "sentencex", "tantivy", "tokenizers")
DECIDED_AT = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)


def span(part: str) -> tuple[int, int]:
    start = TEXT.index(part)
    return start, start + len(part)


def article() -> Article:
    kinds = (BlockKind.TITLE, BlockKind.BODY, BlockKind.SUBHEAD, BlockKind.BODY, BlockKind.BOILERPLATE)
    blocks = tuple(Block.of(TEXT, *span(line), kind) for line, kind in zip(TEXT.split("\n"), kinds, strict=True))
    url = "https://www.beispielblatt.example/politik/istanbul"
    return Article(ARTICLE_ID, TEXT, "de", blocks, TITLE, "Beispielblatt", url, NOON)


def evidence(
    number: int,
    text: str,
    shares: tuple[float, float, float],
    *,
    outlet: str | None = "Nordsee-Kurier",
    title: str | None = "1.200 Gefangene kehren heim",
    url: str | None = "https://nordsee-kurier.example/politik/austausch",
    language: str = "de",
    day: datetime | None = datetime(2025, 7, 24, tzinfo=UTC),
    origin: int | None = None,
    kind: ReportKind = ReportKind.REPORT,
) -> Evidence:
    origin_id = f"r{origin or number}"
    report = Report(f"r{number}", text, language, "", origin_id, url, outlet, title, day, kind)
    probabilities = StanceProbabilities(*shares)
    passage = Passage(number, report.id, 0, len(text), text)
    similarity, bearing = round(0.8 - number / 100, 2), round(0.9 - number / 50, 2)
    return Evidence(passage, report, similarity, probabilities.stance, probabilities, bearing)


def checked(
    number: int,
    text: str,
    verdict: Verdict,
    confidence: float,
    origins: tuple[int, int],
    reasons: tuple[str, ...],
    found: tuple[Evidence, ...] = (),
    speaker: str | None = None,
) -> CheckedClaim:
    attributed = (SAID, Modality.ASSERTS) if speaker else (None, None)
    claim = Claim(f"c{number}", text, *span(text), 0.91, speaker, *attributed)
    return CheckedClaim(claim, Assessment(verdict, confidence, *origins, reasons), found)


def check() -> Check:
    """Four claims, one for each verdict, with copies, a fact-check, a foreign language and unknown outlets."""
    exchanged = (
        evidence(1, "Rund 1.200 Kriegsgefangene sind am Donnerstag heimgekehrt, teilte Kiew mit.", (0.91, 0.03, 0.06)),
        evidence(
            2,
            "Rund 1200 Kriegsgefangene sind am Donnerstag heimgekehrt, wie Kiew mitteilte.",
            (0.88, 0.04, 0.08),
            outlet="Tagesbote",
            url="https://tagesbote.example/1",
            origin=1,
        ),
        evidence(
            3,
            "Only 840 prisoners were exchanged on 24 July, the Red Cross said, contradicting earlier figures from "
            "Kyiv and Moscow. Both sides had spoken of more than a thousand.",
            (0.02, 0.94, 0.04),
            outlet="The Harbour Post",
            title="Red Cross: fewer prisoners swapped than announced",
            url="https://harbourpost.example/world/2025/07/red-cross-fewer-prisoners-swapped-than-announced?ref=feed",
            language="en",
            day=NOON,
            kind=ReportKind.FACT_CHECK,
        ),
        evidence(4, "Im Mai hatten beide Seiten einen Austausch vereinbart.", (0.2, 0.1, 0.7), outlet=None, day=None),
        evidence(5, "Der Austausch dauerte drei Tage.", (0.1, 0.2, 0.7), title=None, url=None),
    )
    refuting = evidence(6, "Oslo lehnte eine Finanzierung von Patriot-Systemen ab.", (0.01, 0.95, 0.04))
    supporting = evidence(7, "Nur Präsidenten könnten etwas bewirken, sagte Selenskyj.", (0.9, 0.02, 0.08), title=None)
    return Check(
        article(),
        IndexInfo("2026-11-23T051500-4f1c", "static-de-en-384", "cross-de-en", 33_103, 512_440),
        (
            checked(
                1,
                EXCHANGED,
                Verdict.CONFLICTING,
                0.71,
                (1, 1),
                ("1 Ursprung stützt, 1 widerspricht.", "1.200 ↔ 840 Gefangene."),
                exchanged,
            ),
            checked(2, FUNDED, Verdict.REFUTED, 0.88, (0, 1), ("1 Ursprung widerspricht.",), (refuting,)),
            checked(3, TALKS, Verdict.SUPPORTED, 0.8349, (1, 0), (), (supporting,), speaker="Wolodymyr Selenskyj"),
            checked(4, MAYORS, Verdict.NOT_ENOUGH_EVIDENCE, 0.6, (0, 0), ("Keine Passage behandelt das.",)),
        ),
        RunInfo("0.1.0", dict.fromkeys(LIBRARIES, "1.0"), "ab" * 32, "cd" * 32, "ef" * 32, 24, 12, 0.5, 0.8, Filters()),
    )


def decisions() -> tuple[Decision, ...]:
    """A dispute on c1, an agreed c2, nothing on c3 and c4."""
    later = DECIDED_AT + timedelta(hours=1)
    return (
        Decision("c1", EXCHANGED, Verdict.SUPPORTED, "Ben Kröger", DECIDED_AT, "", "g1"),
        Decision("c1", EXCHANGED, Verdict.REFUTED, "Anna Lüth", later, "Das Rote Kreuz nennt 840.", "g1"),
        Decision("c2", FUNDED, Verdict.REFUTED, "Anna Lüth", DECIDED_AT, "=1+1", "g1"),
    )


def test_the_sample_is_what_the_types_promise() -> None:
    sample = check()
    assert [TEXT[each.claim.start : each.claim.end] for each in sample.claims] == [EXCHANGED, FUNDED, TALKS, MAYORS]
    assert {each.assessment.verdict for each in sample.claims} == set(Verdict)
    assert {each.stance for each in sample.claims[0].evidence} == set(Stance)
