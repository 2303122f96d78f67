"""``workbench models``: which encoders and stance models there are, what they are, whether they work."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.options import AsJson, IndexOption
from workbench.errors import IndexDamaged, IndexMissing, ModelError
from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.models.inspection import ModelInfo

app = typer.Typer(help="Shows and tries encoders and stance models.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME|DIR", help="A shipped model, a folder, or a hub name.")]


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Lists the shipped models and those of the local hub cache, the ones in use marked."""
    from workbench.models import SHIPPED_FOLDERS
    from workbench.models.inspection import cached_models

    settings = Settings.load()
    used = {settings.encoder, settings.stance_model}
    rows = []
    for name, folder in [*SHIPPED_FOLDERS.items(), *cached_models()]:
        try:
            rows.append(asdict(_inspect(name, folder)) | {"shipped": name in SHIPPED_FOLDERS})
        except ModelError:
            # A cache holds models of every kind; those that are neither of ours are not for this list.
            continue
    for row in rows:
        row["in_use"] = row["name"] in used or (row["shipped"] and _default_of(row, settings))
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _print_list(rows)


def _default_of(row: dict[str, Any], settings: Settings) -> bool:
    from workbench.models.inspection import ModelKind
    from workbench.settings import SHIPPED

    return (settings.encoder if row["kind"] is ModelKind.ENCODER else settings.stance_model) == SHIPPED


def _inspect(name: str, folder: Path) -> ModelInfo:
    from workbench.models.inspection import inspect_folder

    return inspect_folder(name, folder)


@app.command()
def show(name: Name, as_json: AsJson = False) -> None:
    """Shows what a model is: architecture, size, labels or prompts, licence."""
    from workbench.models import SHIPPED_FOLDERS
    from workbench.models.inspection import folder_of

    info = _inspect(name, folder_of(name, SHIPPED_FOLDERS))
    if as_json:
        print(json.dumps(asdict(info), ensure_ascii=False, indent=2))
    else:
        _print_pairs({key: value for key, value in asdict(info).items() if value not in (None, {}, "")})


@app.command()
def check(name: Name, index: IndexOption = None, as_json: AsJson = False) -> None:
    """Loads a model, tries it on sentences of both languages, and says whether it fits the index."""
    from workbench.models.trial import try_encoder, try_stance_model

    loaded = _load(name)
    settings = Settings.load(index=index)
    if hasattr(loaded, "dimension"):
        found = try_encoder(loaded) | {"index": _fit(loaded, settings)}
    else:
        found = try_stance_model(loaded)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _print_pairs({key: value for key, value in found.items() if value is not None})
    if faults := found["faults"]:
        raise ModelError(f"{name}: {'; '.join(faults)}")


def _load(name: str) -> Any:
    """The model behind a name; a folder says itself what it is, a hub name is tried as what its files say."""
    from workbench.models import SHIPPED_FOLDERS, load_encoder, load_stance_model
    from workbench.models.inspection import ModelKind, fetched_folder, folder_of

    try:
        folder = folder_of(name, SHIPPED_FOLDERS)
    except ModelError:
        folder = fetched_folder(name)
    kind = _inspect(name, folder).kind
    where = name if name in SHIPPED_FOLDERS else str(folder)
    return load_encoder(where) if kind is ModelKind.ENCODER else load_stance_model(where)


def _fit(encoder: Any, settings: Settings) -> str | None:
    """What the published index says to this encoder; None where there is no index."""
    from workbench.indexing.generations import IndexDirectory
    from workbench.indexing.manifest import Manifest

    try:
        manifest = Manifest.read(IndexDirectory(settings.index).current_folder())
    except (IndexMissing, IndexDamaged):
        return None
    try:
        manifest.require_encoder(encoder)
    except ModelError as error:
        return str(error)
    return f"{settings.index} was built with this encoder"


def _print_list(rows: list[dict[str, Any]]) -> None:
    from rich.table import Table

    from workbench.cli.render import console

    table = Table(box=None, pad_edge=False)
    for heading in ("model", "kind", "architecture", "size", "licence", ""):
        table.add_column(heading)
    for row in rows:
        marks = ", ".join(word for word, on in (("shipped", row["shipped"]), ("in use", row["in_use"])) if on)
        size = f"{row['size'] / 1e6:,.1f} MB"
        table.add_row(row["name"], row["kind"].value, row["architecture"], size, row["licence"] or "", marks)
    console().print(table)
    console().print("Any other model works by folder or hub name: `workbench models check NAME`.", style="dim")


def _print_pairs(pairs: dict[str, Any]) -> None:
    for key, value in pairs.items():
        print(f"{key.replace('_', ' ')}: {_words(value)}")


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{a} = {b}" for a, b in value.items())
    return "; ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)
