"""Evidence → one suggested verdict with reasons. Origins are counted, not reports."""

from __future__ import annotations

import math
from collections.abc import Sequence

from workbench.types import STANCE_ORDER, Assessment, Evidence, Match, Stance, StanceProbabilities, Verdict

# How a match is weighed, fitted by training/weighing.py on the sample's 624 matches. On the four public cases, which it
# did not see, 135 passages are said to take a side and .55 of them are right, at a recall of .28; with the stance model
# alone 282 and .39, at .42.
NEARNESS = 0.779
RELEVANCE = 1.848
BIAS = -4.111

# An origin stands for a side when a passage of it takes that side with at least MIN_PROBABILITY; a side is suggested
# when its two surest origins together reach MIN_CONFIDENCE. Swept .4 to .55 and .5 to .8 on the sample, the surest pair
# taken; on the public cases 1 of 8 suggestions is right (docs/measurements.md).
MIN_PROBABILITY = 0.5
MIN_CONFIDENCE = 0.8


def weigh(match: Match, probabilities: StanceProbabilities) -> Evidence:
    """A match as evidence: the stance model's word, weighed by how near the passage is, and how high it was ranked.

    The stance model was trained on pairs that belong together and takes sides on any pair; matching mostly delivers
    passages that are merely about the same things. A multinomial logistic regression joins the two.
    """
    near = NEARNESS * match.nearness + RELEVANCE * match.relevance + BIAS
    shifts = {Stance.SUPPORTS: near, Stance.REFUTES: near, Stance.NOT_ENOUGH_INFO: 0.0}
    scores = [math.log(max(probabilities.of(s), 1e-6)) + shifts[s] for s in STANCE_ORDER]
    exponentials = [math.exp(score - max(scores)) for score in scores]
    weighed = StanceProbabilities(*(e / sum(exponentials) for e in exponentials))
    return Evidence(match.passage, match.report, match.similarity, weighed.stance, weighed, 1 - weighed.not_enough_info)


def assess(evidence: Sequence[Evidence], language: str = "en") -> Assessment:
    """The suggested verdict. Abstains as NOT_ENOUGH_EVIDENCE where no origin bears clearly on the claim.

    ``language`` is that of the article: its reviewers read the reasons.
    """
    supporting = _origins(evidence, Stance.SUPPORTS)
    refuting = _origins(evidence, Stance.REFUTES)
    # An origin that speaks both ways is counted where it speaks louder.
    both = set(supporting) & set(refuting)
    supporting = {o: b for o, b in supporting.items() if o not in both or b >= refuting[o]}
    refuting = {o: b for o, b in refuting.items() if o not in supporting}
    verdict = _verdict(_noisy_or(supporting) >= MIN_CONFIDENCE, _noisy_or(refuting) >= MIN_CONFIDENCE)
    return Assessment(
        verdict=verdict,
        confidence=round(_confidence(verdict, supporting, refuting, evidence), 4),
        supporting_origins=len(supporting),
        refuting_origins=len(refuting),
        reasons=_reasons(verdict, len(supporting), len(refuting), evidence, _WORDS.get(language, _WORDS["en"])),
    )


def _origins(evidence: Sequence[Evidence], stance: Stance) -> dict[str, float]:
    """Origin → the probability of its surest passage of this stance, of those that are sure enough."""
    found: dict[str, float] = {}
    for one in evidence:
        probability = one.probabilities.of(stance)
        if one.stance is stance and probability >= MIN_PROBABILITY:
            found[one.report.origin_id] = max(probability, found.get(one.report.origin_id, 0.0))
    return found


def _verdict(supported: bool, refuted: bool) -> Verdict:
    if supported and refuted:
        return Verdict.CONFLICTING
    if supported:
        return Verdict.SUPPORTED
    return Verdict.REFUTED if refuted else Verdict.NOT_ENOUGH_EVIDENCE


def _confidence(
    verdict: Verdict, supporting: dict[str, float], refuting: dict[str, float], evidence: Sequence[Evidence]
) -> float:
    """Noisy-or over a side's two surest origins; for a conflict the weaker side's, for an abstention what the surest
    passage leaves open. A third origin adds nothing: one model read them all and errs on them alike."""
    if verdict is Verdict.NOT_ENOUGH_EVIDENCE:
        return 1 - max((max(one.probabilities.supports, one.probabilities.refutes) for one in evidence), default=0.0)
    spoken = {
        Verdict.SUPPORTED: (supporting,),
        Verdict.REFUTED: (refuting,),
        Verdict.CONFLICTING: (supporting, refuting),
    }
    return min(_noisy_or(side) for side in spoken[verdict])


def _noisy_or(origins: dict[str, float]) -> float:
    left = 1.0
    for probability in sorted(origins.values())[-2:]:
        left *= 1 - probability
    return 1 - left


# (one, many) for each reason; {n} is the count.
_WORDS = {
    "en": {
        "supports": ("{n} independent origin supports the claim", "{n} independent origins support the claim"),
        "refutes": ("{n} independent origin conflicts with it", "{n} independent origins conflict with it"),
        "copies": ("{n} exact copy counted with its original", "{n} exact copies counted with their originals"),
        "unclear": (
            "the nearest passage does not bear clearly on the claim",
            "none of the {n} nearest passages bears clearly on the claim",
        ),
        "weak": ("too unsure for a suggestion",) * 2,
        "nothing": ("no passage of the corpus comes near the claim",) * 2,
    },
    "de": {
        "supports": ("{n} unabhängige Quelle stützt die Aussage", "{n} unabhängige Quellen stützen die Aussage"),
        "refutes": ("{n} unabhängige Quelle widerspricht ihr", "{n} unabhängige Quellen widersprechen ihr"),
        "copies": ("{n} wortgleiche Kopie zählt mit dem Original", "{n} wortgleiche Kopien zählen mit dem Original"),
        "unclear": (
            "die nächste Fundstelle sagt nichts Klares über die Aussage",
            "keine der {n} nächsten Fundstellen sagt etwas Klares über die Aussage",
        ),
        "weak": ("zu unsicher für einen Vorschlag",) * 2,
        "nothing": ("keine Fundstelle des Korpus kommt der Aussage nahe",) * 2,
    },
}


def _reasons(
    verdict: Verdict, supporting: int, refuting: int, evidence: Sequence[Evidence], words: dict[str, tuple[str, str]]
) -> tuple[str, ...]:
    copies = len({one.report.id for one in evidence}) - len({one.report.origin_id for one in evidence})
    abstains = verdict is Verdict.NOT_ENOUGH_EVIDENCE
    counts = {
        "supports": supporting,
        "refutes": refuting,
        "copies": copies,
        "weak": int(abstains and bool(supporting or refuting)),
        "unclear": len({(one.report.id, one.passage.id) for one in evidence})
        if abstains and not supporting and not refuting
        else 0,
    }
    reasons = [words[what][n != 1].format(n=n) for what, n in counts.items() if n]
    return tuple(reasons or [words["nothing"][0]])
