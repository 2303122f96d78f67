"""Numbered migrations of the ledger. One that was released is never changed; a change is a new number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, insert, inspect, select

from workbench.errors import ReviewError
from workbench.reviews.migrations import m001_events

MIGRATIONS: tuple[tuple[str, Callable[[Connection], None]], ...] = (("m001_events", m001_events.apply),)

_metadata = MetaData()
applied = Table(
    "review_migrations",
    _metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("applied_at", String, nullable=False),
)


def migrate(connection: Connection) -> None:
    """Brings the schema up to date. The caller holds a transaction that keeps other processes out.

    Raises ReviewError for a ledger that a newer workbench has migrated.
    """
    _metadata.create_all(connection)
    present = schema_version(connection)
    if present > len(MIGRATIONS):
        raise ReviewError(
            f"the ledger has schema {present}, this workbench knows schemas up to {len(MIGRATIONS)}; "
            "update the workbench on this machine"
        )
    for version, (name, apply) in enumerate(MIGRATIONS[present:], start=present + 1):
        apply(connection)
        row = {"version": version, "name": name, "applied_at": datetime.now(UTC).isoformat()}
        connection.execute(insert(applied).values(row))


def schema_version(connection: Connection) -> int:
    """The number of the last migration, 0 for a database that is no ledger yet."""
    if not inspect(connection).has_table(applied.name):
        return 0
    return max(connection.execute(select(applied.c.version)).scalars(), default=0)
