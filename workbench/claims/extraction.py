"""Claims of an article: what the sentences of its body state that can be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.claims.attribution import attribute
from workbench.claims.clauses import as_sentence, split_clauses
from workbench.claims.context import in_context
from workbench.claims.scoring import score_sentences
from workbench.claims.splitting import split_sentences
from workbench.reading.lines import BULLET
from workbench.reading.metadata import dateline_end
from workbench.types import Article, BlockKind, Claim, Dropped


@dataclass(frozen=True, slots=True)
class Extraction:
    """The claims of an article and the sentences of its body that were left out, both in the order of the text."""

    claims: tuple[Claim, ...]
    dropped: tuple[Dropped, ...]


def extract(article: Article, *, min_check_worthiness: float = 0.5) -> Extraction:
    """Claims with ``article.text[start:end] == text`` and ids ``c1``, ``c2``, …, and what was dropped, with the reason.

    Claims are the sentences of body blocks that score at least ``min_check_worthiness``, without the dateline or
    bullet before them; a compound sentence gives a claim for each clause that stands alone, with the sentence's score.
    """
    claims: list[Claim] = []
    dropped: list[Dropped] = []
    spans = list(_sentences(article))
    texts = [article.text[start:end] for start, end in spans]
    scores = score_sentences(texts, article.language)
    for number, ((start, end), text, scored) in enumerate(zip(spans, texts, scores, strict=True)):
        if scored.worthiness < min_check_worthiness:
            dropped.append(Dropped(text, start, end, scored.worthiness, scored.reason))
        else:
            whole = Claim("", text, start, end, scored.worthiness)
            claims += (_in_context(claim, texts[:number], article) for claim in _stating(whole, article.language))
    claims = [replace(claim, id=f"c{number}") for number, claim in enumerate(claims, 1)]
    return Extraction(tuple(_attributed(claim, article.language) for claim in claims), tuple(dropped))


def extract_claims(article: Article, *, min_check_worthiness: float = 0.5) -> list[Claim]:
    """The claims alone."""
    return list(extract(article, min_check_worthiness=min_check_worthiness).claims)


def _stating(whole: Claim, language: str) -> list[Claim]:
    """The clauses of a compound sentence as claims of their own, or the sentence where they do not stand alone."""
    spans = split_clauses(whole.text, language)
    if len(spans) == 1:
        return [whole]
    return [
        Claim(
            "",
            whole.text[a:b],
            whole.start + a,
            whole.start + b,
            whole.check_worthiness,
            matched=as_sentence(whole.text[a:b], language),
            sentence=(whole.start, whole.end),
        )
        for a, b in spans
    ]


def _in_context(claim: Claim, before: Sequence[str], article: Article) -> Claim:
    day = article.published_at.date() if article.published_at else None
    found = in_context(before, claim.in_full, article.language, day, article.text) or claim.matched
    return replace(claim, matched=found if found != claim.text else None)


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
