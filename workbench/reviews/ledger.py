"""The append-only ledger, in SQLite or PostgreSQL, through SQLAlchemy Core."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Row, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from workbench.errors import ReviewError
from workbench.reviews.engines import engine_for, keep_writers_out, shown
from workbench.reviews.events import DOCUMENT, SUMMARY, checked, from_json, summary, to_json
from workbench.reviews.migrations import migrate
from workbench.reviews.migrations.m001_events import events as _events
from workbench.types import EventKind, ReviewEvent

# Rows read in one short transaction: a reader who dawdles holds back neither writers nor SQLite's checkpoints.
_PAGE = 500
_PAGE_WITH_DOCUMENTS = 20


def open_ledger(where: str) -> SqlLedger:
    """The ledger at a SQLite path or a SQLAlchemy URL (``postgresql+psycopg://…``), made where there is none.

    Raises ReviewError for a file that is no ledger, a place that cannot be written, a server that does not answer,
    and a ledger of a newer workbench.
    """
    engine = engine_for(where)
    ledger = SqlLedger(engine)
    try:
        with ledger._writing() as connection:
            migrate(connection)
    except BaseException:
        ledger.close()
        raise
    return ledger


class SqlLedger:
    """A ``ReviewLedger``. May be shared by threads, not across a fork. Also a context manager that closes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._closed = False

    def append(self, event: ReviewEvent) -> int:
        """Stores the event; when this returns its sequence number, the event is on disk.

        Raises ReviewError where the event cannot be written; then nothing of it is.
        """
        values = _row_of(checked(event))
        with self._writing() as connection:
            result = connection.execute(insert(_events).values(values).returning(_events.c.sequence))
            return int(result.scalar_one())

    def events(self, article_id: str | None = None, *, after: int = 0, documents: bool = True) -> Iterator[ReviewEvent]:
        """Events with a sequence above ``after``, oldest first, of one article or of all.

        Without ``documents`` an event that carries one has its ``summary`` in the payload instead.
        """
        while True:
            rows = self._page(article_id, after, documents)
            if not rows:
                return
            after = rows[-1].sequence
            yield from map(_event_of, rows)

    def last(self) -> int:
        """The sequence number of the newest event, 0 in an empty ledger."""
        with self._reading() as connection:
            return int(connection.execute(select(func.max(_events.c.sequence))).scalar_one() or 0)

    def close(self) -> None:
        """Closes all connections. May be called twice; anything else afterwards is a ReviewError."""
        self._closed = True
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _page(self, article_id: str | None, after: int, documents: bool) -> list[Row[Any]]:
        columns = [
            column for column in _events.c if column is not (_events.c.summary if documents else _events.c.document)
        ]
        query = select(*columns).where(_events.c.sequence > after).order_by(_events.c.sequence)
        if article_id is not None:
            query = query.where(_events.c.article_id == article_id)
        with self._reading() as connection:
            return list(connection.execute(query.limit(_PAGE_WITH_DOCUMENTS if documents else _PAGE)))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._mapped(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._mapped(), self._engine.connect() as connection, keep_writers_out(connection):
            yield connection

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        if self._closed:
            raise ReviewError("the ledger was closed; open it again with open_ledger")
        try:
            yield
        except SQLAlchemyError as error:
            raise ReviewError(f"ledger {shown(self._engine.url)}: {_advice(error)}") from error


def _advice(error: SQLAlchemyError) -> str:
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    hints = {
        "locked": "other programs write to it without a pause; try again",
        "readonly": "it may only be read; change its permissions or choose another place with --reviews",
        "unable to open": "it cannot be opened; check the folder's permissions or choose another place with --reviews",
        "not a database": "it is no ledger; choose another place with --reviews",
        "malformed": "it is damaged; restore it from a backup",
        "full": "the disk is full; make room and try again",
        "connection": "the server does not answer as asked; check that it runs, and the URL given to --reviews",
        "permission denied": "the user may not write there; grant it CREATE and INSERT",
    }
    hint = next((hint for sign, hint in hints.items() if sign in said), "nothing was written")
    return f"{hint} ({said})"


def _row_of(event: ReviewEvent) -> dict[str, Any]:
    payload = dict(event.payload)
    document = payload.pop(DOCUMENT, None)
    return {
        "kind": event.kind.value,
        "article_id": event.article_id,
        "at": event.at.isoformat(),
        "reviewer": event.reviewer,
        "claim_id": event.claim_id,
        "payload": to_json(payload),
        "summary": None if document is None else to_json(summary(document)),
        "document": None if document is None else to_json(document),
    }


def _event_of(row: Row[Any]) -> ReviewEvent:
    held = row._mapping
    payload = from_json(held["payload"])
    for name in (DOCUMENT, SUMMARY):
        if held.get(name) is not None:
            payload[name] = from_json(held[name])
    return ReviewEvent(
        kind=_kind(held["kind"], held["sequence"]),
        article_id=held["article_id"],
        at=datetime.fromisoformat(held["at"]),
        reviewer=held["reviewer"],
        claim_id=held["claim_id"],
        payload=payload,
        sequence=held["sequence"],
    )


def _kind(name: str, sequence: int) -> EventKind:
    try:
        return EventKind(name)
    except ValueError:
        raise ReviewError(
            f"entry {sequence} of the ledger is of the unknown kind {name}; a newer workbench wrote it: update this one"
        ) from None
