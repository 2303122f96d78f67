"""The review screen: what a reviewer records is in the ledger at once, stays with its claim, and can be undone."""

from __future__ import annotations

import re

import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.support import build
from tests.ui_support import HOSTILE_TITLE, REPORTS, Newsroom, app, everything, newsroom
from workbench.indexing.generations import IndexDirectory
from workbench.reviews import rules
from workbench.reviews.ledger import open_ledger
from workbench.types import Check, EventKind, Verdict
from workbench.ui.escape import md

__all__ = ["newsroom"]


def opened(room: Newsroom, claim: str = "c1", reviewer: str = "Anna") -> tuple[AppTest, Check]:
    room.build()
    check = room.add()
    return app("review", reviewer, article=check.article.id, claim=claim), check


def verdict_radio(test: AppTest) -> object:
    return next(radio for radio in test.radio if str(radio.key).startswith("verdict:"))


def button(test: AppTest, name: str) -> object:
    return next(one for one in test.button if str(one.key).startswith(f"{name}:"))


def note_area(test: AppTest) -> object:
    return next(area for area in test.text_area if str(area.key).startswith("note:"))


def choose(test: AppTest, verdict: Verdict, note: str = "") -> AppTest:
    verdict_radio(test).set_value(verdict)
    note_area(test).set_value(note)
    return test.run()


def test_both_sides_with_sources_stances_and_one_origin_for_the_reprint(newsroom: Newsroom) -> None:
    test, _ = opened(newsroom)
    shown = everything(test)
    assert "1 independent origin" in shown.replace("\\", "")
    assert "**Prüfstelle Ost** · 9 March 2026 · German" in shown.replace("\\", "")
    # An icon, a word and a share, never colour alone.
    assert re.search(r":green-badge\[:material/check: supports \d+%\]", shown.replace("\\", ""))
    assert re.search(r":red-badge\[:material/close: conflicts \d+%\]", shown.replace("\\", ""))
    assert "Fact-check" in shown.replace("\\", "")
    # The lead of the group is one of the two copies, the other is named as its reprint.
    labels = [expander.label.replace("\\", "") for expander in test.expander]
    assert any(label in ("Also printed by Elbpost", "Also printed by Muldekurier") for label in labels)


def test_titles_are_links_only_to_the_web_and_markup_in_them_is_text(newsroom: Newsroom) -> None:
    test, _ = opened(newsroom)
    shown = everything(test)
    assert f"[{md(HOSTILE_TITLE)}](<https://elbpost.example/bruecke>)" in shown
    assert "](<javascript" not in shown
    assert "<script>alert" not in shown


def test_no_ids_or_enum_values_are_shown(newsroom: Newsroom) -> None:
    test, check = opened(newsroom)
    shown = everything(test).replace("\\", "")
    for hidden in (check.article.id, check.index.generation, "not_enough", "refuted", "conflicting", "de-en"):
        assert hidden not in shown


def test_a_recorded_verdict_is_in_the_ledger_at_once(newsroom: Newsroom) -> None:
    test, check = opened(newsroom)
    choose(test, Verdict.REFUTED, "Haushalt nennt 18 Millionen.")
    button(test, "record").click().run()
    decision = newsroom.state(check.article.id).claims[0].current
    assert decision is not None
    assert (decision.verdict, decision.note, decision.reviewer) == (
        Verdict.REFUTED,
        "Haushalt nennt 18 Millionen.",
        "Anna",
    )
    assert decision.generation == check.index.generation
    assert "Haushalt nennt 18 Millionen" in everything(test).replace("\\", "")


def test_the_next_claim_does_not_inherit_verdict_or_note(newsroom: Newsroom) -> None:
    test, _ = opened(newsroom)
    choose(test, Verdict.REFUTED, "nur hier")
    button(test, "record").click().run()
    test.button(key="step:next").click().run()
    assert test.query_params["claim"] == "c2"
    assert verdict_radio(test).value is None
    assert note_area(test).value == ""


def test_recording_without_a_verdict_is_refused(newsroom: Newsroom) -> None:
    test, check = opened(newsroom)
    button(test, "record").click().run()
    assert [toast.value for toast in test.toast] == ["Choose a verdict first\\."]
    assert newsroom.state(check.article.id).decided == 0


def test_recording_needs_a_name_that_is_asked_for_in_place(newsroom: Newsroom) -> None:
    test, check = opened(newsroom, reviewer="")
    choose(test, Verdict.SUPPORTED, "vorab")
    assert not [one for one in test.button if str(one.key).startswith("record:")]
    test.text_input(key="asked_reviewer").set_value("Ben").run()
    # What was drafted before there was a name is kept.
    assert verdict_radio(test).value == Verdict.SUPPORTED
    button(test, "record").click().run()
    assert newsroom.state(check.article.id).claims[0].current.reviewer == "Ben"


