"""How well an encoder's cosine follows people's judgement of similarity."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np

from workbench.errors import InputError
from workbench.evaluation.metrics import bootstrap, pearson, rounded, spearman
from workbench.evaluation.rows import read_rows, require
from workbench.protocols import Encoder

_READS = "the sts suite reads rows with the texts a and b and a score"


def evaluate_sts(path: Path, encoder: Encoder, limit: int | None = None) -> dict[str, Any]:
    """Spearman and Pearson correlation of cosine and score."""
    rows = read_rows(path, limit)
    require(path, rows, ("a", "b", "score"), _READS)
    gold = np.array([_score(path, number, row["score"]) for number, row in enumerate(rows, 1)])
    left, right = (encoder.encode_passages([str(row[side]) for row in rows]) for side in ("a", "b"))
    cosine = (left * right).sum(axis=1)
    return {
        "file": str(path),
        "n": len(rows),
        "spearman": rounded(spearman(cosine, gold)),
        "pearson": rounded(pearson(cosine, gold)),
        "ci": {"spearman": bootstrap(lambda some: spearman(cosine[some], gold[some]), len(rows))},
    }


def _score(path: Path, number: int, score: Any) -> float:
    try:
        value = float(score)
    except (TypeError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        raise InputError(f"{path}, row {number}: the score {score!r} is no number; {_READS}")
    return value
