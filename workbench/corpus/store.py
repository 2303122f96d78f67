"""The only module that speaks to DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import duckdb
import numpy as np
import pyarrow as pa

from workbench.corpus.filtering import PUBLISHED_BY, utc_naive, where
from workbench.corpus.migrations import MIGRATIONS
from workbench.corpus.readers import content_hash
from workbench.corpus.settling import forget, origins_as_of, reports_like, settle, take_in
from workbench.corpus.tables import (
    REPORT_FIELDS,
    embedding_table,
    ids_and_vectors,
    matrix,
    passage_table,
    report_table,
)
from workbench.errors import IndexDamaged, WorkbenchError
from workbench.protocols import Ids, Vectors
from workbench.types import Filters, Passage, Report, ReportKind

_MEMORY_LIMIT = "2GB"
_REPORT = ", ".join(f"r.{name}" for name in REPORT_FIELDS)
_WITHOUT_TEXT = _REPORT.replace("r.text", "'' AS text")
_PASSAGE = "p.id, p.report_id, p.span_start, p.span_end, p.text"


class CorpusStore:
    """One generation's corpus. Threads may share it: every query runs on a cursor of its own, because one
    DuckDB connection shared by eight threads loses and mixes rows."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def create(cls, path: Path, dimension: int) -> Self:
        store = cls(duckdb.connect(str(path), config=_config()), path)
        for number, migration in enumerate(MIGRATIONS, 1):
            for statement in migration(dimension):
                store._run(statement)
            store._run(f"CREATE OR REPLACE TABLE schema_version AS SELECT {number} AS version")
        return store

    @classmethod
    def open(cls, path: Path, *, writable: bool = False) -> Self:
        """Opens an existing corpus; IndexDamaged when it is missing, broken or of another version."""
        if not path.is_file():
            raise IndexDamaged(f"{path} is missing; run `workbench index rollback` or build again")
        try:
            store = cls(duckdb.connect(str(path), read_only=not writable, config=_config()), path)
            version = store._run("SELECT version FROM schema_version").fetchone()
        except duckdb.Error as error:
            raise IndexDamaged(f"{path} cannot be opened: {error}") from None
        if version != (len(MIGRATIONS),):
            raise IndexDamaged(f"{path} has schema {version}, this workbench reads {len(MIGRATIONS)}; build again")
        return store

    def close(self) -> None:
        self._connection.close()

    def _run(self, sql: str, parameters: Any = None) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor().execute(sql, parameters)

    # Writing: the builder's side.

    def insert(
        self, reports: Sequence[Report], passages: Sequence[Passage], hashes: Sequence[int], vectors: Vectors
    ) -> None:
        """Adds reports with their passages, and the (n, dimension) embeddings of n text hashes, or nothing at all."""

        def write(cursor: duckdb.DuckDBPyConnection) -> None:
            _insert_arrow(cursor, "reports", report_table(reports))
            _insert_arrow(cursor, "passages", passage_table(passages))
            if hashes:
                _insert_arrow(cursor, "embeddings", embedding_table(hashes, vectors))
            take_in(cursor, reports)

        self._at_once(write)

    def _at_once(self, write: Callable[[duckdb.DuckDBPyConnection], None]) -> None:
        """One transaction: all of it or nothing."""
        cursor = self._connection.cursor()
        cursor.begin()
        try:
            write(cursor)
            cursor.commit()
        except duckdb.Error as error:
            cursor.rollback()
            raise WorkbenchError(f"{self.path}: reports could not be stored: {error}") from None

    def remove(self, report_ids: Iterable[str]) -> int:
        """Takes reports and what hangs on them out; says how many there were."""
        ids = list(report_ids)
        count = self._run("SELECT count(*) FROM reports WHERE list_contains(?, id)", [ids]).fetchone()
        self._run("DELETE FROM reports WHERE list_contains(?, id)", [ids])
        self._run("DELETE FROM passages WHERE list_contains(?, report_id)", [ids])
        self._run("DELETE FROM embeddings WHERE text_hash NOT IN (SELECT text_hash FROM passages)")
        forget(self._connection.cursor(), ids)
        return int(count[0]) if count else 0

    def settle_origins(self) -> None:
        """Gives the copies and light rewrites of one text the earliest of them as origin."""
        self._at_once(settle)

    def checkpoint(self) -> None:
        self._run("CHECKPOINT")

    def known_embeddings(self, hashes: Sequence[int]) -> dict[int, Vectors]:
        """The kept vectors of these texts, each (dimension,) float32."""
        wanted = pa.table({"h": pa.array([str(h) for h in hashes])})
        cursor = self._connection.cursor()
        cursor.register("wanted", wanted)
        found = _arrow(
            cursor,
            "SELECT e.text_hash::VARCHAR, e.vector FROM embeddings e JOIN wanted w ON e.text_hash = w.h::HUGEINT",
        )
        keys = found.column(0).to_pylist()
        vectors = matrix(found.column(1))
        return {int(key): vectors[row] for row, key in enumerate(keys)}

    # Reading.

    def counts(self) -> tuple[int, int]:
        """(reports, passages)."""
        row = self._run("SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM passages)").fetchone()
        assert row is not None
        return int(row[0]), int(row[1])

    def vectors_in_batches(self, size: int = 50_000) -> Iterator[tuple[Ids, Vectors]]:
        """All passages as (n,) ids and (n, dimension) embeddings, ``size`` at a time, in no order."""
        sql = "SELECT p.id, e.vector FROM passages p JOIN embeddings e USING (text_hash)"
        for batch in self._connection.cursor().sql(sql).to_arrow_reader(size):
            yield ids_and_vectors(pa.Table.from_batches([batch]))

    def sample_vectors(self, n: int) -> tuple[Ids, Vectors]:
        """About ``n`` passages drawn at random, the same ones each time: ids are hashes, so the smallest will do."""
        sql = "SELECT p.id, e.vector FROM passages p JOIN embeddings e USING (text_hash) WHERE p.id <= ?"
        bound = self._run("SELECT max(id) FROM (SELECT id FROM passages ORDER BY id LIMIT ?)", [n]).fetchone()
        return ids_and_vectors(_arrow(self._connection.cursor(), sql, list(bound or ())))

    def passages_in_batches(self, size: int = 10_000) -> Iterator[list[tuple[Passage, Report]]]:
        """Every passage with its report, without the report's text, for the indexes beside the corpus."""
        cursor = self._run(f"SELECT {_PASSAGE}, {_WITHOUT_TEXT} FROM passages p JOIN reports r ON r.id = p.report_id")
        while rows := cursor.fetchmany(size):
            yield [(Passage(*row[:5]), _report(row[5:])) for row in rows]

    def passages(self, ids: Sequence[int]) -> dict[int, tuple[Passage, Report]]:
        """Passages with their reports by id; ids the corpus does not have are absent.

        The reports come without their text: DuckDB unpacks 2,048 texts to give one, a tenth of a second for ten
        reports. ``report`` has it.
        """
        rows = self._run(
            f"SELECT {_PASSAGE}, {_WITHOUT_TEXT} FROM passages p JOIN reports r ON r.id = p.report_id "
            "WHERE p.id IN (SELECT unnest(?::BIGINT[]))",
            [[int(i) for i in ids]],
        ).fetchall()
        return {row[0]: (Passage(*row[:5]), _report(row[5:])) for row in rows}

    def passage_vectors(self, ids: Sequence[int]) -> dict[int, Vectors]:
        """The embeddings of passages by id, each (dimension,) float32; ids the corpus does not have are absent."""
        found = _arrow(
            self._connection.cursor(),
            "SELECT p.id, e.vector FROM passages p JOIN embeddings e USING (text_hash) "
            "WHERE p.id IN (SELECT unnest(?::BIGINT[]))",
            [[int(i) for i in ids]],
        )
        return dict(zip(found.column(0).to_pylist(), matrix(found.column(1)), strict=True))

    def report(self, report_id: str) -> Report | None:
        return self.reports([report_id]).get(report_id)

    def reports(self, ids: Sequence[str]) -> dict[str, Report]:
        """Reports by id; ids the corpus does not have are absent. It reads a good part of all texts: ask for many."""
        rows = self._run(
            f"SELECT {_REPORT} FROM reports r WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(ids)]
        ).fetchall()
        return {row[0]: _report(row) for row in rows}

    def own_reports(
        self, text: str, url: str | None, outlet: str | None, origin_of: Mapping[str, str] | None = None
    ) -> tuple[str, ...]:
        """Ids of what is not independent of an article: under its URL, of its outlet, of one origin with a copy.

        ``origin_of`` are the origins to go by, where they are not those of today.
        """
        rows = self._run(
            "SELECT id FROM reports WHERE content_hash = ? OR url = ? OR lower(outlet) = lower(?)",
            [content_hash(text), url, outlet],
        ).fetchall()
        return tuple(sorted({row[0] for row in rows}.union(reports_like(self._connection.cursor(), text, origin_of))))

    def origins_as_of(self, moment: datetime) -> dict[str, str]:
        """Origins as they stood then, by report id, of the reports that have copies; the others are their own.

        A later report may bind two origins into one, and a later look at the corpus must not tell.
        """
        return origins_as_of(self._connection.cursor(), moment)

    def published_later_that_day(self, moment: datetime) -> tuple[str, ...]:
        """Ids of the reports of the moment's day, in UTC, that were not out by then."""
        when = utc_naive(moment)
        sql = f"SELECT id FROM reports r WHERE published_at::DATE = ?::DATE AND NOT {PUBLISHED_BY} ORDER BY id"
        return tuple(row[0] for row in self._run(sql, [when, when]).fetchall())

    def seen_as_of(self, moment: datetime) -> tuple[int, int]:
        """(reports published before, reports without a date)."""
        sql = f"SELECT count(*) FILTER ({PUBLISHED_BY}), count(*) FILTER (published_at IS NULL) FROM reports r"
        row = self._run(sql, [utc_naive(moment)]).fetchone()
        assert row is not None
        return int(row[0]), int(row[1])

    def texts(self) -> frozenset[str]:
        """The content hashes of all reports."""
        return frozenset(row[0] for row in self._run("SELECT content_hash FROM reports").fetchall())

    def new_origins(self, known: Set[str]) -> frozenset[str]:
        """The origins that have no report with one of these content hashes."""
        rows = self._run("SELECT origin_id, content_hash FROM reports").fetchall()
        return frozenset(origin for origin, _ in rows) - {origin for origin, text in rows if text in known}

    def origins_of(self, report_ids: Iterable[str]) -> frozenset[str]:
        """The origins of these reports; ids the corpus does not have are passed over."""
        sql = "SELECT DISTINCT origin_id FROM reports WHERE list_contains(?, id)"
        return frozenset(row[0] for row in self._run(sql, [list(report_ids)]).fetchall())

    def report_count(self, filters: Filters) -> int:
        """How many reports pass the filters."""
        condition, parameters = where(filters)
        row = self._run(f"SELECT count(*) FROM reports r WHERE {condition}", parameters).fetchone()
        return int(row[0]) if row else 0

    def origin(self, report_id: str) -> tuple[Report, ...]:
        """All reports of the origin that a report belongs to, itself among them; empty for an unknown id."""
        rows = self._run(
            f"SELECT {_REPORT} FROM reports r WHERE origin_id = (SELECT origin_id FROM reports WHERE id = ?)",
            [report_id],
        ).fetchall()
        return tuple(_report(row) for row in rows)

    def agencies(self, report_ids: Sequence[str]) -> dict[str, frozenset[str]]:
        """The agencies that each report credits, folded."""
        rows = self._run(
            "SELECT report_id, agencies FROM texts WHERE report_id IN (SELECT unnest(?::VARCHAR[]))", [list(report_ids)]
        ).fetchall()
        return {row[0]: frozenset(row[1]) for row in rows}

    def passage_ids(self, filters: Filters) -> Ids:
        """Ascending ids of the passages whose reports pass the filters."""
        condition, parameters = where(filters)
        found = self._run(
            f"SELECT p.id FROM passages p JOIN reports r ON r.id = p.report_id WHERE {condition} ORDER BY p.id",
            parameters,
        ).fetchnumpy()
        return np.asarray(found["id"], dtype=np.int64)

    def overview(self) -> dict[str, dict[str, int]]:
        """Reports by language, kind and outlet, most first; a missing outlet counts under the empty string."""
        return {
            column: dict(
                self._run(
                    f"SELECT coalesce({column}, ''), count(*) FROM reports GROUP BY 1 ORDER BY 2 DESC, 1"
                ).fetchall()
            )
            for column in ("language", "kind", "outlet")
        }


def _config() -> dict[str, str | bool | int | float | list[str]]:
    # Nothing is to be fetched or loaded behind the reviewer's back, and a desk's machine has other things to hold in
    # memory than four fifths of it for one corpus.
    return {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "memory_limit": _MEMORY_LIMIT,
    }


def _report(row: Sequence[Any]) -> Report:
    values = dict(zip(REPORT_FIELDS, row, strict=True))
    published = values["published_at"]
    values["published_at"] = published.replace(tzinfo=UTC) if published else None
    values["kind"] = ReportKind(values["kind"])
    return Report(**values)


def _arrow(cursor: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | None = None) -> pa.Table:
    return cursor.sql(sql, params=parameters).to_arrow_table()


def _insert_arrow(cursor: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    cursor.register("incoming", rows)
    cursor.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    cursor.unregister("incoming")
