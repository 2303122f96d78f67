"""Alerts in the ledger, in SQLite and in PostgreSQL."""

# ruff: noqa: F811 -- fixtures are imported by name.
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.test_exports_samples import ARTICLE_ID, EXCHANGED, check
from tests.test_reviews_places import ledger, place, server  # noqa: F401
from workbench.errors import ReviewError
from workbench.exports.document import check_document, evidence_record
from workbench.reviews import rules
from workbench.reviews.alerts import WATCH, Alert, Effect, Settling
from workbench.reviews.engines import ledger_is_there
from workbench.reviews.ledger import SqlLedger, open_ledger
from workbench.types import EventKind, Verdict

AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
ALERT = Alert(
    claim_id="c1",
    claim_text=EXCHANGED,
    raised_at=AT,
    generation="99990101T000000000000-abcd",
    effect=Effect.FLIPS,
    verdict=Verdict.SUPPORTED,
    suggested=Verdict.CONFLICTING,
    evidence=evidence_record(check().claims[1].evidence[0]) | {"report_id": "new", "origin_id": "new"},
)


@pytest.fixture
def desk(ledger: SqlLedger) -> SqlLedger:
    rules.add_article(ledger, check_document(check()), reviewer="Anna")
    return ledger


def alerts(ledger: SqlLedger) -> tuple[Alert, ...]:
    claim = rules.article_state(ledger, ARTICLE_ID).claim("c1")
    assert claim
    return claim.alerts


def test_an_alert_is_read_back_and_in_the_queue(desk: SqlLedger) -> None:
    assert rules.raise_alert(desk, ARTICLE_ID, ALERT)
    assert alerts(desk) == (ALERT,)
    assert rules.queue(desk)[0].open_alerts == (ALERT,)
    raised = list(desk.events())[-1]
    assert (raised.kind, raised.reviewer, raised.at) == (EventKind.ALERT_RAISED, WATCH, AT)


def test_one_origin_raises_once_under_any_of_its_ids(desk: SqlLedger) -> None:
    assert rules.raise_alert(desk, ARTICLE_ID, ALERT)
    reprint = replace(ALERT, evidence={**ALERT.evidence, "report_id": "reprint"})
    assert not rules.raise_alert(desk, ARTICLE_ID, reprint)
    renamed = replace(ALERT, evidence={**ALERT.evidence, "origin_id": "earlier"})
    assert not rules.raise_alert(desk, ARTICLE_ID, renamed)
    other = replace(ALERT, evidence={**ALERT.evidence, "report_id": "other", "origin_id": "other"})
    assert rules.raise_alert(desk, ARTICLE_ID, other)
    assert len(alerts(desk)) == 2


def test_no_alert_where_a_check_came_first(desk: SqlLedger) -> None:
    """Against the same generation, or with another sentence in the claim's place."""
    assert not rules.raise_alert(desk, ARTICLE_ID, replace(ALERT, generation=check().index.generation))
    assert not rules.raise_alert(desk, ARTICLE_ID, replace(ALERT, claim_text="Ein anderer Satz."))
    assert alerts(desk) == ()


def test_dismissing_needs_a_name_and_an_open_alert(desk: SqlLedger) -> None:
    rules.raise_alert(desk, ARTICLE_ID, ALERT)
    with pytest.raises(ReviewError, match="no reviewer"):
        rules.dismiss_alert(desk, ARTICLE_ID, "c1", "new", reviewer=" ", claim_text=EXCHANGED)
    with pytest.raises(ReviewError, match="checked again"):
        rules.dismiss_alert(desk, ARTICLE_ID, "c1", "new", reviewer="Ben", claim_text="Ein anderer Satz.")
    event = rules.dismiss_alert(desk, ARTICLE_ID, "c1", "new", reviewer="Ben", claim_text=EXCHANGED)
    assert (event.kind, event.reviewer) == (EventKind.ALERT_SETTLED, "Ben")
    assert alerts(desk) == (replace(ALERT, settled=Settling.SEEN),)
    assert rules.queue(desk)[0].open_alerts == ()


def test_looking_for_a_ledger_makes_none(place: str) -> None:
    """A server is taken to have one."""
    assert ledger_is_there(place) == place.startswith("postgresql")
    if not place.startswith("postgresql"):
        open_ledger(place).close()
        assert ledger_is_there(place)
