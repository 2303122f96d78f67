"""What reviewers may do, and what they see of it afterwards."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.test_exports_samples import ARTICLE_ID, EXCHANGED, FUNDED, MAYORS, TALKS, TITLE, check
from workbench.errors import ReviewError
from workbench.exports.document import check_document
from workbench.reviews import rules
from workbench.reviews.ledger import SqlLedger, open_ledger
from workbench.types import Decision, EventKind, Verdict


@pytest.fixture
def ledger(tmp_path: Path) -> SqlLedger:
    opened = open_ledger(str(tmp_path / "ledger.sqlite"))
    rules.add_article(opened, document(), reviewer="Anna")
    return opened


def document(**head: Any) -> dict[str, Any]:
    made = check_document(check())
    return made | {"article": made["article"] | head}


def decide(ledger: SqlLedger, verdict: Any, claim: str = "c1", reviewer: str = "Anna", **rest: Any) -> int:
    event = rules.decide(ledger, ARTICLE_ID, claim, verdict, reviewer=reviewer, **rest)
    assert event.sequence
    return event.sequence


def claim(ledger: SqlLedger, claim_id: str = "c1") -> Any:
    return rules.article_state(ledger, ARTICLE_ID).claim(claim_id)


def test_an_added_article_stands_in_the_queue(ledger: SqlLedger) -> None:
    (state,) = rules.queue(ledger)
    assert (state.article_id, state.heading, state.outlet, state.language) == (ARTICLE_ID, TITLE, "Beispielblatt", "de")
    assert (state.total, state.decided, state.disputed, state.archived) == (4, 0, 0, False)
    assert (state.added_by, state.published_at) == ("Anna", check().article.published_at)
    assert state.generation == check().index.generation
    assert [each.suggested for each in state.claims] == [each.assessment.verdict for each in check().claims]
    assert [each.text for each in state.claims] == [EXCHANGED, FUNDED, TALKS, MAYORS]


def test_the_queue_does_without_documents_and_a_page_has_its_own(ledger: SqlLedger) -> None:
    assert rules.queue(ledger)[0].document is None
    assert rules.article_state(ledger, ARTICLE_ID).document == document()


def test_an_article_without_a_title_is_called_by_its_beginning(ledger: SqlLedger) -> None:
    rules.add_article(ledger, document(id="a-ffffffffffff", title=None), reviewer="Anna")
    newest = rules.queue(ledger)[0]
    assert newest.heading == "Gefangenenaustausch: Gespräche in Istanbul gehen weiter Am 24. Juli 2025 wurden nach …"
    assert [state.article_id for state in rules.queue(ledger)] == ["a-ffffffffffff", ARTICLE_ID]


def test_a_decision_is_kept_with_all_that_belongs_to_it(ledger: SqlLedger) -> None:
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    decide(ledger, "refuted", reviewer="  Anna   Lüth ", note=" 840 \n", at=at)
    expected = Decision("c1", EXCHANGED, Verdict.REFUTED, "Anna Lüth", at, "840", check().index.generation)
    assert rules.article_state(ledger, ARTICLE_ID).decisions == (expected,)
    assert (claim(ledger).current, claim(ledger).verdict) == (expected, Verdict.REFUTED)
    assert rules.queue(ledger)[0].decided == 1


def test_a_mind_may_be_changed_and_nothing_is_overwritten(ledger: SqlLedger) -> None:
    decide(ledger, Verdict.REFUTED, note="erst so")
    decide(ledger, Verdict.SUPPORTED)
    state = claim(ledger)
    assert [each.verdict for each in state.decisions] == [Verdict.SUPPORTED]
    assert [(each.payload["verdict"], each.payload["note"]) for each in state.history] == [
        ("refuted", "erst so"),
        ("supported", ""),
    ]


def test_a_withdrawal_goes_back_to_the_decision_before(ledger: SqlLedger) -> None:
    decide(ledger, Verdict.REFUTED, note="erst so")
    decide(ledger, Verdict.SUPPORTED)
    rules.withdraw(ledger, ARTICLE_ID, "c1", reviewer="anna")
    assert (claim(ledger).verdict, claim(ledger).current.note) == (Verdict.REFUTED, "erst so")
    rules.withdraw(ledger, ARTICLE_ID, "c1", reviewer="Anna")
    assert claim(ledger).current is None
    with pytest.raises(ReviewError, match="Anna has no decision on this claim to take back"):
        rules.withdraw(ledger, ARTICLE_ID, "c1", reviewer="Anna")
    assert len(claim(ledger).history) == 4


def test_reviewers_disagree_until_one_gives_in(ledger: SqlLedger) -> None:
    decide(ledger, Verdict.SUPPORTED, reviewer="Ben")
    decide(ledger, Verdict.REFUTED, reviewer="Anna")
    assert (claim(ledger).disputed, claim(ledger).verdict, rules.queue(ledger)[0].disputed) == (
        True,
        Verdict.REFUTED,
        1,
    )
    assert claim(ledger).decision_of("BEN").verdict is Verdict.SUPPORTED
    rules.withdraw(ledger, ARTICLE_ID, "c1", reviewer="Anna")
    assert (claim(ledger).disputed, claim(ledger).verdict) == (False, Verdict.SUPPORTED)
    decide(ledger, Verdict.SUPPORTED, reviewer="Anna")
    assert (claim(ledger).disputed, len(claim(ledger).decisions)) == (False, 2)


def test_a_double_click_is_one_decision(ledger: SqlLedger) -> None:
    assert decide(ledger, "refuted", note="x") == decide(ledger, "refuted", note="x")
    assert len(claim(ledger).history) == 1
    decide(ledger, "refuted", note="x", generation="next")
    assert len(claim(ledger).history) == 2


def test_the_same_verdict_counts_again_after_a_withdrawal(ledger: SqlLedger) -> None:
    decide(ledger, "refuted")
    rules.withdraw(ledger, ARTICLE_ID, "c1", reviewer="Anna")
    decide(ledger, "refuted")
    assert claim(ledger).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        pytest.param({"verdict": None}, "no verdict was chosen; choose one of supported, refuted", id="no verdict"),
        pytest.param({"verdict": ""}, "no verdict was chosen", id="an empty verdict"),
        pytest.param({"verdict": "true"}, "'true' is no verdict; choose one of", id="a fifth verdict"),
        pytest.param({"verdict": "SUPPORTED"}, "is no verdict", id="a name, not a value"),
        pytest.param({"reviewer": " \n"}, "no reviewer was named; enter your name", id="no reviewer"),
        pytest.param({"reviewer": "A\x07"}, "must be printable", id="a bell in the name"),
        pytest.param({"reviewer": "A" * 201}, "at most 200 characters", id="a long name"),
        pytest.param({"note": "x" * 10_001}, "10,001 characters, 10,000 are allowed; shorten", id="a long note"),
        pytest.param({"claim_id": "c9"}, "no claim 'c9'; its latest check has 4", id="no such claim"),
        pytest.param(
            {"article_id": "a-000000000000"}, "no article 'a-000000000000' .* add it first", id="no such article"
        ),
        pytest.param({"claim_text": FUNDED}, "this claim is another sentence now: reload", id="renumbered meanwhile"),
    ],
)
def test_what_the_rules_refuse_is_not_recorded(ledger: SqlLedger, changes: dict[str, Any], complaint: str) -> None:
    before = ledger.last()
    given = {"article_id": ARTICLE_ID, "claim_id": "c1", "verdict": "refuted", "reviewer": "Anna"} | changes
    with pytest.raises(ReviewError, match=complaint):
        rules.decide(ledger, **given)
    assert ledger.last() == before


def test_a_note_of_exactly_the_limit_is_kept(ledger: SqlLedger) -> None:
    decide(ledger, "refuted", note="ä" * 10_000)
    assert claim(ledger).current.note == "ä" * 10_000


def test_archive_and_restore(ledger: SqlLedger) -> None:
    decide(ledger, "refuted")
    rules.archive(ledger, ARTICLE_ID, reviewer="Anna")
    assert rules.queue(ledger) == []
    assert [state.decided for state in rules.queue(ledger, archived=True)] == [1]
    with pytest.raises(ReviewError, match="in the archive already"):
        rules.archive(ledger, ARTICLE_ID, reviewer="Anna")
    rules.restore(ledger, ARTICLE_ID, reviewer="Ben")
    assert [state.decided for state in rules.queue(ledger)] == [1]
    with pytest.raises(ReviewError, match="not in the archive"):
        rules.restore(ledger, ARTICLE_ID, reviewer="Ben")


def test_adding_a_known_article_is_a_recheck_and_brings_it_back(ledger: SqlLedger) -> None:
    rules.archive(ledger, ARTICLE_ID, reviewer="Anna")
    event = rules.add_article(ledger, document(title="Neu"), reviewer="Ben")
    assert event.kind is EventKind.ARTICLE_RECHECKED
    (state,) = rules.queue(ledger)
    assert (state.title, state.added_by, state.archived) == ("Neu", "Anna", False)
    assert state.checked_at > state.added_at


def test_what_is_no_check_document_is_refused(ledger: SqlLedger) -> None:
    with pytest.raises(ReviewError, match="not a check document: 'article' is missing"):
        rules.add_article(ledger, {}, reviewer="Anna")


def renumbered(*order: int) -> dict[str, Any]:
    """The document with only these claims (counted from 0), numbered anew."""
    made = deepcopy(document())
    made["claims"] = [made["claims"][n] | {"id": f"c{new}"} for new, n in enumerate(order, start=1)]
    return made


def test_a_recheck_that_renumbers_moves_no_verdict_to_another_sentence(ledger: SqlLedger) -> None:
    decide(ledger, "refuted", "c1")
    decide(ledger, "supported", "c2")
    rules.add_article(ledger, renumbered(1, 3, 0), reviewer="Anna")
    state = rules.article_state(ledger, ARTICLE_ID)
    assert [(each.claim_id, each.text, each.verdict) for each in state.claims] == [
        ("c1", FUNDED, Verdict.SUPPORTED),
        ("c2", MAYORS, None),
        ("c3", EXCHANGED, Verdict.REFUTED),
    ]
    assert [each.claim_id for each in state.decisions] == ["c1", "c3"]
    assert state.orphaned == ()


def test_a_decision_whose_sentence_is_gone_is_orphaned_and_comes_back_with_it(ledger: SqlLedger) -> None:
    decide(ledger, "refuted", "c1")
    rules.add_article(ledger, renumbered(1, 2), reviewer="Anna")
    state = rules.article_state(ledger, ARTICLE_ID)
    assert (state.decided, [(each.text, each.verdict) for each in state.orphaned]) == (
        0,
        [(EXCHANGED, Verdict.REFUTED)],
    )
    rules.add_article(ledger, document(), reviewer="Anna")
    assert (claim(ledger).verdict, rules.article_state(ledger, ARTICLE_ID).orphaned) == (Verdict.REFUTED, ())


def test_an_orphaned_decision_can_be_withdrawn(ledger: SqlLedger) -> None:
    decide(ledger, "refuted", "c1")
    rules.add_article(ledger, renumbered(1, 2), reviewer="Anna")
    rules.withdraw(ledger, ARTICLE_ID, "c1", reviewer="Anna", claim_text=EXCHANGED)
    assert rules.article_state(ledger, ARTICLE_ID).orphaned == ()
    rules.add_article(ledger, document(), reviewer="Anna")
    assert claim(ledger).current is None


def test_a_sentence_that_stands_twice_is_two_claims(ledger: SqlLedger) -> None:
    rules.add_article(ledger, renumbered(0, 1, 0), reviewer="Anna")
    decide(ledger, "refuted", "c3")
    assert [each.verdict for each in rules.queue(ledger)[0].claims] == [None, None, Verdict.REFUTED]
