"""``workbench models`` on tiny models with random weights: what they are, whether they work, what is refused."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support import build, report
from tests.test_models import TINY, _tokenizer
from workbench.cli import main
from workbench.models import SHIPPED_FOLDERS, load_stance_model
from workbench.models.trial import try_encoder, try_stance_model
from workbench.protocols import Vectors

NLI = {"entailment": "supports", "neutral": "not_enough_info", "contradiction": "refutes"}
ORDERS = {
    "bert": ["neutral", "entailment", "contradiction"],
    "xlm-roberta": ["contradiction", "neutral", "entailment"],
    "deberta-v2": ["entailment", "contradiction", "neutral"],
}
ARCHITECTURES = {
    "bert": "BertForSequenceClassification",
    "xlm-roberta": "XLMRobertaForSequenceClassification",
    "deberta-v2": "DebertaV2ForSequenceClassification",
}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """The command line in this process, where the libraries are loaded once: exit code, stdout, stderr."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["workbench", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


def classifier(folder: Path, architecture: str, labels: list[str] | None) -> Path:
    import torch
    from transformers import AutoConfig, AutoModelForSequenceClassification

    torch.manual_seed(1)
    names = {"id2label": dict(enumerate(labels)), "label2id": {x: i for i, x in enumerate(labels)}} if labels else {}
    config = AutoConfig.for_model(architecture, **TINY, **names, initializer_range=1.0)
    AutoModelForSequenceClassification.from_config(config).save_pretrained(folder)
    _tokenizer(folder)
    return folder


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of every kind that a user may name."""
    from sentence_transformers import CrossEncoder, SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer
    from transformers import BertConfig, BertModel

    root = tmp_path_factory.mktemp("models")
    for architecture, labels in ORDERS.items():
        classifier(root / architecture, architecture, labels)
    classifier(root / "two-class", "bert", ["not_entailment", "entailment"])
    classifier(root / "unnamed", "bert", None)
    CrossEncoder(str(root / "bert"), device="cpu").save_pretrained(str(root / "cross-encoder"))
    BertModel(BertConfig(**TINY)).save_pretrained(root / "body")
    _tokenizer(root / "body")
    for name, more in (("encoder", []), ("dense", [Dense(16, 8)])):
        modules = [Transformer(str(root / "body")), Pooling(16), *more]
        made = SentenceTransformer(modules=modules, prompts={"query": "die ", "document": "the "}, device="cpu")
        made.save(str(root / name))
    (root / "encoder" / "README.md").write_text("---\nlanguage: de\nlicense: cc-by-4.0\n---\n# Tiny\n", "utf-8")
    (root / "empty").mkdir()
    (root / "torn").mkdir()
    (root / "torn" / "config.json").write_text("{", "utf-8")
    return root


@pytest.mark.parametrize("architecture", ORDERS)
def test_probabilities_are_those_of_transformers(models: Path, architecture: str) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    folder = models / architecture
    pairs = [("die stadt hat 120 wohnungen", "the city built 210 flats ."), ("flats", "stadt " * 300), ("the city", "")]
    theirs = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    wanted = []
    for passage, claim in pairs:
        encoded = tokenizer(passage, claim, truncation=True, max_length=256, return_tensors="pt")
        with torch.inference_mode():
            wanted.append(theirs(**encoded).logits.softmax(dim=1)[0].numpy())
    columns = [ORDERS[architecture].index(label) for label in ("entailment", "contradiction", "neutral")]
    found = load_stance_model(str(folder)).predict(pairs)
    np.testing.assert_allclose(found, np.array(wanted)[:, columns], atol=1e-3)
    assert np.ptp(found, axis=1).min() > 0.05  # a mix-up of columns would show


@pytest.mark.parametrize("architecture", ORDERS)
def test_show_and_check_a_stance_model(models: Path, cli: Run, architecture: str) -> None:
    folder = models / architecture
    code, out, _ = cli("models", "show", folder, "--json")
    shown = json.loads(out)
    assert (code, shown["kind"], shown["architecture"]) == (0, "stance", ARCHITECTURES[architecture])
    assert (shown["labels"], shown["max_tokens"], shown["dimension"]) == (NLI, 300, None)
    assert shown["size"] == sum(file.stat().st_size for file in folder.iterdir())
    code, out, _ = cli("models", "check", folder, "--json")
    checked = json.loads(out)
    assert (code, checked["kind"], checked["tried"], checked["faults"]) == (0, "stance", 8, [])
    assert checked["fingerprint"] == load_stance_model(str(folder)).fingerprint


def test_a_two_class_model_is_said_to_never_conflict(models: Path, cli: Run) -> None:
    _, out, _ = cli("models", "show", models / "two-class")
    assert "labels: not_entailment = not_enough_info, entailment = supports" in out
    code, out, _ = cli("models", "check", models / "two-class")
    assert code == 0
    assert "no passage will ever be shown as conflicting" in out


def test_a_cross_encoder_of_sentence_transformers_is_a_stance_model(models: Path, cli: Run) -> None:
    assert (models / "cross-encoder" / "modules.json").is_file()
    code, out, _ = cli("models", "check", models / "cross-encoder", "--json")
    assert (code, json.loads(out)["kind"]) == (0, "stance")
    pairs = [("die stadt", "the city")]
    found = [load_stance_model(str(models / name)).predict(pairs) for name in ("cross-encoder", "bert")]
    np.testing.assert_allclose(found[0], found[1], atol=1e-5)


@pytest.mark.parametrize(("name", "dimension", "licence"), [("encoder", 16, "cc-by-4.0"), ("dense", 8, None)])
def test_show_and_check_an_encoder(models: Path, cli: Run, name: str, dimension: int, licence: str | None) -> None:
    shown = json.loads(cli("models", "show", models / name, "--json")[1])
    assert (shown["kind"], shown["dimension"]) == ("encoder", dimension)
    assert shown["prompts"] == {"query": "die ", "document": "the "}
    if licence:
        assert shown["licence"] == licence
    code, out, _ = cli("models", "check", models / name, "--json")
    checked = json.loads(out)
    assert (code, checked["kind"], checked["dimension"], checked["faults"]) == (0, "encoder", dimension, [])
    assert checked["index"] is None  # there is none in this folder


REFUSED = [
    ("empty", "holds no model: neither modules.json (an encoder) nor config.json"),
    (
        "body",
        "neither a sentence-transformers encoder (no modules.json) nor an NLI model: its architecture is Bert",
    ),
    ("unnamed", "its labels are 'LABEL_0', 'LABEL_1', expected entailment, contradiction and neutral"),
    ("torn", "config.json is no JSON"),
]


@pytest.mark.parametrize(("name", "said"), REFUSED)
@pytest.mark.parametrize("command", ["show", "check"])
def test_a_folder_that_is_neither_is_refused_with_the_reason(
    models: Path, cli: Run, command: str, name: str, said: str
) -> None:
    code, out, err = cli("models", command, models / name)
    assert (code, out) == (5, "")
    assert said in err
    assert name in err
    assert len(err.splitlines()) == 1


def test_an_unknown_name_offline(cli: Run) -> None:
    code, out, err = cli("models", "show", "nobody/nothing")
    assert (code, out) == (5, "")
    assert "no model nobody/nothing on this machine" in err
    assert all(name in err for name in SHIPPED_FOLDERS)
    assert "`workbench models check nobody/nothing` fetches it" in err
    code, out, err = cli("models", "check", "nobody/nothing")
    assert (code, out) == (5, "")
    assert "nobody/nothing on this machine, and it cannot be fetched" in err
    assert len(err.splitlines()) == 1


def test_the_index_knows_its_encoder(models: Path, cli: Run, tmp_path: Path) -> None:
    build(tmp_path / "index", [report("r1", "Ein Bericht über Schafe in Husum und ihre Wolle.")])
    fits = json.loads(cli("models", "check", "static-de-en", "--index", tmp_path / "index", "--json")[1])
    assert fits["index"] == f"{tmp_path / 'index'} was built with this encoder"
    assert fits["right"] == fits["tried"] == 4
    code, out, _ = cli("models", "check", models / "encoder", "--index", tmp_path / "index", "--json")
    said = json.loads(out)["index"]
    assert code == 0
    assert "built with encoder static-de-en" in said
    assert f"loaded is {models / 'encoder'}" in said
    assert "run `workbench index build` again, or set the encoder to static-de-en" in said


def test_list_marks_what_is_shipped_and_in_use(
    models: Path, cli: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rows = {row["name"]: row for row in json.loads(cli("models", "list", "--json")[1])}
    for name, kind in (("static-de-en", "encoder"), ("stance-de-en", "stance")):
        assert (rows[name]["kind"], rows[name]["shipped"], rows[name]["in_use"]) == (kind, True, True)
    assert json.loads(cli("models", "show", "static-de-en", "--json")[1])["dimension"] == 384
    assert json.loads(cli("models", "show", "stance-de-en", "--json")[1])["labels"]
    monkeypatch.setattr(
        "workbench.models.inspection.cached_models",
        lambda: [("other/nli", models / "bert"), ("other/body", models / "body")],
    )
    monkeypatch.setenv("WORKBENCH_STANCE_MODEL", "other/nli")
    rows = {row["name"]: row for row in json.loads(cli("models", "list", "--json")[1])}
    assert list(rows) == ["static-de-en", "stance-de-en", "other/nli"]  # a body alone is of no use here
    assert {name for name, row in rows.items() if row["in_use"]} == {"static-de-en", "other/nli"}
    assert "other/nli" in cli("models", "list")[1]
    assert json.loads(cli("models", "show", "other/nli", "--json")[1])["place"] == str(models / "bert")


class Broken:
    """Answers out of form: rows that sum to two, vectors of another length or that change from call to call."""

    name = fingerprint = "broken"
    dimension = 3

    def __init__(self, answer: Callable[[int], Vectors]) -> None:
        self.answer = answer

    def predict(self, pairs: Any) -> Vectors:
        return self.answer(len(pairs))

    def encode_passages(self, texts: Any) -> Vectors:
        return self.answer(len(texts))

    encode_claims = encode_passages


RNG = np.random.default_rng(3)


def drawn(n: int) -> Vectors:
    found = RNG.normal(size=(n, 3)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def full(columns: int, value: float) -> Callable[[int], Vectors]:
    return lambda n: np.full((n, columns), value, np.float32)


def test_a_trial_finds_what_makes_a_model_unusable() -> None:
    for answer, said in (
        (lambda n: np.eye(4, dtype=np.float32)[[3] * n], "no table of 8 by 3 probabilities but (8, 4)"),
        (full(3, np.nan), "no table of 8 by 3"),
        (full(3, 0.6), "do not sum to one"),
    ):
        (fault,) = try_stance_model(Broken(answer))["faults"]
        assert said in fault
    for answer, said in ((full(5, 0.1), "(4, 5), expected (4, 3)"), (full(3, 1.0), "length one"), (drawn, "each time")):
        found = try_encoder(Broken(answer))
        assert said in found["faults"][0]
        assert found["right"] == 0
