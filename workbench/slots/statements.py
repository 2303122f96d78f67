"""Negation, modality, tense and roles of two sentences that otherwise say the same."""

from __future__ import annotations

from workbench.slots import doubts
from workbench.slots.kinds import Deed, Mark, Slot, Text, compared
from workbench.slots.parsed import Parsed
from workbench.slots.tokens import Sentence, all_keys, matched
from workbench.types import Relation, SlotComparison, SlotKind

# Content words of a claim's sentence that a passage's sentence must share before a word of logic may tell them apart.
SAME_STATEMENT = 0.66
_OPPOSED = (
    {"must", "voluntary"}, {"must", "forbidden"}, {"allowed", "forbidden"}, {"voluntary", "forbidden"},
    {"must", "should"},
)  # fmt: skip


def statements(claim: Parsed, passage: Parsed) -> list[SlotComparison]:
    """What negation, modality, tense and order of doer and done-to say of each other."""
    return [*_logic(claim, passage), *_tenses(claim, passage), *_roles(claim, passage)]


def _logic(claim: Parsed, passage: Parsed) -> list[SlotComparison]:
    """Negation and modality, where both sentences otherwise say the same."""
    found: list[SlotComparison] = []
    for mine in claim.sentences:
        pairs = [(_within(mine, s), s) for s in passage.sentences]
        if not pairs:
            continue
        (cover, words), other = max(pairs, key=lambda p: p[0])
        ours = [s for s in claim.slots if mine.start <= s.start < mine.end]
        theirs = [s for s in passage.slots if other.start <= s.start < other.end]
        same = cover >= SAME_STATEMENT and words >= 2
        found += _modality(ours, theirs, same or cover == 1.0)
        doubtful = doubts.denied(claim, passage, mine, other) or doubts.restricted(claim, passage, mine, other)
        if same and not doubtful and not doubts.repeats(claim, mine) and not doubts.strangers(mine, passage):
            found += _negation(ours, theirs, claim, passage, (mine, other))
    return found


def _within(mine: Sentence, other: Sentence) -> tuple[float, int]:
    """Share and number of a sentence's words that another sentence has."""
    words = [w for w in mine.words if w.keys]
    count = matched(words, all_keys(list(other.words)))
    return (count / len(words) if words else 0.0), count


def _modality(ours: list[Slot], theirs: list[Slot], same: bool) -> list[SlotComparison]:
    left = [s for s in ours if s.kind is SlotKind.MODALITY]
    right = [s for s in theirs if s.kind is SlotKind.MODALITY]
    if len(left) != 1 or not right:
        return []
    one = left[0]
    equal = [s for s in right if s.value == one.value]
    two = equal[0] if equal else right[0]
    opposed = {_word(one), _word(two)} in _OPPOSED
    relation = (
        Relation.AGREES
        if equal and same
        else Relation.CONFLICTS
        if opposed and same and len(right) == 1
        else Relation.UNKNOWN
    )
    sign = {Relation.AGREES: "=", Relation.CONFLICTS: "↔", Relation.UNKNOWN: "?"}[relation]
    return [compared(one, two, relation, f"{one.text} {sign} {two.text}")]


def _word(slot: Slot) -> str:
    return slot.value.value if isinstance(slot.value, Mark) else ""


def _negation(
    ours: list[Slot], theirs: list[Slot], claim: Parsed, passage: Parsed, pair: tuple[Sentence, Sentence]
) -> list[SlotComparison]:
    left = [s for s in ours if s.kind is SlotKind.NEGATION]
    right = [s for s in theirs if s.kind is SlotKind.NEGATION]
    both = left + right
    if not both or len(left) > 1 or len(right) > 1 or any(_word(s) == "contrast" for s in both):
        return []
    if left and right:
        return [compared(left[0], right[0], Relation.AGREES, f"{left[0].text} = {right[0].text}")]
    holder, stated = (pair[0], pair[1]) if left else (pair[1], pair[0])
    if any(s.kind in (SlotKind.MODALITY, SlotKind.QUANTIFIER) for s in ours + theirs):
        return []
    if not doubts.scope_met(holder, both[0], all_keys(list(stated.words))):
        return []
    if not doubts.of_the_verb(holder, both[0], (claim if left else passage).source.language):
        return []
    if left:
        one, two, reason = left[0], _whole(passage, pair[1]), f"{left[0].text} ↔ stated"
    else:
        one, two, reason = _whole(claim, pair[0]), right[0], f"stated ↔ {right[0].text}"
    return [compared(one, two, Relation.CONFLICTS, reason)]


def _whole(parsed: Parsed, sentence: Sentence) -> Slot:
    """The whole sentence, where it stands beside a negation."""
    begin, end = sentence.words[0].start, sentence.words[-1].end
    return Slot(SlotKind.NEGATION, begin, end, parsed.source.text[begin:end], Mark("stated"))


def _tenses(claim: Parsed, passage: Parsed) -> list[SlotComparison]:
    """What the claim says is done and the passage only announces, unless the claim was written later."""
    found: list[SlotComparison] = []
    for mine in claim.sentences:
        for other in passage.sentences:
            left = {_word(s): s for s in claim.of(SlotKind.TENSE) if mine.start <= s.start < mine.end}
            right = {_word(s): s for s in passage.of(SlotKind.TENSE) if other.start <= s.start < other.end}
            if len(left) != 1 or len(right) != 1:
                continue
            cover, words = _within(mine, other)
            one, two = next(iter(left.values())), next(iter(right.values()))
            verbs = (
                doubts.predicate(mine, one, claim.source.language),
                doubts.predicate(other, two, passage.source.language),
            )
            if cover < SAME_STATEMENT or words < 2 or not verbs[0] & verbs[1]:
                continue
            relation = _tense(_word(one), _word(two), claim.source, passage.source)
            sign = {Relation.AGREES: "=", Relation.CONFLICTS: "↔", Relation.UNKNOWN: "?"}[relation]
            found.append(compared(one, two, relation, f"{one.text} ({_word(one)}) {sign} {two.text} ({_word(two)})"))
    return found


def _tense(one: str, two: str, claim: Text, passage: Text) -> Relation:
    if one == two:
        return Relation.AGREES
    if claim.day is None or passage.day is None or claim.day > passage.day:
        return Relation.UNKNOWN
    return Relation.CONFLICTS if one == "past" else Relation.UNKNOWN


def _roles(claim: Parsed, passage: Parsed) -> list[SlotComparison]:
    found: list[SlotComparison] = []
    for ours in claim.of(SlotKind.ROLE):
        for theirs in passage.of(SlotKind.ROLE):
            one, two = ours.value, theirs.value
            if not isinstance(one, Deed) or not isinstance(two, Deed) or one.verb != two.verb:
                continue
            straight = bool(one.doer & two.doer), bool(one.done_to & two.done_to)
            crossed = bool(one.doer & two.done_to), bool(one.done_to & two.doer)
            if all(straight) and not any(crossed):
                found.append(compared(ours, theirs, Relation.AGREES, f"{ours.text} = {theirs.text}"))
            elif all(crossed) and not any(straight) and not doubts.repeats(claim, claim.sentence_of(ours)):
                found.append(compared(ours, theirs, Relation.CONFLICTS, f"{ours.text} ↔ {theirs.text}"))
    return found
