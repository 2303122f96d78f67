"""Any sequence-classification NLI model by hub name or folder, through transformers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, Self

import numpy as np

from workbench.errors import ModelError
from workbench.models.labels import probabilities_of, stance_columns
from workbench.models.static import fingerprint_of_weights
from workbench.protocols import Vectors

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

_BATCH = 16
_MAX_TOKENS = 256


class TransformersStanceModel:
    """Passage as premise, claim as hypothesis; the label order is read from ``id2label``."""

    def __init__(self, name: str, model: Any, tokenizer: Any) -> None:
        self._name, self._model, self._tokenizer = name, model, tokenizer
        self._columns = stance_columns(name, model.config.id2label)
        self._fingerprint = fingerprint_of_weights(model)

    @classmethod
    def load(cls, name: str) -> Self:
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        try:
            tokenizer = AutoTokenizer.from_pretrained(name)
            model = AutoModelForSequenceClassification.from_pretrained(name).eval()
        # Loading fails in as many ways as there are architectures; each is the user's wrong name or folder.
        except Exception as error:
            raise ModelError(f"stance model {name} cannot be loaded as a classification model: {error}") from error
        return cls(name, model, tokenizer)

    @property
    def name(self) -> str:
        return self._name

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        """See ``protocols.StanceModel``."""
        parts = [self._predict(pairs[i : i + _BATCH]) for i in range(0, len(pairs), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, 3), np.float32)

    def _predict(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        import torch

        passages, claims = zip(*pairs, strict=True)
        encoded = self._tokenizer(
            list(passages), list(claims), truncation=True, max_length=_MAX_TOKENS, padding=True, return_tensors="pt"
        )
        with torch.inference_mode():
            logits = self._model(**encoded).logits.float().numpy()
        return probabilities_of(logits, self._columns)
