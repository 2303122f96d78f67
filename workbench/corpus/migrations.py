"""Numbered migrations of corpus.duckdb. A generation is immutable, so they run on a copy while building."""

from __future__ import annotations


def m001_reports_passages_embeddings(dimension: int) -> tuple[str, ...]:
    """Reports, their passages, and one embedding for each distinct text."""
    return (
        """CREATE TABLE reports (
            id VARCHAR PRIMARY KEY, url VARCHAR, outlet VARCHAR, title VARCHAR, published_at TIMESTAMP,
            language VARCHAR NOT NULL, text VARCHAR NOT NULL, kind VARCHAR NOT NULL,
            content_hash VARCHAR NOT NULL, origin_id VARCHAR NOT NULL)""",
        # No primary key: an index over half a million ids costs build time, and FAISS ids are checked instead.
        """CREATE TABLE passages (
            id BIGINT NOT NULL, report_id VARCHAR NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
            text VARCHAR NOT NULL, text_hash HUGEINT NOT NULL)""",
        f"CREATE TABLE embeddings (text_hash HUGEINT NOT NULL, vector FLOAT[{dimension}] NOT NULL)",
    )


def m002_origins(dimension: int) -> tuple[str, ...]:
    """What a report credits, and what its text is found and known by when copies are looked for."""
    return (
        "ALTER TABLE reports ADD COLUMN source VARCHAR",
        "ALTER TABLE reports ADD COLUMN canonical_url VARCHAR",
        """CREATE TABLE texts (
            report_id VARCHAR NOT NULL, text BIGINT NOT NULL, agencies VARCHAR[] NOT NULL,
            compared BOOLEAN NOT NULL)""",
        "CREATE TABLE samples (text BIGINT NOT NULL, run UBIGINT NOT NULL)",
        """CREATE TABLE overlapping (
            a BIGINT NOT NULL, b BIGINT NOT NULL, shared INTEGER NOT NULL,
            of_a DOUBLE NOT NULL, of_b DOUBLE NOT NULL)""",
    )


MIGRATIONS = (m001_reports_passages_embeddings, m002_origins)
