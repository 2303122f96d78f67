"""Alerts on the screens: the queue counts and filters, the claim shows what arrived, and "seen" takes it away."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.test_ui_review import button
from tests.ui_support import Newsroom, app, everything, newsroom
from workbench.exports.document import evidence_record
from workbench.reviews import rules
from workbench.reviews.alerts import Alert, Effect
from workbench.reviews.ledger import open_ledger
from workbench.types import Check, Verdict

__all__ = ["newsroom"]

NEW = {"report_id": "new", "origin_id": "new", "outlet": "Landesfunk", "title": "Was die Prüfer sagen"}


def alerted(room: Newsroom, **new: Any) -> Check:
    """An article whose first claim has an alert: evidence of the claim, under another head."""
    room.build()
    check = room.add()
    claim, evidence = check.claims[0].claim, evidence_record(check.claims[0].evidence[0]) | new
    verdicts = (Verdict.SUPPORTED, Verdict.CONFLICTING)
    at = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    alert = Alert(claim.id, claim.text, at, "9999", Effect.FLIPS, *verdicts, evidence)
    with open_ledger(str(room.reviews)) as ledger:
        assert rules.raise_alert(ledger, check.article.id, alert)
    return check


def rows(test: Any) -> int:
    return len([one for one in test.button if str(one.key).startswith("archive:")])


def test_the_queue_counts_alerts_and_shows_their_articles_alone(newsroom: Newsroom) -> None:
    alerted(newsroom, **NEW)
    newsroom.add("Neues aus Halle\n\nIn Halle wurden 2025 genau 90 Wohnungen gebaut.\n")
    test = app()
    assert ":violet-badge[:material/notifications: 1 alert]" in everything(test).replace("\\", "")
    assert rows(test) == 2
    test.toggle(key="queue_alerts").set_value(True).run()
    assert rows(test) == 1


def test_no_filter_where_there_is_no_alert(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.add()
    assert "queue_alerts" not in {toggle.key for toggle in app().toggle}


def test_the_claim_shows_what_arrived_and_seen_takes_it_away(newsroom: Newsroom) -> None:
    check = alerted(newsroom, **NEW)
    test = app("review", article=check.article.id, claim="c1")
    shown = everything(test).replace("\\", "")
    assert "A new report would turn “Supported” into “Conflicting”" in shown
    assert "Was die Prüfer sagen" in shown
    assert "**Landesfunk** · 4 March 2026" in shown or "**Landesfunk** · 9 March 2026" in shown
    assert "New alert, 24 Nov 2026, 08:30" in shown
    button(test, "seen").click().run()
    assert not test.exception
    assert "Was die Prüfer sagen" not in everything(test)
    assert newsroom.state(check.article.id).open_alerts == ()


def test_without_a_name_nothing_can_be_settled(newsroom: Newsroom) -> None:
    check = alerted(newsroom, **NEW)
    test = app("review", "", article=check.article.id, claim="c1")
    assert "A new report" in everything(test)
    assert not [one for one in test.button if str(one.key).startswith("seen:")]


def test_a_recheck_that_shows_the_passage_settles(newsroom: Newsroom) -> None:
    """The same passage may stand in the alert and in the evidence at once."""
    check = alerted(newsroom)
    test = app("review", article=check.article.id, claim="c1")
    test.button(key="recheck").click().run()
    assert not test.exception
    assert "A new report" not in everything(test)
    assert newsroom.state(check.article.id).open_alerts == ()


def test_a_verdict_recorded_on_the_screen_settles(newsroom: Newsroom) -> None:
    check = alerted(newsroom, **NEW)
    test = app("review", article=check.article.id, claim="c1")
    next(radio for radio in test.radio if str(radio.key).startswith("verdict:")).set_value(Verdict.CONFLICTING)
    test.run()
    button(test, "record").click().run()
    assert "A new report" not in everything(test)
    assert newsroom.state(check.article.id).open_alerts == ()
