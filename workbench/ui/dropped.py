"""The lines that were read as no part of an article, to be looked at and put back."""

from __future__ import annotations

import streamlit as st

from workbench.reading import put_back
from workbench.types import Article, BlockKind
from workbench.ui.escape import md
from workbench.ui.texts import Texts

_HEIGHT = 320
_TALL_FROM = 9


def choose(article: Article, t: Texts, *, key: str) -> Article:
    """Lists what was dropped under a fold; returns the article with the ticked lines put back into its body."""
    dropped = [block for block in article.blocks if block.kind is BlockKind.BOILERPLATE]
    if not dropped:
        return article
    with st.expander(md(t.count("lines_out", len(dropped))), icon=":material/format_list_bulleted:", key=f"{key}:fold"):
        st.caption(md(t["lines_out_help"]))
        everything = st.checkbox(t["lines_out_all"], key=f"{key}:all")
        with st.container(height=_HEIGHT if len(dropped) >= _TALL_FROM else "content", border=False, gap="xsmall"):
            ticked = [
                block.start
                for block in dropped
                if st.checkbox(
                    md(" ".join(article.text[block.start : block.end].split())),
                    key=f"{key}:{block.start}",
                    disabled=everything,
                )
            ]
    return put_back(article, [block.start for block in dropped] if everything else ticked)
