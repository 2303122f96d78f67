"""Tables for people, on stdout. Stance is an icon and a word, never colour alone."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from workbench.indexing.manifest import Manifest
from workbench.types import Assessment, Check, CheckedClaim, Evidence, Match, Report, Stance, Verdict

_STANCE = {
    Stance.SUPPORTS: ("✔ supports", "green"),
    Stance.REFUTES: ("✘ conflicts", "red"),
    Stance.NOT_ENOUGH_INFO: ("· near", "dim"),
}
_VERDICT = {
    Verdict.SUPPORTED: ("✔ supported", "green"),
    Verdict.REFUTED: ("✘ refuted", "red"),
    Verdict.CONFLICTING: ("⇄ conflicting", "yellow"),
    Verdict.NOT_ENOUGH_EVIDENCE: ("? not enough evidence", "dim"),
}
# Near passages are shown only where nothing bears on the claim, and then as the nearest misses.
_NEAR_SHOWN = 2
_SHOWN = 5
# Without a terminal there is no width to fit; this prints well and keeps a passage to a few lines.
_PIPED_WIDTH = 110


def console() -> Console:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPED_WIDTH
    return Console(width=width, highlight=False)


def print_check(check: Check) -> None:
    out = console()
    article, index = check.article, check.index
    out.print(Text(article.title or "Untitled article", style="bold"))
    known = [article.outlet, f"{article.published_at:%Y-%m-%d}" if article.published_at else None, article.language]
    out.print(" · ".join(word for word in known if word), style="dim")
    out.print(
        f"{len(check.claims)} claims against {index.reports:,} reports ({index.passages:,} passages), "
        f"generation {index.generation}",
        style="dim",
    )
    for checked in check.claims:
        out.print()
        _print_claim(out, checked)
    out.print()
    out.print(_verdict_counts(check) or "No checkable claim was found in this text.")


def _verdict_counts(check: Check) -> Text:
    counts = [(v, sum(c.assessment.verdict is v for c in check.claims)) for v in Verdict]
    parts = [Text(f"{n} {_VERDICT[v][0]}", style=_VERDICT[v][1]) for v, n in counts if n]
    return Text(" · ").join(parts)


def _print_claim(out: Console, checked: CheckedClaim) -> None:
    claim = checked.claim
    heading = Text(f"{claim.id}  ", style="dim") + Text(claim.text, style="bold")
    if claim.speaker:
        words = f"{claim.speaker}: {claim.modality.value}" if claim.modality else claim.speaker
        heading += Text(f"  ({words})", style="dim")
    out.print(Panel(heading, subtitle=_verdict_line(checked.assessment), subtitle_align="left"))
    bearing = [e for e in checked.evidence if e.stance is not Stance.NOT_ENOUGH_INFO][:_SHOWN]
    shown = bearing or checked.evidence[:_NEAR_SHOWN]
    if shown:
        out.print(_evidence_table(shown))
    out.print(f"  {'; '.join(checked.assessment.reasons)}", style="dim")


def _verdict_line(assessment: Assessment) -> Text:
    word, style = _VERDICT[assessment.verdict]
    return Text(f"{word} ({assessment.confidence:.0%})", style=style)


def _evidence_table(evidence: Sequence[Evidence]) -> Table:
    table = Table(box=None, padding=(0, 1), show_header=False)
    table.add_column(width=12)
    table.add_column(width=22)
    table.add_column(ratio=1)
    for one in evidence:
        word, style = _STANCE[one.stance]
        share = f"{one.probabilities.of(one.stance):.0%}"
        table.add_row(Text(f"{word}\n{share}", style=style), _source(one.report), one.passage.text)
    return table


def _source(report: Report) -> Text:
    day = f"{report.published_at:%Y-%m-%d}" if report.published_at else "undated"
    return Text(f"{report.outlet or 'unknown outlet'}\n{day} · {report.language}", style="dim")


def print_matches(matches: Sequence[Match], passages: int) -> None:
    out = console()
    if not matches:
        out.print(f"No passage found among {passages:,}. Try fewer filters or other words.")
        return
    table = Table(box=None, padding=(0, 1), show_header=False)
    table.add_column(justify="right")
    table.add_column(width=22)
    table.add_column(ratio=1)
    for rank, match in enumerate(matches, 1):
        body = Text(match.report.title or "", style="bold") + Text("\n" + match.passage.text)
        table.add_row(Text(f"{rank}\n{match.similarity:.2f}", style="dim"), _source(match.report), body)
    out.print(table)


def print_status(manifest: Manifest, size: int, overview: Mapping[str, Mapping[str, int]]) -> None:
    out = console()
    table = Table(box=None, show_header=False, padding=(0, 1))
    rows = {
        "generation": manifest.generation,
        "built": manifest.created_at,
        "from": ", ".join(manifest.sources),
        "encoder": f"{manifest.encoder} ({manifest.dimension} dimensions)",
        "reports": f"{manifest.reports:,}",
        "passages": f"{manifest.passages:,} ({manifest.vector_layout})",
        "size": f"{size / 1e6:,.1f} MB",
        "languages": _counted(overview["language"]),
        "kinds": _counted(overview["kind"]),
        "outlets": _counted(overview["outlet"]),
    }
    for name, value in rows.items():
        table.add_row(Text(name, style="dim"), value)
    out.print(table)


def _counted(counts: Mapping[str, int], shown: int = 8) -> str:
    listed = ", ".join(f"{name or 'unknown'} {n:,}" for name, n in list(counts.items())[:shown])
    return listed + (f" and {len(counts) - shown} more" if len(counts) > shown else "")


def print_generations(rows: Sequence[Mapping[str, Any]]) -> None:
    table = Table(box=None, padding=(0, 1))
    for name in ("", "generation", "built", "encoder", "reports", "passages"):
        table.add_column(name, justify="right" if name in ("reports", "passages") else "left")
    for row in rows:
        mark = "→" if row["current"] else ""
        if "fault" in row:
            table.add_row(mark, row["generation"], f"damaged: {row['fault']}")
        else:
            counts = (f"{row['reports']:,}", f"{row['passages']:,}")
            table.add_row(mark, row["generation"], row["created_at"], row["encoder"], *counts)
    console().print(table)
