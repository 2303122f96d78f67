"""Slots of a claim beside those of a passage: agrees, conflicts, or unknown where the alignment is doubtful."""

from __future__ import annotations

import re
from dataclasses import replace

from workbench.slots import doubts, judging
from workbench.slots.aligning import Likeness, elsewhere, led_by_known, likeness, plausible, sure
from workbench.slots.kinds import Amount, Hold, Name, Place, Slot, Text, When, compared
from workbench.slots.parsed import Parsed, parse
from workbench.slots.statements import SAME_STATEMENT, statements
from workbench.types import Relation, SlotComparison, SlotKind

AMOUNTS = (SlotKind.NUMBER, SlotKind.SHARE, SlotKind.POINTS, SlotKind.MEASURE, SlotKind.MONEY, SlotKind.QUANTIFIER)
# A quantifier is one word of a sentence: more of the others must meet.
SAME_QUANTIFIED = 0.75
_EVENT_KINDS = frozenset((SlotKind.NUMBER, SlotKind.DATE, SlotKind.PLACE, SlotKind.NAME))


def compare_slots(claim: Text, passage: Text) -> tuple[SlotComparison, ...]:
    """Aligned slots of claim and passage with their relation and one line of reason, in the claim's order.

    A slot without a counterpart of its kind gives nothing. A conflict is only told where the words around both slots
    meet; where figures, dates and places differ at once it is another event, and all of them are ``unknown``.
    """
    ours, theirs = parse(claim), parse(passage)
    found = [*_valued(ours, theirs), *statements(ours, theirs)]
    return tuple(sorted(_one_event(found), key=lambda c: (c.claim_start, c.claim_end)))


def _one_event(found: list[SlotComparison]) -> list[SlotComparison]:
    if any(c.kind in AMOUNTS and c.relation is not Relation.AGREES for c in found):
        found = [_other_event(c) if c.kind in (SlotKind.DATE, SlotKind.PLACE) else c for c in found]
    conflicts = [c for c in found if c.relation is Relation.CONFLICTS]
    kinds = {SlotKind.NUMBER if c.kind in AMOUNTS else c.kind for c in conflicts} & _EVENT_KINDS
    if len(kinds) < 2:
        return found
    return [_other_event(c) if c.kind in AMOUNTS or c.kind in _EVENT_KINDS else c for c in found]


def _other_event(comparison: SlotComparison) -> SlotComparison:
    if comparison.relation is not Relation.CONFLICTS:
        return comparison
    reason = f"{comparison.reason}: differs in several points, perhaps another event"
    return replace(comparison, relation=Relation.UNKNOWN, reason=reason)


def _valued(claim: Parsed, passage: Parsed) -> list[SlotComparison]:
    """Amounts, dates, places and names: each slot of the claim with the passage's slot that fits it best."""
    found: list[SlotComparison] = []
    settled: set[int] = set()
    waiting: list[tuple[Slot, list[tuple[Slot, Likeness, Relation]]]] = []
    for slot in claim.slots:
        fitting = _candidates(claim, passage, slot)
        agreeing = [c for c in fitting if c[2] is Relation.AGREES and plausible_for(slot, c[1])]
        if agreeing:
            best = max(agreeing, key=lambda c: c[1].score)
            settled |= {id(slot), id(best[0])}
            found.append(compared(slot, best[0], Relation.AGREES, _reason(slot, best[0], claim, passage, "=")))
        elif fitting:
            waiting.append((slot, fitting))
    for slot, fitting in waiting:
        free = [c for c in fitting if id(c[0]) not in settled]
        if free:
            found.append(_doubted(claim, passage, slot, free, settled))
    return found


def plausible_for(slot: Slot, like: Likeness) -> bool:
    return slot.kind in (SlotKind.PLACE, SlotKind.NAME) or plausible(like)


def _candidates(claim: Parsed, passage: Parsed, slot: Slot) -> list[tuple[Slot, Likeness, Relation]]:
    found = []
    for other in passage.slots:
        relation = _relation(slot, other)
        if relation is not None:
            found.append((other, likeness(claim, passage, slot, other), relation))
    return found


def _relation(ours: Slot, theirs: Slot) -> Relation | None:
    """The relation of two slots' values; None where they cannot be compared at all."""
    match ours.value, theirs.value:
        case Amount() as one, Amount() as two:
            return _amount_relation(one, two)
        case When() as one, When() as two:
            return judging.dates(one, two)
        case Place() as one, Place() as two:
            return judging.places(one, two)
        case Name() as one, Name() as two if one.organisation == two.organisation:
            return judging.names(one, two)
    return None


def _amount_relation(one: Amount, two: Amount) -> Relation | None:
    if one.dimension == two.dimension:
        return judging.amounts(one, two)
    if {one.dimension, two.dimension} == {"share", "points"}:
        share, points = (one, two) if one.dimension == "share" else (two, one)
        return Relation.CONFLICTS if share.unit == "%" and abs(share.low * 100 - points.low) < 1e-9 else None
    moneys = one.dimension.split(":")[0] == two.dimension.split(":")[0] == "money"
    if moneys and one.dimension[9:] == two.dimension[9:] and one.hold is two.hold is Hold.EXACT:
        return Relation.CONFLICTS if one.low == two.low else Relation.UNKNOWN
    return None


