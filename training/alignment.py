"""Word translation probabilities from parallel sentences: IBM Model 1 (Brown et al. 1993)."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

WORD = re.compile(r"\w+|[^\w\s]")
LONGEST = 40


def translation_table(source: list[list[int]], target: list[list[int]], rounds: int = 5) -> tuple[np.ndarray, ...]:
    """t(target | source) as (source ids, target ids, probabilities), three arrays of one length.

    Source id 0 is kept for NULL, which takes up target words without a counterpart; all ids are positive.
    """
    cells_s, cells_t, positions = _cells(source, target)
    width = int(cells_t.max()) + 1
    keys, cell = np.unique(cells_s.astype(np.int64) * width + cells_t, return_inverse=True)
    of_source, of_target = (keys // width).astype(np.int32), (keys % width).astype(np.int32)
    theta = np.ones(len(keys))
    for _ in range(rounds):
        share = theta[cell]
        share /= np.bincount(positions, share)[positions]
        counts = np.bincount(cell, share, minlength=len(keys))
        theta = counts / np.bincount(of_source, counts)[of_source]
    return of_source, of_target, theta


def _cells(source: list[list[int]], target: list[list[int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every (source word, target word, running number of the target word) of the short sentence pairs."""
    parts_s, parts_t, parts_p, seen = [], [], [], 0
    for src, tgt in zip(source, target, strict=True):
        if not (0 < len(src) <= LONGEST and 0 < len(tgt) <= LONGEST):
            continue
        with_null = np.array([0, *src], np.int32)
        parts_s.append(np.tile(with_null, len(tgt)))
        parts_t.append(np.repeat(np.array(tgt, np.int32), len(with_null)))
        parts_p.append(np.repeat(np.arange(seen, seen + len(tgt), dtype=np.int32), len(with_null)))
        seen += len(tgt)
    return tuple(np.concatenate(parts) for parts in (parts_s, parts_t, parts_p))


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def word_lexicon(pairs: list[tuple[str, str]], best: int = 3, floor: float = 0.1) -> dict[str, list[tuple[str, float]]]:
    """English word -> up to three German words with weights, from (German, English) sentences.

    A translation counts by the geometric mean of both directions, which drops what only co-occurs.
    """
    german, english = ([words(pair[side]) for pair in pairs] for side in (0, 1))
    de_ids, de_words = _number(german)
    en_ids, en_words = _number(english)
    both: dict[tuple[int, int], float] = {}
    s, t, p = translation_table(en_ids, de_ids)
    keep = (p > floor / 10) & (s > 0)
    forward = {(e, d): x for e, d, x in zip(s[keep].tolist(), t[keep].tolist(), p[keep].tolist(), strict=True)}
    s, t, p = translation_table(de_ids, en_ids)
    keep = (p > floor / 10) & (s > 0)
    for d, e, x in zip(s[keep].tolist(), t[keep].tolist(), p[keep].tolist(), strict=True):
        if (e, d) in forward:
            both[e, d] = (forward[e, d] * x) ** 0.5
    found: dict[str, list[tuple[str, float]]] = {}
    for (e, d), weight in sorted(both.items(), key=lambda item: -item[1]):
        entry = found.setdefault(en_words[e], [])
        if weight >= floor and len(entry) < best:
            entry.append((de_words[d], weight))
    return {word: entry for word, entry in found.items() if entry and word.isalpha()}


def _number(sentences: list[list[str]], least: int = 2) -> tuple[list[list[int]], list[str]]:
    """Sentences as ids from 1 up, and the words by id; words seen fewer than ``least`` times are left out."""
    counts = Counter(word for sentence in sentences for word in sentence)
    known = ["", *sorted(word for word, count in counts.items() if count >= least)]
    ids = {word: i for i, word in enumerate(known)}
    return [[ids[w] for w in sentence if w in ids] for sentence in sentences], known
