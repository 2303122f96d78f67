"""Fractions, ordinals and ratios in words: ``jeder Fünfte``, ``two thirds``, ``zum dritten Mal``, ``doubled``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.slots.figures import TENS_DE, TENS_EN, UNITS_DE, UNITS_EN, Figure, word_value

_FRACTIONS_DE = {
    "Hälfte": 2, "Drittel": 3, "Viertel": 4, "Fünftel": 5, "Sechstel": 6, "Siebtel": 7, "Achtel": 8, "Zehntel": 10,
    "Prozent": 100,
}  # fmt: skip
_FRACTIONS_EN = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10,
}  # fmt: skip
_ORDINAL_DE = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "acht": 8, "neunt": 9,
    "zehnt": 10, "elft": 11, "zwölft": 12, "zwanzigst": 20, "hundertst": 100,
}  # fmt: skip
_ORDINAL_EN = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "twentieth": 20, "hundredth": 100,
}  # fmt: skip

_DIGITS = r"\d{1,3}(?:[.,]\d{3})*(?![.,]?\d)"
_SMALL = {
    "de": "|".join([*(w for w in UNITS_DE if len(w) > 3), "elf", "zehn", "neun", *TENS_DE, "hundert", _DIGITS]),
    "en": "|".join([*UNITS_EN, *TENS_EN, "hundred", _DIGITS]),
}
_F_DE, _F_EN = "|".join(k for k in _FRACTIONS_DE if k not in ("Hälfte", "Prozent")), "|".join(_FRACTIONS_EN)
_O_DE = "|".join(_ORDINAL_DE)
_O_EN = "|".join(_ORDINAL_EN)
_SHARES = {
    "de": [
        (re.compile(rf"\b(?:[Jj]ede[rsn]?|[Jj]edem)\s(?P<ord>{_O_DE})e[rsn]?\b", re.I), "one_in"),
        (re.compile(rf"\b[Ee]ine?r?[sm]?\s(?:von|aus)\s(?P<of>{_SMALL['de']})\b"), "of"),
        (re.compile(rf"\b(?P<top>{_SMALL['de']})\svon\s(?P<of>{_SMALL['de']})\b", re.I), "of"),
        (re.compile(rf"\b(?:(?P<top>{_SMALL['de']}|[Ee]in(?:em?|es)?)\s)?(?P<frac>{_F_DE})n?\b", re.I), "frac"),
        (re.compile(r"\b[Dd](?:ie|er)\sHälfte\b|\bHälfte\b"), "half"),
    ],
    "en": [
        (re.compile(rf"\bevery\s(?P<ord>{_O_EN})\b", re.I), "one_in"),
        (re.compile(rf"\b[Oo]ne\s(?:in|out\sof)\s(?P<of>{_SMALL['en']})\b"), "of"),
        (re.compile(rf"\b(?P<top>{_SMALL['en']})\s(?:in|out\sof)\s(?:every\s)?(?P<of>{_SMALL['en']})\b", re.I), "of"),
        (
            re.compile(

                rf"(?P<by>\bby\s)?\b(?P<top>{_SMALL['en']}|a|an)[\s-](?P<frac>{_F_EN})(?:s\b|\b(?(by)|(?=\sof|\s?[.,;]|$"
                rf"|\s(?:majority|larger|less|more|are|is|were|was|have|said))))",
                re.I,
            ),
            "frac",
        ),
        (
            re.compile(
                r"\b[Hh]alf\b(?=\s(?:of|the|all|each|its|their|said|are|were|have)|[.,;]|$)|(?<=\bby\s)half\b"
            ),
            "half",
        ),
    ],
}  # fmt: skip
_ORDINALS = {
    "de": re.compile(rf"\b(?:{_O_DE})e[nrms]?\b|\bzum\s(?P<times>{_O_DE})en\sMal\b"),
    "en": re.compile(rf"\b(?:{_O_EN}|\d+(?:st|nd|rd|th))\b", re.I),
}
_RATIOS = {
    "de": re.compile(
        r"\b(?:(?P<double>verdoppel\w+|doppelt\sso|(?:das|dem)\s[Dd]oppelten?)|(?P<halve>halbier\w+|halb\sso)"
        r"|(?:ver)?(?P<n>\d+|[^\W\d_]+?)(?:-?fach(?:t(?:e[nmrs]?)?|e[ns]?)?\b|(?:-|\s)?mal\s(?:so|mehr)\b))",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:(?P<double>doubl(?:ed|ing|es)|twice\s(?:as|the))|(?P<triple>tripl(?:ed|ing|es))"
        r"|(?P<four>quadrupl(?:ed|ing|es))|(?P<halve>halv(?:ed|ing|es)|half\sas)"
        r"|(?P<n>\d+|[a-z]+)(?:-?fold\b|\stimes\s(?:as|more|the|higher|larger|its)\b))",
        re.I,
    ),
}
_RATIO_VALUES = {"double": 2.0, "triple": 3.0, "four": 4.0, "halve": 0.5}


def _small(word: str | None, language: str) -> float:
    if not word or word.lower() in ("a", "an", "ein", "einem", "eines", "eine"):
        return 1.0
    if word.lower() in ("hundred", "hundert"):
        return 100.0
    return float(re.sub(r"[.,]", "", word)) if word[0].isdigit() else float(word_value(word, language) or 0.0)


def _shares(text: str, language: str) -> Iterator[Figure]:
    fractions = _FRACTIONS_DE if language == "de" else _FRACTIONS_EN
    ordinals = _ORDINAL_DE if language == "de" else _ORDINAL_EN
    for pattern, shape in _SHARES[language]:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if shape == "one_in":
                value = 1 / ordinals[groups["ord"].lower()]
            elif shape == "of":
                of, top = _small(groups["of"], language), _small(groups.get("top"), language)
                if of <= top or (of > 100 and top > 1):
                    continue
                value = top / of
            elif shape == "frac":
                value = (
                    _small(groups["top"], language)
                    / fractions[groups["frac"].capitalize() if language == "de" else groups["frac"].lower()]
                )
            else:
                value = 0.5
            if 0 < value < 1:
                start = match.end("by") if groups.get("by") else match.start()
                yield Figure(start, match.end(), value, 0.02, "share", in_words=True)


def _ordinal(match: re.Match[str], language: str) -> float | None:
    word = match.group().lower()
    if word[0].isdigit():
        return float(re.sub(r"\D", "", word))
    if language == "en":
        return _ORDINAL_EN.get(word)
    word = match.groupdict().get("times") or re.sub(r"e[nrms]?$", "", word)
    return _ORDINAL_DE.get(word) if word not in ("acht",) else None


def find_fractions(text: str, language: str) -> Iterator[Figure]:
    """Shares, ratios and ordinals of a text; they may overlap."""
    yield from _shares(text, language)
    for match in _RATIOS[language].finditer(text):
        groups = match.groupdict()
        value = next((v for k, v in _RATIO_VALUES.items() if groups.get(k)), 0.0) or _small(groups["n"], language)
        if value in (0.0, 1.0):
            continue
        yield Figure(match.start(), match.end(), value, 0.2, "ratio", in_words=True)
    for match in _ORDINALS[language].finditer(text):
        ordinal = _ordinal(match, language)
        if ordinal:
            yield Figure(match.start(), match.end(), ordinal, 1.0, "ordinal", in_words=True)
