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

from workbench.exports.document import evidence_from_record
from workbench.exports.marking import agreeing, differing, passage_pieces
from workbench.exports.words import Words
from workbench.indexing.manifest import Manifest
from workbench.lineage import Change, Edit, Member
from workbench.reviews.alerts import Alert, Effect
from workbench.reviews.state import ArticleState
from workbench.types import (
    Assessment,
    Check,
    CheckedClaim,
    Dropped,
    DropReason,
    Evidence,
    Match,
    Relation,
    Report,
    Stance,
    Verdict,
)

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
_EFFECT = {Effect.WEAKENS: "▼ weakens", Effect.FLIPS: "⟲ flips", Effect.FILLS: "+ fills the gap of"}
_WORDS = {Relation.CONFLICTS: "bold underline2", Relation.AGREES: "underline"}
_DROPPED = {
    DropReason.QUESTION: "question",
    DropReason.PREDICTION: "prediction",
    DropReason.OPINION: "opinion",
    DropReason.FILLER: "filler",
    DropReason.NOTHING_CHECKABLE: "nothing checkable",
    DropReason.BELOW_THRESHOLD: "below the threshold set",
}
_SHOWN = 5
# Without a terminal there is no width to fit; this prints well and keeps a passage to a few lines.
_PIPED_WIDTH = 110


def console() -> Console:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPED_WIDTH
    return Console(width=width, highlight=False)


def print_check(check: Check, *, show_dropped: bool = False) -> None:
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
    if check.dropped:
        _print_dropped(out, check.dropped, listed=show_dropped)


def _print_dropped(out: Console, dropped: Sequence[Dropped], *, listed: bool) -> None:
    count = f"{len(dropped)} sentence{'s' * (len(dropped) != 1)} not taken for a claim"
    out.print(count if listed else f"{count}; --show-dropped lists them", style="dim")
    if listed:
        table = Table(box=None, padding=(0, 1), show_header=False)
        for one in dropped:
            table.add_row(Text(f"{one.check_worthiness:.0%}", style="dim"), _DROPPED[one.reason], Text(one.text))
        out.print(table)


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
    if claim.matched:
        heading += Text(f"\nmatched as: {claim.matched}", style="dim")
    out.print(Panel(heading, subtitle=_verdict_line(checked.assessment), subtitle_align="left"))
    shown = [e for e in checked.evidence if e.stance is not Stance.NOT_ENOUGH_INFO][:_SHOWN]
    if shown:
        out.print(_evidence_table(shown))
    out.print(f"  {'; '.join(checked.assessment.reasons)}", style="dim")
    _print_near_misses(out, checked)


def _print_near_misses(out: Console, checked: CheckedClaim) -> None:
    if not checked.near_misses:
        return
    out.print(f"  {checked.assessment.searched:,} reports searched; what comes nearest:", style="dim")
    table = Table(box=None, padding=(0, 1), show_header=False)
    table.add_column(width=12)
    table.add_column(width=22)
    table.add_column(ratio=1)
    for one, why in checked.near_misses:
        table.add_row(
            Text("· near", style="dim"), _source(one.report), _passage(one) + Text(f"\n{why}", style="italic")
        )
    out.print(table)


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
        table.add_row(Text(f"{word}\n{share}", style=style), _source(one.report) + _marks(one), _passage(one))
    return table


def _passage(one: Evidence) -> Text:
    """The passage with the words underlined that agree with the claim's or, in bold, differ; then the reasons."""
    text = Text()
    for piece, relation in passage_pieces(one):
        text.append(piece, style=_WORDS.get(relation, "") if relation else "")
    for sign, reasons in (("≠", differing(one)), ("=", agreeing(one))):
        if reasons:
            text.append(f"\n{sign} {' · '.join(reasons)}", style="bold" if sign == "≠" else "dim")
    return text


def _marks(one: Evidence) -> Text:
    return Text("".join(f"\n{mark}" for mark in Words("en").marks(one).values()), style="yellow")


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


_EDITS = {Edit.ADDED: "green underline", Edit.REMOVED: "red strike", Edit.KEPT: ""}
# What a plain text cannot strike out or underline is put between these.
_EDIT_SIGNS = {Edit.ADDED: ("{+", "+}"), Edit.REMOVED: ("[-", "-]"), Edit.KEPT: ("", "")}


def print_lineage(members: Sequence[Member]) -> None:
    out = console()
    for number, member in enumerate(members):
        if number:
            out.print()
        report = member.report
        out.print(Text(report.title or "Untitled report", style="bold") + Text(f"  {report.id}", style="dim"))
        out.print(
            Text(" · ".join(_source(report).plain.splitlines() + ([report.url] if report.url else [])), style="dim")
        )
        out.print(Text("the earliest" if not number else _changed(member), style="dim"))
        for change in member.changes:
            out.print(_edited(change))


def _changed(member: Member) -> str:
    counts = {"added": member.added, "left out": member.removed, "reworded": member.reworded}
    words = [f"{member.kept:.0%} of the earliest text's words kept"] + (["retitled"] if member.retitled else [])
    return ", ".join([*words, *(f"{n} sentence{'s' * (n != 1)} {what}" for what, n in counts.items() if n)])


def _edited(change: Change) -> Text:
    text = Text("  ")
    for edit, piece in change.pieces:
        opening, closing = _EDIT_SIGNS[edit]
        space = piece[: len(piece) - len(piece.lstrip())]
        text.append(space).append(f"{opening}{piece.lstrip()}{closing}", style=_EDITS[edit])
    return text


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


def print_alerts(alerts: Sequence[tuple[ArticleState, Alert]]) -> None:
    out = console()
    for article, alert in alerts:
        heading = Text(f"{alert.claim_id}  ", style="dim") + Text(alert.claim_text, style="bold")
        out.print(Panel(heading, title=Text(article.heading), title_align="left", subtitle=_effect(alert)))
        out.print(_evidence_table([evidence_from_record(alert.evidence)]))
        settled = f", settled: {alert.settled.value}" if alert.settled else ""
        out.print(f"  raised {alert.raised_at:%Y-%m-%d %H:%M} UTC{settled}", style="dim")


def _effect(alert: Alert) -> Text:
    word, style = _VERDICT[alert.verdict]
    suggested = f"; suggested with it: {_VERDICT[alert.suggested][0]}"
    return Text(f"{_EFFECT[alert.effect]} ") + Text(word, style=style) + Text(suggested)


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
