"""Every measure against figures worked out by hand, a brute-force oracle, or another library where it is at hand."""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.evaluation.metrics import (
    average_precision,
    bootstrap,
    calibration_error,
    classification,
    confusion,
    false_reversals,
    interval,
    means,
    pairwise,
    pearson,
    ranking,
    reliability,
    risk_coverage,
    spearman,
)

LABELS = ("supports", "refutes", "not_enough_info")
S, R, N = LABELS
GOLD = [S, S, S, S, R, R, N, N, N, N]
GUESS = [S, S, R, N, R, S, N, N, N, S]


def test_confusion_has_gold_in_rows_and_guesses_in_columns() -> None:
    assert confusion(GOLD, GUESS, LABELS).tolist() == [[2, 1, 1], [1, 1, 0], [1, 0, 3]]


def test_classification_by_hand() -> None:
    found = classification(GOLD, GUESS, LABELS)
    assert (found["n"], found["accuracy"], found["majority"]) == (10, 0.6, 0.4)
    assert found["per_class"] == {
        S: {"precision": 0.5, "recall": 0.5, "f1": 0.5, "support": 4},
        R: {"precision": 0.5, "recall": 0.5, "f1": 0.5, "support": 2},
        N: {"precision": 0.75, "recall": 0.75, "f1": 0.75, "support": 4},
    }
    assert found["macro_f1"] == pytest.approx((0.5 + 0.5 + 0.75) / 3, abs=1e-4)


def test_a_class_that_is_nowhere_is_no_part_of_macro_f1_but_a_wrong_guess_is() -> None:
    assert classification([S, S, R], [S, S, R], LABELS)["macro_f1"] == 1
    # N was guessed once: its F1 is 0 and counts; supports has 2 of 3, refutes 1 of 1.
    found = classification([S, S, R], [S, N, R], LABELS)
    assert found["macro_f1"] == pytest.approx((2 / 3 + 1 + 0) / 3, abs=1e-4)
    assert found["per_class"][N] == {"precision": 0, "recall": 0, "f1": 0, "support": 0}


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=1, max_size=60))
def test_the_interval_of_accuracy_holds_the_estimate(pairs: list[tuple[str, str]]) -> None:
    found = classification([a for a, _ in pairs], [b for _, b in pairs], LABELS)
    low, high = found["ci"]["accuracy"]
    assert 0 <= low <= found["accuracy"] <= high <= 1
    low, high = found["ci"]["macro_f1"]
    assert 0 <= low <= high <= 1


def test_intervals_are_as_wide_as_the_normal_approximation() -> None:
    right = [i < 300 for i in range(400)]
    wanted = 1.96 * math.sqrt(0.75 * 0.25 / 400)
    by_table = classification([S] * 400, [S if hit else R for hit in right], LABELS)["ci"]["accuracy"]
    flags = np.array(right)
    by_rows = bootstrap(lambda some: float(flags[some].mean()), 400, resamples=1000)
    by_query = means([{"hit": float(hit)} for hit in right])["ci"]["hit"]
    for low, high in (by_table, by_rows, by_query):
        assert (high - low) / 2 == pytest.approx(wanted, rel=0.12)
        assert (high + low) / 2 == pytest.approx(0.75, abs=0.01)
    assert interval(np.arange(1001)) == [25, 975]


def test_false_reversals_count_sides_called_the_opposite_alone() -> None:
    # Six pairs take a side; supports → refutes and refutes → supports are reversals, supports → nothing is none.
    assert false_reversals(GOLD, GUESS) == pytest.approx(2 / 6, abs=1e-4)
    assert false_reversals([N, N], [S, R]) is None


def test_calibration_error_by_hand() -> None:
    # Bins of 1/15: .95 and .96 share the last, .5 and .52 the eighth, 1.0 falls in the last as well.
    confidence = np.array([0.95, 0.96, 1.0, 0.5, 0.52])
    correct = np.array([True, False, True, False, False])
    assert reliability(confidence, correct) == [
        {"confidence": 0.51, "accuracy": 0.0, "n": 2},
        {"confidence": 0.97, "accuracy": pytest.approx(2 / 3, abs=1e-4), "n": 3},
    ]
    assert calibration_error(confidence, correct) == pytest.approx((2 * 0.51 + 3 * (0.97 - 2 / 3)) / 5, abs=1e-4)
    assert calibration_error(np.ones(4), np.array([True] * 4)) == 0


