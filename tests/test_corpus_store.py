from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from tests.support import report
from workbench.corpus.store import CorpusStore
from workbench.corpus.tables import text_hash
from workbench.errors import IndexDamaged
from workbench.indexing.windows import passages_of
from workbench.types import Filters, Report, ReportKind

REPORTS = [
    report("a", "Am Montag kamen 12 Busse nach Gera.", outlet="Blatt", day="2026-03-02", title="Busse"),
    # The same words under other punctuation, a day earlier: the origin of both.
    report("b", "Am Montag kamen 12 Busse nach Gera!", outlet="Bote", day="2026-03-01"),
    report("c", "Twelve buses reached Gera on Monday.", language="en", outlet="Wire", day="2026-03-05"),
    report("d", "Undatiert: In Gera fährt kein Bus.", outlet=None, kind=ReportKind.FACT_CHECK),
]


def insert(store: CorpusStore, reports: list[Report]) -> None:
    passages = [p for r in reports for p in passages_of(r)]
    texts = {text_hash(p.text): p.text for p in passages}
    vectors = np.array([[float(h % 97), 1.0, 2.0] for h in texts], np.float32)
    store.insert(reports, passages, list(texts), vectors)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    made = CorpusStore.create(tmp_path / "corpus.duckdb", 3)
    insert(made, REPORTS)
    made.settle_origins()
    yield made
    made.close()


def test_reports_come_back_as_they_went_in(store: CorpusStore) -> None:
    found = store.reports(["a", "c", "d", "zzz"])
    assert set(found) == {"a", "c", "d"}
    assert found["c"] == REPORTS[2]
    assert found["d"] == REPORTS[3]
    assert found["a"].published_at == datetime(2026, 3, 2, tzinfo=UTC)
    assert store.report("zzz") is None


def test_exact_copies_have_the_earliest_as_origin(store: CorpusStore) -> None:
    assert {i: r.origin_id for i, r in store.reports(["a", "b", "c", "d"]).items()} == {
        "a": "b",
        "b": "b",
        "c": "c",
        "d": "d",
    }


def test_passages_know_their_report(store: CorpusStore) -> None:
    passage = passages_of(REPORTS[2])[0]
    assert store.passages([passage.id, 7]) == {passage.id: (passage, replace(REPORTS[2], text=""))}


def all_vectors(store: CorpusStore) -> dict[int, list[float]]:
    return {
        int(i): v.tolist() for ids, vectors in store.vectors_in_batches(2) for i, v in zip(ids, vectors, strict=True)
    }


def test_vectors_belong_to_the_text_of_their_passage(store: CorpusStore) -> None:
    expected = {p.id: [text_hash(p.text) % 97, 1.0, 2.0] for r in REPORTS for p in passages_of(r)}
    assert all_vectors(store) == expected
    some = sorted(expected)[:2]
    assert {i: v.tolist() for i, v in store.passage_vectors(some).items()} == {i: expected[i] for i in some}
    ids, vectors = store.sample_vectors(2)
    assert {int(i): v.tolist() for i, v in zip(ids, vectors, strict=True)} == {i: expected[i] for i in some}
    one = passages_of(REPORTS[0])[0].text
    assert store.known_embeddings([text_hash(one), 5])[text_hash(one)].tolist() == [text_hash(one) % 97, 1, 2]


FILTERS = [
    (Filters(), "abcd"),
    (Filters(outlets=("blatt", "WIRE")), "ac"),  # without case
    (Filters(languages=("de",)), "abd"),
    (Filters(kinds=(ReportKind.FACT_CHECK,)), "d"),
    (Filters(since=date(2026, 3, 2)), "ac"),  # inclusive; undated reports are left out
    (Filters(until=date(2026, 3, 2)), "ab"),
    (Filters(exclude_reports=("a", "d")), "bc"),
    (Filters(languages=("de",), since=date(2026, 3, 2), exclude_reports=("a",)), ""),
]


@pytest.mark.parametrize(("filters", "wanted"), FILTERS, ids=[w or "none" for _, w in FILTERS])
def test_filters(store: CorpusStore, filters: Filters, wanted: str) -> None:
    ids = sorted(p.id for r in REPORTS if r.id in wanted for p in passages_of(r))
    assert store.passage_ids(filters).tolist() == ids


def test_removing_takes_passages_and_lonely_embeddings_along(store: CorpusStore) -> None:
    assert store.remove(["a", "nobody"]) == 1
    assert store.counts() == (3, 3)
    assert passages_of(REPORTS[0])[0].id not in all_vectors(store)
    assert store.known_embeddings([text_hash(REPORTS[0].text)]) == {}
    insert(store, [REPORTS[0]])
    assert store.counts() == (4, 4)


def test_an_insert_that_fails_leaves_nothing(store: CorpusStore) -> None:
    with pytest.raises(Exception, match="could not be stored"):
        insert(store, [report("new", "Ein ganz neuer Bericht aus Gera."), REPORTS[0]])
    assert store.report("new") is None
    assert store.counts() == (4, 4)


def test_threads_share_a_store(tmp_path: Path, store: CorpusStore) -> None:
    wanted = {r.id: r.text for r in REPORTS}

    def ask(n: int) -> bool:
        i = "abcd"[n % 4]
        found = store.report(i)
        return found is not None and found.text == wanted[i]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(400)))


def test_what_is_no_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="missing"):
        CorpusStore.open(tmp_path / "none.duckdb")
    (tmp_path / "bad.duckdb").write_bytes(b"x" * 5000)
    with pytest.raises(IndexDamaged, match=r"bad\.duckdb cannot be opened"):
        CorpusStore.open(tmp_path / "bad.duckdb")


def test_overview_counts_reports(store: CorpusStore) -> None:
    assert store.overview() == {
        "language": {"de": 3, "en": 1},
        "kind": {"report": 3, "fact_check": 1},
        "outlet": {"": 1, "Blatt": 1, "Bote": 1, "Wire": 1},
    }
