"""Logical lines of a text: physical lines, with hard-wrapped paragraphs put together again."""

from __future__ import annotations

import re
from itertools import pairwise

Span = tuple[int, int]

_LINE = re.compile(r"[^\n]+")
_PARAGRAPH = re.compile(r"[^\S\n]*\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_TERMINAL = re.compile(r"[.!?…:]['\"”“»«’)\]]*$")
BULLET = re.compile(r"(?:[-–—•*·▪►▶‣◦●■+>✓✔☐»]|\d{1,2}[.)]|[a-z]\))\s+")

# A by-line in small letters, an agency, an address: they begin a line of their own.
_CREDIT = re.compile(r"(?:(?:von|by) [A-ZÄÖÜ][^\n.]{3,40}(?:\n|$)|(?:dpa|afp|ap|epd|kna|sid|via)\b(?=[ /]|$)|\w+\.\w+)")

# Words after which a sentence has to go on.
_LEFT_OPEN = re.compile(
    r"\s(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|und|oder|mit|von|für|im|in|am|an|zum|zur|the|a|an|of|to|and|or)$"
)

# Wrapped text is 40 to 120 columns wide; longer lines are paragraphs. Mail newsletters are wrapped at 25 to 40, which a
# menu may look like too: there many lines have to break in the middle of a sentence.
_WRAP_MIN, _WRAP_WIDE, _WRAP_MAX = 18, 40, 120
_NARROW_LINES = 8
# A line this long does not end where the next begins with a small letter; shorter ones may be menu entries.
_RUN_ON_MIN = 15


def logical_lines(text: str) -> list[Span]:
    """Spans of the lines of ``text`` as a reader sees them, stripped of white space, none empty.

    A blank line always separates. A single line end separates too, unless the line runs on: the text is
    hard-wrapped, or the next line begins with a small letter.
    """
    if "\n" not in text:
        span = _strip(text, 0, len(text))
        return [span] if span else []
    paragraphs = [_physical_lines(text, *match.span()) for match in _PARAGRAPH.finditer(text)]
    width = _wrap_width(text, [pair for lines in paragraphs for pair in pairwise(lines)])
    spans: list[Span] = []
    for lines in paragraphs:
        spans += _join(text, lines, width)
    return spans


def _physical_lines(text: str, start: int, end: int) -> list[Span]:
    found = (_strip(text, *match.span()) for match in _LINE.finditer(text, start, end))
    return [span for span in found if span]


def _strip(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return (start + left, start + right) if left < right else None


def _first_word(text: str, span: Span) -> str:
    return text[span[0] : span[1]].split(None, 1)[0]


def _fills(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the first word of ``following`` would not have fitted at the end of ``line``."""
    length = line[1] - line[0]
    return length <= _WRAP_MAX and length + 1 + len(_first_word(text, following)) > width


def _wrap_width(text: str, pairs: list[tuple[Span, Span]]) -> int:
    """The column at which a text was wrapped, or 0: the longest of the lines that plainly run on."""
    torn = [(a, b) for a, b in pairs if _is_torn(text, a, b)]
    long = sum(a[1] - a[0] >= _WRAP_MIN for a, _ in pairs)
    if len(torn) < 2 or len(torn) * 4 < long:
        return 0
    width = max(end - start for pair in torn for start, end in pair if end - start <= _WRAP_MAX)
    return width if width >= _WRAP_WIDE or len(torn) >= _NARROW_LINES else 0


def _is_torn(text: str, line: Span, following: Span) -> bool:
    """A line in the middle of a sentence, at a length where text is wrapped."""
    if not _WRAP_MIN <= line[1] - line[0] <= _WRAP_MAX:
        return False
    if not text[following[0]].islower() and not _LEFT_OPEN.search(text[line[0] : line[1]]):
        return False
    return not _TERMINAL.search(text[line[0] : line[1]])


def _join(text: str, lines: list[Span], width: int) -> list[Span]:
    spans = lines[:1]
    for before, following in pairwise(lines):
        if _runs_on(text, before, following, width):
            spans[-1] = (spans[-1][0], following[1])
        else:
            spans.append(following)
    return spans


def _runs_on(text: str, line: Span, following: Span, width: int) -> bool:
    if BULLET.match(text, following[0]):
        return False
    if width and (_fills(text, line, following, width) or _LEFT_OPEN.search(text[line[0] : line[1]])):
        return True
    if (
        line[1] - line[0] < _RUN_ON_MIN
        or _CREDIT.match(text, following[0])
        or _TERMINAL.search(text[line[0] : line[1]])
    ):
        return False
    return text[following[0]].islower() or text[line[1] - 1] in ",;"
