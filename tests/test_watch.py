"""What new reports raise, and what they do not."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support import SAMPLE, build, report
from tests.watch_support import ARTICLE, CROWD, KNOWN, PLANTED, REPRINTS, SECOND, Desk, article_of, desk
from workbench.checking import open_checker
from workbench.exports.document import check_document
from workbench.indexing.builder import Builder
from workbench.indexing.generations import IndexDirectory
from workbench.models import load_encoder, load_stance_model
from workbench.reading import read_article
from workbench.reviews import rules
from workbench.reviews.alerts import Effect, Settling
from workbench.reviews.ledger import open_ledger
from workbench.settings import Settings
from workbench.types import Assessment, EventKind, Stance, Verdict
from workbench.watching import effect_on, watch

__all__ = ["desk"]


def test_the_desk_is_as_the_tests_take_it(desk: Desk) -> None:
    assert [claim.suggested for claim in desk.state.claims] == [Verdict.SUPPORTED, Verdict.NOT_ENOUGH_EVIDENCE]


def test_a_contradiction_raises_one_alert_its_reprints_none_and_another_origin_one(desk: Desk) -> None:
    assert desk.add(PLANTED).alerts == 1
    assert desk.add(*REPRINTS).alerts == 0
    assert desk.add(SECOND).alerts == 1
    first, second = desk.state.open_alerts
    assert (first.report_id, second.report_id) == ("planted", "second")
    assert (first.claim_id, first.stance, first.verdict) == ("c1", Stance.REFUTES, Verdict.SUPPORTED)
    assert first.probability >= 0.5
    assert first.evidence["outlet"] == "Muldekurier"
    assert "18 Millionen Euro" in first.evidence["passage"]["text"]
    assert first.generation < second.generation == IndexDirectory(desk.settings.index).current_id()


def test_a_report_that_comes_with_its_reprints_raises_one_alert(desk: Desk) -> None:
    assert desk.add(*REPRINTS, PLANTED).alerts == 1
    assert len(desk.claim().open_alerts) == 1


def test_an_original_after_its_reprint_raises_nothing_more(desk: Desk) -> None:
    """It is dated before the reprint, so the origin gets another id."""
    desk.add(replace(REPRINTS[0], published_at=SECOND.published_at))
    assert desk.add(PLANTED).alerts == 0
    assert len(desk.claim().alerts) == 1


def test_watching_again_raises_nothing_new(desk: Desk) -> None:
    before = desk.texts()
    assert desk.add(PLANTED).alerts == 1
    last = desk.ledger.last()
    assert desk.watch(before).alerts == 0
    assert desk.ledger.last() == last


def test_what_supports_a_supported_claim_raises_nothing(desk: Desk) -> None:
    again = report(
        "again", "Torgau gibt für die neue Elbbrücke 12 Millionen Euro aus, steht im Plan des Landes.", outlet="Funk"
    )
    watched = desk.add(again)
    assert (watched.origins, watched.claims, watched.alerts) == (1, 2, 0)


def test_what_supports_an_open_claim_fills_a_gap(desk: Desk) -> None:
    desk.add(CROWD)
    (alert,) = desk.claim("c2").open_alerts
    assert (alert.effect, alert.stance) == (Effect.FILLS, Stance.SUPPORTS)
    assert (alert.verdict, alert.suggested) == (Verdict.NOT_ENOUGH_EVIDENCE, Verdict.SUPPORTED)


def test_the_recorded_verdict_goes_before_the_suggestion(desk: Desk) -> None:
    rules.decide(desk.ledger, desk.article_id, "c1", Verdict.REFUTED, reviewer="Anna")
    assert desk.add(PLANTED).alerts == 0
    rules.decide(desk.ledger, desk.article_id, "c1", Verdict.SUPPORTED, reviewer="Ben")
    # Anna still stands by refuted, Ben's verdict is the one that is weakened.
    assert desk.add(SECOND).alerts == 1
    assert desk.claim().open_alerts[0].verdict is Verdict.SUPPORTED


def test_the_articles_own_outlet_raises_nothing(desk: Desk) -> None:
    rules.archive(desk.ledger, desk.article_id, reviewer="Anna")
    desk.article_id = desk.check(article_of(*ARTICLE, "Der Bau soll 2027 beginnen.", outlet="MULDEKURIER"))
    assert desk.add(PLANTED).alerts == 0
    assert desk.add(SECOND).alerts == 1


def test_archived_articles_are_left_out(desk: Desk) -> None:
    rules.archive(desk.ledger, desk.article_id, reviewer="Anna")
    assert desk.add(PLANTED).claims == 0
    assert desk.claim().alerts == ()


def test_nothing_is_loaded_where_nothing_is_new_or_under_review(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str = "") -> Any:
        raise AssertionError("loaded")

    monkeypatch.setattr("workbench.watching.load_encoder", refuse)
    monkeypatch.setattr("workbench.watching.load_stance_model", refuse)
    same = replace(KNOWN[0], id="same", origin_id="same", outlet="Anderswo")
    assert desk.add(same).origins == 0
    rules.archive(desk.ledger, desk.article_id, reviewer="Anna")
    desk.add(PLANTED)


def test_an_article_whose_check_cannot_be_read_does_not_stop_the_others(desk: Desk) -> None:
    document = dict(desk.state.document or {})
    del document["article"]["blocks"]
    document["article"] |= {"id": "a-broken", "title": "Ohne Absätze"}
    rules.add_article(desk.ledger, document, reviewer="Anna")
    watched = desk.add(PLANTED)
    assert (watched.articles, watched.alerts) == (1, 1)
    assert [fault.split(":")[0] for fault in watched.faults] == ["Ohne Absätze"]


# How alerts are settled.


def test_a_dismissed_alert_leaves_the_queue_for_good(desk: Desk) -> None:
    before = desk.texts()
    desk.add(PLANTED)
    text = desk.claim().text
    rules.dismiss_alert(desk.ledger, desk.article_id, "c1", "planted", reviewer="Ben", claim_text=text)
    assert desk.state.open_alerts == ()
    assert [alert.settled for alert in desk.claim().alerts] == [Settling.SEEN]
    assert desk.watch(before).alerts == 0
    with pytest.raises(rules.ReviewError, match="settled already"):
        rules.dismiss_alert(desk.ledger, desk.article_id, "c1", "planted", reviewer="Ben", claim_text=text)


def test_a_decision_settles_and_taking_it_back_opens_again(desk: Desk) -> None:
    desk.add(PLANTED)
    rules.decide(desk.ledger, desk.article_id, "c1", Verdict.CONFLICTING, reviewer="Anna")
    assert [alert.settled for alert in desk.claim().alerts] == [Settling.DECIDED]
    rules.withdraw(desk.ledger, desk.article_id, "c1", reviewer="Anna")
    assert len(desk.state.open_alerts) == 1


def test_the_same_verdict_again_answers_an_alert(desk: Desk) -> None:
    rules.decide(desk.ledger, desk.article_id, "c1", Verdict.SUPPORTED, reviewer="Anna")
    desk.add(PLANTED)
    assert len(desk.state.open_alerts) == 1
    rules.decide(desk.ledger, desk.article_id, "c1", Verdict.SUPPORTED, reviewer="Anna")
    assert desk.state.open_alerts == ()


def test_a_recheck_that_shows_the_origin_settles(desk: Desk) -> None:
    desk.add(PLANTED)
    desk.check(article_of(*ARTICLE))
    assert [alert.settled for alert in desk.claim().alerts] == [Settling.CHECKED]
    assert desk.add(*REPRINTS).alerts == 0


def test_a_recheck_that_does_not_show_it_leaves_the_alert_open(desk: Desk) -> None:
    desk.add(PLANTED)
    build(desk.settings.index, KNOWN)
    desk.check(article_of(*ARTICLE))
    assert [alert.report_id for alert in desk.state.open_alerts] == ["planted"]


def test_an_alert_that_two_processes_raise_at_once_is_one(desk: Desk) -> None:
    desk.add(PLANTED)
    raised = next(event for event in desk.ledger.events() if event.kind is EventKind.ALERT_RAISED)
    desk.ledger.append(raised)
    assert len(desk.claim().alerts) == 1


# The rule.


def assessed(verdict: Verdict, supporting: int, refuting: int) -> Assessment:
    return Assessment(verdict, 0.9, supporting, refuting, ())


S, R, C, N = Verdict.SUPPORTED, Verdict.REFUTED, Verdict.CONFLICTING, Verdict.NOT_ENOUGH_EVIDENCE
FOR, AGAINST = Stance.SUPPORTS, Stance.REFUTES


@pytest.mark.parametrize(
    ("verdict", "stance", "before", "after", "effect"),
    [
        pytest.param(S, AGAINST, (S, 2, 0), (S, 2, 1), Effect.WEAKENS, id="one unsure origin against it"),
        pytest.param(S, AGAINST, (S, 2, 0), (C, 2, 1), Effect.FLIPS, id="its side makes a suggestion"),
        pytest.param(S, AGAINST, (S, 2, 0), (S, 2, 0), None, id="too unsure to count"),
        pytest.param(S, AGAINST, (R, 0, 2), (R, 0, 3), Effect.WEAKENS, id="decided against the suggestion before"),
        pytest.param(S, FOR, (S, 1, 0), (S, 2, 0), None, id="more of the same"),
        pytest.param(R, FOR, (R, 0, 1), (C, 1, 1), Effect.FLIPS, id="the other way round"),
        pytest.param(R, AGAINST, (R, 0, 1), (R, 0, 2), None, id="more against what is refuted"),
        pytest.param(N, FOR, (N, 0, 0), (S, 1, 0), Effect.FILLS, id="a suggestion at last"),
        pytest.param(N, AGAINST, (N, 0, 1), (R, 0, 2), Effect.FILLS, id="two unsure origins make one"),
        pytest.param(N, FOR, (N, 0, 0), (N, 1, 0), None, id="still too unsure for a suggestion"),
        pytest.param(N, FOR, (R, 0, 2), (R, 1, 2), None, id="decided open, and too unsure for the other side"),
        pytest.param(C, FOR, (C, 1, 1), (C, 2, 1), None, id="a conflict has both sides"),
        pytest.param(C, AGAINST, (S, 2, 0), (C, 2, 1), Effect.FILLS, id="a decided conflict that lacked a side"),
    ],
)
def test_effect_on_a_verdict(
    verdict: Verdict,
    stance: Stance,
    before: tuple[Verdict, int, int],
    after: tuple[Verdict, int, int],
    effect: Effect | None,
) -> None:
    assert effect_on(verdict, stance, assessed(*before), assessed(*after)) is effect


# With the models that are shipped.

DEARER = """Norwegen übernimmt mit 3,5 Milliarden Kronen rund ein Viertel der Kosten für die beiden Patriot-Systeme.

