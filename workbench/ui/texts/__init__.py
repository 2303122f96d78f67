"""What the UI says, in German and English, with dates and numbers in the reader's form."""

from __future__ import annotations

from datetime import UTC, datetime, time, tzinfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from workbench.exports.words import Mark, Words
from workbench.types import Evidence, Modality, Stance, Verdict
from workbench.ui.texts.de import STRINGS as GERMAN
from workbench.ui.texts.en import STRINGS as ENGLISH

LANGUAGES = {"de": "Deutsch", "en": "English"}
STRINGS = {"de": GERMAN, "en": ENGLISH}
_LOCALES = {"de": "de_DE", "en": "en_GB"}
_DAYS = {"de": "d. MMMM y", "en": "d MMMM y"}
_MOMENTS = {"de": "d. MMM y, HH:mm", "en": "d MMM y, HH:mm"}


class Texts:
    """Strings by key for one language. ``zone`` is the reader's time zone."""

    def __init__(self, language: str, zone: tzinfo = UTC) -> None:
        self.language = language if language in LANGUAGES else "en"
        self.zone = zone
        self._locale = _LOCALES[self.language]
        self._words = Words(self.language)

    def __getitem__(self, key: str) -> str:
        return STRINGS[self.language][key]

    def say(self, key: str, **values: object) -> str:
        """The string with its places filled; numbers are written as the reader writes them."""
        shown = {name: self.number(v) if isinstance(v, int) else v for name, v in values.items()}
        return self[key].format(**shown)

    def count(self, key: str, n: int, **values: object) -> str:
        """The string for ``n`` things: ``key`` or, for one thing, ``key_one``."""
        return self.say(f"{key}_one" if n == 1 else key, n=n, **values)

    def verdict(self, verdict: Verdict) -> str:
        return self._words.verdict(verdict)

    def stance(self, stance: Stance) -> str:
        return self._words.stance(stance)

    def marks(self, evidence: Evidence) -> dict[Mark, str]:
        return self._words.marks(evidence)

    def modality(self, modality: Modality) -> str:
        return self._words.modality(modality)

    def language_name(self, code: str) -> str:
        """A language's name; an unknown code is shown as it is."""
        name = Locale.parse(self._locale).languages.get(code.lower())
        return str(name) if name else code or self["unknown_language"]

    def number(self, value: int) -> str:
        return str(format_decimal(value, locale=self._locale))

    def percent(self, share: float) -> str:
        return self._words.percent(share)

    def day(self, moment: datetime | None) -> str:
        """The day a text appeared; midnight in UTC stands for a day without a time and is not shifted."""
        if moment is None:
            return self["no_date"]
        if moment.time() != time():
            moment = moment.astimezone(self.zone)
        return str(format_date(moment, _DAYS[self.language], locale=self._locale))

    def short_day(self, moment: datetime) -> str:
        """The day where the reader is, in figures."""
        return str(format_date(moment.astimezone(self.zone), "medium", locale=self._locale))

    def moment(self, moment: datetime) -> str:
        """Day and time where the reader is."""
        local = moment.astimezone(self.zone)
        return str(format_datetime(local, _MOMENTS[self.language], locale=self._locale))
