"""Engines for the two databases. All that differs between SQLite and PostgreSQL stands here and in the migrations."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from workbench.errors import ReviewError

TIMEOUT_S = 10
SQLITE_MAGIC = b"SQLite format 3\0"
_POSTGRESQL = "postgresql+psycopg"
_ADVISORY_LOCK = 0x636C61696D73


def engine_for(where: str) -> Engine:
    """An engine for a SQLite path or a URL. Raises ReviewError for a place that cannot hold a ledger."""
    url = _url(where)
    if url.drivername == _POSTGRESQL:
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": TIMEOUT_S})
    _prepare_file(Path(url.database or ""))
    engine = create_engine(url, connect_args={"timeout": TIMEOUT_S})
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def ledger_is_there(where: str) -> bool:
    """Whether something stands at the place; none is made to see. A server is taken to have a ledger."""
    url = _url(where)
    return url.drivername == _POSTGRESQL or Path(url.database or "").exists()


def shown(url: URL) -> str:
    """The place as it may be printed: a path, or a URL without its password."""
    return str(url.database) if url.drivername == "sqlite" else url.render_as_string(hide_password=True)


@contextmanager
def keep_writers_out(connection: Connection) -> Iterator[None]:
    """A transaction that no other writer shares, so that sequence numbers become visible in their order.

    A reader that asks for what came after the last number it saw would otherwise miss a slower writer's entry.
    """
    connection.execution_options(ledger_writes=True)
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
        yield


def _url(where: str) -> URL:
    if not where.strip() or where.strip() == ":memory:":
        raise ReviewError(f"reviews: {where!r} is no place for a ledger; give a file or a postgresql+psycopg:// URL")
    if "://" not in where:
        return URL.create("sqlite", database=str(Path(where).expanduser()))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        raise ReviewError("reviews: the URL cannot be read; it is like postgresql+psycopg://user@host/name") from None
    if url.get_backend_name() in {"postgresql", "postgres"}:
        return url.set(drivername=_POSTGRESQL)
    if url.get_backend_name() == "sqlite" and url.database:
        return URL.create("sqlite", database=url.database)
    raise ReviewError(f"reviews: {url.drivername} is not served; give a file or a postgresql+psycopg:// URL")


def _prepare_file(path: Path) -> None:
    """Makes the folder, and refuses a file that is something else before SQLite touches it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise ReviewError(f"ledger {path}: is a folder; give the path of a file in it, such as ledger.sqlite")
        head = path.open("rb").read(len(SQLITE_MAGIC)) if path.exists() else b""
    except OSError as error:
        raise ReviewError(
            f"ledger {path}: {error.filename}: {error.strerror}; check that it is a folder with the right permissions, "
            "or choose another place with --reviews"
        ) from None
    if head and head != SQLITE_MAGIC:
        raise ReviewError(f"ledger {path}: is no ledger and was left as it is; choose another place with --reviews")


def _on_sqlite_connect(dbapi_connection: Any, _record: Any) -> None:
    # sqlite3 would begin its own deferred transactions; ours are begun by _on_sqlite_begin.
    dbapi_connection.isolation_level = None
    _refuse_strangers(dbapi_connection)
    _use_wal(dbapi_connection)
    dbapi_connection.execute("PRAGMA synchronous=FULL")


def _on_sqlite_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("ledger_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _refuse_strangers(dbapi_connection: Any) -> None:
    """Another program's database gets no tables of ours."""
    tables = {name for (name,) in dbapi_connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and "review_migrations" not in tables:
        path = dbapi_connection.execute("PRAGMA database_list").fetchone()[2]
        raise ReviewError(f"ledger {path}: belongs to another program; choose another place with --reviews")


def _use_wal(dbapi_connection: Any) -> None:
    """SQLite does not wait for its lock while it changes the journal mode, so this does."""
    until = time.monotonic() + TIMEOUT_S
    while True:
        try:
            if dbapi_connection.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
                raise ReviewError("the ledger's file system does not allow SQLite's WAL mode; choose a local disk")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