def test_withdrawing_empties_the_claim_and_keeps_the_history(newsroom: Newsroom) -> None:
    test, check = opened(newsroom)
    choose(test, Verdict.SUPPORTED)
    button(test, "record").click().run()
    button(test, "withdraw").click().run()
    claim = newsroom.state(check.article.id).claims[0]
    assert claim.current is None
    assert [event.kind for event in claim.history] == [EventKind.VERDICT_DECIDED, EventKind.VERDICT_WITHDRAWN]
    assert verdict_radio(test).value is None
    assert "took the verdict back" in everything(test)


def test_a_mind_can_be_changed(newsroom: Newsroom) -> None:
    test, check = opened(newsroom)
    choose(test, Verdict.SUPPORTED)
    button(test, "record").click().run()
    choose(test, Verdict.CONFLICTING)
    button(test, "record").click().run()
    assert newsroom.state(check.article.id).claims[0].verdict is Verdict.CONFLICTING


def test_a_draft_survives_leaving_the_page(newsroom: Newsroom) -> None:
    test, _ = opened(newsroom)
    choose(test, Verdict.CONFLICTING, "noch nachfragen")
    for screen in ("queue", "corpus", "queue", "review"):
        test.switch_page(f"workbench/ui/screens/{screen}.py").run()
    assert not test.exception
    assert verdict_radio(test).value == Verdict.CONFLICTING
    assert note_area(test).value == "noch nachfragen"
    assert "not recorded yet" in everything(test)


def test_another_reviewer_starts_empty_and_disagreement_is_flagged(newsroom: Newsroom) -> None:
    newsroom.build()
    check = newsroom.add()
    with open_ledger(str(newsroom.reviews)) as ledger:
        rules.decide(ledger, check.article.id, "c1", Verdict.SUPPORTED, reviewer="Ben", note="Rathaus sagt es so")
    test = app("review", "Anna", article=check.article.id, claim="c1")
    assert verdict_radio(test).value is None
    assert "The reviewers disagree" not in everything(test)
    choose(test, Verdict.REFUTED)
    button(test, "record").click().run()
    assert "The reviewers disagree" in everything(test)
    assert "**Ben**" in everything(test)
    # Only one's own verdict can be taken back.
    assert len([one for one in test.button if str(one.key).startswith("withdraw:")]) == 1


def test_the_list_can_be_narrowed_to_undecided_claims(newsroom: Newsroom) -> None:
    newsroom.build()
    check = newsroom.add()
    with open_ledger(str(newsroom.reviews)) as ledger:
        rules.decide(ledger, check.article.id, "c1", Verdict.SUPPORTED, reviewer="Anna")
    test = app("review", "Anna", article=check.article.id, claim="c1")
    claims = f"claims:{check.article.id}"
    assert len(test.radio(key=claims).options) == 3
    test.button_group(key=f"show:{check.article.id}").set_value("undecided").run()
    assert len(test.radio(key=claims).options) == 2
    test.radio(key=claims).set_value("c3").run()
    assert test.query_params["claim"] == "c3"
    assert verdict_radio(test).value is None


def test_next_undecided_skips_what_is_decided(newsroom: Newsroom) -> None:
    newsroom.build()
    check = newsroom.add()
    with open_ledger(str(newsroom.reviews)) as ledger:
        rules.decide(ledger, check.article.id, "c2", Verdict.SUPPORTED, reviewer="Anna")
    test = app("review", "Anna", article=check.article.id, claim="c1")
    test.button(key="step:next_undecided").click().run()
    assert test.query_params["claim"] == "c3"


def test_a_recheck_keeps_what_was_decided_and_uses_the_present_corpus(newsroom: Newsroom) -> None:
    test, check = opened(newsroom)
    choose(test, Verdict.REFUTED)
    button(test, "record").click().run()
    build(newsroom.index, REPORTS)
    test.run()
    assert "The corpus has changed since" in test.button(key="recheck").help
    test.button(key="recheck").click().run()
    assert not test.exception
    state = newsroom.state(check.article.id)
    assert state.generation == IndexDirectory(newsroom.index).current_id() != check.index.generation
    assert state.claims[0].verdict is Verdict.REFUTED


def test_a_link_opens_its_claim_and_a_foreign_one_is_explained(newsroom: Newsroom) -> None:
    test, check = opened(newsroom, claim="c3")
    assert "An der Kundgebung gegen den Bau nahmen 500 Menschen teil" in everything(test)
    assert test.query_params["article"] == check.article.id
    other = app("review", article="a-0000")
    assert "not in this workbench" in everything(other)


def test_passage_in_its_report_and_the_passage_alone_when_the_corpus_is_gone(newsroom: Newsroom) -> None:
    test, check = opened(newsroom)
    context = next(b for b in test.button if str(b.key).startswith("context:c1:check:"))
    context.click().run()
    assert not test.exception
    assert "is gone" not in everything(test)
    # A build publishes a generation without the report, and the one that was checked against is pruned.
    build(newsroom.index, [one for one in REPORTS if one.id != "check"], keep=1)
    st.cache_resource.clear()
    fresh = app("review", article=check.article.id, claim="c1")
    assert check.index.generation not in IndexDirectory(newsroom.index).ids()
    next(b for b in fresh.button if str(b.key).startswith("context:c1:check:")).click().run()
    assert not fresh.exception
    assert "only the passage can be shown" in everything(fresh)
