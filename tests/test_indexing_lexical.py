from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support import report
from tests.test_corpus_store import FILTERS, REPORTS
from workbench.errors import IndexDamaged
from workbench.indexing.lexical import TantivyIndex
from workbench.indexing.windows import passages_of
from workbench.types import Filters

MORE = [
    report("e", "Die Häuser der Familien wurden geräumt.", title="Hochwasser in Passau"),
    report("f", "Families left their houses in Passau.", language="en"),
    report("g", "Les familles ont quitté Passau.", language="fr"),
]


@pytest.fixture
def index(tmp_path: Path) -> TantivyIndex:
    made = TantivyIndex.create(tmp_path / "lexical")
    made.add([[(p, r) for r in REPORTS + MORE for p in passages_of(r)]])
    return made


def reports_of(index: TantivyIndex, query: str, k: int = 10, filters: Filters | None = None) -> list[str]:
    by_id = {p.id: r.id for r in REPORTS + MORE for p in passages_of(r)}
    return [by_id[i] for i, _ in index.search(query, k, filters or Filters())]


def test_stems_by_language_and_names_across_languages(index: TantivyIndex) -> None:
    assert reports_of(index, "Haus") == ["e"]
    assert reports_of(index, "Häusern der Familie")[0] == "e"
    assert reports_of(index, "family house")[0] == "f"
    assert set(reports_of(index, "Passau")) == {"e", "f", "g"}


def test_a_title_counts_for_less_than_the_text(index: TantivyIndex) -> None:
    assert reports_of(index, "Passau")[-1] == "e"


def test_only_passages_that_share_a_word(index: TantivyIndex) -> None:
    assert reports_of(index, "Weltraumteleskop") == []
    assert reports_of(index, "der die und") == []
    assert reports_of(index, "") == []


def test_a_claim_is_no_query_syntax(index: TantivyIndex) -> None:
    assert reports_of(index, 'Passau AND (text:"Busse" OR -Gera: *)') != []


@pytest.mark.parametrize(("filters", "wanted"), FILTERS, ids=[w or "none" for _, w in FILTERS])
def test_filters_are_those_of_the_corpus(index: TantivyIndex, filters: Filters, wanted: str) -> None:
    assert sorted(set(reports_of(index, "Gera", filters=filters))) == sorted(wanted)


def test_best_first_and_no_more_than_k(index: TantivyIndex) -> None:
    found = index.search("Busse Gera Montag", 2, Filters())
    assert len(found) == 2
    assert found[0][1] >= found[1][1] > 0


def test_reopened_it_answers_the_same(index: TantivyIndex, tmp_path: Path) -> None:
    again = TantivyIndex.load(tmp_path / "lexical")
    assert len(again) == len(index) == 7
    assert again.search("Gera", 5, Filters(until=date(2026, 3, 2))) == index.search(
        "Gera", 5, Filters(until=date(2026, 3, 2))
    )
    with pytest.raises(IndexDamaged, match="nothing"):
        TantivyIndex.load(tmp_path / "nothing")


def test_parts_of_compounds_meet(tmp_path: Path) -> None:
    law = report("law", "Das Klimaschutzgesetz tritt im Mai in Kraft.")
    dog = report("dog", "Ein Hund bellte den ganzen Tag im Hof.")
    index = TantivyIndex.create(tmp_path / "parts")
    index.add([[(p, r) for r in (law, dog) for p in passages_of(r)]])
    found = [i for i, _ in index.search("Gesetz zum Klimaschutz", 5, Filters())]
    assert found == [p.id for p in passages_of(law)]
