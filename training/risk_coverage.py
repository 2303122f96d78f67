"""What abstaining below a confidence costs and saves: the verdicts of the sample and of the public cases.

    python -m training.risk_coverage docs/risk_coverage.svg

Every article is checked once; then ``Settings.min_confidence`` is swept. Coverage is the share of claims with a
suggestion, risk the share of these that the gold verdict says are wrong. The threshold is chosen on the sample, the
cases are only reported on. Prints the table, writes the curves, with a ring at the threshold that is set.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.calibration import LOOKS, MARGIN, SIDE, panel
from training.common import ROOT
from workbench.assessment import assess
from workbench.evaluation.cases import Case, GoldClaim, check_case, found_claims
from workbench.models import load_encoder, load_stance_model
from workbench.settings import Settings
from workbench.types import CheckedClaim, Verdict

SAMPLE = ROOT / "data" / "sample"
CASES = sorted(path for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir())
THRESHOLDS = [step / 100 for step in (*range(50, 90, 5), 90, 92, 94, 96, 98, 99)]

Pair = tuple[GoldClaim, CheckedClaim]


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold gives on ``n`` claims: suggestions, and how many of them are wrong."""

    threshold: float
    n: int
    suggested: int
    wrong: int

    @property
    def coverage(self) -> float:
        return self.suggested / self.n

    @property
    def risk(self) -> float:
        return self.wrong / self.suggested if self.suggested else 0.0


def pairs_of(folders: Sequence[Path]) -> list[Pair]:
    encoder, stance = load_encoder(), load_stance_model()
    cases = [Case.read(folder) for folder in folders]
    return [pair for case in cases for pair in found_claims(case, check_case(case, encoder, stance, Settings())[0])]


def point(pairs: Sequence[Pair], threshold: float) -> Point:
    verdicts = [(gold.verdict, assess(one.evidence, min_confidence=threshold).verdict) for gold, one in pairs]
    suggested = [(gold, verdict) for gold, verdict in verdicts if verdict is not Verdict.NOT_ENOUGH_EVIDENCE]
    return Point(threshold, len(pairs), len(suggested), sum(gold is not verdict for gold, verdict in suggested))


def figure(curves: dict[str, list[Point]]) -> str:
    """The curves, each with a ring where the threshold stands that is set."""
    lines = [[(p.coverage, p.risk) for p in points if p.suggested] for points in curves.values()]
    parts = [panel(MARGIN, "Risk and coverage of suggested verdicts", ("share of claims", "wrong"), lines)]
    top = MARGIN + SIDE + 60
    for number, ((name, points), (colour, dashes)) in enumerate(zip(curves.items(), LOOKS, strict=False)):
        at = top + 18 * number
        style = f'stroke="{colour}" stroke-width="2"'
        label = f"{name}, {points[0].n} claims"
        parts.append(
            f'<line x1="{MARGIN}" y1="{at - 4}" x2="{MARGIN + 40}" y2="{at - 4}" {style} stroke-dasharray="{dashes}"/>'
        )
        parts.append(f'<text x="{MARGIN + 50}" y="{at}">{label}</text>')
        ring = next(p for p in points if p.threshold == Settings().min_confidence)
        x, y = MARGIN + ring.coverage * SIDE, MARGIN + (1 - ring.risk) * SIDE
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="none" {style}/>')
    width, height = 2 * MARGIN + SIDE, top + 18 * len(curves) + 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="12" fill="#222">\n<rect width="100%" height="100%" fill="#fff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def table(curves: dict[str, list[Point]]) -> str:
    heads = [f"{name}: coverage | wrong of suggested" for name in curves]
    lines = [f"| `min_confidence` | {' | '.join(heads)} |", "|---" * (1 + 2 * len(curves)) + "|"]
    for row in zip(*curves.values(), strict=True):
        cells = [f"{p.coverage:.3f} | {p.wrong} of {p.suggested} ({p.risk:.2f})" for p in row]
        lines.append(f"| {row[0].threshold:.2f} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    thresholds = sorted({*THRESHOLDS, Settings().min_confidence})
    found = {"the sample": pairs_of([SAMPLE]), "the public cases": pairs_of(CASES)}
    curves = {name: [point(pairs, threshold) for threshold in thresholds] for name, pairs in found.items()}
    out.write_text(figure(curves), "utf-8")
    print(table(curves))


if __name__ == "__main__":
    main()
