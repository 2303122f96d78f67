"""Round sizes: halves and parts of one, sizes told vaguely (``mehrere Hundert``, ``tens of thousands``), and times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.slots.figures import MAGNITUDES, Figure, word_value
from workbench.slots.units import unit_after

_ONE_EN = "dozen|hundred|thousand|million|billion|trillion"
_ONE_DE = "Dutzend|Million|Milliarde|Billion"
_WHOLE = {
    "de": re.compile(
        r"(?:\b[Ee]ine?[nmrs]?\s|(?<=\bgute\s)|(?<=\bgutes\s)|(?<=\bgutem\s)|(?<=\bknappe\s)|(?<=\bknappes\s)"
        rf"|(?<=\b[Kk]eine\s))(?P<size>{_ONE_DE})\b"
    ),
    "en": re.compile(rf"(?:\b[Aa]\s|(?<=\bgood\s))(?P<size>{_ONE_EN})(?:\s(?P<more>thousand|million))?\b"),
}
# Parts of a round size or of a unit: a quarter of a million, Viertelmillion, half an hour, Vierteljahrhundert.
_PARTS = {
    "de": re.compile(
        r"\b(?:[Ee]ine?[nmrs]?\s)?(?:(?P<frac>[Dd]reiviertel|[Vv]iertel|[Hh]alb)\s?(?=[mjs])"
        r"|(?P<apart>[Dd]reiviertel|[Vv]iertel|[Hh]albe[nmrs]?)\s)(?P<size>(?i:dutzend|million|milliarde)\b)?"
    ),
    "en": re.compile(
        r"\b(?:(?:an?|one)\s)?(?P<frac>three[\s-]quarters|half|quarter|third)"
        rf"(?:\s(?:of\s)?an?\b|(?<=a\shalf)|-)(?:[\s-](?P<size>{_ONE_EN})\b)?",
        re.I,
    ),
}
_AND_A_HALF = [
    re.compile(rf"\b(?P<whole>[a-z]+|\d+)[\s-]and[\s-]a[\s-]half\b(?:\s(?P<size>{_ONE_EN})\b)?", re.I),
    re.compile(rf"\b(?P<whole>a)\s(?P<size>{_ONE_EN})\sand\sa\shalf\b", re.I),
]
_PART_OF = {
    "viertel": 0.25, "quarter": 0.25, "dreiviertel": 0.75, "three quarters": 0.75, "halb": 0.5, "half": 0.5,
    "third": 1 / 3,
}  # fmt: skip
# ``a quarter of a million`` is as round as 250,000 to the nearest 50,000.
_PART_STEPS = 20

_VAGUE = {
    "de": re.compile(
        r"\b(?:(?:[Mm]ehrere[nr]?|[Ee]inige[nr]?|[Ee]in\spaar|[Ww]enige[nr]?|[Ee]tliche[nr]?)\s"
        r"(?P<size>[Dd]utzend|[Hh]undert|[Tt]ausend|Millionen|Milliarden)"
        r"|(?P<plural>[Dd]utzende|[Zz]ehntausende|[Hh]underttausende|[Hh]underte|[Tt]ausende|Millionen|Milliarden)[rn]?)"
        r"(?:\s(?P<more>[Tt]ausend|Millionen|Milliarden))?\b(?:\svon\b)?"
    ),
    "en": re.compile(
        r"\b(?:(?:[Ss]everal|[Aa]\sfew)\s(?P<size>dozen|hundred|thousand|million|billion)"
        r"(?:\s(?P<more>thousand|million|billion))?"
        r"|(?P<plural>[Dd]ozens|[Tt]ens(?=\sof\s\w+s)|[Hh]undreds|[Tt]housands|[Mm]illions|[Bb]illions)"
        r"(?:\sof\s(?P<many>thousands|millions|billions))?)\b(?:\sof\b)?"
    ),
}
_PLURALS = {"tens": 10.0, "zehntausende": 1e4, "hunderttausende": 1e5}
_TIMES = {
    "de": re.compile(r"\b(?P<n>\d+|[^\W\d_]+?)(?:\s|-)?[Mm]al\b(?!\s(?:so|mehr)\b)"),
    "en": re.compile(
        r"\b(?:(?P<twice>twice)|(?P<n>\d+|[a-z]+)\stimes)\b(?!\s(?:as|more|the|higher|larger|its)\b)", re.I
    ),
}
_LASTING = re.compile(r"\b(?P<n>[^\W\d_]+?)(?=(?:jährig|monatig|wöchig|tägig|stündig|minütig)e?[nmrs]?\b)")


def size_of(word: str | None, language: str) -> float:
    """The number that a size word stands for, in whatever case and number it is written; 1 for none."""
    if not word:
        return 1.0
    low = word.lower()
    sizes = {name.lower(): value for name, value in MAGNITUDES[language].items()}
    return _PLURALS.get(low) or next(v for v in (sizes.get(low[: len(low) - n]) for n in range(3)) if v)


def find_sizes(text: str, language: str) -> Iterator[Figure]:
    """Figures that are no runs of number words; they may overlap those."""
    for match in _WHOLE[language].finditer(text):
        value = size_of(match["size"], language) * size_of(match.groupdict().get("more"), language)
        yield Figure(match.start(), match.end(), value, value / 2 if value > 100 else 1.0, in_words=True)
    yield from _parts(text, language)
    for match in _VAGUE[language].finditer(text):
        groups = match.groupdict()
        value = size_of(groups["size"] or groups["plural"], language) * size_of(groups["more"], language)
        value *= size_of(groups.get("many"), language)
        yield Figure(*match.span(), value, value, "vague", in_words=True)
    for match in _TIMES[language].finditer(text):
        times = 2.0 if match.groupdict().get("twice") else _count(match["n"], language) or 0.0
        if times > 1:
            yield Figure(*match.span(), times, 1.0, "times", in_words=True)
    for match in _LASTING.finditer(text) if language == "de" else ():
        if lasting := _count(match["n"], language):
            yield Figure(*match.span(), lasting, 1.0, in_words=True)


def _parts(text: str, language: str) -> Iterator[Figure]:
    for match in _PARTS[language].finditer(text):
        groups = match.groupdict()
        word = (groups["frac"] or groups["apart"]).lower().replace("-", " ")
        amount = _PART_OF[word if word in _PART_OF else "halb"]
        if groups["size"]:
            size = size_of(groups["size"], language)
            yield Figure(*match.span(), amount * size, size / _PART_STEPS, in_words=True)
        elif unit_after(text, match.end()):
            end = match.end() - (text[match.end() - 1] in " -")
            yield Figure(match.start(), end, amount, amount / 5, in_words=True)
    for pattern in _AND_A_HALF if language == "en" else ():
        for match in pattern.finditer(text):
            whole = 1.0 if match["whole"].lower() == "a" else _count(match["whole"], language)
            if whole is not None:
                size = size_of(match["size"], language)
                yield Figure(*match.span(), (whole + 0.5) * size, size / _PART_STEPS, in_words=True)


def _count(word: str, language: str) -> float | None:
    return float(word) if word.isdigit() else word_value(word, language)
