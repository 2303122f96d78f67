"""Every suite on tiny files, with models whose answers are known; and what is said of files that do not fit."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from tests.test_cli import ok, refused
from workbench.claims.heads import Task
from workbench.claims.scoring import Scored
from workbench.errors import InputError
from workbench.evaluation import checkworthiness
from workbench.evaluation.checkworthiness import evaluate_claims
from workbench.evaluation.newsstance import pairs_of
from workbench.evaluation.nli import evaluate_nli
from workbench.evaluation.retrieval import evaluate_retrieval
from workbench.evaluation.similarity import evaluate_sts
from workbench.protocols import Vectors
from workbench.types import DropReason

S, R, N = "supports", "refutes", "not_enough_info"
SURE = {S: (0.8, 0.1, 0.1), R: (0.1, 0.8, 0.1), N: (0.1, 0.1, 0.8)}


class Told:
    """Answers each claim with the probabilities it was told, whatever the passage."""

    name = fingerprint = "told"

    def __init__(self, answers: Mapping[str, tuple[float, float, float]]) -> None:
        self.answers = answers

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        return np.array([self.answers[claim] for _, claim in pairs], np.float32).reshape(-1, 3)


class Placed:
    """Gives each text the vector it was told."""

    name = fingerprint = "placed"

    def __init__(self, vectors: Mapping[str, Sequence[float]]) -> None:
        self.vectors = vectors
        self.dimension = len(next(iter(vectors.values())))

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return np.array([self.vectors[text] for text in texts], np.float32).reshape(-1, self.dimension)

    encode_claims = encode_passages


def write(path: Path, rows: Sequence[Any]) -> Path:
    text = "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def pair(claim: str, label: str, **more: str) -> dict[str, str]:
    return {"premise": "p", "hypothesis": claim, "label": label, **more}


PAIRS = [
    pair("a", S, premise_lang="de", hypothesis_lang="de", phenomenon="number"),
    pair("b", S, premise_lang="de", hypothesis_lang="de", phenomenon="number"),
    pair("c", R, premise_lang="en", hypothesis_lang="de"),
    pair("d", N, premise_lang="en"),
]
ANSWERS = Told({"a": SURE[S], "b": SURE[R], "c": SURE[R], "d": SURE[N]})


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_nli(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, [*PAIRS[:2], "", *PAIRS[2:]])
    found = evaluate_nli(path, ANSWERS)
    assert (found["file"], found["n"], found["accuracy"], found["majority"]) == (str(path), 4, 0.75, 0.5)
    assert [found["per_class"][label]["f1"] for label in (S, R, N)] == pytest.approx([2 / 3, 2 / 3, 1], abs=1e-4)
    assert found["false_reversals"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["ece"] == pytest.approx(0.05, abs=1e-4)  # .8 sure, .75 right
    assert found["languages"] == {
        "de-de": {"n": 2, "accuracy": 0.5, "macro_f1": pytest.approx(1 / 3, abs=1e-4), "false_reversals": 0.5},
        "en-de": {"n": 1, "accuracy": 1, "macro_f1": 1, "false_reversals": 0},
    }
    assert list(found["phenomena"]) == ["number"]
    assert evaluate_nli(path, ANSWERS, limit=1)["accuracy"] == 1


def test_two_classes_are_scored_as_two(tmp_path: Path) -> None:
    # b: refutes and neither are together more probable than supports, though neither is alone.
    rows = [pair("a", S), pair("b", "not_supported"), pair("c", "not_supported"), pair("d", S)]
    model = Told({"a": SURE[S], "b": (0.4, 0.3, 0.3), "c": SURE[N], "d": SURE[R]})
    found = evaluate_nli(write(tmp_path / "rte.jsonl", rows), model)
    assert (found["accuracy"], found["false_reversals"]) == (0.75, None)
    assert {label: one["recall"] for label, one in found["per_class"].items()} == {S: 0.5, "not_supported": 1}
    assert found["risk_coverage"][-1] == {"coverage": 1, "risk": 0.25, "confidence": pytest.approx(0.6, abs=1e-4)}


SCENARIO: dict[str, Any] = {
    "id": "s1",
    "de": {"passage": "P de", S: "S de", R: "R de", N: "N de"},
    "en": {"passage": "P en", S: "S en", R: "R en", N: "N en"},
    "phenomena": {S: "paraphrase", R: "number", N: "other_place"},
}


def test_scenarios_of_the_bank(tmp_path: Path) -> None:
    assert len(list(pairs_of(SCENARIO))) == 12
    two = {**SCENARIO, "id": "s2", "phenomena": {S: "paraphrase", R: "number"}}
    model = Told({f"{w} {lang}": SURE[label] for w, label in (("S", S), ("R", R), ("N", N)) for lang in ("de", "en")})
    model.answers = {**model.answers, "R en": SURE[S]}
    found = evaluate_nli(write(tmp_path / "bank.jsonl", [SCENARIO, two]), model)
    assert found["n"] == 20
    assert {k: (v["n"], v["accuracy"]) for k, v in found["phenomena"].items()} == {
        "number": (8, 0.5),
        "other_place": (4, 1),
        "paraphrase": (8, 1),
    }
    assert {k: (v["n"], v["accuracy"]) for k, v in found["languages"].items()} == {
        "de-de": (5, 1),
        "de-en": (5, 0.6),
        "en-de": (5, 1),
        "en-en": (5, 0.6),
    }


def nli(path: Path) -> Any:
    return evaluate_nli(path, ANSWERS)


def claims(path: Path) -> Any:
    return evaluate_claims(path, 0.5)


def sts(path: Path) -> Any:
    return evaluate_sts(path, Placed({"x": (1, 0)}))


def retrieval(path: Path) -> Any:
    return evaluate_retrieval([path], Placed({"x": (1, 0)}))


NO_CLAIM = {**SCENARIO, "en": {"passage": "P", S: "S", R: "R"}}
FAULTS: list[tuple[Callable[[Path], Any], list[Any], str]] = [
    (nli, [], "holds no rows"),
    (nli, [PAIRS[0], "", "{broken"], "line 3: no JSON"),
    (nli, [PAIRS[0], "[1]"], "line 2: expected a JSON object, found list"),
    (nli, [PAIRS[0], {"premise": "p", "label": S}], "row 2: hypothesis missing; the nli suite reads"),
    (nli, [PAIRS[0], pair("a", "maybe")], "row 2: label 'maybe'; known are supports, refutes"),
    (nli, [{**PAIRS[0], "label": ["supports"]}], "row 1: label ['supports']"),
    (nli, [pair("a", "not_supported"), pair("b", R)], "mixes not_supported with refutes"),
    (nli, [SCENARIO, NO_CLAIM], "row 2: the scenario lacks 'not_enough_info'"),
    (nli, [{**SCENARIO, "phenomena": {}}], "scenarios without claims"),
    (claims, [{"text": "x", "label": 1}, {"text": "x"}], "row 2: label missing"),
    (claims, [{"text": "x", "label": 0}, {"text": "x", "label": "yes"}], "row 2: label 'yes'"),
    (sts, [{"a": "x", "b": "x"}], "row 1: score missing"),
    (sts, [{"a": "x", "b": "x", "score": 1}, {"a": "x", "b": "x", "score": "high"}], "row 2: the score 'high' is no"),
    (sts, ['{"a": "x", "b": "x", "score": NaN}'], "row 1: the score nan is no number"),
    (retrieval, [{"a": "x"}], "fields a; the retrieval suite reads"),
    (retrieval, [{"query_id": 1, "query": "x", "relevant": ["r"]}], "name the report files"),
    (retrieval, [{"de": "x", "en": "x"}, {"de": "x"}], "row 2: en missing"),
]


@pytest.mark.parametrize(("suite", "rows", "said"), FAULTS)
def test_what_does_not_fit_is_named_with_its_place(
    tmp_path: Path, suite: Callable[[Path], Any], rows: list[Any], said: str
) -> None:
    path = write(tmp_path / "rows.jsonl", rows)
    with pytest.raises(InputError) as error:
        suite(path)
    assert str(path) in str(error.value)
    assert said in str(error.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        nli(tmp_path / "nowhere.jsonl")
    for name, content in (("torn.jsonl.gz", gzip.compress(b"{}" * 99)[:-9]), ("latin.jsonl", b'{"a": "\xfc"}')):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match=f"{name} cannot be read"):
            nli(tmp_path / name)


def test_sts(tmp_path: Path) -> None:
    vectors = {"x": (1.0, 0.0), "near": (0.8, 0.6), "far": (0.0, 1.0)}
    rows = [{"a": "x", "b": b, "score": score} for b, score in (("x", 5), ("near", 1), ("far", 3.0))]
    found = evaluate_sts(write(tmp_path / "sts.jsonl.gz", rows), Placed(vectors))
    assert (found["n"], found["spearman"]) == (3, 0.5)  # ranks 3 2 1 and 3 1 2
    assert found["pearson"] == pytest.approx(np.corrcoef([1, 0.8, 0], [5, 1, 3])[0, 1], abs=1e-4)


def test_claims(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = {("a", "de"): 0.9, ("b", "en"): 0.4, ("c", "de"): 0.6, ("d", "en"): 0.1}

    def score_sentences(texts: list[str], language: str) -> list[Scored]:
        return [Scored(scores[text, language], DropReason.OPINION) for text in texts]

    monkeypatch.setattr(checkworthiness, "score_sentences", score_sentences)
    rows: list[dict[str, Any]] = [{"text": t, "label": y} for t, y in (("a", 1), ("b", 1), ("c", 0), ("d", 0))]
    rows[0]["lang"] = rows[2]["lang"] = "de"
    path = write(tmp_path / "claims.jsonl", rows)
    found = evaluate_claims(path, 0.5)
    assert (found["accuracy"], found["f1"], found["threshold"]) == (0.5, 0.5, 0.5)
    assert found["average_precision"] == pytest.approx((1 + 2 / 3) / 2, abs=1e-4)
    assert found["ece"] == pytest.approx((2 * 0.1 + 2 * 0.6) / 4, abs=1e-4)
    assert found["task"] == "article"
    # b is now taken for a claim at .4, and rightly: the confidence is that of the answer given.
    lower = evaluate_claims(path, 0.3)
    assert (lower["accuracy"], lower["f1"]) == (0.75, 0.8)
    assert lower["ece"] == pytest.approx((2 * 0.1 + 0.6 + 0.6) / 4, abs=1e-4)


def test_rows_of_a_known_set_are_judged_by_its_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Task] = []

    def task_scores(texts: list[str], language: str, task: Task) -> tuple[list[float], float]:
        asked.append(task)
        return [0.3 if text == "a" else 0.1 for text in texts], 0.2

    monkeypatch.setattr(checkworthiness, "task_scores", task_scores)
    known = {"lang": "de", "source": "germeval2021-factclaiming"}
    rows = [{"text": "a", "label": 1, **known}, {"text": "b", "label": 0, **known}]
    found = evaluate_claims(write(tmp_path / "rows.jsonl", rows), 0.5)
    assert (found["task"], found["threshold"], found["accuracy"], asked) == ("factual", 0.2, 1, [Task.FACTUAL])
    mixed = write(tmp_path / "mixed.jsonl", [rows[0], {**rows[1], "source": "other"}])
    with pytest.raises(InputError, match="ask different things"):
        evaluate_claims(mixed, 0.5)


NLI_DOCUMENT = {
    "type": "object",
    "required": ["suite", "stance_model", "files"],
    "properties": {
        "suite": {"const": "nli"},
        "files": {
            "items": {
                "required": ["file", "n", "accuracy", "macro_f1", "per_class", "false_reversals", "ece", "ci"],
                "properties": {
                    "n": {"type": "integer"},
                    "accuracy": {"type": "number", "minimum": 0, "maximum": 1},
                    "macro_f1": {"type": "number", "minimum": 0, "maximum": 1},
                    "ece": {"type": "number", "minimum": 0, "maximum": 1},
                    "per_class": {"required": [S, R, N], "additionalProperties": {"required": ["f1", "support"]}},
                    "false_reversals": {"type": ["number", "null"]},
                },
            },
        },
    },
}


def test_the_command_line(tmp_path: Path) -> None:
    path = write(tmp_path / "nli.jsonl", [SCENARIO])
    document = json.loads(ok("eval", "nli", path, "--json"))
    jsonschema.validate(document, NLI_DOCUMENT)
    assert [one["n"] for one in document["files"]] == [12]
    assert "macro-F1" in ok("eval", "nli", path)
    pairs = write(tmp_path / "sts.jsonl", [{"a": "Der Hund bellt.", "b": "A dog barks.", "score": 4}])
    assert {"spearman", "pearson", "n"} <= set(json.loads(ok("eval", "sts", pairs, "--json"))["files"][0])
    rows = write(
        tmp_path / "claims.jsonl", [{"text": "Gera baute 2025 genau 120 Wohnungen.", "label": 1, "lang": "de"}]
    )
    (found,) = json.loads(ok("eval", "claims", rows, "--json"))["files"]
    assert (found["n"], found["accuracy"], found["threshold"]) == (1, 1, 0.5)
    assert f"{rows}, row 1: a, b, score missing" in refused(2, "eval", "sts", rows)
