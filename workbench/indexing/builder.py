"""Builds generations: from report files, from the current generation with reports added or taken out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import numpy as np

from workbench.corpus.readers import Read
from workbench.corpus.store import CorpusStore
from workbench.corpus.tables import text_hash
from workbench.errors import BadRecord, IndexDamaged, InputError
from workbench.indexing.generations import CORPUS, LEXICAL, VECTORS, IndexDirectory
from workbench.indexing.lexical import TantivyIndex
from workbench.indexing.manifest import Manifest, checksums
from workbench.indexing.vectors import TRAINING_POINTS_PER_LIST, FaissIndex, lists_for
from workbench.indexing.windows import MAX_CHARACTERS, MAX_SENTENCES, passages_of
from workbench.protocols import Encoder, Progress, Vectors, no_progress
from workbench.types import Passage, Report

_BATCH = 500
# Too few passages say nothing about a corpus; then what the shipped encoder shows on mixed news holds.
_FEWEST_FOR_BACKGROUND = 50
_TYPICAL_BACKGROUND = (0.05, 0.08)


@dataclass(slots=True)
class BuildSummary:
    """What a build did. ``skipped`` counts bad records by kind of fault; ``encoded`` and ``reused`` count texts."""

    generation: str = ""
    reports: int = 0
    passages: int = 0
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    encoded: int = 0
    reused: int = 0
    skipped: dict[str, int] = field(default_factory=dict)


OnBadRecord = Callable[[BadRecord], None]


@dataclass(slots=True)
class Builder:
    """Builds into one index directory with one encoder.

    ``strict`` raises the first bad record; otherwise each is handed to ``on_bad`` and counted. ``in_use`` names the
    generations that stay beyond the last ``keep``, asked when old ones are removed.
    """

    directory: IndexDirectory
    encoder: Encoder
    keep: int
    strict: bool = False
    progress: Progress = no_progress
    on_bad: OnBadRecord = lambda record: None
    in_use: Callable[[], Collection[str]] = tuple

    def build(self, records: Iterable[Read], sources: Sequence[str], expected: int = 0) -> BuildSummary:
        """A generation of these records alone. Embeddings of texts that an older generation knows are reused."""
        with ExitStack() as stack:
            folder = stack.enter_context(self.directory.building())
            store = stack.enter_context(closing(CorpusStore.create(folder / CORPUS, self.encoder.dimension)))
            kept = self._kept_embeddings()
            if kept:
                stack.callback(kept.close)
            return self._finish(folder, store, self._take_all(store, records, expected, kept), sources)

    def add(self, records: Iterable[Read], sources: Sequence[str], expected: int = 0) -> BuildSummary:
        """The current generation with these records added; a record with a known id replaces that report."""
        self._check_encoder()
        with _copy_of_current(self.directory) as (folder, store):
            return self._finish(folder, store, self._take_all(store, records, expected, None), sources)

    def remove(self, report_ids: Sequence[str]) -> BuildSummary:
        """The current generation without these reports. InputError names all ids it does not have."""
        self._check_encoder()
        with _copy_of_current(self.directory) as (folder, store):
            missing = sorted(set(report_ids) - set(store.reports(report_ids)))
            if missing:
                raise InputError(f"no report {', '.join(missing)} in the index; nothing was changed")
            summary = BuildSummary(removed=store.remove(report_ids))
            return self._finish(folder, store, summary, [f"without {', '.join(report_ids)}"])

    def _check_encoder(self) -> None:
        Manifest.read(self.directory.current_folder()).require_encoder(self.encoder)

    def _kept_embeddings(self) -> CorpusStore | None:
        """The corpus of the newest kept generation that was encoded with this encoder."""
        for generation in reversed(self.directory.ids()):
            folder = self.directory.folder(generation)
            # A damaged old generation costs time, not the build.
            with suppress(IndexDamaged):
                if Manifest.read(folder).encoder_fingerprint == self.encoder.fingerprint:
                    return CorpusStore.open(folder / CORPUS)
        return None

    def _take_all(
        self, store: CorpusStore, records: Iterable[Read], expected: int, kept: CorpusStore | None
    ) -> BuildSummary:
        summary = BuildSummary()
        seen = 0
        for batch in _batches(records, _BATCH):
            seen += len(batch)
            self._take(store, self._good(batch, summary), kept, summary)
            self.progress("reports", seen, max(expected, seen))
        return summary

    def _good(self, batch: Sequence[Read], summary: BuildSummary) -> list[Report]:
        for bad in (read for read in batch if isinstance(read, BadRecord)):
            if self.strict:
                raise bad
            summary.skipped[bad.fault] = summary.skipped.get(bad.fault, 0) + 1
            self.on_bad(bad)
        return [read for read in batch if isinstance(read, Report)]

    def _take(self, store: CorpusStore, reports: list[Report], kept: CorpusStore | None, summary: BuildSummary) -> None:
        """Stores those of a batch that are new or differ from what is stored."""
        stored = store.reports([r.id for r in reports])
        fresh = [r for r in reports if r.id not in stored or replace(stored[r.id], origin_id=r.origin_id) != r]
        replaced = [r.id for r in fresh if r.id in stored]
        if replaced:
            store.remove(replaced)
        summary.replaced += len(replaced)
        summary.added += len(fresh) - len(replaced)
        summary.unchanged += len(reports) - len(fresh)
        if fresh:
            self._insert(store, fresh, kept, summary)

    def _insert(
        self, store: CorpusStore, reports: list[Report], kept: CorpusStore | None, summary: BuildSummary
    ) -> None:
        passages: list[Passage] = [passage for report in reports for passage in passages_of(report)]
        texts = {text_hash(passage.text): passage.text for passage in passages}
        here = store.known_embeddings(list(texts))
        wanted = [key for key in texts if key not in here]
        reused = kept.known_embeddings(wanted) if kept else {}
        encode = [key for key in wanted if key not in reused]
        vectors = [self.encoder.encode_passages([texts[key] for key in encode])] if encode else []
        if reused:
            vectors.append(np.stack(list(reused.values())))
        summary.encoded += len(encode)
        summary.reused += len(texts) - len(encode)
        hashes = encode + list(reused)
        store.insert(reports, passages, hashes, np.concatenate(vectors) if vectors else np.zeros((0, 0), np.float32))

    def _finish(self, folder: Path, store: CorpusStore, summary: BuildSummary, sources: Sequence[str]) -> BuildSummary:
        """Indexes beside the corpus, manifest, and publication."""
        summary.reports, summary.passages = store.counts()
        if not summary.reports:
            raise InputError(f"no usable report left ({', '.join(sources)}); nothing was changed")
        store.settle_origins()
        self.progress("vectors", 0, 1)
        _, sample = store.sample_vectors(TRAINING_POINTS_PER_LIST * lists_for(summary.passages))
        index = FaissIndex.build(store.vectors_in_batches(), summary.passages, sample)
        index.save(folder / VECTORS)
        background = similarity_background(sample)
        self.progress("vectors", 1, 1)
        TantivyIndex.create(folder / LEXICAL).add(self._counted(store.passages_in_batches(), summary.passages))
        store.checkpoint()
        store.close()
        self.progress("checksums", 0, 1)
        self._manifest(folder, summary, index.layout, background, sources).write(folder)
        summary.generation = self.directory.publish(folder)
        self.directory.prune(self.keep, self.in_use())
        self.progress("checksums", 1, 1)
        return summary

    def _counted(
        self, batches: Iterable[list[tuple[Passage, Report]]], total: int
    ) -> Iterator[list[tuple[Passage, Report]]]:
        done = 0
        for batch in batches:
            yield batch
            done += len(batch)
            self.progress("words", done, total)

    def _manifest(
        self, folder: Path, summary: BuildSummary, layout: str, background: tuple[float, float], sources: Sequence[str]
    ) -> Manifest:
        return Manifest(
            generation=folder.name.removeprefix(".building-"),
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
            encoder=self.encoder.name,
            encoder_fingerprint=self.encoder.fingerprint,
            dimension=self.encoder.dimension,
            reports=summary.reports,
            passages=summary.passages,
            vector_layout=layout,
            similarity_mean=background[0],
            similarity_deviation=background[1],
            sources=tuple(sources),
            parameters={"max_sentences": MAX_SENTENCES, "max_characters": MAX_CHARACTERS},
            files=checksums(folder),
            parent=self.directory.current_id(),
        )


def similarity_background(vectors: Vectors, pairs: int = 20_000) -> tuple[float, float]:
    """Mean and standard deviation of the cosine between random rows of (n, dimension) unit vectors."""
    if len(vectors) < _FEWEST_FOR_BACKGROUND:
        return _TYPICAL_BACKGROUND
    rng = np.random.default_rng(0)
    a, b = rng.integers(0, len(vectors), (2, pairs))
    cosines = np.einsum("nd,nd->n", vectors[a[a != b]], vectors[b[a != b]])
    return round(float(cosines.mean()), 4), round(max(float(cosines.std()), 1e-3), 4)


@contextmanager
def _copy_of_current(directory: IndexDirectory) -> Iterator[tuple[Path, CorpusStore]]:
    """A writable copy of the current generation's corpus in a fresh building folder."""
    source = directory.current_folder() / CORPUS
    with directory.building() as folder:
        shutil.copy2(source, folder / CORPUS)
        with closing(CorpusStore.open(folder / CORPUS, writable=True)) as store:
            yield folder, store


def _batches(records: Iterable[Read], size: int) -> Iterator[list[Read]]:
    source = iter(records)
    while batch := list(islice(source, size)):
        yield batch
