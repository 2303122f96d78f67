"""Retrieval on tiny files, with an encoder that is told where every text lies."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from tests.test_cli import ok
from tests.test_evaluation_suites import Placed, write
from workbench.errors import InputError
from workbench.evaluation.headlines import Story, held_out, stories
from workbench.evaluation.retrieval import evaluate_retrieval

PARALLEL = [
    {"de": "Hunde bellen laut", "en": "dogs bark"},
    {"de": "Katzen schlafen gern", "en": "cats sleep"},
    {"de": "Vögel fliegen weit", "en": "birds fly"},
    {"de": "Fische schwimmen tief", "en": "fish swim"},
]


def test_parallel_sentences_are_searched_both_ways(tmp_path: Path) -> None:
    german, english = np.eye(4), np.eye(4)
    english[2:, 2:] = [[0.6, 0.8], [0.8, 0.6]]  # birds and fish are nearer to each other's German
    places = {row["de"]: list(german[i]) for i, row in enumerate(PARALLEL)}
    places |= {row["en"]: list(english[i]) for i, row in enumerate(PARALLEL)}
    there, back = evaluate_retrieval([write(tmp_path / "p.jsonl", PARALLEL)], Placed(places))
    assert (there["task"], back["task"]) == ("de-en", "en-de")
    for found in (there, back):
        assert (found["n"], found["documents"]) == (4, 4)
        assert (found["hit@1"], found["hit@10"], found["mrr"]) == (0.5, 1, 0.75)
        assert found["ndcg@10"] == pytest.approx((2 + 2 / math.log2(3)) / 4, abs=1e-4)
        assert found["rankers"]["dense"]["mrr"] == 0.75
        assert found["rankers"]["lexical"]["hit@10"] == 0  # no word is the same in both languages


REPORTS = [
    {"id": "dam", "text": "Die Talsperre im Harz ist wieder gut gefüllt."},
    {"id": "beer", "text": "Die Brauerei in Gera stellt den Betrieb ein."},
    {"id": "bad", "text": "kurz"},
]
QUERIES = [
    {"query_id": 1, "query": "Talsperre Harz", "relevant": ["dam"]},
    {"query_id": 2, "query": "Brauerei", "relevant": ["dam", "beer"]},
    {"query_id": 3, "query": "nothing", "relevant": []},
]


def test_queries_beside_the_reports_they_search(tmp_path: Path) -> None:
    places: dict[str, tuple[float, ...]] = {one["text"]: (1, 0) for one in REPORTS}
    places |= {str(one["query"]): (1, 0) for one in QUERIES}
    files = [write(tmp_path / "queries.jsonl", QUERIES), write(tmp_path / "reports.jsonl", REPORTS)]
    (found,) = evaluate_retrieval(files, Placed(places))
    assert (found["file"], found["task"], found["n"], found["documents"]) == (str(files[0]), "query", 2, 2)
    lexical = found["rankers"]["lexical"]
    assert (lexical["hit@1"], lexical["recall@10"], lexical["mrr"]) == (1, 0.75, 1)
    write(files[0], [{**QUERIES[0], "relevant": ["elsewhere"]}])
    with pytest.raises(InputError, match="no query names a report that is there"):
        evaluate_retrieval(files, Placed(places))
    write(files[0], [{**QUERIES[0], "relevant": "dam"}])
    with pytest.raises(InputError, match="row 1: relevant is 'dam', expected a list"):
        evaluate_retrieval(files, Placed(places))


def test_a_lead_is_searched_by_a_title_that_it_does_not_hold() -> None:
    words = [f"w{i}" for i in range(80)]
    rows = [
        {"id": "1", "title": "A title", "text": f"A title {' '.join(words)}"},
        {"id": "2", "title": "Too short", "text": "w " * 19},
        {"title": "No id", "text": "v " * 20, "language": "en"},
        {"id": "4", "text": "no title " * 20},
    ]
    assert stories(rows) == [Story("1", "A title", words, ""), Story("No id", "No id", ["v"] * 20, "en")]
    assert stories(rows)[0].lead == " ".join(words[:60])
    many = [Story(str(i), f"title {i % 7}", [f"{i}"] * 20, "") for i in range(20)]
    taken, _ = held_out(many, 5)
    assert [one.id for one in taken] == [one.id for one in held_out(many[::-1], 5)[0]]
    assert len({one.title for one in taken}) == 5
    assert len(held_out(many)[0]) == 7  # one a title


def test_the_command_line(tmp_path: Path) -> None:
    parallel = write(tmp_path / "parallel.jsonl", PARALLEL)
    document = json.loads(ok("eval", "retrieval", parallel, "--limit", "3", "--json"))
    assert (document["suite"], [one["task"] for one in document["files"]]) == ("retrieval", ["de-en", "en-de"])
    assert {"hit@1", "hit@10", "recall@10", "ndcg@10", "mrr", "rankers", "ci"} <= set(document["files"][0])
