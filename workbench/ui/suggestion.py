"""What the assessment suggests, with its reasons."""

from __future__ import annotations

import streamlit as st

from workbench.types import Assessment
from workbench.ui import state
from workbench.ui.escape import md
from workbench.ui.signs import verdict_badge


def suggestion(assessment: Assessment) -> None:
    """Verdict and confidence, and the reasons, which are in the article's language."""
    t = state.texts()
    share = md(t.say("confidence", share=t.percent(assessment.confidence)))
    st.markdown(f"{verdict_badge(assessment.verdict, t)} {share}")
    st.markdown("\n".join(f"- {md(reason[:1].upper() + reason[1:])}" for reason in assessment.reasons))
