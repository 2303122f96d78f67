"""The page of an origin, and what a claim that is left open shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support import build, report
from tests.ui_support import HOSTILE_TITLE, REPORTS, Newsroom, app, check_of, everything, newsroom
from workbench.types import Check, CheckedClaim, NearMiss, Rating, Stance, Verdict
from workbench.ui.texts import Texts

__all__ = ["newsroom"]

LATER = report(
    "later",
    REPORTS[0].text + " Der Bote hat <b>nachgefragt</b>.",
    outlet="Bote",
    title="Teure Brücke",
    day="2026-03-06",
)


def test_an_origin_shows_its_members_in_time_and_what_they_changed(newsroom: Newsroom) -> None:
    build(newsroom.index, [*REPORTS, LATER])
    test = app("origin", origin="reprint")
    shown = everything(test)
    assert "3 reports carry this text · 3 outlets" in shown.replace("\\", "")
    outlets = [line.value.split("**")[1] for line in test.markdown if "2026" in line.value]
    assert outlets == ["Elbpost", "Muldekurier", "Bote"]
    assert "The text is the same" in shown
    assert "1 sentence added" in shown
    html = "".join(str(one.proto.body) for one in test.get("html"))
    assert "<ins>Der Bote hat &lt;b&gt;nachgefragt&lt;/b&gt;.</ins>" in html
    assert HOSTILE_TITLE not in shown


def test_an_origin_that_is_not_there(newsroom: Newsroom) -> None:
    newsroom.build()
    assert "This report is no longer in the corpus." in everything(app("origin", origin="gone"))
    assert "This page is opened from a passage that has copies." in everything(app("origin"))


def test_a_card_with_copies_leads_to_the_origin_and_back(newsroom: Newsroom) -> None:
    newsroom.build()
    check = newsroom.add()
    test = app("review", article=check.article.id, claim="c1")
    labels = [str(one.proto.label) for one in test.get("page_link")]
    assert "What each copy changed" in labels
    back = app("origin", origin="wire", article=check.article.id, claim="c1")
    assert "Back to the claim" in [str(one.proto.label) for one in back.get("page_link")]


WHY = "other number: 500 ↔ <b>300</b>"


def left_open(room: Newsroom, *, beside: bool) -> Check:
    """An article whose first claim stays open with one near miss, and with evidence ``beside`` it or without."""
    room.build()
    check = check_of(room.index)
    first, *others = check.claims
    near = replace(first.evidence[0], stance=Stance.NOT_ENOUGH_INFO)
    miss = NearMiss(near.report.id, near.passage.start, near.passage.end, WHY)
    verdict = replace(
        first.assessment, verdict=Verdict.NOT_ENOUGH_EVIDENCE, searched=5, near_misses=(miss,), reasons=()
    )
    taken = [one for one in first.evidence[1:] if one.report.id != near.report.id] if beside else []
    return room.put(replace(check, claims=(CheckedClaim(first.claim, verdict, (near, *taken)), *others)))


@pytest.mark.parametrize("beside", [False, True])
def test_a_claim_that_is_left_open_says_what_was_searched(newsroom: Newsroom, beside: bool) -> None:
    check = left_open(newsroom, beside=beside)
    ((one, _),) = check.claims[0].near_misses
    test = app("review", article=check.article.id, claim="c1")
    folds = {each.label.replace("\\", ""): each for each in test.expander}
    # Where there is evidence to read first, it is folded.
    assert folds["5 reports searched: what comes nearest"].proto.expanded is not beside
    day = Texts("en").day(one.report.published_at)
    assert f"**{one.report.outlet}** · {day} · {WHY}" in everything(test).replace("\\", "")


def test_near_misses_are_paired_with_their_passages(newsroom: Newsroom) -> None:
    first = left_open(newsroom, beside=False).claims[0]
    assert [(one.report.id, why) for one, why in first.near_misses] == [(first.evidence[0].report.id, WHY)]
    # Where the passage is not among the evidence there is nothing to show.
    assert CheckedClaim(first.claim, first.assessment, ()).near_misses == ()


def test_marks_say_why_a_passage_does_not_count_and_name_the_correction(newsroom: Newsroom) -> None:
    newsroom.build()
    check = check_of(newsroom.index)
    first, *others = check.claims
    one = replace(first.evidence[0], before_event=True, corrected_by="check", rating=Rating.MOSTLY_FALSE)
    check = newsroom.put(replace(check, claims=(replace(first, evidence=(one,)), *others)))
    shown = everything(app("review", article=check.article.id, claim="c1")).replace("\\", "")
    assert ":orange-badge[:material/event_busy: Before the event, not counted]" in shown
    assert ":orange-badge[:material/published_with_changes: Corrected later, not counted]" in shown
    assert ":blue-badge[:material/fact_check: Rated: mostly false]" in shown
    assert "**Correction:** Was die Brücke wirklich kostet · **Prüfstelle Ost** · 9 March 2026 · German" in shown
