"""What the tests of origins share: corpora of reports alone, and edits such as a copy may have."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from tests.support import ROOT, SAMPLE
from workbench.corpus.readers import content_hash, read_reports
from workbench.corpus.store import CorpusStore
from workbench.types import Report

CASES = [SAMPLE, *sorted(p for p in (ROOT / "tests" / "cases").iterdir() if p.is_dir())]
NO_VECTORS = np.zeros((0, 0), np.float32)


def sample_reports(folder: Path = SAMPLE) -> list[Report]:
    return [r for r in read_reports([folder / "reports.jsonl"]) if isinstance(r, Report)]


# One report of each gold origin, and those that are their own: no two are copies.
GOLD = json.loads((SAMPLE / "gold.json").read_text("utf-8"))["origins"]
SINGLE = [r for r in sample_reports() if not any(r.id in origin[1:] for origin in GOLD)]
GERMAN = [r for r in SINGLE if r.language == "de"]


@contextmanager
def corpus() -> Iterator[CorpusStore]:
    with tempfile.TemporaryDirectory() as folder:
        store = CorpusStore.create(Path(folder) / "corpus.duckdb", 2)
        yield store
        store.close()


def put(store: CorpusStore, reports: Sequence[Report]) -> None:
    store.insert(reports, [], [], NO_VECTORS)
    store.settle_origins()


def origins_in(store: CorpusStore, ids: Iterable[str]) -> dict[str, str]:
    return {i: r.origin_id for i, r in store.reports(list(ids)).items()}


def origins_of(reports: Sequence[Report], *, batches: int = 1) -> dict[str, str]:
    step = max(1, -(-len(reports) // batches))
    with corpus() as store:
        for start in range(0, len(reports), step):
            put(store, reports[start : start + step])
        return origins_in(store, [r.id for r in reports])


def with_text(one: Report, identity: str, text: str, **changes: object) -> Report:
    made = replace(one, id=identity, origin_id=identity, text=text, content_hash=content_hash(text))
    return replace(made, **changes)  # type: ignore[arg-type]


# What a copy may look like.

Edit = Callable[[str, random.Random], str]


def cut(share: float) -> Edit:
    def edit(text: str, rng: random.Random) -> str:
        words = text.split()
        n = int(len(words) * share)
        start = rng.randrange(len(words) - n + 1)
        return " ".join(words[start : start + n])

    return edit


def changed(share: float) -> Edit:
    pool = [word for r in SINGLE for word in r.text.split()]
    return lambda text, rng: " ".join(rng.choice(pool) if rng.random() < share else word for word in text.split())


def reordered(text: str, rng: random.Random) -> str:
    sentences = text.replace("\n\n", " ").split(". ")
    rng.shuffle(sentences)
    return ". ".join(sentences)


def paragraph_added(text: str, rng: random.Random) -> str:
    return f"{text}\n\n{changed(1.0)(cut(0.5)(text, rng), rng)}"


def retitled(text: str, rng: random.Random) -> str:
    return f"Und das sagt die Stadt dazu: {rng.randrange(900)} neue Fragen\n\n{text}\n\n(dpa)"


# Floors a little below what was found: all but one of 98, with 20 % changed.
EDITS: list[tuple[str, Edit, float]] = [
    ("10 % changed", changed(0.1), 0.99),
    ("20 % changed", changed(0.2), 0.97),
    ("cut to a third", cut(1 / 3), 0.99),
    ("cut to a third, 10 % changed", lambda t, rng: changed(0.1)(cut(1 / 3)(t, rng), rng), 0.97),
    ("reordered, 10 % changed", lambda t, rng: changed(0.1)(reordered(t, rng), rng), 0.97),
    ("paragraph added", paragraph_added, 0.99),
    ("retitled", retitled, 1.0),
]
