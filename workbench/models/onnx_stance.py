"""The shipped stance model, served by ONNX Runtime and tokenizers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np

from workbench.errors import ModelError
from workbench.models.labels import probabilities_of, stance_columns
from workbench.models.static import fingerprint_of
from workbench.protocols import Vectors

_BATCH = 32


class OnnxStanceModel:
    """A cross-encoder exported to ONNX: passage first, claim second."""

    def __init__(self, name: str, fingerprint: str, session: Any, tokenizer: Any, config: Mapping[str, Any]) -> None:
        self._name, self._fingerprint = name, fingerprint
        self._session, self._tokenizer = session, tokenizer
        self._columns = stance_columns(name, {int(i): label for i, label in config["id2label"].items()})
        self._temperature = float(config["temperature"])

    @classmethod
    def load(cls, folder: Path) -> Self:
        import onnxruntime
        from tokenizers import Tokenizer

        files = [folder / name for name in ("model.onnx", "tokenizer.json", "config.json")]
        if missing := [file.name for file in files if not file.is_file()]:
            raise ModelError(f"{folder} is no stance model: {', '.join(missing)} missing")
        config = json.loads(files[2].read_text("utf-8"))
        tokenizer = Tokenizer.from_file(str(files[1]))
        tokenizer.enable_truncation(config["max_length"])
        tokenizer.enable_padding()
        session = onnxruntime.InferenceSession(str(files[0]), providers=["CPUExecutionProvider"])
        return cls(folder.name, fingerprint_of(files), session, tokenizer, config)

    @property
    def name(self) -> str:
        return self._name

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        """See ``protocols.StanceModel``. Pairs are read in order of length, so that little is padded."""
        out = np.zeros((len(pairs), 3), np.float32)
        order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]) + len(pairs[i][1]))
        for at in range(0, len(order), _BATCH):
            rows = order[at : at + _BATCH]
            logits = self._logits([pairs[i] for i in rows])
            out[rows] = probabilities_of(logits / self._temperature, self._columns)
        return out

    def _logits(self, pairs: Sequence[tuple[str, str]]) -> Any:
        encoded = self._tokenizer.encode_batch(list(pairs))
        inputs = {
            "input_ids": np.array([e.ids for e in encoded], np.int64),
            "attention_mask": np.array([e.attention_mask for e in encoded], np.int64),
            "token_type_ids": np.array([e.type_ids for e in encoded], np.int64),
        }
        return self._session.run(["logits"], inputs)[0]
