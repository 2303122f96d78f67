"""Our models by the light path and by their libraries; other people's models by name or folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workbench.errors import ModelError
from workbench.models import SHIPPED_ENCODER, SHIPPED_STANCE, WEIGHTS, load_encoder, load_stance_model
from workbench.models.labels import probabilities_of, stance_columns
from workbench.types import Stance

TEXTS = [
    "Die Delegationen trafen sich am 24. Juli in Istanbul.",
    "The delegations met in Istanbul on 24 July.",
    "☃",
    "Über 1,2 Mio. Menschen – so viele wie nie – flohen.",
    "x " * 800,
]
PAIRS = [
    ("Die Stadt hat 120 Wohnungen gebaut.", "Die Stadt hat 120 Wohnungen gebaut."),
    ("The city built 120 flats.", "Die Stadt hat 210 Wohnungen gebaut."),
    ("Der Fluss stieg auf neun Meter. " * 40, "Es regnete."),
]


def test_the_light_path_gives_the_vectors_of_sentence_transformers() -> None:
    ours = load_encoder()
    theirs = load_encoder(str(WEIGHTS / SHIPPED_ENCODER))
    assert ours.dimension == theirs.dimension
    np.testing.assert_allclose(ours.encode_passages(TEXTS), theirs.encode_passages(TEXTS), atol=1e-3)
    np.testing.assert_allclose(ours.encode_claims(TEXTS), theirs.encode_claims(TEXTS), atol=1e-3)


def test_vectors_have_length_one_or_zero() -> None:
    vectors = load_encoder().encode_passages([*TEXTS, "", "  "])
    assert vectors.dtype == np.float32
    lengths = np.linalg.norm(vectors, axis=1)
    np.testing.assert_allclose(lengths[[0, 1, 3, 4]], 1, atol=1e-5)
    assert lengths[5:].tolist() == [0, 0]
    assert load_encoder().encode_passages([]).shape == (0, load_encoder().dimension)


def test_a_text_has_one_vector_whatever_stands_beside_it() -> None:
    encoder = load_encoder()
    together = encoder.encode_passages(TEXTS)
    alone = np.concatenate([encoder.encode_passages([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_the_shipped_stance_model() -> None:
    model = load_stance_model()
    found = model.predict(PAIRS)
    assert found.shape == (3, 3)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)
    assert found[0].argmax() == 0  # a text supports itself
    np.testing.assert_allclose(found[2:], model.predict(PAIRS[2:]), atol=0.05)  # int8 varies a little with padding
    assert model.predict([]).shape == (0, 3)


def test_shipped_weights_stay_within_60_mb() -> None:
    assert sum(p.stat().st_size for p in WEIGHTS.rglob("*") if p.is_file()) < 60e6
    for name in (SHIPPED_ENCODER, SHIPPED_STANCE):
        card = (WEIGHTS / name / "README.md").read_text("utf-8")
        assert "CC BY" in card  # names the licences of what it saw


LABELS: list[tuple[dict[int, str], dict[Stance, int]]] = [
    (
        {0: "entailment", 1: "neutral", 2: "contradiction"},
        {Stance.SUPPORTS: 0, Stance.NOT_ENOUGH_INFO: 1, Stance.REFUTES: 2},
    ),
    (
        {0: "CONTRADICTION", 1: "NEUTRAL", 2: "ENTAILMENT"},
        {Stance.REFUTES: 0, Stance.NOT_ENOUGH_INFO: 1, Stance.SUPPORTS: 2},
    ),
    (
        {0: "SUPPORTS", 1: "REFUTES", 2: "NOT ENOUGH INFO"},
        {Stance.SUPPORTS: 0, Stance.REFUTES: 1, Stance.NOT_ENOUGH_INFO: 2},
    ),
    ({0: "not_entailment", 1: "entailment"}, {Stance.NOT_ENOUGH_INFO: 0, Stance.SUPPORTS: 1}),
]


@pytest.mark.parametrize(("labels", "columns"), LABELS)
def test_any_label_order_is_read(labels: dict[int, str], columns: dict[Stance, int]) -> None:
    assert stance_columns("m", labels) == columns
    logits = np.eye(len(labels), dtype=np.float32) * 5
    probabilities = probabilities_of(logits, columns)
    for stance, column in columns.items():
        assert probabilities[column].argmax() == list(Stance).index(stance)
    if Stance.REFUTES not in columns:
        assert probabilities[:, 1].tolist() == [0, 0]


@pytest.mark.parametrize(
    "labels",
    [{0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"}, {0: "positive", 1: "negative"}, {0: "entailment", 1: "entails"}],
)
def test_labels_that_say_nothing_are_refused(labels: dict[int, str]) -> None:
    with pytest.raises(ModelError, match=r"my-model is no NLI model.*id2label"):
        stance_columns("my-model", labels)


def _tokenizer(folder: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        *"die stadt hat wohnungen gebaut the city built flats 120 210 .".split(),
    ]
    raw = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    raw.pre_tokenizer = pre_tokenizers.Whitespace()
    raw.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=raw, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(folder)


TINY: dict[str, Any] = {
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 16,
    "vocab_size": 20,
    "max_position_embeddings": 300,
    "pad_token_id": 0,
}


@pytest.mark.parametrize("architecture", ["bert", "xlm-roberta", "deberta-v2"])
def test_any_nli_model_by_folder(tmp_path: Path, architecture: str) -> None:
    import torch
    from transformers import AutoConfig, AutoModelForSequenceClassification

    torch.manual_seed(0)
    labels = {0: "neutral", 1: "entailment", 2: "contradiction"}
    config = AutoConfig.for_model(architecture, **TINY, id2label=labels, label2id={v: k for k, v in labels.items()})
    AutoModelForSequenceClassification.from_config(config).save_pretrained(tmp_path)
    _tokenizer(tmp_path)
    model = load_stance_model(str(tmp_path))
    found = model.predict(PAIRS)
    assert found.shape == (3, 3)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(found[:1], model.predict(PAIRS[:1]), atol=1e-5)
    assert model.name == str(tmp_path)


def test_any_sentence_transformers_model_by_folder_with_its_prompts(tmp_path: Path) -> None:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    BertModel(BertConfig(**TINY)).save_pretrained(tmp_path / "bert")
    _tokenizer(tmp_path / "bert")
    body = Transformer(str(tmp_path / "bert"))
    prompts = {"query": "die ", "document": "the "}
    made = SentenceTransformer(modules=[body, Pooling(16)], prompts=prompts, device="cpu")
    made.save(str(tmp_path / "model"))
    encoder = load_encoder(str(tmp_path / "model"))
    assert encoder.dimension == 16
    claims, passages = encoder.encode_claims(["stadt"]), encoder.encode_passages(["stadt"])
    by_hand = made.encode(["die stadt", "the stadt"], prompt="", normalize_embeddings=True)
    np.testing.assert_allclose(np.concatenate([claims, passages]), by_hand, atol=1e-5)
    assert encoder.fingerprint != load_encoder().fingerprint
    assert encoder.fingerprint == load_encoder(str(tmp_path / "model")).fingerprint


@pytest.mark.parametrize("load", [load_encoder, load_stance_model])
def test_a_model_that_is_not_there(load: Any, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="does not exist"):
        load(str(tmp_path / "nowhere"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match="cannot be loaded"):
        load(str(tmp_path / "empty"))
