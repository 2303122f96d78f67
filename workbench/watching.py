"""Runs the claims of the ledger against reports that are new, and raises alerts where one would touch a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from workbench.assessment import assess
from workbench.checking import Checker
from workbench.errors import InputError
from workbench.exports.document import check_from_document, evidence_from_record, evidence_record
from workbench.indexing.generations import Generation, IndexDirectory
from workbench.matching import Matcher
from workbench.models import load_encoder, load_stance_model
from workbench.protocols import Progress, ReviewLedger, StanceModel, no_progress
from workbench.reviews import rules
from workbench.reviews.alerts import Alert, Effect, Settling
from workbench.reviews.state import ArticleState, ClaimState
from workbench.settings import Settings
from workbench.types import Assessment, CheckedClaim, Evidence, Stance, Verdict

_SAYS = {Stance.SUPPORTS: Verdict.SUPPORTED, Stance.REFUTES: Verdict.REFUTED}


@dataclass(frozen=True, slots=True)
class Watched:
    """How many new origins were held against how many claims, and the alerts that rose.

    ``faults`` names the articles whose check in the ledger cannot be read; the others were watched.
    """

    origins: int = 0
    articles: int = 0
    claims: int = 0
    alerts: int = 0
    faults: tuple[str, ...] = ()


def watch(
    settings: Settings,
    ledger: ReviewLedger,
    known: Set[str],
    stance_model: StanceModel | None = None,
    progress: Progress = no_progress,
) -> Watched:
    """Holds the origins of the published generation that no text in ``known`` (content hashes) belongs to against
    every claim in the queue, and raises at most one alert a claim and origin, ever.

    A reprint is of an origin that is known, whenever it comes. An article that was checked against this generation
    has seen them all. Passages are ranked among all and read as in a check, so a recheck shows what an alert shows.
    No model is loaded where there is nothing to do.
    """
    with closing(IndexDirectory(settings.index).open()) as generation:
        articles = [state for state in rules.queue(ledger) if state.generation < generation.id]
        new = generation.store.new_origins(known)
        if not (articles and new):
            return Watched(origins=len(new))
        matcher = Matcher(generation, load_encoder(generation.manifest.encoder))
        checker = Checker(matcher, stance_model or load_stance_model(settings.stance_model), settings)
        return _Watch(generation, checker, ledger, new, settings.min_confidence).all(articles, progress)


@dataclass(frozen=True, slots=True)
class _Watch:
    generation: Generation
    checker: Checker
    ledger: ReviewLedger
    new: Set[str]
    min_confidence: float

    def all(self, articles: Sequence[ArticleState], progress: Progress) -> Watched:
        claims, raised, faults = 0, 0, []
        for n, article in enumerate(articles, 1):
            try:
                alerts = self._alerts(rules.article_state(self.ledger, article.article_id))
                raised += sum(rules.raise_alert(self.ledger, article.article_id, alert) for alert in alerts)
                claims += article.total
            except InputError as error:
                faults.append(f"{article.heading}: {error}")
            progress("watch", n, len(articles))
        return Watched(len(self.new), len(articles) - len(faults), claims, raised, tuple(faults))

    def _alerts(self, article: ArticleState) -> list[Alert]:
        assert article.document is not None
        check = check_from_document(article.document)
        found = self.checker.evidence_from(self.new, check.article, [checked.claim for checked in check.claims])
        return [
            alert
            for state, checked, evidence in zip(article.claims, check.claims, found, strict=True)
            for alert in self._at_claim(state, checked, evidence)
        ]

    def _at_claim(self, state: ClaimState, checked: CheckedClaim, evidence: Iterable[Evidence]) -> Iterator[Alert]:
        """The alerts of the new origins, each weighed with all that came before it."""
        weighed = _shown(state, checked)
        before = assess(weighed, min_confidence=self.min_confidence)
        for one in _surest(evidence, self._seen(weighed, state)):
            weighed.append(one)
            after = assess(weighed, min_confidence=self.min_confidence)
            effects = ((verdict, effect_on(verdict, one.stance, before, after)) for verdict in _verdicts(state))
            for verdict, effect in effects:
                if effect:
                    now, row = datetime.now(UTC), evidence_record(one)
                    generation = self.generation.id
                    yield Alert(state.claim_id, state.text, now, generation, effect, verdict, after.verdict, row)
                    break
            before = after

    def _seen(self, shown: Iterable[Evidence], state: ClaimState) -> frozenset[str]:
        """The origins that reviewers have seen at the claim, by their ids of then and of now."""
        ids = {name for one in shown for name in (one.report.id, one.report.origin_id)}
        ids.update(*(alert.origin for alert in state.alerts))
        return self.generation.store.origins_of(ids) | ids


def _shown(state: ClaimState, checked: CheckedClaim) -> list[Evidence]:
    """What reviewers have before them: the evidence of the latest check, and what alerts brought since."""
    since = (alert for alert in state.alerts if alert.settled is not Settling.CHECKED)
    return [*checked.evidence, *(evidence_from_record(alert.evidence) for alert in since)]


def _surest(evidence: Iterable[Evidence], known: Set[str]) -> list[Evidence]:
    """The passage of each unknown origin that takes a side most surely, the surest origin first."""
    best: dict[str, Evidence] = {}
    for one in sorted(evidence, key=lambda one: one.probabilities.of(one.stance), reverse=True):
        if one.stance is not Stance.NOT_ENOUGH_INFO and one.report.origin_id not in known:
            best.setdefault(one.report.origin_id, one)
    return list(best.values())


def _verdicts(state: ClaimState) -> list[Verdict]:
    """What the reviewers stand by, the latest first; the suggestion where nobody has decided."""
    decided = [decision.verdict for decision in reversed(state.decisions)]
    return decided or [state.suggested or Verdict.NOT_ENOUGH_EVIDENCE]


def effect_on(verdict: Verdict, stance: Stance, before: Assessment, after: Assessment) -> Effect | None:
    """What an origin that takes this side does to a verdict; ``before`` and ``after`` are without it and with it.

    One origin is enough to weaken a verdict that it speaks against, if it counts in a check (one more stands on its
    side); it flips the verdict where only with it its side makes a suggestion. Where there is not enough evidence it
    fills the gap once its side makes a suggestion: an origin too unsure for that leaves the claim as open as it was.
    A conflict is a finding about both sides, so more of either tells nothing new; it has a gap only where it was
    decided on grounds outside the corpus and one side was lacking here.
    """
    if _origins(after, stance) <= _origins(before, stance):
        return None
    suggested, was_suggested = _is_suggested(after, stance), _is_suggested(before, stance)
    match verdict:
        case Verdict.NOT_ENOUGH_EVIDENCE:
            return Effect.FILLS if suggested else None
        case Verdict.CONFLICTING:
            return Effect.FILLS if suggested and not was_suggested else None
        case _ if verdict is _SAYS[stance]:
            return None
        case _:
            return Effect.FLIPS if suggested and not was_suggested else Effect.WEAKENS


def _origins(assessment: Assessment, stance: Stance) -> int:
    return assessment.supporting_origins if stance is Stance.SUPPORTS else assessment.refuting_origins


def _is_suggested(assessment: Assessment, stance: Stance) -> bool:
    return assessment.verdict in (_SAYS[stance], Verdict.CONFLICTING)
