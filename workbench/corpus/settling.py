"""Keeps the origins of a corpus in its tables: compares the texts that are new and names each report's origin.

How far two texts overlap is kept and depends on these two alone; origins follow from all that is kept. So one build of
everything ends where many additions and removals end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from workbench.corpus.credits import agencies, folded_sources, without_credits
from workbench.corpus.filtering import PUBLISHED_BY, utc_naive
from workbench.corpus.origins import (
    CANDIDATE_SHARE,
    COPIED,
    COPIED_WITH_CREDIT,
    EXACT,
    Edition,
    Overlap,
    Shingles,
    origins,
    samples,
    shingles,
    words_outside_quotes,
)
from workbench.corpus.readers import content_hash
from workbench.types import Report

# Who pastes a sentence or two, some 25 words, wants to see the reports that say it.
_FEWEST_PASTED = 23
_TEXT_BYTES = 8
# With fewer outside quotations they may be nothing but "he said".
_FEWEST_WORDS = 25


class Cursor(Protocol):
    """What is used here of a DuckDB cursor."""

    def execute(self, query: str, parameters: Any = None, /) -> Any: ...
    def register(self, view_name: str, python_object: object, /) -> Any: ...
    def unregister(self, view_name: str, /) -> Any: ...


def take_in(cursor: Cursor, reports: Sequence[Report]) -> None:
    """Keeps what the texts of new reports are found and credited by."""
    words = {report.id: words_outside_quotes(report.text) for report in reports}
    keys = {report.id: _key(report, words[report.id]) for report in reports}
    found = {keys[i]: samples(words[i]) for i in words}
    texts = {
        "report_id": pa.array(list(keys), pa.string()),
        "text": pa.array(list(keys.values()), pa.int64()),
        "agencies": pa.array([sorted(agencies(report.text)) for report in reports], pa.list_(pa.string())),
        "compared": pa.array([False] * len(keys)),
    }
    _insert(cursor, "samples", _flat(found), "WHERE text NOT IN (SELECT text FROM texts)")
    _insert(cursor, "texts", texts)


def forget(cursor: Cursor, report_ids: Sequence[str]) -> None:
    """Drops what was kept for these reports and for no other."""
    cursor.execute("DELETE FROM texts WHERE list_contains(?, report_id)", [list(report_ids)])
    cursor.execute("DELETE FROM samples WHERE text NOT IN (SELECT text FROM texts)")
    cursor.execute(
        "DELETE FROM overlapping WHERE a NOT IN (SELECT text FROM texts) OR b NOT IN (SELECT text FROM texts)"
    )


def settle(cursor: Cursor) -> None:
    """Compares the new texts with all others and brings every report's ``origin_id`` up to date."""
    pairs = _candidates(cursor)
    runs = _runs(cursor, np.unique(pairs)) if len(pairs) else {}
    overlaps = ((a, b, Overlap.of(runs[a], runs[b])) for a, b in pairs.tolist())
    _keep(cursor, [(a, b, found) for a, b, found in overlaps if found.is_copy(COPIED_WITH_CREDIT)])
    cursor.execute("UPDATE texts SET compared = true WHERE NOT compared")
    _write(cursor)


def origins_as_of(cursor: Cursor, moment: datetime) -> dict[str, str]:
    """Report id → origin as they would stand had nothing been published since, for reports that have copies."""
    rows = _copied(cursor, PUBLISHED_BY, [utc_naive(moment)])
    found = _origins(cursor, rows)
    return {report_id: found[text] for text, _, report_id, *_ in rows}


