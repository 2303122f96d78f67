"""Claims of an article: the sentences of its body that state something checkable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.claims.attribution import attribute
from workbench.claims.scoring import score_sentences
from workbench.claims.splitting import split_sentences
from workbench.reading.lines import BULLET
from workbench.reading.metadata import dateline_end
from workbench.types import Article, BlockKind, Claim


def extract_claims(article: Article, *, min_check_worthiness: float = 0.5) -> list[Claim]:
    """Claims in the order of the text, ``article.text[start:end] == text``; ids ``c1``, ``c2``, … .

    Sentences of body blocks that score at least ``min_check_worthiness``, without the dateline or bullet before them.
    """
    spans = list(_sentences(article))
    texts = [article.text[start:end] for start, end in spans]
    scores = score_sentences(texts, article.language)
    kept = [
        (span, text, score)
        for span, text, score in zip(spans, texts, scores, strict=True)
        if score >= min_check_worthiness
    ]
    return [
        _attributed(Claim(f"c{number}", text, start, end, score), article.language)
        for number, ((start, end), text, score) in enumerate(kept, 1)
    ]


def _attributed(claim: Claim, language: str) -> Claim:
    found = attribute(claim.text, language)
    if found is None:
        return claim
    speaker = _one_line(found.speaker.text) if found.speaker else None
    return replace(claim, speaker=speaker, said=_one_line(found.said), modality=found.modality)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sentences(article: Article) -> Iterator[tuple[int, int]]:
    body = [block for block in article.blocks if block.kind is BlockKind.BODY]
    for block in body:
        start = block.start + _lead(article.text[block.start : block.end], opening=block is body[0])
        for a, b in split_sentences(article.text[start : block.end], article.language):
            yield start + a, start + b


def _lead(line: str, *, opening: bool) -> int:
    """Characters before the first sentence: a bullet, then a dateline or clock time."""
    bullet = BULLET.match(line)
    offset = bullet.end() if bullet else 0
    return offset + dateline_end(line[offset:], opening=opening)
