"""schema.org ClaimReview JSON-LD of what reviewers decided."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from workbench.errors import InputError
from workbench.exports.decided import decisions_on
from workbench.exports.links import web_url
from workbench.exports.words import ui_language, verdict_word
from workbench.types import Article, Check, Claim, Decision, Verdict

WORST_RATING, BEST_RATING = 1, 5

# A claim without enough evidence has no place between false and true, so it gets a word and no number.
RATINGS: dict[Verdict, int | None] = {
    Verdict.SUPPORTED: 5,
    Verdict.CONFLICTING: 3,
    Verdict.REFUTED: 1,
    Verdict.NOT_ENOUGH_EVIDENCE: None,
}


def claim_review(
    check: Check,
    decisions: Sequence[Decision],
    *,
    organisation: str,
    organisation_url: str | None = None,
    page_url: str | None = None,
) -> dict[str, Any]:
    """One ``@graph`` with a ClaimReview (https://schema.org/ClaimReview) for each claim that was decided.

    ``organisation`` is who publishes the review, ``page_url`` the page it will stand on. ``decisions`` oldest
    first: the last one on a claim counts. Raises InputError without an organisation or for a URL that is not http.
    """
    if not organisation.strip():
        raise InputError("ClaimReview needs the organisation that publishes it; give its name")
    for url in (organisation_url, page_url):
        if url is not None and web_url(url) is None:
            raise InputError(f"{url!r} is no http or https address; give one, or leave it out")
    author = _known({"@type": "Organization", "name": organisation.strip(), "url": organisation_url})
    decided = [(checked.claim, decisions_on(checked.claim, decisions)) for checked in check.claims]
    graph = [_review(check.article, claim, found[-1], author, page_url) for claim, found in decided if found]
    return {"@context": "https://schema.org", "@graph": graph}


def claim_review_json(document: dict[str, Any]) -> str:
    """The text to put between ``<script type="application/ld+json">`` and its end: it cannot end the script."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _review(
    article: Article, claim: Claim, decision: Decision, author: dict[str, Any], page_url: str | None
) -> dict[str, Any]:
    return _known(
        {
            "@type": "ClaimReview",
            "url": f"{page_url}#{claim.id}" if page_url else None,
            "claimReviewed": claim.text,
            "datePublished": decision.at.date().isoformat(),
            "inLanguage": ui_language(article.language),
            "author": author,
            "itemReviewed": _item(article, claim),
            "reviewRating": _rating(decision, article.language),
        }
    )


def _item(article: Article, claim: Claim) -> dict[str, Any]:
    """The claim as it was made: by the speaker it is attributed to, otherwise by the outlet."""
    said_by = None
    if claim.speaker:
        said_by = {"@type": "Person", "name": claim.speaker}
    elif article.outlet:
        said_by = {"@type": "Organization", "name": article.outlet}
    return _known(
        {"@type": "Claim", "author": said_by, "datePublished": _day(article.published_at), "appearance": _work(article)}
    )


def _work(article: Article) -> dict[str, Any] | None:
    url = web_url(article.url)
    return _known({"@type": "CreativeWork", "url": url, "headline": article.title}) if url else None


def _rating(decision: Decision, language: str) -> dict[str, Any]:
    value = RATINGS[decision.verdict]
    scale = {} if value is None else {"ratingValue": value, "bestRating": BEST_RATING, "worstRating": WORST_RATING}
    return _known(
        {
            "@type": "Rating",
            **scale,
            "alternateName": verdict_word(decision.verdict, language),
            "ratingExplanation": decision.note or None,
        }
    )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _day(moment: datetime | None) -> str | None:
    return moment.date().isoformat() if moment else None
