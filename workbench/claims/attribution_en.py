"""English: a subject with a verb of saying, before, after or within what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.claims.attribution_content_en import AUXILIARY, accepted, after_times
from workbench.claims.attribution_nouns import is_phrase_en, phrase_en
from workbench.claims.attribution_tokens import (
    Found,
    Kind,
    Segment,
    Span,
    Token,
    is_speech,
    span_of,
    speech_in,
)
from workbench.claims.attribution_words import DAYS, PRONOUNS_EN, VERBS_EN, EnglishVerb

_HAVE = frozenset("has have had".split())
_BE = frozenset("is are was were been be".split())
_ADVERBS = frozenset(
    "also later earlier already repeatedly again then since flatly strongly publicly now still".split()
)
_REFUSED = frozenset("not never didn't don't doesn't didn’t don’t doesn’t to would could should".split())
_ASIDE_THAT = re.compile(
    r"^(?:on|in|at|during|after|before|to|late|early|following|[a-z]+ly) (?:[^\s,]+ ){0,7}?(?=that )"
)
_INVERTED = frozenset("say report add write warn".split())
_NOUNS_IN_LY = frozenset("family assembly supply reply rally monopoly anomaly bully elderly".split())
_NOUNS = frozenset(
    """
    claim report question blame call demand plan doubt estimate note state show stress appeal request promise pledge vow
    hope aim reply tweet dispute want find call+for call+on appeal+for appeal+to doubt propose
    """.split()
)
_SAY = frozenset("say estimate add write warn argue explain insist tell".split())


@dataclass(frozen=True, slots=True)
class SaidBy:
    """A verb of saying in a segment: its words are ``part[start:end]``, auxiliaries included."""

    start: int
    end: int
    entry: EnglishVerb


def find_frame(sentence: str, parts: Sequence[Segment]) -> Found | None:
    """Who says what in the main clause of an English sentence, or None."""
    verbs = [(index, verb) for index, part in enumerate(parts) for verb in verbs_of(part)]
    # What closes the sentence, “…, X said”, holds the whole of it, another said inside included.
    outer = [pair for pair in verbs if pair[0] == len(parts) - 1 and pair[0]]
    for index, verb in outer:
        if (found := _closing(sentence, parts, index, verb)) is not None:
            return found
    for index, verb in verbs:
        found = _after_subject(sentence, parts, index, verb) or _before_subject(sentence, parts, index, verb)
        if found is not None:
            return found
    return None


def verbs_of(part: Segment) -> Iterator[SaidBy]:
    for at, token in enumerate(part):
        if token.kind is not Kind.WORD or (token.named and at):
            continue
        for entry in VERBS_EN.get(token.low, ()):
            end = at + len(entry.words)
            if tuple(each.low for each in part[at:end]) != entry.words:
                continue
            start = _auxiliaries(part, at, entry)
            if start is not None:
                yield SaidBy(start, end, entry)
            break


def _auxiliaries(part: Segment, at: int, entry: EnglishVerb) -> int | None:
    """Where the verb group begins; None where the words before make it something else, ``did not say``."""
    i = at
    while i and _is_adverb(part[i - 1]):
        i -= 1
    before = part[i - 1].low if i else ""
    if before in _HAVE:
        return i - 1 if 3 in entry.forms else None
    if before in _BE:
        return i - 1 if 4 in entry.forms else None
    if before in _REFUSED or entry.forms <= {4} or entry.forms == {3} or _is_noun(part[:i], entry):
        return None
    if before in {"will", "'ll"}:
        return i - 1
    return i


def _is_noun(before: Segment, entry: EnglishVerb) -> bool:
    """Whether ``claims``, ``question``, ``blame`` is a noun here: another verb before it, or no plural for the form."""
    if entry.base not in _NOUNS or 2 in entry.forms or not before:
        return False
    others = any(len(token.text) > 4 and token.text.endswith("ed") for token in before[1:])
    plural = before[-1].low.endswith("s") or before[-1].low in {"people", "police", "they", "we", "men", "women"}
    return others or (0 in entry.forms and not plural and "and" not in {token.low for token in before})


def _is_adverb(token: Token) -> bool:
    adverb = token.text.endswith("ly") and len(token.text) > 4 and not token.named
    return token.low in _ADVERBS or (adverb and token.low not in _NOUNS_IN_LY)


def _after_subject(sentence: str, parts: Sequence[Segment], index: int, verb: SaidBy) -> Found | None:
    """The subject stands before the verb: ``X said (that) …``, ``…, X said.``, ``“…,” X said, “…”``."""
    before = _without_lead(parts[index][: verb.start])
    if not before:
        return _after_apposition(sentence, parts, index, verb) if verb.start == 0 and index else None
    if (found := _closing(sentence, parts, index, verb)) is not None:
        return found
    subject = _subject(before)
    if subject is None or not _may_open(parts, index):
        return None
    return _content_after(sentence, parts, index, verb, subject[0])


def _subject(before: Segment) -> tuple[Span | None] | None:
    """The subject before a verb: its span, (None,) for a pronoun, None where it is none."""
    if len(before) == 1 and before[0].low in PRONOUNS_EN:
        return (None,)
    if not is_phrase_en(before):
        return None
    end = next((i for i, token in enumerate(before) if i and (token.text == "(" or _is_adverb(token))), len(before))
    return (span_of(_without_time(before[:end])),)


def _closing(sentence: str, parts: Sequence[Segment], index: int, verb: SaidBy) -> Found | None:
    """``…, X said on Monday``: nothing of what is said follows in this stretch."""
    subject = _subject(before) if (before := _without_lead(parts[index][: verb.start])) else None
    if not index or subject is None or not ends_frame(sentence, parts, index, verb):
        return None
    said = _content_before(parts, index, verb)
    return Found(subject[0], said, verb.entry.modality) if said else None


def _after_apposition(sentence: str, parts: Sequence[Segment], index: int, verb: SaidBy) -> Found | None:
    """``Jane Hill, who leads the port, said …`` and ``“…,” Jane Hill, a lawyer, said.``"""
    quoted = speech_in(parts[0]) is not None
    begin = 1 if quoted else 0
    first = _without_lead(parts[begin])
    if index != begin + 2 or not first or (subject := _subject(first)) is None:
        return None
    if quoted:
        said = _content_before([parts[0], *parts[index:]], 1, verb)
        return Found(subject[0], said, verb.entry.modality) if said else None
    return _content_after(sentence, parts, index, verb, subject[0])


def _without_lead(before: Segment) -> Segment:
    if before and before[0].text == "(":
        return before[1:]
    return before[1:] if before and before[0].low in {"and", "but", "as", "so"} else before


def _without_time(before: Segment) -> Segment:
    at = next((i for i, token in enumerate(before) if token.low in {"on", "late", *DAYS} and i), len(before))
    return before[:at]


def _may_open(parts: Sequence[Segment], index: int) -> bool:
    """Whether the clause is a main clause: first, after an opener, or joined by and or but."""
    if index == 0:
        return parts[0][0].low not in {"as", "if", "when", "after", "while", "because", "although", "what", "how"}
    opener = "on in at after before during for since with amid under despite earlier later but and still already so"
    first = parts[0][0].low
    return first in opener.split() or len(parts[0]) == 1 or parts[index][0].low in {"and", "but"}


def ends_frame(sentence: str, parts: Sequence[Segment], index: int, verb: SaidBy) -> bool:
    """Whether nothing follows the verb in its segment but a time, a place or a listener."""
    part = parts[index]
    if verb.end < len(part) and speech_in(parts[index - 1]) and part[verb.end].low != "that":
        return True
    if verb.entry.base == "tell":
        rest = sentence[part[verb.end].start : part[-1].end] if verb.end < len(part) else ""
        return phrase_en(part, verb.end) is not None and not AUXILIARY.search(rest)
    return is_aside(sentence, part, verb.end)


def is_aside(sentence: str, part: Segment, at: int) -> bool:
    """Whether nothing stands from ``at`` on but times and places."""
    return at >= len(part) or not after_times(sentence[part[at].start : part[-1].end])


def _content_before(parts: Sequence[Segment], index: int, verb: SaidBy) -> tuple[Span, ...]:
    before, after = parts[:index], parts[index + 1 :]
    spoken = [token for part in before if (token := speech_in(part))]
    # claims, reports, shows: without a quote before them they are nouns as often as verbs.
    doubtful = verb.entry.forms == {1} and verb.entry.base not in _SAY
    if not spoken and (doubtful or sum(len(part) for part in before) < 3):
        return ()
    head = (before[0][0].start, before[-1][-1].end)
    if spoken:
        return (head, *((part[0].start, part[0].end) for part in after if speech_in(part) is part[0]))
    describes = not after or after[0][0].low in {
        "who",
        "which",
        "citing",
        "adding",
        "and",
        "after",
        "a",
        "an",
        "the",
        "in",
    }
    return (head,) if describes else (head, (after[0][0].start, after[-1][-1].end))


def _before_subject(sentence: str, parts: Sequence[Segment], index: int, verb: SaidBy) -> Found | None:
    """The verb stands first: ``…, said X on Monday.``"""
    part = parts[index]
    if index == 0 or verb.start != 0 or not verb.entry.forms & {1, 2}:
        return None
    end = phrase_en(part, verb.end)
    pronoun = verb.end < len(part) and part[verb.end].low in PRONOUNS_EN
    end = verb.end + 1 if pronoun else end
    said = _content_before(parts, index, verb)
    if not speech_in(parts[index - 1]) and not (verb.entry.base in _INVERTED and is_aside(sentence, part, end or 0)):
        return None
    if not said or (end is None and not pronoun):
        return None
    return Found(None if pronoun or end is None else span_of(part[verb.end : end]), said, verb.entry.modality)


def _content_after(
    sentence: str, parts: Sequence[Segment], index: int, verb: SaidBy, speaker: Span | None
) -> Found | None:
    part, entry = parts[index], verb.entry
    stop = parts[-1][-1].end
    at = _past_listener(part, verb.end) if entry.base == "tell" else verb.end
    begin = part[at].start if at < len(part) else part[-1].end
    rest = sentence[begin:stop].lstrip(" ,:–—")
    if not rest.startswith("that "):
        rest = _ASIDE_THAT.sub("", after_times(rest).lstrip(" ,:–—"))
    said = accepted(entry, rest, quoted=_quote_follows(parts, index, at))
    return Found(speaker, ((stop - len(said), stop),), entry.modality) if said else None


def _quote_follows(parts: Sequence[Segment], index: int, at: int) -> bool:
    following = [*parts[index][at:], *(parts[index + 1] if index + 1 < len(parts) else [])]
    return any(is_speech(token) for token in following)


def _past_listener(part: Segment, at: int) -> int:
    """Past whom it was told: ``reporters``, ``the BBC``, ``AFP news agency``, up to ``that`` where it follows."""
    that = next((i for i in range(at, min(at + 8, len(part))) if part[i].low == "that"), None)
    if that is not None:
        return that
    i = at + 1 if at < len(part) and part[at].low in {"the", "a", "an", "his", "her", "their"} else at
    start = i
    while i < len(part) and (part[i].named or i == start):
        i += 1
    while i < len(part) and part[i].low in {"news", "agency", "newspaper", "conference", "committee", "radio", "on"}:
        i += 2 if part[i].low == "on" else 1
    return i
