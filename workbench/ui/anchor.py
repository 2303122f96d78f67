"""The browser's side of an opened claim: its head comes into view, and shortcuts work while a radio has the focus."""

from __future__ import annotations

from typing import Any

import streamlit as st

# Streamlit keeps the old place in the page when another claim is opened, and its radios swallow every key but the
# arrows, so that neither "next claim" nor "record" would work after a verdict was chosen.
_JS = """
const OWN = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", " ", "Tab", "Shift", "Control", "Alt", "Meta"]);

function passOn(event) {
  const target = event.target;
  if (target.tagName !== "INPUT" || target.type !== "radio" || OWN.has(event.key)) return;
  target.blur();
  event.stopImmediatePropagation();
  event.preventDefault();
  const { key, code, keyCode, which, ctrlKey, metaKey, altKey, shiftKey } = event;
  for (const type of ["keydown", "keyup"]) {
    const again = { key, code, keyCode, which, ctrlKey, metaKey, altKey, shiftKey, bubbles: true };
    document.body.dispatchEvent(new KeyboardEvent(type, again));
  }
}

export default function (component) {
  const { data, parentElement } = component;
  const host = parentElement.host || parentElement;
  const before = host.dataset.shown;
  host.dataset.shown = data.shown;
  if (before && before !== data.shown && host.getBoundingClientRect().top < 60) {
    host.style.scrollMarginTop = "6rem";
    host.scrollIntoView({ block: "start" });
  }
  document.addEventListener("keydown", passOn, true);
  return () => document.removeEventListener("keydown", passOn, true);
}
"""


def anchor(shown: str) -> None:
    """Draws nothing; the page scrolls here when ``shown`` differs from the run before."""
    _component()(key="anchor", data={"shown": shown}, height="content")


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component("workbench_anchor", js=_JS)
