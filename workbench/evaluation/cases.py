"""The whole way on a folder with an article, reports and what a careful person found in them."""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from workbench.assessment import assess
from workbench.checking import Checker
from workbench.corpus.readers import read_reports
from workbench.errors import InputError
from workbench.evaluation.metrics import pairwise, rounded
from workbench.indexing.builder import Builder
from workbench.indexing.generations import Generation, IndexDirectory
from workbench.matching import Matcher
from workbench.protocols import Encoder, Progress, StanceModel, no_progress
from workbench.reading import as_typed, read_article
from workbench.settings import Settings
from workbench.types import Article, Check, CheckedClaim, Evidence, Match, Report, Stance, Verdict

# Evidence is judged within the first origins that a reviewer sees.
ORIGINS_SHOWN = 5
# A gold claim is found when a claim covers this part of it.
_COVERED = 0.5
_DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Quote:
    """A gold passage: ``report.text[start:end]`` and its stance."""

    report: str
    start: int
    end: int
    stance: str

    def touches(self, one: Evidence | Match) -> bool:
        passage = one.passage
        return one.report.id == self.report and passage.start < self.end and passage.end > self.start


@dataclass(frozen=True, slots=True)
class GoldClaim:
    text: str
    verdict: Verdict
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A folder read and checked: every claim stands in the article, every quote in its report."""

    article: Article
    reports: tuple[Report, ...]
    claims: tuple[GoldClaim, ...]
    boilerplate: tuple[str, ...]
    non_claims: tuple[str, ...]
    origins: tuple[frozenset[str], ...]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """InputError lists everything that is missing or does not fit."""
        article = next((folder / name for name in ("article.txt", "article.html") if (folder / name).is_file()), None)
        missing = [name for name in ("reports.jsonl", "gold.json") if not (folder / name).is_file()]
        if article is None or missing:
            names = ", ".join(["article.txt or article.html"] * (article is None) + missing)
            raise InputError(f"{folder} is no case: {names} missing")
        try:
            gold = json.loads((folder / "gold.json").read_text("utf-8"))
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{folder / 'gold.json'} is no JSON: {error}") from None
        if not isinstance(gold, dict):
            raise InputError(f"{folder / 'gold.json'}: expected a JSON object, found {type(gold).__name__}")
        read = read_article(str(article))
        records = list(read_reports([folder / "reports.jsonl"]))
        faults = [str(record) for record in records if not isinstance(record, Report)]
        reports = {record.id: record for record in records if isinstance(record, Report)}
        claims = [_gold_claim(claim, reports, faults) for claim in gold.get("claims", [])]
        faults += [
            f"claim {one.text[:40]!r} is not in the article" for one in claims if one.text.strip() not in read.text
        ]
        if faults or not claims:
            raise InputError(f"{folder}: {'; '.join(faults) or 'gold.json holds no claims'}")
        return cls(
            read,
            tuple(reports.values()),
            tuple(claims),
            tuple(map(as_typed, gold.get("boilerplate", ()))),
            tuple(map(as_typed, gold.get("non_claims", ()))),
            tuple(frozenset(origin) for origin in gold.get("origins", ())),
        )

    def origin_of(self, report: str) -> str:
        return next((min(origin) for origin in self.origins if report in origin), report)


def _gold_claim(claim: Mapping[str, Any], reports: Mapping[str, Report], faults: list[str]) -> GoldClaim:
    text, quotes = as_typed(str(claim.get("text"))), []
    for one in claim.get("evidence", ()):
        report = reports.get(one.get("report_id"))
        at = report.text.find(one["quote"]) if report and one.get("quote") else -1
        if at < 0:
            faults.append(
                f"claim {text[:40]!r}: the quote {str(one.get('quote'))[:40]!r} is not in {one.get('report_id')}"
            )
        else:
            quotes.append(Quote(one["report_id"], at, at + len(one["quote"]), str(one.get("stance"))))
    if wrong := sorted({quote.stance for quote in quotes} - set(Stance)):
        faults.append(f"claim {text[:40]!r}: stance {', '.join(map(repr, wrong))}; known are {', '.join(Stance)}")
    if claim.get("verdict") not in tuple(Verdict):
        faults.append(f"claim {text[:40]!r}: verdict {claim.get('verdict')!r}; known are {', '.join(Verdict)}")
        return GoldClaim(text, Verdict.NOT_ENOUGH_EVIDENCE, tuple(quotes))
    return GoldClaim(text, Verdict(claim["verdict"]), tuple(quotes))


def evaluate_case(
    folder: Path, encoder: Encoder, stance: StanceModel, settings: Settings, progress: Progress = no_progress
) -> dict[str, Any]:
    """See ``judge`` for the figures."""
    case = Case.read(folder)
    check, reports = check_case(case, encoder, stance, settings, progress)
    return {"file": str(folder)} | judge(case, check, reports, settings.min_confidence)


@contextmanager
def temporary_index(reports: Sequence[Report], encoder: Encoder, progress: Progress) -> Iterator[Generation]:
    """A generation of these reports that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="workbench-eval-") as folder:
        directory = IndexDirectory(Path(folder))
        Builder(directory, encoder, keep=1, progress=progress).build(reports, ["evaluation"], len(reports))
        generation = directory.open()
        try:
            yield generation
        finally:
            generation.close()


