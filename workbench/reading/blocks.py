"""Which lines of a pasted page are the article: title, body, subheads, and all that stands around them.

Line by line a first reading by form and words; then sections (a heading such as ``Mehr zum Thema`` takes the lines
below it along until prose resumes); then position (before the first paragraph, between paragraphs, after the last).
Where the signs disagree a sentence stays: an advert among the claims costs a glance, a lost sentence is never seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from workbench.reading import lexicon
from workbench.reading.lexicon import Section
from workbench.reading.lines import BULLET, logical_lines
from workbench.types import Block, BlockKind

# Letters of prose that end a related or advert section: shorter single sentences are teasers of other articles.
_RESUMES = 110
# Paragraphs of prose before which "Kommentare" is a button of the share bar, not the comment section.
_ARTICLE_PROSE = 3
# Comments may be this many times as long as the article above them.
_COMMENT_SHARE = 3
_PROSE_MIN_WORDS, _PROSE_MIN_LETTERS = 5, 24
_LONG_LINE = 120
_SUBHEAD_MAX = 110
_CAPTION_MAX = 320

_ENDS = re.compile(r"[.!?…]['\"”“»«’)\]]*$")
_COLON = re.compile(r":['\"”“»«’)\]]*$")
_SENTENCE_END = re.compile(r"[.!?…]['\"”“»«’)\]]*\s+(?=[„“\"»(A-ZÄÖÜ])")
_TIME_LINE = re.compile(r"\W*(?:\d{1,2}[:.]\d{2}(?: ?uhr| ?[ap]\.?m\.?)?|(?:19|20)\d\d)\W*", re.I)
_DATE = re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZJ][a-zä]+)\s?\d{2,4}\b|\b[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}\b|\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b|\b\d{4}-\d\d-\d\d\b")
_SEPARATORS = re.compile(r"\s*[|·›»>/•→,–-]+\s*|\s+(?:&|und|and)\s+|\s+")
_CRUMBS = re.compile(r"\s[|·›»>/•→]\s")
_LINK = re.compile(r"\W*(?:https?://|www\.)\S+\W*")
_PRICE = re.compile(r"\d+[,.]\d\d\s?(?:€|EUR|Euro|CHF|\$)|[$€£]\s?\d+[.,]\d\d")
# Small words that running text has in every sentence and headlines leave out.
_FUNCTION = frozenset(
    """
    der die das den dem des ein eine einen einem einer und oder aber dass weil wenn als ist sind war waren wird werden wurde
    wurden hat haben hatte hatten sei seien habe kann können soll sollen will wollen muss müssen nicht auch sich es er sie wir
    the a an and or but that which who is are was were be been has have had will would can could should may might not it he
    she they we his her their its this there
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
        return self.look is Look.PROSE and (len(self.text) >= _RESUMES or bool(_SENTENCE_END.search(self.text)))


def classify(text: str) -> list[Block]:
    """Blocks of a pasted page, in order; every line that is not blank lies in exactly one."""
    lines = [_read_line(text, start, end) for start, end in logical_lines(text)]
    _close_sections(lines)
    _drop_stray_teasers(lines)
    _drop_bullets_among_junk(lines)
    _drop_biographies(lines)
    body = [i for i, line in enumerate(lines) if line.look is Look.PROSE]
    first, last = (body[0], body[-1]) if body else (0, len(lines) - 1)
    _head(lines[:first])
    _middle(lines, first, last)
    for line in lines:
        if line.kind is None:
            line.kind = _rest(line, bool(body))
    return [Block.of(text, line.start, line.end, line.kind or BlockKind.BOILERPLATE) for line in lines]


def _rest(line: Line, has_body: bool) -> BlockKind:
    """Short lines outside the body; a page of nothing else is a note, and all of it is text."""
    if line.look is Look.PROSE:
        return BlockKind.BODY
    return BlockKind.BOILERPLATE if has_body or line.look is Look.JUNK else BlockKind.BODY


def is_furniture(line: str) -> bool:
    """Whether a line is, by itself, no part of an article: an advert, a plea, a caption, a share bar."""
    read = _read_line(line, 0, len(line))
    return read.look is Look.JUNK


