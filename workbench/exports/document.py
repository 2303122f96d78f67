"""The document that ``check --json`` prints, and the way back from it. Its schema is docs/check.schema.json."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from workbench.errors import InputError
from workbench.types import (
    Article,
    Assessment,
    Block,
    BlockKind,
    Check,
    CheckedClaim,
    Claim,
    Evidence,
    IndexInfo,
    Modality,
    Passage,
    Report,
    ReportKind,
    Stance,
    StanceProbabilities,
    Verdict,
)

# Float noise below this differs between processors, and a document should not.
DIGITS = 4
_UNIT = 10**DIGITS


def check_document(check: Check) -> dict[str, Any]:
    """The JSON contract of a check: plain dicts, lists, strings, numbers and None.

    Scores are rounded to four digits, dates are ISO 8601 with an offset (a naive one is taken for UTC).
    """
    return {
        "article": _article(check.article),
        "index": _index(check.index),
        "claims": [_claim(checked) for checked in check.claims],
    }


def check_from_document(document: Mapping[str, Any]) -> Check:
    """The check that a document tells of, so that ``check_document`` of it gives the same document.

    What the document does not hold is stood in for: ``Report.text`` is the passage's text, ``Report.content_hash``
    is empty, ``Passage.id`` is a hash that is unique within the check but not the id in the corpus.
    Raises InputError naming the first thing that is missing or cannot be read.
    """
    try:
        claims = tuple(_read_claim(row) for row in document["claims"])
        return Check(_read_article(document["article"]), IndexInfo(**document["index"]), claims)
    except KeyError as error:
        raise InputError(f"not a check document: {error} is missing; write it with `workbench check --json`") from None
    except (TypeError, ValueError) as error:
        raise InputError(f"not a check document: {error}; write it with `workbench check --json`") from None


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "language": article.language,
        "url": article.url,
        "published_at": _iso(article.published_at),
        "text": article.text,
        "blocks": [{"start": block.start, "end": block.end, "kind": block.kind.value} for block in article.blocks],
    }


def _index(index: IndexInfo) -> dict[str, Any]:
    return {
        "generation": index.generation,
        "encoder": index.encoder,
        "stance_model": index.stance_model,
        "reports": int(index.reports),
        "passages": int(index.passages),
    }


def _claim(checked: CheckedClaim) -> dict[str, Any]:
    claim = checked.claim
    return {
        "id": claim.id,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "speaker": claim.speaker,
        "said": claim.said,
        "modality": claim.modality.value if claim.modality else None,
        "check_worthiness": _rounded(claim.check_worthiness),
        "assessment": _assessment(checked.assessment),
        "evidence": [_evidence(evidence) for evidence in checked.evidence],
    }


def _assessment(assessment: Assessment) -> dict[str, Any]:
    return {
        "verdict": assessment.verdict.value,
        "confidence": _rounded(assessment.confidence),
        "supporting_origins": int(assessment.supporting_origins),
        "refuting_origins": int(assessment.refuting_origins),
        "reasons": list(assessment.reasons),
    }


def source_record(report: Report, passage: Passage) -> dict[str, Any]:
    """Where a passage stands, as ``check --json`` and ``search --json`` print it."""
    return {
        "report_id": report.id,
        "origin_id": report.origin_id,
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "published_at": _iso(report.published_at),
        "language": report.language,
        "kind": report.kind.value,
        "passage": {"text": passage.text, "start": int(passage.start), "end": int(passage.end)},
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        **source_record(evidence.report, evidence.passage),
        "similarity": _rounded(evidence.similarity),
        "stance": evidence.stance.value,
        "stance_probabilities": _probabilities(evidence.probabilities),
        "bearing": _rounded(evidence.bearing),
        "slots": [],
    }


def _probabilities(probabilities: StanceProbabilities) -> dict[str, float]:
    """Rounded so that they still sum to one: what rounding took goes to the greatest of the three."""
    parts = {stance: round(float(probabilities.of(stance)) * _UNIT) for stance in Stance}
    missing = _UNIT - sum(parts.values())
    if abs(missing) <= 2:
        parts[max(parts, key=lambda stance: parts[stance])] += missing
    return {stance.value: part / _UNIT for stance, part in parts.items()}


def _rounded(value: float) -> float:
    # Adding zero turns -0.0, which rounding small negatives gives, into 0.0.
    return round(float(value), DIGITS) + 0.0


def _iso(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _read_article(row: Mapping[str, Any]) -> Article:
    blocks = tuple(Block(block["start"], block["end"], BlockKind(block["kind"])) for block in row["blocks"])
    return Article(
        id=row["id"],
        text=row["text"],
        language=row["language"],
        blocks=blocks,
        title=row["title"],
        outlet=row["outlet"],
        url=row["url"],
        published_at=_moment(row["published_at"]),
    )


def _read_claim(row: Mapping[str, Any]) -> CheckedClaim:
    # Documents in ledgers from before claims were attributed have no said and no modality.
    modality = row.get("modality")
    claim = Claim(
        id=row["id"],
        text=row["text"],
        start=row["start"],
        end=row["end"],
        check_worthiness=row["check_worthiness"],
        speaker=row["speaker"],
        said=row.get("said"),
        modality=None if modality is None else Modality(modality),
    )
    evidence = tuple(_read_evidence(each) for each in row["evidence"])
    return CheckedClaim(claim, _read_assessment(row["assessment"]), evidence)


def _read_assessment(row: Mapping[str, Any]) -> Assessment:
    return Assessment(
        verdict=Verdict(row["verdict"]),
        confidence=row["confidence"],
        supporting_origins=row["supporting_origins"],
        refuting_origins=row["refuting_origins"],
        reasons=tuple(row["reasons"]),
    )


def _read_evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(
        passage=_read_passage(row["report_id"], row["passage"]),
        report=_read_report(row),
        similarity=row["similarity"],
        stance=Stance(row["stance"]),
        probabilities=StanceProbabilities(**row["stance_probabilities"]),
        bearing=row["bearing"],
    )


def _read_passage(report_id: str, row: Mapping[str, Any]) -> Passage:
    start, end, text = row["start"], row["end"], row["text"]
    digest = hashlib.sha256(f"{report_id}\0{start}\0{end}\0{text}".encode("utf-8", "surrogatepass")).digest()
    return Passage(int.from_bytes(digest[:8], "big") >> 1 or 1, report_id, start, end, text)


def _read_report(row: Mapping[str, Any]) -> Report:
    return Report(
        id=row["report_id"],
        text=row["passage"]["text"],
        language=row["language"],
        content_hash="",
        origin_id=row["origin_id"],
        url=row["url"],
        outlet=row["outlet"],
        title=row["title"],
        published_at=_moment(row["published_at"]),
        kind=ReportKind(row["kind"]),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
