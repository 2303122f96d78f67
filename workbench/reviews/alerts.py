"""Alerts: what a new origin would do to what the ledger holds on a claim, and how an alert was settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from workbench.types import EventKind, ReviewEvent, Stance, Verdict

# Who stands in the ledger where no reviewer acted.
WATCH = "workbench watch"


class Effect(StrEnum):
    """What an origin would do to a verdict."""

    WEAKENS = "weakens"
    FLIPS = "flips"
    FILLS = "fills"


class Settling(StrEnum):
    """How an alert left the queue: a reviewer saw it, a recheck shows its origin, or the claim was decided after it."""

    SEEN = "seen"
    CHECKED = "checked"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Alert:
    """A new origin that bears on a claim. ``evidence`` is its surest passage, as a check document holds evidence.

    ``verdict`` is the recorded verdict (or the suggestion, where nobody decided) that it concerns, ``suggested`` what
    an assessment with this origin would suggest, ``generation`` the one that brought the report.
    """

    claim_id: str
    claim_text: str
    raised_at: datetime
    generation: str
    effect: Effect
    verdict: Verdict
    suggested: Verdict
    evidence: Mapping[str, Any]
    settled: Settling | None = None

    @property
    def report_id(self) -> str:
        return str(self.evidence["report_id"])

    @property
    def stance(self) -> Stance:
        return Stance(self.evidence["stance"])

    @property
    def probability(self) -> float:
        """That of the stance."""
        return float(self.evidence["stance_probabilities"][self.stance.value])

    @property
    def origin(self) -> frozenset[str]:
        """Ids by which the origin is known again: its own may change when a copy arrives, the report's never."""
        return shown_origins([self.evidence])


def shown_origins(evidence: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The ids of the reports and origins in a claim's evidence, as a check document holds it."""
    return frozenset(one[name] for one in evidence for name in ("report_id", "origin_id"))


def payload_of(alert: Alert) -> dict[str, Any]:
    """What the ledger keeps of an alert."""
    return {
        "claim_text": alert.claim_text,
        "generation": alert.generation,
        "effect": alert.effect.value,
        "verdict": alert.verdict.value,
        "suggested": alert.suggested.value,
        "evidence": dict(alert.evidence),
    }


def alert_of(event: ReviewEvent) -> Alert:
    """The alert that an ALERT_RAISED tells of."""
    assert event.kind is EventKind.ALERT_RAISED
    held = event.payload
    return Alert(
        claim_id=event.claim_id or "",
        claim_text=held["claim_text"],
        raised_at=event.at,
        generation=held["generation"],
        effect=Effect(held["effect"]),
        verdict=Verdict(held["verdict"]),
        suggested=Verdict(held["suggested"]),
        evidence=held["evidence"],
    )
