"""Evidence → one suggested verdict with reasons. Origins are counted, not reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.assessment_words import rating_word, reason
from workbench.misses import near_misses
from workbench.settings import Settings
from workbench.slots import Text
from workbench.types import Assessment, Evidence, Relation, Stance, Verdict

# An origin stands for a side when a passage of it takes that side with at least MIN_PROBABILITY. Swept .4 to .55 on the
# sample, the surest pair with ``Settings.min_confidence`` taken.
MIN_PROBABILITY = 0.5
# Differences that a reason names after the count of a side.
_CONFLICTS_NAMED = 2
_DEFAULTS = Settings()


def assess(
    evidence: Sequence[Evidence],
    language: str = "en",
    *,
    claim: Text | None = None,
    searched: int = 0,
    min_confidence: float = _DEFAULTS.min_confidence,
) -> Assessment:
    """The suggested verdict. Abstains as NOT_ENOUGH_EVIDENCE where no side reaches ``min_confidence``.

    ``language`` is that of the article: its reviewers read the reasons. ``claim`` is what near misses are compared
    with, ``searched`` how many reports could have answered. Order and repetition of evidence change nothing.
    """
    ordered = sorted(evidence, key=lambda one: (-one.bearing, one.report.id, one.passage.start, one.passage.id))
    sides = {stance: _origins(ordered, stance) for stance in (Stance.SUPPORTS, Stance.REFUTES)}
    supporting, refuting = _speaking_once(sides[Stance.SUPPORTS], sides[Stance.REFUTES])
    verdict = _verdict(_noisy_or(supporting) >= min_confidence, _noisy_or(refuting) >= min_confidence)
    abstains = verdict is Verdict.NOT_ENOUGH_EVIDENCE
    return Assessment(
        verdict=verdict,
        confidence=round(_confidence(verdict, supporting, refuting, ordered), 4),
        supporting_origins=len(supporting),
        refuting_origins=len(refuting),
        reasons=tuple(_reasons(verdict, supporting, refuting, ordered, language)),
        searched=searched,
        near_misses=near_misses(claim, ordered, language) if abstains and claim else (),
    )


def _origins(evidence: Sequence[Evidence], stance: Stance) -> dict[str, float]:
    """Origin → the probability of its surest passage of this stance, of those that are sure enough and count."""
    taken_back = {one.report.origin_id for one in _sure(evidence, stance) if one.corrected_by}
    found: dict[str, float] = {}
    for one in _sure(evidence, stance):
        origin = one.report.origin_id
        if one.counts and origin not in taken_back:
            found[origin] = max(one.probabilities.of(stance), found.get(origin, 0.0))
    return found


def _sure(evidence: Sequence[Evidence], stance: Stance) -> Iterator[Evidence]:
    return (one for one in evidence if one.stance is stance and one.probabilities.of(stance) >= MIN_PROBABILITY)


def _speaking_once(supporting: dict[str, float], refuting: dict[str, float]) -> tuple[dict[str, float], ...]:
    """An origin that speaks both ways is counted where it speaks louder."""
    both = set(supporting) & set(refuting)
    kept = {o: b for o, b in supporting.items() if o not in both or b >= refuting[o]}
    return kept, {o: b for o, b in refuting.items() if o not in kept}


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
    passage that counts leaves open. A third origin adds nothing: one model read them all and errs on them alike."""
    if verdict is Verdict.NOT_ENOUGH_EVIDENCE:
        counting = (one.probabilities for one in evidence if one.counts)
        return 1 - max((max(found.supports, found.refutes) for found in counting), default=0.0)
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


def _reasons(
    verdict: Verdict,
    supporting: dict[str, float],
    refuting: dict[str, float],
    evidence: Sequence[Evidence],
    language: str,
) -> Iterator[str]:
    if not evidence:
        yield reason("nothing", 1, language)
        return
    if supporting:
        yield reason("supports", len(supporting), language)
    if refuting:
        named = _conflicts(evidence, refuting)
        yield reason("refutes", len(refuting), language) + (f": {', '.join(named)}" if named else "")
    yield from _ratings(evidence, {*supporting, *refuting}, language)
    yield from _discounted(evidence, {*supporting, *refuting}, language)
    if copies := len({one.report.id for one in evidence}) - len({one.report.origin_id for one in evidence}):
        yield reason("copies", copies, language)
    if verdict is Verdict.NOT_ENOUGH_EVIDENCE:
        passages = len({(one.report.id, one.passage.start) for one in evidence})
        yield reason("weak", 1, language) if supporting or refuting else reason("unclear", passages, language)


def _conflicts(evidence: Sequence[Evidence], refuting: dict[str, float]) -> list[str]:
    """What differs between the claim and the surest passages that conflict with it, each difference once."""
    counted = [one for one in _sure(evidence, Stance.REFUTES) if one.counts and one.report.origin_id in refuting]
    named = [slot.reason for one in counted for slot in one.slots if slot.relation is Relation.CONFLICTS]
    return list(dict.fromkeys(named))[:_CONFLICTS_NAMED]


def _ratings(evidence: Sequence[Evidence], counted: set[str], language: str) -> Iterator[str]:
    rated = {
        (one.report.outlet or one.report.id, one.rating)
        for one in evidence
        if one.rating and one.report.origin_id in counted
    }
    for who, rating in sorted(rated):
        yield reason("rated", 1, language, who=who, rating=rating_word(rating, language))


def _discounted(evidence: Sequence[Evidence], counted: set[str], language: str) -> Iterator[str]:
    """Origins that took a side and do not count: from before the event, or corrected."""
    sided = [one for stance in (Stance.SUPPORTS, Stance.REFUTES) for one in _sure(evidence, stance)]
    if before := {one.report.origin_id for one in sided if one.before_event} - counted:
        yield reason("before", len(before), language)
    corrected = [one for one in sided if one.corrected_by]
    if corrected:
        outlets = {one.report.id: one.report.outlet for one in evidence}
        who = sorted({outlets.get(one.corrected_by or "") or one.corrected_by or "" for one in corrected})
        origins = {one.report.origin_id for one in corrected}
        yield reason("corrected", len(origins), language, who=", ".join(who))
