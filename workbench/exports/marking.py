"""Which words of claim and passage agree or differ: the pieces in which both texts are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from workbench.types import Evidence, Relation, SlotComparison, SlotKind

# A text in pieces, each with what is known of it.
Pieces = list[tuple[str, Relation | None]]
# Roles span whole sentences: marking them would mark everything.
_UNMARKED = frozenset((SlotKind.ROLE,))
_NAMES = frozenset((SlotKind.PLACE, SlotKind.NAME))


def passage_pieces(evidence: Evidence) -> Pieces:
    """The passage's text, the words that agree with or differ from the claim's marked."""
    told = _told(evidence.slots)
    return _pieces(evidence.passage.text, [(one.passage_start, one.passage_end, one.relation) for one in told])


def claim_pieces(text: str, evidence: Evidence) -> Pieces:
    """The claim's text as it was matched, the words that agree with or differ from the passage's marked."""
    return _pieces(text, [(one.claim_start, one.claim_end, one.relation) for one in _told(evidence.slots)])


def differing(evidence: Evidence) -> tuple[str, ...]:
    """One line of reason for each conflict, each once."""
    return _reasons(one for one in evidence.slots if one.relation is Relation.CONFLICTS)


def agreeing(evidence: Evidence) -> tuple[str, ...]:
    """One line of reason for each figure or date that both write in their own way, each once. Names are marked only."""
    return _reasons(
        one
        for one in evidence.slots
        if one.relation is Relation.AGREES
        and one.kind not in _NAMES
        and one.claim_text.casefold() != one.passage_text.casefold()
    )


def _told(slots: Sequence[SlotComparison]) -> list[SlotComparison]:
    return [one for one in slots if one.relation is not Relation.UNKNOWN and one.kind not in _UNMARKED]


def _reasons(slots: Iterable[SlotComparison]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.reason for one in slots))


def _pieces(text: str, spans: Sequence[tuple[int, int, Relation]]) -> Pieces:
    """The text cut at the bounds of the spans; where they overlap, a conflict is shown."""
    bounds = sorted({0, len(text), *(min(bound, len(text)) for start, end, _ in spans for bound in (start, end))})
    found: Pieces = []
    for start, end in pairwise(bounds):
        over = {relation for first, last, relation in spans if first <= start and end <= last}
        relation = Relation.CONFLICTS if Relation.CONFLICTS in over else next(iter(over), None)
        found.append((text[start:end], relation))
    return found
