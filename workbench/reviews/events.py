"""The events of the ledger: how they are made, and the summary by which a queue is read without the documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from workbench.errors import ReviewError
from workbench.types import EventKind, ReviewEvent

__all__ = ["EventKind", "ReviewEvent", "checked", "from_json", "new_event", "summary", "to_json"]

# Documents are 100 KB and more: the ledger keeps them beside the rest of the payload and reads them on demand.
DOCUMENT = "document"
SUMMARY = "summary"
_OPENING = 90


def new_event(
    kind: EventKind,
    article_id: str,
    reviewer: str,
    *,
    claim_id: str | None = None,
    payload: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> ReviewEvent:
    """An event that happens now, or at ``at``."""
    return checked(ReviewEvent(kind, article_id, at or datetime.now(UTC), reviewer, claim_id, payload or {}))


def checked(event: ReviewEvent) -> ReviewEvent:
    """The event with its time in UTC. Raises ReviewError for a naive time or an empty article or reviewer."""
    if event.at.tzinfo is None:
        raise ReviewError(f"event {event.kind.value}: its time {event.at} has no time zone; give one in UTC")
    for name, value in (("article id", event.article_id), ("reviewer", event.reviewer)):
        if not value.strip() or not value.isprintable():
            raise ReviewError(f"event {event.kind.value}: {value!r} is no {name}; give one in printable characters")
    at = event.at.astimezone(UTC)
    return ReviewEvent(event.kind, event.article_id, at, event.reviewer, event.claim_id, event.payload, event.sequence)


def summary(document: Mapping[str, Any]) -> dict[str, Any]:
    """What a queue shows of a check document: its head, and each claim's id, sentence and suggestion."""
    try:
        article = document["article"]
        return {
            "id": article["id"],
            "title": article["title"],
            "outlet": article["outlet"],
            "language": article["language"],
            "url": article["url"],
            "published_at": article["published_at"],
            "opening": _opening(article["text"]),
            "generation": document["index"]["generation"],
            "claims": [_claim(claim) for claim in document["claims"]],
        }
    except KeyError as error:
        raise ReviewError(f"not a check document: {error} is missing; add what `workbench check` wrote") from None
    except TypeError as error:
        raise ReviewError(f"not a check document: {error}; add what `workbench check` wrote") from None


def _claim(claim: Mapping[str, Any]) -> dict[str, Any]:
    assessment = claim["assessment"]
    return {
        "id": claim["id"],
        "text": claim["text"],
        "suggested": assessment["verdict"],
        "confidence": assessment["confidence"],
    }


def _opening(text: str) -> str:
    words = " ".join(text[: 4 * _OPENING].split())
    return words if len(words) <= _OPENING else words[:_OPENING].rsplit(" ", 1)[0] + " …"


def to_json(value: Any) -> str:
    """ASCII JSON, so that no character can trip a database. Raises ReviewError for what JSON cannot hold."""
    try:
        return json.dumps(value, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        raise ReviewError(f"the payload is not JSON: {error}; give plain dicts, lists, strings and numbers") from None


def from_json(text: str) -> Any:
    return json.loads(text)
