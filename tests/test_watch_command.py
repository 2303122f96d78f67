"""`index add` and `watch` on the command line: what they say, and that no ledger can harm an add."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.test_cli import ok, refused, run
from tests.watch_support import PLANTED, Desk, desk
from workbench.indexing.generations import IndexDirectory
from workbench.reviews import rules
from workbench.types import Verdict

__all__ = ["desk"]


@pytest.fixture
def more(tmp_path: Path) -> Path:
    """A report that nobody under review has anything to do with."""
    path = tmp_path / "more.jsonl"
    path.write_text('{"id": "sheep", "text": "Ein neuer Bericht über Schafe in Husum."}\n', "utf-8")
    return path


def test_without_a_ledger_nothing_is_watched_and_none_is_made(desk: Desk, more: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "none" / "ledger.sqlite"
    done = run("index", "add", more, "--index", desk.settings.index, "--reviews", nowhere, "--json")
    assert (done.returncode, json.loads(done.stdout)["alerts"]) == (0, None)
    assert "no ledger" in refused(6, "watch", "--reviews", nowhere)
    assert not nowhere.parent.exists()


def test_a_damaged_ledger_does_not_fail_an_add(desk: Desk, more: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_text("this is no ledger", "utf-8")
    before = IndexDirectory(desk.settings.index).current_id()
    done = run("index", "add", more, "--index", desk.settings.index, "--reviews", damaged, "--json")
    summary = json.loads(done.stdout)
    assert (done.returncode, summary["added"], summary["alerts"]) == (0, 1, None)
    assert "is no ledger" in done.stderr
    assert f"workbench watch --since {before}" in done.stderr
    assert "Traceback" not in done.stderr
    assert IndexDirectory(desk.settings.index).current_id() == summary["generation"]
    assert damaged.read_text("utf-8") == "this is no ledger"


def test_add_watches_and_watch_shows(desk: Desk, tmp_path: Path) -> None:
    path, before = tmp_path / "planted.jsonl", IndexDirectory(desk.settings.index).current_id()
    record = {"id": "planted", "text": PLANTED.text, "outlet": PLANTED.outlet, "published_at": "2026-03-09"}
    path.write_text(json.dumps(record), "utf-8")
    places = ("--index", desk.settings.index, "--reviews", desk.settings.reviews)
    done = run("index", "add", path, *places)
    assert done.returncode == 0, done.stderr
    assert "1 new origins held against 2 claims of 1 articles" in done.stderr
    assert "1 alerts on claims under review; see `workbench watch`" in done.stdout
    (shown,) = json.loads(ok("watch", *places, "--json"))
    assert (shown["article"]["id"], shown["claim"]["id"]) == (desk.article_id, "c1")
    assert (shown["verdict"], shown["settled"]) == ("supported", None)
    assert (shown["evidence"]["report_id"], shown["evidence"]["stance"]) == ("planted", "refutes")
    assert "Muldekurier" in ok("watch", *places)
    assert len(json.loads(ok("watch", *places, "--since", before or "", "--json"))) == 1
    rules.decide(desk.ledger, desk.article_id, "c1", Verdict.SUPPORTED, reviewer="Anna")
    assert "no open alert" in ok("watch", *places)
    assert [row["settled"] for row in json.loads(ok("watch", *places, "--all", "--json"))] == ["decided"]


def test_a_generation_that_is_not_kept_is_named(desk: Desk) -> None:
    places = ("--index", desk.settings.index, "--reviews", desk.settings.reviews)
    assert "does not keep a generation 2020" in refused(2, "watch", *places, "--since", "2020")
