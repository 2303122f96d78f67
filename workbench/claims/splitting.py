"""Sentences with exact spans: sentencex, put right by rules of ours for German and English.

sentencex 1.0.32 is the fastest of those tried and right on most hard cases; it does not end a sentence at a single
line end, does not know ``1. FC``, ``24. Dez.``, ``vs.`` or ``approx.``, and reads an upper-case language code as
unknown.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.claims.abbreviations import (
    AFTER_ORDINAL,
    BEFORE_FIGURE,
    BEFORE_MORE,
    BEFORE_ORDINAL,
    PERHAPS,
    STARTERS,
)
from workbench.reading.lines import logical_lines

Span = tuple[int, int]

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_LAST_TOKEN = re.compile(r"(\S+?)\.$")
_SPACED_ABBREVIATION = re.compile(r"\b((?:\w{1,3}\.\s?){1,3}\w{1,3})\.$")
_ORDINAL = re.compile(r"(?:(\S+)\s+)?(\d{1,3})\.$")
_ROMAN = re.compile(r"\b[IVX]{1,5}\.$")
_INITIAL = re.compile(r"(?:^|[\s.(„“\"-])[A-ZÄÖÜ]\.$")
_WORD = re.compile(r"[^\W\d_]+")
_CLOSERS = "“”»«’'\")]›‹"
_ORPHAN = re.compile(r"[“”»’'\")\]›]+(?=[\s,.;:–-]|$)")
_BRACKETED = re.compile(r"[.!?][”“»\"']?\)\s+(?=[A-ZÄÖÜ„“\"»(])")
_STOP = re.compile(r"[.…]\s+(?=[„“\"»]?(?P<word>[A-ZÄÖÜ][a-zäöüß]*))")
# Characters before a full stop that its abbreviation can reach back.
_TAIL = 40
# In a quote longer than this the sentences inside are told apart; below, a quote stays whole with its speaker.
_LONG_QUOTE = 320
_INSIDE = re.compile(r"(?<=[.!?…])\s+(?=[„“\"»«]?[A-ZÄÖÜ])")


def split_sentences(text: str, language: str) -> list[Span]:
    """Spans of the sentences of ``text``: code points, end exclusive, stripped, in order, never overlapping.

    ``language`` is an ISO code of either case (``de``, ``DE``, ``de-AT``); an unknown one is read by English rules.
    """
    code = _code(language)
    spans: list[Span] = []
    for start, end in logical_lines(text):
        spans += _split_line(text, start, end, code)
    return spans


@lru_cache(maxsize=64)
def _code(language: str) -> str:
    match = _LANGUAGE.match(language.lower())
    return match.group() if match and match.group() != "und" else "en"


def _split_line(text: str, start: int, end: int, code: str) -> list[Span]:
    from sentencex import get_sentence_boundaries

    line = text[start:end]
    if not any(mark in line for mark in ".!?…。"):
        return [(start, end)]
    cuts = [found["end_index"] for found in get_sentence_boundaries(code, line)]
    missed = {match.end() for match in _BRACKETED.finditer(line) if _opens_sentence(line, match)}
    missed |= {match.end() for match in _STOP.finditer(line) if match.end() not in cuts and _ends_anyway(line, match)}
    cuts = sorted(missed.union(cuts)) if missed else cuts
    pieces = _merge(line, cuts, code)
    return [(start + a, start + b) for piece in pieces for a, b in _open_long_quote(line, *piece, code)]


def _ends_anyway(line: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends after an abbreviation, initial or ellipsis where sentencex made no cut."""
    if match["word"].lower() not in STARTERS:
        token = _LAST_TOKEN.search(line[max(0, match.start() - _TAIL) : match.start() + 1])
        if token is None or token.group(1).lower() not in BEFORE_FIGURE:
            return False
    before = line[: match.start()]
    return not _quote_open(before) and before.count("(") == before.count(")")


def _opens_sentence(line: str, match: re.Match[str]) -> bool:
    """Whether the bracket that closes here was opened at the start of a sentence."""
    opening = line.rfind("(", 0, match.start())
    before = line[:opening].rstrip()
    return opening >= 0 and (not before or before[-1] in ".!?…" + _CLOSERS)


def _merge(line: str, cuts: list[int], code: str) -> list[Span]:
    pieces: list[Span] = []
    start = 0
    for cut in cuts:
        if cut < len(line) and _goes_on(line[start:cut].rstrip(), line[cut : cut + 80].lstrip(), code):
            continue
        a = start + len(line[start:cut]) - len(line[start:cut].lstrip())
        b = start + len(line[start:cut].rstrip())
        if a < b:
            pieces.append((a, b))
        start = cut
    return pieces


def _goes_on(before: str, after: str, code: str) -> bool:
    """Whether the sentence ``before`` does not end where sentencex cut it."""
    if not before or not after or not any(c.isalpha() for c in before):
        return True
    if _small_start(after) or (_ORPHAN.match(after) and _quote_open(before)):
        return True
    if not before.endswith("."):
        return False
    before = before[-_TAIL:]
    match = _WORD.match(after.lstrip('„“"»«(‚‘'))
    word = match.group().lower() if match else ""
    return _abbreviated(before, after, word) or _numbered(before, word, code)


def _small_start(after: str) -> bool:
    if after[0] in ",;:)]":
        return True
    # A name like iPhone or eBay begins a sentence too.
    return after[0].islower() and not after[1:2].isupper() and not after.startswith(("http", "www."))


def _quote_open(before: str) -> bool:
    straight = before.count('"') % 2 == 1
    return straight or before.count("„") > before.count("“") or before.count("»") != before.count("«")


def _abbreviated(before: str, after: str, word: str) -> bool:
    if _INITIAL.search(before):
        return bool(word) and word not in STARTERS
    match = _SPACED_ABBREVIATION.search(before) or _LAST_TOKEN.search(before)
    if match is None:
        return False
    token = re.sub(r"\s", "", match.group(1)).lower().lstrip('(„“"»«‚‘[')
    last = token.rsplit(".", 1)[-1]
    if token in BEFORE_MORE or (token == last and last in BEFORE_MORE):
        return True
    if token in BEFORE_FIGURE or (last in BEFORE_FIGURE and token == last):
        return after[0].isdigit()
    return token in PERHAPS and word not in STARTERS and after[0] not in '„“"»«'


def _numbered(before: str, word: str, code: str) -> bool:
    """German ordinals and the numerals of rulers."""
    if code != "de":
        return False
    if word in AFTER_ORDINAL and (_ROMAN.search(before) or _ORDINAL.search(before)):
        return True
    match = _ORDINAL.search(before)
    if match is None or word in STARTERS or not word:
        return False
    return (match.group(1) or "").lower().rstrip(",") in BEFORE_ORDINAL


def _open_long_quote(line: str, start: int, end: int, code: str) -> list[Span]:
    """The sentences inside a long quote, which sentencex keeps in one piece."""
    if end - start <= _LONG_QUOTE:
        return [(start, end)]
    cuts = [start + match.end() for match in _INSIDE.finditer(line[start:end])] + [end]
    return [(start + a, start + b) for a, b in _merge(line[start:end], [cut - start for cut in cuts], code)]
