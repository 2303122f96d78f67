"""The whole way: article → claims → passages → stance → assessment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workbench.assessment import assess, weigh
from workbench.claims import extract_claims
from workbench.corpus.readers import content_hash
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

# A report that shares this part of the shorter text's five-word runs with the article is a copy of it. Independent
# reports that quote one statement stay far below; copies cut to a third stay far above.
COPY_CONTAINMENT = 0.5
# And no fewer runs than this, some 25 words: who pastes a single sentence wants to see the reports that say it.
_FEWEST_SHARED = 20
_SHINGLE = 5


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
        """Matches of each claim, without the article's own reports: same URL, same text, or copies of it."""
        own = self._matcher.generation.store.same_text_or_url(content_hash(body_text(article)), article.url)
        texts = [claim.text for claim in claims]
        k = self._settings.candidates
        while True:
            excluded = replace(filters, exclude_reports=(*filters.exclude_reports, *own))
            matches = self._matcher.search(texts, k, excluded)
            copies = self._copies_of(article, [match for found in matches for match in found])
            if not copies:
                return matches
            own = (*own, *copies)

    def _copies_of(self, article: Article, matches: Sequence[Match]) -> tuple[str, ...]:
        """Ids of matched reports that are copies of the article. Only those with a copied passage are read whole."""
        own = _shingles(body_text(article))
        suspects = {m.report.id for m in matches if _containment(own, _shingles(m.passage.text)) >= COPY_CONTAINMENT}
        reports = self._matcher.generation.store.reports(sorted(suspects)) if suspects else {}
        return tuple(i for i, r in reports.items() if _is_copy(own, _shingles(r.text)))

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


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}


def _is_copy(a: set[tuple[str, ...]], b: set[tuple[str, ...]]) -> bool:
    return len(a & b) >= _FEWEST_SHARED and _containment(a, b) >= COPY_CONTAINMENT


def _containment(a: set[tuple[str, ...]], b: set[tuple[str, ...]]) -> float:
    """The part of the smaller set that the larger one holds (Broder 1997)."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
