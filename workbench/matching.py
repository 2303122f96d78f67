"""Claim → ranked passages: dense and lexical candidates, fused by rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from workbench.errors import ModelError
from workbench.indexing.generations import Generation
from workbench.protocols import Encoder
from workbench.types import Filters, Match

# Candidates that each side hands to the fusion.
CANDIDATES = 100
# Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009), with the constant of the paper.
_RRF = 60


class Matcher:
    """Finds passages in one generation with the encoder that it was built with."""

    def __init__(self, generation: Generation, encoder: Encoder) -> None:
        manifest = generation.manifest
        if manifest.encoder_fingerprint != encoder.fingerprint:
            raise ModelError(
                f"the index was built with encoder {manifest.encoder} ({manifest.encoder_fingerprint[:12]}), "
                f"loaded is {encoder.name} ({encoder.fingerprint[:12]}); "
                f"run `workbench index build` again, or set the encoder to {manifest.encoder}"
            )
        self.generation, self._encoder = generation, encoder

    def search(self, texts: Sequence[str], k: int, filters: Filters | None = None) -> list[list[Match]]:
        """For each text at most ``k`` matches, most relevant first."""
        filters = filters or Filters()
        fused = self._candidates(texts, k, filters)
        ids = sorted({i for ranking in fused for i in ranking})
        found = self.generation.store.passages(ids)
        queries = self._encoder.encode_claims(texts)
        vectors = self.generation.store.passage_vectors(ids)
        return [
            [
                Match(*found[i], similarity=round(float(query @ vectors[i]), 4), relevance=score)
                for i, score in ranking.items()
            ]
            for query, ranking in zip(queries, fused, strict=True)
        ]

    def _candidates(self, texts: Sequence[str], k: int, filters: Filters) -> list[dict[int, float]]:
        """For each text, passage id → fused score, best first."""
        n = max(k, CANDIDATES)
        allowed = self.generation.store.passage_ids(filters) if filters else None
        queries = self._encoder.encode_claims(texts)
        dense = self.generation.vectors.search(queries, n, allowed)
        lexical = [self.generation.lexical.search(text, n, filters) for text in texts]
        return [fuse([[i for i, _ in d], [i for i, _ in w]], k) for d, w in zip(dense, lexical, strict=True)]


def fuse(rankings: Sequence[Sequence[int]], k: int) -> dict[int, float]:
    """Reciprocal rank fusion: id → score in (0, 1], the best ``k``; 1 is first place in every ranking."""
    scores: dict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, passage in enumerate(ranking):
            scores[passage] += (_RRF + 1) / (_RRF + 1 + rank) / len(rankings)
    best = sorted(scores, key=lambda i: (-scores[i], i))[:k]
    return {i: scores[i] for i in best}
