"""The static encoder without sentence-transformers, for data making: tokenizers and numpy only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer


def static_table(folder: Path) -> np.ndarray:
    """The float32 token vectors of a shipped static encoder, shape (vocabulary, dimension)."""
    weights = load_file(folder / "model.safetensors")
    return weights["embeddings"].astype(np.float32) * weights["weights"][:, None]


def static_embed(folder: Path) -> Callable[[list[str]], np.ndarray]:
    """A function from n texts to unit vectors (n, dimension), float32; a text without tokens gets zeros."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    table = static_table(folder)

    def embed(texts: list[str]) -> np.ndarray:
        encoded = tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        means = np.stack(
            [table[e.ids].mean(axis=0) if e.ids else np.zeros(table.shape[1], np.float32) for e in encoded]
        )
        return means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)

    return embed
