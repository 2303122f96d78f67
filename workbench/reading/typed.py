"""Text as a person would have typed it: without what layout, fonts and markup leave behind in a copy."""

from __future__ import annotations

import re
from unicodedata import normalize

_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\v\f\x85]")
_WIDE = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_UNSEEN = "\u00ad\u200b\u200c\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# Soft hyphens and the like go; hyphens that differ in where a line may break become the one on the keyboard.
_TABLE = str.maketrans(
    dict.fromkeys(_WIDE, " ") | dict.fromkeys(_UNSEEN) | _LIGATURES | dict.fromkeys("\u2010\u2011", "-")
)
# The joiner holds emoji together; between letters it is a stray.
_JOINER = re.compile(r"(?<=\w)\u200d|\u200d(?=\w)")
# Quotes as old agency systems and LaTeX write them.
_LOW_QUOTES = re.compile(r",,(?=\w)([^\n]{1,500}?)(?:''|``)")
_TEX_QUOTES = re.compile(r"``(?=\w)([^\n]{1,500}?)''")
# Inline markup leaves a space before the mark that follows it. An ellipsis has one of its own, so has a score (2 : 1).
_LOOSE_MARK = re.compile(r"(?<=[\w)\]%€“”\"»«’]) +(?=(?:[,;!?]|\.(?!\.)|:(?! ?\d))(?:[\s“”\"«»)]|$))")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)-\n[ \t]*([^\W\d_][^\s]*)(?:[ \t]+(\S)|(?=\n|$))")
_CONJUNCTIONS = frozenset("und oder bzw. sowie bis and or to".split())


def as_typed(text: str) -> str:
    """``text`` with plain spaces, whole words and marks in their place; lines and paragraphs stay.

    Words hyphenated at the end of a line are joined there; soft hyphens, zero-width characters and spaces before
    punctuation go; ligatures are spelt out, letters composed (NFC). What is typed like this already stays as it is.
    """
    plain = normalize("NFC", _JOINER.sub("", _LINE_ENDS.sub("\n", text).translate(_TABLE)))
    plain = _TEX_QUOTES.sub(r"“\1”", _LOW_QUOTES.sub(r"„\1“", plain))
    return _BROKEN_WORD.sub(_joined, _LOOSE_MARK.sub("", plain))


def _joined(match: re.Match[str]) -> str:
    """The rest of the word goes up; ``Baden-`` / ``Württemberg`` and ``Ein-`` / ``und`` keep the hyphen."""
    left, right, following = match.groups()
    if right in _CONJUNCTIONS:
        return match.group()
    whole = f"{left}-{right}"
    typed_so = re.search(rf"(?<!\w){re.escape(whole.rstrip('.,;:!?'))}(?!\w)", match.string)
    hyphen = "-" if not right[0].islower() or typed_so else ""
    return f"{left}{hyphen}{right}" + (f"\n{following}" if following else "")
