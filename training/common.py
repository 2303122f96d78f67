"""What all training scripts share: where the data lies, how it is read, and what is held out."""

from __future__ import annotations

import gzip
import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
WEIGHTS = ROOT / "workbench" / "models" / "weights"
NEWS = {"de": "news/fang-covid.de.jsonl.gz", "en": "news/article-bias.en.jsonl.gz"}
HELD_OUT = 2_000
LEAD_WORDS = 60


@dataclass(frozen=True, slots=True)
class Article:
    """A news article; ``words`` is its text without a repeated title, split at white space."""

    id: str
    title: str
    words: list[str]

    @property
    def lead(self) -> str:
        return " ".join(self.words[:LEAD_WORDS])


def read_rows(path: Path) -> list[dict]:
    """All rows of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_articles(data: Path, language: str) -> list[Article]:
    """The articles of a news set. A text that begins with its own title loses it: it is the answer."""
    found = []
    for row in read_rows(data / NEWS[language]):
        title = row["title"].strip()
        words = row["text"].strip().removeprefix(title).split()
        if title and len(words) >= LEAD_WORDS // 3:
            found.append(Article(row["id"], title, words))
    return found


def split_articles(articles: list[Article], held_out: int = HELD_OUT) -> tuple[list[Article], list[Article]]:
    """(train, held out): the held out are the lowest SHA-256 of the id, so the split is the same everywhere.

    Articles that share a title or an opening with a held-out one are in neither part (syndicated copies).
    """
    ranked = sorted(articles, key=lambda article: hashlib.sha256(article.id.encode()).digest())
    dev: list[Article] = []
    seen: set[str] = set()
    for article in ranked:
        if len(dev) == held_out:
            break
        marks = _marks(article)
        if not marks & seen:
            dev.append(article)
        seen |= marks
    train = [article for article in ranked if not _marks(article) & seen]
    return train, dev


def _marks(article: Article) -> set[str]:
    return {article.title.lower(), " ".join(article.words[:15]).lower()}


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
