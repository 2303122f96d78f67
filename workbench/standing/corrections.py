"""Later reports that correct earlier ones. Marked with care: what is not surely a correction of a report is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from workbench.corpus.credits import folded_sources
from workbench.slots.figures import word_value
from workbench.types import Evidence, Report, ReportKind, Stance

_TITLES = (
    # "Korrektur: …", "Berichtigung zur Meldung von gestern: …", but no "Korrektur der Prognose: …".
    r"^\W*(?:Korrektur|Berichtigung|Richtigstellung|Korrekturhinweis)"
    r"(?:\s+(?:aus|vom|von|zu|zur|zum|in)\b[^:\n]{0,60})?\s*(?:[:–—+]|$)",
    r"^\W*(?:\(?(?:CORRECTED|CORRECTION|BERICHTIGT|KORRIGIERT)\b|UPDATE \d-CORRECTED\b)",
    r"^\W*(?:[Cc]orrection|[Cc]orrections and clarifications|[Rr]etraction)"
    r"(?:\s+(?:to|on)\b[^:\n]{0,60})?\s*(?:[:–—]|$)",
)
_OURS_DE = r"(?:Artikels|Beitrags|Textes|Berichts|Meldung|Nachricht|Überschrift|Eilmeldung|Grafik|Tabelle)"
_OURS_EN = r"(?:article|story|report|post|headline|caption|piece|item|dispatch|graphic|chart)"
_FORMER = r"(?:früheren|vorherigen|ersten|ursprünglichen|älteren|vorigen)"
_FIGURES = r"(?:Angaben?|Zahl(?:en)?|Bilanz|Meldung|Mitteilung|Darstellung)"
_NOTES = (
    rf"\b[Ii]n (?:einer|der) {_FORMER} (?:Version|Fassung) (?:dieses|des|unseres|dieser|der|unserer) {_OURS_DE}\b",
    rf"\b[Ii]n (?:einer|der) {_FORMER} (?:Version|Fassung) (?:hieß es|hatten wir|haben wir|schrieben wir|stand hier)",
    r"\b[Ii]n (?:unserer|einer (?:früheren|ersten)) (?:Meldung|Eilmeldung)\b[^.!?]{0,160}\b(?:heißen|fehlerhaft|falsch"
    r"|irrtümlich)",
    r"\b[Ii]n unserem (?:Bericht|Artikel|Beitrag|Text)\b[^.!?]{0,160}\b(?:heißen|fehlerhaft|falsch|irrtümlich)",
    r"\bmuss es (?:richtig |korrekt |stattdessen )?heißen\b",
    r"\b[Ww]ir haben (?:das|dies|den Fehler|die (?:Stelle|Zahl|Angabe|Passage|Überschrift))"
    r"(?: \w+){0,2} (?:korrigiert|berichtigt|richtiggestellt)\b",
    r"\b(?:[Dd]ie (?:Meldung|Nachricht|Überschrift)|[Dd]er (?:Artikel|Beitrag|Text|Bericht)) (?:wurde|ist|haben wir)"
    r"(?: \w+){0,2} (?:korrigiert|berichtigt|zurückgezogen)\b",
    r"\b[Ww]ir (?:bitten,? (?:den Fehler|dies|das) zu entschuldigen|bitten (?:für den Fehler )?um Entschuldigung)",
    r"\b(?:[Aa]nders als|nicht[^.!?]{1,60}?,? wie) (?:zunächst|zuerst|irrtümlich|ursprünglich) (?:berichtet|gemeldet"
    r"|angegeben|mitgeteilt|vermeldet)\b",
    rf"\b(?:seine|ihre|die eigenen?) {_FIGURES}(?: \w+){{0,3}} (?:berichtigt|korrigiert|zurückgezogen|zurückgenommen)\b"
    r"(?! nach (?:oben|unten))",
    r"\b(?:[Dd]ie|[Ii]hre|[Ss]eine) (?:Agentur|Redaktion|Zeitung|Behörde)(?: \w+){0,4} (?:Meldung|Bericht)(?: \w+){0,3}"
    r" (?:berichtigt|korrigiert|zurückgezogen)\b",
    r"\b(?:KORREKTUR|BERICHTIGUNG|Korrektur|Berichtigung|Richtigstellung|Korrekturhinweis|Anmerkung der Redaktion)"
    r" ?:\s+(?:[Ii]n |[Ww]ir |[Dd]ie Zahl|[Dd]ie Angabe|[Dd]er |[Ee]s )",
    r"\b(?:CORRECTION|Correction) ?(?:\([^)\n]{1,40}\) ?)?:\s",
    rf"\b(?:[Aa]n?|[Tt]he|[Oo]ur) (?:earlier|previous|original|prior|initial) version of (?:this|the|our) {_OURS_EN}\b",
    rf"\b(?:[Tt]his|[Tt]he|[Oo]ur) {_OURS_EN} (?:has been|was) (?:since |later )?(?:amended|corrected|updated) (?:to"
    r" correct|to (?:say|state|reflect|make clear) that|because)",
    rf"\b(?:[Tt]his|[Oo]ur) {_OURS_EN} (?:has been|was) (?:since |later )?corrected\b",
    r"\b[Ww]e (?:regret|apologi[sz]e for) the (?:error|mistake)\b",
    r"\b(?:[Dd]ue to|[Bb]ecause of) an editing error\b",
    r"\b[Cc]orrects (?:an? |the )?(?:earlier|previous|number|figure|name|spelling|date|day|headline)\b",
    r"\b(?:corrected|withdrew|retracted) (?:its|their|his|her|an?) (?:earlier|previous|initial|original) "
    r"(?:figures?|count|tally|statement|report|story|announcement|numbers?)\b",
    r"\bnot [^.!?]{1,60}? as (?:initially|originally|previously|earlier|first|wrongly|mistakenly) (?:reported|stated"
    r"|announced|said|given)\b",
    r"\b(?:issued|published|ran|sent) a correction\b",
)
_TITLE = re.compile("|".join(_TITLES))
_NOTE = re.compile("|".join(_NOTES))
_WORD = re.compile(r"\d[\d.,]*\d|\d|[A-Za-zäöüßÄÖÜ-]+")
# "2.247 statt 2.347", "13, not 12", "nicht 12, sondern 13"; the figures stand within so many words of these.
_INSTEAD = re.compile(r"\b(?:(?:an)?statt|anstelle von|instead of|rather than|nicht|not)\b")
_BUT = re.compile(r"\b(?:nicht|not)\b(?P<wrong>[^.!?]{1,40}?),? \b(?:sondern|but)\b")
_WITHIN = 5
_SENTENCE_END = re.compile(r"[.!?]\s")
_SMALL = 31
_OPPOSITE = {Stance.SUPPORTS: Stance.REFUTES, Stance.REFUTES: Stance.SUPPORTS}


def is_correction(report: Report, passage: str) -> bool:
    """Whether the report says by its title, or the passage in its words, that an earlier report was wrong."""
    return bool((report.title and _TITLE.search(report.title)) or _TITLE.search(passage) or _NOTE.search(passage))


def contrasts(passage: str) -> frozenset[tuple[float, float]]:
    """(right, wrong) of each pair of figures in which a correction sets one against the other."""
    found = {(_last_before(passage, m.start()), _first_after(passage, m.end())) for m in _INSTEAD.finditer(passage)}
    found |= {(_first_after(passage, m.end()), _first_after(m["wrong"], 0)) for m in _BUT.finditer(passage)}
    return frozenset((right, wrong) for right, wrong in found if right is not None and wrong is not None)


def _last_before(text: str, at: int) -> float | None:
    words = _WORD.findall(_SENTENCE_END.split(text[:at])[-1])[-_WITHIN:]
    return next((value for word in reversed(words) if (value := _value(word)) is not None), None)


def _first_after(text: str, at: int) -> float | None:
    words = _WORD.findall(_SENTENCE_END.split(text[at:])[0])[:_WITHIN]
    return next((value for word in words if (value := _value(word)) is not None), None)


def corrected(
    claim: str, evidence: Sequence[Evidence], agencies_of: Callable[[Sequence[str]], Mapping[str, frozenset[str]]]
) -> tuple[Evidence, ...]:
    """The evidence with ``corrected_by`` on what a later report takes back, in the same order.

    ``agencies_of`` gives the credits of reports by id and is asked only where there is a correction. A correction takes
    back what an earlier report says, where both are of one outlet or agency, or it names the other's outlet, and takes
    the other side; and what repeats a figure of the claim that the correction calls wrong. A fact-check corrects
    nothing: its word counts by its rating.
    """
    corrections = [
        one for one in evidence if one.report.kind is ReportKind.REPORT and is_correction(one.report, one.passage.text)
    ]
    if not corrections:
        return tuple(evidence)
    agencies = agencies_of([one.report.id for one in evidence])
    return tuple(replace(one, corrected_by=_corrector(claim, one, corrections, agencies)) for one in evidence)


def _corrector(
    claim: str, one: Evidence, corrections: Sequence[Evidence], agencies: Mapping[str, frozenset[str]]
) -> str | None:
    taking = (
        other.report.id
        for other in corrections
        if _later(other.report, one.report)
        and (_takes_side_back(other, one, agencies) or _takes_figure_back(claim, other, one))
    )
    return min(taking, default=None)


def _later(correction: Report, report: Report) -> bool:
    dates = correction.published_at, report.published_at
    return dates[0] is not None and dates[1] is not None and dates[0] > dates[1]


def _takes_side_back(correction: Evidence, one: Evidence, agencies: Mapping[str, frozenset[str]]) -> bool:
    if correction.stance is not _OPPOSITE.get(one.stance):
        return False
    ours, theirs = _names(correction.report, agencies), _names(one.report, agencies)
    return bool(ours & theirs) or _named(
        one.report.outlet, f"{correction.report.title or ''} {correction.passage.text}"
    )


def _names(report: Report, agencies: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What the report is and whom it credits."""
    own = folded_sources(report.outlet or "") | folded_sources(report.source or "")
    return own | agencies.get(report.id, frozenset())


