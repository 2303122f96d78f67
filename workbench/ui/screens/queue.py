"""All articles under review."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workbench.errors import WorkbenchError
from workbench.reading import article_from_text
from workbench.reviews import rules
from workbench.reviews.state import ArticleState
from workbench.ui import checks, deps, shell, state
from workbench.ui.escape import md
from workbench.ui.queueing import Order, select
from workbench.ui.signs import ArticleStatus, alert_badge, disputed_badge, status_badge
from workbench.ui.texts import Texts

_PAGE = 20


def show() -> None:
    t, states = state.texts(), deps.queue()
    st.title(t["nav_queue"], anchor=False)
    if deps.current_generation() is None:
        checks.no_index()
    if not states:
        _empty(t)
        return
    _totals(states, t)
    found = select(states, *_wanted(t), alerted=_alerted(states, t))
    if not found:
        st.info(t["nothing_found"], icon=":material/search_off:")
    for article in _page(found):
        _row(article, t)


def _empty(t: Texts) -> None:
    with st.container(border=True):
        st.markdown(f"#### {md(t['queue_empty'])}", anchors=False)
        st.markdown(md(t["queue_empty_help"]))
        sample = deps.SAMPLE / "article.txt"
        with st.container(horizontal=True, vertical_alignment="center"):
            if sample.is_file() and deps.current_generation() is not None:
                _sample_button(t)
            st.page_link(shell.screen("add"), label=t["nav_add"], icon=":material/add:")


def _sample_button(t: Texts) -> None:
    if not shell.ask_reviewer():
        return
    if st.button(t["add_sample"], icon=":material/science:", type="primary", key="add_sample"):
        try:
            article = article_from_text((deps.SAMPLE / "article.txt").read_text("utf-8"))
        except (OSError, WorkbenchError) as error:
            st.error(md(str(error)))
            return
        if checks.check_and_add(article):
            checks.open_in_review(article.id)


def _totals(states: list[ArticleState], t: Texts) -> None:
    active = [s for s in states if not s.archived]
    words = [
        t.count("articles", len(active)),
        t.say("decided_of", decided=sum(s.decided for s in active), total=sum(s.total for s in active)),
    ]
    disputed = sum(s.disputed for s in active)
    if disputed:
        words.append(t.count("disputed_n", disputed))
    if alerts := sum(len(s.open_alerts) for s in active):
        words.append(t.count("alerts_n", alerts))
    line = md(" · ".join(words))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(line, width="stretch")
        st.page_link(shell.screen("add"), label=t["nav_add"], icon=":material/add:")


def _wanted(t: Texts) -> tuple[str, ArticleStatus | None, Order]:
    with st.container(horizontal=True, vertical_alignment="center"):
        words = st.text_input(
            t["search"],
            key="queue_search",
            placeholder=t["search_queue"],
            icon=":material/search:",
            label_visibility="collapsed",
            width=250,
        )
        status = st.segmented_control(
            t["status"],
            list(ArticleStatus),
            format_func=lambda each: t[f"status_{each.value}"],
            key="queue_status",
            label_visibility="collapsed",
            persist_state="session",
        )
        order = st.selectbox(
            t["order"],
            list(Order),
            format_func=lambda each: t[f"order_{each.value}"],
            key="queue_order",
            label_visibility="collapsed",
            persist_state="session",
            width=230,
        )
    return words or "", status, order or Order.ADDED


def _alerted(states: list[ArticleState], t: Texts) -> bool:
    """Whether only articles with alerts are wanted; not asked where there is none."""
    if not any(s.open_alerts for s in states):
        return False
    return st.toggle(t["with_alerts"], key="queue_alerts", persist_state="session")


def _page(found: list[ArticleState]) -> list[ArticleState]:
    pages = -(-len(found) // _PAGE)
    number = st.pagination(pages, key="queue_page") if pages > 1 else 1
    return found[(number - 1) * _PAGE : number * _PAGE]


def _row(article: ArticleState, t: Texts) -> None:
    opens = {state.ARTICLE: article.article_id}
    badges = [status_badge(ArticleStatus.of(article), t)]
    if article.disputed:
        badges.append(disputed_badge(t.count("disputed_n", article.disputed)))
    if article.open_alerts:
        badges.append(alert_badge(t.count("alerts_n", len(article.open_alerts))))
        opens[state.CLAIM] = article.open_alerts[0].claim_id
    words = [t.say("decided_of", decided=article.decided, total=article.total)]
    words += [article.outlet or t["unknown_outlet"], t.day(article.published_at), t.language_name(article.language)]
    words.append(t.say("added", when=t.moment(article.added_at)))
    with st.container(border=True, gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            label = f"**{md(article.heading)}**"
            st.page_link(shell.screen("review"), label=label, query_params=opens, width="stretch")
            _archive_button(article, t)
        shell.beside_links(f"{' '.join(badges)} :gray[:small[{md(' · '.join(words))}]]")


def _archive_button(article: ArticleState, t: Texts) -> None:
    name = "restore" if article.archived else "archive"
    st.button(
        t[name],
        key=f"{name}:{article.article_id}",
        icon=":material/unarchive:" if article.archived else ":material/archive:",
        on_click=partial(_move, article),
        type="tertiary",
    )


def _move(article: ArticleState) -> None:
    """Into the archive or out of it: each undoes the other."""
    t = state.texts()
    if not state.reviewer():
        state.flash(t["name_first"], ":material/error:")
        return
    try:
        verb = rules.restore if article.archived else rules.archive
        verb(deps.ledger(), article.article_id, reviewer=state.reviewer())
    except WorkbenchError as error:
        state.flash(str(error), ":material/error:")
        return
    state.flash(t.say("restored" if article.archived else "archived", title=article.heading))


if __name__ == "__main__":
    show()
