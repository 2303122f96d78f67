"""Reports from before what a claim speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support import report
from workbench.slots import Text
from workbench.standing import before_event, event_start
from workbench.types import Modality

DAY = date(2026, 5, 21)
YEAR_BEFORE = date(2025, 5, 21)

STARTS = [
    ("Am 12. März 2026 brannte das Lager in Gera.", None, date(2026, 3, 12)),
    ("Das Lager in Gera brannte am Montag.", None, date(2026, 5, 18)),
    ("Im Jahr 2024 baute die Stadt 120 Wohnungen.", None, date(2024, 1, 1)),
    ("Seit dem 1. April 2026 gilt das Gesetz.", None, date(2026, 4, 1)),
    # The earliest of several dates, even where it is not the event's.
    ("Die 2019 gebaute Brücke stürzte am 12. März 2026 ein.", None, date(2019, 1, 1)),
    # What is planned, not yet over, or without a date is only kept from the year before.
    ("Die Delegationen treffen sich am 28. Mai in Antalya.", None, YEAR_BEFORE),
    ("Bis Ende September treffen die Systeme ein.", None, YEAR_BEFORE),
    ("Die Stadt hat 120 Wohnungen gebaut.", None, YEAR_BEFORE),
    ("Am 12. März 2026 sollte das Lager geräumt werden.", Modality.PLANS, YEAR_BEFORE),
]


@pytest.mark.parametrize(("claim", "modality", "start"), STARTS)
def test_when_a_claim_can_have_come_true(claim: str, modality: Modality | None, start: date) -> None:
    assert event_start(Text(claim, "de", DAY), modality) == start


def test_an_article_without_a_date() -> None:
    assert event_start(Text("Die Stadt hat 120 Wohnungen gebaut.", "de")) is None
    assert event_start(Text("Am 12. März 2026 brannte das Lager.", "de")) == date(2026, 3, 12)


def test_a_report_from_before() -> None:
    start = date(2026, 3, 12)
    assert before_event(start, report("r", "x", day="2026-03-10"))
    assert not before_event(start, report("r", "x", day="2026-03-11"))  # perhaps the day after, elsewhere
    assert not before_event(start, report("r", "x"))
    assert not before_event(None, report("r", "x", day="1999-01-01"))