def judge(
    case: Case, check: Check, reports: Iterable[Report], min_confidence: float = _DEFAULTS.min_confidence
) -> dict[str, Any]:
    """What a check found of what there is to find.

    ``claims_found``: gold claims that a claim covers by half. ``boilerplate_leaked`` and ``non_claims_taken``: lines
    and sentences that a claim covers by half. ``evidence_recall``: gold origins among the first five origins shown,
    of five at most, mean over found claims with evidence. ``stance_accuracy``: shown gold passages on the gold side.
    ``verdict_accuracy`` counts claims that were not found as wrong, ``verdict_accuracy_without_origins`` takes each
    report for an origin of its own; ``suggestions_right`` leaves abstentions out.
    """
    found = found_claims(case, check)
    recalls = [_recall(case, gold, claim) for gold, claim in found if gold.quotes]
    sides = [side for gold, claim in found for side in _sides(gold, claim)]
    verdicts = [(gold.verdict, claim.assessment.verdict) for gold, claim in found]
    alone = [(gold.verdict, _each_its_own(claim, min_confidence)) for gold, claim in found]
    suggested = [(gold, verdict) for gold, verdict in verdicts if verdict is not Verdict.NOT_ENOUGH_EVIDENCE]
    groups = defaultdict(set)
    for report in reports:
        groups[report.origin_id].add(report.id)
    return {
        "n": len(case.claims),
        "claims": len(check.claims),
        "claims_found": rounded(len(found) / len(case.claims)),
        "boilerplate_leaked": _share([_covering(check, line) is not None for line in case.boilerplate]),
        "non_claims_taken": _share([_covering(check, line) is not None for line in case.non_claims]),
        "evidence_recall": rounded(sum(recalls) / len(recalls)) if recalls else None,
        "stance_accuracy": _share(sides),
        "stance_n": len(sides),
        "origins": pairwise(case.origins, list(groups.values())),
        "verdict_accuracy": rounded(sum(a is b for a, b in verdicts) / len(case.claims)),
        "verdict_accuracy_without_origins": rounded(sum(a is b for a, b in alone) / len(case.claims)),
        "verdict_majority": rounded(max(Counter(c.verdict for c in case.claims).values()) / len(case.claims)),
        "suggestions": len(suggested),
        "suggestions_without_origins": sum(verdict is not Verdict.NOT_ENOUGH_EVIDENCE for _, verdict in alone),
        "suggestions_right": _share([a is b for a, b in suggested]),
        "verdicts": _table(verdicts),
    }


def found_claims(case: Case, check: Check) -> list[tuple[GoldClaim, CheckedClaim]]:
    """The gold claims that a claim of the check covers by half, each with that claim."""
    pairs = ((gold, _covering(check, gold.text)) for gold in case.claims)
    return [(gold, claim) for gold, claim in pairs if claim is not None]


def check_case(
    case: Case, encoder: Encoder, stance: StanceModel, settings: Settings, progress: Progress = no_progress
) -> tuple[Check, list[Report]]:
    """The article checked against an index of the case's reports, and these with their origins."""
    with temporary_index(case.reports, encoder, progress) as generation:
        check = Checker(Matcher(generation, encoder), stance, settings).check(case.article, progress=progress)
        return check, list(generation.store.reports([report.id for report in case.reports]).values())


def _each_its_own(claim: CheckedClaim, min_confidence: float) -> Verdict:
    """The verdict that the same evidence gives where copies are not known for what they are."""
    alone = [replace(one, report=replace(one.report, origin_id=one.report.id)) for one in claim.evidence]
    return assess(alone, min_confidence=min_confidence).verdict


def _covering(check: Check, text: str) -> CheckedClaim | None:
    """The claim that covers most of the first place of ``text`` in the article, if at least half of it; a clause counts
    as its sentence."""
    start = check.article.text.find(text.strip())
    if start < 0:
        return None
    end = start + len(text.strip())

    def covered(one: CheckedClaim) -> int:
        first, last = one.claim.sentence or (one.claim.start, one.claim.end)
        return min(end, last) - max(start, first)

    best = max(check.claims, key=covered, default=None)
    return best if best is not None and covered(best) >= _COVERED * (end - start) else None


def _recall(case: Case, gold: GoldClaim, claim: CheckedClaim) -> float:
    shown: dict[str, None] = {}
    hits = set()
    for one in claim.evidence:
        shown.setdefault(one.report.origin_id)
        if len(shown) > ORIGINS_SHOWN:
            break
        hits |= {case.origin_of(quote.report) for quote in gold.quotes if quote.touches(one)}
    wanted = {case.origin_of(quote.report) for quote in gold.quotes}
    return min(1.0, len(hits) / min(len(wanted), ORIGINS_SHOWN))


def _sides(gold: GoldClaim, claim: CheckedClaim) -> list[bool]:
    """For each passage shown that a gold quote touches: whether its stance is that of a quote."""
    touched = [(one, {quote.stance for quote in gold.quotes if quote.touches(one)}) for one in claim.evidence]
    return [one.stance.value in stances for one, stances in touched if stances]


def _share(flags: Sequence[bool]) -> float | None:
    return rounded(sum(flags) / len(flags)) if flags else None


def _table(verdicts: Sequence[tuple[Verdict, Verdict]]) -> dict[str, dict[str, int]]:
    """Gold verdict → suggested verdict → count."""
    counts = Counter(verdicts)
    return {
        a.value: {b.value: counts[a, b] for b in Verdict if counts[a, b]}
        for a in Verdict
        if any(g is a for g, _ in verdicts)
    }
