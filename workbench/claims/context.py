"""What a claim refers to outside its sentence: who a pronoun is, which day a weekday is, what an acronym stands for.

High precision before reach: a pronoun that two subjects fit, or none, is left as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from workbench.claims.referents import Anaphor, Referent, agreeing, described, opening, subjects
from workbench.slots import find_slots
from workbench.slots.calendar import day_of
from workbench.slots.kinds import Role, When
from workbench.types import SlotKind

Edit = tuple[int, int, str]

# Days within which a date without a year is the nearest one, whatever tense the sentence seems to have.
_NEARBY = 120
_PART_OF_DAY = re.compile(r"\s(?:morning|afternoon|evening|night)\b")
_ACRONYM = re.compile(r"\(([A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,5}[A-ZÄÖÜ])\)")
_LONG_WORD = re.compile(r"[\w’'-]+")
_WEEKDAY = re.compile(
    r"(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_NEAR = re.compile(r"^(?:vorgestern|gestern|heute|morgen|übermorgen|yesterday|today|tomorrow|tonight)$", re.I)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def in_context(before: Sequence[str], sentence: str, language: str, day: date | None, article: str) -> str | None:
    """``sentence`` with what it refers to: pronouns by the sentences ``before`` it in the article (oldest first), dates
    by the article's ``day``, acronyms by their first mention in ``article``. None where it stands on its own as it is.
    """
    code = language.lower().split("-")[0]
    if code not in _MONTHS:
        return None
    edits = [
        *_referred(before, sentence, code),
        *(_dated(sentence, code, day) if day else ()),
        *_spelled_out(sentence, article),
    ]
    return _edited(sentence, edits) if edits else None


def _edited(sentence: str, edits: Sequence[Edit]) -> str:
    parts, at = [], 0
    for start, end, text in sorted(edits):
        if start >= at:
            parts += [sentence[at:start], text]
            at = end
    return "".join([*parts, sentence[at:]])


def _referred(before: Sequence[str], sentence: str, code: str) -> Iterator[Edit]:
    anaphor = opening(sentence, code)
    if anaphor is None:
        return
    if anaphor.noun:
        yield from _described(anaphor, before, code)
        return
    for earlier in reversed(before):
        fitting = {one.text: one for one in subjects(earlier, code) if agreeing(anaphor, one)}
        if fitting:
            if len(fitting) == 1:
                yield anaphor.start, anaphor.end, _cased(next(iter(fitting.values())), anaphor.start == 0, code)
            return
        # Further back than the sentence before only along a chain of the same pronoun.
        chained = opening(earlier, code)
        if chained is None or chained.genders != anaphor.genders:
            return


def _described(anaphor: Anaphor, before: Sequence[str], code: str) -> Iterator[Edit]:
    """A fuller name of the same noun: the nearest sentence that has one must have only one."""
    for earlier in reversed(before):
        found = described(anaphor.noun, earlier, code)
        if found:
            if len(found) == 1:
                yield anaphor.end, anaphor.end, f" ({found.pop()})"
            return


def _cased(referent: Referent, first: bool, code: str) -> str:
    """An article is small within a sentence and great at its start."""
    word, _, rest = referent.text.partition(" ")
    articles = {"de": {"der", "die", "das", "ein", "eine"}, "en": {"the", "a", "an"}}[code]
    if word.lower() not in articles:
        return referent.text
    return f"{word.capitalize() if first else word.lower()} {rest}"


def _dated(sentence: str, code: str, day: date) -> Iterator[Edit]:
    for slot in find_slots(sentence, code, day):
        if slot.kind is not SlotKind.DATE or not isinstance(slot.value, When) or _is_name(sentence, slot.start):
            continue
        text = slot.text.rstrip(". ")
        added = _addition(text, slot.value, code, day)
        if added:
            end = slot.start + len(text)
            part = _PART_OF_DAY.match(sentence, end)
            end = part.end() if part else end
            closing = "," if added.startswith(", ") and re.match(r"\s\w", sentence[end:]) else ""
            yield end, end, added + closing


def _is_name(sentence: str, start: int) -> bool:
    """Whether ``heute`` belongs to a name: ``Netzwirtschaft heute``."""
    before = sentence[:start].split()
    return sentence[start:].startswith(("heute", "Heute")) and len(before) > 1 and before[-1][0].isupper()


def _addition(text: str, when: When, code: str, day: date) -> str | None:
    """What makes a date one that stands on its own; None where it does already, or cannot be told for sure."""
    if _YEAR.search(text):
        return None
    names_month = any(name in text for name in _MONTHS[code])
    if names_month and any(character.isdigit() for character in text):
        return _year_of_day(when, day)
    if when.start is None or when.end is None:
        return None
    if when.start == when.end:
        return f", {_written(when.start, code)}" if _WEEKDAY.search(text) or _NEAR.match(text) else None
    return _year_of_period(when, when.start, when.end, day, month=names_month)


def _year_of_day(when: When, day: date) -> str | None:
    """The year of a day without one, where that day is near: half a year off, only the reader knows which is meant."""
    month, number = (when.start.month, when.start.day) if when.start else (when.month, when.day)
    if not month or not number or when.start != when.end:
        return None
    possible = (day_of(year, month, number) for year in (day.year - 1, day.year, day.year + 1))
    near = [found for found in possible if found and abs((found - day).days) <= _NEARBY]
    return f" {near[0].year}" if near else None


def _year_of_period(when: When, start: date, end: date, day: date, *, month: bool) -> str | None:
    if start.year != end.year:
        return None
    if month:
        # ``last June`` said in June, and ``bis Mai``: which year, only the reader knows.
        known = start.month == end.month and start.day == 1 and when.role is not Role.UNTIL and not start <= day <= end
        return f" {start.year}" if known else None
    whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    return f" ({start.year})" if whole else None


def _written(day: date, code: str) -> str:
    month = _MONTHS[code][day.month - 1]
    return f"{day.day}. {month} {day.year}" if code == "de" else f"{day.day} {month} {day.year}"


def _spelled_out(sentence: str, article: str) -> Iterator[Edit]:
    for short, long in acronyms(article).items():
        match = re.search(rf"\b{re.escape(short)}\b(?!-)", sentence)
        if match and long not in sentence:
            yield match.end(), match.end(), f" ({long})"


@lru_cache(maxsize=8)
def acronyms(article: str) -> dict[str, str]:
    """Acronym → what stands before its first brackets, where that begins with its letters."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(article):
        line = article[max(0, match.start() - 120) : match.start()].rsplit("\n", maxsplit=1)[-1]
        long = _long_form(match.group(1), _LONG_WORD.findall(line)[-8:])
        if long and match.group(1) not in found:
            found[match.group(1)] = long
    return found


def _long_form(short: str, words: Sequence[str]) -> str | None:
    """The fewest last words that begin with the acronym's first letter and hold the others in order."""
    for count in range(1, len(words) + 1):
        chosen = words[-count:]
        if chosen[0][:1].upper() == short[0] and chosen[0][:1].isupper() and _holds(chosen, short):
            return " ".join(chosen)
    return None


def _holds(words: Sequence[str], short: str) -> bool:
    """Whether each word of two or more gives a letter, small ones aside; a compound gives all of its own."""
    initials = "".join(word[0] for word in words if word[0].isupper()).upper()
    if len(words) > 1:
        return initials == short.upper()
    letters = iter(words[0].upper())
    return len(words[0]) > 2 * len(short) and all(letter in letters for letter in short.upper())
