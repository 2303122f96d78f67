"""The block of a check's document that says how it was made, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from workbench.types import Filters, ReportKind, RunInfo


def run_record(run: RunInfo) -> dict[str, Any]:
    """With what a check was made, as its document holds it."""
    return {
        "workbench": run.workbench,
        "libraries": dict(run.libraries),
        "encoder_fingerprint": run.encoder_fingerprint,
        "stance_fingerprint": run.stance_fingerprint,
        "claims_fingerprint": run.claims_fingerprint,
        "candidates": int(run.candidates),
        "evidence": int(run.evidence),
        "min_check_worthiness": float(run.min_check_worthiness),
        "min_confidence": float(run.min_confidence),
        "filters": _filters(run.filters),
    }


def read_run(row: Mapping[str, Any]) -> RunInfo:
    """The way back; KeyError, TypeError or ValueError for what is no such block."""
    return RunInfo(**{**row, "filters": _read_filters(row["filters"])})


def _filters(filters: Filters) -> dict[str, Any]:
    return {
        "outlets": list(filters.outlets),
        "languages": list(filters.languages),
        "kinds": [kind.value for kind in filters.kinds],
        "since": filters.since.isoformat() if filters.since else None,
        "until": filters.until.isoformat() if filters.until else None,
        "as_of": filters.as_of.isoformat() if filters.as_of else None,
        "exclude_reports": list(filters.exclude_reports),
    }


def _read_filters(row: Mapping[str, Any]) -> Filters:
    since, until = (date.fromisoformat(row[day]) if row[day] else None for day in ("since", "until"))
    return Filters(
        outlets=tuple(row["outlets"]),
        languages=tuple(row["languages"]),
        kinds=tuple(map(ReportKind, row["kinds"])),
        since=since,
        until=until,
        as_of=datetime.fromisoformat(row["as_of"]) if row["as_of"] else None,
        exclude_reports=tuple(row["exclude_reports"]),
    )
