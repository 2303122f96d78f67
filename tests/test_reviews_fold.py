"""Laws of the fold, over any history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.test_exports_samples import ARTICLE_ID, check
from workbench.exports.document import check_document
from workbench.reviews.state import ArticleState, fold
from workbench.types import EventKind, ReviewEvent, Verdict

OTHER_ID = "a-ba9876543210"
START = datetime(2026, 11, 23, tzinfo=UTC)
DOCUMENT = check_document(check())
REVERSED = DOCUMENT | {
    "claims": [claim | {"id": f"c{n}"} for n, claim in enumerate(reversed(DOCUMENT["claims"]), start=1)]
}

reviewers = st.sampled_from(["Anna", "Ben", "Cem"])
claim_ids = st.sampled_from(["c1", "c2", "c3", "c4", "c5"])
decisions = st.builds(
    lambda reviewer, claim_id, verdict: ReviewEvent(
        EventKind.VERDICT_DECIDED, ARTICLE_ID, START, reviewer, claim_id, {"verdict": verdict.value}
    ),
    reviewers,
    claim_ids,
    st.sampled_from(Verdict),
)
withdrawals = st.builds(
    lambda reviewer, claim_id: ReviewEvent(EventKind.VERDICT_WITHDRAWN, ARTICLE_ID, START, reviewer, claim_id),
    reviewers,
    claim_ids,
)
others = st.builds(
    lambda kind, reviewer, document: ReviewEvent(
        kind, ARTICLE_ID, START, reviewer, None, {"document": document} if kind is EventKind.ARTICLE_RECHECKED else {}
    ),
    st.sampled_from([EventKind.ARTICLE_RECHECKED, EventKind.ARTICLE_ARCHIVED, EventKind.ARTICLE_RESTORED]),
    reviewers,
    st.sampled_from([DOCUMENT, REVERSED]),
)
ADDED = ReviewEvent(EventKind.ARTICLE_ADDED, ARTICLE_ID, START, "Anna", None, {"document": DOCUMENT})
histories = st.lists(decisions | withdrawals | others, max_size=25).map(lambda events: timed([ADDED, *events]))


def timed(events: list[ReviewEvent]) -> list[ReviewEvent]:
    return [replace(event, at=START + timedelta(minutes=n)) for n, event in enumerate(events)]


def state_of(events: list[ReviewEvent]) -> ArticleState:
    return fold(events)[ARTICLE_ID]


def standing(state: ArticleState) -> Any:
    """All that a reviewer sees of the decisions, apart from the history."""
    return (
        state.archived,
        [(each.claim_id, each.text, each.decisions, each.disputed) for each in state.claims],
        [(each.text, each.decisions) for each in state.orphaned],
    )


@given(histories, decisions)
def test_a_withdrawal_after_a_decision_is_as_before(history: list[ReviewEvent], decision: ReviewEvent) -> None:
    withdrawal = replace(decision, kind=EventKind.VERDICT_WITHDRAWN, payload={})
    assert standing(state_of([*history, decision, withdrawal])) == standing(state_of(history))


@given(histories, histories, st.randoms(use_true_random=False))
def test_events_of_other_articles_change_nothing(
    history: list[ReviewEvent], foreign: list[ReviewEvent], random: Any
) -> None:
    queue = [list(history), [replace(event, article_id=OTHER_ID) for event in foreign]]
    mixed = []
    while any(queue):
        mixed.append(random.choice([events for events in queue if events]).pop(0))
    states = fold(mixed)
    assert states[ARTICLE_ID] == state_of(history)
    assert states[OTHER_ID] == fold([replace(event, article_id=OTHER_ID) for event in foreign])[OTHER_ID]


@given(histories)
def test_a_plain_rereading_gives_the_same_verdicts(history: list[ReviewEvent]) -> None:
    """An oracle in a few lines: sentences, stacks, and who pushed last."""
    texts = {claim["id"]: claim["text"] for claim in DOCUMENT["claims"]}
    stacks: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for n, event in enumerate(history):
        if event.kind is EventKind.ARTICLE_RECHECKED:
            texts = {claim["id"]: claim["text"] for claim in event.payload["document"]["claims"]}
        stack = stacks.setdefault((texts.get(event.claim_id or "", ""), event.reviewer), [])
        if event.kind is EventKind.VERDICT_DECIDED:
            stack.append((n, event.payload["verdict"]))
        elif event.kind is EventKind.VERDICT_WITHDRAWN and stack:
            stack.pop()
    for claim in state_of(history).claims:
        tops = sorted(stack[-1] for (text, _), stack in stacks.items() if stack and text == claim.text)
        assert [decision.verdict.value for decision in claim.decisions] == [verdict for _, verdict in tops]


@given(histories)
def test_counts_agree_with_the_claims(history: list[ReviewEvent]) -> None:
    state = state_of(history)
    assert state.total == 4
    assert state.decided == sum(bool(claim.decisions) for claim in state.claims)
    assert state.disputed <= state.decided <= state.total
    assert len(state.decisions) == sum(len({each.reviewer for each in claim.decisions}) for claim in state.claims)


def test_an_article_that_was_never_added_has_no_state() -> None:
    assert fold([replace(ADDED, kind=EventKind.ARTICLE_ARCHIVED, payload={})]) == {}


def test_the_summary_folds_like_the_document() -> None:
    from workbench.reviews.events import summary

    light = replace(ADDED, payload={"summary": summary(DOCUMENT)})
    assert replace(state_of([ADDED]), document=None) == state_of([light])
