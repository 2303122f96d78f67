"""Which decisions belong to which claim of a check."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.types import Check, Claim, Decision


def decisions_on(claim: Claim, decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions on this claim, in their order. Id and sentence must agree: ids are renumbered by a recheck."""
    return [each for each in decisions if each.claim_id == claim.id and each.claim_text.split() == claim.text.split()]


def orphaned(check: Check, decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that belong to no claim of this check."""
    return [each for each in decisions if not any(decisions_on(checked.claim, [each]) for checked in check.claims)]


def disputed(decisions: Sequence[Decision]) -> bool:
    """Whether these decisions, one for each reviewer, differ."""
    return len({decision.verdict for decision in decisions}) > 1
