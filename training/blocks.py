"""Trains the block classifier that ships under ``workbench/reading``.

    python -m training.blocks [--tune] [--out workbench/reading/blocks.safetensors]

Reads ``data/pages`` alone: weights are fitted on train and dev, chosen by five-fold cross-validation over their pages
(``--tune``), and the test split is only measured on, beside trafilatura, which is given each line as a paragraph.
The same weights on every run.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import asdict, dataclass, replace
from html import escape
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression

from training.pages import Page, line_kinds, pages, score
from workbench.reading import blocks
from workbench.reading.features import BUCKETS, Floats, hashed, in_place
from workbench.reading.lines import logical_lines
from workbench.reading.looks import Line, read_line
from workbench.reading.typed import as_typed
from workbench.types import Block, BlockKind

ROOT = Path(__file__).resolve().parents[1]
# Inverse strength of the penalty and how far hashed words count beside the named features. --tune, boilerplate F1 and
# titles on the pages that no rule was written on: 0.3 / 1 .919 .75, 0.3 / 3 .920 .80, 1 / 2 .930 .80, 1 / 3 .926 .80.
C, WORDS = 1.0, 2.0
FOLDS = 5
_RULES_WRITTEN_ON = ("a_", "b_", "c_")


@dataclass(frozen=True, slots=True)
class Read:
    """A page with its lines, their features and what they are."""

    page: Page
    lines: list[Line]
    named: Floats
    words: csr_matrix
    gold: npt.NDArray[np.int64]

    @property
    def own(self) -> bool:
        return not self.page.name.startswith(_RULES_WRITTEN_ON)


def read(page: Page) -> Read:
    text = as_typed(page.text)
    page = replace(page, text=text)
    lines = [read_line(text, start, end) for start, end in logical_lines(text)]
    slots = [hashed(line) for line in lines]
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row))) for row in slots])
    starts = np.cumsum([0, *map(len, slots)])
    words = csr_matrix((values, np.concatenate(slots).astype(np.int64), starts), shape=(len(lines), BUCKETS))
    return Read(page, lines, in_place(lines), words, _gold(page, lines))


def clean_copies(page: Page) -> list[Read]:
    """The page as a careful person pastes it: little around the article, nothing, its first paragraphs alone."""
    every = list(zip(page.lines, page.kinds, strict=True))
    little = [row for i, row in enumerate(every) if row[1] is not BlockKind.BOILERPLATE or i % 4 == 0]
    nothing = [row for row in every if row[1] is not BlockKind.BOILERPLATE]
    bodies = [i for i, (_, kind) in enumerate(nothing) if kind is BlockKind.BODY]
    first = nothing[: bodies[min(2, len(bodies) - 1)] + 1]
    return [read(_page_of(page, rows)) for rows in (little, nothing, first)]


def with_copies(found: list[Read]) -> list[Read]:
    return found + [copy for one in found for copy in clean_copies(one.page)]


def _page_of(page: Page, rows: list[tuple[str, BlockKind | None]]) -> Page:
    return replace(page, text="\n".join(line for line, _ in rows), kinds=tuple(kind for _, kind in rows))


def _gold(page: Page, lines: list[Line]) -> npt.NDArray[np.int64]:
    """A joined line is what most of its lines are."""
    votes = [Counter[BlockKind]() for _ in lines]
    start = 0
    for text, kind in zip(page.lines, page.kinds, strict=True):
        first = start + len(text) - len(text.lstrip())
        start += len(text) + 1
        for line, vote in zip(lines, votes, strict=True):
            if kind and line.start <= first < line.end:
                vote[kind] += 1
    return np.array([blocks.KINDS.index(vote.most_common(1)[0][0]) for vote in votes])


def fit(found: list[Read], c: float = C, words: float = WORDS) -> tuple[Floats, Floats, Floats]:
    """Weights of the named features, of the words, and the bias; the kinds are columns."""
    design = vstack([hstack([csr_matrix(one.named), one.words * words]) for one in found]).tocsr()
    model = LogisticRegression(C=c, max_iter=400, tol=1e-3)
    model.fit(design, np.concatenate([one.gold for one in found]))
    size = found[0].named.shape[1]
    return model.coef_.T[:size], model.coef_.T[size:] * words, model.intercept_


def shares(one: Read, weights: tuple[Floats, Floats, Floats]) -> Floats:
    named, words, bias = weights
    logits = one.named @ named + one.words @ words + bias
    odds = np.exp(logits - logits.max(1, keepdims=True))
    return odds / odds.sum(1, keepdims=True)


def reading(one: Read, weights: tuple[Floats, Floats, Floats]) -> tuple[Page, list[BlockKind | None]]:
    kinds = blocks.decide(one.lines, shares(one, weights))
    found = [Block(line.start, line.end, kind) for line, kind in zip(one.lines, kinds, strict=True)]
    return one.page, line_kinds(one.page.text, found)


def tune(found: list[Read]) -> None:
    """Scores of held-out pages; the second row leaves out the pages that the words of rules were collected on."""
    order = np.random.default_rng(0).permutation(len(found))
    for c, words in product((0.3, 1.0), (1.0, 2.0, 3.0)):
        held = {}
        for fold in range(FOLDS):
            out = set(order[fold::FOLDS])
            weights = fit(with_copies([one for i, one in enumerate(found) if i not in out]), c, words)
            held |= {i: reading(found[i], weights) for i in out}
        show(f"C {c} words {words}", list(held.values()))
        show("    others only", [held[i] for i in held if found[i].own])


def trafilatura_alone(page: Page) -> tuple[Page, list[BlockKind | None]]:
    from trafilatura import extract

    marked = "".join(f"<p>{escape(line)}</p>" for line in page.lines if line.strip())
    kept = {" ".join(line.split()) for line in (extract(f"<html><body>{marked}</body></html>") or "").split("\n")}
    return page, [
        (BlockKind.BODY if " ".join(line.split()) in kept else BlockKind.BOILERPLATE) if line.strip() else None
        for line in page.lines
    ]


def show(name: str, read_pages: list[tuple[Page, list[BlockKind | None]]]) -> None:
    found, _ = score(read_pages)
    print(f"{name:22}", " ".join(f"{key} {value:.3f}" for key, value in asdict(found).items()), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tune", action="store_true", help="cross-validate on train and dev; write nothing")
    parser.add_argument("--out", type=Path, default=ROOT / "workbench" / "reading" / blocks.WEIGHTS)
    arguments = parser.parse_args()
    known = [read(page) for page in pages("train", "dev")]
    if arguments.tune:
        tune(known)
        return 0
    named, words, bias = fit(with_copies(known))
    shipped = {"named": named.astype(np.float32), "words": words.astype(np.float16), "bias": bias.astype(np.float32)}
    arguments.out.write_bytes(save(shipped))
    print(f"{arguments.out}: {arguments.out.stat().st_size:,} bytes")
    unseen = pages("test")
    show("test, ours", [reading(read(page), (named, words, bias)) for page in unseen])
    show("test, trafilatura", [trafilatura_alone(page) for page in unseen])
    return 0


if __name__ == "__main__":
    sys.exit(main())
