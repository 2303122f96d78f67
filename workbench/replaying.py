"""Makes a recorded check again on the generation that was kept, and compares the bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from workbench.checking import Checker, claims_fingerprint
from workbench.errors import IndexDamaged, ModelError
from workbench.exports.document import check_document, check_from_document, document_text
from workbench.exports.run import run_record
from workbench.indexing.generations import Generation, IndexDirectory, verify
from workbench.indexing.manifest import Manifest
from workbench.matching import Matcher
from workbench.models import load_encoder, load_stance_model
from workbench.protocols import Progress, no_progress
from workbench.settings import Settings
from workbench.types import Check, Filters

_LISTED = 20
_NO_RUN = "the entry is from before settings and weights were recorded; those of today were taken"


@dataclass(frozen=True, slots=True)
class Replay:
    """A check made again. ``faults`` are all that is missing or differs, as sentences; none means the same bytes.

    ``check`` is None where something is missing. ``notes`` are differences that changed nothing.
    """

    check: Check | None
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()


def replay(document: Mapping[str, Any], settings: Settings, progress: Progress = no_progress) -> Replay:
    """The check of a document again: same generation, models, settings and filters, from the article's text on.

    Raises InputError for what is no check document.
    """
    recorded = check_from_document(document)
    folder = IndexDirectory(settings.index).generations / recorded.index.generation
    run = recorded.run
    faults = _faults_of(folder)
    built_with = run.encoder_fingerprint if run else None if faults else Manifest.read(folder).encoder_fingerprint
    encoder, missing = _loaded("encoder", load_encoder, recorded.index.encoder, built_with)
    faults += missing
    read_with = run.stance_fingerprint if run else None
    stance, missing = _loaded("stance model", load_stance_model, recorded.index.stance_model, read_with)
    faults += missing
    if run and run.claims_fingerprint != claims_fingerprint():
        faults.append(_other_weights("the model that finds claims", run.claims_fingerprint, claims_fingerprint()))
    if faults or encoder is None or stance is None:
        return Replay(None, tuple(faults))
    with closing(Generation(folder)) as generation:
        checker = Checker(Matcher(generation, encoder), stance, _as_recorded(settings, recorded))
        versions = _versions(document, run_record(checker.run_info(Filters())))
        made = checker.check(recorded.article, run.filters if run else None, progress)
    made = replace(made, run=run)
    again = check_document(made)
    if document_text(again) == document_text(document):
        return Replay(made, (), tuple(versions))
    return Replay(made, (*_first(list(_differences(document, again))), *versions))


def _as_recorded(settings: Settings, recorded: Check) -> Settings:
    run = recorded.run
    if run is None:
        return settings
    return replace(
        settings,
        candidates=run.candidates,
        evidence=run.evidence,
        min_check_worthiness=run.min_check_worthiness,
        min_confidence=run.min_confidence,
    )


def _faults_of(folder: Path) -> list[str]:
    if not folder.is_dir():
        where = folder.parent.parent
        return [f"generation {folder.name} is not in {where}: it was removed, or the index is another one (--index)"]
    try:
        return [f"generation {folder.name}: {fault}" for fault in verify(folder)]
    except IndexDamaged as error:
        return [f"generation {folder.name}: {error}"]


class _Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...


_Model = TypeVar("_Model", bound=_Named)


def _loaded(
    kind: str, load: Callable[[str], _Model], name: str, fingerprint: str | None
) -> tuple[_Model | None, list[str]]:
    """The model of this name, and what is wrong with it."""
    try:
        model = load(name)
    except ModelError as error:
        return None, [f"{kind} {name} is missing: {error}"]
    if fingerprint not in (None, model.fingerprint):
        return model, [_other_weights(f"{kind} {name}", fingerprint, model.fingerprint)]
    return model, []


def _other_weights(model: str, recorded: str | None, here: str) -> str:
    return f"{model} has other weights: {recorded} recorded, {here} here"


def _versions(document: Mapping[str, Any], here: Mapping[str, Any]) -> list[str]:
    """Which versions differ from those that were recorded."""
    recorded = document.get("run")
    if recorded is None:
        return [_NO_RUN]
    then, now = ({"workbench": run["workbench"], **run["libraries"]} for run in (recorded, here))
    return [
        f"{name} was {then.get(name, 'not there')}, here it is {now.get(name, 'not there')}"
        for name in sorted(then.keys() | now.keys())
        if then.get(name) != now.get(name)
    ]


def _first(found: list[str]) -> list[str]:
    return found if len(found) <= _LISTED else [*found[:_LISTED], f"and {len(found) - _LISTED:,} more differences"]


def _differences(recorded: Any, again: Any, where: str = "check") -> Iterator[str]:
    """Every place at which two documents differ, by its path."""
    if isinstance(recorded, Mapping) and isinstance(again, Mapping) and list(recorded) == list(again):
        for key in recorded:
            yield from _differences(recorded[key], again[key], f"{where}.{key}")
    elif isinstance(recorded, list) and isinstance(again, list) and len(recorded) == len(again):
        for n, (a, b) in enumerate(zip(recorded, again, strict=True)):
            yield from _differences(a, b, f"{where}[{n}]")
    elif repr(recorded) != repr(again):
        yield f"{where}: {_shown(recorded)} recorded, {_shown(again)} rebuilt"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"{len(value)} entries"
    if isinstance(value, Mapping):
        return f"fields {', '.join(value)}"
    text = repr(value)
    return text if len(text) <= 80 else text[:80] + "…"
