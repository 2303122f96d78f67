"""The sections of a pasted page by rule: what a heading opens, lists of adverts, what is said of the author.

A heading such as ``Mehr zum Thema`` takes the lines below it along until prose resumes. Where the signs disagree a
sentence stays: an advert among the claims costs a glance, a lost sentence is never seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workbench.reading import lexicon
from workbench.reading.headings import Section
from workbench.reading.looks import Line, Look

# Paragraphs of prose before which "Kommentare" is a button of the share bar, not the comment section.
_ARTICLE_PROSE = 3
# Comments may be this many times as long as the article above them.
_COMMENT_SHARE = 3

_FULL_STOP = re.compile(r"[.:]['\"”“»«’)\]]*$")


def drops(lines: Sequence[Line]) -> list[bool]:
    """Which lines no rule counts as prose of the article. ``lines`` stay as they are."""
    copies = [replace(line) for line in lines]
    _close_sections(copies)
    _drop_stray_teasers(copies)
    _drop_bullets_among_junk(copies)
    _drop_biographies(copies)
    return [line.look is Look.JUNK for line in copies]


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
