"""What makes a conflict doubtful: parts of a whole, other times, averages, denials in other words."""

from __future__ import annotations

import math
import re

from workbench.slots.kinds import Amount, Slot, When
from workbench.slots.parsed import Parsed
from workbench.slots.tokens import Sentence, Word, all_keys
from workbench.types import SlotKind

_SCOPE = 4
FAR = 12.0
# Reckoned figures are rounded on the way.
RECKONING = 0.03
GRAIN = 4
# Words that move a figure to another time, part or basis; standing on one side only they leave it open what is meant.
_SHIFTS = [
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?:vorher|zuvor|Vorjahr\w*|vorletzte\w*|davor|ursprünglich\w*|bisher\w*|bislang|einst|ehemals|früher\w*"

            r"|zunächst|anfangs|previous\w*|before|earlier|originally|initially|formerly|once"
            r"|until now|so far|statt|instead"
        r"|erst|first|old|alte[rn]?)\b",

            r"\b(?:durchschnittlich\w*|Durchschnitt\w*|Schnitt|average\w*|median|je|pro|jede[rnms]?"
            r"|per|each|rechnerisch)\b",
        r"\b(?:davon|darunter|übrige\w*|Rest|allein|weitere\w*|zusätzlich\w*|unter ihnen|of them|of whom|of which|rest"
        r"|remaining|zusammen|gemeinsam|together|combined|noch|still|fehl\w+|missing|itself|own|apart|gap|Abstand|including|among|alone|another|further|additional|extra|other|others|andere\w*)\b",
        r"\b(?:(?:über|unter)\s(?:dem|der|den)|above|below|(?!weniger|fewer)\w{3,}er\s(?:als|than))\b",
        r"\b(?:prognos\w*|erwarte\w*|schätz\w*|forecast\w*|expect\w*|predict\w*|estimate\w*|Ziel|target|fordert\w*"

            r"|demand\w*|geplant\w*|plan(?:s|ned|en|te)?|soll\w*|will|wird|werden|bis zu|up to|maximal"
            r"|Kapazität|capacity)\b",
    )
]  # fmt: skip
_AVERAGES = 1
_DENIALS = re.compile(
    r"\b(?:widerr\w+|zurückgezog\w+|dementier\w+|bestreit\w+|bestritt\w*|verzicht\w+|lehn\w+|abgelehnt\w*|abgesagt\w*"
    r"|scheiter\w+|gescheitert|falsch\w*|Falschmeldung|Fehler|weiger\w+|verhinder\w+|ohne|nie mehr|revok\w+|withdr\w+"
    r"|den(?:y|ies|ied)|refus\w+|reject\w+|cancel\w+|fail\w+|false|fake|without|prevent\w*|scrap\w+|drop\w+"
    r"|entfällt|entfallen|fiel(?:en)?|fell|ausgefallen|gegen|against|bleib\w*|remain\w*"
    r"|stay\w*|hält|instead|statt|kaum|hardly|barely"
    r"|doch|after all|except|außer|bis auf|weder|neither|noch nicht|not yet|yet)\b",
    re.I,
)
_RESTRICTS = re.compile(r"\b(?:nur|only|last|zuletzt)\b", re.I)


def text_of(parsed: Parsed, sentence: Sentence) -> str:
    return parsed.source.text[sentence.start : sentence.end]


def other_basis(claim: Parsed, passage: Parsed, mine: Sentence, other: Sentence, rate: bool) -> bool:
    """Whether a word that moves figures stands in one of the sentences only."""
    one, two = text_of(claim, mine), text_of(passage, other)
    shifts = [p for n, p in enumerate(_SHIFTS) if not rate or n != _AVERAGES]
    return any(bool(p.search(one)) != bool(p.search(two)) for p in shifts)


_AGAIN = re.compile(
    r"\b(?:auch|erneut|wieder|bereits|schon|zuvor|also|again|already|before|back in|once more|later|später"
    r"|seinerseits|ihrerseits|wiederum|in turn)\b",
    re.I,
)


def repeats(claim: Parsed, mine: Sentence) -> bool:
    """Whether the claim speaks of one more such event, or of another stage: its date need not be the passage's."""
    return bool(_AGAIN.search(text_of(claim, mine)))


def part_of_whole(passage: Parsed, other: Sentence, slot: Slot) -> bool:
    """Whether the passage's sentence has a share or ratio from which the claim's figure may have been reckoned."""
    if slot.kind not in (SlotKind.NUMBER, SlotKind.MONEY, SlotKind.MEASURE):
        return False
    return any(
        isinstance(s.value, Amount) and s.value.dimension in ("share", "ratio") and s.value.unit != "some"
        for s in passage.slots
        if other.start <= s.start < other.end
    )


def one_sided_negation(claim: Parsed, passage: Parsed, mine: Sentence, other: Sentence) -> bool:
    """Whether only one of the sentences has a negation: its figure may count the opposite."""
    return _negated(claim, mine) != _negated(passage, other)


def _negated(parsed: Parsed, sentence: Sentence) -> bool:
    inside = [s for s in parsed.slots if sentence.start <= s.start < sentence.end]
    return any(s.kind is SlotKind.NEGATION or (isinstance(s.value, Amount) and s.value.unit == "none") for s in inside)


