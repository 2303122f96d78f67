"""Rows of the corpus as Arrow tables, and back as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from hashlib import blake2b

import numpy as np
import pyarrow as pa

from workbench.corpus.filtering import utc_naive
from workbench.protocols import Ids, Vectors
from workbench.types import Passage, Report

REPORT_FIELDS = tuple(f.name for f in fields(Report))


def text_hash(text: str) -> int:
    """127 bits of BLAKE2b: the key under which a text's embedding is kept."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest(), "big") >> 1


def report_table(reports: Sequence[Report]) -> pa.Table:
    columns: dict[str, pa.Array] = {}
    for name in REPORT_FIELDS:
        values = [getattr(report, name) for report in reports]
        when = name == "published_at"
        columns[name] = pa.array(
            [utc_naive(v) for v in values] if when else values, pa.timestamp("us") if when else pa.string()
        )
    return pa.table(columns)


def passage_table(passages: Sequence[Passage]) -> pa.Table:
    return pa.table(
        {
            "id": pa.array([p.id for p in passages], pa.int64()),
            "report_id": pa.array([p.report_id for p in passages], pa.string()),
            "span_start": pa.array([p.start for p in passages], pa.int32()),
            "span_end": pa.array([p.end for p in passages], pa.int32()),
            "text": pa.array([p.text for p in passages], pa.string()),
            # Arrow has no 128-bit integer; DuckDB casts the digits.
            "text_hash": pa.array([str(text_hash(p.text)) for p in passages], pa.string()),
        }
    )


def embedding_table(hashes: Sequence[int], vectors: Vectors) -> pa.Table:
    column = pa.FixedSizeListArray.from_arrays(pa.array(vectors.reshape(-1)), vectors.shape[1])
    return pa.table({"text_hash": pa.array([str(h) for h in hashes]), "vector": column})


def ids_and_vectors(table: pa.Table) -> tuple[Ids, Vectors]:
    return table.column(0).to_numpy().astype(np.int64), matrix(table.column(1))


def matrix(column: pa.ChunkedArray) -> Vectors:
    """A column of n FLOAT[d] values as an (n, d) array."""
    rows = len(column)
    if not rows:
        return np.zeros((0, 0), np.float32)
    flat = np.concatenate([chunk.flatten().to_numpy(zero_copy_only=False) for chunk in column.chunks])
    return np.ascontiguousarray(flat.reshape(rows, -1), dtype=np.float32)
