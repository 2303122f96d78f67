"""Text with marks in it: an article with its claims to choose from, a report with one passage.

The browser's side sets text by ``textContent`` alone, so nothing of an article can become markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import streamlit as st

from workbench.exports.spans import covering
from workbench.types import Article, Block, BlockKind
from workbench.ui.marked_assets import CSS, JS


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text. ``tone`` names a verdict's colours, ``label`` says in words what the mark means."""

    id: str
    start: int
    end: int
    tone: str
    label: str
    sign: str = ""


def article_text(article: Article, marks: Sequence[Mark], opened: str | None, folded: str, *, key: str) -> str | None:
    """Shows an article, its boilerplate folded under ``folded``; returns the id of a mark that was chosen just now."""
    blocks = [_block(article.text, block, marks) for block in covering(article)]
    data = {"blocks": blocks, "opened": opened, "folded": folded, "language": article.language, "choose": True}
    chosen = _component()(key=key, data=data, height="content", on_chosen_change=lambda: None).chosen
    return str(chosen) if chosen else None


def report_text(text: str, mark: Mark, language: str, *, key: str) -> None:
    """Shows a report, scrolled to the marked passage."""
    lines = [Block(start, end, BlockKind.BODY) for start, end in _paragraphs(text)]
    blocks = [_block(text, line, [mark]) for line in lines]
    data = {"blocks": blocks, "opened": mark.id, "folded": "", "language": language, "choose": False}
    _component()(key=key, data=data, height="content", on_chosen_change=lambda: None)


def pieces(start: int, end: int, marks: Sequence[Mark]) -> Iterator[tuple[int, int, Mark | None]]:
    """A span cut at the bounds of marks; where marks overlap, the one that begins first is shown."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    bounds = {bound for mark in inside for bound in (mark.start, mark.end) if start < bound < end}
    for left, right in pairwise(sorted({start, end} | bounds)):
        over = [mark for mark in inside if mark.start <= left and right <= mark.end]
        yield left, right, min(over, key=lambda mark: mark.start) if over else None


def _block(text: str, block: Block, marks: Sequence[Mark]) -> Mapping[str, Any]:
    shown = [_piece(text[left:right], mark) for left, right, mark in pieces(block.start, block.end, marks)]
    return {"kind": block.kind.value, "pieces": shown if text[block.start : block.end].strip() else []}


def _piece(text: str, mark: Mark | None) -> Mapping[str, str]:
    if mark is None:
        return {"text": text}
    return {"text": text, "id": mark.id, "tone": mark.tone, "label": mark.label, "sign": mark.sign}


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield start, start + len(line)
        start += len(line)


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component("workbench_marked_text", css=CSS, js=JS)
