"""Text and metadata of an HTML page. The only place that imports trafilatura.

trafilatura says what of a page is its article; the text is the whole page, so that what was dropped can be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workbench.reading.dates import parse_datetime
from workbench.reading.language import UNKNOWN, detect_language
from workbench.reading.looks import is_furniture
from workbench.reading.metadata import find_date
from workbench.reading.typed import as_typed
from workbench.types import Block, BlockKind

_LANG = re.compile(r"<html\b[^>]*?\blang=[\"']?([a-zA-Z]{2})\b", re.I)
_PUBLISHED = re.compile(
    r"\"datePublished\"\s*:\s*\"(?P<ld>[^\"]{8,40})\""
    r"|<meta[^>]{0,200}?(?:article:published_time|datePublished|date)[\"'][^>]{0,60}?content=[\"'](?P<og>[^\"']{8,40})",
    re.I,
)
_SPACES = re.compile(r"[ \t\r\f\v\n]+")
# Elements of a page that no reader sees, and those that are written on in the line they stand in.
_UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "select", "textarea", "iframe", "object"}
_INLINE = set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr img".split()
)
# Part of an article that has to be found in the page's lines again; else the article stands in its scripts alone.
_FOUND = 0.9
# Longer lines are of the article if half of their pieces of this many letters and digits are: trafilatura leaves some
# elements out of a paragraph (<time>). Shorter ones have to be lines of it.
_PIECE = 25
# Elements of trafilatura's tree that hold running text.
_LEAVES = {"p", "item", "head", "quote", "cell", "code", "ab", "fw"}


@dataclass(frozen=True, slots=True)
class PageText:
    """The article of a page. ``text`` is the page's lines with a blank line between them, its title first."""

    text: str
    blocks: tuple[Block, ...]
    language: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published_at: datetime | None = None


def report_text_from_html(html: str, *, url: str | None = None) -> PageText | None:
    """Text and metadata of a page; None where no article is found in it."""
    document = _extract(html, url)
    if document is None or document.body is None:
        return None
    title = _one_line(document.title)
    article = list(_paragraphs(document.body))
    text, blocks = _assemble(title, _whole_page(html, title, article) or article)
    if not any(block.kind is BlockKind.BODY for block in blocks):
        return None
    return PageText(
        text=text,
        blocks=blocks,
        language=_language(text, blocks, html),
        title=title,
        outlet=_one_line(document.sitename),
        url=url or document.url,
        published_at=_published(html) or parse_datetime(document.date) or find_date(text, blocks),
    )


def _extract(html: str, url: str | None) -> Any:
    import trafilatura

    if not html.strip():
        return None
    try:
        return trafilatura.bare_extraction(
            html,
            url=url,
            with_metadata=True,
            include_comments=False,
            # The extensive search takes a year of the text for the date.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, LookupError, AttributeError):
        # lxml and date finders below it raise on broken pages; to us all of them hold no article.
        return None


_Lines = list[tuple[str, BlockKind]]


def _paragraphs(body: Any) -> Iterator[tuple[str, BlockKind]]:
    """Running text in the order of the page, and what it is."""
    for element in body.iter():
        if element.tag not in _LEAVES or any(child.tag in _LEAVES for child in element.iterdescendants()):
            continue
        for line in _lines(element):
            kind = BlockKind.SUBHEAD if element.tag == "head" else BlockKind.BODY
            yield line, BlockKind.BOILERPLATE if is_furniture(line) else kind


def _lines(element: Any) -> Iterator[str]:
    for stray in element.iter("lb"):
        stray.tail = "\n" + (stray.tail or "")
    yield from _clean("".join(element.itertext()))


def _clean(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        clean = as_typed(_SPACES.sub(" ", line).strip())
        if clean:
            yield clean


def _whole_page(html: str, title: str | None, article: _Lines) -> _Lines:
    """Every line of the page, what trafilatura left out as boilerplate; empty where the article is not among them."""
    kinds = {_key(line): kind for line, kind in article}
    running = "\n".join(kinds)
    lines: _Lines = []
    found = 0
    for line in _page_lines(html):
        key = _key(line)
        inside = key in kinds or _mostly_in(running, key)
        found += len(key) if inside else 0
        kind = kinds.get(key, BlockKind.BODY) if inside else BlockKind.BOILERPLATE
        lines.append((line, BlockKind.BOILERPLATE if is_furniture(line) else kind))
    return lines if found >= _FOUND * sum(map(len, kinds)) else []


def _mostly_in(running: str, key: str) -> bool:
    pieces = [key[at : at + _PIECE] for at in range(0, len(key) - _PIECE + 1, _PIECE)]
    return bool(pieces) and 2 * sum(piece in running for piece in pieces) >= len(pieces)


def _key(line: str) -> str:
    return "".join(filter(str.isalnum, line)).casefold()


def _page_lines(html: str) -> Iterator[str]:
    from lxml.html import document_fromstring

    pieces: list[str] = []
    _collect(document_fromstring(html.encode("utf-8", "replace"), parser=_parser()), pieces)
    yield from _clean("".join(pieces))


def _parser() -> Any:
    from lxml.html import HTMLParser

    # The text is decoded; what the page says of its encoding is no longer true.
    return HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)


def _collect(element: Any, pieces: list[str]) -> None:
    """The text below an element, with a line end around every block; in a line of source a line end is a space."""
    if isinstance(element.tag, str) and element.tag not in _UNSEEN:
        edge = "" if element.tag in _INLINE else "\n"
        pieces.append(edge + _SPACES.sub(" ", element.text or ""))
        for child in element:
            _collect(child, pieces)
        pieces.append(edge)
    pieces.append(_SPACES.sub(" ", element.tail or ""))


def _assemble(title: str | None, paragraphs: _Lines) -> tuple[str, tuple[Block, ...]]:
    lines = [(title, BlockKind.TITLE)] if title else []
    lines += [(line, kind) for line, kind in paragraphs if line != title]
    text = "\n\n".join(line for line, _ in lines)
    blocks, start = [], 0
    for line, kind in lines:
        blocks.append(Block.of(text, start, start + len(line), kind))
        start += len(line) + 2
    return text, tuple(blocks)


def _one_line(value: str | None) -> str | None:
    return " ".join(as_typed(value).split()) or None if value else None


def _published(html: str) -> datetime | None:
    """The moment of publication; trafilatura gives the day alone."""
    for match in _PUBLISHED.finditer(html[:500_000]):
        found = parse_datetime(match["ld"] or match["og"])
        if found:
            return found
    return None


def _language(text: str, blocks: tuple[Block, ...], html: str) -> str:
    body = " ".join(text[b.start : b.end] for b in blocks if b.kind is BlockKind.BODY)
    found = detect_language(body)
    named = _LANG.search(html[:5000])
    return named[1].lower() if found == UNKNOWN and named else found
