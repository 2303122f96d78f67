"""What stands around every screen: page, navigation, who reviews and in which language."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from workbench.errors import WorkbenchError
from workbench.ui import deps, remember, state
from workbench.ui.escape import md, shorten
from workbench.ui.texts import LANGUAGES

_HERE = Path(__file__).parent
SCREENS = _HERE / "screens"
_ICON = str(_HERE / "icon.png")
_RECENT, _HEADING = 6, 34
# Pixels that Streamlit sets before the label of a page link.
_LINK_PADDING = 8
# Pixels: wide enough to read an article's text in it; the reader can drag it wider or fold it away.
_SIDEBAR = 360


def screen(name: str) -> Path:
    """The file of a screen, for links and switches."""
    return SCREENS / f"{name}.py"


def configure() -> None:
    st.set_page_config(
        page_title=state.texts()["app"],
        page_icon=_ICON,
        layout="wide",
        initial_sidebar_state=_SIDEBAR,
    )


def navigation() -> Page:
    t = state.texts()
    names = ("queue", "add", "review", "export", "corpus")
    pages = [
        st.Page(screen(name), title=t[f"nav_{name}"], url_path=name, default=name == "queue", icon=None)
        for name in names
    ]
    # Reached from a passage alone.
    pages.append(st.Page(screen("origin"), title=t["nav_origin"], url_path="origin", visibility="hidden"))
    return st.navigation(pages, position="top")


def sidebar(page: Page) -> None:
    """Who reviews, and the way back to recent work; the review screen puts the claims there instead."""
    remember.sync()
    st.logo(_ICON, size="large")
    with st.sidebar:
        _who()
        if page.url_path != "review":
            _recent()


def _who() -> None:
    t = state.texts()
    with st.popover(md(state.reviewer() or t["who"]), icon=":material/person:", width="stretch"):
        st.text_input(
            t["reviewer"],
            key=_filled("sidebar_reviewer", state.reviewer()),
            placeholder=t["reviewer_placeholder"],
            help=t["reviewer_help"],
            max_chars=100,
            on_change=_take_reviewer,
            args=("sidebar_reviewer",),
        )
        st.segmented_control(
            t["language"],
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            key=_filled("sidebar_language", state.language()),
            required=True,
            on_change=_take_language,
        )


def _recent() -> None:
    """The articles that changed last, as links."""
    t = state.texts()
    active = [article for article in deps.queue() if not article.archived]
    if active:
        beside_links(f":gray[:small[{md(t['recent'])}]]")
    for article in sorted(active, key=lambda one: one.changed_at, reverse=True)[:_RECENT]:
        progress = f"{t.number(article.decided)}/{t.number(article.total)}"
        st.page_link(
            screen("review"),
            label=f":gray[{md(progress)}]  {md(shorten(article.heading, _HEADING))}",
            query_params={state.ARTICLE: article.article_id},
            width="stretch",
        )


def beside_links(line: str) -> None:
    """A line of Markdown that begins where the labels of page links do."""
    with st.container(horizontal=True, gap=None, wrap=False):
        st.space(_LINK_PADDING)
        st.markdown(line, width="stretch")


def ask_reviewer() -> bool:
    """Whether the reviewer is known; asks in place where not, because the sidebar may be folded."""
    if state.reviewer():
        return True
    t = state.texts()
    st.text_input(
        t["reviewer_first"],
        key="asked_reviewer",
        placeholder=t["reviewer_placeholder"],
        max_chars=100,
        on_change=_take_reviewer,
        args=("asked_reviewer",),
        width=360,
    )
    return False


def run(page: Page) -> None:
    """Runs a screen and what stands beside it.

    What the workbench can explain is explained in place; anything else is Streamlit's to report.
    """
    state.show_flashes()
    try:
        sidebar(page)
        page.run()
    except WorkbenchError as error:
        show_error(state.texts()["went_wrong"], error)


def show_error(message: str, error: WorkbenchError) -> None:
    """Our sentence, and below it the cause in the words of the library."""
    st.error(f"{md(message)}\n\n{md(str(error))}", icon=":material/error:")


def _filled(key: str, value: str) -> str:
    """The key of a widget that shows ``value``, whoever changed it last."""
    st.session_state[key] = value
    return key


def _take_reviewer(key: str) -> None:
    state.set_reviewer(st.session_state.get(key) or "")


def _take_language() -> None:
    st.session_state[state.LANGUAGE] = st.session_state["sidebar_language"]
