from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import build, report
from workbench.indexing.generations import IndexDirectory
from workbench.matching import Matcher, fuse
from workbench.models import load_encoder
from workbench.types import Filters

REPORTS = [
    report("a", "In Gera wurden am Montag 120 Wohnungen übergeben.", outlet="Blatt", day="2026-03-02"),
    report("b", "In Gera opened 120 new flats on Monday.", language="en", outlet="Wire", day="2026-03-03"),
    report("c", "Der Fluss stieg bei Passau auf neun Meter.", outlet="Bote", day="2026-03-04"),
    report("d", "Die Notenbank ließ den Leitzins unverändert.", outlet="Bote", day="2026-03-05"),
]


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matcher]:
    folder: Path = tmp_path_factory.mktemp("index")
    build(folder, REPORTS)
    generation = IndexDirectory(folder).open()
    yield Matcher(generation, load_encoder())
    generation.close()


def found(matcher: Matcher, text: str, k: int = 10, filters: Filters | None = None) -> list[str]:
    return [m.report.id for m in matcher.search([text], k, filters)[0]]


def test_finds_across_languages(matcher: Matcher) -> None:
    assert set(found(matcher, "120 Wohnungen in Gera", 2)) == {"a", "b"}
    assert found(matcher, "The river rose to nine metres near Passau", 1) == ["c"]
    assert found(matcher, "interest rate of the central bank unchanged", 1) == ["d"]


def test_similarity_is_the_cosine_and_relevance_falls(matcher: Matcher) -> None:
    encoder = load_encoder()
    matches = matcher.search(["120 Wohnungen in Gera"], 4)[0]
    query = encoder.encode_claims(["120 Wohnungen in Gera"])[0]
    for match in matches:
        assert match.similarity == pytest.approx(query @ encoder.encode_passages([match.passage.text])[0], abs=1e-4)
    relevance = [m.relevance for m in matches]
    assert relevance == sorted(relevance, reverse=True)
    assert 0 <= relevance[-1] < relevance[0] <= 1


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(languages=("en",)), {"b"}),
        (Filters(outlets=("bote",)), {"c", "d"}),
        (Filters(since=date(2026, 3, 3), until=date(2026, 3, 4)), {"b", "c"}),
        (Filters(exclude_reports=("a", "b", "c")), {"d"}),
        (Filters(languages=("fr",)), set()),
    ],
)
def test_filters_hold_for_dense_and_lexical_candidates(matcher: Matcher, filters: Filters, wanted: set[str]) -> None:
    assert set(found(matcher, "In Gera wurden 120 Wohnungen übergeben", filters=filters)) == wanted


def test_many_texts_are_answered_as_one_by_one(matcher: Matcher) -> None:
    texts = ["Wohnungen in Gera", "Passau", "qqqq zzzz"]
    assert matcher.search(texts, 3) == [matcher.search([text], 3)[0] for text in texts]
    assert matcher.search([], 3) == []


def ranking() -> st.SearchStrategy[list[tuple[int, float]]]:
    scores = st.dictionaries(st.integers(0, 30), st.floats(0.01, 50), max_size=20)
    return scores.map(lambda found: sorted(found.items(), key=lambda item: -item[1]))


@given(ranking(), ranking(), st.integers(1, 10))
def test_fusion(dense: list[tuple[int, float]], lexical: list[tuple[int, float]], k: int) -> None:
    fused = fuse(dense, lexical, k)
    assert len(fused) == min(k, len({i for i, _ in dense} | {i for i, _ in lexical}))
    assert list(fused.values()) == sorted(fused.values(), reverse=True)
    assert all(0 <= score <= 1 for score in fused.values())
    if dense and lexical and dense[0][0] == lexical[0][0]:
        assert max(fused.values()) == pytest.approx(1)


def test_fusion_does_not_depend_on_the_scale_of_similarities() -> None:
    lexical = [(3, 9.0), (1, 4.0)]
    low, high = [(1, 0.5), (2, 0.3), (4, 0.1)], [(1, 0.95), (2, 0.93), (4, 0.91)]
    assert fuse(low, lexical, 4) == pytest.approx(fuse(high, lexical, 4))
    assert list(fuse(low, lexical, 4)) == [1, 3, 2, 4]
