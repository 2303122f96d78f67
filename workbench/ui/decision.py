"""Recording a verdict, taking it back, and what all reviewers decided."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workbench.errors import ReviewError
from workbench.reviews import rules
from workbench.reviews.state import ClaimState
from workbench.types import Claim, Decision, EventKind, ReviewEvent, Verdict
from workbench.ui import deps, shell, state
from workbench.ui.deps import Reviewed
from workbench.ui.escape import md
from workbench.ui.signs import disputed_badge, plain_badge, verdict_badge, verdict_label
from workbench.ui.texts import Texts

_ORDER = (Verdict.SUPPORTED, Verdict.REFUTED, Verdict.CONFLICTING, Verdict.NOT_ENOUGH_EVIDENCE)


def bar(reviewed: Reviewed, claim: Claim, known: ClaimState, number: int) -> None:
    """The verdict on the open claim, at the foot of the window so that it is at hand beside all evidence."""
    t, article_id = state.texts(), reviewed.state.article_id
    key = state.draft_key(article_id, claim)
    own = known.decision_of(state.reviewer()) if state.reviewer() else None
    state.prepare_draft(key, own)
    with st.container(border=True, gap="xsmall"):
        _choice(key, number, t)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _note(key, t)
            if shell.ask_reviewer():
                label = t["change_verdict"] if own else t["record_verdict"]
                record = partial(_record, reviewed, claim, key)
                st.button(
                    label,
                    key=f"record:{claim.id}",
                    type="primary",
                    icon=":material/gavel:",
                    on_click=record,
                    shortcut="Mod+Enter",
                )


def _choice(key: str, number: int, t: Texts) -> None:
    label = t.say("your_verdict", n=number)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(f"**{md(label)}**", width="content")
        st.radio(
            label,
            _ORDER,
            index=None,
            key=state.verdict_widget(key),
            format_func=lambda verdict: verdict_label(verdict, t),
            horizontal=True,
            label_visibility="collapsed",
            on_change=state.keep_draft,
            args=(key,),
            width="content",
        )
        if state.has_draft(key):
            st.markdown(plain_badge(t["draft"], "orange", "edit"), width="content")


def _note(key: str, t: Texts) -> None:
    st.text_area(
        t["note"],
        key=state.note_widget(key),
        placeholder=t["note_placeholder"],
        height=68,
        label_visibility="collapsed",
        on_change=state.keep_draft,
        args=(key,),
    )


def _record(reviewed: Reviewed, claim: Claim, key: str) -> None:
    t = state.texts()
    verdict = st.session_state.get(state.verdict_widget(key))
    if verdict is None:
        state.flash(t["choose_verdict"], ":material/error:")
        return
    try:
        rules.decide(
            deps.ledger(),
            reviewed.state.article_id,
            claim.id,
            verdict,
            reviewer=state.reviewer(),
            note=st.session_state.get(state.note_widget(key)) or "",
            claim_text=claim.text,
            generation=reviewed.check.index.generation,
        )
    except ReviewError as error:
        state.flash(f"{t['not_recorded']} {error}", ":material/error:")
        return
    state.drop_draft(key)
    state.flash(t.say("recorded", verdict=t.verdict(verdict)))


def _withdraw(reviewed: Reviewed, claim: Claim) -> None:
    t = state.texts()
    try:
        rules.withdraw(
            deps.ledger(),
            reviewed.state.article_id,
            claim.id,
            reviewer=state.reviewer(),
            claim_text=claim.text,
        )
    except ReviewError as error:
        state.flash(f"{t['not_recorded']} {error}", ":material/error:")
        return
    state.drop_draft(state.draft_key(reviewed.state.article_id, claim))
    state.flash(t["withdrawn"], ":material/undo:")


def standing(reviewed: Reviewed, known: ClaimState, claim: Claim | None) -> None:
    """What each reviewer stands by, disagreement first, and below it all that happened.

    ``claim`` is the open claim, None for a sentence that is no longer one.
    """
    t = state.texts()
    if known.disputed:
        st.markdown(disputed_badge(t["reviewers_disagree"]))
    own = known.decision_of(state.reviewer()) if state.reviewer() else None
    for decision in reversed(known.decisions):
        with st.container(horizontal=True, vertical_alignment="center"):
            _decision(decision, t)
            if decision == own and claim:
                take_back = partial(_withdraw, reviewed, claim)
                st.button(
                    t["withdraw"],
                    key=f"withdraw:{claim.id}",
                    icon=":material/undo:",
                    on_click=take_back,
                    type="tertiary",
                )
        _quoted(decision.note)
    if not known.decisions:
        st.caption(t["nobody_decided"])
    if known.history:
        with st.expander(t.count("history", len(known.history)), type="compact"):
            for event in reversed(known.history):
                st.markdown(_event_line(event, t))
                _quoted(event.payload.get("note"))


def _decision(decision: Decision, t: Texts) -> None:
    st.markdown(
        f"{verdict_badge(decision.verdict, t)} **{md(decision.reviewer)}** · {md(t.moment(decision.at))}",
        width="content",
    )


def _quoted(note: str | None) -> None:
    if note:
        st.markdown("\\\n".join(f"> {md(line)}" for line in note.splitlines() if line.strip()))


def _event_line(event: ReviewEvent, t: Texts) -> str:
    who, when = md(event.reviewer), md(t.moment(event.at))
    if event.kind is EventKind.VERDICT_WITHDRAWN:
        return f":material/undo: **{who}** {md(t['took_back'])} · {when}"
    return f"{verdict_badge(Verdict(event.payload['verdict']), t)} **{who}** · {when}"
