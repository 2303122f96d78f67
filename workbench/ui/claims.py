"""The claims of an article, as a list and in its text, to choose from."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.reviews.state import ArticleState, ClaimState
from workbench.types import Check, CheckedClaim
from workbench.ui import state
from workbench.ui.deps import Reviewed
from workbench.ui.escape import md
from workbench.ui.marked import Mark, article_text
from workbench.ui.signs import alert_badge, disputed_badge, verdict_note
from workbench.ui.texts import Texts

ALL, UNDECIDED = "all", "undecided"
LIST, TEXT = "list", "text"
_SIGNS = {"decided": "✓", "disputed": "≠"}


def chooser(reviewed: Reviewed, opened: str) -> str:
    """Draws list or text; returns the id of the claim to open, where one was chosen in the text another one."""
    t, article = state.texts(), reviewed.state
    view = st.segmented_control(
        t["view"],
        [LIST, TEXT],
        format_func=lambda name: t[f"view_{name}"],
        default=LIST,
        key=f"view:{article.article_id}",
        required=True,
        label_visibility="collapsed",
        width="stretch",
        persist_state="session",
    )
    done = t.say("decided_of", decided=article.decided, total=article.total)
    st.progress(article.decided / article.total, done)
    if view == TEXT:
        return _text(reviewed, opened) or opened
    _list(reviewed, opened)
    return opened


def step(claims: Sequence[ClaimState], opened: str, by: int) -> str | None:
    """The claim before or after the open one."""
    ids = [claim.claim_id for claim in claims]
    at = ids.index(opened) + by
    return ids[at] if 0 <= at < len(ids) else None


def next_undecided(claims: Sequence[ClaimState], opened: str) -> str | None:
    """The next claim without a decision, from the beginning again after the last; None when all are decided."""
    at = [claim.claim_id for claim in claims].index(opened)
    order = [*claims[at + 1 :], *claims[:at]]
    return next((claim.claim_id for claim in order if claim.current is None), None)


def _list(reviewed: Reviewed, opened: str) -> None:
    t, article = state.texts(), reviewed.state
    shown = _filtered(article, t)
    if not shown:
        st.success(t["all_decided"], icon=":material/task_alt:")
        return
    ids = [claim.claim_id for claim in shown]
    numbers = {claim.claim_id: n for n, claim in enumerate(article.claims, 1)}
    texts = {claim.claim_id: claim.text for claim in shown}
    key = f"claims:{article.article_id}"
    st.session_state[key] = opened if opened in ids else None
    st.radio(
        t["claims"],
        ids,
        index=None,
        key=key,
        format_func=lambda i: f"**{numbers[i]}**  {md(texts[i])}",
        captions=[_caption(claim, t) for claim in shown],
        label_visibility="collapsed",
        width="stretch",
        on_change=_open_chosen,
        args=(article.article_id, key),
    )


def _open_chosen(article_id: str, key: str) -> None:
    state.put_in_url(article_id, st.session_state[key])


def _filtered(article: ArticleState, t: Texts) -> list[ClaimState]:
    only = st.segmented_control(
        t["show"],
        [ALL, UNDECIDED],
        format_func=lambda name: t.say(f"show_{name}", n=_count(article, name)),
        default=ALL,
        key=f"show:{article.article_id}",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    return [claim for claim in article.claims if only != UNDECIDED or claim.current is None]


def _count(article: ArticleState, name: str) -> int:
    return article.total if name == ALL else article.total - article.decided


def _caption(claim: ClaimState, t: Texts) -> str:
    """Suggestion or decision as icon and word, and how many alerts there are."""
    parts = []
    if claim.disputed:
        parts.append(disputed_badge(t["disputed"]))
    elif claim.verdict:
        parts.append(f"**{verdict_note(claim.verdict, t.say('decided', verdict=t.verdict(claim.verdict)))}**")
    elif claim.suggested:
        parts.append(verdict_note(claim.suggested, t.say("suggested", verdict=t.verdict(claim.suggested))))
    if claim.open_alerts:
        parts.append(alert_badge(t.count("alerts_n", len(claim.open_alerts))))
    return " ".join(parts)


def dropped(check: Check) -> None:
    """The sentences that were not taken for claims, folded: one click away."""
    t = state.texts()
    if not check.dropped:
        return
    with st.expander(t.count("dropped", len(check.dropped)), icon=":material/filter_alt_off:"):
        for one in check.dropped:
            worth = t.say("worth", share=t.percent(one.check_worthiness))
            why = md(f"{t[f'dropped_{one.reason.value}']} · {worth}")
            st.markdown(f":small[{md(one.text)}]  \n:small[:gray[{why}]]")


def _text(reviewed: Reviewed, opened: str) -> str | None:
    t, article = state.texts(), reviewed.check.article
    marks = [
        _mark(number, checked, claim, t)
        for number, (checked, claim) in enumerate(zip(reviewed.check.claims, reviewed.state.claims, strict=True), 1)
    ]
    return article_text(article, marks, opened, t["boilerplate"], key=f"text:{article.id}")


def _mark(number: int, checked: CheckedClaim, state_of: ClaimState, t: Texts) -> Mark:
    verdict = state_of.verdict or checked.assessment.verdict
    tone = "disputed" if state_of.disputed else verdict.value
    words = t.say("decided" if state_of.verdict else "suggested", verdict=t.verdict(verdict))
    if state_of.disputed:
        words = t["disputed"]
    sign = _SIGNS["disputed"] if state_of.disputed else _SIGNS["decided"] if state_of.verdict else ""
    label = f"{t.say('claim_n', n=number)} · {words}"
    claim = checked.claim
    return Mark(claim.id, claim.start, claim.end, tone, label, f"{number}{sign}")
