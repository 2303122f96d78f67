"""Keeps name and language in the browser, so that they are asked once and not in every session.

Not in the URL: whoever opens a colleague's link would review under the colleague's name.
"""

from __future__ import annotations

import streamlit as st

from workbench.ui import state

_JS = """
const KEY = "claim-verification-workbench";

export default function (component) {
  const { data, setStateValue } = component;
  try {
    if (data.known) {
      localStorage.setItem(KEY, JSON.stringify({ reviewer: data.reviewer, language: data.language }));
    } else {
      const kept = JSON.parse(localStorage.getItem(KEY) || "null");
      if (kept && (kept.reviewer || kept.language)) setStateValue("kept", kept);
    }
  } catch (error) {
    // A browser that stores nothing, or something else's entry: the name is asked for again.
  }
}
"""
_ASKED = "browser_asked"


@st.cache_resource(show_spinner=False)
def _component() -> object:
    return st.components.v2.component("workbench_remember", js=_JS)


def sync() -> None:
    """Takes over what the browser kept; once the session knows better, the browser keeps what the session knows."""
    component = _component()
    assert callable(component)
    known = state.REVIEWER in st.session_state or state.LANGUAGE in st.session_state
    data = {"known": known, "reviewer": state.reviewer(), "language": st.session_state.get(state.LANGUAGE)}
    with st.sidebar:
        found = component(
            key="remember", data=data, default={"kept": None}, on_kept_change=lambda: None, height="content"
        )
    kept = found.kept
    if kept and not known and not st.session_state.get(_ASKED):
        st.session_state[_ASKED] = True
        _take(kept)
        st.rerun()


def _take(kept: object) -> None:
    values = kept if isinstance(kept, dict) else {}
    if isinstance(values.get("reviewer"), str):
        state.set_reviewer(values["reviewer"][:100])
    if isinstance(values.get("language"), str):
        st.session_state[state.LANGUAGE] = values["language"]
