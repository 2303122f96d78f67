"""The words of the slots: what is found in a text. What a comparison says stands in ``workbench.types``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.types import Relation, SlotComparison, SlotKind


class Hold(StrEnum):
    """How firmly an amount is stated: to the last digit, rounded, or only from one side."""

    EXACT = "exact"
    ROUNDED = "rounded"
    RANGE = "range"
    BOUND = "bound"


@dataclass(frozen=True, slots=True)
class Amount:
    """An interval ``[low, high]`` of a ``dimension``, in its base unit (metres, kilograms, euros, a share of one).

    ``low`` may be minus and ``high`` plus infinity. ``step`` is one unit of the last digit written, ``coarse`` one
    unit of the last digit that is not zero; both in the base unit. ``direction`` is +1 after a word of rise, -1 after
    one of fall. ``unit`` is the unit as its lexicon has it, ``price_year`` the year that prices are stated in.
    """

    low: float
    high: float
    dimension: str
    unit: str
    step: float
    coarse: float
    hold: Hold = Hold.EXACT
    direction: int = 0
    price_year: int | None = None


class Role(StrEnum):
    """How a date bears on what is said."""

    AT = "at"
    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class When:
    """Days from ``start`` to ``end``, both inclusive; ``other`` is a second reading where tense does not decide.

    Where no year can be told, ``start`` is None and ``month``, ``day`` and ``weekday`` (0 is Monday) say what is known.
    """

    role: Role = Role.AT
    start: date | None = None
    end: date | None = None
    other: tuple[date, date] | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """``id`` is an ISO 3166 code (``FR``), a city (``city:paris``) or a region (``region:bavaria``).

    ``country`` is the code of its country, ``government`` says that it may stand for the country's government,
    ``adjective`` that it is a word for its people or what is theirs.
    """

    id: str
    country: str
    government: bool = False
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """``family`` and ``given`` are folded keys, the same across transliterations; ``office`` is a concept or empty."""

    family: str
    given: str = ""
    office: str = ""
    organisation: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of logic: ``value`` is what it says (``not``, ``must``, ``future`` …)."""

    value: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what to whom: content keys of both sides of a verb whose direction can be read safely."""

    verb: str
    doer: frozenset[str]
    done_to: frozenset[str]


Value = Amount | When | Place | Name | Mark | Deed


@dataclass(frozen=True, slots=True)
class Slot:
    """``text`` is the source text's ``[start:end]`` (code points)."""

    kind: SlotKind
    start: int
    end: int
    text: str
    value: Value


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its language (``de``, ``en``) and the day it was written, by which relative dates are resolved."""

    text: str
    language: str
    day: date | None = None


def compared(claim: Slot, passage: Slot, relation: Relation, reason: str) -> SlotComparison:
    """A slot of the claim beside one of the passage."""
    ours, theirs = (claim.start, claim.end, claim.text), (passage.start, passage.end, passage.text)
    return SlotComparison(claim.kind, *ours, *theirs, relation, reason)
