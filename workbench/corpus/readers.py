"""Reads report records from JSONL, CSV, Parquet and folders of text or HTML.

A reader yields a ``Report`` for each good record and a ``BadRecord`` for each bad one, so that the caller decides
whether to count or to stop. The record schema: id, url, outlet, title, published_at, language, text, kind, source,
canonical_url; only ``text`` must be there.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO
from unicodedata import normalize
from urllib.parse import urlsplit

from workbench.errors import BadRecord, InputError
from workbench.types import Report, ReportKind

TABLE_SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".csv", ".csv.gz", ".parquet")
TEXT_SUFFIXES = (".txt", ".html", ".htm")
# A cell of a CSV can hold a whole report; the csv module stops at 128 KiB unless told otherwise.
_LARGEST_CELL = 16 * 1024 * 1024
# Below this a "text" is a teaser or a cookie notice; nothing in it can be evidence.
_SHORTEST_TEXT = 20

_ESCAPED_BYTES = re.compile("[\udc80-\udcff]")

Read = Report | BadRecord


def content_hash(text: str) -> str:
    """SHA-256 of the letters and digits of a text, case and compatibility forms folded."""
    folded = re.sub(r"[\W_]+", "", normalize("NFKC", text).casefold())
    return sha256(folded.encode("utf-8", "replace")).hexdigest()


def read_reports(sources: Iterable[Path]) -> Iterator[Read]:
    """Every record of every source, in order; of records with one id the first.

    InputError lists all sources that are missing or of no known kind.
    """
    files = [(file, source) for source in _checked(sources) for file in _files_of(source)]
    first: dict[str, str] = {}
    for where, read in (found for file, source in files for found in _read_file(file, source)):
        if isinstance(read, Report) and read.id in first:
            yield BadRecord(where, "repeated id", f"{read.id!r} stands already at {first[read.id]}")
        else:
            if isinstance(read, Report):
                first[read.id] = where
            yield read


def count_records(sources: Iterable[Path]) -> int:
    """How many records to expect, for a progress bar: exact but for blank lines and line breaks inside CSV cells."""
    return sum(_count(file) for source in _checked(sources) for file in _files_of(source))


def _count(file: Path) -> int:
    name = file.name.lower()
    if name.endswith(TEXT_SUFFIXES):
        return 1
    try:
        if name.endswith(".parquet"):
            import pyarrow.parquet as pq

            return int(pq.ParquetFile(file).metadata.num_rows)
        with gzip.open(file, "rb") if name.endswith(".gz") else file.open("rb") as raw:
            return sum(block.count(b"\n") for block in iter(lambda: raw.read(1 << 20), b""))
    except (OSError, EOFError, ValueError, zlib.error):
        # A damaged file is reported when it is read.
        return 0


def _checked(sources: Iterable[Path]) -> list[Path]:
    paths = list(sources)
    missing = [str(p) for p in paths if not p.exists()]
    if missing:
        raise InputError(f"no such file or folder: {', '.join(missing)}")
    unknown = [str(p) for p in paths if p.is_file() and not p.name.lower().endswith(TABLE_SUFFIXES + TEXT_SUFFIXES)]
    if unknown:
        known = ", ".join(TABLE_SUFFIXES + TEXT_SUFFIXES)
        raise InputError(f"cannot read {', '.join(unknown)}: known are folders and files ending in {known}")
    empty = [str(p) for p in paths if p.is_dir() and not _files_of(p)]
    if empty:
        raise InputError(f"no reports in {', '.join(empty)}: the folder holds no {', '.join(TEXT_SUFFIXES)} or table")
    return paths


def _files_of(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    return sorted(
        p for p in source.rglob("*") if p.is_file() and p.name.lower().endswith(TABLE_SUFFIXES + TEXT_SUFFIXES)
    )


def _read_file(file: Path, source: Path) -> Iterator[tuple[str, Read]]:
    name = file.name.lower()
    if name.endswith(TEXT_SUFFIXES):
        yield str(file), _guarded(str(file), _document_record, (file, source))
        return
    rows = (
        _parquet_rows
        if name.endswith(".parquet")
        else _csv_rows
        if name.removesuffix(".gz").endswith(".csv")
        else _jsonl_rows
    )
    try:
        for where, record in rows(file):
            yield where, record if isinstance(record, BadRecord) else _guarded(where, _report_of, record)
    except (OSError, EOFError, zlib.error, csv.Error) as error:
        # What was read before the damage stays read.
        yield str(file), BadRecord(str(file), "unreadable file", f"reading stopped: {error}")


def _guarded(where: str, make: Any, argument: Any) -> Read:
    try:
        report: Report = make(argument)
    except _Fault as fault:
        return BadRecord(where, *fault.args)
    except InputError as error:
        return BadRecord(where, "unreadable document", str(error))
    return report


class _Fault(Exception):
    """(kind of fault, detail): what is wrong with one record, before it is known where the record stands."""


def _open_text(file: Path) -> TextIO:
    if file.name.lower().endswith(".gz"):
        return gzip.open(file, "rt", encoding="utf-8-sig", errors="surrogateescape", newline="")
    return file.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


def _is_utf8(decoded: str) -> bool:
    """False where surrogateescape stands for bytes that were not UTF-8."""
    return decoded.isascii() or not _ESCAPED_BYTES.search(decoded)


def _jsonl_rows(file: Path) -> Iterator[tuple[str, Any]]:
    with _open_text(file) as lines:
        for number, line in enumerate(lines, 1):
            where = f"{file}:{number}"
            if not line.strip():
                continue
            if not _is_utf8(line):
                yield where, BadRecord(where, "not UTF-8", "the line holds bytes of another encoding; convert the file")
                continue
            try:
                yield where, json.loads(line)
            except (json.JSONDecodeError, RecursionError) as error:
                yield where, BadRecord(where, "not JSON", str(error))


def _csv_rows(file: Path) -> Iterator[tuple[str, Any]]:
    csv.field_size_limit(min(_LARGEST_CELL, sys.maxsize))
    with _open_text(file) as lines:
        sample = lines.read(64 * 1024)
        lines.seek(0)
        rows = csv.DictReader(lines, delimiter=_delimiter(sample))
        if "text" not in (rows.fieldnames or ()):
            found = ", ".join(rows.fieldnames or ()) or "nothing"
            yield f"{file}:1", BadRecord(f"{file}:1", "no text column", f"the header names {found}")
            return
        for row in rows:
            where = f"{file}:{rows.line_num}"
            if None in row or None in row.values():
                yield where, BadRecord(where, "wrong number of columns", f"the header has {len(rows.fieldnames or ())}")
            elif not all(_is_utf8(cell) for cell in row.values()):
                yield where, BadRecord(where, "not UTF-8", "the row holds bytes of another encoding; convert the file")
            else:
                yield where, row


def _delimiter(sample: str) -> str:
    """German spreadsheets write semicolons; the header line tells."""
    header = sample.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _parquet_rows(file: Path) -> Iterator[tuple[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(file)
        number = 0
        for batch in table.iter_batches(batch_size=1000):
            for row in batch.to_pylist():
                number += 1
                yield f"{file}:row {number}", row
    except pa.ArrowException as error:
        yield str(file), BadRecord(str(file), "unreadable file", str(error))


def _document_record(place: tuple[Path, Path]) -> Report:
    """One text or HTML file is one report, known by its URL or else by its place in the folder that was named."""
    from workbench.reading import read_article

    file, source = place
    article = read_article(str(file))
    key = f"{source.resolve().name}/{file.relative_to(source).as_posix()}" if source.is_dir() else file.name
    body = "\n\n".join(article.text[b.start : b.end] for b in article.blocks if b.kind.value in ("body", "subhead"))
    return _report_of(
        {
            "id": _hashed_id(article.url or key),
            "url": article.url,
            "outlet": article.outlet,
            "title": article.title or file.stem,
            "published_at": article.published_at,
            "language": article.language,
            "text": body,
        }
    )


def _report_of(record: Any) -> Report:
    """A checked Report of one record; raises _Fault."""
    if not isinstance(record, Mapping):
        raise _Fault("not an object", f"a record is an object with a text, this is {type(record).__name__}")
    text = _string(record, "text")
    if len(text or "") < _SHORTEST_TEXT:
        raise _Fault("no text", f"the text has {len(text or '')} characters, at least {_SHORTEST_TEXT} are needed")
    assert text is not None
    url = _string(record, "url")
    hashed = content_hash(text)
    identity = _string(record, "id") or _hashed_id(url or hashed)
    return Report(
        id=identity,
        text=text,
        language=_language(record, text),
        content_hash=hashed,
        origin_id=identity,
        url=url,
        outlet=_string(record, "outlet") or (urlsplit(url).hostname if url else None),
        title=_string(record, "title"),
        published_at=_published(record),
        kind=_kind(record),
        source=_hint(record, "source"),
        canonical_url=_hint(record, "canonical_url"),
    )


def _hashed_id(key: str) -> str:
    return f"r-{sha256(key.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"


def _string(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _Fault(f"{key} is no string", f"found {type(value).__name__}")
    # A lone surrogate or a NUL is refused by every store behind this point.
    cleaned = str(value).encode("utf-8", "replace").decode().replace("\x00", "").replace("\r\n", "\n").strip()
    return cleaned or None


def _hint(record: Mapping[str, Any], key: str) -> str | None:
    """A string that helps where it is there; feeds keep objects under such names, and those are no fault."""
    return _string(record, key) if isinstance(record.get(key), str) else None


def _language(record: Mapping[str, Any], text: str) -> str:
    named = _string(record, "language")
    if named:
        return named.lower().replace("_", "-").split("-")[0]
    from workbench.reading import detect_language

    return detect_language(text)


def _published(record: Mapping[str, Any]) -> datetime | None:
    from workbench.reading import parse_datetime

    value = record.get("published_at")
    if value is None or value == "":
        return None
    found = parse_datetime(value)
    if found is None:
        raise _Fault("unreadable date", f"published_at {value!r}; write it like 2025-07-24 or leave it empty")
    return found


def _kind(record: Mapping[str, Any]) -> ReportKind:
    value = _string(record, "kind") or ReportKind.REPORT.value
    try:
        return ReportKind(value)
    except ValueError:
        raise _Fault("unknown kind", f"{value!r}; known are {', '.join(k.value for k in ReportKind)}") from None
