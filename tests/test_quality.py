"""The quality gate: floors for the shipped models on the project's own bank, sample and public cases.

Each floor lies a little under what was measured (docs/measurements.md). Lowering one is a decision on record
(docs/decisions.md). `make eval` measures the public dev sets as well, where they are at hand.
"""

from __future__ import annotations

from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from tests.support import ROOT, SAMPLE
from workbench.evaluation.cases import evaluate_case
from workbench.evaluation.nli import evaluate_nli
from workbench.models import load_encoder, load_stance_model
from workbench.reading import read_article
from workbench.settings import Settings
from workbench.types import BlockKind

CASES = sorted(path for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir())


def checked(folder: Path) -> dict[str, Any]:
    return evaluate_case(folder, load_encoder(), load_stance_model(), Settings())


@pytest.fixture(scope="module")
def bank() -> dict[str, Any]:
    return evaluate_nli(ROOT / "data" / "newsstance" / "dev.jsonl", load_stance_model(), limit=50)


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return checked(SAMPLE)


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    return [checked(folder) for folder in CASES]


def test_stance_on_the_bank(bank: dict[str, Any]) -> None:
    assert bank["n"] == 600
    assert bank["accuracy"] >= 0.47
    assert min(pair["accuracy"] for pair in bank["languages"].values()) >= 0.43
    assert bank["false_reversals"] <= 0.36
    assert bank["ece"] <= 0.1


def test_the_sample_end_to_end(sample: dict[str, Any]) -> None:
    assert sample["claims_found"] >= 0.95
    assert sample["boilerplate_leaked"] == 0
    assert sample["non_claims_taken"] <= 0.34
    assert sample["evidence_recall"] >= 0.85
    assert sample["origins"]["f1"] >= 0.95
    assert sample["stance_accuracy"] >= 0.33
    assert sample["suggestions"] >= 6
    assert sample["suggestions_right"] >= 0.45


def test_the_public_cases_end_to_end(cases: list[dict[str, Any]]) -> None:
    assert len(cases) == 4
    assert mean(case["claims_found"] for case in cases) >= 0.95
    assert mean(case["boilerplate_leaked"] for case in cases) <= 0.05
    assert mean(case["evidence_recall"] for case in cases) >= 0.82
    assert min(case["origins"]["f1"] for case in cases) >= 0.95
    assert mean(case["stance_accuracy"] for case in cases) >= 0.28


def test_subheads_of_the_sample_are_context() -> None:
    article = read_article(str(SAMPLE / "article.txt"))
    subheads = [article.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.SUBHEAD]
    assert "1.200 Gefangene sollen nach Hause" in subheads
