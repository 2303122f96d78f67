"""What is a copy and what is not."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from tests.origins_support import (
    CASES,
    EDITS,
    GERMAN,
    SINGLE,
    Edit,
    corpus,
    origins_in,
    origins_of,
    put,
    sample_reports,
    with_text,
)
from tests.support import report
from workbench.evaluation.metrics import pairwise
from workbench.types import Report

STATEMENT = (
    "Wir haben den Haushalt in dieser Nacht nach langem Ringen beschlossen, und wir haben dabei kein Kind, keine "
    "Schule und kein Krankenhaus vergessen, weil wir wissen, dass die Menschen im Land genau darauf schauen werden, "
    "wenn im Herbst die Rechnungen kommen und niemand mehr von Sparpaketen hören will, die nur die Schwachen treffen"
)
FRAMES = (
    f"Die Koalition ist sich einig. „{STATEMENT}“, sagte die Finanzministerin am Morgen vor der Presse in Mainz. Die "
    "Opposition sprach dagegen von Buchungstricks und kündigte an, den Plan im Ausschuss Zeile für Zeile zu prüfen.",
    f'Nach elf Stunden stand das Papier. "{STATEMENT}", hieß es danach aus dem Ministerium. Verbände der Kommunen '
    "vermissen Zusagen für den Straßenbau, auch Gewerkschaften sind enttäuscht über fehlende Stellen bei Gericht.",
)


def test_quotes_of_one_statement_make_no_origin() -> None:
    a, b = (report(name, text, outlet=name) for name, text in zip("ab", FRAMES, strict=True))
    assert origins_of([a, b]) == {"a": "a", "b": "b"}
    # The same words without quotation marks are one text that both print.
    bare = [with_text(r, r.id, r.text.translate(str.maketrans("", "", '„“"'))) for r in (a, b)]
    assert origins_of(bare) == {"a": "a", "b": "a"}


@pytest.mark.parametrize(("edit", "floor"), [e[1:] for e in EDITS], ids=[e[0] for e in EDITS])
def test_copies_are_found_and_nothing_else(edit: Edit, floor: float) -> None:
    rng = random.Random(7)
    copies = [with_text(r, f"{r.id}-copy", edit(r.text, rng), outlet=f"copy of {r.id}") for r in SINGLE]
    found = origins_of([*SINGLE, *copies])
    assert all(found[r.id] == r.id for r in SINGLE)
    assert all(found[c.id] in (r.id, c.id) for r, c in zip(SINGLE, copies, strict=True))
    assert np.mean([found[c.id] == r.id for r, c in zip(SINGLE, copies, strict=True)]) >= floor


@pytest.mark.parametrize("folder", CASES, ids=[c.name for c in CASES])
def test_origins_of_the_public_cases(folder: Path) -> None:
    gold = json.loads((folder / "gold.json").read_text("utf-8"))["origins"]
    groups = defaultdict(set)
    for identity, origin in origins_of(sample_reports(folder)).items():
        groups[origin].add(identity)
    assert pairwise([set(origin) for origin in gold], list(groups.values()))["f1"] >= 0.95


def mixed(share: float, seed: int = 3) -> tuple[str, str]:
    """Two texts of 200 words, ``share`` of the second taken from the first in one piece."""
    rng = random.Random(seed)
    a, b = ([f"{rng.randrange(10**6)}wort" for _ in range(200)] for _ in range(2))
    n = int(200 * share)
    return " ".join(a), " ".join([*a[:n], *b[n:]])


def pair(share: float, **second: object) -> tuple[Report, Report]:
    a, b = mixed(share)
    return report("a", a, outlet="A", url="https://a.example/1"), replace(report("b", b, outlet="B"), **second)  # type: ignore[arg-type]


def marked(one: Report, mark: str) -> Report:
    return with_text(one, one.id, f"{one.text}\n\n{mark}")


def are_one(a: Report, b: Report) -> bool:
    return len(set(origins_of([a, b]).values())) == 1


def test_a_credit_lowers_the_overlap_that_is_needed_and_never_suffices() -> None:
    a, b = pair(0.2)
    assert not are_one(a, b)
    assert are_one(marked(a, "dpa/lnw"), marked(b, "(dpa)"))
    assert not are_one(marked(a, "dpa/lnw"), marked(b, "(AFP)"))
    assert are_one(replace(a, outlet="Deutsche Presse-Agentur"), marked(b, "(dpa)"))
    assert are_one(a, replace(b, source="A"))
    assert are_one(replace(a, source="Wire"), replace(b, source="wire"))
    assert are_one(a, replace(b, canonical_url=a.url))
    assert are_one(*pair(0.35))
    unlike_a, unlike_b = pair(0.1, canonical_url="https://a.example/1", source="A")
    assert not are_one(marked(unlike_a, "dpa"), marked(unlike_b, "dpa"))


def test_what_one_outlet_repeats_is_its_boilerplate() -> None:
    a, b = pair(0.6)
    assert are_one(a, b)
    assert not are_one(a, replace(b, outlet="a"))
    same_again, update = pair(0.9, outlet="A")
    assert are_one(same_again, update)


def test_a_later_ticker_does_not_join_what_it_holds() -> None:
    rng = random.Random(5)
    texts = [" ".join(f"{rng.randrange(10**6)}wort" for _ in range(60)) for _ in range(9)]
    items = [report(f"item-{n}", text, outlet=f"O{n}", day="2026-03-01") for n, text in enumerate(texts)]
    ticker = report("ticker", "\n\n".join(texts), outlet="T", day="2026-03-02")
    assert origins_of([*items, ticker]) == {r.id: r.id for r in [*items, ticker]}
    # The other way round they are cut from it.
    first = replace(ticker, published_at=datetime(2026, 2, 1, tzinfo=UTC))
    assert set(origins_of([*items, first]).values()) == {"ticker"}


def test_the_earliest_stands_for_the_origin_and_undated_reports_come_last() -> None:
    text = GERMAN[0].text
    made = [
        report("d", text, outlet="D"),
        report("c", f"{text} (dpa)", outlet="C", day="2026-03-03"),
        report("b", text.upper(), outlet="B", day="2026-03-02"),
        report("a", text.replace(".", "!"), outlet="A", day="2026-03-02"),
    ]
    with corpus() as store:
        for one, origin in zip(made, ["d", "c", "b", "a"], strict=True):
            put(store, [one])
            assert set(origins_in(store, "abcd").values()) == {origin}


def test_removing_the_link_splits_an_origin_again() -> None:
    words = [f"{n}wort" for n in range(300)]
    whole = report("whole", " ".join(words), outlet="W", day="2026-03-01")
    first = report("first", " ".join(words[:100]), outlet="F", day="2026-03-02")
    last = report("last", " ".join(words[200:]), outlet="L", day="2026-03-03")
    with corpus() as store:
        put(store, [first, last, whole])
        assert set(origins_in(store, ["first", "last"]).values()) == {"whole"}
        store.remove(["whole"])
        store.settle_origins()
        assert origins_in(store, ["first", "last"]) == {"first": "first", "last": "last"}
        put(store, [whole])
        assert set(origins_in(store, ["first", "last"]).values()) == {"whole"}
