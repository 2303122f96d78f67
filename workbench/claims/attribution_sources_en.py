"""English phrases that name a source beside a sentence: ``according to X``, ``as X said on Monday``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.claims.attribution_en import is_aside, verbs_of
from workbench.claims.attribution_nouns import is_phrase_en
from workbench.claims.attribution_tokens import Found, Token, outside, segments, span_of, tokenise
from workbench.claims.attribution_words import DAYS, VERBS_EN
from workbench.types import Modality

_PLANNED = frozenset("plan schedule need custom tradition size age taste type season weather rank weight needs".split())


def find_source(sentence: str) -> Found | None:
    """``according to X``, ``as X said on Monday``: what is said is the sentence without the phrase."""
    tokens = tokenise(sentence)
    for i, token in enumerate(tokens[:-2]):
        if token.low == "according" and tokens[i + 1].low == "to" and tokens[i + 2].low not in _PLANNED:
            return _according(sentence, tokens, i)
    parts = segments(tokens, VERBS_EN)
    for index, part in enumerate(parts):
        if part[0].low == "as" and 2 < len(part) < len(tokens) - 2 and (found := _as_said(sentence, parts, index)):
            return found
    return None


def _as_said(sentence: str, parts: Sequence[Sequence[Token]], index: int) -> Found | None:
    part = list(parts[index])
    for verb in verbs_of(part):
        subject = part[1 : verb.start]
        if subject and is_phrase_en(subject) and is_aside(sentence, part, verb.end):
            return Found(span_of(subject), outside(sentence, span_of(part)), verb.entry.modality)
    return None


def _according(sentence: str, tokens: Sequence[Token], at: int) -> Found | None:
    end = next((i for i in range(at + 2, len(tokens)) if tokens[i].text in {",", ";", "–", "—", "."}), len(tokens))
    if tokens[at + 2].low in {"him", "her", "them", "me", "us"}:
        return Found(None, outside(sentence, (tokens[at].start, tokens[at + 2].end)), Modality.ASSERTS)
    named = _source_end(tokens[:end], at + 2)
    if named == at + 2 or tokens[named - 1].low in _PLANNED:
        return None
    cut = (tokens[at].start, tokens[end - 1].end)
    return Found(span_of(tokens[at + 2 : named]), outside(sentence, cut), Modality.ASSERTS)


def _source_end(tokens: Sequence[Token], at: int) -> int:
    """Where the source ends: before when and where it was said."""
    stops = {"published", "released", "seen", "on", "who", "which", "that", "issued", "obtained", "late", *DAYS}
    return next((i for i in range(at, len(tokens)) if tokens[i].low in stops), len(tokens))


def find_passive(sentence: str) -> Found | None:
    """``X is accused of …``, ``It is alleged that …``."""
    match = re.search(r"\b(?:is|are|was|were|been) (?:also )?accused (?:by (?P<who>[^,]{3,60}?) )?of ", sentence)
    if match is not None:
        speaker = match.span("who") if match["who"] else None
        return Found(speaker, ((match.end(), len(sentence)),), Modality.ASSERTS)
    match = re.match(r"It (?:is|was|has been) (?P<verb>\w+) that (?=\w)", sentence)
    if match is not None and (verbs := VERBS_EN.get(match["verb"])):
        return Found(None, ((match.end(), len(sentence)),), verbs[0].modality)
    return None
