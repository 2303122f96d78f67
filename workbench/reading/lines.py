"""Logical lines of a text: physical lines, with hard-wrapped paragraphs put together again."""

from __future__ import annotations

import re

Span = tuple[int, int]

_LINE = re.compile(r"[^\n]+")
_PARAGRAPH = re.compile(r"[^\S\n]*\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_TERMINAL = re.compile(r"[.!?…:]['\"”“»«’)\]]*$")
BULLET = re.compile(r"(?:[-–—•*·▪►▶‣◦●■+>✓✔☐»]|\d{1,2}[.)]|[a-z]\))\s+")

# Wrapped text is 40 to 120 columns wide; a shorter "width" is a menu, a longer one is unwrapped paragraphs.
_WRAP_MIN, _WRAP_MAX = 40, 120
# A line this long does not end where the next begins with a small letter; shorter ones may be menu entries.
_RUN_ON_MIN = 25


def logical_lines(text: str) -> list[Span]:
    """Spans of the lines of ``text`` as a reader sees them, stripped of white space, none empty.

    A blank line always separates. A single line end separates too, unless the line runs on: the text is
    hard-wrapped, or the next line begins with a small letter.
    """
    if "\n" not in text:
        span = _strip(text, 0, len(text))
        return [span] if span else []
    paragraphs = [_physical_lines(text, *match.span()) for match in _PARAGRAPH.finditer(text)]
    width = max((_wrap_width(text, lines) for lines in paragraphs), default=0)
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
    return line[1] - line[0] <= width < line[1] - line[0] + 1 + len(_first_word(text, following))


def _wrap_width(text: str, lines: list[Span]) -> int:
    """The column at which these lines were wrapped, or 0. Greedy wrapping leaves no line that had room."""
    if len(lines) < 3:
        return 0
    width = max(end - start for start, end in lines)
    if not _WRAP_MIN <= width <= _WRAP_MAX:
        return 0
    pairs = list(zip(lines, lines[1:], strict=False))
    if any(BULLET.match(text, start) for start, _ in lines) or not any(text[b[0]].islower() for _, b in pairs):
        return 0
    return width if all(_fills(text, a, b, width) for a, b in pairs) else 0


def _join(text: str, lines: list[Span], width: int) -> list[Span]:
    spans = lines[:1]
    for before, following in zip(lines, lines[1:], strict=False):
        if _runs_on(text, before, following, width):
            spans[-1] = (spans[-1][0], following[1])
        else:
            spans.append(following)
    return spans


def _runs_on(text: str, line: Span, following: Span, width: int) -> bool:
    if BULLET.match(text, following[0]):
        return False
    if width and _fills(text, line, following, width):
        return True
    if line[1] - line[0] < _RUN_ON_MIN or _TERMINAL.search(text[line[0] : line[1]]):
        return False
    return text[following[0]].islower() or text[line[1] - 1] in ",;"
