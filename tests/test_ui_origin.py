"""The page of an origin, and what a claim that is left open shows."""

from __future__ import annotations

from dataclasses import replace

from tests.support import build, report
from tests.ui_support import HOSTILE_TITLE, REPORTS, Newsroom, app, everything, newsroom
from workbench.types import CheckedClaim, Evidence, Stance
from workbench.ui.texts import STRINGS

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
    outlets = [caption.value.split(" ")[0] for caption in test.caption if "2026" in caption.value]
    assert outlets == ["Elbpost", "Muldekurier", "Bote"]
    assert "The text is the same" in shown
    assert "1 sentence added" in shown
    html = "".join(str(one.proto.body) for one in test.get("html"))
    assert "<ins>Der Bote hat &lt;b&gt;nachgefragt&lt;/b&gt;.</ins>" in html
    assert HOSTILE_TITLE not in shown


def test_an_origin_that_is_not_there(newsroom: Newsroom) -> None:
    newsroom.build()
    assert "Open an origin from a passage" in everything(app("origin", origin="gone"))
    assert "Open an origin from a passage" in everything(app("origin"))


def test_a_card_with_copies_leads_to_the_origin_and_back(newsroom: Newsroom) -> None:
    newsroom.build()
    check = newsroom.add()
    test = app("review", article=check.article.id, claim="c1")
    labels = [str(one.proto.label) for one in test.get("page_link")]
    assert "What each copy changed" in labels
    back = app("origin", origin="wire", article=check.article.id, claim="c1")
    assert "Back to the claim" in [str(one.proto.label) for one in back.get("page_link")]


def test_a_claim_that_is_left_open_says_what_was_searched(newsroom: Newsroom) -> None:
    newsroom.build()
    check = newsroom.add()
    opened = next(one for one in check.claims if one.near_misses)
    test = app("review", article=check.article.id, claim=opened.claim.id)
    shown = everything(test).replace("\\", "")
    assert "5 reports searched: what comes nearest" in [each.label for each in test.expander]
    for one, why in opened.near_misses:
        assert why in shown
        assert (one.report.outlet or "") in shown


def test_near_misses_are_paired_with_their_passages(newsroom: Newsroom) -> None:
    newsroom.build()
    opened = next(one for one in newsroom.add().claims if one.near_misses)
    assert all(one.stance is Stance.NOT_ENOUGH_INFO for one, _ in opened.near_misses)
    # Where the passage is not among the evidence there is nothing to show.
    assert CheckedClaim(opened.claim, opened.assessment, ()).near_misses == ()


def test_marks_say_why_a_passage_does_not_count(newsroom: Newsroom) -> None:
    newsroom.build()
    from workbench.ui.texts import Texts

    (evidence, *_) = newsroom.add().claims[0].evidence
    assert isinstance(evidence, Evidence)
    marked = replace(evidence, before_event=True, corrected_by="x")
    assert Texts("en").marks(marked) == ("Before the event, not counted", "Corrected later, not counted")
    assert Texts("de").marks(evidence) == ()
    assert STRINGS["de"].keys() == STRINGS["en"].keys()
