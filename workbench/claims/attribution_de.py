"""German: a subject with a verb of saying, before, after or within what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.claims.abbreviations import STARTERS
from workbench.claims.attribution_nouns import ADVERBS_DE, is_particle_de, past_adverbs, phrase_de
from workbench.claims.attribution_tokens import Found, Kind, Segment, Span, Token, is_speech, span_of, speech_in
from workbench.claims.attribution_words import (
    ARTICLES_DE,
    CHARGES,
    DAYS,
    FINITE_DE,
    OWNERS_DE,
    PARTICIPLES_DE,
    PRONOUNS_DE,
    Verb,
)
from workbench.types import Modality

_HAVE = frozenset("hat haben hatte hatten".split())
_JOINERS = frozenset("und aber doch denn sowie so".split())
_AFTER_NOUN = frozenset("in im am aus von vom bei beim für zum zur an gegen auf um".split())
_ASIDE = frozenset("am in im bei beim gegenüber vor nach auf an zu zum zur aus während laut mit über seit via".split())
_OBJECTS = frozenset(
    "ein eine einen kein keine keinen das die den nichts viele mehrere ihre ihren seine seinen".split()
)
_OBLIQUE = frozenset("ihm ihn ihnen mir mich uns euch dem den des einem einen ihrem seinem ihren seinen".split())
_MANY = frozenset("viele einige mehrere zahlreiche alle manche".split())
_WITH_NOUN = frozenset("diese dieser viele manche einige beide".split())
_NO_SUBJECT = (STARTERS - ARTICLES_DE - OWNERS_DE - PRONOUNS_DE - _MANY) | frozenset(
    "mehr dazu darin darauf heute zuvor sodann andernfalls zuletzt vorerst erst mittlerweile inzwischen anfang mitte "
    "ende".split()
)
_SUBORDINATE = frozenset("nachdem weil dass ob wenn als obwohl während bevor bis sodass damit falls".split())
_ADVERB = re.compile(
    r".*(?:lich|weise|seits|falls|mals)|(?:immer|weiter|ohne|darauf)hin|(?:zu|außer|trotz|seit)dem|(?:da|bis|vor|nach)her"
    r"|(?:des|von)wegen",
    re.I,
)
# Behind a direct quote any verb is one of saying: „…“, freut sich Müller.
_ANY_VERB = re.compile(r"[a-zäöüß]{2,}(?:t|te|ten|en)|gab|schob|stieß|schrie|rang")
_ANY = Verb("", Modality.ASSERTS, (), False)
_REPORTED = frozenset("sei seien habe werde könne müsse solle wolle dürfe gebe hätten würden".split())
# With these a clause after the comma is only what is said where dass, a colon, a quote or the mood says so.
_WEAK = frozenset("rufen klagen zeigen ergeben urteilen erzählen fortfahren loben glauben".split())
_NO_CONTENT = frozenset("weil obwohl ohne und aber sondern oder sodass nachdem bevor".split())


@dataclass(frozen=True, slots=True)
class _Frame:
    """A segment with a verb of saying. ``rest``: its tokens behind verb and subject, without particle or participle."""

    index: int
    first: bool
    verb: Verb
    speaker: Span | None
    rest: Sequence[Token]


def find_frame(parts: Sequence[Segment]) -> Found | None:
    """Who says what in the main clause of a German sentence, or None."""
    frames = [frame for index in range(len(parts)) for frame in _frames(parts, index)]
    for frame in sorted(frames, key=lambda frame: not frame.first):
        said = _content_before(parts, frame) if frame.first else _content_after(parts, frame)
        if said:
            return Found(frame.speaker, said, frame.verb.modality)
    return None


def _frames(parts: Sequence[Segment], index: int) -> Iterator[_Frame]:
    part = _until_second_verb(_without_joiner(parts[index]))
    for at, token in enumerate(part):
        if token.kind is not Kind.WORD or token.named:
            continue
        for verb, tail in _verbs(part, at):
            frame = _framed(parts, index, part[:at], verb, tail)
            if frame is not None:
                yield frame
    if index and is_speech(parts[index - 1][-1]) and _ANY_VERB.fullmatch(part[0].text):
        frame = _inverted(parts, index, True, _ANY, part[1:])
        if frame is not None:
            yield frame


def _until_second_verb(part: Segment) -> Segment:
    """``sagte X und fügte hinzu``: up to und."""
    cut = (i for i in range(1, len(part) - 1) if part[i].low == "und" and part[i + 1].low in FINITE_DE)
    return part[: next(cut, len(part))]


def _without_joiner(part: Segment) -> Segment:
    return part[1:] if len(part) > 1 and part[0].low in _JOINERS else part


def _verbs(part: Segment, at: int) -> Iterator[tuple[Verb, Segment]]:
    """Readings of the word at ``at`` as a finite verb of saying, with what follows it less particle or participle."""
    tail = part[at + 1 :]
    if part[at].low in _HAVE and tail:
        last = tail[-1].low
        for verb in PARTICIPLES_DE.get(last, ()):
            if not verb.particle or last.startswith(verb.particle[-1]) or _has(tail[:-1], verb.particle):
                yield verb, _less(tail[:-1], verb.particle)
    for verb in FINITE_DE.get(part[at].low, ()):
        if verb.particle and _has(tail, verb.particle) and tail[-1].low == verb.particle[-1]:
            yield verb, _less(tail, verb.particle)
        elif not verb.particle and not (tail and is_particle_de(tail[-1])):
            yield verb, tail


def _has(tail: Sequence[Token], words: tuple[str, ...]) -> bool:
    return set(words) <= {token.low for token in tail}


def _less(tail: Segment, words: tuple[str, ...]) -> Segment:
    return [token for token in tail if token.low not in words]


def _framed(parts: Sequence[Segment], index: int, before: Segment, verb: Verb, tail: Segment) -> _Frame | None:
    if before:
        found = subject_before(before)
        if found is not None:
            return _Frame(index, False, verb, found[0], tail)
        if before[0].low in _SUBORDINATE or not (index == 0 or parts[index][0].low in _JOINERS):
            return None
    elif index == 0:
        return None
    elif (subject := _subject_over(parts[:index])) is not None:
        return _Frame(index, False, verb, subject, tail)
    return _inverted(parts, index, not before, verb, tail)


def _inverted(parts: Sequence[Segment], index: int, first: bool, verb: Verb, tail: Segment) -> _Frame | None:
    at = past_adverbs(tail, 0)
    after = subject_after(tail, at)
    if after is None:
        return None
    speaker, end = after
    if speaker and first and end == len(tail) and index + 1 < len(parts) and _is_name(parts[index + 1]):
        speaker = (speaker[0], parts[index + 1][-1].end)
    return _Frame(index, first, verb, speaker, tail[end:])


def _is_name(part: Segment) -> bool:
    return 1 < len(part) <= 4 and all(token.named for token in part)


def subject_before(before: Segment) -> tuple[Span | None] | None:
    """The subject that fills the place before the verb: its span, (None,) for a pronoun, None where there is none."""
    if before[0].low in PRONOUNS_DE and all(token.low in ADVERBS_DE for token in before[1:]):
        return (None,)
    if before[0].low in _OBLIQUE | _NO_SUBJECT | ADVERBS_DE or (len(before) == 1 and _ADVERB.fullmatch(before[0].text)):
        return None
    at = 1 if before[0].low in _MANY else 0
    end = phrase_de(before, at)
    if end is None or (end < len(before) and not _tail_of_subject(before, end)):
        return None
    cut = next((i for i in range(end, len(before)) if before[i].low in {"am", *ADVERBS_DE}), len(before))
    return (_unbracketed(before[:cut]),)


def _tail_of_subject(before: Segment, end: int) -> bool:
    rest = before[end:]
    return rest[0].low in _AFTER_NOUN | ADVERBS_DE | {"selbst"} and len(rest) <= 7


def _unbracketed(tokens: Sequence[Token]) -> Span:
    opening = next((i for i, token in enumerate(tokens) if token.text == "("), None)
    return span_of(tokens[:opening] if opening and tokens[-1].text == ")" else tokens)


def _subject_over(parts: Sequence[Segment]) -> Span | None:
    """A subject with an apposition or relative clause, ``Der Vorsitzende, Jörg Hof, sagte``, or None."""
    found = subject_before(_without_joiner(parts[0]))
    if found is None or found[0] is None or len(parts) == 1:
        return None
    if len(parts) == 2 and _is_apposition(parts[1]):
        return found[0][0], _unbracketed(parts[1])[1]
    relative = len(parts) == 2 and parts[1][0].low in {"der", "die", "das", "dessen", "deren"}
    return found[0] if relative else None


def _is_apposition(part: Segment) -> bool:
    if phrase_de(part, 0) == len(part):
        return True
    return len(part) <= 7 and part[-1].named and not any(token.low in FINITE_DE for token in part)


def subject_after(tail: Segment, at: int) -> tuple[Span | None, int] | None:
    """The subject that stands at ``at`` behind the verb, and where it ends."""
    if at >= len(tail):
        return None
    if tail[at].low in PRONOUNS_DE and not (tail[at].low in _WITH_NOUN and at + 1 < len(tail) and tail[at + 1].named):
        return None, at + 1
    start = at + 1 if tail[at].low in _MANY else at
    if tail[at].low in _OBLIQUE or (end := phrase_de(tail, start)) is None:
        return None
    return _unbracketed(tail[at:end]), end


def _content_before(parts: Sequence[Segment], frame: _Frame) -> tuple[Span, ...]:
    """``…, sagte X.`` and ``…, sagte X, …``: what stands before and, unless it describes the speaker, after."""
    before, after = parts[: frame.index], parts[frame.index + 1 :]
    short = sum(len(part) for part in before) < 2 and speech_in(before[0]) is None
    if short or any(token.low in {"nicht", "nichts"} for token in frame.rest):
        return ()
    spoken = [token for part in before if (token := speech_in(part))]
    if not spoken and _takes_object(frame.rest):
        return ()
    head = (before[0][opens_clause(before[0])].start, before[-1][-1].end)
    if spoken:
        return (head, *((part[0].start, part[0].end) for part in after if speech_in(part) is part[0]))
    describes = not after or _describes(after[0])
    return (head,) if describes else (head, (after[0][0].start, after[-1][-1].end))


def _describes(part: Segment) -> bool:
    """Whether what follows ``…, sagte X,`` speaks of the speaker: a relative clause or an office."""
    end = phrase_de(part, 0)
    office = end is not None and (end == len(part) or part[end].low in _AFTER_NOUN)
    return office or part[0].low in ARTICLES_DE | {"und", "nachdem", "wo", "deren", "dessen"}


def _content_after(parts: Sequence[Segment], frame: _Frame) -> tuple[Span, ...]:
    after, rest = parts[frame.index + 1 :], list(frame.rest)
    if any(token.low in {"nicht", "nichts"} for token in rest):
        return ()
    spoken = next((token for token in rest if is_speech(token)), None)
    if spoken is not None and not frame.verb.objects:
        return ((spoken.start, spoken.end),)
    own = rest[past_adverbs(rest, 0) :] if frame.verb.objects else []
    if own and _is_object(frame.verb, own) and not (after and opens_clause(after[0])):
        return _object(parts[frame.index], own, after)
    return _clause(frame.verb, after, rest) if after else ()


def _object(part: Segment, own: Sequence[Token], after: Sequence[Segment]) -> tuple[Span, ...]:
    """A noun phrase with the clause that hangs on it; a participle or particle between the two is left out."""
    if not after or after[0][0].low in _JOINERS:
        return (span_of(own),)
    end = after[-1][-1].end
    return ((own[0].start, end),) if own[-1] is part[-1] else (span_of(own), (after[0][0].start, end))


def _is_object(verb: Verb, own: Sequence[Token]) -> bool:
    words = " ".join(token.low for token in own)
    if verb.particle == ("zurück",):
        return re.search(CHARGES, words) is not None
    if verb.lemma in {"nennen", "bezeichnen"}:
        return any(token.kind is Kind.QUOTE or token.low == "als" for token in own)
    if verb.lemma in {"warnen", "drängen"}:
        return own[0].low in {"vor", "auf"}
    return len(own) > 1 or own[0].named


def opens_clause(part: Segment) -> bool:
    return part[0].low == "dass" and len(part) > 1


def _clause(verb: Verb, after: Sequence[Segment], rest: Sequence[Token]) -> tuple[Span, ...]:
    """What follows the comma or colon: a quote, a clause with or without ``dass``, an infinitive."""
    first, end = after[0], after[-1][-1].end
    if opens_clause(first):
        return ((first[1].start, end),)
    if is_speech(first[0]) and len(first) == 1:
        return ((first[0].start, end),)
    loose = verb.lemma in _WEAK and not any(token.low in _REPORTED for part in after for token in part)
    if first[0].low in _NO_CONTENT or _takes_object(rest) or loose:
        return ()
    return ((first[0].start, end),) if sum(len(part) for part in after) > 1 else ()


def _takes_object(rest: Sequence[Token]) -> bool:
    """Whether the verb has an object of its own, so that what follows a comma is not its content."""
    i = 0
    while i < len(rest):
        if rest[i].low in _ASIDE:
            i = phrase_de(rest, i + 1) or i + 1
        elif rest[i].low in _OBJECTS and (i + 1 >= len(rest) or rest[i].low not in {"den", "die"}):
            return True
        else:
            i += 1
    return bool(rest) and rest[0].named and rest[0].low not in DAYS
