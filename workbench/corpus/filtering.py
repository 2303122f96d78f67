"""Filters as conditions of SQL, on reports that are called ``r``."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from workbench.types import Filters

# Reports that were published before a moment. Midnight stands for a day whose hour is not known: such a report is out
# when the day is over. One without a date gives NULL.
PUBLISHED_BY = (
    "(r.published_at + CASE WHEN r.published_at = date_trunc('day', r.published_at) "
    "THEN INTERVAL 1 DAY ELSE INTERVAL 1 MICROSECOND END <= ?::TIMESTAMP)"
)


def where(filters: Filters) -> tuple[str, list[Any]]:
    """The condition with its parameters. Outlets are compared without case, dates as whole days in UTC."""
    parts: list[tuple[str, Any]] = [
        ("list_contains(?, lower(r.outlet))", [o.lower() for o in filters.outlets]),
        ("list_contains(?, r.language)", [language.lower() for language in filters.languages]),
        ("list_contains(?, r.kind)", [kind.value for kind in filters.kinds]),
        # A set, not a list: an article's own outlet may have thousands.
        ("r.id NOT IN (SELECT unnest(?::VARCHAR[]))", list(filters.exclude_reports)),
        ("r.published_at::DATE >= ?", filters.since),
        ("r.published_at::DATE <= ?", filters.until),
        (PUBLISHED_BY, utc_naive(filters.as_of)),
    ]
    used = [(sql, value) for sql, value in parts if value]
    return " AND ".join(sql for sql, _ in used) or "true", [value for _, value in used]


def utc_naive(when: datetime | None) -> datetime | None:
    """A moment as DuckDB's TIMESTAMP columns hold it."""
    return when.astimezone(UTC).replace(tzinfo=None) if when else None
