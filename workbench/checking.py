"""The whole way: article → claims → passages → stance → assessment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.assessment import assess, weigh
from workbench.claims import extract_claims
from workbench.indexing.generations import IndexDirectory
from workbench.matching import Matcher
from workbench.models import load_encoder, load_stance_model
from workbench.protocols import Progress, StanceModel, no_progress
from workbench.settings import Settings
from workbench.types import (
    Article,
    BlockKind,
    Check,
    CheckedClaim,
    Claim,
    Evidence,
    Filters,
    IndexInfo,
    Match,
    StanceProbabilities,
)


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

    @property
    def info(self) -> IndexInfo:
        manifest = self._matcher.generation.manifest
        return IndexInfo(manifest.generation, manifest.encoder, self._stance.name, manifest.reports, manifest.passages)

    def check(self, article: Article, filters: Filters | None = None, progress: Progress = no_progress) -> Check:
        """Every claim of the article with its evidence; an article may hold no claim at all."""
        claims = extract_claims(article, min_check_worthiness=self._settings.min_check_worthiness)
        progress("matching", 0, len(claims))
        matches = self._matches(article, claims, filters or Filters())
        checked = []
        for claim, found in zip(claims, matches, strict=True):
            evidence = self._evidence(claim, found)
            checked.append(CheckedClaim(claim, assess(evidence, article.language), evidence))
            progress("stance", len(checked), len(claims))
        return Check(article, self.info, tuple(checked))

    def _matches(self, article: Article, claims: Sequence[Claim], filters: Filters) -> list[list[Match]]:
        """Matches of each claim, without what its own outlet reports and without its copies."""
        own = self._matcher.generation.store.own_reports(body_text(article), article.url, article.outlet)
        excluded = replace(filters, exclude_reports=(*filters.exclude_reports, *own))
        return self._matcher.search([claim.text for claim in claims], self._settings.candidates, excluded)

    def _evidence(self, claim: Claim, matches: Sequence[Match]) -> tuple[Evidence, ...]:
        """The matches with their stances, what bears most on the claim first."""
        probabilities = self._stance.predict([(match.passage.text, claim.text) for match in matches])
        evidence = [
            weigh(match, StanceProbabilities(*(float(p) for p in row)))
            for match, row in zip(matches, probabilities, strict=True)
        ]
        evidence.sort(key=lambda one: (-one.bearing, one.passage.id))
        return tuple(evidence[: self._settings.evidence])


def body_text(article: Article) -> str:
    """The article's text without boilerplate and subheads."""
    return "\n\n".join(article.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.BODY)
