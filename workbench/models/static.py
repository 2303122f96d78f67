"""The shipped static encoder, served by tokenizers and numpy: no torch, no sentence-transformers to wait for."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from workbench.errors import ModelError
from workbench.protocols import Vectors

_BATCH = 2048


class StaticEncoder:
    """Mean of token vectors, normalised: what ``sentence_transformers`` computes for a ``StaticEmbedding``."""

    def __init__(self, name: str, fingerprint: str, tokenizer: Any, table: Vectors) -> None:
        self._name, self._fingerprint = name, fingerprint
        self._tokenizer, self._table = tokenizer, table

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Reads a sentence-transformers folder whose first module is a ``StaticEmbedding`` with int8 rows.

        sentence-transformers reads the same file: (vocabulary, dimension) ``embeddings`` times a weight a token.
        """
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        weights = next(iter(sorted(folder.rglob("model.safetensors"))), None)
        words = next(iter(sorted(folder.rglob("tokenizer.json"))), None)
        if weights is None or words is None:
            raise ModelError(f"{folder} holds no static encoder (model.safetensors and tokenizer.json)")
        tensors = load_file(weights)
        table = tensors["embeddings"].astype(np.float32) * tensors["weights"].astype(np.float32)[:, None]
        tokenizer = Tokenizer.from_file(str(words))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(folder.name, fingerprint_of([weights, words]), tokenizer, table)

    @property
    def name(self) -> str:
        return self._name

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimension(self) -> int:
        return int(self._table.shape[1])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """See ``protocols.Encoder``."""
        parts = [self._encode(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimension), np.float32)

    encode_claims = encode_passages

    def _encode(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        # One gather and sum a text: np.add.reduceat over all of them at once takes thirteen times as long.
        vectors = np.stack([self._table[one.ids].sum(axis=0) for one in encoded])
        return normalised(vectors)


def normalised(vectors: npt.NDArray[Any]) -> Vectors:
    """Rows of length one, float32; rows of zeros stay."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.ascontiguousarray(vectors / np.where(norms > 0, norms, 1), dtype=np.float32)


def fingerprint_of_weights(model: Any, *more: str) -> str:
    """SHA-256 of all tensors of a torch model, and of texts that change what it gives: names alone tell nothing."""
    digest = sha256("\x00".join(more).encode())
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.detach().float().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def fingerprint_of(files: Sequence[Path]) -> str:
    """SHA-256 over the contents of files, in the order given."""
    digest = sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()
