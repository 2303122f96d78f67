"""Whole cases: what is refused, what is counted on a check made by hand, and one way through to the figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support import WordStance, report
from tests.test_cli import ok
from workbench.errors import InputError
from workbench.evaluation.cases import Case, GoldClaim, Quote, evaluate_case, judge
from workbench.models import load_encoder
from workbench.settings import Settings
from workbench.types import (
    Article,
    Assessment,
    Check,
    CheckedClaim,
    Claim,
    Evidence,
    IndexInfo,
    Passage,
    Report,
    Stance,
    StanceProbabilities,
    Verdict,
)

S, R, N = Stance.SUPPORTS, Stance.REFUTES, Stance.NOT_ENOUGH_INFO
FLATS = "Die Stadt Gera hat 120 Wohnungen gebaut."
COUNCIL = "Der Rat tagt am Montag."
BRIDGE = "Die Brücke ist gesperrt."
FORM = "Jetzt kostenlos abonnieren!"
OPINION = "Wie schön das wäre."
TEXT = " ".join([FLATS, COUNCIL, BRIDGE, FORM, OPINION])


def shown(identity: str, start: int, end: int, stance: Stance, origin: str | None = None) -> Evidence:
    made = report(identity, "")
    made = Report(identity, "", "de", made.content_hash, origin or identity)
    return Evidence(Passage(1, identity, start, end, ""), made, 0.5, stance, StanceProbabilities(1, 0, 0), 0.5)


def checked(start: int, end: int, verdict: Verdict, *evidence: Evidence) -> CheckedClaim:
    claim = Claim(f"c{start}", TEXT[start:end], start, end, 0.9)
    return CheckedClaim(claim, Assessment(verdict, 0.9, 0, 0, ("why",)), evidence)


def span(text: str, first: int = 0) -> tuple[int, int]:
    """Where ``text`` stands, without its ``first`` characters."""
    return TEXT.index(text) + first, TEXT.index(text) + len(text)


GOLD = Case(
    Article("a", TEXT, "de", ()),
    (),
    (
        GoldClaim(FLATS, Verdict.SUPPORTED, (Quote("r1", 10, 20, "supports"), Quote("r2", 0, 9, "refutes"))),
        GoldClaim(COUNCIL, Verdict.REFUTED, (Quote("r3", 30, 40, "refutes"),)),
        GoldClaim(BRIDGE, Verdict.NOT_ENOUGH_EVIDENCE, ()),
    ),
    (FORM, "Nicht in diesem Text"),
    (OPINION,),
    (frozenset({"r1", "r1b"}),),
)
OTHERS = [shown(f"o{i}", 0, 9, N) for i in range(4)]
CHECK = Check(
    GOLD.article,
    IndexInfo("g", "e", "s", 9, 9),
    (
        # r1 is the first of five origins, r2 the sixth; another passage of r1 touches no quote.
        checked(
            *span(FLATS),
            Verdict.SUPPORTED,
            shown("r1", 0, 11, S),
            shown("r1", 20, 30, R),
            *OTHERS,
            shown("r2", 0, 9, S),
        ),
        # Half of the claim is enough to find it; its passage ends where the quote begins.
        checked(*span(COUNCIL, len(COUNCIL) // 2), Verdict.NOT_ENOUGH_EVIDENCE, shown("r3", 20, 30, R)),
        # Less than half is not.
        checked(*span(BRIDGE, len(BRIDGE) // 2 + 1), Verdict.SUPPORTED),
        checked(*span(FORM), Verdict.CONFLICTING),
    ),
)


def test_every_figure_of_a_check_made_by_hand() -> None:
    reports = [report("r1", ""), shown("r1b", 0, 1, S, "r1").report, shown("r3", 0, 1, S, "r1").report]
    assert judge(GOLD, CHECK, reports) == {
        "n": 3,
        "claims": 4,
        "claims_found": 0.6667,
        "boilerplate_leaked": 0.5,
        "non_claims_taken": 0,
        "evidence_recall": 0.25,  # one of two origins, none of one; the third has no evidence to find
        "stance_accuracy": 0.5,  # r1 on its side, r2 on the other
        "stance_n": 2,
        "origins": {"precision": 0.3333, "recall": 1, "f1": 0.5},
        "verdict_accuracy": 0.3333,
        "verdict_accuracy_without_origins": 0.3333,
        "verdict_majority": 0.3333,
        "suggestions": 1,
        "suggestions_without_origins": 1,
        "suggestions_right": 1,
        "verdicts": {"supported": {"supported": 1}, "refuted": {"not_enough_evidence": 1}},
    }


def test_copies_of_one_origin_are_found_once() -> None:
    quotes = tuple(Quote(identity, 0, 9, "supports") for identity in ("r1", "r1b", "r2"))
    case = Case(GOLD.article, (), (GoldClaim(FLATS, Verdict.SUPPORTED, quotes),), (), (), GOLD.origins)

    def recall(*evidence: Evidence) -> Any:
        check = Check(case.article, CHECK.index, (checked(*span(FLATS), Verdict.SUPPORTED, *evidence),))
        return judge(case, check, [])["evidence_recall"]

    assert recall(shown("r1", 0, 5, S), shown("r1b", 0, 5, S)) == 0.5
    assert recall(shown("r1b", 0, 5, S), shown("r2", 0, 5, S)) == 1
    assert recall() == 0


def test_nothing_to_judge_is_no_figure() -> None:
    case = Case(GOLD.article, (), (GoldClaim(FLATS, Verdict.SUPPORTED, ()),), (), (), ())
    found = judge(case, Check(GOLD.article, CHECK.index), [])
    assert (found["claims_found"], found["verdict_accuracy"], found["verdict_majority"]) == (0, 0, 1)
    nothing = ("boilerplate_leaked", "non_claims_taken", "evidence_recall", "stance_accuracy", "suggestions_right")
    assert [found[key] for key in nothing] == [None] * 5


BUILT = "In Gera hat die Stadt am Montag 120 Wohnungen gebaut."
OTHER = "In Gera hat die Stadt am Montag 210 Wohnungen gebaut."
ANSWERED: dict[str, Any] = {
    "text": BUILT,
    "verdict": "refuted",
    "evidence": [{"report_id": "r1", "quote": "210 Wohnungen", "stance": "refutes"}],
}
FULL = {"claims": [ANSWERED], "origins": [["r1", "r2"]], "boilerplate": [], "non_claims": ["Was sagt man dazu?"]}


def case_folder(folder: Path, gold: Any = FULL) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "article.txt").write_text(f"{BUILT} Was sagt man dazu?", "utf-8")
    rows = [{"id": "r1", "text": OTHER}, {"id": "r2", "text": OTHER}, {"id": "r3", "text": "Es regnete im Harz lange."}]
    (folder / "reports.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    (folder / "gold.json").write_text(gold if isinstance(gold, str) else json.dumps(gold), "utf-8")
    return folder


def test_the_whole_way(tmp_path: Path) -> None:
    folder = case_folder(tmp_path / "case")
    found = evaluate_case(folder, load_encoder(), WordStance(), Settings())
    assert found["file"] == str(folder)
    assert (found["n"], found["claims_found"], found["non_claims_taken"]) == (1, 1, 0)
    assert (found["evidence_recall"], found["stance_accuracy"], found["stance_n"]) == (1, 1, 1)
    assert found["origins"] == {"precision": 1, "recall": 1, "f1": 1}
    assert found["verdicts"] == {"refuted": {"refuted": 1}}


def test_the_command_line(tmp_path: Path) -> None:
    folder = case_folder(tmp_path / "case")
    document = json.loads(ok("eval", "cases", folder, folder, "--json"))
    assert (document["suite"], document["encoder"], document["stance_model"]) == (
        "cases",
        "static-de-en",
        "stance-de-en",
    )
    assert [one["n"] for one in document["files"]] == [1, 1]
    shown = ok("eval", "cases", folder)
    assert "origin F1" in shown
    assert "gold in rows" in shown
    assert "with every report an origin of its own" in shown


FAULTS: list[tuple[Any, str]] = [
    ("{broken", r"gold\.json is no JSON"),
    ([], r"gold\.json: expected a JSON object, found list"),
    ({"claims": []}, "holds no claims"),
    ({"claims": [{**ANSWERED, "verdict": "true"}]}, "verdict 'true'; known are supported, refuted"),
    ({"claims": [{**ANSWERED, "text": "Nie gesagt."}]}, "'Nie gesagt.' is not in the article"),
    (
        {"claims": [{**ANSWERED, "evidence": [{"report_id": "r1", "quote": "210 Häuser", "stance": "refutes"}]}]},
        "the quote '210 Häuser' is not in r1",
    ),
    (
        {"claims": [{**ANSWERED, "evidence": [{"report_id": "r9", "quote": "210", "stance": "refutes"}]}]},
        "the quote '210' is not in r9",
    ),
    (
        {"claims": [{**ANSWERED, "evidence": [{"report_id": "r1", "quote": "210", "stance": "against"}]}]},
        "stance 'against'; known are supports, refutes",
    ),
]


@pytest.mark.parametrize(("gold", "said"), FAULTS)
def test_a_case_that_does_not_fit(tmp_path: Path, gold: Any, said: str) -> None:
    folder = case_folder(tmp_path / "case", gold)
    with pytest.raises(InputError, match=said) as error:
        Case.read(folder)
    assert str(folder) in str(error.value)


def test_everything_that_is_missing_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"article\.txt or article\.html, reports\.jsonl, gold\.json missing"):
        Case.read(tmp_path)
    two = {"claims": [{**ANSWERED, "text": "Nie gesagt."}, {**ANSWERED, "verdict": None}]}
    folder = case_folder(tmp_path / "case", two)
    with (folder / "reports.jsonl").open("a") as file:
        file.write("{broken\n")
    with pytest.raises(InputError, match=r"reports\.jsonl:4: not JSON.*verdict None.*'Nie gesagt\.'"):
        Case.read(folder)
