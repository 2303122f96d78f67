"""Dates, weekdays, periods and relative dates, resolved by the day of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from workbench.slots import calendar as cal
from workbench.slots import date_readings as read
from workbench.slots.calendar import Clock
from workbench.slots.date_readings import NUMBER, YEAR, Found
from workbench.slots.kinds import Role, Slot, When
from workbench.types import SlotKind

_FUTURE = re.compile(
    r"\b(?:wird|werden|soll|sollen|will|wollen|plant|planen|geplant|künftig|kommenden?|nächste[nrs]?|shall|going\sto"
    r"|is\sto|are\sto|plans?|planned|next|upcoming|scheduled|due)\b"
)
_PAST = re.compile(
    r"\b(?:hat|haben|hatte|hatten|wurde|wurden|war|waren|worden|kam|kamen|ging|gab|fand|stieg|sank|starb|starben|sagte"
    r"|erklärte|teilte|[a-zäöü]{3,}ten?|was|were|had|has|have|did|[a-z]{3,}ed|said|rose|fell|told|won|lost|met|took"
    r"|came|went|died|began|left|beat|struck|broke|hit|opened)\b"
)
_ROLES = [
    (re.compile(
        r"\b(?:seit|since|ab|starting(?:\sin|\son)?|as\sof|beginning)\s(?:dem\s|Anfang\s|Ende\s"
        r"|Mitte\s|the\s)?$", re.I), Role.SINCE),
    (re.compile(
        r"\b(?:bis|until|till|through|up\sto|by)\s(?:zum\s|Anfang\s|Ende\s|Mitte\s|the\s"
        r"|the\send\sof\s|einschließlich\s)?$", re.I), Role.UNTIL),
    (re.compile(r"\b(?:vor|before|prior\sto)\s(?:dem\s|the\s)?$", re.I), Role.BEFORE),
    (re.compile(r"\b(?:nach|after|following)\s(?:dem\s|the\s)?$", re.I), Role.AFTER),
    (re.compile(r"\b(?:von|vom|from)\s(?:dem\s|the\s)?$", re.I), Role.SINCE),
]  # fmt: skip
_LEAD = re.compile(r"\b(?:am|im|in|on|vom|zum|the|at|of|der|den|dem|um)\s$")


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], read.Handler]]:
    months = "|".join(sorted(cal.month_names(language), key=len, reverse=True))
    days = "|".join(cal.weekday_names(language))
    holidays = rf"\b(?P<holiday>{'|'.join(read.HOLIDAYS)})(?:,?\s(?P<y>{YEAR}))?\b"
    iso = r"\b(?P<y>\d{4})-(?P<mm>\d\d)-(?P<d>\d\d)\b"
    table: list[tuple[str, read.Handler]]
    if language == "de":
        rel = r"(?P<rel>(?i:vergangen|letzt|vorig|kommend|nächst|dies)e[nrms]?)\s"
        table = [
            (
                rf"(?:(?P<wd>{days}),?\s(?:den\s|dem\s)?)?\b(?P<d>\d{{1,2}})\.(?:\s?(?:bis|und|–"
                rf"|-)\s?(?P<d2>\d{{1,2}})\.)?\s?(?P<month>{months})\b\.?(?:\s(?P<y>{YEAR}))?", read.dated),
            (r"\b(?P<d>\d{1,2})\.(?P<mm>\d{1,2})\.(?P<y>\d{4}|\d\d)?(?!\d)", read.dated),
            (iso, read.dated),
            (rf"\b(?:{rel})?(?:(?P<part>Anfang|Mitte|Ende)\s)?(?P<month>{months})\b(?:\s(?P<y>{YEAR}))?", read.month),
            (rf"\b(?P<q>[1-4])\.\s?(?P<unit>Quartal|Halbjahr)(?:\s(?P<y>{YEAR}))?", read.quarter),
            (
                rf"\b(?P<q>(?:erst|zweit|dritt|viert)e[nsr])\s(?P<unit>Quartal"
                rf"|Halbjahr)s?(?:\s(?:des\sJahres\s)?(?P<y>{YEAR}))?", read.quarter),
            (rf"\b(?:{rel})?(?P<season>Frühjahr|Frühling|Sommer|Herbst|Winter)s?\b(?:\s(?P<y>{YEAR}))?", read.season),
            (r"\b(?P<y>1[5-9]\d0|20\d0|[2-9]0)er(?:[\s-]Jahren?)?\b", read.decade),
            (rf"\b(?P<c>\d{{1,2}}\.|{read.NTHS_DE}en)\sJahrhunderts?\b(?!{read.BEFORE_CHRIST})", read.century),
            (rf"\b(?P<tens>{read.TENS_DE})er(?:\s?[Jj]ahren?|n)\b", read.decade),
            (rf"\b(?P<y>{YEAR})\s?(?:bis|–|-|/)\s?(?P<y2>{YEAR}|\d\d)\b", read.years),
            (rf"\bzwischen\s(?P<y>{YEAR})\sund\s(?P<y2>{YEAR})\b", read.years),
            (r"\b(?P<near>[Vv]orgestern|[Üü]bermorgen|[Gg]estern|[Hh]eute)\b", read.near),
            (r"(?<![Aa]m\s)(?<![Jj]eden\s)\b(?P<near>morgen)\b", read.near),
            (rf"\b(?:{rel})?(?P<wd>{days})(?:s|abend|morgen|nachmittag|nacht|mittag|vormittag)?\b", read.weekday),
            (rf"\b{rel}(?P<unit>Woche|Monats?|Jahre?s?|Wochenende)\b", read.period),
            (r"\b(?:[Ii]m\s)?Vorjahr(?:e?s)?\b", read.previous_year),
            (
                rf"\b(?P<word>[Vv]or|[Ii]n|[Ss]eit)\s(?:rund\s|etwa\s"
                rf"|genau\s)?(?P<n>{NUMBER})\s(?P<unit>Tage?n?|Wochen?|Monate?n?|Jahre?n?)\b(?!\s(?:früher"
                rf"|später|vor|nach))", read.distance),
            (holidays, read.holiday),
            (
                rf"\b(?:(?P<part>Anfang|Mitte|Ende)\s)?(?P<y>{YEAR})\b(?![.,]\d|\s?(?:%|Euro|Dollar"
                rf"|[A-ZÄÖÜ][a-zäöüß]+(?:en|er|innen|e)\b))", read.year),
        ]  # fmt: skip
    else:
        rel = r"(?P<rel>(?i:last|past|previous|next|coming|this))\s"
        month = rf"(?P<month>{months})\b\.?"
        table = [
            (
                rf"(?:(?P<wd>{days}),?\s)?\b{month}\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|–"
                rf"|to)\s?(?P<d2>\d{{1,2}}))?\b(?:,?\s(?P<y>{YEAR}))?", read.dated),
            (
                rf"(?:(?P<wd>{days}),?\s(?:the\s)?)?\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|–"
                rf"|to)\s?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)?\s(?:of\s)?{month}(?:,?\s(?P<y>{YEAR}))?", read.dated),
            (iso, read.dated),
            (
                rf"\b(?:{rel})?(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate|(?:beginning|start|middle"
                rf"|end)\sof)[\s-])?{month}(?:\s(?:of\s)?(?P<y>{YEAR}))?", read.month),
            (rf"\b(?P<unit>Q)(?P<q>[1-4])(?:\s(?P<y>{YEAR}))?", read.quarter),
            (
                rf"\b(?P<q>first|second|third|fourth)[\s-](?P<unit>quarter|half(?=\sof\s(?:\d|\w+\syear)))(?![\s-]?final)"
                rf"(?:\sof\s(?:(?P<y>{YEAR})|{rel}year|the\syear))?", read.quarter),
            (
                rf"\b(?:{rel})?(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn"
                rf"|[Ww]inter)\b(?:\s(?:of\s)?(?P<y>{YEAR}))?", read.season),
            (r"\b(?P<y>1[5-9]\d0|20\d0)s\b", read.decade),
            (
                rf"\b(?P<c>\d{{1,2}}(?:st|nd|rd|th)|{read.NTHS_EN})[\s-]century\b(?!{read.BEFORE_CHRIST})",
                read.century),
            (rf"\bthe\s(?P<tens>{read.TENS_EN})\b", read.decade),
            (rf"\b(?:from\s|between\s)?(?P<y>{YEAR})\s?(?:to|–|-|/|and)\s?(?P<y2>{YEAR}|\d\d)\b", read.years),
            (
                r"\b(?:the\s)?(?P<near>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|day before yesterday"
                r"|day after tomorrow)\b", read.near),
            (rf"\b(?:{rel})?(?P<wd>{days})\b", read.weekday),
            (rf"\b{rel}(?P<unit>week|month|year|weekend)\b", read.period),
            (r"\bthe\s(?:previous\syear|year\sbefore)\b", read.previous_year),
            (rf"\b(?P<n>{NUMBER})\s(?P<unit>days?|weeks?|months?|years?)\s(?P<word>ago)\b", read.distance),
            (
                rf"\b(?P<word>[Ii]n)\s(?P<n>{NUMBER})\s(?P<unit>days|weeks?|months|years)(?:’|'"
                rf"|\stime)?\b(?!\s(?:earlier|later|before|after|of))", read.distance),
            (holidays, read.holiday),
            (
                rf"\b(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate|(?:beginning|start|middle"
                rf"|end)\sof)[\s-])?(?P<y>{YEAR})\b(?![.,]\d|\s?(?:%|euros|dollars|people|votes|cases"
                rf"|(?!and|in|the|as|has|was|is|or|to)[a-z]+s\b))", read.year),
        ]  # fmt: skip
    return [(re.compile(pattern), handler) for pattern, handler in table]


_UNCLEAR_MONTHS = re.compile(
    r"\b(?:in|since|until|of|last|next|this|early|late|mid|by|from|through|and|to|In|Since|By|before|after)[\s-]$"
)


_COMPARED = re.compile(
    r"\b(?:als|than|gegenüber|compared\s(?:with|to))\s(?:noch\s)?(?:im|in|am|on|the|ein|a|dem|the\ssame)?\s?$"
)


def _sentence_clock(text: str, start: int, end: int, day: date | None) -> Clock:
    begin = max(text.rfind(". ", 0, start), text.rfind("; ", 0, start), 0)
    stop = text.find(". ", end)
    clause = text[begin : stop if stop > 0 else len(text)]
    future, past = bool(_FUTURE.search(clause)), bool(_PAST.search(clause))
    return Clock(day, 0 if future == past else 1 if future else -1)


def find_dates(text: str, language: str, day: date | None) -> Iterator[Slot]:
    """Dates of a text. Without its day, relative dates are left out; weekdays and months without a year are kept."""
    taken: list[tuple[int, int]] = []
    for pattern, handler in _patterns(language):
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < e and s < end for s, e in taken):
                continue
            if _is_no_date(match, text, language):
                continue
            found = handler(match, _sentence_clock(text, start, end, day), language)
            if found is None:
                continue
            taken.append((start, end))
            slot = _slot(text, start, end, found, match)
            if slot:
                yield slot


def _is_no_date(match: re.Match[str], text: str, language: str) -> bool:
    groups = match.groupdict()
    if language == "en" and groups.get("month") in ("May", "March") and not groups.get("y") and not groups.get("d"):
        return not _UNCLEAR_MONTHS.search(text, max(0, match.start("month") - 12), match.start("month"))
    if _COMPARED.search(text, max(0, match.start() - 32), match.start()):
        return True
    return bool(
        set(match.groupdict()) <= {"y", "part"} and text[max(0, match.start() - 1) : match.start()] in ("$", "€", "£")
    )


def _slot(text: str, start: int, end: int, found: Found, match: re.Match[str]) -> Slot | None:
    span, other, known = found
    word = (match.groupdict().get("word") or "").lower()
    role = Role.SINCE if word == "seit" else _role(text, start) if "y2" not in match.groupdict() else Role.AT
    first, last = span if span else (None, None)
    begin = start
    if role is not Role.AT and word != "seit":
        near = max(0, start - 24)
        lead = next((lead_in for p, r in _ROLES if (lead_in := p.search(text, near, start))), None)
        begin = lead.start() if lead else start
    when = When(role, first, last, other, known.get("month"), known.get("day"), known.get("weekday"))
    return Slot(SlotKind.DATE, begin, end, text[begin:end], when)


def _role(text: str, start: int) -> Role:
    before = text[max(0, start - 24) : start]
    for pattern, role in _ROLES:
        if pattern.search(before):
            return role
    return Role.AT
