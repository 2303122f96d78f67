"""Passages that are one text in several reports of one origin: they are read once and take no other passage's place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from workbench.corpus.readers import content_hash
from workbench.types import Evidence, Match

Key = tuple[str, str]
Found = TypeVar("Found", Match, Evidence)


def distinct(found: Sequence[Found], k: int) -> tuple[list[Found], list[Found]]:
    """The first ``k`` different passages with all their copies, and the rest; both in the order given."""
    kept: dict[Key, None] = {}
    for one in found:
        if len(kept) < k:
            kept.setdefault(_key(one))
    return [one for one in found if _key(one) in kept], [one for one in found if _key(one) not in kept]


def speakers(matches: Sequence[Match]) -> dict[int, Match]:
    """Passage id → the match that speaks for it and its copies: the origin's own, or else the earliest.

    A model reads a copy with other quotation marks a little differently; so a further copy changes nothing.
    """
    first: dict[Key, Match] = {}
    for match in matches:
        first[_key(match)] = min(match, first.get(_key(match), match), key=_order)
    return {match.passage.id: first[_key(match)] for match in matches}


def _key(one: Match | Evidence) -> Key:
    return one.report.origin_id, content_hash(one.passage.text)


def _order(match: Match) -> tuple[bool, bool, float, str, int]:
    report = match.report
    when = report.published_at.timestamp() if report.published_at else 0.0
    return report.id != report.origin_id, report.published_at is None, when, report.id, match.passage.start
