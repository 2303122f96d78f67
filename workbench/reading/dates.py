"""Dates as pages write them: ISO, and German and English dates in figures and words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)")
_TIME = r"(?:\D{0,12}?\b(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2})?\s*(?P<half>[ap]\.?m\b)?)?"
_WORDS = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?P<month>[^\W\d_]{{3,9}})\.?,?\s+(?P<year>\d{{4}}){_TIME}", re.I
)
_AMERICAN = re.compile(
    rf"\b(?P<month>[^\W\d_]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}", re.I
)
_FIGURES = re.compile(rf"\b(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}}|\d{{2}})\b{_TIME}", re.I)


def parse_datetime(value: object) -> datetime | None:
    """A moment in UTC from what a record or page gives for a date; None where none can be read.

    Takes datetimes, dates, seconds since 1970, ISO 8601, ``24. Juli 2025, 10:32 Uhr``, ``24.07.2025``,
    ``July 24, 2025`` and ``26 May 2015``. What names no time zone is taken as UTC; a day alone as its midnight.
    ``03/04/2025`` is refused, since it names another day on each side of the ocean.
    """
    if isinstance(value, datetime):
        return _utc(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_seconds(value)
    text = str(value).strip()
    return _from_iso(text) or _from_words(text)


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _from_seconds(value: float) -> datetime | None:
    # Below the year 1973 a number is a year or a counter, not a time stamp; NaN compares false.
    if not 1e8 < value < 4e9:
        return None
    return datetime.fromtimestamp(value, UTC)


def _from_iso(text: str) -> datetime | None:
    match = _ISO.match(text)
    if not match:
        return None
    # Feeds drop the leading zeros that the standard asks for.
    padded = f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}{text[match.end() :]}"
    try:
        return _utc(datetime.fromisoformat(padded))
    except (ValueError, OverflowError):
        return None


def _from_words(text: str) -> datetime | None:
    for pattern in (_WORDS, _AMERICAN, _FIGURES):
        for match in pattern.finditer(text):
            found = _moment(match)
            if found is not None:
                return found
    return None


def _moment(match: re.Match[str]) -> datetime | None:
    month = match["month"].lower()
    number = int(month) if month.isdigit() else _months().get(month, 0)
    year = int(match["year"])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    try:
        day = datetime(year, number, int(match["day"]), tzinfo=UTC)
        return day.replace(hour=_hour(match), minute=int(match["minute"] or 0))
    except ValueError:
        return None


def _hour(match: re.Match[str]) -> int:
    hour = int(match["hour"] or 0)
    half = (match["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        return hour + 12
    return 0 if half.startswith("a") and hour == 12 else hour


@cache
def _months() -> dict[str, int]:
    """Month names of both languages, long and short, from CLDR."""
    from babel.dates import get_month_names

    found = {"jänner": 1, "feber": 2, "sept": 9, "mar": 3, "mär": 3, "maerz": 3}
    for language in ("de", "en"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                found[name.lower().rstrip(".")] = number
    return found
