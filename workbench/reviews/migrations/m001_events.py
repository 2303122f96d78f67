"""The table of events, append-only in the database itself."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()
events = Table(
    "review_events",
    metadata,
    # SQLite numbers rows by itself only in a column that is called INTEGER.
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("article_id", String, nullable=False),
    Column("at", String, nullable=False),
    Column("reviewer", String, nullable=False),
    Column("claim_id", String),
    Column("payload", Text, nullable=False),
    Column("summary", Text),
    Column("document", Text),
    Index("review_events_by_article", "article_id", "sequence"),
    sqlite_autoincrement=True,
)

REFUSAL = "the ledger of reviews is append-only"

_RAISE = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
_SQLITE = (
    f"CREATE TRIGGER review_events_no_update BEFORE UPDATE ON review_events {_RAISE}",
    f"CREATE TRIGGER review_events_no_delete BEFORE DELETE ON review_events {_RAISE}",
    # INSERT OR REPLACE deletes the old row without firing the trigger on DELETE.
    "CREATE TRIGGER review_events_no_replace BEFORE INSERT ON review_events "
    f"WHEN EXISTS (SELECT 1 FROM review_events WHERE sequence = NEW.sequence) {_RAISE}",
)
_POSTGRESQL = (
    "CREATE FUNCTION review_events_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE TRIGGER review_events_no_change BEFORE UPDATE OR DELETE ON review_events "
    "FOR EACH ROW EXECUTE FUNCTION review_events_refuse()",
    "CREATE TRIGGER review_events_no_truncate BEFORE TRUNCATE ON review_events "
    "FOR EACH STATEMENT EXECUTE FUNCTION review_events_refuse()",
)


def apply(connection: Connection) -> None:
    """Creates table, index and triggers."""
    metadata.create_all(connection)
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.exec_driver_sql(statement)
