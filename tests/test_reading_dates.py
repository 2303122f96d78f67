"""Dates as pages write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from workbench.reading import parse_datetime


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("2025-07-24", (2025, 7, 24)),
        ("2025-7-4", (2025, 7, 4)),
        ("2025-07-4T10:32:00", (2025, 7, 4, 10, 32)),
        ("2025-07-24T10:32:00", (2025, 7, 24, 10, 32)),
        ("2025-07-24T10:32:00Z", (2025, 7, 24, 10, 32)),
        ("2025-07-24T10:32:00+02:00", (2025, 7, 24, 8, 32)),
        ("2025-07-24 10:32", (2025, 7, 24, 10, 32)),
        ("24. Juli 2025", (2025, 7, 24)),
        ("24. Juli 2025, 10:32 Uhr", (2025, 7, 24, 10, 32)),
        ("Donnerstag, 24.07.2025 | 10.32 Uhr", (2025, 7, 24, 10, 32)),
        ("24.07.2025", (2025, 7, 24)),
        ("24.7.25", (2025, 7, 24)),
        ("1. März 2020", (2020, 3, 1)),
        ("5. Jänner 2021", (2021, 1, 5)),
        ("3. Dez. 2021", (2021, 12, 3)),
        ("Stand: 21. September 2024, 15:31 Uhr", (2024, 9, 21, 15, 31)),
        ("July 24, 2025", (2025, 7, 24)),
        ("Published 3:12 PM EDT, Wed July 2, 2025", (2025, 7, 2)),
        ("May 10, 2023 6:02 pm", (2023, 5, 10, 18, 2)),
        ("May 10, 2023 12:05 a.m.", (2023, 5, 10, 0, 5)),
        ("26 May 2015", (2015, 5, 26)),
        ("Sept. 14, 2023", (2023, 9, 14)),
        ("2nd June 2021", (2021, 6, 2)),
        (1753352000, (2025, 7, 24, 10, 13, 20)),
        (date(2025, 7, 24), (2025, 7, 24)),
        (datetime(2025, 7, 24, 10, 0), (2025, 7, 24, 10)),
        (datetime(2025, 7, 24, 10, 0, tzinfo=timezone(timedelta(hours=2))), (2025, 7, 24, 8)),
    ],
)
def test_dates(value: object, wanted: tuple[int, ...]) -> None:
    assert parse_datetime(value) == datetime(*wanted, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    "value",
    [None, "", "gestern", "3,5 Millionen", "31.02.2025", "2025-13-01", 12, True, float("nan"), "03/04/2025", []],
)
def test_what_is_no_date(value: object) -> None:
    assert parse_datetime(value) is None
