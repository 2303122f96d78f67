"""What the assessment suggests, with its reasons."""

from __future__ import annotations

import streamlit as st

from workbench.types import CheckedClaim, Evidence, Stance
from workbench.ui import state
from workbench.ui.escape import md, md_link, shorten
from workbench.ui.signs import verdict_badge
from workbench.ui.texts import Texts

_TITLE = 80


def suggestion(checked: CheckedClaim) -> None:
    """Verdict and confidence, and the reasons, which are in the article's language."""
    t, assessment = state.texts(), checked.assessment
    share = md(t.say("confidence", share=t.percent(assessment.confidence)))
    st.markdown(f"{verdict_badge(assessment.verdict, t)} {share}")
    st.markdown("\n".join(f"- {md(reason[:1].upper() + reason[1:])}" for reason in assessment.reasons))
    _near_misses(checked)


def _near_misses(checked: CheckedClaim) -> None:
    """For a claim left open: what was searched, what came nearest, and why it does not bear on the claim.

    Folded where there is evidence to read first.
    """
    t = state.texts()
    if not checked.near_misses:
        return
    taken = any(one.stance is not Stance.NOT_ENOUGH_INFO for one in checked.evidence)
    label = md(t.count("searched", checked.assessment.searched))
    with st.expander(label, type="compact", expanded=not taken):
        for one, why in checked.near_misses:
            st.markdown(_near_miss(one, why, t))


def _near_miss(one: Evidence, why: str, t: Texts) -> str:
    source = f"**{md(one.report.outlet or t['unknown_outlet'])}** {md(f'· {t.day(one.report.published_at)} · {why}')}"
    title = md_link(shorten(one.report.title or one.passage.text, _TITLE), one.report.url)
    return f"{source}  \n{title}"
