"""How well claims find what answers them: dense, lexical and fused, through indexes made for the purpose."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from workbench.corpus.readers import content_hash, read_reports
from workbench.errors import BadRecord, InputError
from workbench.evaluation.headlines import HELD_OUT, held_out, stories
from workbench.evaluation.metrics import means, ranking
from workbench.evaluation.rows import Row, read_rows, require
from workbench.indexing.lexical import TantivyIndex
from workbench.indexing.vectors import FaissIndex
from workbench.indexing.windows import passages_of
from workbench.matching import CANDIDATES, fuse
from workbench.protocols import Encoder, Progress, no_progress
from workbench.types import Filters, Passage, Report

_READS = (
    "the retrieval suite reads queries (query_id, query, relevant) beside the report files that they search, "
    "parallel sentences (de, en), or reports with title and text, whose leads are searched by title"
)
# Texts that are searched with, or indexed, at a time.
_BATCH = 500
# Vectors that inverted lists are trained on, where there are so many that an exact scan is left.
_SAMPLE = 100_000


Searched = tuple[Passage, Report]


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    relevant: frozenset[str]


def evaluate_retrieval(
    paths: Sequence[Path], encoder: Encoder, limit: int | None = None, progress: Progress = no_progress
) -> list[dict[str, Any]]:
    """One result a task: a file of queries, a direction of a parallel file, the titles of a report file.

    ``rankers`` holds hit@1, hit@10, recall@10, nDCG@10 and MRR of each ranker; those of the fused one, which matching
    uses, stand beside ``n`` as well. ``limit`` bounds queries, and the leads among which a title is searched.
    """
    kinds = {path: _kind(path) for path in paths}
    reports = [path for path, kind in kinds.items() if kind == "reports"]
    found = []
    for path, kind in kinds.items():
        if kind == "queries":
            if not reports:
                raise InputError(f"{path} holds queries: name the report files that they search beside it")
            rows = read_rows(path, limit)
            require(path, rows, ("query_id", "query", "relevant"), _READS)
            queries = [
                Query(str(row["query"]), _relevant(path, number, row["relevant"]))
                for number, row in enumerate(rows, 1)
                if row["relevant"]
            ]
            passages = [(p, report) for report in _good(read_reports(reports)) for p in passages_of(report)]
            found.append(_task(str(path), "query", queries, passages, encoder, progress))
        elif kind == "parallel":
            rows = read_rows(path, limit)
            require(path, rows, ("de", "en"), _READS)
            for source, target in (("de", "en"), ("en", "de")):
                queries = [Query(str(row[source]), frozenset({str(i)})) for i, row in enumerate(rows)]
                passages = [_whole(i, str(i), str(row[target]), target) for i, row in enumerate(rows)]
                found.append(_task(str(path), f"{source}-{target}", queries, passages, encoder, progress))
        elif "queries" not in kinds.values():
            articles, _ = held_out(stories(read_rows(path)), limit or HELD_OUT)
            queries = [Query(article.title, frozenset({article.id})) for article in articles]
            passages = [_whole(i, one.id, one.lead, one.language or "de") for i, one in enumerate(articles)]
            found.append(_task(str(path), "title-lead", queries, passages, encoder, progress))
    return found


def _kind(path: Path) -> str:
    row: Row = read_rows(path, 1)[0]
    if {"query_id", "query", "relevant"} <= set(row):
        return "queries"
    if {"de", "en"} <= set(row):
        return "parallel"
    if "text" in row:
        return "reports"
    raise InputError(f"{path}: fields {', '.join(sorted(row))}; {_READS}")


def _relevant(path: Path, number: int, ids: Any) -> frozenset[str]:
    if not isinstance(ids, list):
        raise InputError(f"{path}, row {number}: relevant is {ids!r}, expected a list of report ids; {_READS}")
    return frozenset(map(str, ids))


def _whole(number: int, identifier: str, text: str, language: str) -> Searched:
    """A text that is one passage, however long."""
    report = Report(identifier, text, language, content_hash(text), identifier)
    return Passage(number, identifier, 0, len(text), text), report


def _good(records: Iterable[Report | BadRecord]) -> list[Report]:
    return [record for record in records if isinstance(record, Report)]


def _task(
    file: str, task: str, queries: Sequence[Query], passages: Sequence[Searched], encoder: Encoder, progress: Progress
) -> dict[str, Any]:
    known = {report.id for _, report in passages}
    if not any(query.relevant & known for query in queries):
        raise InputError(f"{file}: no query names a report that is there; {_READS}")
    rankings = _rankings(passages, encoder, [query.text for query in queries], progress)
    rankers = {
        name: means([ranking(one, query.relevant) for one, query in zip(ranked, queries, strict=True)])
        for name, ranked in rankings.items()
    }
    return (
        {"file": file, "task": task, "n": len(queries), "documents": len(known)}
        | rankers["fused"]
        | {"rankers": rankers}
    )


def _rankings(
    passages: Sequence[Searched], encoder: Encoder, texts: Sequence[str], progress: Progress
) -> dict[str, list[list[str]]]:
    """Ranker → for each text report ids, best first; a report stands where its best passage does."""
    vectors = encoder.encode_passages([passage.text for passage, _ in passages])
    ids = np.array([passage.id for passage, _ in passages], np.int64)
    index = FaissIndex.build([(ids, vectors)], len(ids), vectors[:_SAMPLE])
    report = {passage.id: report.id for passage, report in passages}
    found: dict[str, list[list[str]]] = {"dense": [], "lexical": [], "fused": []}
    with tempfile.TemporaryDirectory(prefix="workbench-eval-") as folder:
        words = TantivyIndex.create(Path(folder) / "lexical")
        words.add([list(passages[start : start + _BATCH]) for start in range(0, len(passages), _BATCH)])
        for start in range(0, len(texts), _BATCH):
            some = texts[start : start + _BATCH]
            dense = index.search(encoder.encode_claims(some), CANDIDATES)
            lexical = [words.search(text, CANDIDATES, Filters()) for text in some]
            fused = [list(fuse(d, w, CANDIDATES).items()) for d, w in zip(dense, lexical, strict=True)]
            for name, rankings in (("dense", dense), ("lexical", lexical), ("fused", fused)):
                found[name] += [list(dict.fromkeys(report[i] for i, _ in ranked)) for ranked in rankings]
            progress("queries", start + len(some), len(texts))
    return found
