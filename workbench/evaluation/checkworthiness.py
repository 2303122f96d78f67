"""How well check-worthy sentences are told from others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from workbench.claims.heads import Task
from workbench.claims.scoring import score_sentences, task_scores
from workbench.errors import InputError
from workbench.evaluation.metrics import average_precision, calibration_error, classification, rounded
from workbench.evaluation.rows import Row, read_rows, require

_READS = "the claims suite reads rows with text, label (1 a claim, 0 none) and lang"
LABELS = ("other", "claim")
# What the label of a known set means; rows of any other source are judged as sentences of an article.
TASKS = {
    "checkthat2023-objective": Task.OBJECTIVE,
    "checkthat2024-checkworthy": Task.CHECKWORTHY,
    "germeval2021-factclaiming": Task.FACTUAL,
}


def evaluate_claims(path: Path, threshold: float, limit: int | None = None) -> dict[str, Any]:
    """Accuracy, macro-F1 and F1 of claims, average precision, calibration error.

    Rows whose ``source`` is one of ``TASKS`` are judged by the head of that task at its own threshold, all others by
    the article ranker at ``threshold``. ``task`` says which; InputError where a file mixes them.
    """
    rows = read_rows(path, limit)
    require(path, rows, ("text", "label"), _READS)
    for number, row in enumerate(rows, 1):
        if row["label"] not in (0, 1):
            raise InputError(f"{path}, row {number}: label {row['label']!r}; {_READS}")
    tasks = {TASKS.get(str(row.get("source"))) for row in rows}
    if len(tasks) > 1:
        names = ", ".join(sorted({str(row.get("source")) for row in rows}))
        raise InputError(f"{path}: rows of {names} ask different things; measure them in files of their own")
    task = tasks.pop()
    gold = np.array([int(row["label"]) for row in rows])
    scores = np.zeros(len(rows))
    for language in sorted({str(row.get("lang") or "en") for row in rows}):
        some = [i for i, row in enumerate(rows) if str(row.get("lang") or "en") == language]
        scores[some], threshold = _scores([rows[i] for i in some], language, task, threshold)
    guess = scores >= threshold
    found = classification([LABELS[i] for i in gold], [LABELS[int(i)] for i in guess], LABELS)
    return (
        {"file": str(path), "task": task.value if task else "article"}
        | found
        | {
            "f1": found["per_class"]["claim"]["f1"],
            "average_precision": rounded(average_precision(gold, scores)),
            "ece": calibration_error(scores, gold == 1),
            "threshold": threshold,
        }
    )


def _scores(rows: Sequence[Row], language: str, task: Task | None, threshold: float) -> tuple[list[float], float]:
    texts = [str(row["text"]) for row in rows]
    if task:
        return task_scores(texts, language, task)
    return [scored.worthiness for scored in score_sentences(texts, language)], threshold