Rows = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50)


@given(Rows)
def test_calibration_error_against_a_loop(rows: list[tuple[float, bool]]) -> None:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, hit in rows:
        bins.setdefault(min(int(confidence * 15), 14), []).append((confidence, hit))
    wanted = sum(abs(sum(c for c, _ in some) - sum(h for _, h in some)) for some in bins.values()) / len(rows)
    found = calibration_error(np.array([c for c, _ in rows]), np.array([h for _, h in rows]))
    assert found == pytest.approx(wanted, abs=3e-4)


def test_risk_coverage_by_hand() -> None:
    found = risk_coverage(np.array([0.6, 0.9, 0.8, 0.7]), np.array([False, True, True, False]))
    assert found == [
        {"coverage": 0.25, "risk": 0, "confidence": 0.9},
        {"coverage": 0.5, "risk": 0, "confidence": 0.8},
        {"coverage": 0.75, "risk": pytest.approx(1 / 3, abs=1e-4), "confidence": 0.7},
        {"coverage": 1, "risk": 0.5, "confidence": 0.6},
    ]


@given(Rows)
def test_risk_at_full_coverage_is_the_error_rate(rows: list[tuple[float, bool]]) -> None:
    hits = [hit for _, hit in rows]
    found = risk_coverage(np.array([c for c, _ in rows]), np.array(hits))
    assert len(found) == min(20, len(rows))
    assert (found[-1]["coverage"], found[-1]["risk"]) == (1, pytest.approx(1 - sum(hits) / len(hits), abs=1e-4))
    for key, falls in (("coverage", 1), ("confidence", -1)):
        values = [falls * point[key] for point in found]
        assert values == sorted(values)


def test_ranking_by_hand() -> None:
    found = ranking(["x", "a", "y", "b"], {"a", "b", "gone"})
    gain = 1 / math.log2(3) + 1 / math.log2(5)
    ideal = 1 + 1 / math.log2(3) + 1 / 2
    assert found == {"hit@1": 0, "hit@10": 1, "recall@10": 2 / 3, "ndcg@10": pytest.approx(gain / ideal), "mrr": 1 / 2}
    late = ranking([*"0123456789", "a"], {"a"})
    assert late == {"hit@1": 0, "hit@10": 0, "recall@10": 0, "ndcg@10": 0, "mrr": 1 / 11}
    assert set(ranking(["a", "b"], {"a", "b"}).values()) == {1}
    assert set(ranking([], {"a"}).values()) == {0}


@given(st.permutations([f"d{i}" for i in range(14)]), st.sets(st.integers(0, 13), min_size=1))
def test_ndcg_is_one_for_the_best_order_and_no_more(ranked: list[str], chosen: set[int]) -> None:
    relevant = {f"d{i}" for i in chosen}
    best = sorted(ranked, key=lambda one: one not in relevant)
    assert ranking(best, relevant)["ndcg@10"] == pytest.approx(1)
    found = ranking(ranked, relevant)
    assert 0 <= found["ndcg@10"] <= 1 + 1e-9
    assert found["mrr"] == max(1 / (1 + ranked.index(one)) for one in relevant)
    assert found["recall@10"] == len(relevant & set(ranked[:10])) / len(relevant)


def test_means_over_queries() -> None:
    found = means([{"mrr": 1.0, "hit@1": 1.0}, {"mrr": 0.5, "hit@1": 0.0}, {"mrr": 0.0, "hit@1": 0.0}])
    assert (found["mrr"], found["hit@1"]) == (0.5, pytest.approx(1 / 3, abs=1e-4))
    assert found["ci"]["mrr"][0] < 0.5 < found["ci"]["mrr"][1]
    assert means([{"mrr": 0.25}])["ci"] == {"mrr": [0.25, 0.25]}


