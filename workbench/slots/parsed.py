"""A text with its slots and the words around them, made once for each text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from workbench.slots.amounts import find_amounts
from workbench.slots.dates import find_dates
from workbench.slots.kinds import Amount, Name, Place, Slot, Text
from workbench.slots.logic import find_logic
from workbench.slots.names import find_names
from workbench.slots.places import find_places
from workbench.slots.roles import find_roles
from workbench.slots.tokens import Sentence, Word, sentences
from workbench.types import SlotKind

LANGUAGES = ("de", "en")
# Slots whose words say nothing about what is spoken of.
_BARE = frozenset(
    (
        SlotKind.NUMBER, SlotKind.SHARE, SlotKind.POINTS, SlotKind.MONEY, SlotKind.MEASURE, SlotKind.DATE,
        SlotKind.NEGATION, SlotKind.QUANTIFIER, SlotKind.MODALITY,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parsed:
    """``sentences`` have the words that align, places and names as ids; ``at[i]`` is the sentence of ``slots[i]``."""

    source: Text
    sentences: tuple[Sentence, ...]
    slots: tuple[Slot, ...]

    def sentence_of(self, slot: Slot) -> Sentence:
        return next((s for s in self.sentences if s.start <= slot.start < s.end), self.sentences[-1])

    def of(self, *kinds: SlotKind) -> list[Slot]:
        return [slot for slot in self.slots if slot.kind in kinds]


def find_slots(text: str, language: str, day: date | None = None) -> tuple[Slot, ...]:
    """Slots of a text in the order of their spans; relative dates are resolved by ``day``, the day it was written.

    A language other than ``de`` and ``en`` has no slots: nothing is read by the wrong notation.
    """
    return parse(Text(text, language, day)).slots


@lru_cache(maxsize=4096)
def parse(source: Text) -> Parsed:
    """Slots and sentences of a text."""
    if source.language not in LANGUAGES or not source.text.strip():
        return Parsed(source, (), ())
    text, language = source.text, source.language
    dates = list(find_dates(text, language, source.day))
    places = list(find_places(text, language))
    names = list(find_names(text, language, places))
    inside = [(n.start, n.end) for n in names]
    places = [p for p in places if not _overlaps(p, inside)]
    amounts = list(find_amounts(text, language, [(d.start, d.end) for d in dates] + inside))
    spans = [(a.start, a.end) for a in amounts]
    dates = [d for d in dates if not _overlaps(d, spans)]
    logic = [s for s in find_logic(text, language) if s.kind is SlotKind.TENSE or not _overlaps(s, spans)]
    found = tuple(sorted([*dates, *places, *names, *amounts, *logic], key=lambda s: (s.start, s.end)))
    split = tuple(_with_ids(s, found) for s in sentences(text, language))
    roles = tuple(find_roles(text, language, split))
    return Parsed(source, split, tuple(sorted([*found, *roles], key=lambda s: (s.start, s.end))))


def _overlaps(slot: Slot, spans: Iterable[tuple[int, int]]) -> bool:
    return any(slot.start < end and start < slot.end for start, end in spans)


def _with_ids(sentence: Sentence, slots: tuple[Slot, ...]) -> Sentence:
    """The sentence with the words of figures, dates and logic emptied and those of places and names as their ids."""
    inside = [s for s in slots if s.start < sentence.end and sentence.start < s.end]
    words = []
    for word in sentence.words:
        holder = next(
            (s for s in inside if s.start <= word.start and word.end <= s.end and s.kind is not SlotKind.TENSE), None
        )
        words.append(_marked(word, holder) if holder else word)
    return replace(sentence, words=tuple(words))


def _marked(word: Word, slot: Slot) -> Word:
    value = slot.value
    if isinstance(value, Place):
        return replace(word, keys=frozenset((f"@{value.id}",) + ((f"@{value.country}",) if value.government else ())))
    if isinstance(value, Name):
        return replace(word, keys=word.keys | {f"@{value.family}"})
    if isinstance(value, Amount) and value.dimension in ("count/time", "count/head", "age"):
        return word
    if slot.kind in _BARE:
        return replace(word, keys=frozenset())
    return word
