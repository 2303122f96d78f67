"""The first reading of one line of a pasted page, by its form and its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from workbench.reading import lexicon
from workbench.reading.headings import HEADINGS, Section
from workbench.reading.lines import BULLET
from workbench.types import BlockKind

# Letters of prose that end a related or advert section: shorter single sentences are teasers of other articles.
_STRONG = 110
_PROSE_MIN_WORDS, _PROSE_MIN_LETTERS = 5, 24
_LONG_LINE = 120
_CAPTION_MAX = 320

_ENDS = re.compile(r"[.!?…]['\"”“»«’)\]]*(?:\s*\([^()]{1,30}\))?$")
COLON = re.compile(r":['\"”“»«’)\]]*$")
SENTENCE_END = re.compile(r"[.!?…]['\"”“»«’)\]]*\s+(?=[„“\"»(A-ZÄÖÜ])")
_TIME_LINE = re.compile(r"\W*(?:\d{1,2}[:.]\d{2}(?: ?uhr| ?[ap]\.?m\.?)?|(?:19|20)\d\d)\W*", re.I)
_DATE = re.compile(
    r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZJ][a-zä]+)\s?\d{2,4}\b|\b[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}\b"
    r"|\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b|\b\d{4}-\d\d-\d\d\b"
)
_SEPARATORS = re.compile(r"\s*[|·›»>/•→,–-]+\s*|\s+(?:&|und|and)\s+|\s+")
_CRUMBS = re.compile(r"\s[|·›»>/•→]\s")
_LINK = re.compile(r"\W*(?:https?://|www\.)\S+\W*")
_PRICE = re.compile(r"\d+[,.]\d\d\s?(?:€|EUR|Euro|CHF|\$)|[$€£]\s?\d+[.,]\d\d")
# Small words that running text has in every sentence and headlines leave out.
_FUNCTION = frozenset(
    """
    der die das den dem des ein eine einen einem einer und oder aber dass weil wenn als ist sind war waren wird
    werden wurde wurden hat haben hatte hatten sei seien habe kann können soll sollen will wollen muss müssen
    nicht auch sich es er sie wir the a an and or but that which who is are was were be been has have had will
    would can could should may might not it he she they we his her their its this there
    """.split()
)


class Look(Enum):
    """The first reading of a line."""

    PROSE = auto()
    SHORT = auto()
    JUNK = auto()


@dataclass(slots=True)
class Line:
    """A line of the page as the classifier sees it. ``look`` and ``kind`` are filled as it goes."""

    start: int
    end: int
    raw: str
    text: str
    bullet: bool
    look: Look
    section: Section | None
    rule: bool
    kind: BlockKind | None = None

    @property
    def strong(self) -> bool:
        """Prose that no teaser is: two sentences, or one long one."""
        return self.look is Look.PROSE and (len(self.text) >= _STRONG or bool(SENTENCE_END.search(self.text)))


def is_furniture(line: str) -> bool:
    """Whether a line is, by itself, no part of an article: an advert, a plea, a caption, a share bar."""
    read = read_line(line, 0, len(line))
    return read.look is Look.JUNK


def read_line(text: str, start: int, end: int) -> Line:
    """The line ``text[start:end]`` by itself, before its neighbours are asked."""
    raw = text[start:end]
    bullet = BULLET.match(raw)
    words = " ".join((raw[bullet.end() :] if bullet else raw).split())
    section = next((kind for kind, pattern in HEADINGS.items() if pattern.fullmatch(words)), None)
    # A caption or plea inside a quote is somebody's word.
    open_words = lexicon.QUOTED.sub("„“", words)
    prose = _is_prose(words)
    rule = _mostly(lexicon.COMMENT_RULES, open_words, prose)
    junk = section is not None or rule or _is_junk(words, open_words, prose)
    look = Look.JUNK if junk else Look.PROSE if prose else Look.SHORT
    return Line(start, end, raw, words, bullet is not None, look, section, rule)


def _is_prose(words: str) -> bool:
    tokens = words.split()
    if len(tokens) < _PROSE_MIN_WORDS or len(words) < _PROSE_MIN_LETTERS:
        return bool(_ENDS.search(words)) and len(tokens) >= 3 and function_words(tokens) >= 1
    if _ENDS.search(words):
        return function_words(tokens) >= 1 or len(tokens) >= 8
    if COLON.search(words):
        return function_words(tokens) >= 1
    return len(words) >= _LONG_LINE and "|" not in words and function_words(tokens) >= 0.12 * len(tokens)


def function_words(tokens: Sequence[str]) -> int:
    """How many of the tokens are small words of running text."""
    return sum(token.strip('„“”"»«(),.;:!?').lower() in _FUNCTION for token in tokens)


def _is_junk(words: str, open_words: str, prose: bool) -> bool:
    if (
        lexicon.FURNITURE.search(words)
        or _is_labelled(words, prose)
        or _LINK.fullmatch(words)
        or not any(c.isalnum() for c in words)
    ):
        return True
    if _mostly(lexicon.PLEA, open_words, prose) or _addressed(open_words, prose):
        return True
    if _is_caption(words, prose):
        return True
    return not prose and (_is_menu(words) or _is_dateline_or_byline(words) or bool(_PRICE.search(words)))


def _is_labelled(words: str, prose: bool) -> bool:
    """ "Lesen Sie auch: …", "Tags: …", "Anzeige: …": heading and content on one line."""
    label, mark, rest = words.partition(":")
    if not mark or not rest or len(label) > 60 or len(words) > 180:
        return False
    kinds = (Section.RELATED,) if prose else (Section.RELATED, Section.OFFERS)
    return any(HEADINGS[kind].fullmatch(label) for kind in kinds)


def _mostly(pattern: re.Pattern[str], words: str, prose: bool) -> bool:
    """A plea in one sentence of a long paragraph does not make the paragraph one."""
    if not pattern.search(words):
        return False
    if not prose:
        return True
    hits = sum(len(sentence) for sentence in SENTENCE_END.split(words) if pattern.search(sentence))
    return hits * 2 > len(words)


def _addressed(words: str, prose: bool) -> bool:
    """The page speaks to its reader: an imperative, or a short line with you in it."""
    if _mostly(lexicon.PUBLISHER, words, prose):
        return True
    if lexicon.IMPERATIVE.match(words) and not words.endswith("?") and not SENTENCE_END.search(words):
        return len(words) < 200
    return len(words) < 80 and words.endswith("!") and bool(lexicon.ADDRESS.search(words))


def _is_caption(words: str, prose: bool) -> bool:
    return bool(lexicon.CAPTION.search(words)) and (not prose or len(words) < _CAPTION_MAX)


def _is_menu(words: str) -> bool:
    tokens = [token.lower() for token in _SEPARATORS.split(words) if any(c.isalpha() for c in token)]
    known = sum(token in lexicon.MENU for token in tokens)
    if len(_CRUMBS.findall(words)) >= 2 or words.startswith(("Sie sind hier", "You are here")):
        return True
    return bool(tokens) and (known == len(tokens) or (len(tokens) >= 4 and known >= 0.6 * len(tokens)))


def _is_dateline_or_byline(words: str) -> bool:
    if _TIME_LINE.fullmatch(words):
        return True
    if len(words) < 90 and _DATE.search(words) and len(_DATE.sub("", words).split()) <= 8:
        return True
    return len(words) < 120 and bool(lexicon.BY.match(words)) and function_words(words.split()) <= 2
