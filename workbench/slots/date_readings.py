"""What each shape of a date means: spans of days by the day of the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from workbench.slots import calendar as cal
from workbench.slots.calendar import Clock, Span
from workbench.slots.figures import word_value

Found = tuple[Span | None, Span | None, dict[str, int]]
YEAR = r"(?:1[0-9]\d\d|20\d\d)"
NUMBER = r"\d{1,3}|[^\W\d_]+(?:-[^\W\d_]+)?"
_PARTS = {
    "anfang": "early", "mitte": "mid", "ende": "late", "early": "early", "mid": "mid", "late": "late",
    "beginning of": "early", "start of": "early", "middle of": "mid", "end of": "late",
}  # fmt: skip
_SEASONS = {
    "frühjahr": 0, "frühling": 0, "sommer": 1, "herbst": 2, "winter": 3, "spring": 0, "summer": 1, "autumn": 2,
    "fall": 2,
}  # fmt: skip
_NTH = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_TENS = {
    "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90, "fifties": 50, "sixties": 60,
    "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
_CENTURIES = {
    word: number
    for words in (
        "siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt",
        "seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth"
        " nineteenth",
    )
    for number, word in enumerate(words.split(), 7)
}
NTHS_DE, NTHS_EN = (
    f"(?:{'|'.join(w for w in _CENTURIES if w.endswith('th') is english)})" for english in (False, True)
)
TENS_DE, TENS_EN = "|".join(w.capitalize() for w in _TENS if w[-1] == "g"), "|".join(w for w in _TENS if w[-1] == "s")
# Years before Christ are not kept: ``date`` has none.
BEFORE_CHRIST = r"\s(?:vor\sChrist|v\.\s?Chr|BCE?\b)"
_NEAR = {
    "vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2, "day before yesterday": -2,
    "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2,
}  # fmt: skip
_LAST = {"vergangen", "letzt", "vorig", "last", "past", "previous"}
_NEXT = {"kommend", "nächst", "next", "coming"}
_PERIODS = {"woche": "week", "monat": "month", "jahr": "year", "wochenende": "weekend", "jahrhundert": "century"}
HOLIDAYS = {
    "Heiligabend": (12, 24), "Silvester": (12, 31), "Neujahr": (1, 1), "Nikolaus": (12, 6), "Christmas Eve": (12, 24),
    "Christmas Day": (12, 25), "New Year’s Eve": (12, 31), "New Year's Eve": (12, 31), "New Year’s Day": (1, 1),
    "New Year's Day": (1, 1), "Halloween": (10, 31),
}  # fmt: skip


def _number(word: str, language: str) -> int | None:
    if word.isdigit():
        return int(word)
    if word.lower() in ("einem", "einer", "einen", "a", "an"):
        return 1
    value = word_value(word, language)
    return int(value) if value is not None and value == int(value) else None


def _base(word: str) -> str:
    low = word.lower()
    for ending in ("en", "em", "er", "es", "e"):
        if low.removesuffix(ending) in _LAST | _NEXT | set(_NTH) | {"dies"}:
            return low.removesuffix(ending)
    return low


def _shift(word: str | None) -> int:
    base = _base(word) if word else ""
    return -1 if base in _LAST else 1 if base in _NEXT else 0


def _leaning(m: re.Match[str], clock: Clock) -> Clock:
    shift = _shift(m.groupdict().get("rel"))
    return Clock(clock.day, shift or clock.tense, bool(shift))


Handler = Callable[[re.Match[str], Clock, str], Found | None]


def dated(m: re.Match[str], clock: Clock, language: str) -> Found | None:
    """Day, month and perhaps year, in figures or with the month's name; a range of days in one month."""
    groups = m.groupdict()
    month = (
        int(groups["mm"])
        if groups.get("mm")
        else cal.month_names(language).get((groups.get("month") or "").rstrip("."))
    )
    if not month or not 1 <= month <= 12:
        return None
    day, last = int(m["d"]), int(groups.get("d2") or m["d"])
    weekday = cal.weekday_names(language).get(groups.get("wd") or "")
    known = {"month": month, "day": day} | ({"weekday": weekday} if weekday is not None else {})
    if groups.get("y"):
        year = int(m["y"]) if len(m["y"]) == 4 else 2000 + int(m["y"])
        first, end = cal.day_of(year, month, day), cal.day_of(year, month, last)
        return ((first, end), None, known) if first and end and first <= end else None
    if not cal.day_of(2024, month, day) or not cal.day_of(2024, month, last):
        return None
    spans = cal.yearless(month, day, clock)
    if spans is None:
        return None, None, known if last == day else {"month": month}
    more = timedelta(max(last - day, 0))
    other = (spans[1][0], spans[1][1] + more) if spans[1] else None
    return (spans[0][0], spans[0][1] + more), other, known


def month(m: re.Match[str], clock: Clock, language: str) -> Found | None:
    month = cal.month_names(language)[m["month"].rstrip(".")]
    part = _PARTS.get((m["part"] or "").lower().rstrip("-"))
    if m["y"]:
        span = cal.month_span(int(m["y"]), month)
        return (cal.part_of(span, part) if part else span), None, {"month": month}
    spans = cal.yearless(month, None, _leaning(m, clock))
    if spans is None:
        return None, None, {"month": month}
    first, other = spans
    return (cal.part_of(first, part) if part else first), cal.part_of(other, part) if part and other else other, {}


