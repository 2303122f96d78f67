"""Numbers in digits and words, in German and English notation, as plain values with their spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.slots.figures import MAGNITUDES, TENS_EN, UNITS_EN, Figure, word_value
from workbench.slots.fractions import find_fractions
from workbench.slots.sizes import find_sizes

_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2}
SPACES = "\u00a0\u202f\u2009 "


_DIGITS = {
    "de": re.compile(
        rf"(?<![\w.,])[-−]?(?:\d{{1,3}}(?:[.{SPACES}’']\d{{3}})+(?!\d)(?:,\d+)?"
        rf"|\d+(?:[.,]\d+)?)[½¼¾⅓⅔⅕]?|(?<!\w)[½¼¾⅓⅔⅕]"
    ),
    "en": re.compile(
        rf"(?<![\w.,])[-−]?(?:\d{{1,3}}(?:[,{SPACES}’']\d{{3}})+(?!\d)(?:\.\d+)?"
        rf"|\d+(?:[.,]\d+)?)[½¼¾⅓⅔⅕]?|(?<!\w)[½¼¾⅓⅔⅕]"
    ),
}


def _plain(token: str, language: str) -> tuple[float, float]:
    """Value and last digit's unit of a figure in digits."""
    extra = 0.0
    if token[-1] in _VULGAR:
        extra, token = _VULGAR[token[-1]], token[:-1]
    token = token.replace("−", "-")
    for space in SPACES + "’'":
        token = token.replace(space, "")
    if not token.strip("-"):
        return extra, 0.01
    group, point = (".", ",") if language == "de" else (",", ".")
    if group in token and re.search(rf"\{group}\d{{3}}(?!\d)", token):
        token = token.replace(group, "")
    token = token.replace(point, ".").replace(",", ".")
    places = len(token.partition(".")[2])
    value = float(token)
    return value + (extra if value >= 0 else -extra), 10.0**-places if not extra else 0.01


_W = {
    "de": re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*"),
    # ``twenty-one`` is one number, ``two-month`` begins with one.
    "en": re.compile(rf"(?:{'|'.join(TENS_EN)})-(?:{'|'.join(UNITS_EN)})(?![^\W\d_])|[^\W\d_]+", re.I),
}


@dataclass(slots=True)
class _Run:
    """A run of number words as it is read: what is multiplied already, and what still may be."""

    total: float = 0.0
    part: float | None = None
    step: float = 1.0

    def add(self, value: float, language: str) -> bool:
        """Whether a plain number word goes on with the run."""
        if self.part is not None and not (language == "en" and self.part >= 20 and value < self.part):
            return False
        self.part = value if self.part is None else self.part + value
        self.step = min(self.step, 0.5) if value % 1 else 500.0 if value % 1000 == 500 and value > 1000 else self.step
        return True

    def multiply(self, size: float) -> None:
        part = 1.0 if self.part is None else self.part
        if size == 100:
            self.part = part * 100
        else:
            self.total, self.part = self.total + part * size, None
            self.step *= size if size != 12 else 1.0


def _number_words(text: str, language: str) -> Iterator[Figure]:
    """Runs of number words: ``zwei Dutzend``, ``two hundred and fifty thousand``, ``half a million``."""
    words = list(_W[language].finditer(text))
    at = 0
    while at < len(words):
        if not _opens(words[at].group(), language):
            at += 1
            continue
        run, end = _run(text, words, at, language)
        if end == at:
            at += 1
            continue
        single = end == at + 1 and words[at].group().lower()
        idle = single in ("ein", "eine", "einen", "one", "a") and not _ONE.match(text, words[at].end())
        if not idle and (run.part is not None or run.total):
            value = run.total + (run.part or 0)
            yield Figure(words[at].start(), words[end - 1].end(), value, run.step, in_words=True)
        at = end


def _opens(word: str, language: str) -> bool:
    return word_value(word, language) is not None or word in ("a", "A") or _alone(word)


def _run(text: str, words: list[re.Match[str]], begin: int, language: str) -> tuple[_Run, int]:
    """The run that begins at a word, and the word after it."""
    run, at, end = _Run(), begin, begin
    while at < len(words):
        if at > begin and text[words[at - 1].end() : words[at].start()].strip(SPACES):
            break
        word = words[at].group()
        if word == "and" and at > begin and _goes_on(words, at, language):
            at += 1
            continue
        if not _takes(run, words, at, at == begin, language):
            break
        at += 1
        end = at
    return run, end


def _takes(run: _Run, words: list[re.Match[str]], at: int, first: bool, language: str) -> bool:
    word, sizes = words[at].group(), MAGNITUDES[language]
    value = word_value(word, language)
    if value is not None and run.add(value, language):
        return True
    if word.lower() == "a" and first and at + 1 < len(words) and words[at + 1].group() in _A_SIZES:
        run.part = 1.0
        return True
    if word in sizes and word not in ("k", "m") and (run.part is not None or (first and _alone(word))):
        run.multiply(sizes[word])
        return True
    return False


_A_SIZES = frozenset(("dozen", "hundred", "thousand", "million", "billion", "trillion"))
# `ein` and `one` are figures only before these.
_ONE = re.compile(r"\s(?:Prozent|percent|Tonne\b|tonne\b|per\scent)")


def _alone(word: str) -> bool:
    return word in ("hundert", "tausend")


def _goes_on(words: list[re.Match[str]], at: int, language: str) -> bool:
    return (
        at + 1 < len(words)
        and words[at - 1].group() in MAGNITUDES[language]
        and (word_value(words[at + 1].group(), language) is not None)
    )


def _digit_figures(text: str, language: str) -> Iterator[Figure]:
    for match in _DIGITS[language].finditer(text):
        token = match.group()
        start = match.start()
        if token[0] in "-−" and start and text[start - 1].isalnum():
            token, start = token[1:], start + 1
        value, step = _plain(token, language)
        end = match.end()
        tail = re.compile(r"[\s\u00a0\u202f-]?([A-Za-z]+\.?)(?!\w)").match(text, end)
        sizes = MAGNITUDES[language]
        if tail:
            name = tail.group(1) if tail.group(1) in sizes else tail.group(1).rstrip(".")
            attached = tail.start(1) == end
            if (
                name in sizes
                and name != "k"
                and not (name == "m" and not (attached and _money_or_people(text, start, tail.end())))
            ):
                value, step, end = value * sizes[name], step * sizes[name], tail.start(1) + len(name)
            elif name == "k" and attached:
                value, step, end = value * 1e3, step * 1e3, tail.start(1) + 1
        yield Figure(start, end, value, step)


def _money_or_people(text: str, start: int, end: int) -> bool:
    return bool(text[max(0, start - 2) : start].strip()[-1:] in ("$", "€", "£")) or bool(
        re.match(r"\s(?:people|euros?|dollars?|pounds?|users|jobs|customers|viewers|doses)", text[end : end + 12])
    )


def find_figures(text: str, language: str) -> list[Figure]:
    """All numbers of a text, in the order of their spans, the longest reading of overlapping ones."""
    found = [*find_sizes(text, language), *find_fractions(text, language)]
    found += _number_words(text, language)
    found += _digit_figures(text, language)
    found.sort(key=lambda f: (f.start - f.end, f.start))
    taken: list[Figure] = []
    for figure in found:
        if all(figure.end <= other.start or figure.start >= other.end for other in taken):
            taken.append(figure)
    return sorted(taken, key=lambda f: f.start)
