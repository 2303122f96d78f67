"""A number of a text, and the value of a number word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

UNITS_DE = {
    "null": 0, "ein": 1, "eins": 1, "eine": 1, "zwei": 2, "zwo": 2, "zweier": 2, "drei": 3, "dreier": 3,
    "vier": 4, "fünf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14,
    "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
TENS_DE = {
    "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
    "achtzig": 80, "neunzig": 90,
}  # fmt: skip
UNITS_EN = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS_EN = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

MAGNITUDES = {
    "de": {
        "Mio.": 1e6, "Mio": 1e6, "Mrd.": 1e9, "Mrd": 1e9, "Tsd.": 1e3, "Tsd": 1e3, "Millionen": 1e6, "Million": 1e6,
        "Milliarden": 1e9, "Milliarde": 1e9, "Billionen": 1e12, "Billion": 1e12, "Billiarden": 1e15, "Tausend": 1e3,
        "tausend": 1e3, "Dutzend": 12, "hundert": 100, "Hundert": 100,
    },
    "en": {
        "million": 1e6, "billion": 1e9, "trillion": 1e12, "thousand": 1e3, "hundred": 100, "dozen": 12, "bn": 1e9,
        "mn": 1e6, "mln": 1e6, "tn": 1e12, "k": 1e3, "m": 1e6, "millions": 1e6, "billions": 1e9,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a text. ``step`` is one unit of its last digit.

    ``shape``: number, share, ordinal, ratio, times (``twice``), or vague, which is some of ``value`` (``hundreds``).
    """

    start: int
    end: int
    value: float
    step: float
    shape: str = "number"
    in_words: bool = False


@cache
def word_value(word: str, language: str) -> float | None:
    """The value of a number word such as ``zweihundertfünfzig`` or ``twenty-one``; None where it is none."""
    return _german(word.lower()) if language == "de" else _english(word.lower())


def _german(word: str) -> float | None:
    plain = UNITS_DE.get(word, TENS_DE.get(word, 1.5 if word == "anderthalb" else None))
    whole = _german(word.removesuffix("einhalb")) if word.endswith("einhalb") else None
    if plain is not None or whole is not None:
        return plain if whole is None else whole + 0.5
    for name, size in (("tausend", 1000), ("hundert", 100)):
        head, found, tail = word.partition(name)
        if found:
            first = _german(head) if head else 1
            rest = _german(tail.removeprefix("und")) if tail else 0
            if first is None or rest is None or first > 999 or rest >= size:
                return None
            return first * size + rest
    head, found, tail = word.partition("und")
    if found and head in UNITS_DE and tail in TENS_DE and 0 < UNITS_DE[head] < 10:
        return UNITS_DE[head] + TENS_DE[tail]
    return None


def _english(word: str) -> float | None:
    if word in UNITS_EN or word in TENS_EN:
        return UNITS_EN.get(word, TENS_EN.get(word))
    head, found, tail = word.partition("-")
    if found and head in TENS_EN and tail in UNITS_EN and 0 < UNITS_EN[tail] < 10:
        return TENS_EN[head] + UNITS_EN[tail]
    return None
