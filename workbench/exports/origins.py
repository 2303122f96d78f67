"""Evidence ordered for the eye: by side, and the copies of one origin under the passage that says most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.types import Evidence, Stance


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """What one origin says: the passage that bears most, and the rest."""

    lead: Evidence
    rest: tuple[Evidence, ...]

    @property
    def reprints(self) -> tuple[str, ...]:
        """Other outlets that printed the text, each once."""
        others = [one.report for one in self.rest if one.report.id != self.lead.report.id]
        names = [report.outlet for report in others if report.outlet and report.outlet != self.lead.report.outlet]
        return tuple(dict.fromkeys(names))

    @property
    def copies(self) -> int:
        """Other reports that carry the text."""
        return len({one.report.id for one in self.rest} - {self.lead.report.id})


def by_origin(evidence: Sequence[Evidence], stance: Stance) -> list[OriginGroup]:
    """The evidence of one stance, an origin at a time: what counts first, then what bears most."""
    groups: dict[str, list[Evidence]] = {}
    for one in evidence:
        if one.stance is stance:
            groups.setdefault(one.report.origin_id, []).append(one)
    ordered = [sorted(group, key=_rank) for group in groups.values()]
    ordered.sort(key=lambda group: _rank(group[0]))
    return [OriginGroup(group[0], tuple(group[1:])) for group in ordered]


def _rank(one: Evidence) -> tuple[bool, float, int]:
    # Copies bear alike: the one with most to compare says best why.
    return not one.counts, -one.bearing, -len(one.slots)
