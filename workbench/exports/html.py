"""A check as one HTML file that needs nothing else: for the browser, for print, for an editor's mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from workbench.exports.decided import decisions_on, disputed, orphaned
from workbench.exports.links import web_url
from workbench.exports.marking import agreeing, differing, passage_pieces
from workbench.exports.origins import OriginGroup, by_origin
from workbench.exports.spans import covering
from workbench.exports.words import Words
from workbench.types import (
    Article,
    Block,
    BlockKind,
    Check,
    CheckedClaim,
    Decision,
    Stance,
    Verdict,
)

# Origins of each side that stand open; the others are folded, so that a claim stays on about one screen.
SHOWN = 4


def html_report(check: Check, decisions: Sequence[Decision] = (), *, made_at: datetime | None = None) -> str:
    """The whole report as HTML, German for a German article and otherwise English.

    ``decisions`` oldest first, one for each reviewer and claim; the last one on a claim is its verdict. The same
    input gives the same bytes; ``made_at`` is printed where it is given.
    """
    views = [_view(number, checked, decisions) for number, checked in enumerate(check.claims, start=1)]
    suggested = Counter(view.checked.assessment.verdict for view in views)
    decided = Counter(view.decisions[-1].verdict for view in views if view.decisions)
    return _template().render(
        article=check.article,
        index=check.index,
        w=Words(check.article.language),
        views=views,
        counts=[(verdict, suggested[verdict], decided[verdict]) for verdict in Verdict],
        any_decided=bool(decided),
        orphans=orphaned(check, decisions),
        paragraphs=list(_paragraphs(check.article, views)),
        made_at=made_at,
    )


@dataclass(frozen=True, slots=True)
class _ClaimView:
    number: int
    checked: CheckedClaim
    decisions: list[Decision]
    disputed: bool
    sides: list[tuple[Stance, int, list[OriginGroup]]]
    others: list[OriginGroup]

    @property
    def verdict(self) -> Verdict:
        """The decided verdict, or else the suggested one."""
        return self.decisions[-1].verdict if self.decisions else self.checked.assessment.verdict


@dataclass(frozen=True, slots=True)
class _Paragraph:
    kind: BlockKind
    pieces: list[tuple[str, _ClaimView | None]]


def _view(number: int, checked: CheckedClaim, decisions: Sequence[Decision]) -> _ClaimView:
    own, assessment = decisions_on(checked.claim, decisions), checked.assessment
    sides = [
        (Stance.SUPPORTS, assessment.supporting_origins, by_origin(checked.evidence, Stance.SUPPORTS)),
        (Stance.REFUTES, assessment.refuting_origins, by_origin(checked.evidence, Stance.REFUTES)),
    ]
    others = by_origin(checked.evidence, Stance.NOT_ENOUGH_INFO)
    return _ClaimView(number, checked, own, disputed(own), sides, others)


def _paragraphs(article: Article, views: Sequence[_ClaimView]) -> Iterator[_Paragraph]:
    for block in covering(article):
        pieces = list(_pieces(article.text, block, views))
        if any(text.strip() for text, _ in pieces):
            yield _Paragraph(block.kind, pieces)


def _pieces(text: str, block: Block, views: Sequence[_ClaimView]) -> Iterator[tuple[str, _ClaimView | None]]:
    """The block cut at the bounds of claims; where claims overlap, the one that begins first is shown."""
    spans = [(view.checked.claim.start, view.checked.claim.end, view) for view in views]
    inside = [span for span in spans if span[0] < block.end and span[1] > block.start]
    bounds = {bound for start, end, _ in inside for bound in (start, end) if block.start < bound < block.end}
    for start, end in pairwise(sorted({block.start, block.end} | bounds)):
        over = [span for span in inside if span[0] <= start and end <= span[1]]
        yield text[start:end], min(over, key=lambda span: span[0])[2] if over else None


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(web_url=web_url, passage_pieces=passage_pieces, differing=differing, agreeing=agreeing)
    environment.globals.update(BlockKind=BlockKind, Stance=Stance, SHOWN=SHOWN)
    return environment.get_template("report.html.j2")
