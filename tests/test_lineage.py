"""What the members of an origin changed against the earliest of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support import build, report
from tests.test_cli import ok, refused
from workbench.lineage import Edit, lineage
from workbench.types import Report

FIRST = (
    "Torgau (nda) - Die neue Elbbrücke kostet die Stadt 12 Millionen Euro. Das teilte das Rathaus am Montag mit. "
    "Der Bau beginnt im Herbst.\n\nDie alte Brücke bleibt bis dahin offen. Für Lastwagen ist sie gesperrt."
)
K, A, R = Edit.KEPT, Edit.ADDED, Edit.REMOVED


def member(text: str, title: str = "Brücke kostet 12 Millionen", day: str | None = "2026-03-05") -> Report:
    return report("copy", text, title=title, day=day, outlet="Bote")


WIRE = report("wire", FIRST, title="Brücke kostet 12 Millionen", day="2026-03-04", outlet="nda")


def changes(text: str) -> list[tuple[tuple[Edit, str], ...]]:
    _, other = lineage([member(text), WIRE])
    return [change.pieces for change in other.changes]


def test_the_earliest_comes_first_and_changes_nothing() -> None:
    undated = report("undated", FIRST, title="Andere Zeile")
    members = lineage([undated, member(FIRST), WIRE])
    assert [one.report.id for one in members] == ["wire", "copy", "undated"]
    assert [(one.kept, one.retitled, one.changes) for one in members] == [
        (1.0, False, ()),
        (1.0, False, ()),
        (1.0, True, ()),
    ]


def test_a_copy_cut_to_its_first_sentence() -> None:
    _, cut = lineage([WIRE, member("Torgau (nda) - Die neue Elbbrücke kostet die Stadt 12 Millionen Euro.")])
    assert (cut.added, cut.removed, cut.reworded) == (0, 4, 0)
    assert cut.kept == round(11 / 35, 4)
    assert cut.changes[0].pieces == ((R, "Das teilte das Rathaus am Montag mit."),)


def test_a_paragraph_that_was_added() -> None:
    assert changes(FIRST + "\n\nDer Bote hat nachgefragt. Eine Antwort blieb aus.") == [
        ((A, "Der Bote hat nachgefragt."),),
        ((A, "Eine Antwort blieb aus."),),
    ]


def test_a_sentence_in_other_words() -> None:
    other = FIRST.replace("am Montag mit", "am Dienstag mit")
    assert changes(other) == [
        ((K, "Das teilte das Rathaus am"), (R, " Montag"), (A, " Dienstag"), (K, " mit.")),
    ]


def test_a_dateline_that_was_left_out() -> None:
    (dateline, *_) = changes(FIRST.removeprefix("Torgau (nda) - "))
    assert dateline == ((R, "Torgau (nda) -"), (K, " Die neue Elbbrücke kostet die Stadt 12 Millionen Euro."))


def test_a_sentence_in_place_of_another() -> None:
    other = FIRST.replace("Der Bau beginnt im Herbst.", "Niemand wollte sich äußern.")
    assert changes(other) == [((R, "Der Bau beginnt im Herbst."),), ((A, "Niemand wollte sich äußern."),)]


def test_case_and_punctuation_are_no_change() -> None:
    assert changes(FIRST.replace(" - ", " – ").upper().replace("Ü", "ü")) == []


@pytest.mark.parametrize("text", [FIRST, "Ganz anders.", FIRST.replace("Montag", "Freitag abend") + " Und mehr."])
def test_the_pieces_without_what_was_removed_are_the_other_text(text: str) -> None:
    _, other = lineage([WIRE, member(text)])
    for change in other.changes:
        said = "".join(piece for edit, piece in change.pieces if edit is not R).strip()
        assert said in text


def test_the_command_line(tmp_path: Path) -> None:
    build(tmp_path, [WIRE, member(FIRST + " Der Bote hat nachgefragt.", title="Teure Brücke")])
    document = json.loads(ok("index", "origin", "copy", "--index", tmp_path, "--json"))
    assert document["origin_id"] == "wire"
    assert [one["report_id"] for one in document["members"]] == ["wire", "copy"]
    copy = document["members"][1]
    assert (copy["kept"], copy["retitled"], copy["added"], copy["removed"]) == (1.0, True, 1, 0)
    assert copy["changes"] == [[{"edit": "added", "text": "Der Bote hat nachgefragt."}]]
    shown = ok("index", "origin", "wire", "--index", tmp_path)
    assert "the earliest" in shown
    assert "100% of the earliest text's words kept, retitled, 1 sentence added" in shown
    assert "{+Der Bote hat nachgefragt.+}" in shown
    assert "no report 'gone'" in refused(2, "index", "origin", "gone", "--index", tmp_path)
