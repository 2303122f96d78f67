"""Which articles the queue shows, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from workbench.reviews.state import ArticleState
from workbench.ui.signs import ArticleStatus


class Order(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    PUBLISHED = "published"
    UNDECIDED = "undecided"
    DISPUTED = "disputed"
    TITLE = "title"


_NEVER = datetime.min.replace(tzinfo=UTC)


def select(
    states: Iterable[ArticleState], words: str, status: ArticleStatus | None, order: Order, alerted: bool = False
) -> list[ArticleState]:
    """The articles that hold all the words, in one status, or in all but the archive; those with alerts alone."""
    wanted = words.casefold().split()
    found = [s for s in states if _in_status(s, status) and all(word in _searched(s) for word in wanted)]
    return _ordered([s for s in found if s.open_alerts or not alerted], order)


def _in_status(state: ArticleState, status: ArticleStatus | None) -> bool:
    own = ArticleStatus.of(state)
    return own is status if status else own is not ArticleStatus.ARCHIVED


def _searched(state: ArticleState) -> str:
    """Title, outlet and the claims' sentences, in one case."""
    parts = [state.heading, state.outlet or "", *(claim.text for claim in state.claims)]
    return " ".join(parts).casefold()


def _ordered(states: list[ArticleState], order: Order) -> list[ArticleState]:
    match order:
        case Order.ADDED:
            return sorted(states, key=lambda s: s.added_at, reverse=True)
        case Order.CHANGED:
            return sorted(states, key=lambda s: s.changed_at, reverse=True)
        case Order.PUBLISHED:
            return sorted(states, key=lambda s: s.published_at or _NEVER, reverse=True)
        case Order.UNDECIDED:
            return sorted(states, key=lambda s: s.total - s.decided, reverse=True)
        case Order.DISPUTED:
            return sorted(states, key=lambda s: s.disputed, reverse=True)
        case Order.TITLE:
            return sorted(states, key=lambda s: s.heading.casefold())
