"""Attribution: who says what a sentence says, the content alone, and what the speaker does with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from workbench.claims.attribution_de import find_frame as find_frame_de
from workbench.claims.attribution_en import find_frame as find_frame_en
from workbench.claims.attribution_rest_de import find_rest
from workbench.claims.attribution_sources_de import find_source as find_source_de
from workbench.claims.attribution_sources_en import find_passive
from workbench.claims.attribution_sources_en import find_source as find_source_en
from workbench.claims.attribution_tokens import Found, Span, is_speech, segments, tokenise, trimmed
from workbench.claims.attribution_words import FINITE_DE, VERBS_EN
from workbench.types import Modality

Rule = Callable[[str], Found | None]


@dataclass(frozen=True, slots=True)
class Speaker:
    """``sentence[start:end] == text``. An article stays before a subject (``der Minister``) and is left away else."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """``said`` is the sentence at ``spans``, joined by blanks, without quotation marks around it.

    ``speaker`` is None where the sentence attributes to nobody it names: ``sagte er``, ``ihm wird vorgeworfen``.
    """

    speaker: Speaker | None
    said: str
    spans: tuple[Span, ...]
    modality: Modality


def _frame_de(sentence: str) -> Found | None:
    parts = segments(tokenise(sentence), FINITE_DE)
    return find_frame_de(parts) or find_rest(parts)


def _frame_en(sentence: str) -> Found | None:
    return find_frame_en(sentence, segments(tokenise(sentence), VERBS_EN)) or find_passive(sentence)


_FRAMES: dict[str, Rule] = {"de": _frame_de, "en": _frame_en}
_SOURCES: dict[str, Rule] = {"de": find_source_de, "en": find_source_en}


def attribute(sentence: str, language: str) -> Attribution | None:
    """Who says the content of ``sentence``, by rules for ``de`` and ``en``; None where it stands on its own.

    Spans are code points of ``sentence``, end exclusive. A sentence in another language is never attributed.
    """
    code = language.lower().split("-")[0]
    if code not in _FRAMES:
        return None
    rules = [_SOURCES[code], _FRAMES[code]]
    # Beside a direct quote a source phrase says where it was said: „…“, sagte X laut Mitteilung.
    if any(is_speech(token) for token in tokenise(sentence)):
        rules.reverse()
    for rule in rules:
        if (found := rule(sentence)) is not None and (made := _made(sentence, found)) is not None:
            return made
    return None


def _made(sentence: str, found: Found) -> Attribution | None:
    spans = tuple(span for each in found.said if (span := trimmed(sentence, each)) is not None)
    if not spans:
        return None
    said = sentence[slice(*spans[0])]
    for (_, end), (start, stop) in pairwise(spans):
        said += _joint(sentence[end:start].strip()) + sentence[start:stop]
    speaker = Speaker(sentence[slice(*found.speaker)], *found.speaker) if found.speaker else None
    return Attribution(speaker, said, spans, found.modality)


def _joint(gap: str) -> str:
    """A comma where the words between only ended a clause (``… gefordert, die …``), a blank after an aside."""
    return ", " if gap.endswith(",") and gap[0].isalnum() else " "
