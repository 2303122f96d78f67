"""Reads the label order of NLI models, whatever they call their labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from workbench.errors import ModelError
from workbench.protocols import Vectors
from workbench.types import STANCE_ORDER, Stance

# Read in this order: "not_entailment" must not pass for entailment, nor "not_enough_info" for anything else.
_NAMES = (
    (Stance.NOT_ENOUGH_INFO, ("not_entail", "non_entail", "not_enough", "neutral", "nei", "unknown", "not_support")),
    (Stance.REFUTES, ("contradict", "refute", "disagree")),
    (Stance.SUPPORTS, ("entail", "support", "agree")),
)


def stance_columns(model: str, id2label: Mapping[int, str]) -> dict[Stance, int]:
    """Stance → column of the logits. Two-class entailment models have no column for REFUTES.

    ModelError where the labels do not say which is which.
    """
    columns: dict[Stance, int] = {}
    for column, label in id2label.items():
        stance = _stance_named(label)
        if stance is None or stance in columns:
            raise _unreadable(model, id2label)
        columns[stance] = column
    if not {Stance.SUPPORTS, Stance.NOT_ENOUGH_INFO} <= set(columns):
        raise _unreadable(model, id2label)
    return columns


def _stance_named(label: str) -> Stance | None:
    plain = label.lower().replace("-", "_").replace(" ", "_")
    return next((stance for stance, names in _NAMES if any(name in plain for name in names)), None)


def _unreadable(model: str, id2label: Mapping[int, str]) -> ModelError:
    labels = ", ".join(repr(label) for label in id2label.values())
    return ModelError(
        f"{model} is no NLI model: its labels are {labels}, expected entailment, contradiction and neutral "
        f"in any order, or entailment and not_entailment; set id2label in its config.json"
    )


def probabilities_of(logits: Any, columns: Mapping[Stance, int]) -> Vectors:
    """(n, labels) logits → (n, 3) probabilities in ``STANCE_ORDER``; a stance without a column gets zero."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    soft = shifted / shifted.sum(axis=1, keepdims=True)
    out = np.zeros((len(logits), len(STANCE_ORDER)), np.float32)
    for position, stance in enumerate(STANCE_ORDER):
        if stance in columns:
            out[:, position] = soft[:, columns[stance]]
    return out
