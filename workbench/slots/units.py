"""Units of German and English as dimension, factor and offset; what stands after or before a figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from workbench.slots.tokens import read_lines

SHORT = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """``base = (value + offset) * factor``; ``dimension`` names what is measured (``length``, ``money:EUR``)."""

    dimension: str
    name: str
    factor: float
    offset: float = 0.0


@cache
def _table() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for line in read_lines("units.txt"):
        head, words = line.split(": ", 1)
        dimension, name, factor, *offset = head.split()
        unit = Unit(dimension, name, float(factor), float(offset[0]) if offset else 0.0)
        for word in words.split():
            spelled = word.replace("_", " ")
            table[spelled] = unit
            if len(spelled) > SHORT:
                table.setdefault(spelled.lower(), unit)
    return table


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_table(), key=len, reverse=True)
    # ``nine-square-metre``: words of a unit may be joined by hyphens.
    body = "|".join(re.escape(w).replace("\\ ", "[ -]") for w in words)
    return re.compile(rf"[\s\u00a0\u202f-]{{0,2}}(?P<unit>{body})(?![\w²³])")


_ADJECTIVES = re.compile(
    r"\s(?:weitere[rn]?|neue[nr]?|volle[nr]?|more|extra|additional|zusätzliche[nr]?|installierte[rn]?|full"
    r"|[a-zäöüß]+ische[nr]?|[A-Z][a-z]+(?:n|ese|ish))(?=\s)"
)
_BEFORE = re.compile(r"(US\$|\$|€|£|¥|₹|EUR|USD|CHF|GBP|Fr\.)\s?$")


def unit_after(text: str, at: int) -> tuple[Unit, int] | None:
    """The unit that follows a figure ending at ``at``, and where it ends."""
    adjective = _ADJECTIVES.match(text, at)
    for begin in (at, adjective.end() if adjective else at):
        match = _pattern().match(text, begin)
        if match:
            unit = _table().get(match["unit"]) or _table()[match["unit"].replace("-", " ")]
            if match["unit"] == "Mark" and text[match.end() : match.end() + 2].strip()[:1].isupper():
                return None
            return unit, match.end()
    return None


def currency_before(text: str, at: int) -> tuple[Unit, int] | None:
    """The sign of a currency right before ``at``, and where it starts."""
    match = _BEFORE.search(text, max(0, at - 5), at)
    return (_table()[match[1]], match.start()) if match else None


_PER_TIME = {
    "day": 86400.0, "tag": 86400.0, "täglich": 86400.0, "daily": 86400.0, "week": 604800.0, "woche": 604800.0,
    "wöchentlich": 604800.0, "weekly": 604800.0, "month": 2629746.0, "monat": 2629746.0, "monatlich": 2629746.0,
    "monthly": 2629746.0, "year": 31556952.0, "jahr": 31556952.0, "jährlich": 31556952.0, "annually": 31556952.0,
    "yearly": 31556952.0, "annum": 31556952.0, "hour": 3600.0, "stunde": 3600.0, "stündlich": 3600.0,
    "hourly": 3600.0, "minute": 60.0, "sekunde": 1.0, "second": 1.0,
}  # fmt: skip
_TIMES = "|".join(k for k in _PER_TIME if not k.endswith(("lich", "ly")))
_ADVERBS = "|".join(k for k in _PER_TIME if k.endswith(("lich", "ly")))
_PER = re.compile(
    rf"(?P<gap>(?:\s[^\W\d_]+){{0,2}}?)(?:\s?/\s?|\s(?:pro|je|per|an?|a|each|every|im|am|in der)\s)(?P<time>{_TIMES})\b"
    rf"|(?P<gap2>(?:\s[^\W\d_]+){{0,2}}?)\s(?P<adverb>{_ADVERBS})\b",
    re.I,
)
_PER_ADVERB_BEFORE = re.compile(rf"\b(?P<adverb>{_ADVERBS})\s(?:rund|etwa|about|ca\.)?\s?$", re.I)
_PER_HEADS = re.compile(
    r"(?:\s[^\W\d_]+){0,2}?\s(?:pro|je|per|auf)\s(?P<number>100[., ]?000|1[., ]?000|eine?\sMillion|million)\s"
    r"(?:Einwohner\w*|Menschen|people|inhabitants|residents|Personen)",
    re.I,
)
_PER_HEAD = re.compile(
    r"(?:\s[^\W\d_]+){0,2}?\s(?:pro\sKopf|per\scapita|per\shead|pro\sEinwohner|per\sinhabitant)\b", re.I
)
_PER_UNIT = re.compile(r"\s?(?:/|pro\s|je\s|per\s|ein(?:en?)?\s|das\s|den\s|an?\s|the\s)")


@dataclass(frozen=True, slots=True)
class Per:
    """The denominator of a rate: ``suffix`` for the dimension, ``factor`` to divide by, where it ends."""

    suffix: str
    factor: float
    end: int


def per_after(text: str, at: int, dimension: str) -> Per | None:
    """``pro Tag``, ``a month``, ``je Kilo``, ``per 100,000 inhabitants`` after an amount that ends at ``at``."""
    heads = _PER_HEADS.match(text, at)
    if heads:
        digits = re.sub(r"\D", "", heads["number"])
        return Per("/head", float(digits) if digits else 1e6, heads.end())
    head = _PER_HEAD.match(text, at)
    if head:
        return Per("/head", 1.0, head.end())
    if dimension.startswith("money"):
        opener = _PER_UNIT.match(text, at)
        found = unit_after(text, opener.end()) if opener else None
        if found and found[0].dimension in ("mass", "volume", "area", "energy", "length", "power"):
            return Per(f"/{found[0].dimension}", found[0].factor, found[1])
    match = _PER.match(text, at)
    if match is None:
        return None
    name = (match["time"] or match["adverb"]).lower()
    return Per("/time", _PER_TIME[name], match.end())


def per_before(text: str, at: int) -> Per | None:
    """``jährlich 14 Millionen``: an adverb of rate right before the figure."""
    match = _PER_ADVERB_BEFORE.search(text, max(0, at - 24), at)
    return Per("/time", _PER_TIME[match["adverb"].lower()], at) if match else None
