"""Adding an article: read it, see what was taken for its text, correct its head, check it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import streamlit as st

from workbench.errors import FetchError, InputError
from workbench.reading import article_from_html, article_from_text, fetch
from workbench.reading.sources import decode, looks_like_html
from workbench.types import Article, BlockKind
from workbench.ui import checks, deps, dropped, shell, state
from workbench.ui.escape import md
from workbench.ui.marked import article_text
from workbench.ui.texts import Texts

_READ = "article_read"
_MAX_MB = 5
_DATE_FORMATS = {"de": "DD.MM.YYYY", "en": "DD/MM/YYYY"}


def show() -> None:
    t = state.texts()
    st.title(t["nav_add"], anchor=False)
    if deps.current_generation() is None:
        checks.no_index()
    article = st.session_state.get(_READ)
    if article is None:
        _sources(t)
    else:
        _confirm(article, t)


def _sources(t: Texts) -> None:
    st.markdown(md(t["add_help"]))
    paste, upload, url = st.tabs([t["paste"], t["upload"], t["url"]])
    with paste:
        _paste(t)
    with upload:
        _upload(t)
    with url:
        _url(t)


def _paste(t: Texts) -> None:
    with st.form("paste", border=False):
        text = st.text_area(t["paste_label"], height=320, placeholder=t["paste_placeholder"], key="pasted")
        pressed = st.form_submit_button(t["read"], type="primary", icon=":material/article:", key="read_pasted")
    if pressed:
        _read_text(text or "", t)


def _upload(t: Texts) -> None:
    with st.form("upload", border=False):
        file = st.file_uploader(
            t["upload_label"],
            type=["txt", "html", "htm"],
            max_upload_size=_MAX_MB,
            key="uploaded",
            help=t["upload_help"],
        )
        pressed = st.form_submit_button(t["read"], type="primary", icon=":material/article:", key="read_uploaded")
    if pressed and file is None:
        st.error(t["no_file"], icon=":material/error:")
    elif pressed and file is not None:
        try:
            _read_text(decode(file.getvalue(), file.name), t)
        except InputError as error:
            shell.show_error(t["not_read"], error)


def _url(t: Texts) -> None:
    with st.form("url", border=False):
        url = st.text_input(t["url_label"], placeholder="https://", type="url", key="address", help=t["url_help"])
        pressed = st.form_submit_button(t["fetch"], type="primary", icon=":material/download:", key="read_url")
    if not pressed:
        return
    address = (url or "").strip()
    if not address.lower().startswith(("http://", "https://")):
        st.error(t["no_url"], icon=":material/error:")
        return
    try:
        with st.spinner(t["fetching"]):
            article = article_from_html(fetch(address), url=address)
    except (FetchError, InputError) as error:
        shell.show_error(t["not_fetched"], error)
        return
    _take(article)


def _read_text(text: str, t: Texts) -> None:
    if not text.strip():
        st.error(t["empty_text"], icon=":material/error:")
        return
    try:
        _take(article_from_html(text) if looks_like_html(text) else article_from_text(text))
    except InputError as error:
        shell.show_error(t["not_read"], error)


def _take(article: Article) -> None:
    st.session_state[_READ] = article
    st.rerun()


def _confirm(article: Article, t: Texts) -> None:
    head, preview = st.columns([4, 7], gap="large")
    with preview:
        article = _preview(article, t)
    with head:
        corrected = _head(article, t)
        known = next((one for one in deps.queue() if one.article_id == article.id), None)
        if known:
            words = {"when": t.moment(known.added_at), "decided": known.decided, "total": known.total}
            st.info(md(t.say("known_article", **words)), icon=":material/info:")
            if st.button(t["open_known"], type="primary", icon=":material/open_in_new:", key="open_known"):
                _leave(article.id)
        _buttons(corrected, bool(known), t)


def _buttons(article: Article, known: bool, t: Texts) -> None:
    if not shell.ask_reviewer():
        _back(t)
        return
    with st.container(horizontal=True):
        label = t["check_again"] if known else t["check"]
        pressed = st.button(label, type="secondary" if known else "primary", icon=":material/fact_check:", key="check")
        _back(t)
    if pressed and checks.check_and_add(article):
        _leave(article.id)


def _back(t: Texts) -> None:
    st.button(t["other_text"], key="other_text", on_click=_forget, type="tertiary", icon=":material/arrow_back:")


def _forget() -> None:
    st.session_state.pop(_READ, None)


def _leave(article_id: str) -> None:
    _forget()
    checks.open_in_review(article_id)


def _head(article: Article, t: Texts) -> Article:
    """What was found about the article, to be corrected."""
    st.markdown(f"#### {md(t['about'])}", anchors=False)
    key = article.id
    title = st.text_input(t["title"], value=article.title or "", key=f"title:{key}", max_chars=300)
    outlet = st.text_input(t["outlet"], value=article.outlet or "", key=f"outlet:{key}", max_chars=100)
    url = st.text_input(t["address"], value=article.url or "", key=f"url:{key}", max_chars=1000, help=t["address_help"])
    found = article.published_at.date() if article.published_at else None
    day = st.date_input(t["published"], value=found, key=f"day:{key}", format=_DATE_FORMATS[t.language])
    st.caption(md(t.say("language_found", language=t.language_name(article.language))))
    return replace(
        article,
        title=(title or "").strip() or None,
        outlet=(outlet or "").strip() or None,
        url=(url or "").strip() or None,
        published_at=article.published_at if day == found else _midnight(day),
    )


def _midnight(day: object) -> datetime | None:
    # Midnight in UTC is how a day without a time is written.
    return datetime.combine(day, time(), UTC) if isinstance(day, date) else None


def _preview(article: Article, t: Texts) -> Article:
    """Shows what was read as the article; what was left out can be put back."""
    st.markdown(f"#### {md(t['preview'])}", anchors=False)
    shown = st.container()
    article = dropped.choose(article, t, key=f"back:{article.id}")
    with shown:
        st.caption(md(t.count("kept", sum(block.kind is BlockKind.BODY for block in article.blocks))))
        with st.container(border=True, height=480):
            article_text(article, [], None, t["boilerplate"], key=f"preview:{article.id}")
    return article


if __name__ == "__main__":
    show()
