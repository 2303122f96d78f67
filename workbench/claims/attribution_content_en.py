"""English: what follows a verb of saying, and whether it is content: a clause, an infinitive, a noun phrase."""

from __future__ import annotations

import re

from workbench.claims.attribution_words import CHARGES, EnglishVerb
from workbench.types import Modality

_TIMES = re.compile(
    r"(?:(?:late |early )?(?:on|in|at|during|after|before) (?!which\b)(?:[^\s,]+ ){0,6}?"
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|statement|interview(?: with [^\s,]+(?: [A-Z]\S+)*)?|"
    r"morning|afternoon|evening|night|conference|briefing|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|report|letter|post|email|speech|meeting|parliament|court|twitter|facebook|x|\d{4}|"
    r"(?-i:[A-Z])[^\s,]+)|(?:late |early )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"(?: morning| afternoon| evening| night)?|yesterday|today|tonight|earlier|later|"
    r"again|also|to reporters|to journalists|(?:last|this|earlier this) (?:week|month|year|night))\b",
    re.I,
)
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|did|does|do|may|might|should|must|isn.t|wasn.t|won.t|"
    r"(?<!\ba )(?<!\ban )(?<!\bthe )[a-z]{2,}ed|"
    r"fell|rose|went|made|took|gave|left|lost|won|cost|kept|began|came|became|got|saw|broke|cut|hit|"
    r"[a-z]{3,}(?<!s)s)\b"
)
AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|could|can|did|may|might|should|must)\b")
_NO_CONTENT = frozenset(
    "so nothing goodbye no yes sorry by as and or but is are was were has have had will of between".split()
)
# Nouns follow them as easily as clauses do.
_BARE = frozenset("say think believe insist warn argue maintain allege expect suggest".split())


def after_times(text: str) -> str:
    """A text without the times and places it begins with."""
    while match := _TIMES.match(text):
        text = text[match.end() :].lstrip(" ,")
    return text


def accepted(entry: EnglishVerb, rest: str, *, quoted: bool) -> str:
    """The content among what follows the verb, or nothing."""
    words = rest.split()
    if not words or words[0].lower().strip(",.") in _NO_CONTENT:
        return ""
    if words[0] == "that" and len(words) > 2:
        return rest if AUXILIARY.fullmatch(words[1]) else rest[5:]
    return rest if _is_content(entry, rest, words, quoted=quoted) else ""


def _is_content(entry: EnglishVerb, rest: str, words: list[str], *, quoted: bool) -> bool:
    if words[0] == "to" and len(words) > 1 and entry.base != "appeal":
        return entry.infinitive
    if entry.objects:
        return _takes(entry, rest)
    if entry.base == "ask" and not quoted:
        return words[0] in {"whether", "if", "why", "how", "what", "when", "who"}
    spoken = quoted and entry.modality is Modality.ASSERTS
    return not entry.infinitive and (spoken or (len(words) > 2 and _is_clause(entry, rest)))


def _is_clause(entry: EnglishVerb, rest: str) -> bool:
    if entry.base == "say":
        return True
    found = _CLAUSE.search(re.split(r",| (?:which|who|that)\b", rest)[0])
    return found is not None and (entry.base in _BARE or not found.group().endswith("s") or len(found.group()) <= 3)


def _takes(entry: EnglishVerb, rest: str) -> bool:
    if entry.base in {"reject", "dismiss", "refute"}:
        return re.search(CHARGES, " ".join(rest.split()[:6]), re.I) is not None
    if entry.base == "plan":
        return rest.split(maxsplit=1)[0] not in {"for", "of", "on", "in", "by", "about", "at", "under", "with", "from"}
    return entry.base != "describe" or " as " in rest
