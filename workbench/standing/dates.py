"""Reports that appeared before what a claim speaks of can have happened."""

from __future__ import annotations

from datetime import date, timedelta

from workbench.slots import Text, find_slots
from workbench.slots.kinds import Role, When
from workbench.types import Modality, Report

# A claim without a date speaks of the article's news, or of what has long been so: only what appeared more than a year
# before the article is taken for a report of something else.
_WINDOW = timedelta(365)
# A day's report may bear the date of the evening before, in another time zone.
_SLACK = timedelta(1)
_DATES_THE_EVENT = frozenset((Role.AT, Role.SINCE, Role.AFTER))
# What is planned is reported before it happens.
_AHEAD = frozenset((Modality.ANNOUNCES, Modality.PLANS, Modality.DEMANDS))


def event_start(claim: Text, modality: Modality | None = None) -> date | None:
    """The first day on which a claim can have come true; None where neither claim nor article has a date.

    The earliest of the claim's dates counts, in every reading: a date too early marks nothing by mistake. Dates that
    reach beyond the article's day are not yet over and tell nothing.
    """
    starts = [] if modality in _AHEAD else _starts(claim)
    if starts:
        return min(starts)
    return claim.day - _WINDOW if claim.day else None


def _starts(claim: Text) -> list[date]:
    """The first days of the claim's dates that are over, in every reading."""
    dates = [s.value for s in find_slots(claim.text, claim.language, claim.day) if isinstance(s.value, When)]
    over = [when for when in dates if when.role in _DATES_THE_EVENT and _is_over(when, claim.day)]
    return [start for when in over for start, _ in ((when.start, None), when.other or (None, None)) if start]


def _is_over(when: When, day: date | None) -> bool:
    return when.end is not None and (day is None or when.end <= day)


def before_event(start: date | None, report: Report) -> bool:
    """Whether a report appeared before ``start``; never where one of the two is not known."""
    return start is not None and report.published_at is not None and report.published_at.date() + _SLACK < start
