"""What reviewers may do, and what they see of it. Every rule stands here, so that no screen can be without it.

Nothing is overwritten: each verb appends one event, and the states are folded from the events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from workbench.errors import ReviewError
from workbench.protocols import ReviewLedger
from workbench.reviews.alerts import WATCH, Alert, Settling, payload_of, shown_origins
from workbench.reviews.events import DOCUMENT, new_event, summary
from workbench.reviews.state import ArticleState, ClaimState, fold, reviewer_key
from workbench.types import EventKind, ReviewEvent, Verdict

MAX_NOTE = 10_000
MAX_REVIEWER = 200


def queue(ledger: ReviewLedger, *, archived: bool = False) -> list[ArticleState]:
    """The articles under review, or those in the archive, newest first. Read without their documents."""
    states = fold(ledger.events(documents=False)).values()
    return [state for state in reversed(states) if state.archived == archived]


def article_state(ledger: ReviewLedger, article_id: str) -> ArticleState:
    """One article with its latest check document. Raises ReviewError for an article that was never added."""
    return _state(ledger, article_id, documents=True)


def add_article(ledger: ReviewLedger, document: Mapping[str, Any], *, reviewer: str) -> ReviewEvent:
    """Puts a check document into the queue: as a recheck where the article is known, and out of the archive."""
    name, article_id = _reviewer(reviewer), _article_id(document)
    known = fold(ledger.events(article_id, documents=False)).get(article_id)
    if known and known.archived:
        restore(ledger, article_id, reviewer=name)
    kind = EventKind.ARTICLE_RECHECKED if known else EventKind.ARTICLE_ADDED
    added = _append(ledger, new_event(kind, article_id, name, payload={DOCUMENT: document}))
    if known:
        _settle_shown(ledger, article_id, document, name)
    return added


def decide(
    ledger: ReviewLedger,
    article_id: str,
    claim_id: str,
    verdict: Verdict | str | None,
    *,
    reviewer: str,
    note: str = "",
    claim_text: str | None = None,
    generation: str | None = None,
    at: datetime | None = None,
) -> ReviewEvent:
    """Records a verdict on a claim; a later one of the same reviewer takes its place.

    ``claim_text`` is the sentence the reviewer had before them, ``generation`` the one they saw; by default those
    of the latest check. Recording again what already stands appends nothing, unless it answers an alert. Raises
    ReviewError where a rule refuses, with what to do.
    """
    chosen, name, note = _verdict(verdict), _reviewer(reviewer), _note(note)
    state = _state(ledger, article_id)
    claim = _claim(state, claim_id, claim_text)
    payload = {
        "verdict": chosen.value,
        "note": note,
        "generation": generation or state.generation,
        "claim_text": claim.text,
    }
    standing = _standing(claim, name)
    if standing and dict(standing.payload) == payload and not claim.open_alerts:
        return standing
    return _append(
        ledger, new_event(EventKind.VERDICT_DECIDED, article_id, name, claim_id=claim_id, payload=payload, at=at)
    )


def withdraw(
    ledger: ReviewLedger,
    article_id: str,
    claim_id: str,
    *,
    reviewer: str,
    claim_text: str | None = None,
    at: datetime | None = None,
) -> ReviewEvent:
    """Takes back the reviewer's latest decision on a claim: what they had decided before it stands again.

    ``claim_text`` names the sentence where ``claim_id`` is no longer among the claims (an orphaned decision).
    Raises ReviewError where the reviewer has decided nothing on this claim.
    """
    name = _reviewer(reviewer)
    claim = _claim_or_orphan(_state(ledger, article_id), claim_id, claim_text)
    if claim.decision_of(name) is None:
        raise ReviewError(f"{name} has no decision on this claim to take back; open its history to see whose stands")
    payload = {"claim_text": claim.text}
    return _append(
        ledger, new_event(EventKind.VERDICT_WITHDRAWN, article_id, name, claim_id=claim_id, payload=payload, at=at)
    )


def raise_alert(ledger: ReviewLedger, article_id: str, alert: Alert) -> bool:
    """Puts an alert into the queue; False where its origin raised one on this claim before, settled or not, and where
    the article was meanwhile checked again, with the report at hand or with another sentence in the claim's place."""
    state = _state(ledger, article_id)
    claim = state.claim(alert.claim_id)
    if state.generation >= alert.generation or claim is None or claim.text != alert.claim_text:
        return False
    if any(known.origin & alert.origin for known in claim.alerts):
        return False
    kind, at = EventKind.ALERT_RAISED, alert.raised_at
    ledger.append(new_event(kind, article_id, WATCH, claim_id=claim.claim_id, payload=payload_of(alert), at=at))
    return True