def _read_line(text: str, start: int, end: int) -> Line:
    raw = text[start:end]
    bullet = BULLET.match(raw)
    words = " ".join((raw[bullet.end() :] if bullet else raw).split())
    section = next((kind for kind, pattern in lexicon.HEADINGS.items() if pattern.fullmatch(words)), None)
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
        return bool(_ENDS.search(words)) and len(tokens) >= 3 and _function_words(tokens) >= 1
    if _ENDS.search(words):
        return _function_words(tokens) >= 1 or len(tokens) >= 8
    if _COLON.search(words):
        return _function_words(tokens) >= 1
    return len(words) >= _LONG_LINE and "|" not in words and _function_words(tokens) >= 0.12 * len(tokens)


def _function_words(tokens: Sequence[str]) -> int:
    return sum(token.strip("„“”\"»«(),.;:!?").lower() in _FUNCTION for token in tokens)


def _is_junk(words: str, open_words: str, prose: bool) -> bool:
    if lexicon.FURNITURE.search(words) or _is_labelled(words, prose) or _LINK.fullmatch(words) or not any(c.isalnum() for c in words):
        return True
    if _mostly(lexicon.PLEA, open_words, prose) or _addressed(open_words, prose):
        return True
    if _is_caption(words, prose):
        return True
    return not prose and (_is_menu(words) or _is_dateline_or_byline(words) or bool(_PRICE.search(words)))


def _is_labelled(words: str, prose: bool) -> bool:
    """"Lesen Sie auch: …", "Tags: …", "Anzeige: …": heading and content on one line."""
    label, mark, rest = words.partition(":")
    if not mark or not rest or len(label) > 60 or len(words) > 180:
        return False
    kinds = (Section.RELATED,) if prose else (Section.RELATED, Section.OFFERS)
    return any(lexicon.HEADINGS[kind].fullmatch(label) for kind in kinds)


def _mostly(pattern: re.Pattern[str], words: str, prose: bool) -> bool:
    """A plea in one sentence of a long paragraph does not make the paragraph one."""
    if not pattern.search(words):
        return False
    if not prose:
        return True
    hits = sum(len(sentence) for sentence in _SENTENCE_END.split(words) if pattern.search(sentence))
    return hits * 2 > len(words)


def _addressed(words: str, prose: bool) -> bool:
    """The page speaks to its reader: an imperative, or a short line with you in it."""
    if _mostly(lexicon.PUBLISHER, words, prose):
        return True
    if lexicon.IMPERATIVE.match(words) and not words.endswith("?") and not _SENTENCE_END.search(words):
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
    return len(words) < 120 and bool(lexicon.BY.match(words)) and _function_words(words.split()) <= 2


def _close_sections(lines: list[Line]) -> None:
    """Takes the lines below a heading out of the body, until the article goes on."""
    section: Section | None = None
    taken = 0
    for i, line in enumerate(lines):
        opened = Section.COMMENTS if line.rule else line.section
        if opened is Section.COMMENTS and not _ends_article(lines, i):
            opened = None
        if opened is not None:
            section, taken = (section if section is Section.COMMENTS else opened), 0
        elif section is not None and line.look is Look.PROSE and _resumes(lines, i, section, taken):
            section = None
        if section is not None and line.look is not Look.JUNK:
            taken += line.look is Look.PROSE
            line.look = Look.JUNK


def _ends_article(lines: list[Line], i: int) -> bool:
    """Whether comments may begin at line ``i``: the article lies before it. Else it is a button of the share bar."""
    before = [len(line.text) for line in lines[:i] if line.look is Look.PROSE]
    after = sum(len(line.text) for line in lines[i:] if line.look is Look.PROSE)
    return len(before) >= _ARTICLE_PROSE and sum(before) * _COMMENT_SHARE >= after


def _resumes(lines: list[Line], i: int, section: Section, taken: int) -> bool:
    """Whether the article goes on at line ``i``. Comments run to the end of the page."""
    if section is Section.COMMENTS:
        return False
    if section is Section.AUTHOR and taken == 0:
        return False
    if lines[i].strong and not lexicon.ADDRESS.search(lexicon.QUOTED.sub("", lines[i].text)):
        return True
    return i + 1 < len(lines) and lines[i + 1].strong


