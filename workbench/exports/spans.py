"""An article's text in the pieces in which it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.types import Article, Block, BlockKind


def covering(article: Article) -> Iterator[Block]:
    """The article's blocks with the text between them, so that no claim can fall out of sight."""
    end = 0
    for block in sorted(article.blocks, key=lambda block: block.start):
        if end < block.start:
            yield Block(end, block.start, BlockKind.BODY)
        if end < block.end:
            yield Block(max(end, block.start), block.end, block.kind)
        end = max(end, block.end)
    if end < len(article.text):
        yield Block(end, len(article.text), BlockKind.BODY)
