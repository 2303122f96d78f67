"""Text and metadata of an HTML page. The only place that imports trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workbench.reading.dates import parse_datetime
from workbench.reading.language import UNKNOWN, detect_language
from workbench.reading.looks import is_furniture
from workbench.types import Block, BlockKind

_LANG = re.compile(r"<html\b[^>]*?\blang=[\"']?([a-zA-Z]{2})\b", re.I)
_PUBLISHED = re.compile(
    r"\"datePublished\"\s*:\s*\"(?P<ld>[^\"]{8,40})\""
    r"|<meta[^>]{0,200}?(?:article:published_time|datePublished|date)[\"'][^>]{0,60}?content=[\"'](?P<og>[^\"']{8,40})",
    re.I,
)
_SPACES = re.compile(r"[ \t\r\f\v\n]+")
# Elements of trafilatura's tree that hold running text.
_LEAVES = {"p", "item", "head", "quote", "cell", "code", "ab", "fw"}


@dataclass(frozen=True, slots=True)
class PageText:
    """The article of a page. ``text`` is its paragraphs with a blank line between them."""

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
    text, blocks = _assemble(title, list(_paragraphs(document.body)))
    if not any(block.kind is BlockKind.BODY for block in blocks):
        return None
    return PageText(
        text=text,
        blocks=blocks,
        language=_language(text, blocks, html),
        title=title,
        outlet=_one_line(document.sitename),
        url=url or document.url,
        published_at=_published(html) or parse_datetime(document.date),
    )


def _extract(html: str, url: str | None) -> Any:
    import trafilatura

    if not html.strip():
        return None
    try:
        return trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
    except (ValueError, TypeError, LookupError, AttributeError):
        # lxml and date finders below it raise on broken pages; to us all of them hold no article.
        return None


def _paragraphs(body: Any) -> Iterator[tuple[str, bool]]:
    """Running text in the order of the page, and whether it is a heading."""
    for element in body.iter():
        if element.tag not in _LEAVES or any(child.tag in _LEAVES for child in element.iterdescendants()):
            continue
        for line in _lines(element):
            yield line, element.tag == "head"


def _lines(element: Any) -> Iterator[str]:
    for stray in element.iter("lb"):
        stray.tail = "\n" + (stray.tail or "")
    for line in "".join(element.itertext()).split("\n"):
        clean = _SPACES.sub(" ", line).strip()
        if clean:
            yield clean


def _assemble(title: str | None, paragraphs: list[tuple[str, bool]]) -> tuple[str, tuple[Block, ...]]:
    lines = [(title, BlockKind.TITLE)] if title else []
    for line, heading in paragraphs:
        if line == title:
            continue
        kind = BlockKind.BOILERPLATE if is_furniture(line) else BlockKind.SUBHEAD if heading else BlockKind.BODY
        lines.append((line, kind))
    text = "\n\n".join(line for line, _ in lines)
    blocks, start = [], 0
    for line, kind in lines:
        blocks.append(Block.of(text, start, start + len(line), kind))
        start += len(line) + 2
    return text, tuple(blocks)


def _one_line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


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
