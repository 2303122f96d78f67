"""What came nearest to a claim and why it does not bear on it. Every reason stands in both texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from workbench.assessment_words import miss
from workbench.slots import Text, find_slots, judging
from workbench.slots.kinds import Amount, Name, Place, Slot, When
from workbench.types import Evidence, NearMiss, Relation, SlotKind, Stance

SHOWN = 3
Pair = tuple[Slot, Slot]
_WITHIN = re.compile(r"\b(?:in|im|at|near|bei)\s$", re.IGNORECASE)
_FIGURES = (SlotKind.NUMBER, SlotKind.SHARE, SlotKind.POINTS, SlotKind.MEASURE, SlotKind.MONEY)


def near_misses(claim: Text, evidence: Sequence[Evidence], language: str) -> tuple[NearMiss, ...]:
    """The nearest passage of each of the three nearest origins, nearest first; reasons are in ``language``.

    An origin that takes a side and counts is no miss, even where it is too unsure for a suggestion.
    """
    sided = {one.report.origin_id for one in evidence if one.counts and one.stance is not Stance.NOT_ENOUGH_INFO}
    nearest: dict[str, Evidence] = {}
    for one in sorted(
        (one for one in evidence if one.report.origin_id not in sided),
        key=lambda one: (-one.similarity, one.passage.id),
    ):
        nearest.setdefault(one.report.origin_id, one)
    return tuple(
        NearMiss(one.report.id, one.passage.start, one.passage.end, why(claim, one, language))
        for one in list(nearest.values())[:SHOWN]
    )


def why(claim: Text, evidence: Evidence, language: str) -> str:
    """One line: what differs in both texts, or that the passage is merely about the same."""
    report = evidence.report
    day = report.published_at.date() if report.published_at else None
    if evidence.before_event and day:
        return miss("before", language, day=_shown_day(day, language))
    if evidence.corrected_by:
        return miss("corrected", language)
    passage = Text(evidence.passage.text, report.language, day)
    ours = find_slots(claim.text, claim.language, claim.day)
    theirs = find_slots(passage.text, passage.language, passage.day)
    for key, pair in _differences(_Slots(claim.text, ours), _Slots(passage.text, theirs)):
        if pair:
            shown = judging.shown(pair[0], claim.language), judging.shown(pair[1], passage.language)
            return miss(key, language, ours=shown[0], theirs=shown[1])
    return miss("topic", language)


@dataclass(frozen=True, slots=True)
class _Slots:
    text: str
    slots: tuple[Slot, ...]

    def dates(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.kind is SlotKind.DATE]

    def scenes(self) -> list[Slot]:
        """Places where something happens, not whose people or things are spoken of."""
        return [s for s in self.slots if s.kind is SlotKind.PLACE and _WITHIN.search(self.text, 0, s.start)]

    def names(self, organisation: bool) -> list[tuple[Slot, str]]:
        found = [(slot, slot.value) for slot in self.slots]
        return [(slot, v.family) for slot, v in found if isinstance(v, Name) and v.organisation is organisation]

    def figures(self) -> list[tuple[Slot, str]]:
        found = [(slot, slot.value) for slot in self.slots if slot.kind in _FIGURES]
        return [(slot, v.dimension) for slot, v in found if isinstance(v, Amount) and v.dimension != "ordinal"]


def _differences(ours: _Slots, theirs: _Slots) -> Iterator[tuple[str, Pair | None]]:
    yield "date", _apart(ours.dates(), theirs.dates())
    yield "place", _apart(ours.scenes(), theirs.scenes())
    yield "person", _unlike(ours.names(organisation=False), theirs.names(organisation=False))
    yield "organisation", _unlike(ours.names(organisation=True), theirs.names(organisation=True))
    yield "figure", _unlike(ours.figures(), theirs.figures())


def _apart(ours: Sequence[Slot], theirs: Sequence[Slot]) -> Pair | None:
    """The first of each where every pair conflicts: one that may agree leaves it open."""
    pairs = [(a, b) for a in ours for b in theirs]
    conflicts = all(_relation(a, b) is Relation.CONFLICTS for a, b in pairs)
    return pairs[0] if pairs and conflicts else None


def _unlike(ours: Sequence[tuple[Slot, str]], theirs: Sequence[tuple[Slot, str]]) -> Pair | None:
    """The first of each where no two are called the same."""
    if not ours or not theirs or {key for _, key in ours} & {key for _, key in theirs}:
        return None
    return ours[0][0], theirs[0][0]


def _relation(ours: Slot, theirs: Slot) -> Relation:
    match ours.value, theirs.value:
        case When() as one, When() as two:
            return judging.dates(one, two)
        case Place() as one, Place() as two:
            return judging.places(one, two)
    return Relation.UNKNOWN


def _shown_day(day: date, language: str) -> str:
    german = language.lower().split("-")[0] == "de"
    return str(format_date(day, "d. MMMM y" if german else "d MMMM y", locale="de" if german else "en"))
