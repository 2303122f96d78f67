"""The stance cross-encoder: a six-layer BERT body and a head that compares both segments; batching."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

from training.stance_pairs import LABELS

MAX_LENGTH = 128


class StanceNet(nn.Module):
    """Logits (batch, 3) in the order of LABELS.

    The head sees [CLS], the mean vectors of premise u and hypothesis v, |u - v| and u * v (InferSent, Conneau
    et al. 2017): the body was trained to make such means comparable, so the head starts from something.
    """

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.body = BertModel(config, add_pooling_layer=False)
        width = config.hidden_size
        self.head = nn.Sequential(nn.Linear(5 * width, width), nn.GELU(), nn.Linear(width, len(LABELS)))

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        hidden = self.body(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state.float()
        second = (token_type_ids * attention_mask).unsqueeze(-1).float()
        first = attention_mask.unsqueeze(-1).float() - second
        u, v = _mean(hidden, first), _mean(hidden, second)
        return self.head(torch.cat([hidden[:, 0], u, v, (u - v).abs(), u * v], dim=1))


def _mean(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    return (hidden * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1)


def body_config(vocabulary: int, source: Path) -> BertConfig:
    """The base model's shape with another vocabulary. No dropout: each pair is seen about once."""
    config = BertConfig.from_pretrained(source)
    config.vocab_size = vocabulary
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
    return config


def mean_vectors(body: BertModel, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """Unit mean-pooled sentence vectors (batch, width), as all-MiniLM-L6-v2 makes them."""
    hidden = body(**batch).last_hidden_state.float()
    return nn.functional.normalize(_mean(hidden, batch["attention_mask"].unsqueeze(-1).float()), dim=1)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids and segment of each of n texts or pairs, unpadded."""

    ids: list[np.ndarray]
    types: list[np.ndarray]

    @classmethod
    def make(cls, tokenizer: Tokenizer, inputs: list, max_length: int = MAX_LENGTH) -> Encoded:
        tokenizer.enable_truncation(max_length)
        encoded = tokenizer.encode_batch_fast(inputs)
        return cls([np.array(e.ids, np.int64) for e in encoded], [np.array(e.type_ids, np.int64) for e in encoded])

    def __len__(self) -> int:
        return len(self.ids)

    def batch(self, rows: np.ndarray | list[int]) -> dict[str, torch.Tensor]:
        """input_ids, attention_mask and token_type_ids, int64 (rows, longest)."""
        longest = max(len(self.ids[row]) for row in rows)
        arrays = np.zeros((3, len(rows), longest), np.int64)
        for i, row in enumerate(rows):
            size = len(self.ids[row])
            arrays[:, i, :size] = self.ids[row], np.ones(size), self.types[row]
        names = ("input_ids", "attention_mask", "token_type_ids")
        return {name: torch.from_numpy(array) for name, array in zip(names, arrays, strict=True)}

    def bucketed(self, size: int, rng: np.random.Generator) -> list[np.ndarray]:
        """All rows once, in batches of about equal length, the batches in random order."""
        noisy = np.array([len(ids) for ids in self.ids]) * rng.uniform(0.9, 1.1, len(self))
        rows = np.argsort(noisy)
        parts = [rows[i : i + size] for i in range(0, len(rows), size)]
        return [parts[i] for i in rng.permutation(len(parts))]


def half_precision() -> torch.autocast:
    """bfloat16 products, float32 weights, where the processor has them: 34 against 24 pairs a second in training.

    Without avx512_bf16 they are emulated, at one pair a second.
    """
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())


@torch.no_grad()
def predict(model: StanceNet, encoded: Encoded, size: int = 64) -> np.ndarray:
    """Logits (n, 3) in the order of the rows."""
    model.eval()
    logits = np.zeros((len(encoded), len(LABELS)), np.float32)
    order = np.argsort([len(ids) for ids in encoded.ids])
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        logits[rows] = model(**encoded.batch(rows)).numpy()
    return logits


def save_checkpoint(state: dict, path: Path) -> None:
    """Replace the checkpoint in one step, so that a run stopped at any moment leaves a whole one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)