def _drop_stray_teasers(lines: list[Line]) -> None:
    """Single sentences among the lines after the last paragraph: teasers and slogans without a heading."""
    strong = [i for i, line in enumerate(lines) if line.strong]
    if not strong:
        return
    junk = 0
    for line in lines[strong[-1] + 1 :]:
        if line.look is Look.PROSE and junk >= 2:
            line.look = Look.JUNK
        junk += line.look is not Look.PROSE


def _drop_bullets_among_junk(lines: list[Line]) -> None:
    """A list of which a third is adverts is a list of adverts; whole paragraphs in it stay."""
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and lines[end].bullet:
            end += 1
        junk = sum(line.look is Look.JUNK for line in lines[i:end])
        for line in lines[i:end]:
            if junk * 3 >= end - i and not line.strong:
                line.look = Look.JUNK
        i = end + 1


def _drop_biographies(lines: list[Line]) -> None:
    strong = [i for i, line in enumerate(lines) if line.strong and not lexicon.BIOGRAPHY.search(line.text)]
    if not strong:
        return
    for line in (*lines[: strong[0]], *lines[strong[-1] + 1 :]):
        if line.look is Look.PROSE and lexicon.BIOGRAPHY.search(line.text):
            line.look = Look.JUNK


def _head(lines: list[Line]) -> None:
    """Before the first paragraph: the title, a lead without a full stop, and otherwise furniture."""
    short = [line for line in lines if line.look is Look.SHORT and (line.bullet or len(line.text.split()) >= 3)]
    scores = [_title_score(line) - 2 * position for position, line in enumerate(short)]
    best = max(range(len(short)), key=lambda i: scores[i], default=0)
    if not short or _title_score(short[best]) <= 0:
        return
    short[best].kind = BlockKind.TITLE
    for line in short[best + 1 :]:
        if line.bullet:
            line.kind = BlockKind.BODY if len(line.text.split()) >= 6 else BlockKind.BOILERPLATE
        elif len(line.text.split()) >= 8 or (line is lines[-1] and not line.text.isupper()):
            line.kind = BlockKind.SUBHEAD


def _title_score(line: Line) -> float:
    """Headlines have five to eleven words and often a colon or dash; kickers and menus are shorter, leads longer."""
    count = len(line.text.split())
    if line.bullet or count < 3 or count > 30:
        return 0.0
    return min(count, 7) + 2 * bool(re.search(r"[:–—]\s", line.text)) - max(0, count - 11) * 0.3


def _middle(lines: list[Line], first: int, last: int) -> None:
    """Between the first and the last paragraph: lists that are content, subheads, and boxes."""
    for i in range(first + 1, last):
        alone = lines[i - 1].look is Look.PROSE and lines[i + 1].look is Look.PROSE
        if alone and lines[i].look is Look.JUNK and lines[i].text.lower() in lexicon.MENU:
            lines[i].kind = BlockKind.SUBHEAD
    i = first
    while i <= last:
        if lines[i].look is not Look.SHORT:
            i += 1
            continue
        end = i
        while end <= last and lines[end].look is Look.SHORT:
            end += 1
        _run(lines, i, end)
        i = end


def _run(lines: list[Line], start: int, end: int) -> None:
    """Lines ``start`` to ``end`` are short and stand between two paragraphs."""
    run = lines[start:end]
    announced = start > 0 and bool(_COLON.search(lines[start - 1].text)) and lines[start - 1].look is Look.PROSE
    for position, line in enumerate(run):
        if line.bullet:
            line.kind = BlockKind.BODY if announced or _says_something(line.text) else BlockKind.BOILERPLATE
        elif announced and len(run) > 1 and position == 0:
            line.kind = BlockKind.BODY
        elif len(run) <= 2 and len(line.text) <= _SUBHEAD_MAX:
            line.kind = BlockKind.SUBHEAD
        else:
            line.kind = BlockKind.BODY if _says_something(line.text) else BlockKind.BOILERPLATE


def _says_something(words: str) -> bool:
    tokens = words.split()
    return len(tokens) >= 7 and _function_words(tokens) >= 2