def spearman_by_hand(a: list[int], b: list[int]) -> float:
    """Ranks by counting who is smaller and who ties, then the textbook formula of Pearson."""

    def ranks(values: list[int]) -> list[float]:
        return [sum(v < one for v in values) + (sum(v == one for v in values) + 1) / 2 for one in values]

    x, y = ranks(a), ranks(b)
    mean = (len(a) + 1) / 2
    over = sum((p - mean) * (q - mean) for p, q in zip(x, y, strict=True))
    under = math.sqrt(sum((p - mean) ** 2 for p in x) * sum((q - mean) ** 2 for q in y))
    return over / under if under else 0.0


Pairs = st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=2, max_size=30)


@given(Pairs)
def test_spearman_with_ties(pairs: list[tuple[int, int]]) -> None:
    a, b = [x for x, _ in pairs], [y for _, y in pairs]
    assert spearman(np.array(a), np.array(b)) == pytest.approx(spearman_by_hand(a, b), abs=1e-9)
    assert spearman(np.array(a) ** 3, np.array(b)) == pytest.approx(spearman(np.array(a), np.array(b)))


def test_correlations_as_scipy_has_them() -> None:
    stats: Any = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(5)
    a = rng.integers(0, 6, 200).astype(float)
    b = a + rng.normal(size=200).round()
    assert spearman(a, b) == pytest.approx(stats.spearmanr(a, b).statistic)
    assert pearson(a, b) == pytest.approx(stats.pearsonr(a, b).statistic)
    low, high = bootstrap(lambda some: spearman(a[some], b[some]), len(a))
    assert low < spearman(a, b) < high


def test_what_does_not_vary_does_not_correlate() -> None:
    assert pearson(np.ones(5), np.arange(5)) == spearman(np.arange(5), np.ones(5)) == 0


def test_average_precision_by_hand() -> None:
    gold = np.array([1, 0, 1, 0, 1])
    assert average_precision(gold, np.array([0.9, 0.8, 0.7, 0.6, 0.5])) == pytest.approx((1 + 2 / 3 + 3 / 5) / 3)
    assert average_precision(np.zeros(3, int), np.arange(3.0)) == 0
    # Rows that tie count together, in whatever order the file has them.
    for same in (gold, gold[::-1]):
        assert average_precision(same, np.full(5, 0.5)) == pytest.approx(3 / 5)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 5)), min_size=1, max_size=40))
def test_average_precision_against_every_threshold(rows: list[tuple[int, int]]) -> None:
    """The sum over thresholds of precision times the recall it gains."""
    total = sum(gold for gold, _ in rows)
    wanted = before = 0.0
    for threshold in sorted({score for _, score in rows}, reverse=True):
        above = [gold for gold, score in rows if score >= threshold]
        recall = sum(above) / total if total else 0.0
        wanted += (recall - before) * sum(above) / len(above)
        before = recall
    found = average_precision(np.array([g for g, _ in rows]), np.array([s for _, s in rows], float))
    assert found == pytest.approx(wanted)


def test_pairwise_by_hand() -> None:
    # Gold pairs ab, ac, bc; found ab, de: one of two is right, one of three is found.
    found = pairwise([["a", "b", "c"], ["d"]], [["b", "a"], ["d", "e"], ["c"]])
    assert found == {"precision": 0.5, "recall": pytest.approx(1 / 3, abs=1e-4), "f1": 0.4}
    assert pairwise([["a"]], [["a"], ["b"]]) == {"precision": 1, "recall": 1, "f1": 1}
    assert pairwise([["a", "b"]], [["a"], ["b"]]) == {"precision": 1, "recall": 0, "f1": 0}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=14))
def test_pairwise_against_every_pair(places: list[tuple[int, int]]) -> None:
    """Item i stands in gold group places[i][0] and in found group places[i][1]."""
    both = [(a[0] == b[0], a[1] == b[1]) for a, b in combinations(places, 2)]
    gold, found, hits = (
        sum(flags) for flags in ([g for g, _ in both], [f for _, f in both], [g and f for g, f in both])
    )
    groups = [[[str(i) for i, p in enumerate(places) if p[side] == g] for g in range(4)] for side in (0, 1)]
    scores = pairwise(*groups)
    assert scores["precision"] == pytest.approx(hits / found if found else 1, abs=1e-4)
    assert scores["recall"] == pytest.approx(hits / gold if gold else 1, abs=1e-4)
    if gold and found:
        assert scores["f1"] == pytest.approx(2 * hits / (gold + found), abs=1e-4)
