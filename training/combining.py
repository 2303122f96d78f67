"""Fits how slots are joined with the stance model: ``SLOT_WEIGHTS`` of ``workbench.weighing``.

    python -m training.combining

A multinomial logistic regression whose offset is the stance model's log probabilities learns two numbers a feature, for
supports and for refutes, on the dev splits of the bank, which the stance model was not trained on. L2 holds what is
rarely seen near zero; its strength is chosen by ten-fold cross-validation over scenarios and events.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize

from training.common import ROOT
from workbench.evaluation.nli import nli_pairs, slots_of
from workbench.models import load_stance_model
from workbench.types import STANCE_ORDER, Stance
from workbench.weighing import SLOT_WEIGHTS, slot_features

BANK = ROOT / "data" / "newsstance"
FILES = ("dev.jsonl", "events-dev.jsonl")
STRENGTHS = (0.3, 1.0, 3.0, 10.0, 30.0)
FOLDS = 10


def features(rows: list[dict]) -> np.ndarray:
    """(n, features of ``SLOT_WEIGHTS``)."""
    return np.array([[slot_features(slots_of(row))[name] for name in SLOT_WEIGHTS] for row in rows])


def log_probabilities(offset: np.ndarray, found: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(n, 3) of offsets (n, 3), features (n, f) and weights (2, f); open is never shifted."""
    z = offset.copy()
    z[:, :2] += found @ weights.T
    return z - np.logaddexp.reduce(z, axis=1, keepdims=True)


def fitted(offset: np.ndarray, found: np.ndarray, labels: np.ndarray, strength: float) -> np.ndarray:
    def loss(flat: np.ndarray) -> float:
        weights = flat.reshape(2, -1)
        chances = log_probabilities(offset, found, weights)[np.arange(len(labels)), labels]
        return float(-chances.sum() + strength * np.square(weights).sum())

    return minimize(loss, np.zeros(2 * found.shape[1]), method="L-BFGS-B").x.reshape(2, -1)


def main() -> None:
    model = load_stance_model()
    rows = [row for name in FILES for row in nli_pairs(BANK / name)]
    labels = np.array([STANCE_ORDER.index(Stance(row["label"])) for row in rows])
    predicted = model.predict([(row["premise"], row["hypothesis"]) for row in rows])
    offset = np.log(np.clip(predicted.astype(np.float64), 1e-6, 1))
    found = features(rows)
    groups = sorted({row["group"] for row in rows})
    fold = np.random.default_rng(13).integers(0, FOLDS, len(groups))[[groups.index(row["group"]) for row in rows]]
    losses = {}
    for strength in STRENGTHS:
        held = np.zeros(len(rows))
        for k in range(FOLDS):
            weights = fitted(offset[fold != k], found[fold != k], labels[fold != k], strength)
            some = np.flatnonzero(fold == k)
            held[some] = -log_probabilities(offset[some], found[some], weights)[np.arange(len(some)), labels[some]]
        losses[strength] = held.mean()
    alone = -(offset - np.logaddexp.reduce(offset, axis=1, keepdims=True))[np.arange(len(rows)), labels].mean()
    best = min(losses, key=losses.__getitem__)
    weights = fitted(offset, found, labels, best)
    print(f"{len(rows)} pairs; loss of the model alone {alone:.4f}, held out with slots", losses)
    for name, pair, n in zip(SLOT_WEIGHTS, weights.T, (found != 0).sum(axis=0), strict=True):
        print(f'    "{name}": ({pair[0]:.2f}, {pair[1]:.2f}),  # {n} pairs')
    for what, z in (("alone", offset), ("with slots", log_probabilities(offset, found, weights))):
        print(f"{what}: accuracy {(z.argmax(axis=1) == labels).mean():.4f}")


if __name__ == "__main__":
    main()
