"""The stance model's word on a passage, joined with the slots and with how near the passage is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from workbench.types import (
    STANCE_ORDER,
    Evidence,
    Match,
    Relation,
    SlotComparison,
    SlotKind,
    Stance,
    StanceProbabilities,
)

# What a feature of the slots adds to the log probability of supports and of refutes, open staying as it is: fitted by
# training/combining.py on the 4,296 pairs of the bank's dev splits, of which 23, 9, 787 and 1,175 have the feature.
# Held out, the loss falls from .899 to .895.
SLOT_WEIGHTS = {
    "figures conflict": (-1.43, 1.48),
    "others conflict": (-0.33, 0.52),
    "figures agree": (-0.29, -0.17),
    "names agree": (0.31, 0.25),
}
_NAMES = (SlotKind.PLACE, SlotKind.NAME)
_FIGURES = (
    SlotKind.NUMBER, SlotKind.SHARE, SlotKind.POINTS, SlotKind.MEASURE, SlotKind.MONEY, SlotKind.DATE,
)  # fmt: skip

# How a match is weighed, fitted by training/weighing.py on the sample's 712 matches. On the four public cases, which it
# did not see, 144 passages are said to take a side and .50 of them are right, at a recall of .26; with stance and slots
# alone 355 and .30, at .38.
NEARNESS = 0.792
RELEVANCE = 2.022
BIAS = -4.442


def slot_features(slots: Sequence[SlotComparison]) -> dict[str, float]:
    """The features of ``SLOT_WEIGHTS``: conflicts are 0 or 1, agreements are counted up to 2."""
    conflicts = [one.kind for one in slots if one.relation is Relation.CONFLICTS]
    agreements = [one.kind for one in slots if one.relation is Relation.AGREES]
    return {
        "figures conflict": float(any(kind in _FIGURES for kind in conflicts)),
        "others conflict": float(any(kind not in _FIGURES for kind in conflicts)),
        "figures agree": float(min(2, sum(kind in _FIGURES for kind in agreements))),
        "names agree": float(min(2, sum(kind in _NAMES for kind in agreements))),
    }


def combine(probabilities: StanceProbabilities, slots: Sequence[SlotComparison]) -> StanceProbabilities:
    """The stance model's probabilities joined with what the slots say, by a multinomial logistic regression.

    A conflict of aligned figures can turn ``supports`` into ``refutes``, an agreement across notations can rescue what
    the model missed; slots whose alignment is doubtful are ``unknown`` and say nothing.
    """
    found = slot_features(slots)
    shifts = [sum(SLOT_WEIGHTS[name][side] * value for name, value in found.items()) for side in (0, 1)]
    return _shifted(probabilities, shifts[0], shifts[1])


def weigh(match: Match, probabilities: StanceProbabilities, slots: Sequence[SlotComparison] = ()) -> Evidence:
    """A match as evidence: stance and slots, weighed by how near the passage is, and how high it was ranked.

    The stance model was trained on pairs that belong together and takes sides on any pair; matching mostly delivers
    passages that are merely about the same things. A multinomial logistic regression joins the two.
    """
    near = NEARNESS * match.nearness + RELEVANCE * match.relevance + BIAS
    weighed = _shifted(combine(probabilities, slots), near, near)
    return Evidence(
        match.passage,
        match.report,
        match.similarity,
        weighed.stance,
        weighed,
        1 - weighed.not_enough_info,
        tuple(slots),
    )


def _shifted(probabilities: StanceProbabilities, supports: float, refutes: float) -> StanceProbabilities:
    """Log probabilities shifted for both sides, and brought to sum to one again."""
    shifts = {Stance.SUPPORTS: supports, Stance.REFUTES: refutes, Stance.NOT_ENOUGH_INFO: 0.0}
    scores = [math.log(max(probabilities.of(s), 1e-6)) + shifts[s] for s in STANCE_ORDER]
    exponentials = [math.exp(score - max(scores)) for score in scores]
    return StanceProbabilities(*(e / sum(exponentials) for e in exponentials))