def dismiss_alert(
    ledger: ReviewLedger, article_id: str, claim_id: str, report_id: str, *, reviewer: str, claim_text: str
) -> ReviewEvent:
    """Takes an alert that a reviewer has seen out of the queue. ReviewError where the claim has no such open alert."""
    name = _reviewer(reviewer)
    claim = _claim(_state(ledger, article_id), claim_id, claim_text)
    if report_id not in {alert.report_id for alert in claim.open_alerts}:
        raise ReviewError("this alert is settled already: reload the article")
    return _settle(ledger, article_id, claim, report_id, Settling.SEEN, name)


def archive(ledger: ReviewLedger, article_id: str, *, reviewer: str) -> ReviewEvent:
    """Takes an article out of the queue; its decisions stay. Raises ReviewError if it is in the archive already."""
    if _state(ledger, article_id).archived:
        raise ReviewError("the article is in the archive already; restore it to work on it")
    return _append(ledger, new_event(EventKind.ARTICLE_ARCHIVED, article_id, _reviewer(reviewer)))


def restore(ledger: ReviewLedger, article_id: str, *, reviewer: str) -> ReviewEvent:
    """Puts an archived article back into the queue. Raises ReviewError if it is not in the archive."""
    if not _state(ledger, article_id).archived:
        raise ReviewError("the article is not in the archive; it stands in the queue")
    return _append(ledger, new_event(EventKind.ARTICLE_RESTORED, article_id, _reviewer(reviewer)))


def _settle_shown(ledger: ReviewLedger, article_id: str, document: Mapping[str, Any], reviewer: str) -> None:
    """Settles the alerts whose origin the check shows among its evidence."""
    shown = {claim["id"]: shown_origins(claim["evidence"]) for claim in document["claims"]}
    for claim in _state(ledger, article_id).claims:
        for alert in claim.open_alerts:
            if alert.origin & shown[claim.claim_id]:
                _settle(ledger, article_id, claim, alert.report_id, Settling.CHECKED, reviewer)


def _settle(
    ledger: ReviewLedger, article_id: str, claim: ClaimState, report_id: str, how: Settling, reviewer: str
) -> ReviewEvent:
    payload = {"claim_text": claim.text, "report_id": report_id, "how": how.value}
    return _append(
        ledger,
        new_event(EventKind.ALERT_SETTLED, article_id, reviewer, claim_id=claim.claim_id, payload=payload),
    )


def _article_id(document: Mapping[str, Any]) -> str:
    return str(summary(document)["id"])


def _append(ledger: ReviewLedger, event: ReviewEvent) -> ReviewEvent:
    return replace(event, sequence=ledger.append(event))


def _state(ledger: ReviewLedger, article_id: str, documents: bool = False) -> ArticleState:
    state = fold(ledger.events(article_id, documents=documents)).get(article_id)
    if state is None:
        raise ReviewError(f"no article {article_id!r} is in the ledger; add it first")
    return state


def _claim(state: ArticleState, claim_id: str, claim_text: str | None) -> ClaimState:
    claim = state.claim(claim_id)
    if claim is None:
        raise ReviewError(
            f"the article has no claim {claim_id!r}; its latest check has {state.total}: reload the article"
        )
    if claim_text is not None and claim_text.split() != claim.text.split():
        raise ReviewError("the article was checked again and this claim is another sentence now: reload the article")
    return claim


def _claim_or_orphan(state: ArticleState, claim_id: str, claim_text: str | None) -> ClaimState:
    for orphan in state.orphaned:
        if claim_text is not None and claim_text.split() == orphan.text.split():
            return orphan
    return _claim(state, claim_id, claim_text)


def _standing(claim: ClaimState, reviewer: str) -> ReviewEvent | None:
    """The reviewer's last event on this claim, if it is a decision."""
    own = [event for event in claim.history if reviewer_key(event.reviewer) == reviewer_key(reviewer)]
    return own[-1] if own and own[-1].kind is EventKind.VERDICT_DECIDED else None


def _verdict(verdict: Verdict | str | None) -> Verdict:
    words = ", ".join(each.value for each in Verdict)
    if not verdict:
        raise ReviewError(f"no verdict was chosen; choose one of {words}")
    try:
        return Verdict(verdict)
    except ValueError:
        raise ReviewError(f"{verdict!r} is no verdict; choose one of {words}") from None


def _reviewer(reviewer: str) -> str:
    name = " ".join(reviewer.split())
    if not name:
        raise ReviewError("no reviewer was named; enter your name first")
    if len(name) > MAX_REVIEWER or not name.isprintable():
        raise ReviewError(
            f"the reviewer's name must be printable and have at most {MAX_REVIEWER} characters; shorten it"
        )
    return name


def _note(note: str) -> str:
    if len(note) > MAX_NOTE:
        raise ReviewError(f"the note has {len(note):,} characters, {MAX_NOTE:,} are allowed; shorten it")
    return note.strip()