def _doubted(
    claim: Parsed, passage: Parsed, slot: Slot, fitting: list[tuple[Slot, Likeness, Relation]], settled: set[int]
) -> SlotComparison:
    """No candidate agrees: a conflict if the best one is surely meant and has no rival."""
    ranked = sorted(fitting, key=lambda c: -c[1].score)
    best, like, relation = ranked[0]
    others = {id(c[0]) for c in fitting if c[1].noun is False} - {id(best)} | settled
    alone = _alone(claim, slot, others) and _alone(passage, best, others)
    told = any(c[2] is Relation.AGREES for c in fitting)
    if relation is Relation.CONFLICTS and alone and not told and _may_conflict(claim, passage, slot, best, like):
        return compared(slot, best, Relation.CONFLICTS, _reason(slot, best, claim, passage, "↔"))
    return compared(slot, best, Relation.UNKNOWN, _reason(slot, best, claim, passage, "?"))


def _alone(parsed: Parsed, slot: Slot, settled: set[int]) -> bool:
    """Whether nothing else of the slot's kind (and dimension) is left in its text that could be meant."""
    return all(other is slot or id(other) in settled or _unlike(slot, other) for other in parsed.of(slot.kind))


def _unlike(one: Slot, two: Slot) -> bool:
    """Whether two amounts are not of one dimension, rates and currencies aside."""
    if not isinstance(one.value, Amount) or not isinstance(two.value, Amount):
        return False
    return re.split("[:/]", one.value.dimension)[0] != re.split("[:/]", two.value.dimension)[0]


def _may_conflict(claim: Parsed, passage: Parsed, slot: Slot, best: Slot, like: Likeness) -> bool:
    if slot.kind is SlotKind.NAME:
        return like.cover >= SAME_STATEMENT
    if slot.kind is SlotKind.PLACE:
        return _places_may(claim, passage, slot, best, like)
    if SlotKind.QUANTIFIER in (slot.kind, best.kind):
        return _quantifiers_may(claim, passage, slot, best, like)
    mine, other = claim.sentence_of(slot), passage.sentence_of(best)
    if doubts.one_sided_negation(claim, passage, mine, other) or doubts.repeats(claim, mine):
        return False
    if elsewhere(claim, passage, slot, best) or doubts.strangers(mine, passage):
        return False
    may = _dates_may if slot.kind is SlotKind.DATE else _amounts_may
    return may(claim, passage, slot, best, like)


def _quantifiers_may(claim: Parsed, passage: Parsed, slot: Slot, best: Slot, like: Likeness) -> bool:
    changes = any(isinstance(s.value, Amount) and s.value.direction for s in (slot, best))
    denied = doubts.denied(claim, passage, claim.sentence_of(slot), passage.sentence_of(best))
    return bool(like.noun) and like.cover >= SAME_QUANTIFIED and not changes and not denied


def _places_may(claim: Parsed, passage: Parsed, slot: Slot, best: Slot, like: Likeness) -> bool:
    if len(claim.of(SlotKind.PLACE)) != 1 or len(passage.of(SlotKind.PLACE)) != 1:
        return False
    if any(isinstance(s.value, Place) and s.value.adjective for s in (slot, best)):
        return False
    if doubts.other_way(claim, passage, slot, best) or doubts.repeats(claim, claim.sentence_of(slot)):
        return False
    return like.cover >= SAME_STATEMENT and like.words >= 2 and not elsewhere(claim, passage, slot, best)


def _dates_may(claim: Parsed, passage: Parsed, slot: Slot, best: Slot, like: Likeness) -> bool:
    if not isinstance(slot.value, When) or not isinstance(best.value, When):
        return False
    return sure(like) and like.cover >= SAME_STATEMENT and not doubts.other_grain(slot.value, best.value)


def _amounts_may(claim: Parsed, passage: Parsed, slot: Slot, best: Slot, like: Likeness) -> bool:
    if not isinstance(slot.value, Amount) or not isinstance(best.value, Amount):
        return False
    mine, other = claim.sentence_of(slot), passage.sentence_of(best)
    if not sure(like) or not led_by_known(mine, slot, passage, like):
        return False
    if doubts.far_apart(slot.value, best.value) or doubts.part_of_whole(passage, other, slot):
        return False
    if _other_time(claim, passage, slot, best) or doubts.reckoned(slot.value, passage):
        return False
    return not doubts.other_basis(claim, passage, mine, other, "/" in slot.value.dimension)


def _other_time(claim: Parsed, passage: Parsed, slot: Slot, best: Slot) -> bool:
    """Whether the sentences of two amounts have dates that do not meet."""
    mine, other = claim.sentence_of(slot), passage.sentence_of(best)
    ours = [s.value for s in claim.of(SlotKind.DATE) if mine.start <= s.start < mine.end]
    theirs = [s.value for s in passage.of(SlotKind.DATE) if other.start <= s.start < other.end]
    pairs = [judging.dates(a, b) for a in ours for b in theirs if isinstance(a, When) and isinstance(b, When)]
    return bool(pairs) and Relation.AGREES not in pairs and Relation.UNKNOWN not in pairs


def _reason(ours: Slot, theirs: Slot, claim: Parsed, passage: Parsed, sign: str) -> str:
    one, two = judging.shown(ours, claim.source.language), judging.shown(theirs, passage.source.language)
    if sign == "=" and isinstance(ours.value, When) and " = " in one:
        return one
    if isinstance(ours.value, Amount) and isinstance(theirs.value, Amount) and sign == "↔":
        if {ours.kind, theirs.kind} == {SlotKind.SHARE, SlotKind.POINTS}:
            german = claim.source.language == "de"
            words = ("Prozent", "Prozentpunkte") if german else ("percent", "percentage points")
            return " ↔ ".join(words if ours.kind is SlotKind.SHARE else words[::-1])
        if ours.value.direction * theirs.value.direction < 0:
            ways = ("up", "down") if ours.value.direction > 0 else ("down", "up")
            return f"{one} {ways[0]} ↔ {two} {ways[1]}"
    return f"{one} {sign} {two}"