In Oslo hieß es dazu, der Staatshaushalt sei in diesem Jahr durch die Fischerei und die Werften im Westen belastet,
und auch die Gemeinden im Norden warteten seit dem Winter auf ihr Geld."""
CHEAPER = """Rund ein Fünftel der Kosten, 2,8 Milliarden Kronen, übernimmt Norwegen bei den Patriot-Systemen.

Die Opposition im Storting verlangt eine Aussprache, denn seit März liegt keine Aufstellung der Ausgaben vor, und der
Ausschuss tagt erst wieder nach der Sommerpause."""
COSTS = "Norwegen übernimmt mit 6,5 Milliarden Kronen rund die Hälfte der Kosten."


def test_one_five_and_one_with_the_shipped_models(sample_index: Path, tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index", reviews=str(tmp_path / "ledger.sqlite"))
    builder = Builder(IndexDirectory(settings.index), load_encoder(), 5)
    shutil.copytree(sample_index, settings.index)
    check = open_checker(settings).check(read_article(str(SAMPLE / "article.txt")))
    stance, raised = load_stance_model(), []
    five = [report(f"dearer-{n}", DEARER, outlet=f"Blatt {n}", title=f"Titel {n}", day="2026-05-22") for n in range(5)]
    arrivals = [
        [report("dearer", DEARER, outlet="Fjordbote", day="2026-05-21")],
        five,
        [report("cheaper", CHEAPER, outlet="Nordpost", day="2026-05-22")],
    ]
    with open_ledger(settings.reviews) as ledger:
        rules.add_article(ledger, check_document(check), reviewer="Anna")
        claim = next(one.claim for one in check.claims if one.claim.text == COSTS)
        rules.decide(ledger, check.article.id, claim.id, Verdict.SUPPORTED, reviewer="Anna")
        for reports in arrivals:
            with closing(IndexDirectory(settings.index).open()) as generation:
                known = generation.store.texts()
            builder.add(reports, ["test"])
            raised.append(watch(settings, ledger, known, stance).alerts)
        (state,) = rules.queue(ledger)
    assert raised == [1, 0, 1]
    assert [(one.claim_text, one.report_id) for one in state.open_alerts] == [(COSTS, "dearer"), (COSTS, "cheaper")]
