"""One row for each claim, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from workbench.exports.decided import decisions_on, disputed
from workbench.exports.words import ui_language
from workbench.types import Check, CheckedClaim, Decision

COLUMNS = (
    "article_title",
    "outlet",
    "url",
    "published_at",
    "claim_id",
    "claim",
    "speaker",
    "check_worthiness_percent",
    "suggested_verdict",
    "confidence_percent",
    "supporting_origins",
    "refuting_origins",
    "reasons",
    "verdict",
    "reviewer",
    "decided_at",
    "note",
    "disputed",
    "all_decisions",
    "generation",
)

# What spreadsheets take for a formula at the beginning of a cell, full-width forms included
# (OWASP, "CSV Injection").
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def csv_table(check: Check, decisions: Sequence[Decision] = (), *, delimiter: str | None = None) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads umlauts. ``decisions`` oldest first: the last one counts.

    The delimiter is a semicolon for German articles, which German spreadsheets split by, otherwise a comma; shares
    are whole percents, so that no decimal sign is read wrongly.
    """
    if delimiter is None:
        delimiter = ";" if ui_language(check.article.language) == "de" else ","
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(COLUMNS)
    for checked in check.claims:
        writer.writerow([_cell(value) for value in _row(check, checked, decisions_on(checked.claim, decisions))])
    return out.getvalue().encode("utf-8-sig", "replace")


def _row(check: Check, checked: CheckedClaim, decisions: Sequence[Decision]) -> list[str | int | None]:
    article, claim, assessment = check.article, checked.claim, checked.assessment
    last = decisions[-1] if decisions else None
    return [
        article.title,
        article.outlet,
        article.url,
        _iso(article.published_at),
        claim.id,
        claim.text,
        claim.speaker,
        round(claim.check_worthiness * 100),
        assessment.verdict.value,
        round(assessment.confidence * 100),
        assessment.supporting_origins,
        assessment.refuting_origins,
        " | ".join(assessment.reasons),
        last.verdict.value if last else None,
        last.reviewer if last else None,
        _iso(last.at if last else None),
        last.note if last else None,
        ("yes" if disputed(decisions) else "no") if last else None,
        " | ".join(f"{each.reviewer}: {each.verdict.value}" for each in decisions),
        last.generation if last and last.generation else check.index.generation,
    ]


def _cell(value: str | int | None) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
