"""Which lines of a pasted page are the article: title, body, subheads, and all that stands around them.

Line by line a first reading by form and words; then sections (a heading such as ``Mehr zum Thema`` takes the lines
below it along until prose resumes); then position (before the first paragraph, between paragraphs, after the last).
Where the signs disagree a sentence stays: an advert among the claims costs a glance, a lost sentence is never seen.
"""

from __future__ import annotations

import re

from workbench.reading import lexicon
from workbench.reading.headings import Section
from workbench.reading.lines import logical_lines
from workbench.reading.looks import COLON, Line, Look, function_words, read_line
from workbench.types import Block, BlockKind

# Paragraphs of prose before which "Kommentare" is a button of the share bar, not the comment section.
_ARTICLE_PROSE = 3
# Comments may be this many times as long as the article above them.
_COMMENT_SHARE = 3
_SUBHEAD_MAX = 110

_FULL_STOP = re.compile(r"[.:]['\"”“»«’)\]]*$")


def classify(text: str) -> list[Block]:
    """Blocks of a pasted page, in order; every line that is not blank lies in exactly one."""
    lines = [read_line(text, start, end) for start, end in logical_lines(text)]
    _close_sections(lines)
    _drop_stray_teasers(lines)
    _drop_bullets_among_junk(lines)
    _drop_biographies(lines)
    body = [i for i, line in enumerate(lines) if line.look is Look.PROSE]
    if body:
        _head(lines[: body[0]])
        _middle(lines, body[0], body[-1])
    for line in lines:
        if line.kind is None:
            line.kind = _rest(line, bool(body))
    return [Block.of(text, line.start, line.end, line.kind or BlockKind.BOILERPLATE) for line in lines]


def _rest(line: Line, has_body: bool) -> BlockKind:
    """Short lines outside the body; a page of nothing else is a note, and all of it is text."""
    if line.look is Look.PROSE:
        return BlockKind.BODY
    return BlockKind.BOILERPLATE if has_body or line.look is Look.JUNK else BlockKind.BODY


def _close_sections(lines: list[Line]) -> None:
    """Takes the lines below a heading out of the body, until the article goes on."""
    section: Section | None = None
    taken = prose = 0
    for i, line in enumerate(lines):
        opened = Section.COMMENTS if line.rule else line.section
        if opened is Section.COMMENTS and not _ends_article(lines, i):
            opened = None
        # Above the article an advert label stands alone; it must not take the headline along.
        if opened is Section.OFFERS and not prose:
            opened = None
        if opened is not None:
            section, taken = (section if section is Section.COMMENTS else opened), 0
        elif section is not None and line.look is Look.PROSE and _resumes(lines, i, section, taken):
            section = None
        if section is not None and line.look is not Look.JUNK:
            taken += line.look is Look.PROSE
            line.look = Look.JUNK
        prose += line.look is Look.PROSE


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
    following = lines[i + 1] if i + 1 < len(lines) else None
    if following is None or following.look is not Look.PROSE:
        return False
    # Teasers stand between headlines; two sentences one after the other are the article.
    return following.strong or bool(_FULL_STOP.search(lines[i].text) and _FULL_STOP.search(following.text))


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
        elif len(line.text.split()) >= 6 or (line is lines[-1] and not line.text.isupper()):
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
    announced = start > 0 and bool(COLON.search(lines[start - 1].text)) and lines[start - 1].look is Look.PROSE
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
    return len(tokens) >= 7 and function_words(tokens) >= 2
