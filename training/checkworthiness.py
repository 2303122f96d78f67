"""Trains the check-worthiness model that ships under ``workbench/claims``.

    python training/checkworthiness.py DATA [--tune] [--out workbench/claims]

``DATA`` is the folder of the public claim sets (``train.*.jsonl.gz`` and ``dev.*.jsonl.gz``: text, label, lang, source).
Three kinds of text are learnt at once, each with weights of its own beside shared ones (Daumé III 2007, "Frustratingly
easy domain adaptation"): news sentences, debate speech, comments. What ships are the shared weights plus those of news,
since articles are what the workbench reads. Nothing is tuned on the dev files: ``--tune`` holds out blocks of 25
neighbouring rows of the train files, since neighbours come from one article or debate.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from workbench.claims.features import BUCKETS, NAMES, dense, hashed
from workbench.claims.scoring import WEIGHTS

# (train file, kind of text, weight of a row). Debate has 27 times the rows of either news set.
SETS = (
    ("train.objective.de", "news", 1.0),
    ("train.objective.en", "news", 1.0),
    ("train.checkworthy.en", "debate", 0.15),
    ("train.germeval2021.de", "comments", 0.5),
)
DEV = ("dev.objective.de", "dev.objective.en", "dev.checkworthy.en")
KINDS = ("news", "debate", "comments")
# Inverse strength of the penalty, and how far hashed words count beside named features; see --tune.
C, WORDS = 1.0, 3.0
BLOCK, FOLDS = 25, 5


@dataclass(frozen=True)
class Rows:
    """One file: features, labels, what kind of text."""

    named: npt.NDArray[np.float64]
    words: csr_matrix
    labels: npt.NDArray[np.int64]
    kind: str
    weight: float

    def take(self, keep: npt.NDArray[np.bool_]) -> Rows:
        return Rows(self.named[keep], self.words[keep], self.labels[keep], self.kind, self.weight)


def read(path: Path, kind: str, weight: float = 1.0) -> Rows:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    slots = [hashed(record["text"]) for record in records]
    values = np.concatenate([np.full(len(found), 1 / np.sqrt(max(len(found), 1))) for found in slots])
    starts = np.cumsum([0, *map(len, slots)])
    words = csr_matrix((values, np.concatenate(slots).astype(np.int64), starts), shape=(len(records), BUCKETS))
    named = np.array([dense(record["text"], record["lang"]) for record in records])
    return Rows(named, words, np.array([int(record["label"]) for record in records]), kind, weight)


def design(rows: Rows, words: float) -> csr_matrix:
    """Shared columns, then a copy of them for each kind of text, filled for the row's own kind."""
    one = csr_matrix(np.ones((len(rows.labels), 1)))
    own = hstack([csr_matrix(rows.named), rows.words * words, one]).tocsr()
    empty = csr_matrix(own.shape)
    return hstack([own, *(own if kind == rows.kind else empty for kind in KINDS)]).tocsr()


def fit(sets: list[Rows], c: float, words: float) -> npt.NDArray[np.float64]:
    """Weights of the news domain: named features, hashed words, bias."""
    model = LogisticRegression(C=c, max_iter=200, fit_intercept=False)
    model.fit(
        vstack([design(rows, words) for rows in sets]),
        np.concatenate([rows.labels for rows in sets]),
        sample_weight=np.concatenate([np.full(len(rows.labels), rows.weight) for rows in sets]),
    )
    shared, news = model.coef_[0].reshape(1 + len(KINDS), -1)[:2]
    weights = shared + news
    weights[len(NAMES) : -1] *= words
    return weights


def macro_f1(weights: npt.NDArray[np.float64], rows: Rows, shift: float = 0.0) -> float:
    logits = rows.named @ weights[: len(NAMES)] + rows.words @ weights[len(NAMES) : -1] + weights[-1] + shift
    return float(f1_score(rows.labels, logits > 0, average="macro"))


def tune(sets: list[Rows]) -> None:
    for c, words in product((0.3, 1.0, 3.0), (1.0, 3.0, 6.0)):
        found: dict[int, list[float]] = {0: [], 1: []}
        for fold in range(FOLDS):
            out = [np.arange(len(rows.labels)) // BLOCK % FOLDS == fold for rows in sets]
            weights = fit([rows.take(~held) for rows, held in zip(sets, out, strict=True)], c, words)
            for i in found:
                found[i].append(macro_f1(weights, sets[i].take(out[i])))
        print(f"C {c} words {words}: " + ", ".join(f"{SETS[i][0]} {np.mean(v):.3f}" for i, v in found.items()), flush=True)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Trains the check-worthiness model.")
    parser.add_argument("data", type=Path, help="folder of the public claim sets")
    parser.add_argument("--tune", action="store_true", help="cross-validate on the train files and stop")
    parser.add_argument("--out", type=Path, default=Path("workbench/claims"))
    args = parser.parse_args(argv)
    sets = [read(args.data / f"{name}.jsonl.gz", kind, weight) for name, kind, weight in SETS]
    if args.tune:
        tune(sets)
        return 0
    weights = fit(sets, C, WORDS)
    named = np.append(weights[: len(NAMES)], weights[-1]).astype(np.float32)
    words = weights[len(NAMES) : -1].astype(np.float16)
    save_file({"named": named, "words": words}, args.out / WEIGHTS, metadata={"features": json.dumps(NAMES)})
    for name in DEV:
        rows = read(args.data / f"{name}.jsonl.gz", "news")
        majority = f1_score(rows.labels, np.full(len(rows.labels), round(rows.labels.mean())), average="macro")
        print(f"{name}: macro-F1 {macro_f1(weights, rows):.3f}, majority class {majority:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
