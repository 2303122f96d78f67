"""Every layout of the vector index against a brute-force oracle."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from workbench.errors import IndexDamaged
from workbench.indexing import vectors as module
from workbench.indexing.vectors import FaissIndex
from workbench.protocols import Ids, Vectors

N, DIMENSION = 6000, 24


def unit(n: int, seed: int) -> Vectors:
    """Clustered, like texts: uniform vectors have no near neighbours to find."""
    rng = np.random.default_rng(seed)
    centres = np.random.default_rng(1).normal(size=(60, DIMENSION))
    found = centres[rng.integers(0, 60, n)] + 0.6 * rng.normal(size=(n, DIMENSION))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


IDS: Ids = np.sort(np.random.default_rng(2).choice(2**62, N, replace=False))
VECTORS = unit(N, 3)
QUERIES = unit(20, 4)


def made(ids: Ids, vectors: Vectors) -> FaissIndex:
    """Built in two batches, as the builder does it."""
    batches = [(ids[: N // 3], vectors[: N // 3]), (ids[N // 3 :], vectors[N // 3 :])]
    return FaissIndex.build([b for b in batches if len(b[0])], len(ids), vectors)


@pytest.fixture(params=["flat", "ivf"])
def index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> FaissIndex:
    if request.param == "ivf":
        monkeypatch.setattr(module, "FLAT_UP_TO", 1000)
    built = made(IDS, VECTORS)
    assert built.layout.startswith(request.param)
    return built


def oracle(query: Vectors, k: int, allowed: Ids | None = None) -> list[int]:
    scores = VECTORS @ query
    rows = range(N) if allowed is None else [i for i in range(N) if IDS[i] in set(allowed.tolist())]
    return [int(IDS[i]) for i in sorted(rows, key=lambda i: -scores[i])[:k]]


def test_finds_what_brute_force_finds(index: FaissIndex) -> None:
    found = index.search(QUERIES, 10)
    hits = sum(len({i for i, _ in row} & set(oracle(q, 10))) for q, row in zip(QUERIES, found, strict=True))
    assert hits / (10 * len(QUERIES)) >= (1.0 if index.layout == "flat" else 0.9)


def test_similarity_is_the_inner_product_best_first(index: FaissIndex) -> None:
    by_id = {int(i): v for i, v in zip(IDS, VECTORS, strict=True)}
    for query, row in zip(QUERIES, index.search(QUERIES, 10), strict=True):
        scores = [s for _, s in row]
        assert scores == sorted(scores, reverse=True)
        assert scores == pytest.approx([float(by_id[i] @ query) for i, _ in row], abs=0.02)


def test_a_filter_that_leaves_few_is_answered_in_full(index: FaissIndex) -> None:
    allowed = IDS[[5, 900, 3000, 5999]]
    for query, row in zip(QUERIES, index.search(QUERIES, 10, allowed), strict=True):
        assert {i for i, _ in row} == set(oracle(query, 10, allowed))


def test_more_wanted_than_there_are_is_never_padded() -> None:
    small = made(IDS[:3], VECTORS[:3])
    assert [len(row) for row in small.search(QUERIES, 10)] == [3] * len(QUERIES)
    assert small.search(QUERIES[:1], 10, np.zeros(0, np.int64)) == [[]]


def test_save_load_ids(index: FaissIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "x.faiss")
    loaded = FaissIndex.load(tmp_path / "x.faiss")
    assert loaded.ids().tolist() == IDS.tolist()
    assert loaded.search(QUERIES, 5) == index.search(QUERIES, 5)
    (tmp_path / "y.faiss").write_bytes(b"no index")
    with pytest.raises(IndexDamaged, match=r"y\.faiss"):
        FaissIndex.load(tmp_path / "y.faiss")


def test_shapes_are_checked(index: FaissIndex) -> None:
    with pytest.raises(ValueError, match="3 ids for 2 vectors"):
        made(IDS[:3], VECTORS[:2])
    with pytest.raises(ValueError, match=f"dimension {DIMENSION}"):
        index.search(QUERIES[:, :5], 3)
