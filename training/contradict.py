"""Small rewrites after which a German or English sentence says otherwise: figures, negation, opposites.

The rewritten text stays plausible by itself, so a model has to compare both sides to see the difference.
"""

from __future__ import annotations

import random
import re

NUMBER_WORDS = {
    "de": [
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
        "zwölf",
        "zwanzig",
        "dreißig",
        "fünfzig",
    ],
    "en": [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "twenty",
        "thirty",
        "fifty",
    ],
}
CLASSES = {
    "de": [
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Deutschland Frankreich Italien Spanien Russland China Österreich Großbritannien",
        "Mann Frau",
        "Männer Frauen",
        "Junge Mädchen",
        "mehr weniger",
        "immer nie",
        "hoch niedrig",
        "alle keine",
        "gestiegen gesunken",
        "steigt sinkt",
        "stieg sank",
        "gewonnen verloren",
        "erlaubt verboten",
        "alt jung",
        "rot blau grün gelb schwarz weiß",
        "Norden Süden",
        "Millionen Milliarden",
        "früher später",
    ],
    "en": [
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "January February March April June July August September October November December",
        "Germany France Italy Spain Russia China Austria Britain",
        "man woman",
        "men women",
        "boy girl",
        "more less",
        "always never",
        "high low",
        "all no",
        "risen fallen",
        "rises falls",
        "rose fell",
        "won lost",
        "allowed banned",
        "old young",
        "red blue green yellow black white",
        "north south",
        "million billion",
        "before after",
    ],
}
NEGATED = {
    "de": [
        (r"\b(ist|sind|war|waren|wird|werden|wurde|wurden|kann|können|will|soll|muss)\b", r"\1 nicht"),
        (r"\b(e)(ine?[nmrs]?)\b", r"k\1\2"),
        (r"\b(E)(ine?[nmrs]?)\b", r"Ke\2"),
        (r"\bk(eine?[nmrs]?)\b", r"\1"),
        (r" nicht\b", ""),
    ],
    "en": [
        (r"\b(is|are|was|were|will|can|could|should|would|must)\b(?! not|n't)", r"\1 not"),
        (r" not\b", ""),
        (r"\bnever ", ""),
    ],
}
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")


def contradict(text: str, language: str, rng: random.Random) -> str | None:
    """``text`` with one figure, opposite or negation changed, or None where none of them is in it."""
    ways = [_number, _number, _opposite, _opposite, _negation]
    rng.shuffle(ways)
    for way in ways:
        changed = way(text, language, rng)
        if changed is not None and changed != text:
            return changed
    return None


def _number(text: str, language: str, rng: random.Random) -> str | None:
    found = list(NUMBER.finditer(text))
    if not found:
        return _from_class(text, NUMBER_WORDS[language], rng)
    match = rng.choice(found)
    digits = match.group()
    if re.fullmatch(r"(19|20)\d\d", digits):
        new = str(int(digits) + rng.choice([-10, -5, -3, -2, -1, 1, 2, 3, 5]))
    else:
        place = rng.randrange(len(digits)) if digits[0] != "0" else len(digits) - 1
        choices = [d for d in ("123456789" if place == 0 else "0123456789") if d != digits[place]]
        new = digits[:place] + rng.choice(choices) + digits[place + 1 :] if digits[place].isdigit() else None
    return None if new is None else text[: match.start()] + new + text[match.end() :]


def _opposite(text: str, language: str, rng: random.Random) -> str | None:
    groups = [group.split() for group in CLASSES[language]]
    rng.shuffle(groups)
    return next((new for group in groups if (new := _from_class(text, group, rng)) is not None), None)


def _from_class(text: str, group: list[str], rng: random.Random) -> str | None:
    match = re.search(rf"\b({'|'.join(group)})\b", text)
    if match is None:
        return None
    other = rng.choice([word for word in group if word != match.group()])
    return text[: match.start()] + other + text[match.end() :]


def _negation(text: str, language: str, rng: random.Random) -> str | None:
    rules = NEGATED[language][:]
    rng.shuffle(rules)
    for pattern, replacement in rules:
        changed, count = re.subn(pattern, replacement, text, count=1)
        if count:
            return changed
    return None
