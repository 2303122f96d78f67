"""What several tests build on: small reports, a stance model that can be foreseen, and index directories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from workbench.corpus.readers import content_hash
from workbench.indexing.builder import Builder, BuildSummary
from workbench.indexing.generations import IndexDirectory
from workbench.models import load_encoder
from workbench.protocols import Vectors
from workbench.types import Report, ReportKind

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample"


def report(
    identity: str,
    text: str,
    *,
    language: str = "de",
    outlet: str | None = None,
    title: str | None = None,
    day: str | None = None,
    kind: ReportKind = ReportKind.REPORT,
    url: str | None = None,
) -> Report:
    when = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return Report(identity, text, language, content_hash(text), identity, url, outlet, title, when, kind)


class WordStance:
    """Supports where every number of the claim is in the passage, refutes where the passage has other numbers.

    A passage without a longer word of the claim is about something else, and says nothing.
    """

    name = "words"
    fingerprint = "words-1"

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        return np.array([self._row(*pair) for pair in pairs], np.float32).reshape(-1, 3)

    def _row(self, passage: str, claim: str) -> tuple[float, float, float]:
        wanted, found = _numbers(claim), _numbers(passage)
        if not wanted or not found or not _longer(claim) & _longer(passage):
            return (0.05, 0.05, 0.9)
        return (0.9, 0.05, 0.05) if wanted <= found else (0.05, 0.9, 0.05)


def _longer(text: str) -> set[str]:
    return {word.strip(".,").casefold() for word in text.split() if len(word) > 5}


def _numbers(text: str) -> set[str]:
    return {word.strip(".,") for word in text.split() if word[:1].isdigit()}


def build(folder: Path, reports: Sequence[Report], *, keep: int = 3) -> BuildSummary:
    """Publishes a generation of these reports with the shipped encoder."""
    return Builder(IndexDirectory(folder), load_encoder(), keep).build(reports, ["test"])
