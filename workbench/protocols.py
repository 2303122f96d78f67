"""What the verbs ask of models, indexes and ledgers. Small, and owned by who calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from workbench.types import Filters, ReviewEvent

Vectors = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


# (stage, done, total); total is 0 where it cannot be known.
Progress = Callable[[str, int, int], None]


def no_progress(stage: str, done: int, total: int) -> None:
    """For callers who do not watch."""


class Encoder(Protocol):
    """Turns texts into unit vectors. ``fingerprint`` is a hash of the weights, prompts included."""

    @property
    def name(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def dimension(self) -> int: ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32, rows of length one (or zero for a text without known tokens)."""
        ...

    def encode_claims(self, texts: Sequence[str]) -> Vectors:
        """As ``encode_passages``, with the model's query prompt where it has one."""
        ...


class StanceModel(Protocol):
    """Labels (passage, claim) pairs."""

    @property
    def name(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        """(n, 3) float32 probabilities for pairs of (passage, claim), columns in ``STANCE_ORDER``."""
        ...


class VectorIndex(Protocol):
    """Nearest passages by inner product of unit vectors."""

    def search(self, queries: Vectors, k: int, allowed: Ids | None = None) -> list[list[tuple[int, float]]]:
        """For each of the (q, dimension) queries at most ``k`` (passage id, similarity), best first.

        ``allowed`` restricts the answer to these passage ids. Never padded.
        """
        ...


class LexicalIndex(Protocol):
    """Passages that share words with a query, by BM25."""

    def search(self, query: str, k: int, filters: Filters) -> list[tuple[int, float]]:
        """At most ``k`` (passage id, score), best first; only passages that share a word.

        ``filters.as_of`` counts by whole days here: what came later that day is for the caller to exclude.
        """
        ...


class ReviewLedger(Protocol):
    """The append-only record of what reviewers did. Written by many processes at once."""

    def append(self, event: ReviewEvent) -> int:
        """Stores the event durably before returning its sequence number."""
        ...

    def events(self, article_id: str | None = None, *, after: int = 0, documents: bool = True) -> Iterator[ReviewEvent]:
        """Events with a sequence above ``after``, oldest first, of one article or of all.

        Without ``documents`` an article's check document is left out and its ``summary`` stands in the payload.
        """
        ...

    def last(self) -> int:
        """The sequence number of the newest event, 0 where there is none: cheap, to see whether anything changed."""
        ...
