"""Give an English BERT a German-English vocabulary without training.

FOCUS (Dobler and de Melo 2023) and WECHSEL (Minixhofer et al. 2022) place a new token among the old ones that
mean the same. Here its meaning comes from word alignment of parallel sentences, and for tokens they lack
from the nearest neighbours in a static bilingual space.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from tokenizers import Tokenizer

from training.alignment import translation_table

NEIGHBOURS = 10
TEMPERATURE = 0.1
SEEN_ENOUGH = 3
MASS = 0.3


def ids_of(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    return [e.ids for e in tokenizer.encode_batch_fast(texts, add_special_tokens=False)]


def german_share(tokenizer: Tokenizer, texts: dict[str, list[str]]) -> np.ndarray:
    """For each token, how much of its use is German: shape (vocabulary,), 0.5 where it never occurs."""
    size = tokenizer.get_vocab_size()
    rates = []
    for language in ("de", "en"):
        flat = np.array([i for ids in ids_of(tokenizer, texts[language]) for i in ids])
        rates.append((np.bincount(flat, minlength=size) + 0.05) / len(flat))
    return rates[0] / (rates[0] + rates[1])


def english_vectors(new: Tokenizer, old: Tokenizer, old_table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(vectors, shared): the old vector of a token that both have, else the mean of its old pieces."""
    old_ids = old.get_vocab()
    vectors = np.zeros((new.get_vocab_size(), old_table.shape[1]), np.float32)
    shared = np.zeros(len(vectors), bool)
    for token, i in new.get_vocab().items():
        if token in old_ids:
            vectors[i], shared[i] = old_table[old_ids[token]], True
        else:
            vectors[i] = old_table[_pieces(token, old, old_ids)].mean(axis=0)
    return vectors, shared


def _pieces(token: str, old: Tokenizer, old_ids: dict[str, int]) -> list[int]:
    ids = old.encode(token.removeprefix("##"), add_special_tokens=False).ids or [old_ids["[UNK]"]]
    inner = "##" + old.id_to_token(ids[0])
    return [old_ids.get(inner, ids[0]), *ids[1:]] if token.startswith("##") else ids


def german_vectors(
    new: Tokenizer, old: Tokenizer, old_table: np.ndarray, pairs: list[tuple[str, str]]
) -> tuple[np.ndarray, np.ndarray]:
    """(vectors, known): alignment-weighted means of old vectors; known where the pairs have the token."""
    german = [[i + 1 for i in ids] for ids in ids_of(new, [de for de, _ in pairs])]
    english = [[i + 1 for i in ids] for ids in ids_of(old, [en for _, en in pairs])]
    source, target, chance = translation_table(german, english)
    counts = Counter(i for ids in german for i in ids)
    best = np.zeros(new.get_vocab_size() + 1)
    np.maximum.at(best, source, chance)
    keep = (source > 0) & (chance > MASS * best[source])
    source, target, chance = source[keep] - 1, target[keep] - 1, chance[keep]
    vectors = np.zeros((new.get_vocab_size(), old_table.shape[1]), np.float32)
    np.add.at(vectors, source, chance[:, None].astype(np.float32) * old_table[target])
    total = np.bincount(source, chance, minlength=len(vectors))
    known = np.array([counts[i + 1] >= SEEN_ENOUGH for i in range(len(vectors))]) & (total > 0)
    return vectors / np.maximum(total, 1e-9)[:, None], known


def neighbour_vectors(space: np.ndarray, anchors: np.ndarray, vectors: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Softmax-weighted means of the vectors of the ten nearest anchors; shape (wanted, old width)."""
    unit = space / np.maximum(np.linalg.norm(space, axis=1, keepdims=True), 1e-9)
    found = np.empty((len(wanted), vectors.shape[1]), np.float32)
    for start in range(0, len(wanted), 1_024):
        rows = wanted[start : start + 1_024]
        scores = unit[rows] @ unit[anchors].T
        near = np.argpartition(-scores, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
        weight = np.exp(np.take_along_axis(scores, near, axis=1) / TEMPERATURE)
        weight /= weight.sum(axis=1, keepdims=True)
        found[start : start + len(rows)] = np.einsum("ij,ijk->ik", weight, vectors[anchors[near]])
    return found


def swapped_table(
    new: Tokenizer,
    old: Tokenizer,
    old_table: np.ndarray,
    space: np.ndarray,
    pairs: list[tuple[str, str]],
    texts: dict[str, list[str]],
) -> np.ndarray:
    """Word vectors for the new vocabulary, float32 (new vocabulary, old width).

    A token spelled alike in both languages ("die", "war", "hat") gets a mixture by its share of German use.
    """
    english, shared = english_vectors(new, old, old_table)
    german, known = german_vectors(new, old, old_table, pairs)
    share = german_share(new, texts)
    anchors = np.flatnonzero((shared & (share < 0.5)) | known)
    anchored = np.where(known[:, None] & (share > 0.5)[:, None], german, english)
    unknown = np.flatnonzero(~known)
    german[unknown] = neighbour_vectors(space, anchors, anchored, unknown)
    mixed = share[:, None] * german + (1 - share)[:, None] * english
    special = [new.token_to_id(t) for t in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")]
    mixed[special] = english[special]
    return mixed.astype(np.float32)