def year(m: re.Match[str], clock: Clock, language: str) -> Found | None:
    part = _PARTS.get((m.groupdict().get("part") or "").lower().rstrip("-"))
    span = cal.year_span(int(m["y"]))
    return (cal.part_of(span, part) if part else span), None, {}


def years(m: re.Match[str], clock: Clock, language: str) -> Found | None:
    first, last = int(m["y"]), int(m["y2"] if len(m["y2"]) == 4 else m["y"][:2] + m["y2"])
    return (cal.year_span(first, last), None, {}) if first < last else None


def _of_year(m: re.Match[str], clock: Clock) -> int | None:
    groups = m.groupdict()
    if groups.get("y"):
        return int(groups["y"])
    if clock.day is None:
        return None
    return clock.day.year + _shift(groups.get("rel"))


def quarter(m: re.Match[str], clock: Clock, language: str) -> Found | None:
    year = _of_year(m, clock)
    number = int(m["q"]) if m["q"].isdigit() else _NTH.get(_base(m["q"]))
    if year is None or not number:
        return None
    if m["unit"].lower().startswith(("h",)):
        return (cal.half_span(year, number), None, {}) if number < 3 else None
    return (cal.quarter_span(year, number), None, {}) if number < 5 else None


def season(m: re.Match[str], clock: Clock, language: str) -> Found | None:
    season = _SEASONS[m["season"].lower()]
    if m["y"]:
        return cal.season_span(int(m["y"]), season), None, {}
    if clock.day is None:
        return None
    spans = [cal.season_span(clock.day.year + n, season) for n in (-2, -1, 0, 1, 2)]
    first, other = cal.nearest(spans, _leaning(m, clock))
    return first, other, {}


def decade(m: re.Match[str], clock: Clock, language: str) -> Found | None:
    tens = m.groupdict().get("tens")
    year = 1900 + _TENS[tens.lower()] if tens else int(m["y"]) if len(m["y"]) == 4 else 1900 + int(m["y"])
    return cal.year_span(year, year + 9), None, {}


def century(m: re.Match[str], clock: Clock, language: str) -> Found | None:
    digits = re.sub(r"\D", "", m["c"])
    number = int(digits) if digits else _CENTURIES[m["c"].lower().removesuffix("en")]
    return cal.year_span(max(number * 100 - 99, 1), number * 100), None, {}


def near(m: re.Match[str], clock: Clock, language: str) -> Found | None:
    if clock.day is None:
        return None
    day = clock.day + timedelta(_NEAR[m["near"].lower()])
    return (day, day), None, {}


def weekday(m: re.Match[str], clock: Clock, language: str) -> Found | None:
    weekday = cal.weekday_names(language).get(m["wd"])
    if weekday is None:
        return None
    spans = cal.named_weekday(weekday, clock, _shift(m["rel"]))
    return (spans[0], spans[1], {"weekday": weekday}) if spans else (None, None, {"weekday": weekday})


def period(m: re.Match[str], clock: Clock, language: str) -> Found | None:
    if clock.day is None:
        return None
    unit = _PERIODS.get(m["unit"].lower(), m["unit"].lower())
    shift = _shift(m["rel"])
    if unit in ("week", "weekend"):
        monday, sunday = cal.week_span(
            clock.day, shift if unit == "week" or clock.day.weekday() < 5 or shift >= 0 else 0
        )
        return ((monday, sunday) if unit == "week" else (monday + timedelta(4), sunday)), None, {}
    if unit == "month":
        there = cal.shift_months(clock.day.replace(day=1), shift)
        return cal.month_span(there.year, there.month), None, {}
    return cal.year_span(clock.day.year + shift), None, {}


def previous_year(m: re.Match[str], clock: Clock, language: str) -> Found | None:
    return (cal.year_span(clock.day.year - 1), None, {}) if clock.day else None


def distance(m: re.Match[str], clock: Clock, language: str) -> Found | None:
    """``vor drei Tagen``, ``two weeks ago``, ``in zehn Jahren``, ``seit fünf Jahren``."""
    number = _number(m["n"], language)
    if clock.day is None or number is None:
        return None
    sign = 1 if m["word"].lower() == "in" else -1
    if sign > 0 and clock.tense <= 0:  # how long it took: ``in two days``
        return None
    unit = m["unit"].lower()
    if unit.startswith(("tag", "day")):
        day = clock.day + timedelta(sign * number)
        return (day, day), None, {}
    if unit.startswith(("woche", "week")):
        day = clock.day + timedelta(weeks=sign * number)
        return (day - timedelta(3), day + timedelta(3)), None, {}
    if unit.startswith(("monat", "month")):
        day = cal.shift_months(clock.day.replace(day=1), sign * number)
        return cal.month_span(day.year, day.month), None, {}
    year = clock.day.year + sign * number
    return (cal.year_span(year), None, {}) if cal.FIRST_YEAR < year < cal.LAST_YEAR else None


def holiday(m: re.Match[str], clock: Clock, language: str) -> Found | None:
    month, day = HOLIDAYS[m["holiday"]]
    if m["y"]:
        exact = date(int(m["y"]), month, day)
        return (exact, exact), None, {"month": month, "day": day}
    spans = cal.yearless(month, day, clock)
    return (*spans, {"month": month, "day": day}) if spans else (None, None, {"month": month, "day": day})
