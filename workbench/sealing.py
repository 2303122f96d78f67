"""What a sealed packet of a review holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.exports.document import evidence_record
from workbench.exports.packet import sealed
from workbench.indexing.generations import IndexDirectory
from workbench.indexing.manifest import MANIFEST
from workbench.protocols import Progress, ReviewLedger, no_progress
from workbench.replaying import Replay, replay
from workbench.reviews.finding import Review
from workbench.settings import Settings
from workbench.types import ReviewEvent


def packet(
    ledger: ReviewLedger, review: Review, settings: Settings, progress: Progress = no_progress
) -> tuple[bytes, Replay]:
    """The archive of a review, and the replay that gave the rejected passages.

    Where the replay does not give the recorded bytes, the rejected passages are not known: the packet says so in
    ``replay.json`` and ``README.txt``, and has null in their place.
    """
    again = replay(review.document, settings, progress)
    generation = review.document["index"]["generation"]
    manifest = IndexDirectory(settings.index).generations / generation / MANIFEST
    entries = [*ledger.events(review.article_id)]
    return sealed(_parts(review, again, manifest, entries)), again


def _parts(review: Review, again: Replay, manifest: Path, entries: list[ReviewEvent]) -> dict[str, bytes]:
    document = review.document
    rejected = _rejected(again)
    parts = {
        "README.txt": _readme(review, again, manifest.is_file()).encode("utf-8", "backslashreplace"),
        "review.json": _json(_review(review)),
        "replay.json": _json({"identical": not again.faults, "faults": list(again.faults), "notes": list(again.notes)}),
        "article.json": _json(document["article"]),
        "models.json": _json(_models(document)),
    }
    parts |= {f"claims/{claim['id']}.json": _json(_claim(claim, rejected)) for claim in document["claims"]}
    parts |= {f"ledger/{entry.sequence:08}.json": _json(_entry(entry)) for entry in entries}
    return parts | ({MANIFEST: manifest.read_bytes()} if manifest.is_file() else {})


def _json(value: Any) -> bytes:
    # Backslashes make a lone surrogate, which UTF-8 cannot hold, the JSON escape that it is.
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _rejected(again: Replay) -> dict[str, list[dict[str, Any]]] | None:
    """By claim, what matching brought and the reviewer was not shown."""
    if again.check is None or again.faults:
        return None
    return {checked.claim.id: [evidence_record(one) for one in checked.rejected] for checked in again.check.claims}


def _review(review: Review) -> dict[str, Any]:
    return {
        "article_id": review.article_id,
        "check_entry": review.checked.sequence,
        "decision_entry": review.decision.sequence if review.decision else None,
        "claim_id": review.decision.claim_id if review.decision else None,
        "generation": review.document["index"]["generation"],
    }


def _models(document: Mapping[str, Any]) -> dict[str, Any]:
    """Hashes are null in packets of checks from before they were recorded."""
    index, run = document["index"], document.get("run") or {}
    return {
        "encoder": {"name": index["encoder"], "sha256": run.get("encoder_fingerprint")},
        "stance_model": {"name": index["stance_model"], "sha256": run.get("stance_fingerprint")},
        "claims": {"sha256": run.get("claims_fingerprint")},
        "run": document.get("run"),
    }


def _claim(claim: Mapping[str, Any], rejected: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "claim": {key: value for key, value in claim.items() if key not in ("assessment", "evidence")},
        "assessment": claim["assessment"],
        "shown": claim["evidence"],
        "rejected": None if rejected is None else rejected[claim["id"]],
    }


def _entry(event: ReviewEvent) -> dict[str, Any]:
    return {
        "sequence": event.sequence,
        "kind": event.kind.value,
        "article_id": event.article_id,
        "at": event.at.isoformat(),
        "reviewer": event.reviewer,
        "claim_id": event.claim_id,
        "payload": dict(event.payload),
    }


def _readme(review: Review, again: Replay, manifest: bool) -> str:
    article = review.document["article"]
    lines = [_README.format(title=article["title"] or "Untitled article", id=review.article_id)]
    if again.faults:
        lines += ["", "What was shown could not be rebuilt when this packet was made, so the rejected passages are"]
        lines += ["missing (`rejected` is null). What is missing or differs:"]
        lines += [f"- {fault}" for fault in again.faults]
    if not manifest:
        lines += ["", f"{MANIFEST} is missing: the generation was not kept."]
    return "\n".join(lines) + "\n"


_README = """Sealed packet of a review: {title} ({id})

article.json    the text under review, as it was read
claims/         each claim with its suggested verdict, every passage that was shown to the reviewer, and every
                passage that was found but rejected, because others bore more on the claim
review.json     which entries of the ledger hold the check and the decision
replay.json     whether the check could be made again with the same bytes when this packet was made
manifest.json   what the reports were compared in: the index generation with the SHA-256 of each of its files
models.json     names and SHA-256 of the models' weights, settings, filters and versions
ledger/         every entry of the ledger on this article, in order, as it was recorded
chain.json      the SHA-256 of each part and the chain over them

Check it with `workbench verify packet FILE`. By hand: each `sha256` in chain.json is that of the part; each `link` is
the SHA-256 of three lines, the link before it (at first the SHA-256 of the `format`), the part's name and its `sha256`;
the last link is the seal.

The seal proves that nothing was changed since it was noted. It does not say who made the packet: who changes a part can
make a new chain with another seal. Note the seal somewhere else, or have it signed or timestamped, and compare."""
