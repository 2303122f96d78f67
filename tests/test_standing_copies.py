"""Copies: however many there are, in whatever order and with whatever cosmetic edits, they change no verdict."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import report
from workbench.checking import Checker
from workbench.reading import article_from_text
from workbench.settings import Settings
from workbench.standing.copies import distinct, speakers
from workbench.types import Check, Match, Passage, Verdict

CLAIM = "In Gera hat die Stadt im Mai 2026 genau 120 Wohnungen gebaut."
TEXTS = [
    "In Gera hat die Stadt im Mai 120 Wohnungen gebaut, teilte das Rathaus mit.",
    "Die Stadt Gera baute im Mai 210 Wohnungen.",
    "Gera: Im Rat ging es um „Wohnungen“ - und um Geld.",
    "Nach Angaben des Mietervereins wurden 120 Wohnungen gebaut.",
    "Es wurden nicht 120, sondern 90 Wohnungen gebaut.",
]
COSMETICS = [
    str.upper,
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace("„", '"').replace("“", '"').replace(" - ", " – "),
    lambda text: text.rstrip(".") + "!",
    lambda text: f"\n{text}\t",
]


class Fickle:
    """A stance model that every character of a passage sways: copies never get the same probabilities."""

    name, fingerprint = "fickle", "fickle-1"

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Any:
        return np.array([self._row(passage) for passage, _ in pairs], np.float32).reshape(-1, 3)

    def _row(self, passage: str) -> np.ndarray:
        return np.random.default_rng([ord(c) for c in passage]).dirichlet([0.5, 0.5, 0.3])


@dataclass
class Fixed:
    """A matcher that gives what it is told to."""

    found: list[Match]

    def __post_init__(self) -> None:
        store = SimpleNamespace(
            own_reports=lambda *_: (), report_count=lambda _: 9, reports=lambda _: {}, agencies=lambda _: {}
        )
        manifest = SimpleNamespace(generation="g", encoder="e", encoder_fingerprint="f", reports=9, passages=9)
        self.generation = SimpleNamespace(store=store, manifest=manifest)

    def search(self, texts: Sequence[str], k: int, filters: Any) -> list[list[Match]]:
        return [self.found for _ in texts]


def match(identity: str, text: str, number: int, origin: str | None = None, hours: int = 0) -> Match:
    made = report(identity, text, outlet=identity)
    when = datetime(2026, 5, 20, tzinfo=UTC) + timedelta(hours=hours)
    made = replace(made, origin_id=origin or identity, published_at=when)
    return Match(Passage(number, identity, 0, len(text), text), made, 0.6, 5.0 - number % 5, 0.9)


def copies_of(one: Match, n: int, rng: random.Random) -> list[Match]:
    found = []
    for i in range(n):
        edited = rng.choice(COSMETICS)(one.passage.text)
        copy = match(f"{one.report.id}-{i}", edited, one.passage.id * 1000 + i, one.report.id, 1 + i)
        found.append(replace(copy, nearness=rng.uniform(0, 9), relevance=rng.uniform(0, 1)))
    return found


ORIGINALS = [match(chr(97 + i), text, i + 1) for i, text in enumerate(TEXTS)]


def checked(found: list[Match], evidence: int = 3) -> Check:
    article = article_from_text(CLAIM, published_at=datetime(2026, 5, 21, tzinfo=UTC))
    return Checker(Fixed(found), Fickle(), Settings(min_check_worthiness=0.0, evidence=evidence)).check(article)  # type: ignore[arg-type]


def told(found: list[Match]) -> list[tuple[Verdict, float, int, int]]:
    assessments = [one.assessment for one in checked(found).claims]
    return [(a.verdict, a.confidence, a.supporting_origins, a.refuting_origins) for a in assessments]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(ORIGINALS), unique_by=lambda one: one.report.id, min_size=1),
    st.lists(st.integers(0, 30), min_size=5, max_size=5),
    st.randoms(use_true_random=False),
)
def test_copies_change_neither_verdict_nor_counts(found: list[Match], copies: list[int], rng: random.Random) -> None:
    more = [copy for one, n in zip(found, copies, strict=False) for copy in copies_of(one, n, rng)]
    again = [*found, *more]
    rng.shuffle(again)
    assert told(again) == told(found) != []


def test_copies_take_no_other_passages_place() -> None:
    crowd = copies_of(ORIGINALS[0], 20, random.Random(1))
    kept, rest = distinct([*crowd, *ORIGINALS], 3)
    assert [one.report.id for one in kept if one.report.id == one.report.origin_id] == ["a", "b", "c"]
    assert (len(kept), [one.report.id for one in rest]) == (23, ["d", "e"])
    assert {one.report.id for one in speakers(kept).values()} == {"a", "b", "c"}


def test_where_the_original_is_not_among_them_the_earliest_speaks() -> None:
    crowd = copies_of(ORIGINALS[0], 3, random.Random(1))
    assert {one.report.id for one in speakers(crowd[::-1]).values()} == {"a-0"}


@pytest.mark.parametrize("order", [1, -1])
def test_one_text_of_two_origins_is_two_passages(order: int) -> None:
    other = match("z", TEXTS[0], 99)
    assert [len(part) for part in distinct([ORIGINALS[0], other][::order], 1)] == [1, 1]
    assert len(set(speakers([ORIGINALS[0], other][::order]).values())) == 2