def _named(outlet: str | None, text: str) -> bool:
    return bool(outlet) and re.search(rf"\b{re.escape(outlet or '')}\b", text) is not None


def _takes_figure_back(claim: str, correction: Evidence, one: Evidence) -> bool:
    if one.stance is not Stance.SUPPORTS or correction.stance is Stance.SUPPORTS:
        return False
    wrong = {w for right, w in _contrasts_of(correction) if right not in _values(one.passage.text)}
    taken = wrong & _values(one.passage.text) & _values(claim)
    # Small figures and days of the month meet by chance.
    return any(figure > _SMALL or correction.stance is Stance.REFUTES for figure in taken)


def _contrasts_of(correction: Evidence) -> frozenset[tuple[float, float]]:
    return contrasts(correction.report.title or "") | contrasts(correction.passage.text)


def _values(text: str) -> frozenset[float]:
    return frozenset(value for word in _WORD.findall(text) if (value := _value(word)) is not None)


@cache
def _value(word: str) -> float | None:
    """The value of digits or of a number word of either language; ``ein`` and ``one`` are mostly articles."""
    digits = re.sub(r"[.,](?=\d{3}\b)", "", word).replace(",", ".")
    if digits[:1].isdigit():
        try:
            return float(digits)
        except ValueError:
            return None
    value = word_value(word, "de") or word_value(word, "en")
    return value if value is not None and value > 1 else None
