"""What two values say of each other, once it is sure that they speak of the same thing."""

from __future__ import annotations

import math
from datetime import date, timedelta

from babel.dates import format_date

from workbench.slots.kinds import Amount, Hold, Name, Place, Role, Slot, When
from workbench.types import Relation

AGREES, CONFLICTS, UNKNOWN = Relation.AGREES, Relation.CONFLICTS, Relation.UNKNOWN
# A figure may stand for another that it rounds to, as far as 5 per cent: `500` beside 488 is then unknown, not wrong.
SILENT_ROUNDING = 0.05
# A bound is broken only by more than 2 per cent, a rounding by more than 0.6 of the room it leaves (`rund 500`: 450 to
# 550 agrees, beyond 420 and 580 conflicts).
BROKEN_BOUND, BROKEN_ROUNDING = 0.02, 0.6
# `mehr als 500` is said of 512, hardly of 700.
BOUND_REACH = 0.2
LOW, HIGH = date.min, date.max


def amounts(claim: Amount, passage: Amount) -> Relation:
    """The relation of two amounts of one dimension."""
    if claim.price_year != passage.price_year:
        return UNKNOWN
    if claim.direction * passage.direction < 0:
        return CONFLICTS if claim.dimension != "count" and _near(claim, passage) is not CONFLICTS else UNKNOWN
    return _near(claim, passage)


def _near(claim: Amount, passage: Amount) -> Relation:
    if claim.dimension == "ordinal":
        return AGREES if claim.low == passage.low else CONFLICTS
    if claim.hold is passage.hold is Hold.EXACT:
        return _exact(claim, passage)
    return _intervals(claim, passage)


def _slack(claim: Amount, passage: Amount) -> float:
    """How far two exact figures may lie apart and still be roundings of one: half the coarser last digit."""
    size = max(abs(claim.low), abs(passage.low))
    if claim.unit == passage.unit:
        half = max(claim.step, passage.step) / 2
        return half if claim.step == passage.step or "fraction" in (claim.unit, passage.unit) else min(half, 0.1 * size)
    return min(max(claim.coarse, passage.coarse) / 2 + min(claim.step, passage.step) / 2, 0.1 * size)


def _exact(claim: Amount, passage: Amount) -> Relation:
    apart, slack = abs(claim.low - passage.low), _slack(claim, passage)
    size = max(abs(claim.low), abs(passage.low))
    if claim.dimension.startswith("temperature") and claim.unit != passage.unit:
        slack = max(slack, 0.6)
    if apart <= 1e-9 * size or (apart <= slack * 1.001 and claim.step != passage.step) or (
        apart <= slack and claim.unit != passage.unit
    ):  # fmt: skip
        return AGREES
    room = slack * 1.2 if claim.step != passage.step or claim.unit != passage.unit else 0.0
    silent = min(max(claim.coarse, passage.coarse) / 2, SILENT_ROUNDING * size)
    silent = silent if max(claim.coarse, passage.coarse) > 10 * min(claim.step, passage.step) else 0.0
    if claim.unit != passage.unit:
        room = max(room, 0.05 * size)
    return CONFLICTS if apart > max(room, silent) else UNKNOWN


def _intervals(claim: Amount, passage: Amount) -> Relation:
    finite = [abs(v) for a in (claim, passage) for v in (a.low, a.high) if math.isfinite(v)]
    size = max(finite, default=0.0)
    if claim.low <= passage.low and passage.high <= claim.high:
        return _strict(claim, passage)
    if passage.low <= claim.low and claim.high <= passage.high:
        if passage.hold is not Hold.BOUND:
            return AGREES
        edge = passage.low if math.isfinite(passage.low) else passage.high
        point = claim.low if math.isfinite(claim.low) else claim.high
        if claim.dimension == "share" and passage.step == 0:
            return UNKNOWN
        return (
            AGREES
            if abs(point - edge) <= BOUND_REACH * size and claim.hold is not Hold.BOUND and point != edge
            else UNKNOWN
        )
    gap = max(claim.low - passage.high, passage.low - claim.high)
    width = max((a.high - a.low for a in (claim, passage) if a.hold in (Hold.ROUNDED, Hold.RANGE)), default=0.0)
    margin = max(BROKEN_BOUND * size, BROKEN_ROUNDING * width / 2)
    if gap > margin:
        return CONFLICTS
    both_round = claim.hold is passage.hold is Hold.ROUNDED
    return AGREES if gap < 0 and both_round else UNKNOWN


