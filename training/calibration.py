"""Draws docs/calibration.svg from what ``workbench eval nli … --json`` printed.

    workbench eval nli data/newsstance/test.jsonl … --json > nli.json
    python -m training.calibration nli.json docs/calibration.svg

Left, reliability: accuracy over confidence, the diagonal is perfect; right, risk and coverage: the error rate among the
surest part of the pairs, which is what abstaining below a confidence leaves.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

SIDE, MARGIN = 260, 46
# Told apart without colour by their dashes; readable on white and on dark paper.
LOOKS = (
    ("#1f77b4", ""),
    ("#d62728", "6 3"),
    ("#2ca02c", "2 3"),
    ("#9467bd", "8 3 2 3"),
    ("#b8860b", "1 4"),
    ("#888", "12 4"),
)


def panel(left: int, title: str, labels: tuple[str, str], curves: Sequence[Sequence[tuple[float, float]]]) -> str:
    """One square plot of curves over [0, 1] × [0, 1]."""
    x, y = (lambda v: left + v * SIDE), (lambda v: MARGIN + (1 - v) * SIDE)
    parts = [f'<rect x="{left}" y="{MARGIN}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#888"/>']
    parts.append(f'<text x="{left}" y="{MARGIN - 10}" font-weight="bold">{escape(title)}</text>')
    for step in range(6):
        tick = step / 5
        parts.append(f'<text x="{x(tick)}" y="{MARGIN + SIDE + 16}" text-anchor="middle">{tick:.1f}</text>')
        parts.append(f'<text x="{left - 6}" y="{y(tick) + 4}" text-anchor="end">{tick:.1f}</text>')
    parts.append(f'<text x="{left + SIDE / 2}" y="{MARGIN + SIDE + 34}" text-anchor="middle">{labels[0]}</text>')
    parts.append(f'<text x="{left + 8}" y="{MARGIN + 16}">{labels[1]}</text>')
    for (colour, dashes), points in zip(LOOKS, curves, strict=False):
        line = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in points)
        style = f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"'
        parts.append(f'<polyline points="{line}" fill="none" {style}/>')
    return "\n".join(parts)


def figure(files: Sequence[dict]) -> str:
    reliability = [[(b["confidence"], b["accuracy"]) for b in f["reliability"] if b["n"] >= 20] for f in files]
    risk = [[(p["coverage"], p["risk"]) for p in f["risk_coverage"]] for f in files]
    diagonal = f'<line x1="{MARGIN}" y1="{MARGIN + SIDE}" x2="{MARGIN + SIDE}" y2="{MARGIN}" stroke="#bbb"/>'
    second = 2 * MARGIN + SIDE + 20
    parts = [
        diagonal,
        panel(MARGIN, "Reliability", ("confidence", "accuracy"), reliability),
        panel(second, "Risk and coverage", ("coverage", "error rate"), risk),
    ]
    top = MARGIN + SIDE + 60
    for number, ((colour, dashes), found) in enumerate(zip(LOOKS, files, strict=False)):
        at = top + 18 * number
        name = escape(Path(found["file"]).name)
        parts.append(
            f'<line x1="{MARGIN}" y1="{at - 4}" x2="{MARGIN + 40}" y2="{at - 4}" stroke="{colour}" stroke-width="2" '
            f'stroke-dasharray="{dashes}"/><text x="{MARGIN + 50}" y="{at}">{name}, {found["n"]:,} pairs, '
            f"ECE {found['ece']:.3f}</text>"
        )
    width, height = second + SIDE + MARGIN, top + 18 * len(files) + 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="12" fill="#222">\n<rect width="100%" height="100%" fill="#fff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.write_text(figure(json.loads(args.results.read_text("utf-8"))["files"][: len(LOOKS)]), "utf-8")


if __name__ == "__main__":
    main()
