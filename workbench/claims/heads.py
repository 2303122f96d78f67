"""What a sentence is, by three kinds of labelled text, and from that its check-worthiness; served by numpy alone.

Each head is a logistic regression over named features, hashed words and the mean vector of the shipped encoder, with a
sigmoid over its score that was fitted on rows held out (Platt 1999). The article ranker is another one over the heads.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from workbench.claims.features import BUCKETS, NAMES, dense, hashed
from workbench.errors import ModelError
from workbench.models import load_encoder
from workbench.protocols import Encoder

WEIGHTS = "checkworthiness.safetensors"
Rows = npt.NDArray[np.float64]


class Task(StrEnum):
    """What the labelled sets ask of a sentence, in the order of the heads. No two of them ask the same."""

    OBJECTIVE = "objective"
    CHECKWORTHY = "checkworthy"
    FACTUAL = "factual"


@dataclass(frozen=True, slots=True)
class Features:
    """``named`` (n, NAMES), ``vectors`` (n, dimension), and the buckets of each sentence's words."""

    named: Rows
    vectors: Rows
    buckets: tuple[npt.NDArray[np.int64], ...]

    @classmethod
    def of(cls, sentences: Sequence[str], language: str, encoder: Encoder) -> Features:
        return cls(
            np.array([dense(sentence, language) for sentence in sentences]).reshape(len(sentences), len(NAMES)),
            encoder.encode_claims(sentences).astype(np.float64),
            tuple(np.array(hashed(sentence), dtype=np.int64) for sentence in sentences),
        )


@dataclass(frozen=True, slots=True)
class Heads:
    """Weights by row of ``Task``; the last column of ``named`` and of ``ranker`` is the bias.

    ``words`` (tasks, BUCKETS), ``vectors`` (tasks, dimension), ``sigmoids`` (tasks, 2) slope and shift, ``thresholds``
    (tasks,) where the task's own measure is best on rows held out. ``ranker`` reads the heads' scores, then ``named``,
    then the vector.
    """

    named: Rows
    words: npt.NDArray[np.float32]
    vectors: Rows
    sigmoids: Rows
    thresholds: Rows
    ranker: Rows

    def scores(self, features: Features) -> Rows:
        """Calibrated log-odds, (n, tasks)."""
        linear = features.named @ self.named[:, :-1].T + self.named[:, -1] + features.vectors @ self.vectors.T
        for row, buckets in enumerate(features.buckets):
            if len(buckets):
                linear[row] += self.words[:, buckets].sum(axis=1) / np.sqrt(len(buckets))
        return np.asarray(linear * self.sigmoids[:, 0] + self.sigmoids[:, 1])

    def worthiness(self, features: Features) -> Rows:
        """Check-worthiness of sentences of news articles, (n,) in [0, 1]."""
        read = ranked_features(self.scores(features), features)
        return sigmoid(read @ self.ranker[:-1] + self.ranker[-1])


def ranked_features(scores: Rows, features: Features) -> Rows:
    """What the article ranker reads: (n, tasks + NAMES + dimension)."""
    return np.hstack([scores, features.named, features.vectors])


def sigmoid(scores: Rows) -> Rows:
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))))


@cache
def shipped() -> tuple[Heads, Encoder]:
    """The shipped heads and the encoder that they read. ModelError where they do not belong to this version."""
    from safetensors import safe_open

    path = str(files("workbench.claims").joinpath(WEIGHTS))
    encoder = load_encoder()
    try:
        with safe_open(path, framework="np") as found:
            made_with = json.loads((found.metadata() or {}).get("made_with", "{}"))
            tensors = {name: found.get_tensor(name) for name in found.keys()}  # noqa: SIM118
    except FileNotFoundError:
        raise ModelError(
            f"the weights {WEIGHTS} are missing from the installation; install the package again"
        ) from None
    if made_with != made_of(encoder):
        raise ModelError(f"{WEIGHTS} was made for other features or another encoder; run training/checkworthiness.py")
    words = tensors.pop("words").astype(np.float32)
    return Heads(words=words, **{name: one.astype(np.float64) for name, one in tensors.items()}), encoder


def made_of(encoder: Encoder) -> dict[str, object]:
    """What the weights are good for: features and encoder."""
    return {"features": list(NAMES), "buckets": BUCKETS, "encoder": encoder.fingerprint}
