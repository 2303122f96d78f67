"""The only module that imports sentence-transformers: any encoder by hub name or folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, Self

from workbench.errors import ModelError
from workbench.models.static import fingerprint_of_weights, normalised
from workbench.protocols import Vectors

# Doubles the throughput on a loaded machine; read by OpenMP when torch is imported.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


class SentenceTransformerEncoder:
    """Any encoder, with its own prompts where it has them: ``query`` for claims, ``document`` for passages."""

    def __init__(self, name: str, model: Any) -> None:
        self._name, self._model = name, model
        self._fingerprint = fingerprint_of_weights(model, repr(sorted(model.prompts.items())))

    @classmethod
    def load(cls, name: str) -> Self:
        from sentence_transformers import SentenceTransformer

        try:
            return cls(name, SentenceTransformer(name, device="cpu"))
        # Loading fails in as many ways as there are architectures; each is the user's wrong name or folder.
        except Exception as error:
            raise ModelError(f"encoder {name} cannot be loaded as a sentence-transformers model: {error}") from error

    @property
    def name(self) -> str:
        return self._name

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension())

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, ("document", "passage"))

    def encode_claims(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, ("query",))

    def _encode(self, texts: Sequence[str], prompts: Sequence[str]) -> Vectors:
        # sentence-transformers lists "query" and "document" with empty texts where a model names none.
        prompt = next((self._model.prompts[p] for p in prompts if self._model.prompts.get(p)), None)
        found = self._model.encode(list(texts), prompt=prompt, batch_size=32, show_progress_bar=False)
        return normalised(found.reshape(len(texts), -1))