def reports_like(cursor: Cursor, text: str, origin_of: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Ids of the reports that are copies of a text, and of all reports of one origin with such a copy.

    Origins are those of today, or those of ``origin_of``; a report that is not in it is its own.
    """
    words = words_outside_quotes(text)
    own = shingles(words)
    if len(own) < _FEWEST_PASTED:
        return ()
    sampled = samples(words).tolist()
    found = cursor.execute(
        """WITH own AS (SELECT unnest(?::UBIGINT[]) AS run)
           SELECT s.text FROM samples s LEFT JOIN own ON own.run = s.run GROUP BY s.text
           HAVING count(own.run) > 0 AND count(own.run) >= ? * least(count(*), ?)""",
        [sampled, CANDIDATE_SHARE, len(sampled)],
    ).fetchnumpy()
    runs = _runs(cursor, found["text"])
    copies = [key for key, theirs in runs.items() if Overlap.of(own, theirs).is_copy(COPIED)]
    if origin_of is not None:
        rows = cursor.execute("SELECT report_id FROM texts WHERE list_contains(?, text)", [copies]).fetchall()
        same = {origin_of.get(row[0], row[0]) for row in rows}
        return (*(row[0] for row in rows), *(report for report, origin in origin_of.items() if origin in same))
    rows = cursor.execute(
        """SELECT id FROM reports WHERE origin_id IN (
             SELECT r.origin_id FROM reports r JOIN texts t ON t.report_id = r.id WHERE list_contains(?, t.text))""",
        [copies],
    ).fetchall()
    return tuple(row[0] for row in rows)


def _key(report: Report, words: Sequence[str]) -> int:
    """63 bits that say which text a report carries: what is compared of it, and the whole where that is little."""
    folded = content_hash(without_credits(report.text)) if len(words) < _FEWEST_WORDS else ""
    key = " ".join((folded, *words)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(key, digest_size=_TEXT_BYTES).digest(), "big") >> 1


def _candidates(cursor: Cursor) -> npt.NDArray[np.int64]:
    """(n, 2) keys of texts that share enough sampled runs, at least one of them new."""
    found = cursor.execute(
        """WITH sized AS (SELECT text, count(*) AS runs FROM samples GROUP BY text),
             new AS (SELECT text FROM texts GROUP BY text HAVING NOT bool_or(compared)),
             shared AS (
               SELECT n.text AS a, o.text AS b, count(*) AS runs FROM samples n JOIN samples o USING (run)
               WHERE n.text IN (SELECT text FROM new)
                 AND (n.text < o.text OR (n.text > o.text AND o.text NOT IN (SELECT text FROM new)))
               GROUP BY ALL)
           SELECT s.a, s.b FROM shared s JOIN sized x ON x.text = s.a JOIN sized y ON y.text = s.b
           WHERE s.runs >= ? * least(x.runs, y.runs)""",
        [CANDIDATE_SHARE],
    ).fetchnumpy()
    return np.stack([found["a"], found["b"]], axis=1).astype(np.int64)


def _runs(cursor: Cursor, keys: npt.NDArray[np.int64]) -> dict[int, Shingles]:
    """The runs of each text, read from any report that carries it."""
    cursor.register("wanted", pa.table({"text": pa.array(keys, pa.int64())}))
    rows = cursor.execute(
        """SELECT t.text, r.text FROM reports r JOIN (
             SELECT text, min(report_id) AS id FROM texts WHERE text IN (SELECT text FROM wanted) GROUP BY text) t
           ON t.id = r.id"""
    )
    found: dict[int, Shingles] = {}
    while batch := rows.fetchmany(1_000):
        found.update((key, shingles(words_outside_quotes(text))) for key, text in batch)
    cursor.unregister("wanted")
    return found


def _keep(cursor: Cursor, found: Sequence[tuple[int, int, Overlap]]) -> None:
    columns = {
        "a": pa.array([a for a, *_ in found], pa.int64()),
        "b": pa.array([b for _, b, _ in found], pa.int64()),
        "shared": pa.array([overlap.shared for *_, overlap in found], pa.int32()),
        "of_a": pa.array([overlap.of_a for *_, overlap in found], pa.float64()),
        "of_b": pa.array([overlap.of_b for *_, overlap in found], pa.float64()),
    }
    _insert(cursor, "overlapping", columns)


def _write(cursor: Cursor) -> None:
    """Origins from all overlaps; a report whose text overlaps with none and stands once is its own."""
    found = _origins(cursor, _copied(cursor))
    columns = {"text": pa.array(list(found), pa.int64()), "origin": pa.array(list(found.values()), pa.string())}
    cursor.register("settled", pa.table(columns))
    cursor.execute(
        """UPDATE reports SET origin_id = f.origin FROM (
             SELECT t.report_id, coalesce(s.origin, t.report_id) AS origin
             FROM texts t LEFT JOIN settled s USING (text)) f
           WHERE reports.id = f.report_id AND reports.origin_id <> f.origin"""
    )
    cursor.unregister("settled")


def _copied(cursor: Cursor, condition: str = "true", parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Text, folded hash, id and marks of the reports whose text has a copy."""
    rows: list[tuple[Any, ...]] = cursor.execute(
        f"""SELECT t.text, r.content_hash, r.id, r.published_at, r.outlet, r.url, r.canonical_url, r.source, t.agencies
           FROM reports r JOIN texts t ON t.report_id = r.id
           WHERE {condition} AND (
             t.text IN (SELECT a FROM overlapping UNION SELECT b FROM overlapping
                        UNION SELECT text FROM texts GROUP BY text HAVING count(*) > 1)
             OR r.content_hash IN (SELECT content_hash FROM reports GROUP BY content_hash HAVING count(*) > 1))""",
        list(parameters),
    ).fetchall()
    return rows


def _origins(cursor: Cursor, rows: Sequence[tuple[Any, ...]]) -> dict[int, str]:
    """Text → origin, from the overlaps of the texts in these rows."""
    editions, exact = _editions(rows)
    kept = cursor.execute("SELECT a, b, shared, of_a, of_b FROM overlapping").fetchall()
    between = ((a, b, Overlap(*numbers)) for a, b, *numbers in kept if a in editions and b in editions)
    return origins(editions, [*exact, *between])


def _editions(rows: Sequence[tuple[Any, ...]]) -> tuple[dict[int, Edition], list[tuple[int, int, Overlap]]]:
    """The earliest report of each text, and the pairs of texts that are one when folded."""
    editions: dict[int, Edition] = {}
    folded: dict[str, int] = {}
    for text, hashed, *values in rows:
        edition = _edition(*values)
        editions[text] = min(edition, editions.get(text, edition), key=lambda e: e.order)
        folded.setdefault(hashed, text)
    return editions, [(folded[hashed], text, EXACT) for text, hashed, *_ in rows if folded[hashed] != text]


def _edition(
    identity: str,
    published_at: datetime | None,
    outlet: str | None,
    url: str | None,
    canonical: str | None,
    source: str | None,
    marks: Sequence[str],
) -> Edition:
    names = {*marks, *folded_sources(source or "")} | ({canonical} if canonical and canonical != url else set())
    is_ = folded_sources(outlet or "") | ({url} if url else frozenset())
    return Edition(identity, published_at, outlet, frozenset(names), is_)


def _flat(found: Mapping[int, Shingles]) -> dict[str, pa.Array]:
    """One row for each sampled run of each text."""
    lengths = [len(runs) for runs in found.values()]
    keys = np.repeat(np.array(list(found), np.int64), lengths)
    return {"text": pa.array(keys), "run": pa.array(np.concatenate([*found.values(), np.zeros(0, np.uint64)]))}


def _insert(cursor: Cursor, table: str, columns: Mapping[str, pa.Array], where: str = "") -> None:
    cursor.register("taken_in", pa.table(dict(columns)))
    cursor.execute(f"INSERT INTO {table} BY NAME SELECT * FROM taken_in {where}")
    cursor.unregister("taken_in")
