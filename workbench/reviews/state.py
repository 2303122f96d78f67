"""Folds the events of the ledger into what a queue and an article's page show. Pure: no ledger, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from workbench.reviews.alerts import Alert, Settling, alert_of
from workbench.reviews.events import DOCUMENT, SUMMARY, summary
from workbench.types import Decision, EventKind, ReviewEvent, Verdict


@dataclass(frozen=True, slots=True)
class ClaimState:
    """What is known of one claim. ``decisions`` holds what each reviewer stands by, oldest first; ``alerts`` all that
    were raised, settled ones too."""

    claim_id: str
    text: str
    suggested: Verdict | None
    confidence: float | None
    decisions: tuple[Decision, ...]
    history: tuple[ReviewEvent, ...]
    alerts: tuple[Alert, ...] = ()

    @property
    def open_alerts(self) -> tuple[Alert, ...]:
        return tuple(alert for alert in self.alerts if alert.settled is None)

    @property
    def current(self) -> Decision | None:
        """The latest decision that stands."""
        return self.decisions[-1] if self.decisions else None

    @property
    def verdict(self) -> Verdict | None:
        return self.current.verdict if self.current else None

    @property
    def disputed(self) -> bool:
        """Whether reviewers stand by different verdicts."""
        return len({decision.verdict for decision in self.decisions}) > 1

    def decision_of(self, reviewer: str) -> Decision | None:
        """What this reviewer stands by."""
        wanted = reviewer_key(reviewer)
        return next((each for each in self.decisions if reviewer_key(each.reviewer) == wanted), None)


@dataclass(frozen=True, slots=True)
class ArticleState:
    """An article of the queue. ``document`` is its latest check, None where events were read without documents.

    ``orphaned`` are decided sentences that the latest check no longer has among its claims.
    """

    article_id: str
    title: str | None
    opening: str
    outlet: str | None
    language: str
    url: str | None
    published_at: datetime | None
    added_at: datetime
    added_by: str
    checked_at: datetime
    changed_at: datetime
    generation: str
    archived: bool
    claims: tuple[ClaimState, ...]
    orphaned: tuple[ClaimState, ...]
    document: Mapping[str, Any] | None

    @property
    def heading(self) -> str:
        """The title, or how the text begins."""
        return self.title or self.opening

    @property
    def total(self) -> int:
        return len(self.claims)

    @property
    def decided(self) -> int:
        return sum(claim.current is not None for claim in self.claims)

    @property
    def disputed(self) -> int:
        return sum(claim.disputed for claim in self.claims)

    @property
    def open_alerts(self) -> tuple[Alert, ...]:
        """Those on claims of the latest check, claim by claim."""
        return tuple(alert for claim in self.claims for alert in claim.open_alerts)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions that stand on claims of the latest check, under its claim ids, claim by claim, oldest first."""
        return tuple(decision for claim in self.claims for decision in claim.decisions)

    def claim(self, claim_id: str) -> ClaimState | None:
        return next((claim for claim in self.claims if claim.claim_id == claim_id), None)


def reviewer_key(reviewer: str) -> str:
    """Anna, ANNA and anna are one reviewer."""
    return " ".join(reviewer.split()).casefold()


def fold(events: Iterable[ReviewEvent]) -> dict[str, ArticleState]:
    """The states of all articles that were added, by article id, in the order in which they were added."""
    articles: dict[str, _Article] = {}
    for event in events:
        articles.setdefault(event.article_id, _Article()).take(event)
    states = {article_id: article.state() for article_id, article in articles.items()}
    return {article_id: state for article_id, state in states.items() if state}


# A claim is known by its sentence and, where a sentence stands twice, by which of them it is: ids are renumbered.
_Key = tuple[str, int]


@dataclass(slots=True)
class _Thread:
    """All that happened to one sentence: each reviewer's decisions as a stack, so that a withdrawal can pop."""

    claim_id: str
    text: str
    stacks: dict[str, list[tuple[int, Decision]]] = field(default_factory=dict)
    history: list[ReviewEvent] = field(default_factory=list)
    alerts: list[tuple[int, Alert]] = field(default_factory=list)

    def standing(self, claim_id: str) -> tuple[Decision, ...]:
        tops = sorted((stack[-1] for stack in self.stacks.values() if stack), key=lambda top: top[0])
        return tuple(replace(decision, claim_id=claim_id) for _, decision in tops)

    def take_alert(self, at: int, alert: Alert) -> None:
        """One alert an origin, even where two processes raised it at once."""
        if not any(alert.origin & known.origin for _, known in self.alerts):
            self.alerts.append((at, alert))

    def settle(self, report_id: str, how: Settling) -> None:
        for n, (at, alert) in enumerate(self.alerts):
            if alert.report_id == report_id and alert.settled is None:
                self.alerts[n] = at, replace(alert, settled=how)

    def all_alerts(self, claim_id: str) -> tuple[Alert, ...]:
        """With a decision after an alert the alert is settled; taking that decision back opens it again."""
        decided = max((stack[-1][0] for stack in self.stacks.values() if stack), default=0)
        return tuple(
            replace(alert, claim_id=claim_id, settled=alert.settled or (Settling.DECIDED if at < decided else None))
            for at, alert in self.alerts
        )


