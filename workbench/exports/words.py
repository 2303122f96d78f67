"""The words of exports, German for German articles and English for all others."""

from __future__ import annotations

from datetime import UTC, datetime, time
from enum import StrEnum

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from workbench.assessment_words import rating_word
from workbench.types import Evidence, Modality, Rating, Stance, Verdict

_VERDICTS = {
    "de": {
        Verdict.SUPPORTED: "Belegt",
        Verdict.REFUTED: "Widerlegt",
        Verdict.CONFLICTING: "Widersprüchlich",
        Verdict.NOT_ENOUGH_EVIDENCE: "Zu wenig Belege",
    },
    "en": {
        Verdict.SUPPORTED: "Supported",
        Verdict.REFUTED: "Refuted",
        Verdict.CONFLICTING: "Conflicting",
        Verdict.NOT_ENOUGH_EVIDENCE: "Not enough evidence",
    },
}
_STANCES = {
    "de": {Stance.SUPPORTS: "stützt", Stance.REFUTES: "widerspricht", Stance.NOT_ENOUGH_INFO: "offen"},
    "en": {Stance.SUPPORTS: "supports", Stance.REFUTES: "conflicts", Stance.NOT_ENOUGH_INFO: "open"},
}
_MODALITIES = {
    "de": {
        Modality.ASSERTS: "sagt",
        Modality.ANNOUNCES: "kündigt an",
        Modality.PLANS: "plant",
        Modality.DEMANDS: "fordert",
        Modality.DENIES: "bestreitet",
        Modality.DOUBTS: "bezweifelt",
    },
    "en": {
        Modality.ASSERTS: "says",
        Modality.ANNOUNCES: "announces",
        Modality.PLANS: "plans",
        Modality.DEMANDS: "demands",
        Modality.DENIES: "denies",
        Modality.DOUBTS: "doubts",
    },
}
_LANGUAGES = {
    "de": {"de": "Deutsch", "en": "Englisch"},
    "en": {"de": "German", "en": "English"},
}
_STRINGS = {
    "de": {
        "report": "Prüfbericht",
        "untitled": "Artikel ohne Überschrift",
        "original": "Zum Artikel",
        "checked": "Geprüft gegen {reports} Berichte ({passages} Passagen)",
        "made": "Stand: {when}",
        "disclaimer": "Vorschläge stammen vom Programm und ersetzen keine Prüfung. "
        "Es gilt, was Prüferinnen und Prüfer entschieden haben.",
        "overview": "Überblick",
        "suggested_n": "vorgeschlagen",
        "decided_n": "entschieden",
        "claims": "Behauptungen",
        "claim": "Behauptung",
        "no_claims": "In diesem Artikel wurde keine prüfbare Behauptung gefunden.",
        "speaker": "Zugeschrieben:",
        "matched": "Gesucht als:",
        "suggestion": "Vorschlag",
        "confidence": "Konfidenz",
        "decision": "Entscheidung",
        "undecided": "Noch nicht entschieden",
        "disputed": "Entscheidung, strittig",
        "dispute": "Die Prüfenden sind uneins",
        "why": "Begründung",
        "differs": "Weicht ab:",
        "agrees": "Stimmt überein:",
        "supports": "Stützt",
        "refutes": "Widerspricht",
        "origins_one": "{n} unabhängige Quelle",
        "origins": "{n} unabhängige Quellen",
        "none_supports": "Keine Passage gefunden, die das stützt.",
        "none_refutes": "Keine Passage gefunden, die dem widerspricht.",
        "more_one": "{n} weitere Quelle auf dieser Seite",
        "more": "{n} weitere Quellen auf dieser Seite",
        "before_event": "Vor dem Ereignis, zählt nicht",
        "corrected": "Später berichtigt, zählt nicht",
        "rated": "Einstufung: {rating}",
        "searched_one": "{n} Bericht durchsucht; am nächsten kommt:",
        "searched": "{n} Berichte durchsucht; am nächsten kommt:",
        "passages_one": "{n} weitere Passage",
        "passages": "{n} weitere Passagen",
        "others_one": "{n} weitere ähnliche Passage ohne klare Aussage",
        "others": "{n} weitere ähnliche Passagen ohne klare Aussage",
        "copy": "Gleiche Quelle, einmal gezählt",
        "fact_check": "Faktencheck",
        "unknown_outlet": "Unbekanntes Medium",
        "no_date": "ohne Datum",
        "text": "Der Artikel im Wortlaut",
        "boilerplate_one": "{n} Absatz, der nicht zum Artikel gehört (Werbung, Hinweise)",
        "boilerplate": "{n} Absätze, die nicht zum Artikel gehören (Werbung, Hinweise)",
        "orphans": "Entscheidungen zu früheren Fassungen",
        "orphans_note": "Diese Sätze stehen in der neuesten Prüfung nicht mehr unter den Behauptungen.",
        "method": "Herkunft der Ergebnisse",
        "generation": "Index",
        "encoder": "Encoder",
        "stance_model": "Stance-Modell",
        "top": "Zum Überblick",
        "by": "von",
    },
    "en": {
        "report": "Verification report",
        "untitled": "Untitled article",
        "original": "Open the article",
        "checked": "Checked against {reports} reports ({passages} passages)",
        "made": "As of {when}",
        "disclaimer": "Suggestions are made by a program and do not replace a review. "
        "What counts is what the reviewers decided.",
        "overview": "Overview",
        "suggested_n": "suggested",
        "decided_n": "decided",
        "claims": "Claims",
        "claim": "Claim",
        "no_claims": "No checkable claim was found in this article.",
        "speaker": "Attributed to:",
        "matched": "Searched as:",
        "suggestion": "Suggestion",
        "confidence": "confidence",
        "decision": "Decision",
        "undecided": "Not decided yet",
        "disputed": "Decision, disputed",
        "dispute": "The reviewers disagree",
        "why": "Why",
        "differs": "Differs:",
        "agrees": "Agrees:",
        "supports": "Supports",
        "refutes": "Conflicts",
        "origins_one": "{n} independent origin",
        "origins": "{n} independent origins",
        "none_supports": "No passage was found that supports this.",
        "none_refutes": "No passage was found that conflicts with this.",
        "more_one": "{n} more origin on this side",
        "more": "{n} more origins on this side",
        "before_event": "Before the event, not counted",
        "corrected": "Corrected later, not counted",
        "rated": "Rated: {rating}",
        "searched_one": "{n} report searched; what comes nearest:",
        "searched": "{n} reports searched; what comes nearest:",
        "passages_one": "{n} more passage",
        "passages": "{n} more passages",
        "others_one": "{n} other near passage without a clear stance",
        "others": "{n} other near passages without a clear stance",
        "copy": "Same origin, counted once",
        "fact_check": "Fact-check",
        "unknown_outlet": "Unknown outlet",
        "no_date": "undated",
        "text": "The article’s text",
        "boilerplate_one": "{n} paragraph that is not part of the article (adverts, notices)",
        "boilerplate": "{n} paragraphs that are not part of the article (adverts, notices)",
        "orphans": "Decisions on earlier versions",
        "orphans_note": "These sentences are no longer among the claims of the latest check.",
        "method": "Where the results come from",
        "generation": "Index",
        "encoder": "Encoder",
        "stance_model": "Stance model",
        "top": "To the overview",
        "by": "by",
    },
}


