"""Rows of evaluation files: JSON lines, also gzipped. What is wrong is named with file and line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from workbench.errors import InputError

Row = dict[str, Any]


def read_rows(path: Path, limit: int | None = None) -> list[Row]:
    """The first ``limit`` rows, or all. InputError for a file that is missing, empty or no JSON lines."""
    rows: list[Row] = []
    for number, line in _lines(path):
        if limit is not None and len(rows) >= limit:
            break
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{path}, line {number}: no JSON: {error.msg}") from None
        if not isinstance(row, dict):
            raise InputError(f"{path}, line {number}: expected a JSON object, found {type(row).__name__}")
        rows.append(row)
    if not rows:
        raise InputError(f"{path} holds no rows")
    return rows


def require(path: Path, rows: Sequence[Row], fields: Sequence[str], what: str, first: int = 1) -> None:
    """InputError names the first row that lacks one of ``fields``, and what the suite reads; ``first`` numbers them."""
    for number, row in enumerate(rows, first):
        missing = [field for field in fields if row.get(field) is None]
        if missing:
            raise InputError(f"{path}, row {number}: {', '.join(missing)} missing; {what}")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    unpacked = gzip.open if path.suffix == ".gz" else open
    try:
        with unpacked(path, "rt", encoding="utf-8") as lines:
            yield from enumerate(lines, 1)
    except FileNotFoundError:
        raise InputError(f"{path} does not exist") from None
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from None
