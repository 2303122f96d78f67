"""What the claims are checked against: the published generation, and a search over it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

import streamlit as st

from workbench.errors import IndexMissing
from workbench.settings import SHIPPED
from workbench.types import Filters, Match
from workbench.ui import checks, deps, passages, state
from workbench.ui.escape import md, passage_html
from workbench.ui.signs import plain_badge
from workbench.ui.texts import Texts

if TYPE_CHECKING:
    from workbench.indexing.manifest import Manifest

_FOUND = 20
_DATE_FORMATS = {"de": "DD.MM.YYYY", "en": "DD/MM/YYYY"}


def show() -> None:
    t = state.texts()
    st.title(t["nav_corpus"], anchor=False)
    try:
        manifest, overview = deps.manifest(), deps.overview()
    except IndexMissing:
        st.markdown(md(t["corpus_empty"]))
        checks.no_index()
        return
    _numbers(manifest, overview, t)
    search, about = st.tabs([t["search"], t["about_corpus"]])
    with search:
        _search(overview, manifest.generation, t)
    with about:
        _about(manifest, overview, t)


def _numbers(manifest: Manifest, overview: Mapping[str, Mapping[str, int]], t: Texts) -> None:
    with st.grid(4, min_column_width=150):
        st.metric(t["reports"], t.number(manifest.reports), border=True)
        st.metric(t["passages"], t.number(manifest.passages), border=True)
        st.metric(t["outlets"], t.number(sum(bool(name) for name in overview["outlet"])), border=True)
        st.metric(t["built"], t.short_day(datetime.fromisoformat(manifest.created_at)), border=True)


def _about(manifest: Manifest, overview: Mapping[str, Mapping[str, int]], t: Texts) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"#### {md(t['outlets'])}", anchors=False)
        outlets = {md(name or t["unknown_outlet"]): t.number(count) for name, count in overview["outlet"].items()}
        # A dataframe in a tab that is not shown at first is drawn without a width.
        with st.container(height=420):
            st.table(outlets, border="horizontal")
    with right:
        st.markdown(f"#### {md(t['how_built'])}", anchors=False)
        languages = ", ".join(f"{t.language_name(code)} {t.number(n)}" for code, n in overview["language"].items())
        rows_of = {
            t["built"]: t.moment(datetime.fromisoformat(manifest.created_at)),
            t["languages"]: languages,
            t["encoder"]: manifest.encoder,
            t["stance_model"]: _model_name(deps.settings().stance_model),
            t["sources"]: ", ".join(manifest.sources),
            t["generation"]: manifest.generation,
        }
        st.table({name: md(value) for name, value in rows_of.items()}, border="horizontal")


def _model_name(name: str) -> str:
    from workbench.models import SHIPPED_STANCE

    return SHIPPED_STANCE if name == SHIPPED else name


def _search(overview: Mapping[str, Mapping[str, int]], generation: str, t: Texts) -> None:
    words = st.text_input(
        t["search_corpus"],
        key="corpus_words",
        placeholder=t["search_corpus_placeholder"],
        icon=":material/search:",
        persist_state="session",
    )
    filters = _filters(overview, t)
    if not (words or "").strip():
        st.caption(t["search_corpus_help"])
        return
    if filters.since and filters.until and filters.since > filters.until:
        st.error(t["dates_crossed"], icon=":material/error:")
        return
    with st.spinner(t["searching"]):
        found = deps.matcher().search([str(words)], _FOUND, filters)[0]
    if not found:
        st.info(t["no_passage"], icon=":material/search_off:")
        return
    st.caption(md(t.count("found", len(found))))
    for match in found:
        _match(match, generation, t)


def _filters(overview: Mapping[str, Mapping[str, int]], t: Texts) -> Filters:
    with st.grid(4, min_column_width=160):
        languages = st.multiselect(
            t["languages"], list(overview["language"]), format_func=t.language_name, placeholder=t["any"]
        )
        outlets = st.multiselect(t["outlets"], [name for name in overview["outlet"] if name], placeholder=t["any"])
        since = st.date_input(t["since"], value=None, format=_DATE_FORMATS[t.language], key="corpus_since")
        until = st.date_input(t["until"], value=None, format=_DATE_FORMATS[t.language], key="corpus_until")
    return Filters(
        outlets=tuple(outlets),
        languages=tuple(languages),
        since=since if isinstance(since, date) else None,
        until=until if isinstance(until, date) else None,
    )


def _match(match: Match, generation: str, t: Texts) -> None:
    with st.container(border=True, gap="xsmall"):
        passages.source(match.report, plain_badge(t.say("similarity", share=t.percent(max(match.similarity, 0.0)))))
        st.html(passage_html([(match.passage.text, None)], match.report.language))
        if st.button(t["in_context"], key=f"found:{match.passage.id}", type="tertiary", icon=":material/menu_book:"):
            passages.in_context(match.report, match.passage, None, generation)


if __name__ == "__main__":
    show()