class _Article:
    """The events of one article, taken one by one."""

    def __init__(self) -> None:
        self._first: ReviewEvent | None = None
        self._checked: ReviewEvent | None = None
        self._last: ReviewEvent | None = None
        self._summary: Mapping[str, Any] = {}
        self._keys: dict[str, _Key] = {}
        self._threads: dict[_Key, _Thread] = {}
        self._archived = False
        self._count = 0

    def take(self, event: ReviewEvent) -> None:
        self._count += 1
        self._last = event
        match event.kind:
            case EventKind.ARTICLE_ADDED | EventKind.ARTICLE_RECHECKED:
                self._check(event)
            case EventKind.ARTICLE_ARCHIVED | EventKind.ARTICLE_RESTORED:
                self._archived = event.kind is EventKind.ARTICLE_ARCHIVED
            case EventKind.VERDICT_DECIDED:
                self._decide(event)
            case EventKind.VERDICT_WITHDRAWN:
                self._withdraw(event)
            case EventKind.ALERT_RAISED:
                self._thread(event).take_alert(self._count, alert_of(event))
            case EventKind.ALERT_SETTLED:
                self._thread(event).settle(event.payload["report_id"], Settling(event.payload["how"]))

    def state(self) -> ArticleState | None:
        if not (self._first and self._checked and self._last):
            return None
        held, published = self._summary, self._summary["published_at"]
        return ArticleState(
            article_id=self._first.article_id,
            title=held["title"],
            opening=held["opening"],
            outlet=held["outlet"],
            language=held["language"],
            url=held["url"],
            published_at=datetime.fromisoformat(published) if published else None,
            added_at=self._first.at,
            added_by=self._first.reviewer,
            checked_at=self._checked.at,
            changed_at=self._last.at,
            generation=held["generation"],
            archived=self._archived,
            claims=tuple(self._claim(row) for row in held["claims"]),
            orphaned=tuple(self._orphans()),
            document=self._checked.payload.get(DOCUMENT),
        )

    def _check(self, event: ReviewEvent) -> None:
        self._first = self._first or event
        self._checked = event
        self._summary = event.payload.get(SUMMARY) or summary(event.payload[DOCUMENT])
        self._keys = _keys(self._summary["claims"])

    def _decide(self, event: ReviewEvent) -> None:
        thread = self._thread(event)
        thread.history.append(event)
        thread.stacks.setdefault(reviewer_key(event.reviewer), []).append((self._count, _decision(event, thread.text)))

    def _withdraw(self, event: ReviewEvent) -> None:
        thread = self._thread(event)
        thread.history.append(event)
        stack = thread.stacks.get(reviewer_key(event.reviewer))
        if stack:
            stack.pop()

    def _thread(self, event: ReviewEvent) -> _Thread:
        claim_id = event.claim_id or ""
        texts = {row["id"]: row["text"] for row in self._summary.get("claims", ())}
        text = event.payload.get("claim_text") or texts.get(claim_id, "")
        key = self._keys.get(claim_id)
        # The reviewer may have looked at an older check: what was decided is the sentence, not the number.
        if key is None or key[0] != _folded(text):
            key = (_folded(text), 0)
        return self._threads.setdefault(key, _Thread(claim_id, text))

    def _claim(self, row: Mapping[str, Any]) -> ClaimState:
        thread = self._threads.get(self._keys[row["id"]])
        suggested, confidence = Verdict(row["suggested"]), row["confidence"]
        decisions = thread.standing(row["id"]) if thread else ()
        history = tuple(thread.history) if thread else ()
        alerts = thread.all_alerts(row["id"]) if thread else ()
        return ClaimState(row["id"], row["text"], suggested, confidence, decisions, history, alerts)

    def _orphans(self) -> Iterable[ClaimState]:
        present = set(self._keys.values())
        for key, thread in self._threads.items():
            decisions = thread.standing(thread.claim_id)
            if decisions and key not in present:
                yield ClaimState(thread.claim_id, thread.text, None, None, decisions, tuple(thread.history))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _keys(claims: Sequence[Mapping[str, Any]]) -> dict[str, _Key]:
    seen: dict[str, int] = {}
    keys: dict[str, _Key] = {}
    for row in claims:
        text = _folded(row["text"])
        keys[row["id"]] = (text, seen.get(text, 0))
        seen[text] = seen.get(text, 0) + 1
    return keys


def _decision(event: ReviewEvent, text: str) -> Decision:
    payload = event.payload
    verdict, generation = Verdict(payload["verdict"]), payload.get("generation")
    return Decision(event.claim_id or "", text, verdict, event.reviewer, event.at, payload.get("note", ""), generation)
