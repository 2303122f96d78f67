"""How well check-worthy sentences are told from others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from workbench.claims.scoring import score_sentences
from workbench.errors import InputError
from workbench.evaluation.metrics import average_precision, calibration_error, classification, rounded
from workbench.evaluation.rows import read_rows, require

_READS = "the claims suite reads rows with text, label (1 a claim, 0 none) and lang"
LABELS = ("other", "claim")


def evaluate_claims(path: Path, threshold: float, limit: int | None = None) -> dict[str, Any]:
    """Accuracy, macro-F1 and F1 of claims at ``threshold``, average precision, calibration error."""
    rows = read_rows(path, limit)
    require(path, rows, ("text", "label"), _READS)
    for number, row in enumerate(rows, 1):
        if row["label"] not in (0, 1):
            raise InputError(f"{path}, row {number}: label {row['label']!r}; {_READS}")
    gold = np.array([int(row["label"]) for row in rows])
    scores = np.zeros(len(rows))
    for language in sorted({str(row.get("lang") or "en") for row in rows}):
        some = [i for i, row in enumerate(rows) if str(row.get("lang") or "en") == language]
        scores[some] = score_sentences([str(rows[i]["text"]) for i in some], language)
    guess = scores >= threshold
    found = classification([LABELS[i] for i in gold], [LABELS[int(i)] for i in guess], LABELS)
    return (
        {"file": str(path)}
        | found
        | {
            "f1": found["per_class"]["claim"]["f1"],
            "average_precision": rounded(average_precision(gold, scores)),
            "ece": calibration_error(np.where(guess, scores, 1 - scores), guess == gold),
            "threshold": threshold,
        }
    )
