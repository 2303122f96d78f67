"""How well an encoder's cosine follows people's judgement of similarity."""

from __future__ import annotations

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
    try:
        gold = np.array([float(row["score"]) for row in rows])
    except (TypeError, ValueError) as error:
        raise InputError(f"{path}: a score is no number ({error}); {_READS}") from None
    left, right = (encoder.encode_passages([str(row[side]) for row in rows]) for side in ("a", "b"))
    cosine = (left * right).sum(axis=1)
    return {
        "file": str(path),
        "n": len(rows),
        "spearman": rounded(spearman(cosine, gold)),
        "pearson": rounded(pearson(cosine, gold)),
        "ci": {"spearman": bootstrap(lambda some: spearman(cosine[some], gold[some]), len(rows))},
    }
