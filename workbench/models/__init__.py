"""Encoders and stance models: the ones that ship with us, and any other by name or folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from workbench.errors import ModelError
from workbench.protocols import Encoder, StanceModel
from workbench.settings import SHIPPED

WEIGHTS = Path(__file__).parent / "weights"
SHIPPED_ENCODER = "static-de-en"
SHIPPED_STANCE = "stance-de-en"
SHIPPED_FOLDERS = {name: WEIGHTS / name for name in (SHIPPED_ENCODER, SHIPPED_STANCE)}


def load_encoder(name: str = SHIPPED) -> Encoder:
    """The shipped encoder, or any sentence-transformers model by folder or hub name."""
    if name in (SHIPPED, SHIPPED_ENCODER):
        return _shipped_encoder()
    from workbench.models.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder.load(_folder_or_name(name))


@cache
def _shipped_encoder() -> Encoder:
    """Once a process: claims are scored with it too, and its table takes 77 MB."""
    from workbench.models.static import StaticEncoder

    return StaticEncoder.load(SHIPPED_FOLDERS[SHIPPED_ENCODER])


def load_stance_model(name: str = SHIPPED) -> StanceModel:
    """The shipped stance model, or any sequence-classification NLI model by folder or hub name."""
    if name in (SHIPPED, SHIPPED_STANCE):
        from workbench.models.onnx_stance import OnnxStanceModel

        return OnnxStanceModel.load(SHIPPED_FOLDERS[SHIPPED_STANCE])
    from workbench.models.transformers_stance import TransformersStanceModel

    return TransformersStanceModel.load(_folder_or_name(name))


def _folder_or_name(name: str) -> str:
    """An existing folder as an absolute path, so that an index finds its encoder again from anywhere."""
    path = Path(name).expanduser()
    if path.is_dir():
        return str(path.resolve())
    if path.is_absolute() or name.startswith((".", "~")):
        raise ModelError(f"no model in {name}: the folder does not exist")
    return name
