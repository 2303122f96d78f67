"""The document that ``check --json`` prints, and the way back from it. Its schema is docs/check.schema.json."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from workbench.errors import InputError
from workbench.exports.run import read_run, run_record
from workbench.types import (
    Article,
    Assessment,
    Block,
    BlockKind,
    Check,
    CheckedClaim,
    Claim,
    Dropped,
    DropReason,
    Evidence,
    IndexInfo,
    Modality,
    NearMiss,
    Passage,
    Rating,
    Relation,
    Report,
    ReportKind,
    SlotComparison,
    SlotKind,
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
        **({"run": run_record(check.run)} if check.run else {}),
        "claims": [_claim(checked) for checked in check.claims],
        "dropped": [_dropped(one) for one in check.dropped],
    }


def document_text(document: Mapping[str, Any]) -> str:
    """The document as ``check --json`` prints it, line end included: the bytes that a replay gives again."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def check_from_document(document: Mapping[str, Any]) -> Check:
    """The check that a document tells of, so that ``check_document`` of it gives the same document.

    What the document does not hold is stood in for: ``Report.text`` is the passage's text, ``Report.content_hash``
    is empty, ``Passage.id`` is a hash that is unique within the check but not the id in the corpus.
    Raises InputError naming the first thing that is missing or cannot be read.
    """
    try:
        claims = tuple(_read_claim(row) for row in document["claims"])
        # Documents in ledgers from before have no run and nothing dropped.
        dropped = tuple(_read_dropped(row) for row in document.get("dropped", ()))
        run = read_run(document["run"]) if "run" in document else None
        return Check(_read_article(document["article"]), IndexInfo(**document["index"]), claims, run, dropped)
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
        "published_at": iso(article.published_at),
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
        "matched": claim.matched,
        "sentence": {"start": claim.sentence[0], "end": claim.sentence[1]} if claim.sentence else None,
        "check_worthiness": _rounded(claim.check_worthiness),
        "assessment": _assessment(checked.assessment),
        "evidence": [evidence_record(evidence) for evidence in checked.evidence],
    }


def _dropped(one: Dropped) -> dict[str, Any]:
    return {
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "check_worthiness": _rounded(one.check_worthiness),
        "reason": one.reason.value,
    }


def _assessment(assessment: Assessment) -> dict[str, Any]:
    return {
        "verdict": assessment.verdict.value,
        "confidence": _rounded(assessment.confidence),
        "supporting_origins": int(assessment.supporting_origins),
        "refuting_origins": int(assessment.refuting_origins),
        "reasons": list(assessment.reasons),
        "searched": int(assessment.searched),
        "near_misses": [
            {"report_id": miss.report_id, "start": int(miss.start), "end": int(miss.end), "reason": miss.reason}
            for miss in assessment.near_misses
        ],
    }


def source_record(report: Report, passage: Passage) -> dict[str, Any]:
    """Where a passage stands, as ``check --json`` and ``search --json`` print it."""
    return {
        "report_id": report.id,
        "origin_id": report.origin_id,
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "published_at": iso(report.published_at),
        "language": report.language,
        "kind": report.kind.value,
        "passage": {"text": passage.text, "start": int(passage.start), "end": int(passage.end)},
    }


def evidence_record(evidence: Evidence) -> dict[str, Any]:
    """A passage with its stance towards a claim, as ``check --json`` prints it."""
    return {
        **source_record(evidence.report, evidence.passage),
        "similarity": _rounded(evidence.similarity),
        "stance": evidence.stance.value,
        "stance_probabilities": _probabilities(evidence.probabilities),
        "bearing": _rounded(evidence.bearing),
        "slots": [_slot(one) for one in evidence.slots],
        "before_event": evidence.before_event,
        "corrected_by": evidence.corrected_by,
        "rating": evidence.rating.value if evidence.rating else None,
    }


def _slot(one: SlotComparison) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "claim": {"text": one.claim_text, "start": one.claim_start, "end": one.claim_end},
        "passage": {"text": one.passage_text, "start": one.passage_start, "end": one.passage_end},
        "relation": one.relation.value,
        "reason": one.reason,
    }


def _read_slot(row: Mapping[str, Any]) -> SlotComparison:
    ours, theirs = ((row[side]["start"], row[side]["end"], row[side]["text"]) for side in ("claim", "passage"))
    return SlotComparison(SlotKind(row["kind"]), *ours, *theirs, Relation(row["relation"]), row["reason"])


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


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 with an offset; a naive moment is taken for UTC."""
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
        matched=row.get("matched"),
        sentence=(span["start"], span["end"]) if (span := row.get("sentence")) else None,
    )
    evidence = tuple(evidence_from_record(each) for each in row["evidence"])
    return CheckedClaim(claim, _read_assessment(row["assessment"]), evidence)


def _read_dropped(row: Mapping[str, Any]) -> Dropped:
    return Dropped(row["text"], row["start"], row["end"], row["check_worthiness"], DropReason(row["reason"]))


def _read_assessment(row: Mapping[str, Any]) -> Assessment:
    return Assessment(
        verdict=Verdict(row["verdict"]),
        confidence=row["confidence"],
        supporting_origins=row["supporting_origins"],
        refuting_origins=row["refuting_origins"],
        reasons=tuple(row["reasons"]),
        # Documents in ledgers from before these have none.
        searched=row.get("searched", 0),
        near_misses=tuple(NearMiss(**miss) for miss in row.get("near_misses", ())),
    )


def evidence_from_record(row: Mapping[str, Any]) -> Evidence:
    """The way back; see ``check_from_document`` for what is stood in for. KeyError or ValueError where it is none."""
    return Evidence(
        passage=_read_passage(row["report_id"], row["passage"]),
        report=_read_report(row),
        similarity=row["similarity"],
        stance=Stance(row["stance"]),
        probabilities=StanceProbabilities(**row["stance_probabilities"]),
        bearing=row["bearing"],
        slots=tuple(_read_slot(each) for each in row["slots"]),
        before_event=row.get("before_event", False),
        corrected_by=row.get("corrected_by"),
        rating=Rating(row["rating"]) if row.get("rating") else None,
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
