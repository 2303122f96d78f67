"""Which texts are copies of one text. Pure functions of the texts, so that no order of arrival can matter.

Texts are compared by their runs of words (shingles, Broder 1997): what part of the shorter text the longer one holds.
Quotations are left out, because reports that quote one statement are not copies of each other.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import TypeVar
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from workbench.corpus.credits import without_credits

Shingles = npt.NDArray[np.uint64]
Node = TypeVar("Node", bound=Hashable)

# Overlap is measured on runs of three words. Of copies edited at random (250 German articles and the sample's reports)
# runs of 3 / 4 / 5 found, each at the threshold that joins the same four pairs of 3,000 English articles (all four are
# copies): 20 % of words changed .99 / .98 / .93; cut to a third and 20 % changed .96 / .88 / .77; cut to a third, 10 %
# changed and as much text of their own added .88 / .89 / .86.
_RUN = 3
# Candidates share runs of five, which are rarer: of 3,000 German articles 7,600 pairs share two of a sample,
# 209,000 two of three words.
_CANDIDATE_RUN = 5
# Up to here a text keeps all its runs of five, a longer one every fourth: a copy cut to a few sentences must be met.
_KEEP_ALL = 128
_SAMPLED = 4
# A pair is compared when it shares this part of the smaller sample. Of copies cut to a third with 20 % of words changed
# nine in ten share .15 of all runs of five, and a fourth of that where the longer text is sampled.
CANDIDATE_SHARE = 0.04
# Pairs of different outlets that are no copies share up to .10 of the shorter text among 3,000 German articles, .24
# among 3,000 English ones (long quotations without marks), .06 in the sample; the sample's copies share .59 and more.
COPIED = 0.25
# With a credit, source or link in common: of the pairs above that are no copies all but five share less.
COPIED_WITH_CREDIT = 0.15
# Texts of one outlet share its boilerplate and background: among 3,000 German articles 3,900 pairs share
# .05 to .70, five share more.
COPIED_BY_ITSELF = 0.7
# And most of both: a note of 500 characters that is mostly its outlet's plug is no copy of all that carry the plug (34
# reports of 33,008 German ones were one origin by such a note).
_LEAST_OF_BOTH_BY_ITSELF = 0.5
# Reprints come soon. What is shared after more than three days is an agency's background or a daily form (case
# numbers) unless it is half of a text: origins of 19, 16 and 11 such reports came apart, and of 303 pairs of outlets
# that share runs of fifty words over half of the shorter text the same 286 are joined.
COPIED_LATE = 0.5
_SOON = timedelta(days=3)
# One text but for cosmetic edits: this part of the longer is in the shorter.
_SAME = 0.7
# Fewer runs than these, some ten words, are a phrase.
_FEWEST = 8
# A ticker or digest that holds a report is no copy of it and must not make one origin of all that it holds.
_LEAST_OF_LONGER = 0.08
# Nor is a longer one that came later and took a paragraph over. Of 26 pairs of different outlets that were joined
# among 9,000 German articles 16 were such: tickers and surveys with .08 to .18 of their text from earlier reports.
_LEAST_OF_LATER = 0.2
# Quotation marks around fewer words hold a name or a word at a distance.
_FEWEST_QUOTED = 6
_QUOTED = re.compile(
    r"„[^„“”\"\n]{0,2000}[“”\"]|“[^“”\n]{0,2000}”|»[^«»\n]{0,2000}«|«[^«»\n]{0,2000}»|\"[^\"\n]{0,2000}\""
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many runs texts a and b share, and what part of the runs of each these are, in [0, 1]."""

    shared: int
    of_a: float
    of_b: float

    @classmethod
    def of(cls, a: Shingles, b: Shingles) -> Overlap:
        shorter, longer = sorted((a, b), key=len)
        if not len(shorter):
            return cls(0, 0.0, 0.0)
        at = np.minimum(np.searchsorted(longer, shorter), len(longer) - 1)
        shared = int(np.count_nonzero(longer[at] == shorter))
        return cls(shared, shared / len(a), shared / len(b))

    @property
    def is_same(self) -> bool:
        """Both are one text but for cosmetic edits."""
        return self.shared >= _FEWEST and min(self.of_a, self.of_b) >= _SAME

    def is_copy(self, needed: float) -> bool:
        """The longer text holds ``needed`` of the shorter one."""
        return self.shared >= _FEWEST and max(self.of_a, self.of_b) >= needed


