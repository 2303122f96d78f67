"""What all training scripts share: where the data lies, how it is read, and what is held out."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

from workbench.evaluation.headlines import Story, held_out, marks, ranked, stories

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
WEIGHTS = ROOT / "workbench" / "models" / "weights"
NEWS = {"de": "news/fang-covid.de.jsonl.gz", "en": "news/article-bias.en.jsonl.gz"}


def read_rows(path: Path) -> list[dict]:
    """All rows of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_articles(data: Path, language: str) -> list[Story]:
    """The articles of a news set, without a title repeated in the text."""
    return stories(read_rows(data / NEWS[language]))


def split_articles(articles: list[Story]) -> tuple[list[Story], list[Story]]:
    """(train, held out), the same everywhere: ``workbench eval retrieval`` measures on the held out.

    Articles that share a title or an opening with a held-out one are in neither part (syndicated copies).
    """
    dev, seen = held_out(articles)
    return [article for article in ranked(articles) if not marks(article) & seen], dev


def parallel_pairs(data: Path) -> dict[str, list[tuple[str, str]]]:
    """(German, English) sentence pairs by kind, without sentences that stand in the STSb dev sets."""
    dev = {
        text
        for lang in ("de", "en")
        for row in read_rows(data / f"sts/stsb-dev.{lang}.jsonl.gz")
        for text in (row["a"], row["b"])
    }
    kinds: dict[str, list[tuple[str, str]]] = {}
    for row in read_rows(data / "parallel/train.de-en.jsonl.gz"):
        if row["de"] not in dev and row["en"] not in dev:
            kind = "news" if row["source"].startswith("news") else row["source"].split("_")[0].split("-")[0]
            kinds.setdefault(kind, []).append((row["de"], row["en"]))
    return kinds


class Clock:
    """Seconds since the start, in front of what is reported on progress."""

    def __init__(self) -> None:
        self.start = time.monotonic()

    def __call__(self, *what: object) -> None:
        print(f"[{self.seconds():7.1f}s]", *what, flush=True)

    def seconds(self) -> float:
        return time.monotonic() - self.start


def batches(items: list, size: int) -> Iterator[list]:
    """Consecutive slices of ``size`` items."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
