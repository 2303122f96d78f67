"""Numbers in digits and words, in German and English notation, as plain values with their spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.slots.figures import Figure, word_value
from workbench.slots.fractions import find_fractions

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


_W = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


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
        self.step = min(self.step, 0.5) if value % 1 else self.step
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
    words = list(_W.finditer(text))
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


_HALF = {
    "de": re.compile(
        r"\b(?:eine?n?\s)?halbe[rsn]?\s(?:(?P<size>Dutzend|Million|Milliarde)\b|(?=(?:Tonne|Kilo"
        r"|Liter|Stunde|Meter)\b))",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:half\sa|a\shalf)[\s-](?:(?P<size>dozen|million|billion)\b|(?=(?:tonne|ton|kilo|litre|mile|hour)\b))",
        re.I,
    ),
}
_ARTICLED = {
    "de": re.compile(r"\b[Ee]ine?[nmrs]?\s(?P<size>Dutzend|Million|Milliarde|Billion)\b"),
    "en": re.compile(r"\b[Aa]\s(?P<size>dozen|hundred|thousand|million|billion|trillion)\b"),
}


# Parts of a round size, and sizes and a half: (pattern, how much of the size or the whole it is).
_SIZES_EN = r"(?P<size>dozen|hundred|thousand|million|billion|trillion)"
_PARTS = {
    "de": [re.compile(r"\b(?:[Ee]iner?\s)?(?P<frac>[Dd]reiviertel|[Vv]iertel|[Hh]alb)(?P<size>million|milliarde)\b")],
    "en": [
        re.compile(
            rf"\b(?:(?:an?|one)\s)?(?P<frac>three[\s-]quarters|half|quarter|third)\s(?:of\s)?an?\s{_SIZES_EN}\b", re.I
        ),
        re.compile(rf"\b(?P<whole>[a-z]+|\d+)\sand\sa\shalf\b(?:\s{_SIZES_EN}\b)?", re.I),
        re.compile(rf"\b(?P<whole>a)\s{_SIZES_EN}\sand\sa\shalf\b", re.I),
    ],
}  # fmt: skip
_PART_OF = {
    "viertel": 0.25, "quarter": 0.25, "dreiviertel": 0.75, "three quarters": 0.75, "halb": 0.5, "half": 0.5,
    "third": 1 / 3,
}  # fmt: skip
# ``a quarter of a million`` is as round as 250,000 to the nearest 50,000.
_PART_STEPS = 20


def _parts(text: str, language: str) -> Iterator[Figure]:
    """``a quarter of a million``, ``Viertelmillion``, ``one and a half million``, ``a million and a half``."""
    for pattern in _PARTS[language]:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            word = groups.get("size") or ""
            size = MAGNITUDES[language].get(word.capitalize() if language == "de" else word.lower(), 1.0)
            if groups.get("frac"):
                amount = _PART_OF[groups["frac"].lower().replace("-", " ")]
            else:
                whole = _whole(groups["whole"].lower(), language)
                if whole is None:
                    continue
                amount = whole + 0.5
            yield Figure(match.start(), match.end(), amount * size, size / _PART_STEPS, in_words=True)


def _whole(word: str, language: str) -> float | None:
    if word == "a":
        return 1.0
    return float(word) if word.isdigit() else word_value(word, language)


def find_figures(text: str, language: str) -> list[Figure]:
    """All numbers of a text, in the order of their spans, the longest reading of overlapping ones."""
    found: list[Figure] = []
    for table, factor in ((_HALF, 0.5), (_ARTICLED, 1.0)):
        for match in table[language].finditer(text):
            size = match["size"]
            spelled = size.capitalize() if size and language == "de" else size.lower() if size else ""
            value = MAGNITUDES[language].get(spelled, 1.0) * factor
            end = match.end() - (0 if size else 1)
            found.append(Figure(match.start(), end, value, value / 2 if value > 100 else 1.0, in_words=True))
    found += _parts(text, language)
    found += find_fractions(text, language)
    found += _number_words(text, language)
    found += _digit_figures(text, language)
    found.sort(key=lambda f: (f.start - f.end, f.start))
    taken: list[Figure] = []
    for figure in found:
        if all(figure.end <= other.start or figure.start >= other.end for other in taken):
            taken.append(figure)
    return sorted(taken, key=lambda f: f.start)
