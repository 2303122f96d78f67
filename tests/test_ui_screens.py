"""The other screens: what they say when there is nothing, and what they do when there is something."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import build
from tests.ui_support import ARTICLE, REPORTS, Newsroom, app, check_of, everything, newsroom
from workbench.reviews import rules
from workbench.reviews.ledger import open_ledger
from workbench.types import Dropped, DropReason, Verdict
from workbench.ui.signs import ArticleStatus

__all__ = ["newsroom"]


def test_first_start_says_how_to_build_an_index(newsroom: Newsroom) -> None:
    test = app()
    assert "No article yet" in everything(test)
    assert [code.value for code in test.code] == [
        f"workbench index build data/sample/reports.jsonl --index {newsroom.index}"
    ]
    # Without an index the sample could not be checked, so it is not offered.
    assert not [button for button in test.button if button.key == "add_sample"]


def test_the_sample_article_is_one_press_away(newsroom: Newsroom) -> None:
    newsroom.build()
    test = app(reviewer="")
    test.text_input(key="asked_reviewer").set_value("Anna").run()
    test.button(key="add_sample").click().run()
    assert not test.exception
    assert "Kiew und Moskau verhandeln in Antalya" in everything(test)
    with open_ledger(str(newsroom.reviews)) as ledger:
        assert [state.outlet for state in rules.queue(ledger)] == ["Elbtaler Tagblatt"]


def test_queue_shows_progress_filters_and_archives_with_undo(newsroom: Newsroom) -> None:
    newsroom.build()
    check = newsroom.add()
    with open_ledger(str(newsroom.reviews)) as ledger:
        rules.decide(ledger, check.article.id, "c1", Verdict.SUPPORTED, reviewer="Anna")
        rules.decide(ledger, check.article.id, "c1", Verdict.REFUTED, reviewer="Ben")
    test = app()
    shown = everything(test).replace("\\", "")
    assert "1 of 3 claims decided" in shown
    assert "1 disputed" in shown
    assert "In progress" in shown
    test.text_input(key="queue_search").set_value("kundgebung 500").run()
    assert not test.info
    test.text_input(key="queue_search").set_value("marsmission").run()
    assert [info.value for info in test.info] == ["No article fits. Try fewer words or another filter."]
    test.text_input(key="queue_search").set_value("").run()
    test.button(key=f"archive:{check.article.id}").click().run()
    assert not [button for button in test.button if str(button.key).startswith("archive:")]
    test.button_group(key="queue_status").set_value(ArticleStatus.ARCHIVED).run()
    test.button(key=f"restore:{check.article.id}").click().run()
    assert not newsroom.state(check.article.id).archived


def paste(text: str) -> object:
    test = app("add")
    test.text_area(key="pasted").set_value(text)
    return test.button(key="read_pasted").click().run()


def test_a_pasted_article_is_previewed_corrected_checked_and_opened(newsroom: Newsroom) -> None:
    newsroom.build()
    test = paste(ARTICLE)
    assert "3 paragraphs of text" in everything(test).replace("\\", "") or "paragraph" in everything(test)
    title = next(field for field in test.text_input if str(field.key).startswith("title:"))
    assert title.value == "Neue Brücke über die Elbe"
    next(field for field in test.text_input if str(field.key).startswith("outlet:")).set_value("Torgauer Bote")
    test.button(key="check").click().run()
    assert not test.exception
    assert "Claim 1 of 3" in everything(test)
    with open_ledger(str(newsroom.reviews)) as ledger:
        states = rules.queue(ledger)
    assert [(state.title, state.outlet, state.total) for state in states] == [
        ("Neue Brücke über die Elbe", "Torgauer Bote", 3)
    ]


def test_the_same_article_again_is_recognised_and_can_be_rechecked(newsroom: Newsroom) -> None:
    newsroom.build()
    check = newsroom.add()
    with open_ledger(str(newsroom.reviews)) as ledger:
        rules.decide(ledger, check.article.id, "c1", Verdict.SUPPORTED, reviewer="Anna")
    test = paste(ARTICLE)
    assert "1 of its 3 claims are decided" in everything(test).replace("\\", "")
    test.button(key="check").click().run()
    state = newsroom.state(check.article.id)
    assert (state.decided, state.total) == (1, 3)
    assert state.checked_at > state.added_at
    again = paste(ARTICLE)
    again.button(key="open_known").click().run()
    assert "Claim 1 of 3" in everything(again)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("   \n", "There is no text"),
        # A menu line alone has nothing that could be checked.
        ("Startseite | Politik | Sport | Anmelden", "The text could not be read"),
    ],
)
def test_what_is_no_article_is_refused_in_place(newsroom: Newsroom, text: str, said: str) -> None:
    newsroom.build()
    test = paste(text)
    assert said in "\n".join(error.value for error in test.error).replace("\\", "")


def test_lines_left_out_are_put_back_before_and_after_the_check(newsroom: Newsroom) -> None:
    newsroom.build()
    test = paste(ARTICLE + "\nMehr zum Thema\nDie Stadt baut 2027 eine zweite Brücke\nKommentare\n")
    ticks = {box.label: box for box in test.checkbox}
    assert "3 lines left out" in [fold.label.replace("\\", "") for fold in test.expander]
    ticks["Die Stadt baut 2027 eine zweite Brücke"].check().run()
    test.button(key="check").click().run()
    assert not test.exception
    assert "Claim 1 of 4" in everything(test)
    with open_ledger(str(newsroom.reviews)) as ledger:
        (added,) = rules.queue(ledger)
    test = app("review", article=added.article_id)
    next(box for box in test.checkbox if box.label == "Kommentare").check().run()
    test.button(key="put_back").click().run()
    assert not test.exception
    assert not [box for box in test.checkbox if box.label == "Kommentare"]
    assert "Claim 1 of 4" in everything(test)


def test_the_sentences_not_taken_for_claims_are_listed_with_their_reason(newsroom: Newsroom) -> None:
    newsroom.build()
    check = check_of(newsroom.index)
    words = ("question", "prediction", "opinion", "filler", "nothing checkable", "below the threshold set")
    dropped = tuple(Dropped(f"Satz {reason.value}.", 0, 5, 0.25, reason) for reason in DropReason)
    check = newsroom.put(replace(check, dropped=dropped))
    test = app("review", article=check.article.id)
    fold = next(each for each in test.expander if "not taken" in each.label)
    assert fold.label == "6 sentences not taken"
    assert [line.value.replace("\\", "") for line in fold.markdown] == [
        f":small[{one.text}]  \n:small[:gray[{word} · check-worthiness 25%]]"
        for one, word in zip(dropped, words, strict=True)
    ]
    # Where there is none, there is no list.
    bare = newsroom.put(replace(check, dropped=(), article=replace(check.article, id="a-000000000000")))
    assert not [one for one in app("review", article=bare.article.id).expander if "not taken" in one.label]


def test_an_article_without_claims_is_not_added(newsroom: Newsroom) -> None:
    newsroom.build()
    test = paste("Was nun?\n\nWarum ist das so? Und wer weiß das schon? Denken Sie bitte darüber nach!")
    test.button(key="check").click().run()
    assert [warning.value for warning in test.warning] == [
        "No checkable claim was found in this text, so it was not added."
    ]
    with open_ledger(str(newsroom.reviews)) as ledger:
        assert rules.queue(ledger) == []


def test_an_address_that_cannot_be_reached_is_explained(newsroom: Newsroom) -> None:
    newsroom.build()
    test = app("add")
    test.text_input(key="address").set_value("http://127.0.0.1:9/article")
    test.button(key="read_url").click().run()
    assert "The page could not be fetched" in test.error[0].value
    test.text_input(key="address").set_value("ftp://example")
    test.button(key="read_url").click().run()
    assert "begins with http" in test.error[0].value


def test_checking_without_an_index_says_how_to_build_one(newsroom: Newsroom) -> None:
    test = paste(ARTICLE)
    test.button(key="check").click().run()
    assert not test.exception
    assert any("workbench index build" in code.value for code in test.code)


def test_export_says_what_is_missing_and_asks_for_the_organisation(newsroom: Newsroom) -> None:
    assert "nothing to export yet" in everything(app("export"))
    newsroom.build()
    check = newsroom.add()
    test = app("export", article=check.article.id)
    assert "3 claims are undecided" in test.warning[0].value.replace("\\", "")
    buttons = {button.key: button for button in test.download_button}
    assert buttons["download:claimreview"].disabled
    assert not any(buttons[f"download:{kind}"].disabled for kind in ("html", "csv", "json"))
    with open_ledger(str(newsroom.reviews)) as ledger:
        rules.decide(ledger, check.article.id, "c1", Verdict.REFUTED, reviewer="Anna")
    test.run()
    assert "2 claims are undecided" in test.warning[0].value.replace("\\", "")
    test.text_input(key="organisation").set_value("Faktenbüro").run()
    buttons = {button.key: button for button in test.download_button}
    assert not buttons["download:claimreview"].disabled


def test_two_articles_of_one_title_are_told_apart(newsroom: Newsroom) -> None:
    newsroom.build()
    first, second = newsroom.add(), newsroom.add(ARTICLE + "\nDer Bau soll 2027 beginnen.\n")
    assert first.article.title == second.article.title
    for check in (first, second):
        test = app("export", article=check.article.id)
        assert f"of {len(check.claims)} claims decided" in everything(test)
        assert test.selectbox(key="export_article").value == check.article.id


def test_corpus_shows_the_generation_and_finds_passages(newsroom: Newsroom) -> None:
    assert any("workbench index build" in code.value for code in app("corpus").code)
    newsroom.build()
    test = app("corpus")
    assert [(metric.label, metric.value) for metric in test.metric[:3]] == [
        ("Reports", "5"),
        ("Passages", "5"),
        ("Outlets", "4"),
    ]
    test.text_input(key="corpus_words").set_value("Elefant im Zoo").run()
    assert "Nachwuchs im Zoo" in everything(test)
    test.multiselect[0].set_value(["de"]).run()
    test.multiselect[1].set_value(["Prüfstelle Ost"]).run()
    assert "Nachwuchs im Zoo" not in everything(test)
    assert "Was die Brücke wirklich kostet" in everything(test)


def test_a_new_generation_is_seen_without_a_restart(newsroom: Newsroom) -> None:
    newsroom.build()
    test = app("corpus")
    build(newsroom.index, REPORTS[:2])
    test.run()
    assert test.metric[0].value == "2"


def test_german_where_the_reader_chose_it(newsroom: Newsroom) -> None:
    test = app()
    test.button_group(key="sidebar_language").set_value("de").run()
    assert "Noch kein Artikel" in everything(test)


def test_a_damaged_ledger_is_explained_not_traced(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.reviews.write_text(json.dumps({"no": "ledger"}), "utf-8")
    test = app()
    assert not test.exception
    assert "is no ledger" in "\n".join(error.value for error in test.error).replace("\\", "")
