"""What the block classifier sees of each line of a page: its form, its words, its place and its neighbours."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

from workbench.reading import lexicon
from workbench.reading.headings import Section
from workbench.reading.looks import COLON, SENTENCE_END, Line, Look, function_words

Floats = npt.NDArray[np.float64]

BUCKETS = 1 << 13

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_DIGITS = re.compile(r"\d+")
_ADDRESS = re.compile(r"@|\bwww\.|https?://|\b[\w-]+\.(?:de|com|org|net|example)\b", re.I)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b(?: Uhr)?")
_DAY = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}\.\d{1,2}\.")
_BETWEEN = re.compile(r"\s[|·›»>/•→]\s|\s{2,}\S|\S/\S+/\S")
_WORD = re.compile(r"[^\W\d_]{4,}")
_QUOTES = re.compile(r"[„“”\"»«]")
# How many lines up and down are looked at.
_REACH = 2


def own(line: Line) -> list[float]:
    """A line by itself; each feature roughly between 0 and 1."""
    text, tokens = line.text, line.text.split()
    count, letters = max(len(tokens), 1), max(len(text), 1)
    return [
        float(line.look is Look.PROSE),
        float(line.look is Look.SHORT),
        float(line.look is Look.JUNK),
        *(float(line.section is section) for section in Section),
        float(line.rule),
        float(line.strong),
        float(line.bullet),
        math.log1p(count) / 4,
        float(count <= 2),
        float(4 <= count <= 14),
        float(text[-1:] in ".!…"),
        float(text.endswith("?")),
        float(bool(COLON.search(text))),
        float(bool(SENTENCE_END.search(text))),
        float(text[:1].islower()),
        float(text.isupper()),
        sum(token[:1].isupper() for token in tokens) / count,
        sum(map(str.isdigit, text)) / letters,
        function_words(tokens) / count,
        float(bool(_QUOTES.search(text))),
        float(bool(_ADDRESS.search(text))),
        float(bool(_CLOCK.search(text))),
        float(bool(_DAY.search(text))),
        float(bool(_BETWEEN.search(line.raw))),
        float(bool(lexicon.ADDRESS.search(lexicon.QUOTED.sub("", text)))),
        float(not text[:1].isalnum() and text[:1] not in "„“\"'»«("),
        float(bool(lexicon.BIOGRAPHY.search(text))),
    ]


def in_place(lines: Sequence[Line]) -> Floats:
    """Rows for the lines of a page: each by itself, what stands around it, and where on the page it stands."""
    alone = np.array([own(line) for line in lines])
    padded = np.pad(alone, ((_REACH, _REACH), (0, 0)))
    around = [padded[_REACH + step : _REACH + step + len(lines)] for step in range(-_REACH, _REACH + 1) if step]
    return np.hstack([alone, *around, np.array(_places(lines))])


def _places(lines: Sequence[Line]) -> list[list[float]]:
    strong = [i for i, line in enumerate(lines) if line.strong]
    first, last = (strong[0], strong[-1]) if strong else (len(lines), -1)
    words = _body_words(lines)
    echoes = [_echoes(line, i, words) for i, line in enumerate(lines)]
    headline = _headline(lines[:first], echoes)
    rows: list[list[float]] = []
    since, active, announced = 99, None, False
    for i, line in enumerate(lines):
        announced = line.bullet and (announced or (i > 0 and bool(COLON.search(lines[i - 1].text))))
        since, active = (0, line.section) if line.section else (since + 1, active)
        before = sum(at < i for at in strong)
        rows.append(
            [
                i / len(lines),
                1 / (1 + i),
                1 / (len(lines) - i),
                float(i < first),
                float(i > last),
                float(first <= i <= last),
                float(announced),
                1 / (1 + abs(first - i)),
                1 / (1 + abs(i - last)),
                min(before, 5) / 5,
                min(len(strong) - before, 5) / 5,
                *(_fading(since) if active is section else 0.0 for section in Section),
                *echoes[i],
                float(i == headline),
                float(headline < i < first),
            ]
        )
    return rows


def _headline(head: Sequence[Line], echoes: Sequence[tuple[float, float]]) -> int:
    """The line above the article that has most of its words, the first of equals; -1 if none."""
    able = [i for i, line in enumerate(head) if line.look is not Look.JUNK and not line.bullet and " " in line.text]
    return max(able, key=lambda i: (sum(echoes[i]), -i), default=-1)


def _fading(since: int) -> float:
    return 1 / (1 + since / 3)


def _body_words(lines: Sequence[Line]) -> dict[str, set[int]]:
    """Beginnings of longer words → the paragraphs that have them."""
    found: dict[str, set[int]] = {}
    for i, line in enumerate(lines):
        if line.look is Look.PROSE:
            for word in _WORD.findall(line.text):
                found.setdefault(word.lower()[:6], set()).add(i)
    return found


def _echoes(line: Line, i: int, words: dict[str, set[int]]) -> tuple[float, float]:
    """The share of a line's longer words that other paragraphs have: a headline is about its article, a teaser not."""
    keys = [word.lower()[:6] for word in _WORD.findall(line.text)]
    hits = sum(bool(words.get(key, set()) - {i}) for key in keys)
    return hits / max(len(keys), 1), min(hits, 4) / 4


def hashed(line: Line) -> list[int]:
    """Buckets of the words, word pairs and letter groups of a line, each once. Figures are folded to 0."""
    words = [_DIGITS.sub("0", token.lower()) for token in _TOKEN.findall(line.text)[:40]]
    found = {f"w {word}" for word in words}
    found.update(f"p {a} {b}" for a, b in zip(["^", *words], [*words, "$"], strict=True))
    for word in words:
        if len(word) > 5:
            found.update(f"c {word[i : i + 5]}" for i in range(len(word) - 4))
    return [crc32(key.encode()) % BUCKETS for key in sorted(found)]
