"""The index directory: ``CURRENT`` and ``generations/<id>/``. Published by one atomic rename, never changed after."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

import numpy as np

from workbench.corpus.store import CorpusStore
from workbench.errors import IndexBusy, IndexDamaged, IndexMissing
from workbench.indexing.lexical import TantivyIndex
from workbench.indexing.manifest import Manifest, checksums
from workbench.indexing.vectors import FaissIndex

CORPUS, VECTORS, LEXICAL = "corpus.duckdb", "passages.faiss", "lexical"
_BUILDING = ".building-"


class Generation:
    """One complete, published build, opened for reading."""

    def __init__(self, folder: Path) -> None:
        self.manifest = Manifest.read(folder)
        self.folder = folder
        self.store = CorpusStore.open(folder / CORPUS)
        self.vectors = FaissIndex.load(folder / VECTORS)
        self.lexical = TantivyIndex.load(folder / LEXICAL)

    @property
    def id(self) -> str:
        return self.manifest.generation

    def close(self) -> None:
        self.store.close()


class IndexDirectory:
    """The generations under one folder, which need not exist yet."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.generations = root / "generations"

    def current_id(self) -> str | None:
        """The id of the published generation, None where nothing was built."""
        try:
            return (self.root / "CURRENT").read_text("utf-8").strip() or None
        except FileNotFoundError:
            return None

    def current_folder(self) -> Path:
        current = self.current_id()
        if current is None:
            raise IndexMissing(f"no index in {self.root}; run `workbench index build REPORTS... --index {self.root}`")
        return self.folder(current)

    def folder(self, generation: str) -> Path:
        folder = self.generations / generation
        if not folder.is_dir():
            raise IndexDamaged(
                f"{self.root} names generation {generation}, which is gone; run `workbench index rollback`"
            )
        return folder

    def open(self, generation: str | None = None) -> Generation:
        """A generation by id, the published one by default."""
        return Generation(self.folder(generation) if generation else self.current_folder())

    def ids(self) -> list[str]:
        """Kept generations, oldest first."""
        if not self.generations.is_dir():
            return []
        return sorted(p.name for p in self.generations.iterdir() if p.is_dir() and not p.name.startswith("."))

    @contextmanager
    def building(self) -> Iterator[Path]:
        """A fresh folder to build in, under a lock that dies with its process; swept if the build does not publish."""
        self.generations.mkdir(parents=True, exist_ok=True)
        with self._lock():
            self._sweep()
            folder = self.generations / f"{_BUILDING}{new_generation_id()}"
            folder.mkdir()
            try:
                yield folder
            finally:
                self._sweep()

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with (self.root / "BUILD.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise IndexBusy(f"another build is running in {self.root}; wait for it to end") from None
            yield

    def _sweep(self) -> None:
        """Removes what a build that was killed left behind."""
        for folder in self.generations.glob(f"{_BUILDING}*"):
            shutil.rmtree(folder, ignore_errors=True)

    def publish(self, building: Path) -> str:
        """Makes a built folder the published generation: all its files are on disk before ``CURRENT`` names it."""
        generation = building.name.removeprefix(_BUILDING)
        for path in [*building.rglob("*"), building]:
            _sync(path)
        building.rename(self.generations / generation)
        _sync(self.generations)
        self.point_to(generation)
        return generation

    def point_to(self, generation: str) -> None:
        """Names the published generation by one rename."""
        temporary = self.root / f".CURRENT-{os.getpid()}"
        temporary.write_text(generation + "\n", "utf-8")
        _sync(temporary)
        temporary.replace(self.root / "CURRENT")
        _sync(self.root)

    def rollback(self) -> str:
        """Publishes the kept generation before the current one again."""
        with self._lock():
            older = [i for i in self.ids() if i < (self.current_id() or "")]
            if not older:
                raise IndexMissing(f"{self.root} keeps no generation before {self.current_id()}; nothing was changed")
            self.point_to(older[-1])
            return older[-1]

    def prune(self, keep: int, in_use: Collection[str] = ()) -> list[str]:
        """Removes the oldest generations beyond ``keep``, never the published one nor those ``in_use``."""
        gone = [i for i in self.ids()[: -max(keep, 1)] if i != self.current_id() and i not in in_use]
        for generation in gone:
            shutil.rmtree(self.generations / generation, ignore_errors=True)
        return gone


def new_generation_id() -> str:
    """Sorts by time; the tail keeps two builds of one microsecond apart."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{token_hex(2)}"


def verify(folder: Path) -> list[str]:
    """Everything about a generation that is not as its manifest says, as sentences; empty when it is sound."""
    manifest = Manifest.read(folder)
    found = checksums(folder)
    faults = [f"{name} is missing" for name in manifest.files if name not in found]
    faults += [f"{name} is not in the manifest" for name in found if name not in manifest.files]
    faults += [f"{name} was changed" for name, digest in found.items() if manifest.files.get(name, digest) != digest]
    return faults or _contents(folder, manifest)


def _contents(folder: Path, manifest: Manifest) -> list[str]:
    generation = Generation(folder)
    try:
        reports, passages = generation.store.counts()
        ids = np.sort(np.concatenate([batch for batch, _ in generation.store.vectors_in_batches()]))
        indexed = generation.vectors.ids()
        checks = {
            f"the manifest counts {manifest.reports} reports, the corpus has {reports}": reports == manifest.reports,
            f"the manifest counts {manifest.passages} passages, the corpus has {passages}": passages
            == manifest.passages,
            f"{passages} passages have {len(ids)} embeddings": passages == len(ids),
            f"the vectors are not those of the corpus ({len(indexed)} of {len(ids)})": indexed.tolist() == ids.tolist(),
            f"the lexical index has {len(generation.lexical)} passages": len(generation.lexical) == passages,
        }
    finally:
        generation.close()
    return [fault for fault, sound in checks.items() if not sound]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
