"""What every ledger holds to, in SQLite and in PostgreSQL."""

# ruff: noqa: F811 -- fixtures are imported by name.
from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.test_exports_samples import ARTICLE_ID, check
from tests.test_reviews_places import ledger, place, server  # noqa: F401
from workbench.errors import ReviewError
from workbench.exports.document import check_document
from workbench.reviews.engines import keep_writers_out
from workbench.reviews.events import summary
from workbench.reviews.ledger import SqlLedger, open_ledger
from workbench.types import EventKind, ReviewEvent

AT = datetime(2026, 11, 23, 9, 15, 30, 123456, tzinfo=UTC)
DECIDED = ReviewEvent(
    EventKind.VERDICT_DECIDED, ARTICLE_ID, AT, "Anna Lüth", "c1", {"verdict": "refuted", "note": "„840“, nicht 1.200"}
)
# NUL and a lone surrogate are JSON strings, and neither database takes them as text.
ODD = "\0 \ud800 \u2028 😀 '; DROP TABLE review_events; --"


def numbered(n: int) -> ReviewEvent:
    return replace(DECIDED, claim_id=f"c{n}")


def test_what_was_appended_is_read_back(ledger: SqlLedger) -> None:
    added = ReviewEvent(EventKind.ARTICLE_ADDED, ARTICLE_ID, AT, "Ben", None, {"document": check_document(check())})
    odd = replace(DECIDED, payload={"note": ODD, "nested": {"list": [1, 2.5, None, True]}})
    sent = [added, DECIDED, odd]
    numbers = [ledger.append(event) for event in sent]
    assert numbers == sorted(set(numbers))
    assert list(ledger.events()) == [replace(event, sequence=n) for event, n in zip(sent, numbers, strict=True)]


def test_without_documents_the_summary_stands_in(ledger: SqlLedger) -> None:
    document = check_document(check())
    ledger.append(ReviewEvent(EventKind.ARTICLE_ADDED, ARTICLE_ID, AT, "Ben", None, {"document": document}))
    (event,) = ledger.events(documents=False)
    assert event.payload == {"summary": summary(document)}


def test_events_of_one_article_and_after_a_number(ledger: SqlLedger) -> None:
    first, other, last = (
        ledger.append(DECIDED),
        ledger.append(replace(DECIDED, article_id="a-b")),
        ledger.append(DECIDED),
    )
    assert [event.sequence for event in ledger.events(ARTICLE_ID)] == [first, last]
    assert [event.sequence for event in ledger.events(after=first)] == [other, last]
    assert [event.sequence for event in ledger.events(ARTICLE_ID, after=first)] == [last]
    assert list(ledger.events("a-none")) == []


def test_more_events_than_a_page(ledger: SqlLedger) -> None:
    with ledger._writing() as connection:
        connection.execute(
            text("INSERT INTO review_events (kind, article_id, at, reviewer, payload) VALUES (:k, :a, :t, :r, '{}')"),
            [{"k": "article_archived", "a": f"a-{n}", "t": AT.isoformat(), "r": "Ben"} for n in range(1203)],
        )
    assert [event.article_id for event in ledger.events(documents=False)] == [f"a-{n}" for n in range(1203)]
    assert [event.article_id for event in ledger.events()] == [f"a-{n}" for n in range(1203)]


def test_the_last_number(ledger: SqlLedger) -> None:
    assert ledger.last() == 0
    number = ledger.append(DECIDED)
    assert ledger.last() == number


def test_times_are_kept_in_utc(ledger: SqlLedger) -> None:
    berlin = datetime(2026, 11, 23, 10, 15, tzinfo=timezone(timedelta(hours=1)))
    ledger.append(replace(DECIDED, at=berlin))
    (event,) = ledger.events()
    assert (event.at, event.at.tzinfo) == (berlin, UTC)


