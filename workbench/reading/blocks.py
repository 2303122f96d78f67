"""Which lines of a pasted page are the article: title, body, subheads, and all that stands around them.

A logistic regression over the form, the words, the place and the neighbours of a line, served by numpy alone, has the
say; ``training/blocks.py`` made its weights from the pages in ``data/pages``. The rules of sections have a vote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from workbench.errors import ModelError
from workbench.reading.features import BUCKETS, Floats, hashed, in_place
from workbench.reading.lines import logical_lines
from workbench.reading.looks import Line, Look, read_line
from workbench.reading.rules import drops
from workbench.types import Block, BlockKind

WEIGHTS = "blocks.safetensors"
# The columns of the weights.
KINDS = (BlockKind.TITLE, BlockKind.SUBHEAD, BlockKind.BODY, BlockKind.BOILERPLATE)
TITLE, SUBHEAD, BODY, BOILERPLATE = range(4)

# What a rule adds to the logit of boilerplate where it drops a line, and takes off where it leaves prose. Five-fold
# over train and dev (body recall, boilerplate F1): 0 .916 .931, 1 .942 .933, 2 .949 .932, 3 .952 .928; on the pages
# that no rule was written on 0 .878 .908, 1 .905 .901, 2 .918 .895, while leaks rise from .06 to .08 and .09. (Before
# the clean copies of ``training/blocks.py``.)
_VOTE = 1.0
# Below this no line is the title.
_TITLE_MIN = 0.15


@dataclass(frozen=True, slots=True)
class _Model:
    """``named`` (features, 4), ``words`` (buckets, 4), ``bias`` (4,)."""

    named: Floats
    words: Floats
    bias: Floats


def classify(text: str) -> list[Block]:
    """Blocks of a pasted page, in order; every line that is not blank lies in exactly one."""
    lines = [read_line(text, start, end) for start, end in logical_lines(text)]
    if not lines:
        return []
    kinds = decide(lines, probabilities(lines))
    return [Block.of(text, line.start, line.end, kind) for line, kind in zip(lines, kinds, strict=True)]


def probabilities(lines: Sequence[Line]) -> Floats:
    """What each line may be, shape (lines, 4) in the order of ``KINDS``."""
    model = _model()
    words = [model.words[slots].sum(0) / np.sqrt(len(slots)) for slots in map(hashed, lines)]
    logits = in_place(lines) @ model.named + np.array(words) + model.bias
    odds = np.exp(logits - logits.max(1, keepdims=True))
    shares: Floats = odds / odds.sum(1, keepdims=True)
    return shares


def decide(lines: Sequence[Line], shares: Floats) -> list[BlockKind]:
    """One title at most; the lines of a list go the same way; a page of nothing but short lines is a note."""
    shares = _with_lists(lines, _voted(lines, shares))
    title = int(np.argmax([0.0 if line.bullet else share for line, share in zip(lines, shares[:, TITLE], strict=True)]))
    kinds = [KINDS[int(kind)] for kind in shares[:, SUBHEAD:].argmax(1) + SUBHEAD]
    if shares[title, TITLE] >= _TITLE_MIN and not lines[title].bullet:
        kinds[title] = BlockKind.TITLE
    if BlockKind.BODY not in kinds:
        return [BlockKind.BOILERPLATE if line.look is Look.JUNK else BlockKind.BODY for line in lines]
    return kinds


def _voted(lines: Sequence[Line], shares: Floats) -> Floats:
    votes = [
        _VOTE if dropped else -_VOTE if line.look is Look.PROSE else 0.0
        for line, dropped in zip(lines, drops(lines), strict=True)
    ]
    odds = shares.copy()
    odds[:, BOILERPLATE] *= np.exp(votes)
    voted: Floats = odds / odds.sum(1, keepdims=True)
    return voted


def _with_lists(lines: Sequence[Line], shares: Floats) -> Floats:
    """Neighbouring bullets get the mean of their shares."""
    smooth = shares.copy()
    start = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or lines[i].bullet != lines[start].bullet:
            if lines[start].bullet:
                smooth[start:i] = shares[start:i].mean(0)
            start = i
    return smooth


@cache
def _model() -> _Model:
    from safetensors.numpy import load

    try:
        tensors = load((files("workbench.reading") / WEIGHTS).read_bytes())
        named, words = tensors["named"].astype(np.float64), tensors["words"].astype(np.float64)
        bias = tensors["bias"].astype(np.float64)
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(f"the weights of the block classifier cannot be read: {error}; install anew") from None
    if words.shape != (BUCKETS, len(KINDS)):
        raise ModelError(f"the block classifier has words of shape {words.shape}, expected {(BUCKETS, len(KINDS))}")
    return _Model(named, words, bias)
