"""Marks of evidence and near misses, in JSON and HTML and on the command line."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from tests.support import ROOT
from tests.test_exports_samples import check
from workbench.cli.render import print_check
from workbench.exports.document import check_document, check_from_document
from workbench.exports.html import html_report
from workbench.types import Check, Dropped, DropReason, NearMiss, Rating, Stance

SCHEMA = json.loads((ROOT / "docs" / "check.schema.json").read_text("utf-8"))
WHY = "anderer Ort: Istanbul ↔ <b>Genf</b>"


def marked() -> Check:
    """The sample check: the first claim's passages marked, the last claim with a near miss."""
    made = check()
    first, *others, last = made.claims
    supporting, copied, refuting, *rest = first.evidence
    evidence = (
        replace(supporting, corrected_by=refuting.report.id),
        replace(copied, before_event=True),
        replace(refuting, rating=Rating.MOSTLY_FALSE),
        *rest,
    )
    near = first.evidence[3]
    miss = NearMiss(near.report.id, near.passage.start, near.passage.end, WHY)
    open_ = replace(last, evidence=(near,), assessment=replace(last.assessment, searched=1234, near_misses=(miss,)))
    return replace(made, claims=(replace(first, evidence=evidence), *others, open_))


def test_the_document_holds_them_and_gives_them_back() -> None:
    document = check_document(marked())
    jsonschema.validate(document, SCHEMA)
    first, *_, last = document["claims"]
    assert [one["corrected_by"] for one in first["evidence"][:3]] == ["r3", None, None]
    assert [one["before_event"] for one in first["evidence"][:3]] == [False, True, False]
    assert [one["rating"] for one in first["evidence"][:3]] == [None, None, "mostly_false"]
    near = last["evidence"][0]["passage"]
    assert last["assessment"]["searched"] == 1234
    assert last["assessment"]["near_misses"] == [
        {"report_id": "r4", "start": near["start"], "end": near["end"], "reason": WHY}
    ]
    assert check_document(check_from_document(document)) == document


def test_documents_from_before_them_can_be_read() -> None:
    document = json.loads(json.dumps(check_document(check())))
    for claim in document["claims"]:
        for key in ("searched", "near_misses"):
            del claim["assessment"][key]
        for one in claim["evidence"]:
            for key in ("before_event", "corrected_by", "rating"):
                del one[key]
    assert check_document(check_from_document(document)) == check_document(check())


def test_the_report_shows_them() -> None:
    html = html_report(marked())
    for words in (
        "Später berichtigt, zählt nicht",
        "Vor dem Ereignis, zählt nicht",
        "Einstufung: größtenteils falsch",
        "1.234 Berichte durchsucht",
        "anderer Ort: Istanbul ↔ &lt;b&gt;Genf&lt;/b&gt;",
    ):
        assert words in html
        assert words not in html_report(check())


def test_the_table_shows_them(capsys: pytest.CaptureFixture[str]) -> None:
    made = marked()
    assert made.claims[-1].near_misses[0][0].stance is Stance.NOT_ENOUGH_INFO
    print_check(made)
    shown = " ".join(capsys.readouterr().out.split())
    assert "1,234 reports searched; what comes nearest" in shown
    assert WHY in shown
    assert "Corrected later" in shown


def test_dropped_sentences_are_counted_and_listed_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    # What Rich would take for markup is text.
    dropped = tuple(Dropped(f"Satz [/{reason.value}]", 0, 1, 0.25, reason) for reason in DropReason)
    made = replace(check(), dropped=dropped)
    print_check(made)
    assert "6 sentences not taken for a claim; --show-dropped lists them" in capsys.readouterr().out
    print_check(made, show_dropped=True)
    listed = [line.split() for line in capsys.readouterr().out.splitlines() if "25%" in line]
    assert [" ".join(row) for row in listed] == [
        "25% question Satz [/question]",
        "25% prediction Satz [/prediction]",
        "25% opinion Satz [/opinion]",
        "25% filler Satz [/filler]",
        "25% nothing checkable Satz [/nothing_checkable]",
        "25% below the threshold set Satz [/below_threshold]",
    ]
