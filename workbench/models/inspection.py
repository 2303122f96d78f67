"""What a model is, told from its folder or its entry in the local hub cache without loading its weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from workbench.errors import ModelError
from workbench.models.labels import stance_columns

_CLASSIFIER = "ForSequenceClassification"
# What transformers leaves out of config.json and takes for granted.
_UNNAMED = {0: "LABEL_0", 1: "LABEL_1"}


class ModelKind(StrEnum):
    ENCODER = "encoder"
    STANCE = "stance"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """``labels`` maps a stance model's own labels to stances; ``prompts`` are an encoder's, by name.

    ``size`` is in bytes of what is on this machine.
    """

    name: str
    kind: ModelKind
    place: str
    architecture: str
    size: int
    dimension: int | None = None
    max_tokens: int | None = None
    labels: Mapping[str, str] | None = None
    prompts: Mapping[str, str] | None = None
    licence: str | None = None


def inspect_folder(name: str, folder: Path) -> ModelInfo:
    """ModelError where the folder holds neither a sentence-transformers encoder nor an NLI model."""
    modules, config = _json(folder / "modules.json"), _json(folder / "config.json")
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    own = _json(folder / "config_sentence_transformers.json")
    # sentence-transformers saves a cross-encoder with the files of an encoder around it.
    if (modules is not None or own is not None) and (own or {}).get("model_type") != "CrossEncoder":
        return _encoder(name, folder, config or {}, size)
    if config is None:
        raise ModelError(f"{folder} holds no model: neither modules.json (an encoder) nor config.json (an NLI model)")
    architecture = _architecture(config)
    if (folder / "model.onnx").is_file() or architecture.endswith(_CLASSIFIER):
        labels = {int(i): str(label) for i, label in (config.get("id2label") or _UNNAMED).items()}
        return ModelInfo(
            name,
            ModelKind.STANCE,
            str(folder),
            architecture,
            size,
            max_tokens=config.get("max_length") or config.get("max_position_embeddings"),
            labels=_stances(name, labels),
            licence=_licence(folder),
        )
    raise ModelError(
        f"{name} is neither a sentence-transformers encoder (no modules.json) nor an NLI model: its architecture is "
        f"{architecture or 'not named'}, expected one that ends in {_CLASSIFIER}"
    )


def _encoder(name: str, folder: Path, config: Mapping[str, Any], size: int) -> ModelInfo:
    own = _json(folder / "config_sentence_transformers.json") or {}
    limits = _json(folder / "sentence_bert_config.json") or {}
    modules = _json(folder / "modules.json")
    kinds = [str(module.get("type", "")).rpartition(".")[2] for module in modules] if isinstance(modules, list) else []
    dimension = _last_dimension(folder) or config.get("hidden_size") or _static_dimension(folder)
    return ModelInfo(
        name,
        ModelKind.ENCODER,
        str(folder),
        _architecture(config) or (kinds[0] if kinds else ""),
        size,
        dimension=dimension,
        max_tokens=limits.get("max_seq_length"),
        prompts={key: text for key, text in own.get("prompts", {}).items() if text},
        licence=_licence(folder),
    )


def _last_dimension(folder: Path) -> int | None:
    """What the last module that names a dimension gives out: a dense layer, else the pooling."""
    found = [
        _json(file) or {}
        for kind in ("Dense", "Pooling")
        for file in sorted(folder.glob(f"*_{kind}/config.json"))[::-1]
    ]
    keys = ("out_features", "embedding_dimension", "word_embedding_dimension")
    return next((int(one[key]) for one in found for key in keys if one.get(key)), None)


def _static_dimension(folder: Path) -> int | None:
    """Columns of a static encoder's table, read from the head of its file."""
    file = next(iter(sorted(folder.rglob("model.safetensors"))), None)
    if file is None:
        return None
    with file.open("rb") as opened:
        header = json.loads(opened.read(int.from_bytes(opened.read(8), "little")))
    shapes = [entry["shape"] for key, entry in header.items() if key.startswith("embedding")]
    return int(shapes[0][1]) if shapes and len(shapes[0]) == 2 else None


def _architecture(config: Mapping[str, Any]) -> str:
    named = config.get("architectures")
    return str(named[0]) if named else str(config.get("architecture", config.get("model_type", "")))


def _stances(name: str, labels: Mapping[int, str]) -> dict[str, str]:
    columns = stance_columns(name, labels)
    return {labels[column]: stance.value for stance, column in columns.items()}


def _licence(folder: Path) -> str | None:
    """The ``license`` of a model card's front matter."""
    card = folder / "README.md"
    if not card.is_file():
        return None
    head = card.read_text("utf-8", "replace")[:4000].split("\n")
    return next((line.partition(":")[2].strip() or None for line in head if line.startswith("license:")), None)


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"{file} is no JSON: {error}") from None


def cached_models() -> list[tuple[str, Path]]:
    """(name, folder) of every complete snapshot in the local hub cache; no network is touched."""
    from huggingface_hub import scan_cache_dir
    from huggingface_hub.errors import CacheNotFound

    try:
        repositories = scan_cache_dir().repos
    except CacheNotFound:
        return []
    found = []
    for repository in sorted(repositories, key=lambda one: one.repo_id):
        newest = max(repository.revisions, key=lambda one: one.last_modified, default=None)
        if repository.repo_type == "model" and newest:
            found.append((repository.repo_id, newest.snapshot_path))
    return found


def folder_of(name: str, shipped: Mapping[str, Path]) -> Path:
    """The folder of a shipped model, of a model folder, or of a cached hub name. ModelError says what to do."""
    if name in shipped:
        return shipped[name]
    if Path(name).expanduser().is_dir():
        return Path(name).expanduser()
    cached = dict(cached_models())
    if name in cached:
        return cached[name]
    known = ", ".join([*shipped, *cached])
    raise ModelError(
        f"no model {name} on this machine: no such folder, and not in the local hub cache; known are {known}. "
        f"With a network, `workbench models check {name}` fetches it"
    )


def fetched_folder(name: str) -> Path:
    """A hub model's snapshot, fetched where there is a network. ModelError says why not."""
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name))
    # Names that are no names, missing models, closed networks and offline mode all fail in their own ways.
    except Exception as error:
        reason = str(error).strip().split("\n")[0]
        raise ModelError(f"no model {name} on this machine, and it cannot be fetched: {reason}") from error
