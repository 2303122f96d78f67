"""Spans of days: months, quarters, seasons, parts of a period, and the nearest one of what has no year."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel import Locale

Span = tuple[date, date]
FIRST_YEAR, LAST_YEAR = 1000, 2100


@dataclass(frozen=True, slots=True)
class Clock:
    """The day of the text, and whether its sentence speaks of what is past (-1), to come (+1), or does not say (0).

    ``told``: by a word beside the date (``last``, ``kommenden``), so that there is no second reading.
    """

    day: date | None
    tense: int
    told: bool = False


@cache
def month_names(language: str) -> dict[str, int]:
    """Names of the months with CLDR's abbreviations and those of newspapers."""
    months = Locale(language).months["format"]
    names = {name: number for number, name in months["wide"].items()}
    names |= {str(name).rstrip("."): number for number, name in months["abbreviated"].items()}
    extra = {"de": {"Jänner": 1, "Feber": 2, "Sep": 9, "Mrz": 3}, "en": {"Sept": 9}}[language]
    return names | extra


@cache
def weekday_names(language: str) -> dict[str, int]:
    names = {str(name): number for number, name in Locale(language).days["format"]["wide"].items()}
    return names | ({"Sonnabend": 5} if language == "de" else {})


def month_span(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_span(first: int, last: int | None = None) -> Span:
    return date(first, 1, 1), date(last if last is not None else first, 12, 31)


def quarter_span(year: int, quarter: int) -> Span:
    return month_span(year, 3 * quarter - 2)[0], month_span(year, 3 * quarter)[1]


def half_span(year: int, half: int) -> Span:
    return (date(year, 1, 1), date(year, 6, 30)) if half == 1 else (date(year, 7, 1), date(year, 12, 31))


def season_span(year: int, season: int) -> Span:
    """Meteorological seasons, generously: spring is 0, winter 3 and begins in December of the year."""
    if season == 3:
        return date(year, 12, 1), date(year + 1, 3, 20)
    return date(year, 3 * season + 3, 1), date(year, 3 * season + 6, 22)


def part_of(span: Span, part: str) -> Span:
    """``early``, ``mid`` or ``late`` in a period; parts overlap, for nobody says where they end."""
    days = (span[1] - span[0]).days
    begin, end = {"early": (0.0, 0.4), "mid": (0.3, 0.72), "late": (0.6, 1.0)}[part]
    return span[0] + timedelta(int(days * begin)), span[0] + timedelta(round(days * end))


def week_span(day: date, shift: int) -> Span:
    monday = day - timedelta(day.weekday()) + timedelta(weeks=shift)
    return monday, monday + timedelta(6)


def shift_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest(spans: list[Span], clock: Clock) -> tuple[Span, Span | None]:
    """Of the same period in several years, or weeks, the one that the tense points to, and the other one if unsure."""
    assert clock.day is not None
    past = [span for span in spans if span[0] <= clock.day]
    future = [span for span in spans if span[1] >= clock.day]
    last, following = past[-1], future[0]
    if clock.told or last == following:
        return (last if clock.tense < 0 else following), None
    if clock.tense:
        return (last, following) if clock.tense < 0 else (following, last)
    closer = last if clock.day - last[1] <= following[0] - clock.day else following
    return closer, following if closer == last else last


def yearless(month: int, day: int | None, clock: Clock) -> tuple[Span, Span | None] | None:
    """The span of ``3. Juni`` or ``im Juni`` by the text's day; None without one."""
    if clock.day is None:
        return None
    spans: list[Span] = []
    for year in range(clock.day.year - 1, clock.day.year + 2):
        exact = day_of(year, month, day) if day else None
        if exact:
            spans.append((exact, exact))
        elif day is None:
            spans.append(month_span(year, month))
    return nearest(spans, clock) if len(spans) == 3 else None


def named_weekday(weekday: int, clock: Clock, shift: int) -> tuple[Span, Span | None] | None:
    """The span of a weekday; ``shift`` is -1 for the last one, +1 for the next one, 0 where only tense tells."""
    if clock.day is None:
        return None
    back = (clock.day.weekday() - weekday) % 7
    last = clock.day - timedelta(back)
    if shift < 0 and back == 0:
        last -= timedelta(7)
    following = last + timedelta(7)
    lean = Clock(clock.day, shift or clock.tense, bool(shift))
    return nearest([(last, last), (following, following)], lean)
