from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

# Nothing may be fetched from a hub while testing; set before any library reads it.
os.environ.setdefault("HF_HUB_OFFLINE", "1")

# Whoever runs the tests in a checkout where articles are under review keeps their own ledger out of it.
os.environ["WORKBENCH_REVIEWS"] = str(Path(__file__).parent / "no ledger" / "ledger.sqlite")

import pytest

from tests.support import SAMPLE
from workbench.corpus.readers import read_reports
from workbench.indexing.builder import Builder
from workbench.indexing.generations import Generation, IndexDirectory
from workbench.models import load_encoder


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports, built with the shipped encoder. Tests must not change it."""
    folder = tmp_path_factory.mktemp("sample-index")
    source = SAMPLE / "reports.jsonl"
    Builder(IndexDirectory(folder), load_encoder(), 3, strict=True).build(read_reports([source]), [str(source)])
    return folder


@pytest.fixture
def sample_generation(sample_index: Path) -> Iterator[Generation]:
    generation = IndexDirectory(sample_index).open()
    yield generation
    generation.close()
