from __future__ import annotations

import csv
import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from workbench.corpus.readers import content_hash, count_records, read_reports
from workbench.errors import BadRecord, InputError
from workbench.types import Report, ReportKind

TEXT = "Die Stadt Gera hat am Montag 120 neue Wohnungen übergeben."
RECORD = {
    "id": "r1",
    "url": "https://blatt.example/gera",
    "outlet": "Blatt",
    "title": "Wohnungen in Gera",
    "published_at": "2026-03-02T10:00:00+01:00",
    "language": "de",
    "text": TEXT,
}


def jsonl(path: Path, *rows: Any) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def read(*paths: Path) -> tuple[list[Report], list[BadRecord]]:
    found = list(read_reports(paths))
    return [r for r in found if isinstance(r, Report)], [b for b in found if isinstance(b, BadRecord)]


def assert_is_the_record(report: Report) -> None:
    assert (report.id, report.url, report.outlet, report.title) == ("r1", RECORD["url"], "Blatt", "Wohnungen in Gera")
    assert report.published_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert (report.language, report.text, report.kind) == ("de", TEXT, ReportKind.REPORT)
    assert report.origin_id == "r1"


def test_jsonl(tmp_path: Path) -> None:
    (report,), bad = read(jsonl(tmp_path / "a.jsonl", RECORD))
    assert_is_the_record(report)
    assert bad == []


def test_jsonl_gz_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + json.dumps(RECORD).encode()))
    (report,), bad = read(path)
    assert_is_the_record(report)
    assert bad == []


@pytest.mark.parametrize("delimiter", [",", ";"])  # German spreadsheets write semicolons
def test_csv(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, RECORD.keys(), delimiter=delimiter)
        writer.writeheader()
        writer.writerow(RECORD)
    (report,), bad = read(path)
    assert_is_the_record(report)
    assert bad == []


def test_csv_without_a_text_column_and_with_a_short_row(tmp_path: Path) -> None:
    no_text, short = tmp_path / "a.csv", tmp_path / "b.csv"
    no_text.write_text("id,title\n1,x\n", "utf-8")
    short.write_text(f"id,text\n1\n2,{TEXT}\n", "utf-8")
    reports, bad = read(no_text, short)
    assert [r.id for r in reports] == ["2"]
    assert [(b.where.removeprefix(str(tmp_path)), b.fault) for b in bad] == [
        ("/a.csv:1", "no text column"),
        ("/b.csv:2", "wrong number of columns"),
    ]


def test_parquet_with_real_dates(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    rows = [{**RECORD, "published_at": date(2026, 3, 2)}, {**RECORD, "id": "r2", "text": None, "published_at": None}]
    pq.write_table(pa.Table.from_pylist(rows), path)
    (report,), (bad,) = read(path)
    assert report.published_at == datetime(2026, 3, 2, tzinfo=UTC)
    assert (bad.where, bad.fault) == (f"{path}:row 2", "no text")


def test_a_folder_of_text_and_html(tmp_path: Path) -> None:
    long = " ".join([TEXT] * 4)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "one.txt").write_text(f"Neue Wohnungen in Gera\n\n{long}\n", "utf-8")
    page = f"<html><head><title>Gera baut</title></head><body><article><h1>Gera baut</h1><p>{long}</p></article></body>"
    (tmp_path / "two.html").write_text(page, "utf-8")
    (tmp_path / "notes.docx").write_bytes(b"PK")
    reports, bad = read(tmp_path)
    assert bad == []
    assert [r.title for r in reports] == ["Neue Wohnungen in Gera", "Gera baut"]
    assert all("120 neue Wohnungen" in r.text and r.language == "de" for r in reports)
    assert len({r.id for r in reports}) == 2


BAD_LINES = [
    ("{broken", "not JSON"),
    ("[1, 2]", "not an object"),
    ({"id": "x"}, "no text"),
    ({"id": "x", "text": "zu kurz"}, "no text"),
    ({"id": "x", "text": ["a"]}, "text is no string"),
    ({"id": {"a": 1}, "text": TEXT}, "id is no string"),
    ({"id": "x", "text": TEXT, "published_at": "neulich"}, "unreadable date"),
    ({"id": "x", "text": TEXT, "kind": "rumour"}, "unknown kind"),
    ({"id": "r1", "text": TEXT}, "repeated id"),
]


@pytest.mark.parametrize(("line", "fault"), BAD_LINES, ids=[f"{i}-{fault}" for i, (_, fault) in enumerate(BAD_LINES)])
def test_a_bad_record_is_named_and_the_next_one_read(tmp_path: Path, line: Any, fault: str) -> None:
    path = jsonl(tmp_path / "a.jsonl", RECORD, "", line, {**RECORD, "id": "r9"})
    reports, (bad,) = read(path)
    assert [r.id for r in reports] == ["r1", "r9"]
    assert (bad.where, bad.fault) == (f"{path}:3", fault)  # the blank line counts


def test_a_line_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        json.dumps(RECORD).encode() + b'\n{"text": "f\xfcnf"}\n' + json.dumps({**RECORD, "id": "r2"}).encode()
    )
    reports, (bad,) = read(path)
    assert [r.id for r in reports] == ["r1", "r2"]
    assert (bad.where, bad.fault) == (f"{path}:2", "not UTF-8")


def test_a_cut_gzip_file_keeps_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    whole = gzip.compress("\n".join(json.dumps({**RECORD, "id": str(i)}) for i in range(20000)).encode(), mtime=0)
    path.write_bytes(whole[: len(whole) * 3 // 4])
    reports, bad = read(path)
    assert len(reports) > 1000
    assert bad[-1].fault == "unreadable file"


def test_every_missing_or_unknown_source_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"one\.jsonl.*two\.csv"):
        list(read_reports([tmp_path / "one.jsonl", tmp_path / "two.csv"]))
    odd = tmp_path / "a.xlsx"
    odd.write_bytes(b"x")
    with pytest.raises(InputError, match=r"a\.xlsx.*\.parquet"):
        list(read_reports([odd]))
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(InputError, match="holds no"):
        list(read_reports([empty]))


def test_missing_fields_are_filled_in(tmp_path: Path) -> None:
    bare = {
        "text": "The city of Leeds opened 120 new flats on Monday, the mayor said.",
        "url": "https://wire.example/a",
    }
    (report,), _ = read(jsonl(tmp_path / "a.jsonl", bare))
    assert (report.language, report.outlet) == ("en", "wire.example")
    (again,), _ = read(jsonl(tmp_path / "b.jsonl", bare))
    assert report.id == again.id


def test_content_hash_folds_case_spacing_and_punctuation() -> None:
    assert content_hash("Größe: 1,2 Mio.") == content_hash("größe 12\u00a0MIO")
    assert content_hash("Größe 12 Mio") != content_hash("Größe 13 Mio")


def test_count_records(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", RECORD, RECORD, RECORD)
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "x.txt").write_text("x", "utf-8")
    assert count_records([path, tmp_path / "d"]) == 4
