"""German sentences that attribute without a verb of saying and its subject: the passive, and ``will``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.claims.attribution_de import opens_clause, subject_after, subject_before
from workbench.claims.attribution_nouns import past_adverbs, phrase_de
from workbench.claims.attribution_tokens import Found, Segment, Span, span_of
from workbench.claims.attribution_words import ARTICLES_DE, PARTICIPLES_DE
from workbench.types import Modality

_PASSIVE = frozenset("wird werden wurde wurden".split())
_WANT = frozenset("will wollen wollte wollten".split())


def find_rest(parts: Sequence[Segment]) -> Found | None:
    """What is said to somebody by nobody named, or wanted by somebody."""
    return _passive(parts) or _plan(parts)


def _passive(parts: Sequence[Segment]) -> Found | None:
    """``Ihm wird vorgeworfen, …``, ``Ihr wurde Untreue vorgeworfen``, ``Es wird behauptet, …``."""
    for index, part in enumerate(parts):
        at = next((i for i, token in enumerate(part) if token.low in _PASSIVE), None)
        last = part[-1].low
        if at is None or last not in PARTICIPLES_DE:
            continue
        inner, after = part[at + 1 : -1], parts[index + 1 :]
        speaker, inner = _by(inner)
        own = inner[past_adverbs(inner, 0) :]
        if not after and not (last == "vorgeworfen" and own):
            continue
        if after and not (last == "vorgeworfen" or part[0].low == "es" or opens_clause(after[0])):
            continue
        said = (after[0][opens_clause(after[0])].start, after[-1][-1].end) if after else span_of(own)
        return Found(speaker, (said,), PARTICIPLES_DE[last][0].modality)
    return None


def _by(inner: Segment) -> tuple[Span | None, Segment]:
    at = next((i for i, token in enumerate(inner) if token.low in {"von", "vom"} and i + 1 < len(inner)), None)
    if at is not None and inner[at + 1].text[0].isdigit():
        return None, inner
    end = phrase_de(inner, at + 1) if at is not None else None
    if at is None or end is None:
        return None, inner
    start = at + 2 if inner[at + 1].low in ARTICLES_DE else at + 1
    return span_of(inner[start:end]), inner[:at] + inner[end:]


def _plan(parts: Sequence[Segment]) -> Found | None:
    """``Die Stadt will bis 2030 klimaneutral werden.``"""
    part = parts[0] if parts else []
    at = next((i for i, token in enumerate(part) if token.low in _WANT and i), None)
    if at is None or len(part) - at < 3:
        return None
    found, tail = subject_before(part[:at]), part[at + 1 :]
    if found is not None:
        speaker, own = found[0], tail
    elif (after := subject_after(tail, 0)) is not None:
        speaker, own = after[0], tail[after[1] :]
    else:
        return None
    refused = "nicht" in {token.low for token in own}
    if not own or refused or not re.fullmatch(r"[a-zäöüß]+n", own[-1].text):
        return None
    return Found(speaker, ((own[0].start, parts[-1][-1].end),), Modality.PLANS)
