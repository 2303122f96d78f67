"""The whole way: article → claims → passages → stance → assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files

from workbench import __version__
from workbench.assessment import assess
from workbench.claims import extract
from workbench.claims.heads import WEIGHTS
from workbench.indexing.generations import IndexDirectory
from workbench.matching import Matcher
from workbench.models import load_encoder, load_stance_model
from workbench.protocols import Progress, StanceModel, no_progress
from workbench.settings import Settings
from workbench.slots import Text, compare_slots
from workbench.standing import Checked, before_event, checked_claims, corrected, distinct, event_start, rated, speakers
from workbench.types import (
    Article,
    Assessment,
    BlockKind,
    Check,
    CheckedClaim,
    Claim,
    Evidence,
    Filters,
    IndexInfo,
    Match,
    Report,
    ReportKind,
    RunInfo,
    StanceProbabilities,
)
from workbench.weighing import weigh

# What figures and order of the evidence depend on, beside the models.
_LIBRARIES = ("faiss-cpu", "numpy", "onnxruntime", "sentencex", "tantivy", "tokenizers")

# Passages fetched for each that is read, for a story that many print: its copies take no other passage's place.
_COPIES = 4


def open_checker(settings: Settings) -> Checker:
    """The published generation with the encoder it was built with and the stance model of the settings.

    Raises IndexMissing, IndexDamaged or ModelError.
    """
    generation = IndexDirectory(settings.index).open()
    encoder = load_encoder(generation.manifest.encoder)
    return Checker(Matcher(generation, encoder), load_stance_model(settings.stance_model), settings)


class Checker:
    """Checks articles against one generation. Threads may share it."""

    def __init__(self, matcher: Matcher, stance_model: StanceModel, settings: Settings) -> None:
        self._matcher, self._stance, self._settings = matcher, stance_model, settings
        self._rated: dict[str, tuple[Checked, ...]] = {}

    @property
    def info(self) -> IndexInfo:
        manifest = self._matcher.generation.manifest
        return IndexInfo(manifest.generation, manifest.encoder, self._stance.name, manifest.reports, manifest.passages)

    def run_info(self, filters: Filters) -> RunInfo:
        """What a check with these filters is made with."""
        return RunInfo(
            workbench=__version__,
            libraries={name: version(name) for name in _LIBRARIES},
            encoder_fingerprint=self._matcher.generation.manifest.encoder_fingerprint,
            stance_fingerprint=self._stance.fingerprint,
            claims_fingerprint=claims_fingerprint(),
            candidates=self._settings.candidates,
            evidence=self._settings.evidence,
            min_check_worthiness=self._settings.min_check_worthiness,
            min_confidence=self._settings.min_confidence,
            filters=filters,
        )

    def check(self, article: Article, filters: Filters | None = None, progress: Progress = no_progress) -> Check:
        """Every claim of the article with its evidence; an article may hold no claim at all."""
        filters = filters or Filters()
        extraction = extract(article, min_check_worthiness=self._settings.min_check_worthiness)
        claims = extraction.claims
        progress("matching", 0, len(claims))
        scope, matches = self._matches(article, claims, filters)
        searched = self._matcher.generation.store.report_count(scope)
        checked = []
        for claim, found in zip(claims, matches, strict=True):
            evidence = self._evidence(article, claim, found)
            shown, rejected = distinct(evidence, self._settings.evidence)
            assessment = self._assess(article, claim, shown, searched)
            checked.append(CheckedClaim(claim, assessment, tuple(shown), tuple(rejected)))
            progress("stance", len(checked), len(claims))
        return Check(article, self.info, tuple(checked), self.run_info(filters), extraction.dropped)

    def _assess(self, article: Article, claim: Claim, evidence: Sequence[Evidence], searched: int) -> Assessment:
        return assess(
            evidence,
            article.language,
            claim=_said(article, claim),
            searched=searched,
            min_confidence=self._settings.min_confidence,
        )

    def _matches(
        self, article: Article, claims: Sequence[Claim], filters: Filters
    ) -> tuple[Filters, list[list[Match]]]:
        """What was searched, without what its own outlet reports and without its copies, and each claim's matches:
        ``candidates`` different passages with their copies."""
        store, wanted = self._matcher.generation.store, self._settings.candidates
        origin_of = store.origins_as_of(filters.as_of) if filters.as_of else None
        own = store.own_reports(body_text(article), article.url, article.outlet, origin_of)
        scope = replace(filters, exclude_reports=(*filters.exclude_reports, *own))
        found = self._matcher.search([claim.in_full for claim in claims], wanted * _COPIES, scope)
        if origin_of is not None:
            found = [[_of_origin(m, origin_of) for m in matches] for matches in found]
        return scope, [distinct(matches, wanted)[0] for matches in found]

    def evidence_from(self, origins: Set[str], article: Article, claims: Sequence[Claim]) -> list[tuple[Evidence, ...]]:
        """What these origins alone say to each claim; ranked among all passages, so that it weighs as in a check."""
        _, found = self._matches(article, claims, Filters())
        theirs = [[match for match in matches if match.report.origin_id in origins] for matches in found]
        return [self._evidence(article, claim, own) if own else () for claim, own in zip(claims, theirs, strict=True)]

    def _evidence(self, article: Article, claim: Claim, matches: Sequence[Match]) -> tuple[Evidence, ...]:
        """The matches with their stances, slots and marks, what bears most on the claim first."""
        speaking = speakers(matches)
        read = list({one.passage.id: one for one in speaking.values()}.values())
        weighed = dict(zip((one.passage.id for one in read), self._weighed(article, claim, read), strict=True))
        copied = [_copied(weighed[speaking[match.passage.id].passage.id], match) for match in matches]
        marked = corrected(claim.text, copied, self._matcher.generation.store.agencies)
        return tuple(sorted(marked, key=lambda one: (-one.bearing, one.passage.id)))

    def _weighed(self, article: Article, claim: Claim, matches: Sequence[Match]) -> list[Evidence]:
        """Each match with its stance and slots, the rating of its fact-check, and whether it is from before."""
        probabilities = self._stance.predict([(match.passage.text, claim.text) for match in matches])
        said = _said(article, claim)
        start = event_start(said, claim.modality)
        evidence = [
            weigh(match, StanceProbabilities(*(float(p) for p in row)), compare_slots(said, _text(match)))
            for match, row in zip(matches, probabilities, strict=True)
        ]
        ratings = self._ratings([match.report for match in matches])
        return [
            replace(rated(one, ratings.get(one.report.id, ())), before_event=before_event(start, one.report))
            for one in evidence
        ]

    def _ratings(self, reports: Sequence[Report]) -> dict[str, tuple[Checked, ...]]:
        """What the fact-checks among the reports find of the claims they repeat; a generation's texts never change."""
        ids = [report.id for report in reports if report.kind is ReportKind.FACT_CHECK]
        unread = [one for one in ids if one not in self._rated]
        if unread:
            texts = self._matcher.generation.store.reports(unread)
            self._rated.update({one: checked_claims(report) for one, report in texts.items()})
        return {one: self._rated.get(one, ()) for one in ids}

    def left_out_as_of(self, moment: datetime) -> tuple[int, int]:
        """Reports that a check as of then does not see: (published later, without a date)."""
        seen, undated = self._matcher.generation.store.seen_as_of(moment)
        return self.info.reports - seen - undated, undated


def _said(article: Article, claim: Claim) -> Text:
    return Text(claim.text, article.language, _day(article.published_at))


def _copied(spoken: Evidence, match: Match) -> Evidence:
    """What the speaker of a passage says, said by its copy; spans of slots hold in the same words alone."""
    slots = spoken.slots if match.passage.text == spoken.passage.text else ()
    return replace(spoken, passage=match.passage, report=match.report, similarity=match.similarity, slots=slots)


def _text(match: Match) -> Text:
    return Text(match.passage.text, match.report.language, _day(match.report.published_at))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@cache
def claims_fingerprint() -> str:
    """SHA-256 of the weights by which sentences are taken for claims."""
    return sha256(files("workbench.claims").joinpath(WEIGHTS).read_bytes()).hexdigest()


def _of_origin(match: Match, origin_of: Mapping[str, str]) -> Match:
    return replace(match, report=replace(match.report, origin_id=origin_of.get(match.report.id, match.report.id)))


def body_text(article: Article) -> str:
    """The article's text without boilerplate and subheads."""
    return "\n\n".join(article.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.BODY)
