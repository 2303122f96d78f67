"""Measures of classification, calibration, ranking, correlation and clustering, with bootstrap intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.types import Stance

Array = npt.NDArray[Any]

BINS = 15
RESAMPLES = 1000
SEED = 13


def confusion(gold: Sequence[str], guess: Sequence[str], labels: Sequence[str]) -> Array:
    """(labels, labels) counts, rows gold, columns guessed."""
    place = {label: i for i, label in enumerate(labels)}
    table = np.zeros((len(labels), len(labels)), np.int64)
    np.add.at(table, ([place[g] for g in gold], [place[g] for g in guess]), 1)
    return table


def classification(gold: Sequence[str], guess: Sequence[str], labels: Sequence[str]) -> dict[str, Any]:
    """Accuracy, macro-F1, the share of the largest class, and precision, recall, F1 and support of each class.

    ``ci`` are 95 % bootstrap intervals over rows: drawing n rows anew is drawing n cells of the confusion table.
    A class that neither stands in the gold labels nor was guessed is left out of macro-F1.
    """
    table = confusion(gold, guess, labels)
    drawn = np.random.default_rng(SEED).multinomial(table.sum(), table.ravel() / table.sum(), RESAMPLES)
    redrawn = drawn.reshape(RESAMPLES, *table.shape)
    precision, recall, f1 = _rates(table)
    return {
        "n": int(table.sum()),
        "accuracy": rounded(_accuracy(table)),
        "macro_f1": rounded(_macro_f1(table)),
        "majority": rounded(table.sum(axis=1).max() / table.sum()),
        "ci": {"accuracy": interval(_accuracy(redrawn)), "macro_f1": interval(_macro_f1(redrawn))},
        "per_class": {
            label: {
                "precision": rounded(precision[i]),
                "recall": rounded(recall[i]),
                "f1": rounded(f1[i]),
                "support": int(table[i].sum()),
            }
            for i, label in enumerate(labels)
        },
    }


def _accuracy(tables: Array) -> Array:
    return np.asarray(np.trace(tables, axis1=-2, axis2=-1) / tables.sum(axis=(-2, -1)))


def _rates(tables: Array) -> tuple[Array, Array, Array]:
    """Precision, recall and F1 by class; zero where there is nothing to divide by."""
    hits = np.diagonal(tables, axis1=-2, axis2=-1).astype(float)
    guessed, gold = tables.sum(axis=-2), tables.sum(axis=-1)
    return tuple(
        np.divide(over, under, out=np.zeros_like(hits), where=under > 0)
        for over, under in ((hits, guessed), (hits, gold), (2 * hits, guessed + gold))
    )


def _macro_f1(tables: Array) -> Array:
    f1 = _rates(tables)[2]
    there = (tables.sum(axis=-2) + tables.sum(axis=-1)) > 0
    return np.asarray((f1 * there).sum(axis=-1) / there.sum(axis=-1))


def false_reversals(gold: Sequence[str], guess: Sequence[str]) -> float | None:
    """The part of supporting and refuting pairs that were called the opposite; None where there are none."""
    sides = {Stance.SUPPORTS.value: Stance.REFUTES.value, Stance.REFUTES.value: Stance.SUPPORTS.value}
    reversed_ = [guessed == sides[true] for true, guessed in zip(gold, guess, strict=True) if true in sides]
    return rounded(sum(reversed_) / len(reversed_)) if reversed_ else None


def reliability(confidence: Array, correct: Array) -> list[dict[str, float]]:
    """Bins of equal width over [0, 1] that hold anything: mean confidence, accuracy and count (Guo et al. 2017)."""
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        {
            "confidence": rounded(confidence[place == b].mean()),
            "accuracy": rounded(correct[place == b].mean()),
            "n": int((place == b).sum()),
        }
        for b in np.unique(place)
    ]


def calibration_error(confidence: Array, correct: Array) -> float:
    """Expected calibration error: the mean gap of the reliability bins, weighted by their counts."""
    bins = reliability(confidence, correct)
    return rounded(sum(b["n"] * abs(b["confidence"] - b["accuracy"]) for b in bins) / len(confidence))


def risk_coverage(confidence: Array, correct: Array, steps: int = 20) -> list[dict[str, float]]:
    """Error rate among the surest rows: what abstaining below a confidence costs and saves."""
    order = np.argsort(-confidence, kind="stable")
    errors = np.cumsum(~correct[order])
    counts = np.unique(np.linspace(1, len(order), steps, dtype=int))
    return [
        {
            "coverage": rounded(n / len(order)),
            "risk": rounded(errors[n - 1] / n),
            "confidence": rounded(confidence[order[n - 1]]),
        }
        for n in counts
    ]


def ranking(ranked: Sequence[str], relevant: Collection[str]) -> dict[str, float]:
    """hit@1, hit@10, recall@10, nDCG@10 (binary gains) and reciprocal rank of one query; ``ranked`` best first."""
    gains = [rank for rank, one in enumerate(ranked[:10], 1) if one in relevant]
    first = next((rank for rank, one in enumerate(ranked, 1) if one in relevant), None)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), 10) + 1))
    return {
        "hit@1": float(first == 1),
        "hit@10": float(bool(gains)),
        "recall@10": len(gains) / len(relevant),
        "ndcg@10": sum(1 / math.log2(rank + 1) for rank in gains) / ideal,
        "mrr": 1 / first if first else 0.0,
    }


def means(queries: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    """The mean of each measure over queries, and its 95 % bootstrap interval over queries under ``ci``."""
    names = list(queries[0])
    values = np.array([[query[name] for name in names] for query in queries])
    rng = np.random.default_rng(SEED)
    weights = rng.multinomial(len(values), np.full(len(values), 1 / len(values)), RESAMPLES) / len(values)
    redrawn = weights @ values
    return {name: rounded(values[:, i].mean()) for i, name in enumerate(names)} | {
        "ci": {name: interval(redrawn[:, i]) for i, name in enumerate(names)}
    }


def spearman(a: Array, b: Array) -> float:
    """Rank correlation; ties share their mean rank."""
    return pearson(_ranks(a), _ranks(b))


def pearson(a: Array, b: Array) -> float:
    """Linear correlation, 0 where one side does not vary."""
    if not np.ptp(a) or not np.ptp(b):
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def _ranks(values: Array) -> Array:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[place])


def bootstrap(measure: Callable[[Array], float], n: int, resamples: int = 200) -> list[float]:
    """95 % interval of a measure of row numbers, for measures that are no means."""
    rng = np.random.default_rng(SEED)
    return interval(np.array([measure(rng.integers(0, n, n)) for _ in range(resamples)]))


def average_precision(gold: Array, scores: Array) -> float:
    """Area under precision over recall: the mean precision at each positive row; rows that tie count together."""
    _, place, counts = np.unique(-scores, return_inverse=True, return_counts=True)
    hits = np.bincount(place, weights=gold)
    precision = np.cumsum(hits) / np.cumsum(counts)
    return float((precision * hits).sum() / hits.sum()) if hits.sum() else 0.0


def pairwise(gold: Sequence[Collection[str]], found: Sequence[Collection[str]]) -> dict[str, float]:
    """Precision, recall and F1 of pairs that stand in one group; 1 where there is no pair to find or to be wrong on."""
    true, guessed = _pairs(gold), _pairs(found)
    hits = len(true & guessed)
    precision = hits / len(guessed) if guessed else 1.0
    recall = hits / len(true) if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": rounded(precision), "recall": rounded(recall), "f1": rounded(f1)}


def _pairs(groups: Sequence[Collection[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def interval(values: Array) -> list[float]:
    """The middle 95 %."""
    low, high = np.quantile(values, [0.025, 0.975])
    return [rounded(low), rounded(high)]


def rounded(number: Any) -> float:
    return round(float(number), 4)
