"""Origins depend on the reports alone: not on their order, nor on how often one text stands there."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.origins_support import (
    CASES,
    EDITS,
    GERMAN,
    GOLD,
    changed,
    corpus,
    cut,
    origins_in,
    origins_of,
    put,
    sample_reports,
    with_text,
)
from tests.support import WordStance, build, report
from workbench.checking import Checker
from workbench.corpus.origins import Overlap, components, samples, shingles, words_outside_quotes
from workbench.indexing.builder import Builder
from workbench.indexing.generations import IndexDirectory
from workbench.matching import Matcher
from workbench.models import load_encoder
from workbench.reading import article_from_text
from workbench.settings import Settings
from workbench.types import Report

EVIDENCE = [*sample_reports()[60:75], *(r for r in sample_reports() if r.id in {i for o in GOLD[:4] for i in o})]
SHORT = ["Der Rat tagt am Montag in Bonn.", "Er sagte: „Wir haben den Plan gestern allen Ländern vorgelegt.“", "Nr. 12"]
EVIDENCE = list({r.id: r for r in EVIDENCE}.values()) + [report(f"short-{text}", text) for text in SHORT]
COSMETIC: list[Callable[[str], str]] = [
    str.upper,
    lambda text: text.replace("\n\n", " \n"),
    lambda text: text.replace("„", '"').replace("“", '"'),
    lambda text: f"{text}\n\ndpa/lnw",
    lambda text: f"Mainz (dpa) - {text}",
    lambda text: text.replace(",", " -"),
]
QUICK = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ORIGINS = origins_of(EVIDENCE)


@QUICK
@given(
    st.lists(st.tuples(st.integers(0, len(EVIDENCE) - 1), st.sampled_from(COSMETIC), st.integers(0, 3)), max_size=12),
    st.integers(0, 10**6),
    st.integers(1, 4),
)
def test_duplicates_never_change_an_origin_count(
    wanted: list[tuple[int, Callable[[str], str], int]], seed: int, batches: int
) -> None:
    copies = [
        with_text(one, f"{one.id}-{n}", edit(one.text), outlet=f"copy {n}", published_at=later(one, days))
        for n, (at, edit, days) in enumerate(wanted)
        for one in (EVIDENCE[at],)
    ]
    everything = [*EVIDENCE, *copies]
    random.Random(seed).shuffle(everything)
    found = origins_of(everything, batches=batches)
    assert len(set(found.values())) == len(set(ORIGINS.values()))
    assert {r.id: found[r.id] for r in EVIDENCE} == ORIGINS
    assert [found[c.id] for c in copies] == [ORIGINS[EVIDENCE[at].id] for at, *_ in wanted]


def later(one: Report, days: int) -> datetime | None:
    return one.published_at + timedelta(days=days) if one.published_at else None


@QUICK
@given(st.integers(0, 10**6))
def test_origins_do_not_depend_on_the_order_of_arrival(seed: int) -> None:
    rng = random.Random(seed)
    edits = [e[1] for e in EDITS]
    made = [with_text(r, f"{r.id}-x", rng.choice(edits)(r.text, rng), outlet=rng.choice("XYZ")) for r in EVIDENCE]
    made += [report(f"s{n}", rng.choice(SHORT), day=rng.choice([None, "2026-01-01", "2026-02-02"])) for n in range(6)]
    everything = [*EVIDENCE, *made]
    expected = origins_of(everything)
    shuffled = rng.sample(everything, len(everything))
    gone = {r.id for r in shuffled[:10]}
    with corpus() as store:
        for start in range(0, len(shuffled), 17):
            put(store, shuffled[start : start + 17])
        assert origins_in(store, expected) == expected
        store.remove(sorted(gone))
        store.settle_origins()
        rest = [r for r in everything if r.id not in gone]
        assert origins_in(store, [r.id for r in rest]) == origins_of(rest)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20), st.randoms(use_true_random=False))
def test_components_are_those_of_a_search_from_every_node(edges: list[tuple[int, int]], rng: random.Random) -> None:
    def reached(node: int) -> frozenset[int]:
        seen = {node}
        while more := {y for a, b in edges for x, y in ((a, b), (b, a)) if x in seen} - seen:
            seen |= more
        return frozenset(seen)

    shuffled = rng.sample(edges, len(edges))
    assert {frozenset(group) for group in components(range(13), shuffled)} == {reached(node) for node in range(13)}


@given(st.lists(st.sampled_from("abcdef"), max_size=30), st.lists(st.sampled_from("abcdef"), max_size=30))
def test_overlap_is_that_of_the_sets_of_runs(a: list[str], b: list[str]) -> None:
    def runs(words: list[str]) -> set[tuple[str, ...]]:
        return {tuple(words[n : n + 3]) for n in range(max(1, len(words) - 2))} if words else set()

    found, shared = Overlap.of(shingles(a), shingles(b)), runs(a) & runs(b)
    assert found.shared == len(shared)
    if a and b:
        assert (found.of_a, found.of_b) == (len(shared) / len(runs(a)), len(shared) / len(runs(b)))


def test_samples_are_all_runs_of_a_short_text_and_a_fourth_of_a_long_one() -> None:
    words = [f"{n}wort" for n in range(4004)]
    assert len(samples(words[:100])) == 96
    assert 900 < len(samples(words)) < 1100
    assert set(samples(words[:2000]).tolist()) <= set(samples(words).tolist())


def test_sampling_loses_no_pair_of_the_public_cases() -> None:
    for folder in CASES:
        runs = {r.id: shingles(words_outside_quotes(r.text)) for r in sample_reports(folder)}
        kept = {r.id: set(samples(words_outside_quotes(r.text)).tolist()) for r in sample_reports(folder)}
        close = [p for p in combinations(runs, 2) if Overlap.of(runs[p[0]], runs[p[1]]).is_copy(0.25)]
        assert len(close) >= 19
        assert all(len(kept[a] & kept[b]) >= 0.04 * min(len(kept[a]), len(kept[b])) for a, b in close)


# Through builder and checker.


def built_origins(folder: Path) -> dict[str, str]:
    generation = IndexDirectory(folder).open()
    try:
        return origins_in(generation.store, [r.id for r in sample_reports()])
    finally:
        generation.close()


def test_half_built_and_the_rest_added_is_all_built(tmp_path: Path, sample_index: Path) -> None:
    reports = sample_reports()
    random.Random(2).shuffle(reports)
    build(tmp_path, reports[:58])
    builder = Builder(IndexDirectory(tmp_path), load_encoder(), 3)
    builder.add(reports[58:], ["rest"])
    assert built_origins(tmp_path) == built_origins(sample_index)
    builder.remove(["r095"])
    # The wire's own report is gone: the first reprint stands for what is left of its origin.
    assert {built_origins(tmp_path)[i] for i in ("r097", "r100", "r102")} == {"r097"}
    builder.add([r for r in reports if r.id == "r095"], ["back"])
    assert built_origins(tmp_path) == built_origins(sample_index)


def test_copies_of_the_article_and_its_outlets_reports_are_no_evidence(tmp_path: Path) -> None:
    rng = random.Random(4)
    wire, other = GERMAN[0], GERMAN[1]
    reports = [
        with_text(wire, "wire", wire.text, outlet="Wire"),
        with_text(wire, "cut", cut(0.4)(wire.text, rng), outlet="Cut"),
        with_text(other, "same-outlet", other.text, outlet="Mein Blatt"),
        with_text(GERMAN[2], "independent", GERMAN[2].text, outlet="Bote"),
    ]
    build(tmp_path, reports)
    generation = IndexDirectory(tmp_path).open()
    article = article_from_text(changed(0.1)(wire.text, rng), outlet="MEIN BLATT")
    check = Checker(Matcher(generation, load_encoder()), WordStance(), Settings()).check(article)
    assert check.claims
    assert {e.report.id for c in check.claims for e in c.evidence} == {"independent"}
    # One pasted sentence is no article: the reports that say it are wanted.
    assert generation.store.own_reports(wire.text.split(". ")[0], None, None) == ()
    generation.close()
