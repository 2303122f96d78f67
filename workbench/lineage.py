"""An origin's members in time, and what each changed against the earliest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from workbench.claims import split_sentences
from workbench.exports.document import iso
from workbench.types import Report

_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\s*\S+")
# Sentences that share this part of their words are one sentence in two wordings, like difflib's own measure of close.
_REWORDED = 0.6


class Edit(StrEnum):
    """What became of a piece of the earliest text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """A run of whole sentences that were added or removed, or of words within a reworded one.

    ``pieces`` in order make the sentence as it reads with its removed words still in it.
    """

    pieces: tuple[tuple[Edit, str], ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A report of the origin. ``kept`` is the share of the earliest text's words that it has, in [0, 1].

    ``changes`` are in the order of the text; what stays as it is gives none. All but ``report`` is empty for the
    earliest, against which the others are held.
    """

    report: Report
    kept: float = 1.0
    retitled: bool = False
    changes: tuple[Change, ...] = ()

    @property
    def added(self) -> int:
        """Sentences that stand in this text alone."""
        return sum(all(edit is Edit.ADDED for edit, _ in change.pieces) for change in self.changes)

    @property
    def removed(self) -> int:
        """Sentences of the earliest text that are left out."""
        return sum(all(edit is Edit.REMOVED for edit, _ in change.pieces) for change in self.changes)

    @property
    def reworded(self) -> int:
        return len(self.changes) - self.added - self.removed


def lineage(reports: Sequence[Report]) -> tuple[Member, ...]:
    """The reports of one origin, earliest first and undated ones last, each with what it changed."""
    ordered = sorted(reports, key=_order)
    return tuple(Member(one) if one is ordered[0] else _member(ordered[0], one) for one in ordered)


def _order(report: Report) -> tuple[bool, float, str]:
    when = report.published_at
    return when is None, when.timestamp() if when else 0.0, report.id


def _member(first: Report, other: Report) -> Member:
    ours, theirs = _sentences(first), _sentences(other)
    retitled = _folded(first.title or "") != _folded(other.title or "")
    return Member(other, _kept(first.text, other.text), retitled, tuple(_changes(ours, theirs)))


def _kept(first: str, other: str) -> float:
    ours, theirs = _folded(first), _folded(other)
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    return round(sum(block.size for block in blocks) / len(ours), 4) if ours else 1.0


def _sentences(report: Report) -> list[str]:
    return [report.text[start:end] for start, end in split_sentences(report.text, report.language)]


def _folded(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _changes(ours: Sequence[str], theirs: Sequence[str]) -> list[Change]:
    """Sentences that are the same but for case and punctuation give no change."""
    matcher = SequenceMatcher(None, [_folded(s) for s in ours], [_folded(s) for s in theirs], autojunk=False)
    found: list[Change] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            found += _replaced(ours[i:j], theirs[k:m])
    return found


def _replaced(ours: Sequence[str], theirs: Sequence[str]) -> list[Change]:
    """Each removed sentence beside the first added one that is like it; the rest alone, in the order of the text."""
    found: list[Change] = []
    at = 0
    for sentence in ours:
        like = next((n for n in range(at, len(theirs)) if _is_like(sentence, theirs[n])), None)
        if like is None:
            found.append(Change(((Edit.REMOVED, sentence),)))
            continue
        found += [Change(((Edit.ADDED, other),)) for other in theirs[at:like]]
        found.append(Change(_words(sentence, theirs[like])))
        at = like + 1
    return found + [Change(((Edit.ADDED, other),)) for other in theirs[at:]]


def _is_like(one: str, other: str) -> bool:
    return SequenceMatcher(None, _folded(one), _folded(other), autojunk=False).ratio() >= _REWORDED


def _words(one: str, other: str) -> tuple[tuple[Edit, str], ...]:
    """The words that a sentence lost and won, in its order; the two joined without what was removed are ``other``."""
    ours, theirs = _TOKEN.findall(one), _TOKEN.findall(other)
    matcher = SequenceMatcher(None, [w.strip() for w in ours], [w.strip() for w in theirs], autojunk=False)
    pieces: list[tuple[Edit, str]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            pieces.append((Edit.KEPT, "".join(theirs[k:m])))
        else:
            pieces += [(edit, "".join(words)) for edit, words in _both(ours[i:j], theirs[k:m]) if words]
    # The first word of a sentence has no space before it, and may come after one that was removed.
    return tuple((edit, text if n == 0 or text[0].isspace() else f" {text}") for n, (edit, text) in enumerate(pieces))


def _both(removed: Sequence[str], added: Sequence[str]) -> tuple[tuple[Edit, Sequence[str]], ...]:
    return (Edit.REMOVED, removed), (Edit.ADDED, added)


def lineage_document(members: Sequence[Member]) -> dict[str, Any]:
    """What ``workbench index origin --json`` prints; dates are ISO 8601."""
    return {"origin_id": members[0].report.origin_id, "members": [_record(member) for member in members]}


def _record(member: Member) -> dict[str, Any]:
    report = member.report
    return {
        "report_id": report.id,
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "published_at": iso(report.published_at),
        "language": report.language,
        "kept": member.kept,
        "retitled": member.retitled,
        "added": member.added,
        "removed": member.removed,
        "reworded": member.reworded,
        "changes": [[{"edit": edit.value, "text": text} for edit, text in change.pieces] for change in member.changes],
    }
