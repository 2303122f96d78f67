"""Evidence → one suggested verdict with reasons. Origins are counted, not reports."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.types import Assessment, Evidence, Stance, Verdict

# An origin stands for a side when a passage of it bears on the claim at least this much.
MIN_BEARING = 0.5


def assess(evidence: Sequence[Evidence]) -> Assessment:
    """The suggested verdict. Abstains as NOT_ENOUGH_EVIDENCE where no origin bears clearly on the claim."""
    supporting = _origins(evidence, Stance.SUPPORTS)
    refuting = _origins(evidence, Stance.REFUTES)
    # An origin that speaks both ways is counted where it speaks louder.
    both = set(supporting) & set(refuting)
    supporting = {o: b for o, b in supporting.items() if o not in both or b >= refuting[o]}
    refuting = {o: b for o, b in refuting.items() if o not in supporting}
    verdict = _verdict(bool(supporting), bool(refuting))
    return Assessment(
        verdict=verdict,
        confidence=round(_confidence(verdict, supporting, refuting, evidence), 4),
        supporting_origins=len(supporting),
        refuting_origins=len(refuting),
        reasons=_reasons(supporting, refuting, evidence),
    )


def _origins(evidence: Sequence[Evidence], stance: Stance) -> dict[str, float]:
    """Origin → its loudest passage of this stance, of those that bear enough."""
    found: dict[str, float] = {}
    for one in evidence:
        if one.stance is stance and one.bearing >= MIN_BEARING:
            found[one.report.origin_id] = max(one.bearing, found.get(one.report.origin_id, 0.0))
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
    """Noisy-or over origins; for a conflict the weaker side's, for an abstention what the best passage leaves open."""
    if verdict is Verdict.NOT_ENOUGH_EVIDENCE:
        return 1 - max((one.bearing for one in evidence if one.stance is not Stance.NOT_ENOUGH_INFO), default=0.0)
    return min(_noisy_or(side) for side in (supporting, refuting) if side)


def _noisy_or(origins: dict[str, float]) -> float:
    left = 1.0
    for bearing in origins.values():
        left *= 1 - bearing
    return 1 - left


def _reasons(supporting: dict[str, float], refuting: dict[str, float], evidence: Sequence[Evidence]) -> tuple[str, ...]:
    reasons = [
        f"{_count(len(origins), 'independent origin')} {'supports' if len(origins) == 1 else 'support'} the claim"
        if word == "support"
        else f"{_count(len(origins), 'independent origin')} {'conflicts' if len(origins) == 1 else 'conflict'} with it"
        for word, origins in (("support", supporting), ("conflict", refuting))
        if origins
    ]
    copies = len({e.report.id for e in evidence}) - len({e.report.origin_id for e in evidence})
    if copies:
        reasons.append(f"{_count(copies, 'exact copy', 'exact copies')} counted with the original")
    if not supporting and not refuting:
        reasons.append(
            f"none of the {_count(len(evidence), 'nearest passage')} bears clearly on the claim"
            if evidence
            else "no passage of the corpus comes near the claim"
        )
    return tuple(reasons)


def _count(n: int, one: str, many: str | None = None) -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"
