"""An Article from pasted text, a file, a page or a URL."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TextIO

from workbench.errors import InputError
from workbench.reading.blocks import classify
from workbench.reading.fetching import fetch
from workbench.reading.html import PageText, report_text_from_html
from workbench.reading.language import detect_language
from workbench.reading.metadata import find_date, find_outlet, find_title
from workbench.reading.sources import looks_like_html, read_path, read_stdin
from workbench.reading.typed import as_typed
from workbench.types import Article, Block, BlockKind

_URL = re.compile(r"https?://\S+", re.I)


def read_article(source: str, *, stdin: TextIO | None = None) -> Article:
    """The article at ``source``: ``-`` for standard input, an http(s) URL, or the path of a text or HTML file.

    InputError for what cannot be read or has no article in it, FetchError for a URL that cannot be had; both say
    what to do.
    """
    if _URL.fullmatch(source):
        return article_from_html(fetch(source), url=source)
    if source == "-":
        return _from_content(read_stdin(stdin), "standard input")
    path = Path(source)
    content = read_path(path)
    if path.suffix.lower() in {".html", ".htm", ".xhtml"}:
        return _named(article_from_html, content, source)
    return _from_content(content, source)


def _from_content(content: str, where: str) -> Article:
    return _named(article_from_html if looks_like_html(content) else article_from_text, content, where)


def _named(read: object, content: str, where: str) -> Article:
    assert callable(read)
    try:
        article: Article = read(content)
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    return article


def article_from_text(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published_at: datetime | None = None,
    language: str | None = None,
) -> Article:
    """An article from pasted text. What is given goes before what the text itself says of title, outlet and date.

    ``Article.text`` is the text as a person would have typed it (``as_typed``). InputError where it is empty or
    nothing is left beside boilerplate.
    """
    text = as_typed(text)
    if not text.strip():
        raise InputError("the text is empty; paste the article, headline included")
    blocks = tuple(classify(text))
    _require_body(blocks)
    return Article(
        id=article_id(text),
        text=text,
        language=language or detect_language(_body_text(text, blocks)),
        blocks=blocks,
        title=title or find_title(text, blocks),
        outlet=outlet or find_outlet(text, blocks),
        url=url,
        published_at=published_at or find_date(text, blocks),
    )


def article_from_html(html: str, *, url: str | None = None) -> Article:
    """An article from a page: its title and paragraphs, a blank line between them. InputError as for pasted text."""
    page = report_text_from_html(html, url=url)
    if page is None:
        raise InputError("no article was found in the page; copy its text and paste it")
    _require_body(page.blocks)
    return _from_page(page)


def _from_page(page: PageText) -> Article:
    return Article(
        id=article_id(page.text),
        text=page.text,
        language=page.language,
        blocks=page.blocks,
        title=page.title,
        outlet=page.outlet,
        url=page.url,
        published_at=page.published_at,
    )


def put_back(article: Article, starts: Collection[int]) -> Article:
    """The article with the dropped blocks that begin at ``starts`` in its body."""
    blocks = tuple(
        replace(block, kind=BlockKind.BODY) if block.kind is BlockKind.BOILERPLATE and block.start in starts else block
        for block in article.blocks
    )
    return replace(article, blocks=blocks)


def keep_all(article: Article) -> Article:
    """The article with everything that was dropped in its body; title and subheads stay what they are."""
    return put_back(article, {block.start for block in article.blocks})


def article_id(text: str) -> str:
    """The same for the same text, on every machine."""
    return f"a-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _body_text(text: str, blocks: Sequence[Block]) -> str:
    return "\n".join(text[b.start : b.end] for b in blocks if b.kind is BlockKind.BODY)


def _require_body(blocks: Sequence[Block]) -> None:
    if not any(block.kind is BlockKind.BODY for block in blocks):
        raise InputError("nothing is left of the text beside menus, adverts and notices; paste the paragraphs too")