def _strict(claim: Amount, passage: Amount) -> Relation:
    """An exact figure on the very edge of a bound: ``mehr als 500`` beside 500."""
    edge = claim.hold is Hold.BOUND and passage.hold is Hold.EXACT and passage.low in (claim.low, claim.high)
    return UNKNOWN if edge and claim.step > 0 else AGREES


def dates(claim: When, passage: When) -> Relation:
    """The relation of two dates; weekdays, or day and month, decide where years are not known."""
    if claim.start is None or passage.start is None:
        return _partial(claim, passage)
    if {claim.role, passage.role} == {Role.SINCE, Role.UNTIL} and claim.start == passage.start:
        return CONFLICTS
    if claim.role is passage.role:
        return _spans(claim, passage)
    if {claim.role, passage.role} <= {Role.SINCE, Role.AT, Role.UNTIL}:
        relation = _spans(claim, passage)
        return relation if relation is AGREES else UNKNOWN
    return _sided(claim, passage)


def _spans(claim: When, passage: When) -> Relation:
    ours, theirs = _readings(claim), _readings(passage)
    if any(a <= c and d <= b for a, b in ours for c, d in theirs):
        return AGREES
    touch = any(a <= d and c <= b for a, b in ours for c, d in theirs)
    return UNKNOWN if touch else CONFLICTS


def _readings(when: When) -> list[tuple[date, date]]:
    assert when.start is not None
    assert when.end is not None
    return [(when.start, when.end)] + ([when.other] if when.other else [])


def _partial(claim: When, passage: When) -> Relation:
    ours, theirs = _day_month(claim), _day_month(passage)
    if ours[0] and theirs[0] and (ours[1] is None) == (theirs[1] is None):
        return AGREES if ours == theirs else CONFLICTS
    if claim.weekday is not None and passage.weekday is not None:
        return AGREES if claim.weekday == passage.weekday else CONFLICTS
    return UNKNOWN


def _day_month(when: When) -> tuple[int | None, int | None]:
    if when.month is None and when.start and when.start == when.end:
        return when.start.month, when.start.day
    return when.month, when.day


def _sided(claim: When, passage: When) -> Relation:
    """``vor dem 3. Juni`` or ``nach 2019`` beside a date."""
    side, other = (claim, passage) if claim.role in (Role.BEFORE, Role.AFTER) else (passage, claim)
    if other.role is not Role.AT:
        return UNKNOWN
    assert side.start
    assert side.end
    assert other.start
    assert other.end
    if side.role is Role.BEFORE:
        right, wrong = other.end < side.start, other.start > side.end + timedelta(1)
    else:
        right, wrong = other.start > side.end, other.end < side.start - timedelta(1)
    if wrong:
        return CONFLICTS
    return AGREES if right and side is claim else UNKNOWN


def places(claim: Place, passage: Place) -> Relation:
    """A place agrees with itself, with a part of it and with its government; two cities or countries conflict."""
    if claim.id == passage.id or (claim.country == passage.country and (claim.government or passage.government)):
        return AGREES if claim.id == passage.id or _stands_for(claim, passage) else UNKNOWN
    if claim.country != passage.country:
        return CONFLICTS
    if claim.id == claim.country:
        return AGREES
    if passage.id == passage.country:
        return UNKNOWN
    same_kind = claim.id.split(":")[0] == passage.id.split(":")[0]
    return CONFLICTS if same_kind else UNKNOWN


def _stands_for(claim: Place, passage: Place) -> bool:
    """A capital or seat beside its country; two different cities never stand for each other."""
    return claim.id == claim.country or passage.id == passage.country


def names(claim: Name, passage: Name) -> Relation:
    """The relation of two names; whoever differs in the same office is another person."""
    if claim.organisation or passage.organisation:
        return AGREES if claim.family == passage.family else UNKNOWN
    if claim.family == passage.family:
        if not claim.given or not passage.given or claim.given == passage.given:
            return AGREES
        return CONFLICTS if claim.office and claim.office == passage.office else UNKNOWN
    return CONFLICTS if claim.office and claim.office == passage.office else UNKNOWN


def shown(slot: Slot, language: str) -> str:
    """A slot as the reason shows it: relative dates with the day that they mean."""
    value = slot.value
    if not isinstance(value, When) or value.start is None or any(c.isdigit() for c in slot.text):
        return slot.text
    if value.start == value.end:
        return f"{slot.text} = {format_date(value.start, 'd. MMMM' if language == 'de' else 'd MMMM', locale=language)}"
    return slot.text
