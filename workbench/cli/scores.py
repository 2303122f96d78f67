"""Tables of ``workbench eval``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from workbench.cli.render import console
from workbench.types import Verdict

# Suite → (heading, key) of each column; a dotted key looks into a nested table.
_COLUMNS = {
    "nli": (
        ("rows", "n"),
        ("accuracy", "accuracy"),
        ("macro-F1", "macro_f1"),
        ("majority", "majority"),
        ("false reversals", "false_reversals"),
        ("ECE", "ece"),
    ),
    "retrieval": (
        ("task", "task"),
        ("queries", "n"),
        ("among", "documents"),
        ("hit@1", "hit@1"),
        ("hit@10", "hit@10"),
        ("recall@10", "recall@10"),
        ("nDCG@10", "ndcg@10"),
        ("MRR", "mrr"),
    ),
    "sts": (("pairs", "n"), ("Spearman", "spearman"), ("Pearson", "pearson")),
    "claims": (
        ("rows", "n"),
        ("accuracy", "accuracy"),
        ("macro-F1", "macro_f1"),
        ("F1 of claims", "f1"),
        ("average precision", "average_precision"),
        ("ECE", "ece"),
    ),
    "cases": (
        ("gold claims", "n"),
        ("found", "claims_found"),
        ("boilerplate leaked", "boilerplate_leaked"),
        ("non-claims taken", "non_claims_taken"),
        ("evidence recall", "evidence_recall"),
        ("stance", "stance_accuracy"),
        ("origin F1", "origins.f1"),
        ("verdicts", "verdict_accuracy"),
        ("majority", "verdict_majority"),
        ("suggested right", "suggestions_right"),
    ),
}
# Parts of a result that get rows of their own, and the key that names a part.
_PARTS = {"nli": ("languages", "phenomena"), "retrieval": ("rankers",)}


def print_scores(suite: str, models: Mapping[str, str], files: Sequence[Mapping[str, Any]]) -> None:
    """One row a file, with 95 % intervals under the figures that have one, and rows of its parts below."""
    table = Table(title=", ".join([suite, *models.values()]), title_justify="left", box=None, pad_edge=False)
    table.add_column("file", overflow="fold")
    for heading, key in _COLUMNS[suite]:
        table.add_column(heading, justify="left" if key == "task" else "right")
    for found in files:
        table.add_row(_short(found["file"]), *(_cell(found, key) for _, key in _COLUMNS[suite]))
        for part in _PARTS.get(suite, ()):
            for name, scores in found.get(part, {}).items():
                table.add_row(f"  {name}", *(_cell(scores, key) for _, key in _COLUMNS[suite]), style="dim")
    console().print(table)
    if suite == "cases":
        _print_confusion(files)


def _print_confusion(files: Sequence[Mapping[str, Any]]) -> None:
    """Gold verdicts in rows, suggested ones in columns, over all cases."""
    table = Table(title="verdicts: gold in rows, suggested in columns", title_justify="left", box=None, pad_edge=False)
    table.add_column("")
    for verdict in Verdict:
        table.add_column(verdict.value, justify="right")
    for gold in Verdict:
        rows = [found["verdicts"].get(gold.value, {}) for found in files]
        table.add_row(gold.value, *(str(sum(row.get(v.value, 0) for row in rows)) for v in Verdict))
    shares = [_over_all(files, key) for key in ("verdict_accuracy", "verdict_accuracy_without_origins")]
    console().print()
    console().print(table)
    console().print("verdict accuracy {:.3f}, with every report an origin of its own {:.3f}".format(*shares))


def _over_all(files: Sequence[Mapping[str, Any]], key: str) -> float:
    return float(sum(found["n"] * found[key] for found in files) / sum(found["n"] for found in files))


def _short(file: str) -> str:
    return "/".join(Path(file).parts[-2:])


def _cell(scores: Mapping[str, Any], key: str) -> str:
    value: Any = scores
    for name in key.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else str(value or "")
    between = scores.get("ci", {}).get(key)
    return f"{value:.3f}" + (f"\n[{between[0]:.3f}, {between[1]:.3f}]" if between else "")
