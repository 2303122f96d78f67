"""How well a stance model labels (passage, claim) pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from workbench.errors import InputError
from workbench.evaluation.metrics import (
    Array,
    calibration_error,
    classification,
    false_reversals,
    reliability,
    risk_coverage,
)
from workbench.evaluation.newsstance import is_event, is_scenario, pairs_of
from workbench.evaluation.rows import Row, read_rows, require
from workbench.protocols import Progress, StanceModel, no_progress
from workbench.slots import Text, compare_slots
from workbench.types import STANCE_ORDER, SlotComparison, Stance, StanceProbabilities
from workbench.weighing import combine

NOT_SUPPORTED = "not_supported"
_LABELS = (*(stance.value for stance in STANCE_ORDER), NOT_SUPPORTED)
_FIELDS = ("premise", "hypothesis", "label")
_READS = "the nli suite reads rows with premise, hypothesis and label, or scenarios and events of data/newsstance"
_BATCH = 256


def evaluate_nli(
    path: Path,
    model: StanceModel,
    limit: int | None = None,
    progress: Progress = no_progress,
    *,
    slots: bool = False,
) -> dict[str, Any]:
    """Accuracy, macro-F1, by class, by pair of languages, by phenomenon where it is named; false reversals and ECE.

    A file with ``not_supported`` is scored on two classes: ``supports`` where it is more probable than the rest.
    ``confidence`` of a row is the probability of the label that was taken. With ``slots`` the model's word is joined
    with them, as a check does; without languages a row has none.
    """
    pairs = nli_pairs(path, limit)
    probabilities = _probabilities(pairs, model, lambda done: progress(path.name, done, len(pairs)))
    if slots:
        probabilities = np.array([_combined(row, *p) for row, p in zip(pairs, probabilities.tolist(), strict=True)])
    gold = [row["label"] for row in pairs]
    two = NOT_SUPPORTED in gold
    labels = (Stance.SUPPORTS.value, NOT_SUPPORTED) if two else tuple(stance.value for stance in STANCE_ORDER)
    if two:
        probabilities = np.stack([probabilities[:, 0], probabilities[:, 1:].sum(axis=1)], axis=1)
    guess = [labels[i] for i in probabilities.argmax(axis=1)]
    correct = np.array([a == b for a, b in zip(gold, guess, strict=True)])
    confidence = probabilities.max(axis=1)
    found = {"file": str(path)} | classification(gold, guess, labels)
    found["false_reversals"] = None if two else false_reversals(gold, guess)
    found["ece"] = calibration_error(confidence, correct)
    found["reliability"] = reliability(confidence, correct)
    found["risk_coverage"] = risk_coverage(confidence, correct)
    for name, key in (("languages", _languages), ("phenomena", _phenomenon)):
        found |= _by(name, [key(row) for row in pairs], gold, guess, labels)
    return found


def nli_pairs(path: Path, limit: int | None = None) -> list[Row]:
    """Rows in the NLI schema, the scenarios and events of a bank expanded. InputError names what cannot be scored."""
    pairs = [pair for number, row in enumerate(read_rows(path, limit), 1) for pair in _expanded(path, number, row)]
    if not pairs:
        raise InputError(f"{path} holds scenarios without claims; {_READS}")
    if (found := {row["label"] for row in pairs}) & {NOT_SUPPORTED} and found - {NOT_SUPPORTED, Stance.SUPPORTS.value}:
        raise InputError(f"{path} mixes {NOT_SUPPORTED} with refutes or not_enough_info; score them in two files")
    return pairs


def _expanded(path: Path, number: int, row: Row) -> list[Row]:
    """A row as it stands, or the pairs of a scenario or event; faults are named by the row of the file."""
    try:
        pairs = list(pairs_of(row)) if is_scenario(row) or is_event(row) else [row]
    except KeyError as error:
        raise InputError(f"{path}, row {number}: the scenario lacks {error}; {_READS}") from None
    except (TypeError, ValueError) as error:
        raise InputError(f"{path}, row {number}: labels, claims and passages do not fit ({error}); {_READS}") from None
    for pair in pairs:
        require(path, [pair], _FIELDS, _READS, number)
        if pair["label"] not in _LABELS:
            raise InputError(f"{path}, row {number}: label {pair['label']!r}; known are {', '.join(_LABELS)}")
    return pairs


def _probabilities(pairs: Sequence[Row], model: StanceModel, done: Callable[[int], None]) -> Array:
    parts = []
    for start in range(0, len(pairs), _BATCH):
        parts.append(
            model.predict([(str(row["premise"]), str(row["hypothesis"])) for row in pairs[start : start + _BATCH]])
        )
        done(min(start + _BATCH, len(pairs)))
    return np.concatenate(parts)


def _combined(row: Row, *probabilities: float) -> tuple[float, float, float]:
    joined = combine(StanceProbabilities(*probabilities), slots_of(row))
    return joined.supports, joined.refutes, joined.not_enough_info


def slots_of(row: Row) -> tuple[SlotComparison, ...]:
    """The slots of a pair; passage and claim are read as of one day, where the row has a date."""
    day = date.fromisoformat(row["date"]) if row.get("date") else None
    claim = Text(str(row["hypothesis"]), str(row.get("hypothesis_lang") or ""), day)
    return compare_slots(claim, Text(str(row["premise"]), str(row.get("premise_lang") or ""), day))


def _languages(row: Row) -> str:
    """Of passage and claim, as in ``de-en``; empty where the row does not say."""
    pair = [row.get("premise_lang"), row.get("hypothesis_lang")]
    return "-".join(str(one) for one in pair) if all(pair) else ""


def _phenomenon(row: Row) -> str:
    return str(row.get("phenomenon") or "")


def _by(name: str, keys: list[str], gold: list[str], guess: list[str], labels: Sequence[str]) -> dict[str, Any]:
    """Figures of the rows of each key, where there is more than one key or a key at all."""
    found = {}
    for key in sorted(set(keys) - {""}):
        some = [i for i, one in enumerate(keys) if one == key]
        true, guessed = [gold[i] for i in some], [guess[i] for i in some]
        scores = classification(true, guessed, labels)
        found[key] = {k: scores[k] for k in ("n", "accuracy", "macro_f1")}
        if NOT_SUPPORTED not in labels:
            found[key]["false_reversals"] = false_reversals(true, guessed)
    return {name: found} if found else {}
