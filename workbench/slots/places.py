"""Countries, regions and cities by name in German and English; capitals and seats that stand for governments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from workbench.slots.kinds import Place, Slot
from workbench.slots.tokens import read_lines
from workbench.types import SlotKind

# Names of territories that are more often words, given names or other places.
_AMBIGUOUS = frozenset(("Chad", "Jersey", "Man", "Georgia", "Niue", "Welt", "World"))
# In a city things happen; without these it is the city that acts, and then its government.
_ADJECTIVE = re.compile(r"(?:ans?|ish|ese|is?|ch|ss|en|er|sche)$")
_WITHIN = re.compile(r"\b(?:in|aus|nach|bei|um|near|at|from|of|bis|through|around)\s$", re.I)


@cache
def _territories() -> frozenset[str]:
    return frozenset(str(name) for code in ("de", "en") for name in Locale(code).territories.values())


@cache
def _gazetteer() -> dict[str, tuple[str, str, str]]:
    """Name → (id, country, mark)."""
    table: dict[str, tuple[str, str, str]] = {}
    for language in ("de", "en"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "UN", "EZ", "XA", "XB", "QO"):
                for spelled in {str(name), str(name).split(" (")[0]} - _AMBIGUOUS:
                    table[spelled] = (code, code, "+")
    for line in read_lines("places.txt"):
        head, names = line.split(": ", 1)
        identity, country, mark = head.split()
        kind = {"*": "city:", "-": "city:", "!": "", "~": "region:", "+": ""}[mark]
        full = country if mark in "!+" else kind + identity
        for name in names.split():
            table[name.replace("_", " ")] = (full, country, mark)
    return table


@cache
def _pattern(language: str) -> re.Pattern[str]:
    names = sorted((n for n in _gazetteer() if n[0].isupper()), key=len, reverse=True)
    adjectives = sorted((n[:-1] for n in _gazetteer() if n[0].islower()), key=len, reverse=True)
    body = "|".join(re.escape(name) for name in names)
    lower = rf"|(?P<adj>{'|'.join(adjectives)})e[rnms]?" if language == "de" else ""
    return re.compile(rf"(?<![\w-])(?:(?P<name>{body})(?:s|er|[’']s?)?{lower})(?![\w])")


def find_places(text: str, language: str) -> Iterator[Slot]:
    """Places of a text. German adjectives count as their country; ``Wiener`` and ``Berliner`` as their city."""
    table = _gazetteer()
    for match in _pattern(language).finditer(text):
        name = match["name"]
        key = name if name else match["adj"] + "e"
        if name and _is_no_place(text, match, name, language):
            continue
        identity, country, mark = table[key]
        inside = mark == "*" and _WITHIN.search(text, max(0, match.start() - 8), match.start())
        yield Slot(
            SlotKind.PLACE,
            match.start(),
            match.end(),
            match.group(),
            Place(identity, country, mark in "*!" and not inside, mark == "+" and _is_adjective(name)),
        )


def _is_adjective(name: str | None) -> bool:
    return name is None or (name not in _territories() and bool(_ADJECTIVE.search(name)))


def _is_no_place(text: str, match: re.Match[str], name: str, language: str) -> bool:
    """``Essen`` as a meal, ``Nice`` as an adjective, a city in a compound or as somebody's family name."""
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 2]
    if language == "de" and name in ("Essen", "Bergen", "Posen"):
        return not re.search(r"\b(?:in|aus|nach|bei|von|um)\s$", before)
    if language == "en" and name in ("US",) and re.search(r"\b[A-Z]{2,}\s$", before):
        return True
    if name == "Paris" and after[:2] == " H":
        return True
    return after[:1] == "-" and name != "US" and after[1:2].islower()
