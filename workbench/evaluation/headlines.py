"""News articles whose title must find their own lead."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.evaluation.rows import Row

LEAD_WORDS = 60
HELD_OUT = 2_000


@dataclass(frozen=True, slots=True)
class Story:
    """A news article; ``words`` is its text without a repeated title, split at white space."""

    id: str
    title: str
    words: list[str]
    language: str

    @property
    def lead(self) -> str:
        return " ".join(self.words[:LEAD_WORDS])


def stories(rows: Iterable[Row]) -> list[Story]:
    """Articles with a title and a lead. A text that begins with its own title loses it: it is the answer."""
    found = []
    for row in rows:
        title = str(row.get("title") or "").strip()
        words = str(row.get("text") or "").strip().removeprefix(title).split()
        if title and len(words) >= LEAD_WORDS // 3:
            found.append(Story(str(row.get("id") or title), title, words, str(row.get("language") or "")))
    return found


def held_out(articles: Iterable[Story], count: int = HELD_OUT) -> tuple[list[Story], set[str]]:
    """The ``count`` articles with the lowest SHA-256 of their id, and the marks by which copies of them are known.

    The split is the same everywhere. Of articles that share a title or an opening the first is taken.
    """
    taken: list[Story] = []
    seen: set[str] = set()
    for article in ranked(articles):
        if len(taken) == count:
            break
        if not marks(article) & seen:
            taken.append(article)
        seen |= marks(article)
    return taken, seen


def ranked(articles: Iterable[Story]) -> list[Story]:
    return sorted(articles, key=lambda article: hashlib.sha256(article.id.encode()).digest())


def marks(article: Story) -> set[str]:
    return {article.title.lower(), " ".join(article.words[:15]).lower()}