class Mark(StrEnum):
    """What a passage's report has against or for it beside its words."""

    BEFORE_EVENT = "before_event"
    CORRECTED = "corrected"
    RATED = "rated"


def ui_language(language: str) -> str:
    """The language in which an article's exports are written: ``de`` or ``en``."""
    return "de" if language.lower().split("-")[0] == "de" else "en"


def verdict_word(verdict: Verdict, language: str) -> str:
    """The verdict as a reader of an article in ``language`` is told it."""
    return _VERDICTS[ui_language(language)][verdict]


class Words:
    """Strings, dates and numbers in the language of an article's exports."""

    def __init__(self, language: str) -> None:
        self.language = ui_language(language)
        self._locale = {"de": "de_DE", "en": "en_GB"}[self.language]

    def __getitem__(self, key: str) -> str:
        return _STRINGS[self.language][key]

    def verdict(self, verdict: Verdict) -> str:
        return _VERDICTS[self.language][verdict]

    def stance(self, stance: Stance) -> str:
        return _STANCES[self.language][stance]

    def modality(self, modality: Modality) -> str:
        """What a speaker does, as one word of it: ``says``, ``denies``."""
        return _MODALITIES[self.language][modality]

    def rating(self, rating: Rating) -> str:
        return rating_word(rating, self.language)

    def marks(self, evidence: Evidence) -> dict[Mark, str]:
        """The marks of a passage, each in words."""
        found = {Mark.BEFORE_EVENT: self[Mark.BEFORE_EVENT]} if evidence.before_event else {}
        if evidence.corrected_by:
            found[Mark.CORRECTED] = self[Mark.CORRECTED]
        if evidence.rating:
            found[Mark.RATED] = self[Mark.RATED].format(rating=self.rating(evidence.rating))
        return found

    def named_language(self, code: str) -> str:
        """A language's name, or its code where the exports have no word for it."""
        return _LANGUAGES[self.language].get(code, code)

    def count(self, key: str, n: int) -> str:
        """The string for ``n`` things, singular or plural."""
        return self[f"{key}_one" if n == 1 else key].format(n=self.number(n))

    def number(self, value: int) -> str:
        return str(format_decimal(value, locale=self._locale))

    def percent(self, share: float) -> str:
        space = "\N{NO-BREAK SPACE}" if self.language == "de" else ""
        return f"{round(share * 100)}{space}%"

    def day(self, moment: datetime | None) -> str:
        """A date, with the time where one is known: midnight stands for a day without a time."""
        if moment is None:
            return self["no_date"]
        if moment.time() == time():
            return str(format_date(moment, "d. MMMM y" if self.language == "de" else "d MMMM y", locale=self._locale))
        return self.moment(moment)

    def moment(self, moment: datetime) -> str:
        """Date and time in UTC."""
        pattern = "d. MMMM y, HH:mm 'UTC'" if self.language == "de" else "d MMMM y, HH:mm 'UTC'"
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return str(format_datetime(aware.astimezone(UTC), pattern, locale=self._locale))
