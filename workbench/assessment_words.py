"""What an assessment says to the reviewer, in the article's language."""

from __future__ import annotations

from typing import TypeVar

from workbench.types import Rating

Table = TypeVar("Table")

# (one, many) for each reason; {n} is the count, the rest is filled in by name.
_REASONS = {
    "en": {
        "supports": ("{n} independent origin supports the claim", "{n} independent origins support the claim"),
        "refutes": ("{n} independent origin conflicts with it", "{n} independent origins conflict with it"),
        "copies": ("{n} copy counted with its original", "{n} copies counted with their originals"),
        "corrected": (
            "{n} origin does not count, {who} corrected it later",
            "{n} origins do not count, {who} corrected them later",
        ),
        "before": (
            "{n} origin from before the event does not count",
            "{n} origins from before the event do not count",
        ),
        "rated": ("fact-check by {who}: {rating}",) * 2,
        "unclear": (
            "the nearest passage does not bear clearly on the claim",
            "none of the {n} nearest passages bears clearly on the claim",
        ),
        "weak": ("too unsure for a suggestion",) * 2,
        "nothing": ("no passage of the corpus comes near the claim",) * 2,
    },
    "de": {
        "supports": ("{n} unabhängige Quelle stützt die Aussage", "{n} unabhängige Quellen stützen die Aussage"),
        "refutes": ("{n} unabhängige Quelle widerspricht ihr", "{n} unabhängige Quellen widersprechen ihr"),
        "copies": ("{n} Kopie zählt mit dem Original", "{n} Kopien zählen mit dem Original"),
        "corrected": (
            "{n} Quelle zählt nicht, später berichtigt von {who}",
            "{n} Quellen zählen nicht, später berichtigt von {who}",
        ),
        "before": (
            "{n} Quelle von vor dem Ereignis zählt nicht",
            "{n} Quellen von vor dem Ereignis zählen nicht",
        ),
        "rated": ("Faktencheck von {who}: {rating}",) * 2,
        "unclear": (
            "die nächste Fundstelle sagt nichts Klares über die Aussage",
            "keine der {n} nächsten Fundstellen sagt etwas Klares über die Aussage",
        ),
        "weak": ("zu unsicher für einen Vorschlag",) * 2,
        "nothing": ("keine Fundstelle des Korpus kommt der Aussage nahe",) * 2,
    },
}
_RATINGS = {
    "en": {
        Rating.TRUE: "true",
        Rating.MOSTLY_TRUE: "mostly true",
        Rating.MIXED: "partly true, partly false",
        Rating.MISLEADING: "misleading",
        Rating.MOSTLY_FALSE: "mostly false",
        Rating.FALSE: "false",
        Rating.UNPROVEN: "unproven",
    },
    "de": {
        Rating.TRUE: "richtig",
        Rating.MOSTLY_TRUE: "größtenteils richtig",
        Rating.MIXED: "teils richtig, teils falsch",
        Rating.MISLEADING: "irreführend",
        Rating.MOSTLY_FALSE: "größtenteils falsch",
        Rating.FALSE: "falsch",
        Rating.UNPROVEN: "unbelegt",
    },
}
_MISSES = {
    "en": {
        "before": "from before the event: {day}",
        "corrected": "corrected by a later report",
        "date": "another date: {ours} ↔ {theirs}",
        "place": "another place: {ours} ↔ {theirs}",
        "person": "another person: {ours} ↔ {theirs}",
        "organisation": "another organisation: {ours} ↔ {theirs}",
        "figure": "another kind of figure: {ours} ↔ {theirs}",
        "topic": "same topic, says nothing clear on it",
    },
    "de": {
        "before": "von vor dem Ereignis: {day}",
        "corrected": "von einem späteren Bericht berichtigt",
        "date": "anderes Datum: {ours} ↔ {theirs}",
        "place": "anderer Ort: {ours} ↔ {theirs}",
        "person": "andere Person: {ours} ↔ {theirs}",
        "organisation": "andere Organisation: {ours} ↔ {theirs}",
        "figure": "andere Art von Angabe: {ours} ↔ {theirs}",
        "topic": "gleiches Thema, sagt dazu nichts Klares",
    },
}


def reason(key: str, n: int, language: str, **values: str) -> str:
    """One reason for ``n`` things, with singular and plural."""
    return _in(language, _REASONS)[key][n != 1].format(n=n, **values)


def rating_word(rating: Rating, language: str) -> str:
    return _in(language, _RATINGS)[rating]


def miss(key: str, language: str, **values: str) -> str:
    """Why a passage does not bear on a claim."""
    return _in(language, _MISSES)[key].format(**values)


def _in(language: str, tables: dict[str, Table]) -> Table:
    return tables["de" if language.lower().split("-")[0] == "de" else "en"]
