"""Finding a review in the ledger, and the check that its reviewer had before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.errors import ReviewError
from workbench.protocols import ReviewLedger
from workbench.reviews.events import DOCUMENT
from workbench.reviews.state import ArticleState, fold
from workbench.types import EventKind, ReviewEvent

_CHECKS = (EventKind.ARTICLE_ADDED, EventKind.ARTICLE_RECHECKED)
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Review:
    """An entry of the ledger that brought a check, and the decision taken on it, None where there is none yet."""

    checked: ReviewEvent
    decision: ReviewEvent | None

    @property
    def article_id(self) -> str:
        return self.checked.article_id

    @property
    def document(self) -> Mapping[str, Any]:
        """The check document that the reviewer had before them."""
        document: Mapping[str, Any] = self.checked.payload[DOCUMENT]
        return document


def find_review(ledger: ReviewLedger, name: str) -> Review:
    """The review that ``name`` names: an article's id or how it begins, or the number of an entry of the ledger.

    An article stands for the latest decision on it that still stands, or its latest check; a number for one decision
    or one check. Raises ReviewError, with what there is, where none or several are meant.
    """
    if name.isdecimal():
        return _numbered(ledger, int(name))
    states = fold(ledger.events(documents=False))
    found = [i for i in states if i == name] or [i for i in states if name and i.startswith(name)]
    if len(found) != 1:
        said = f"{name!r} fits {len(found)} articles" if found else f"no review {name!r} is in the ledger"
        raise ReviewError(f"{said}; {_listed([states[i] for i in found or states])}")
    return _latest(list(ledger.events(found[0])), states[found[0]])


def _numbered(ledger: ReviewLedger, number: int) -> Review:
    entry = next((e for e in ledger.events(after=number - 1, documents=False) if e.sequence == number), None)
    if entry is None:
        raise ReviewError(
            f"the ledger has no entry {number}; {_listed([*fold(ledger.events(documents=False)).values()])}"
        )
    events = list(ledger.events(entry.article_id))
    if entry.kind in _CHECKS:
        return Review(next(e for e in events if e.sequence == number), None)
    if entry.kind is not EventKind.VERDICT_DECIDED:
        decisions = [str(e.sequence) for e in events if e.kind is EventKind.VERDICT_DECIDED]
        raise ReviewError(
            f"entry {number} of the ledger is no decision ({entry.kind.value}); "
            f"decisions on {entry.article_id} are {', '.join(decisions) or 'none yet'}"
        )
    return _of_decision(events, entry)


def _latest(events: Sequence[ReviewEvent], state: ArticleState) -> Review:
    claims = (*state.claims, *state.orphaned)
    standing = {(decision.reviewer, decision.at) for claim in claims for decision in claim.decisions}
    decided = [e for e in events if e.kind is EventKind.VERDICT_DECIDED and (e.reviewer, e.at) in standing]
    if decided:
        return _of_decision(events, decided[-1])
    return Review([e for e in events if e.kind in _CHECKS][-1], None)


def _of_decision(events: Sequence[ReviewEvent], decision: ReviewEvent) -> Review:
    """The last check before the decision, of the generation that the reviewer saw."""
    before = [e for e in events if e.kind in _CHECKS and (e.sequence or 0) < (decision.sequence or 0)]
    if not before:
        raise ReviewError(f"entry {decision.sequence} of the ledger decides on an article that was not added before")
    seen = decision.payload.get("generation")
    return Review(next((e for e in reversed(before) if _generation(e) == seen), before[-1]), decision)


def _generation(checked: ReviewEvent) -> str:
    return str(checked.payload[DOCUMENT]["index"]["generation"])


def _listed(states: Sequence[ArticleState]) -> str:
    """What there is, newest first, with the numbers of the decisions."""
    if not states:
        return "it holds no review yet"
    lines = [_line(state) for state in reversed(states)]
    more = [f"and {len(lines) - _LISTED:,} more"] if len(lines) > _LISTED else []
    return "\n  ".join(["there is", *lines[:_LISTED], *more])


def _line(state: ArticleState) -> str:
    history = [event for claim in (*state.claims, *state.orphaned) for event in claim.history]
    numbers = sorted(event.sequence or 0 for event in history if event.kind is EventKind.VERDICT_DECIDED)
    decisions = f"decisions {', '.join(map(str, numbers))}" if numbers else "not decided"
    return f"{state.article_id}  {state.heading} ({decisions})"