def reckoned(claim: Amount, passage: Parsed) -> bool:
    """Whether the claim's figure is the rest of a share, or the sum or difference of two figures of the passage."""
    found = [s.value for s in passage.slots if isinstance(s.value, Amount) and math.isfinite(s.value.low)]
    alike = [a for a in found if a.dimension == claim.dimension]
    # The second figure may leave its unit out: `289 million dollars, 250 million of it`.
    pairs = [(a.low, b.low) for a in alike for b in found if a is not b and b.dimension in (a.dimension, "count")]
    rests = [1 - a.low for a in alike] if claim.dimension == "share" else []
    results = rests + [r for a, b in pairs for r in (a + b, a - b)]
    return any(claim.low - RECKONING * r <= r <= claim.high + RECKONING * r for r in results if r > 0)


def denied(claim: Parsed, passage: Parsed, mine: Sentence, other: Sentence) -> bool:
    """Whether one of the sentences turns its statement round by a verb or an exception instead of a negation."""
    return bool(_DENIALS.search(text_of(claim, mine)) or _DENIALS.search(text_of(passage, other)))


def restricted(claim: Parsed, passage: Parsed, mine: Sentence, other: Sentence) -> bool:
    """Whether one of the sentences speaks of an exception only, or of an earlier case."""
    return bool(_RESTRICTS.search(text_of(claim, mine)) or _RESTRICTS.search(text_of(passage, other)))


def strangers(mine: Sentence, passage: Parsed) -> bool:
    """Whether the claim's sentence names a place or someone of whom the passage does not speak."""
    there = all_keys([w for s in passage.sentences for w in s.words])
    named = [frozenset(k for k in w.keys if k[0] == "@") for w in mine.words]
    return any(keys and not keys & there for keys in named)


def far_apart(claim: Amount, passage: Amount) -> bool:
    """Whether two amounts differ by more than a slip would: over twelvefold, and not by a power of a thousand."""
    one, two = (abs(a.low if math.isfinite(a.low) else a.high) for a in (claim, passage))
    if not one or not two or claim.dimension in ("share", "points", "temperature"):
        return False
    ratio = max(one, two) / min(one, two)
    return ratio > FAR and not math.isclose(math.log10(ratio), round(math.log10(ratio)), abs_tol=1e-6)


def other_grain(claim: When, passage: When) -> bool:
    """Whether one date is told to the day, month or year and the other is not: they need not date the same thing."""
    if claim.start is None or claim.end is None or passage.start is None or passage.end is None:
        return False
    lengths = sorted(((claim.end - claim.start).days + 1, (passage.end - passage.start).days + 1))
    return lengths[1] > GRAIN * lengths[0]


_WAYS = {
    **dict.fromkeys(("in", "im", "at", "near", "bei", "um"), "in"),
    **dict.fromkeys(("from", "aus", "vom"), "from"),
    **dict.fromkeys(("to", "for", "into", "nach", "towards"), "to"),
}  # fmt: skip


def other_way(claim: Parsed, passage: Parsed, ours: Slot, theirs: Slot) -> bool:
    """Whether one place is where something is and the other where it comes from or goes to."""
    ways = []
    for parsed, slot in ((claim, ours), (passage, theirs)):
        words = parsed.source.text[: slot.start].split()
        words = words[:-1] if words and words[-1] in ("der", "den", "dem", "the") else words
        ways.append(_WAYS.get(words[-1].lower(), "") if words else "")
    return ways[0] != ways[1]


def scope_met(sentence: Sentence, negation: Slot, keys: frozenset[str]) -> bool:
    """Whether the words that a negation turns round, the nearest on its right (or left), are in the other sentence."""
    right = [w for w in _clause(sentence, negation.end, 1) if w.keys][:_SCOPE]
    left = [w for w in _clause(sentence, negation.start, -1) if w.keys][:2]
    scope = right or left
    return bool(scope) and all(w.keys & keys for w in scope)


# A negation beside one of these turns round a part of the sentence, a time or somebody's word, not its verb.
_PARTIAL = frozenset(
    "mehr longer more zu so as since seit im in am an auf aus bei mit von vom für durch gegen of at on to for with from"
    " der die das den dem the".split()
)
_CARRIERS = frozenset(
    "was were is are be been has have had did does do will would can could should must may might".split()
)


def of_the_verb(sentence: Sentence, negation: Slot, language: str) -> bool:
    """Whether a negation is of the verb: after its auxiliary in English, before nothing but verbs in German."""
    if negation.text.lower() in ("no", "kein", "keine", "keinen", "keiner", "keinem", "keines", "nobody", "niemand"):
        return True
    after = _clause(sentence, negation.end, 1)
    if language == "de":
        return not any(w.low in _PARTIAL or w.text[0].isupper() for w in after)
    before = [w for w in sentence.words if w.end <= negation.start][-1:]
    carried = negation.text.lower() != "not" or any(w.low in _CARRIERS for w in before)
    return carried and not any(w.low in ("longer", "more", "since") for w in after)


def _clause(sentence: Sentence, at: int, step: int) -> list[Word]:
    words = [w for w in sentence.words if (w.start >= at if step > 0 else w.end <= at)]
    found: list[Word] = []
    for word in words if step > 0 else reversed(words):
        if word.text in ",;:.–()":
            break
        found.append(word)
    return found


def predicate(sentence: Sentence, mark: Slot, language: str) -> frozenset[str]:
    """Keys of the verb that a mark of tense belongs to: the end of its clause in German, what follows in English."""
    inside = [w for w in sentence.words if mark.start <= w.start < mark.end and w.keys]
    after = [w for w in _clause(sentence, mark.end, 1) if w.keys]
    chosen = inside + (
        after[-2:] if language == "de" else ([] if inside and mark.text.split()[0] not in ("will",) else after[:2])
    )
    return frozenset(k for w in chosen for k in w.keys if k[0] != "@")