@pytest.mark.parametrize(
    ("event", "complaint"),
    [
        pytest.param(replace(DECIDED, at=datetime(2026, 1, 1)), "no time zone", id="naive time"),
        pytest.param(replace(DECIDED, reviewer=" "), "is no reviewer", id="no reviewer"),
        pytest.param(replace(DECIDED, reviewer="A\0"), "is no reviewer", id="a name PostgreSQL cannot hold"),
        pytest.param(replace(DECIDED, article_id=""), "is no article id", id="no article"),
        pytest.param(replace(DECIDED, payload={"x": {1, 2}}), "not JSON", id="a set"),
        pytest.param(replace(DECIDED, payload={"x": float("nan")}), "not JSON", id="NaN is no JSON"),
        pytest.param(replace(DECIDED, payload={"document": {}}), "not a check document", id="empty document"),
    ],
)
def test_events_that_are_refused_leave_nothing(ledger: SqlLedger, event: ReviewEvent, complaint: str) -> None:
    with pytest.raises(ReviewError, match=complaint):
        ledger.append(event)
    assert ledger.last() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE review_events SET reviewer = 'Eve'",
        "DELETE FROM review_events",
        "INSERT OR REPLACE INTO review_events (sequence, kind, article_id, at, reviewer, payload) "
        "VALUES (1, 'article_archived', 'a', '2026', 'Eve', '{}')",
        "INSERT INTO review_events (sequence, kind, article_id, at, reviewer, payload) "
        "VALUES (1, 'article_archived', 'a', '2026', 'Eve', '{}') "
        "ON CONFLICT (sequence) DO UPDATE SET reviewer = 'Eve'",
        "TRUNCATE review_events",
    ],
)
def test_the_database_itself_refuses_changes(ledger: SqlLedger, statement: str) -> None:
    sequence = ledger.append(DECIDED)
    # OR REPLACE is SQLite's alone, TRUNCATE PostgreSQL's.
    with (
        ledger._engine.connect() as connection,
        pytest.raises(DBAPIError, match=r"append-only|syntax error"),
        keep_writers_out(connection),
    ):
        connection.exec_driver_sql(statement)
    assert list(ledger.events()) == [replace(DECIDED, sequence=sequence)]


def test_it_survives_closing_and_opening(place: str) -> None:
    with open_ledger(place) as first:
        sequence = first.append(DECIDED)
    with open_ledger(place) as second:
        assert list(second.events()) == [replace(DECIDED, sequence=sequence)]
        assert second.append(DECIDED) > sequence


def test_a_closed_ledger_says_so(place: str) -> None:
    closed = open_ledger(place)
    closed.close()
    closed.close()
    with pytest.raises(ReviewError, match="was closed"):
        closed.append(DECIDED)
    with pytest.raises(ReviewError, match="was closed"):
        list(closed.events())


def test_a_ledger_of_a_newer_workbench_is_left_alone(place: str) -> None:
    with open_ledger(place) as opened, opened._writing() as connection:
        connection.exec_driver_sql("INSERT INTO review_migrations VALUES (99, 'm099_future', '2030-01-01')")
    with pytest.raises(ReviewError, match=r"schema 99, this workbench knows schemas up to 1; update"):
        open_ledger(place)


def test_an_entry_of_an_unknown_kind_is_named(ledger: SqlLedger) -> None:
    with ledger._writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO review_events (kind, article_id, at, reviewer, payload) "
            "VALUES ('sealed', 'a', '2026', 'R', '{}')"
        )
    with pytest.raises(ReviewError, match="entry 1 of the ledger is of the unknown kind sealed"):
        list(ledger.events())


def test_eight_threads_share_one_ledger(ledger: SqlLedger) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda n: ledger.append(numbered(n)), range(160)))
    assert {event.sequence: event.claim_id for event in ledger.events()} == {
        number: f"c{n}" for n, number in enumerate(numbers)
    }


WRITER = """
import sys
from workbench.reviews.events import EventKind, new_event
from workbench.reviews.ledger import open_ledger

place, name, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
ledger = open_ledger(place)
for n in range(times):
    decided = new_event(EventKind.VERDICT_DECIDED, "a-b", name, claim_id=f"c{n}", payload={"verdict": "refuted"})
    print(ledger.append(decided), flush=True)
"""


def writer(place: str, name: str, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, place, name, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_four_processes_lose_nothing_and_a_reader_misses_nothing(place: str) -> None:
    """They also race to make the ledger: none of them finds one."""
    names = ["Anna", "Ben", "Cem", "Dana"]
    processes = [writer(place, name, 250) for name in names]
    seen: list[ReviewEvent] = []
    with open_ledger(place) as reader:
        while any(process.poll() is None for process in processes):
            seen += reader.events(after=_last_of(seen))
        seen += reader.events(after=_last_of(seen))
        assert seen == list(reader.events())
    said: list[Any] = [process.communicate()[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0, 0]
    for name, numbers in zip(names, said, strict=True):
        own = [(str(event.sequence), event.claim_id) for event in seen if event.reviewer == name]
        assert own == [(number, f"c{n}") for n, number in enumerate(numbers)]
        assert len(own) == 250


def _last_of(events: list[ReviewEvent]) -> int:
    return events[-1].sequence or 0 if events else 0


def test_kill_9_loses_nothing_that_was_acknowledged(place: str) -> None:
    process = writer(place, "Anna", 100_000)
    assert process.stdout
    acknowledged = [int(process.stdout.readline()) for _ in range(60)]
    process.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in process.communicate()[0].split()]
    with open_ledger(place) as reopened:
        kept = [event.sequence for event in reopened.events()]
        # One more may have been stored and not yet been acknowledged.
        assert kept[: len(acknowledged)] == acknowledged
        assert len(kept) - len(acknowledged) in {0, 1}
        assert reopened.append(DECIDED) > kept[-1]
