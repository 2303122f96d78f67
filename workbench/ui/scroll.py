"""Brings the head of a claim into view when another claim is opened: Streamlit keeps the old place in the page."""

from __future__ import annotations

from typing import Any

import streamlit as st

_JS = """
export default function (component) {
  const { data, parentElement } = component;
  const host = parentElement.host || parentElement;
  const before = host.dataset.shown;
  host.dataset.shown = data.shown;
  if (before && before !== data.shown && host.getBoundingClientRect().top < 60) {
    host.style.scrollMarginTop = "6rem";
    host.scrollIntoView({ block: "start" });
  }
}
"""


def to_top(shown: str) -> None:
    """Draws nothing; scrolls here when ``shown`` differs from the run before."""
    _component()(key="scroll", data={"shown": shown}, height="content")


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component("workbench_scroll", js=_JS)
