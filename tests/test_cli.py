"""The command line as other programs use it: output, errors, exit codes, and that all of it is documented."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer.main

from tests.support import ROOT, SAMPLE
from workbench.cli.app import app

DOCS = (ROOT / "docs" / "cli.md").read_text("utf-8")
ARTICLE = SAMPLE / "article.txt"
REPORTS = SAMPLE / "reports.jsonl"


def run(*arguments: str | Path, stdin: str | None = None, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from workbench.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, cwd=cwd, check=False, timeout=240)


def ok(*arguments: str | Path, **options: Any) -> str:
    done = run(*arguments, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(code: int, *arguments: str | Path, **options: Any) -> str:
    """One line on stderr, nothing on stdout, no traceback."""
    done = run(*arguments, **options)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return done.stderr


def _commands(command: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    if hasattr(command, "commands"):
        return [found for name, sub in command.commands.items() for found in _commands(sub, (*path, name))]
    return [(path, command)]


@pytest.mark.parametrize(("path", "command"), _commands(typer.main.get_command(app)), ids=lambda v: str(v)[:40])
def test_every_command_and_option_is_documented(path: tuple[str, ...], command: Any) -> None:
    line = next((row for row in DOCS.splitlines() if row.startswith(f"workbench {' '.join(path)} ")), None)
    assert line is not None, f"{' '.join(path)} is not in docs/cli.md"
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert option in line, f"{option} of {' '.join(path)} is not in docs/cli.md"


def test_help_is_there_without_loading_models() -> None:
    code = (
        "import sys\nfrom workbench.cli.app import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'faiss', 'duckdb', 'streamlit', 'onnxruntime'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_build_status_list_verify_add_remove_rollback(tmp_path: Path) -> None:
    index = tmp_path / "index"
    built = json.loads(ok("index", "build", REPORTS, "--index", index, "--json"))
    lines = [line for line in REPORTS.read_text("utf-8").splitlines() if line.strip()]
    assert built["reports"] == len(lines)
    status = json.loads(ok("index", "status", "--index", index, "--json"))
    assert (status["generation"], status["reports"]) == (built["generation"], len(lines))
    assert sum(status["overview"]["language"].values()) == len(lines)
    assert json.loads(ok("index", "verify", "--index", index, "--json"))["sound"] is True
    more = tmp_path / "more.jsonl"
    more.write_text('{"id": "new", "text": "Ein neuer Bericht über Schafe in Husum."}\n{bad\n', "utf-8")
    done = run("index", "add", more, "--index", index, "--json")
    added = json.loads(done.stdout)
    assert (added["reports"], added["added"], added["skipped"]) == (len(lines) + 1, 1, {"not JSON": 1})
    assert f"{more}:2: not JSON" in done.stderr
    assert json.loads(ok("index", "remove", "new", "--index", index, "--json"))["removed"] == 1
    listed = json.loads(ok("index", "list", "--index", index, "--json"))
    assert [row["reports"] for row in listed] == [len(lines), len(lines) + 1, len(lines)]
    assert [row["current"] for row in listed] == [False, False, True]
    back = json.loads(ok("index", "rollback", "--index", index, "--json"))
    assert back["now"] == added["generation"]
    human = ok("index", "status", "--index", index) + ok("index", "list", "--index", index)
    assert str(len(lines) + 1) in human


def test_strict_publishes_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "a", "text": "Ein Bericht über Schafe in Husum."}\n{"id": "b"}\n', "utf-8")
    assert f"{bad}:2: no text" in refused(2, "index", "build", bad, "--index", tmp_path / "i", "--strict")
    assert "index build" in refused(3, "index", "status", "--index", tmp_path / "i")


def test_verify_says_what_was_changed(tmp_path: Path) -> None:
    ok("index", "build", REPORTS, "--index", tmp_path)
    (generation,) = (tmp_path / "generations").iterdir()
    with (generation / "passages.faiss").open("ab") as file:
        file.write(b"x")
    assert "passages.faiss was changed" in refused(3, "index", "verify", "--index", tmp_path)


def test_search(sample_index: Path) -> None:
    found = json.loads(ok("search", "Patriot systems for Ukraine", "--k", "5", "--index", sample_index, "--json"))
    assert len(found) == 5
    assert {"report_id", "origin_id", "outlet", "passage", "similarity", "published_at"} <= set(found[0])
    english = ok("search", "Patriot", "--language", "en", "--since", "2026-01-01", "--index", sample_index, "--json")
    assert {row["language"] for row in json.loads(english)} == {"en"}
    assert "Patriot" in ok("search", "Patriot", "--index", sample_index)
    assert "No passage found" in ok("search", "Patriot", "--language", "fr", "--index", sample_index)


def test_check_prints_the_documented_document(sample_index: Path, tmp_path: Path) -> None:
    html = tmp_path / "report.html"
    done = run("check", ARTICLE, "--index", sample_index, "--json", "--html", html)
    document = json.loads(done.stdout)
    jsonschema.validate(document, json.loads((ROOT / "docs" / "check.schema.json").read_text("utf-8")))
    text = document["article"]["text"]
    assert len(document["claims"]) >= 14
    for claim in document["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["text"]
        assert len(claim["evidence"]) >= 10
        bearing = [one["bearing"] for one in claim["evidence"]]
        assert bearing == sorted(bearing, reverse=True)
    reports = {r["id"]: r for r in map(json.loads, REPORTS.read_text("utf-8").splitlines())}
    for one in (e for c in document["claims"] for e in c["evidence"]):
        passage = one["passage"]
        assert reports[one["report_id"]]["text"][passage["start"] : passage["end"]] == passage["text"]
    page = html.read_text("utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert document["claims"][0]["text"] in page


def test_check_reads_standard_input_and_prints_a_table(sample_index: Path) -> None:
    shown = ok("check", "-", "--index", sample_index, "--show-dropped", stdin=ARTICLE.read_text("utf-8"))
    assert "28. Mai" in shown
    assert re.search(r"question +Doch was ist eine Zusage wert, die jede Seite anders auslegt\?", shown)
    assert any(word in shown for word in ("✔ supports", "✘ conflicts"))


def test_lines_left_out_are_counted_and_kept_with_keep_all(sample_index: Path) -> None:
    done = run("check", ARTICLE, "--index", sample_index, "--json")
    blocks = json.loads(done.stdout)["article"]["blocks"]
    left_out = sum(block["kind"] == "boilerplate" for block in blocks)
    assert left_out > 20
    assert f"{left_out} lines left out as no part of the article; --keep-all checks them too" in done.stderr
    kept = run("check", ARTICLE, "--index", sample_index, "--json", "--keep-all")
    assert not [block for block in json.loads(kept.stdout)["article"]["blocks"] if block["kind"] == "boilerplate"]
    assert "left out as no part" not in kept.stderr


def test_an_article_without_a_claim_is_no_error(sample_index: Path) -> None:
    shown = ok("check", "-", "--index", sample_index, stdin="Was soll man dazu noch sagen?\n")
    assert "No checkable claim" in shown


@pytest.mark.parametrize(
    ("code", "arguments", "said"),
    [
        (2, ["check", "nowhere.txt"], "nowhere.txt"),
        (2, ["check", "docs"], "docs"),
        (2, ["search", "  "], "empty"),
        (2, ["search", "x", "--since", "2026-02-01", "--until", "2026-01-01"], "later"),
        (2, ["index", "build", "nowhere.jsonl"], "nowhere.jsonl"),
        (5, ["index", "build", str(REPORTS), "--encoder", "./no-model"], "no-model"),
        (5, ["check", str(ARTICLE), "--stance-model", "./no-model"], "no-model"),
    ],
)
def test_a_mistake_ends_in_one_line(sample_index: Path, code: int, arguments: list[str], said: str) -> None:
    assert said in refused(code, *arguments, "--index", sample_index)


def test_no_index_says_what_to_run(tmp_path: Path) -> None:
    assert "workbench index build" in refused(3, "check", ARTICLE, "--index", tmp_path)
    assert "workbench index build" in refused(3, "search", "x", "--index", tmp_path)
    assert "workbench index build" in ok("index", "list", "--index", tmp_path)


def test_a_report_that_cannot_be_written_loses_nothing(sample_index: Path, tmp_path: Path) -> None:
    done = run("check", ARTICLE, "--index", sample_index, "--html", tmp_path / "no" / "folder.html")
    assert done.returncode == 2
    assert "folder.html cannot be written" in done.stderr
