"""What new reports would change about a claim, until a reviewer has seen it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workbench.errors import ReviewError
from workbench.exports.document import evidence_from_record
from workbench.exports.origins import OriginGroup
from workbench.reviews import rules
from workbench.reviews.alerts import Alert
from workbench.reviews.state import ClaimState
from workbench.types import Claim
from workbench.ui import deps, passages, state
from workbench.ui.deps import Reviewed
from workbench.ui.escape import md
from workbench.ui.signs import alert_badge


def at_claim(reviewed: Reviewed, known: ClaimState, claim: Claim) -> None:
    """The open alerts of a claim, each with its passage and the button that takes it out of the queue."""
    for alert in known.open_alerts:
        with st.container(border=True, gap="xsmall"):
            _alert(reviewed, alert, claim)


def _alert(reviewed: Reviewed, alert: Alert, claim: Claim) -> None:
    t = state.texts()
    verdict, suggested = t.verdict(alert.verdict), t.verdict(alert.suggested)
    what = t.say(f"alert_{alert.effect.value}", verdict=verdict, suggested=suggested)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{alert_badge(t.say('alert_at', when=t.moment(alert.raised_at)))} **{md(what)}**", width="stretch")
        if state.reviewer():
            st.button(
                t["alert_seen"],
                key=f"seen:{claim.id}:{alert.report_id}",
                icon=":material/visibility:",
                on_click=partial(_dismiss, reviewed.state.article_id, alert),
            )
    passages.card(OriginGroup(evidence_from_record(alert.evidence), ()), claim, alert.generation)
    st.caption(md(t["alert_help"]))


def _dismiss(article_id: str, alert: Alert) -> None:
    t = state.texts()
    try:
        rules.dismiss_alert(
            deps.ledger(),
            article_id,
            alert.claim_id,
            alert.report_id,
            reviewer=state.reviewer(),
            claim_text=alert.claim_text,
        )
    except ReviewError as error:
        state.flash(f"{t['not_recorded']} {error}", ":material/error:")
        return
    state.flash(t["alert_dismissed"])
