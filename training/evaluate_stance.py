"""Measure a stance model on the NLI dev sets: our ONNX folder or any transformers classifier.

python -m training.evaluate_stance FOLDER [FOLDER ...] [--sets xnli.de,rte3.de] [--limit 500]
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from training.common import DATA, WEIGHTS, read_rows

SETS = ("xnli.de", "xnli.en", "rte3.de", "rte3.en", "vitaminc.en", "lingnli.en", "healthver.en")
LABELS = ("supports", "refutes", "not_enough_info")
NLI_NAMES = {"entailment": "supports", "contradiction": "refutes", "neutral": "not_enough_info"}
BINS = 15

Logits = Callable[[list[tuple[str, str]]], np.ndarray]


def onnx_logits(folder: Path, batch: int = 32) -> Logits:
    """Logits (n, 3) of the shipped model, through tokenizers and ONNX Runtime only."""
    import onnxruntime
    from tokenizers import Tokenizer

    config = json.loads((folder / "config.json").read_text())
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(config["max_length"])
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    order = _order(config["id2label"])

    def run(pairs: list[tuple[str, str]]) -> np.ndarray:
        encoded = tokenizer.encode_batch_fast(pairs)
        logits = np.zeros((len(pairs), 3), np.float32)
        by_length = np.argsort([len(e.ids) for e in encoded])
        for start in range(0, len(pairs), batch):
            rows = by_length[start : start + batch]
            logits[rows] = session.run(None, _padded([encoded[row] for row in rows]))[0][:, order]
        return logits / config["temperature"]

    return run


def _padded(encoded: list) -> dict[str, np.ndarray]:
    arrays = np.zeros((3, len(encoded), max(len(e.ids) for e in encoded)), np.int64)
    for i, e in enumerate(encoded):
        arrays[:, i, : len(e.ids)] = e.ids, e.attention_mask, e.type_ids
    return dict(zip(("input_ids", "attention_mask", "token_type_ids"), arrays, strict=True))


def _order(id2label: dict) -> list[int]:
    """Columns of the model in the order of LABELS, whatever the model calls and orders them."""
    names = {NLI_NAMES.get(name.lower(), name.lower()): int(i) for i, name in id2label.items()}
    return [names[label] for label in LABELS]


def transformers_logits(folder: str, batch: int = 32) -> Logits:
    """The same for any sequence-classification model with three NLI classes."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    order = _order(model.config.id2label)

    @torch.no_grad()
    def run(pairs: list[tuple[str, str]]) -> np.ndarray:
        parts = []
        for start in range(0, len(pairs), batch):
            some = pairs[start : start + batch]
            inputs = tokenizer(
                [p for p, _ in some],
                [h for _, h in some],
                truncation=True,
                max_length=128,
                padding=True,
                return_tensors="pt",
            )
            parts.append(model(**inputs).logits.numpy()[:, order])
        return np.concatenate(parts)

    return run


def softmax(logits: np.ndarray) -> np.ndarray:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def calibration_error(chances: np.ndarray, correct: np.ndarray) -> float:
    """Expected calibration error over 15 bins of equal width (Guo et al. 2017)."""
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = [abs(chances[bins == b].mean() - correct[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)]
    return float(np.sum(gaps))


def scores(logits: np.ndarray, gold: list[str]) -> dict[str, float | dict]:
    """Figures of one set; a set with `not_supported` is scored as supports against the rest."""
    chances, truth = softmax(logits), np.array(gold)
    labels = np.array(LABELS)
    if "not_supported" in gold:
        chances = np.stack([chances[:, 0], chances[:, 1:].sum(axis=1)], axis=1)
        labels = np.array(("supports", "not_supported"))
    guess = labels[chances.argmax(axis=1)]
    per_class = f1_score(truth, guess, labels=labels, average=None, zero_division=0)
    majority = max((truth == label).mean() for label in labels)
    return {
        "accuracy": _round((guess == truth).mean()),
        "macro_f1": _round(per_class.mean()),
        "majority": _round(majority),
        "ece": _round(calibration_error(chances.max(axis=1), guess == truth)),
        "f1": {str(label): _round(f1) for label, f1 in zip(labels, per_class, strict=True)},
    }


def _round(number: float) -> float:
    return round(float(number), 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", default=[str(WEIGHTS / "stance-de-en")])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--limit", type=int, help="only the first rows of each set")
    args = parser.parse_args()
    for name in args.models:
        logits = onnx_logits(Path(name)) if (Path(name) / "model.onnx").exists() else transformers_logits(name)
        for which in args.sets.split(","):
            rows = read_rows(args.data / f"nli/dev.{which}.jsonl.gz")[: args.limit]
            found = scores(logits([(r["premise"], r["hypothesis"]) for r in rows]), [r["label"] for r in rows])
            print(json.dumps({"model": Path(name).name, "set": which, "rows": len(rows)} | found), flush=True)


if __name__ == "__main__":
    main()