# Of texts whose letters and digits are the same, whatever of them stands in quotation marks.
EXACT = Overlap(2**31, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Edition:
    """The earliest report that carries a text. ``names`` are the sources it credits, ``is_`` what it is itself."""

    report_id: str
    published_at: datetime | None
    outlet: str | None
    names: frozenset[str]
    is_: frozenset[str]

    @property
    def order(self) -> tuple[bool, float, str]:
        """Earliest first, undated last, then by id."""
        when = self.published_at
        return when is None, when.timestamp() if when else 0.0, self.report_id

    def shares_credit(self, other: Edition) -> bool:
        """Both credit one source, or one credits what the other is."""
        return bool(self.names & other.names or self.names & other.is_ or self.is_ & other.names)

    def is_of_outlet_of(self, other: Edition) -> bool:
        return bool(self.outlet and other.outlet and self.outlet.casefold() == other.outlet.casefold())

    def needed(self, other: Edition) -> float:
        """The part of the shorter text that must be in the longer for both to be of one origin."""
        if self.is_of_outlet_of(other):
            return COPIED_BY_ITSELF
        if self.published_at and other.published_at and abs(self.published_at - other.published_at) > _SOON:
            return COPIED_LATE
        return COPIED_WITH_CREDIT if self.shares_credit(other) else COPIED

    def joins(self, other: Edition, found: Overlap) -> bool:
        """Whether the overlap of two texts, self's and other's, makes them one origin."""
        least = _LEAST_OF_BOTH_BY_ITSELF if self.is_of_outlet_of(other) else _LEAST_OF_LONGER
        if not found.is_copy(self.needed(other)) or min(found.of_a, found.of_b) < least:
            return False
        if not self.published_at or not other.published_at or self.published_at == other.published_at:
            return True
        return (found.of_a if self.published_at > other.published_at else found.of_b) >= _LEAST_OF_LATER


def words_outside_quotes(text: str) -> list[str]:
    """The words by which texts are compared: case folded, without credits and longer quotations."""
    body = _QUOTED.sub(lambda match: " " if _is_long(match.group()) else match.group(), without_credits(text))
    return _WORD.findall(normalize("NFKC", body).casefold())


def shingles(words: list[str], run: int = _RUN) -> Shingles:
    """Ascending 64-bit hashes of all distinct runs of words; one of all words where there are fewer."""
    if not words:
        return np.zeros(0, np.uint64)
    hashes = np.fromiter(map(_word_hash, words), np.uint64, len(words))
    hashes = np.pad(hashes, (0, max(0, run - len(hashes))))
    rolled = np.zeros(len(hashes) - run + 1, np.uint64)
    for offset in range(run):
        rolled = rolled * np.uint64(0x9E3779B97F4A7C15) + hashes[offset : offset + len(rolled)]
    rolled ^= rolled >> np.uint64(31)
    return np.unique(rolled * np.uint64(0xBF58476D1CE4E5B9))


def samples(words: list[str]) -> Shingles:
    """The runs of five by which a text is found; which they are depends on the text alone."""
    found = shingles(words, _CANDIDATE_RUN)
    # The high bits: the low ones of a product are poorly mixed.
    return found if len(found) <= _KEEP_ALL else found[(found >> np.uint64(40)) % np.uint64(_SAMPLED) == 0]


def origins(editions: Mapping[int, Edition], overlaps: Iterable[tuple[int, int, Overlap]]) -> dict[int, str]:
    """For each text the id of the report that stands for its origin.

    Texts that are the same but for cosmetic edits are joined first, and then the earliest of each group only: a copy
    of a copy, with another outlet or credit on it, must not change what its original is joined with.
    """
    pairs = list(overlaps)
    leads = _leads(editions, components(editions, ((a, b) for a, b, found in pairs if found.is_same)))
    joined = ((a, b) for a, b, found in pairs if _are_joined(editions, leads, a, b, found))
    lead_of_leads = _leads(editions, components(set(leads.values()), joined))
    return {text: editions[lead_of_leads[lead]].report_id for text, lead in leads.items()}


def _are_joined(editions: Mapping[int, Edition], leads: Mapping[int, int], a: int, b: int, found: Overlap) -> bool:
    return leads[a] == a and leads[b] == b and editions[a].joins(editions[b], found)


def _leads(editions: Mapping[int, Edition], groups: Iterable[list[int]]) -> dict[int, int]:
    return {text: lead for group in groups for lead in (min(group, key=lambda t: editions[t].order),) for text in group}


def components(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]]) -> Iterator[list[Node]]:
    """The connected components, each a list of nodes."""
    parent = {node: node for node in nodes}

    def root(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for a, b in edges:
        parent[root(a)] = root(b)
    groups: dict[Node, list[Node]] = {}
    for node in parent:
        groups.setdefault(root(node), []).append(node)
    yield from groups.values()


def _is_long(quotation: str) -> bool:
    return len(_WORD.findall(quotation)) >= _FEWEST_QUOTED


# Python's own hash differs from one process to the next, and these are kept.
@lru_cache(maxsize=1 << 17)
def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
