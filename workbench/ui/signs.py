"""Verdicts, stances and states as icon and word, never by colour alone."""

from __future__ import annotations

from enum import StrEnum

from workbench.exports.words import Mark
from workbench.reviews.state import ArticleState
from workbench.types import Evidence, Stance, Verdict
from workbench.ui.escape import md
from workbench.ui.texts import Texts

_VERDICTS = {
    Verdict.SUPPORTED: ("check_circle", "green"),
    Verdict.REFUTED: ("cancel", "red"),
    Verdict.CONFLICTING: ("compare_arrows", "orange"),
    Verdict.NOT_ENOUGH_EVIDENCE: ("help", "gray"),
}
_STANCES = {
    Stance.SUPPORTS: ("check", "green"),
    Stance.REFUTES: ("close", "red"),
    Stance.NOT_ENOUGH_INFO: ("remove", "gray"),
}

_MARKS = {
    Mark.BEFORE_EVENT: ("event_busy", "orange"),
    Mark.CORRECTED: ("published_with_changes", "orange"),
    Mark.RATED: ("fact_check", "blue"),
}


class ArticleStatus(StrEnum):
    """Where an article stands in the queue."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    ARCHIVED = "archived"

    @classmethod
    def of(cls, state: ArticleState) -> ArticleStatus:
        if state.archived:
            return cls.ARCHIVED
        if state.decided == 0:
            return cls.OPEN
        return cls.DONE if state.decided == state.total else cls.IN_PROGRESS


_STATUSES = {
    ArticleStatus.OPEN: ("radio_button_unchecked", "blue"),
    ArticleStatus.IN_PROGRESS: ("timelapse", "orange"),
    ArticleStatus.DONE: ("task_alt", "green"),
    ArticleStatus.ARCHIVED: ("inventory_2", "gray"),
}


def _icon(name: str) -> str:
    return f":material/{name}:"


def _badge(icon: str, color: str, text: str) -> str:
    return f":{color}-badge[{_icon(icon)} {md(text)}]"


def verdict_label(verdict: Verdict, t: Texts) -> str:
    """Icon and word for labels of widgets."""
    icon, color = _VERDICTS[verdict]
    return f":{color}[{_icon(icon)}] {md(t.verdict(verdict))}"


def verdict_badge(verdict: Verdict, t: Texts, words: str | None = None) -> str:
    """A badge that says the verdict, or ``words`` around it."""
    return _badge(*_VERDICTS[verdict], words or t.verdict(verdict))


def verdict_note(verdict: Verdict, words: str) -> str:
    """Icon and words without a badge."""
    icon, color = _VERDICTS[verdict]
    return f":{color}[{_icon(icon)} {md(words)}]"


def stance_badge(stance: Stance, share: float, t: Texts) -> str:
    return _badge(*_STANCES[stance], f"{t.stance(stance)} {t.percent(share)}")


def mark_badges(evidence: Evidence, t: Texts) -> list[str]:
    """What keeps a passage from being counted, and what its fact-check found."""
    return [_badge(*_MARKS[mark], words) for mark, words in t.marks(evidence).items()]


def side_heading(stance: Stance, t: Texts) -> str:
    icon, color = _STANCES[stance]
    return f":{color}[{_icon(icon)}] {md(t[f'side_{stance.value}'])}"


def status_badge(status: ArticleStatus, t: Texts) -> str:
    return _badge(*_STATUSES[status], t[f"status_{status.value}"])


def disputed_badge(text: str) -> str:
    return _badge("forum", "orange", text)


def alert_badge(text: str) -> str:
    return _badge("notifications", "violet", text)


def plain_badge(text: str, color: str = "gray", icon: str | None = None) -> str:
    return _badge(icon, color, text) if icon else f":{color}-badge[{md(text)}]"
