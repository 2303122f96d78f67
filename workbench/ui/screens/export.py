"""What leaves the workbench, with what is in it said before it is downloaded."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from workbench.errors import WorkbenchError
from workbench.exports.claimreview import claim_review, claim_review_json
from workbench.exports.csv import csv_table
from workbench.exports.html import html_report
from workbench.exports.links import web_url
from workbench.reviews.state import ArticleState
from workbench.ui import deps, shell, state
from workbench.ui.deps import Reviewed
from workbench.ui.escape import md
from workbench.ui.filenames import file_name
from workbench.ui.texts import Texts


def show() -> None:
    t = state.texts()
    st.title(t["nav_export"], anchor=False)
    articles = {article.article_id: article for article in deps.queue()}
    if not articles:
        st.info(t["nothing_to_export"], icon=":material/inbox:")
        st.page_link(shell.screen("add"), label=t["nav_add"], icon=":material/add:")
        return
    article_id = _choose(articles, t)
    state.put_in_url(article_id, st.session_state.get(state.CLAIM))
    reviewed = deps.reviewed(article_id)
    _included(reviewed.state, t)
    with st.grid(2, min_column_width=320, gap="medium"):
        _html(reviewed, t)
        _csv(reviewed, t)
        _claim_review(reviewed, t)
        _json(reviewed, t)
    _packet(reviewed, t)


def _choose(articles: dict[str, ArticleState], t: Texts) -> str:
    opened = state.open_article()
    ids = list(articles)
    st.session_state["export_article"] = opened if opened in articles else ids[0]
    labels = _labels(articles, t)
    chosen = st.selectbox(t["article"], ids, format_func=labels.__getitem__, key="export_article", on_change=_chosen)
    return str(chosen)


def _labels(articles: dict[str, ArticleState], t: Texts) -> dict[str, str]:
    """Streamlit tells options apart by their labels, and two articles may have one title."""
    labels: dict[str, str] = {}
    for article_id, article in articles.items():
        words = [article.heading, article.outlet, t.say("added", when=t.moment(article.added_at))]
        label = " · ".join(word for word in words if word)
        same = sum(other.startswith(label) for other in labels.values())
        labels[article_id] = f"{label} ({same + 1})" if same else label
    return labels


def _chosen() -> None:
    state.put_in_url(st.session_state["export_article"], None)


def _included(article: ArticleState, t: Texts) -> None:
    reviewers = {decision.reviewer for decision in article.decisions}
    words = [t.say("export_decided", decided=article.decided, total=article.total)]
    if reviewers:
        words.append(t.count("by_reviewers", len(reviewers)))
    if article.disputed:
        words.append(t.count("disputed_n", article.disputed))
    if article.orphaned:
        words.append(t.count("orphans", len(article.orphaned)))
    st.markdown(md(" · ".join(words)))
    open_ones = article.total - article.decided
    if open_ones:
        st.warning(md(t.count("undecided_n", open_ones)), icon=":material/pending:")


def _html(reviewed: Reviewed, t: Texts) -> None:
    made = datetime.now(UTC)
    make = partial(html_report, reviewed.check, reviewed.state.decisions, made_at=made)
    _card("html", make, ".html", "text/html", reviewed, t)


def _csv(reviewed: Reviewed, t: Texts) -> None:
    _card("csv", partial(csv_table, reviewed.check, reviewed.state.decisions), ".csv", "text/csv", reviewed, t)


def _json(reviewed: Reviewed, t: Texts) -> None:
    def make() -> str:
        return json.dumps(reviewed.state.document, ensure_ascii=False, indent=2)

    _card("json", make, ".json", "application/json", reviewed, t)


def _claim_review(reviewed: Reviewed, t: Texts) -> None:
    with st.container(border=True, height="stretch"):
        _about("claimreview", t)
        name = st.text_input(
            t["organisation"], key="organisation", max_chars=200, persist_state="session", placeholder=t["required"]
        )
        page = st.text_input(
            t["page_url"], key="page_url", max_chars=1000, persist_state="session", help=t["page_url_help"]
        )
        if page and web_url(page) is None:
            st.error(t["no_url"], icon=":material/error:")
        ready = bool((name or "").strip()) and bool(reviewed.state.decided) and (not page or web_url(page) is not None)
        if not reviewed.state.decided:
            st.caption(t["nothing_decided"])

        def make() -> str:
            document = claim_review(
                reviewed.check, reviewed.state.decisions, organisation=name or "", page_url=page or None
            )
            return claim_review_json(document)

        _download("claimreview", make, ".jsonld", "application/ld+json", reviewed, t, ready)


def _packet(reviewed: Reviewed, t: Texts) -> None:
    """Made when asked for: the check is run again for it. Kept until something more is recorded."""
    with st.container(border=True):
        _about("packet", t)
        key = f"packet:{reviewed.state.article_id}:{deps.ledger().last()}"
        if st.button(t["packet_make"], key="make:packet", icon=":material/inventory_2:"):
            _make_packet(key, reviewed, t)
        made: deps.Packet | None = st.session_state.get(key)
        if made is None:
            return
        if made.faults:
            st.warning(t["packet_incomplete"], icon=":material/warning:")
            with st.expander(t.count("packet_faults", len(made.faults)), type="compact"):
                st.code("\n".join(made.faults), language=None, wrap_lines=True)
        st.caption(t["packet_seal"])
        st.code(made.seal, language=None, wrap_lines=True)
        _download("packet", lambda: made.data, ".zip", "application/zip", reviewed, t, True)


def _make_packet(key: str, reviewed: Reviewed, t: Texts) -> None:
    bar = st.progress(0.0, t["loading_models"])

    def progress(stage: str, done: int, total: int) -> None:
        bar.progress(done / total if total else 1.0, t.say("checking", done=done, total=total))

    try:
        st.session_state[key] = deps.packet(reviewed.state.article_id, progress)
    except WorkbenchError as error:
        shell.show_error(t["not_exported"], error)
    finally:
        bar.empty()


def _card(kind: str, make: Callable[[], str | bytes], suffix: str, mime: str, reviewed: Reviewed, t: Texts) -> None:
    with st.container(border=True, height="stretch"):
        _about(kind, t)
        _download(kind, make, suffix, mime, reviewed, t, True)


def _about(kind: str, t: Texts) -> None:
    st.markdown(f"#### {md(t[f'export_{kind}'])}", anchors=False)
    st.markdown(md(t[f"export_{kind}_help"]))


def _download(
    kind: str, make: Callable[[], str | bytes], suffix: str, mime: str, reviewed: Reviewed, t: Texts, ready: bool
) -> None:
    try:
        # Made at once, not at the click: a fault is then explained here and not by a failed download.
        data = make() if ready else b""
    except WorkbenchError as error:
        shell.show_error(t["not_exported"], error)
        return
    st.download_button(
        t["download"],
        data,
        file_name=file_name(reviewed.state.heading, suffix),
        mime=mime,
        key=f"download:{kind}",
        icon=":material/download:",
        disabled=not ready,
        on_click="ignore",
    )


if __name__ == "__main__":
    show()
