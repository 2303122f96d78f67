"""``workbench index``: builds and keeps the corpus."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.options import AsJson, EncoderOption, IndexOption, ReviewsOption
from workbench.errors import BadRecord, IndexDamaged, InputError, ReviewError
from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.indexing.builder import Builder, BuildSummary
    from workbench.indexing.generations import IndexDirectory
    from workbench.watching import Watched

app = typer.Typer(help="Builds the index and keeps it.", no_args_is_help=True)

Reports = Annotated[
    list[Path],
    typer.Argument(metavar="REPORTS...", help="JSONL, CSV or Parquet files (also .gz), folders of text or HTML."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first bad record.")]


@app.command()
def build(
    reports: Reports,
    index: IndexOption = None,
    encoder: EncoderOption = None,
    reviews: ReviewsOption = None,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Builds a new generation from report files and publishes it."""
    from workbench.models import load_encoder

    settings = Settings.load(index=index, encoder=encoder, reviews=reviews)
    _print_summary(*_run("build", settings, load_encoder(settings.encoder), reports, strict), as_json)


@app.command()
def add(
    reports: Reports,
    index: IndexOption = None,
    reviews: ReviewsOption = None,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Publishes a generation with these reports added; a known id is replaced. Watches the claims under review."""
    from workbench.cli.watch import texts_before, watch_added

    settings = Settings.load(index=index, reviews=reviews)
    before, known = _directory(settings).current_id(), texts_before(settings)
    built = _run("add", settings, _encoder_of(settings), reports, strict)
    watched = None if known is None else watch_added(settings, known, before)
    _print_summary(*built, as_json, watched)


@app.command()
def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Report ids.")],
    index: IndexOption = None,
    reviews: ReviewsOption = None,
    as_json: AsJson = False,
) -> None:
    """Publishes a generation without these reports."""
    from workbench.cli.progress import stages

    settings = Settings.load(index=index, reviews=reviews)
    started = time.monotonic()
    with stages() as progress:
        builder = _builder(settings, _encoder_of(settings), strict=False)
        builder.progress = progress
        summary = builder.remove(ids)
    _print_summary(summary, time.monotonic() - started, as_json)


def _run(verb: str, settings: Settings, encoder: Any, reports: list[Path], strict: bool) -> tuple[BuildSummary, float]:
    """The summary, and the seconds it took."""
    from workbench.cli.progress import stages
    from workbench.corpus.readers import count_records, read_reports

    started = time.monotonic()
    expected = count_records(reports)
    sources = [str(path) for path in reports]
    with stages() as progress:
        builder = _builder(settings, encoder, strict)
        builder.progress = progress
        make = builder.build if verb == "build" else builder.add
        summary = make(read_reports(reports), sources, expected)
    return summary, time.monotonic() - started


def _builder(settings: Settings, encoder: Any, strict: bool) -> Builder:
    from workbench.indexing.builder import Builder
    from workbench.indexing.generations import IndexDirectory

    directory = IndexDirectory(settings.index)
    return Builder(
        directory,
        encoder,
        settings.keep_generations,
        strict,
        on_bad=_print_bad,
        in_use=lambda: _in_use(settings, directory),
    )


def _in_use(settings: Settings, directory: IndexDirectory) -> Collection[str]:
    """The generations that the ledger refers to; all of them where the ledger does not answer."""
    from workbench.reviews.kept import generations_in_use

    try:
        return generations_in_use(settings.reviews)
    except ReviewError as error:
        print(f"all old generations stay, because the ledger cannot be asked: {error}", file=sys.stderr)
        return directory.ids()


def _encoder_of(settings: Settings) -> Any:
    """The encoder that the current generation was built with."""
    from workbench.indexing.manifest import Manifest
    from workbench.models import load_encoder

    return load_encoder(Manifest.read(_directory(settings).current_folder()).encoder)


def _directory(settings: Settings) -> IndexDirectory:
    from workbench.indexing.generations import IndexDirectory

    return IndexDirectory(settings.index)


def _print_bad(record: BadRecord) -> None:
    print(f"skipped {record}", file=sys.stderr)


def _print_summary(summary: BuildSummary, seconds: float, as_json: bool, watched: Watched | None = None) -> None:
    if as_json:
        row = {**asdict(summary), "seconds": round(seconds, 2), "alerts": watched.alerts if watched else None}
        print(json.dumps(row, ensure_ascii=False, indent=2))
        return
    changes = {"added": summary.added, "replaced": summary.replaced, "removed": summary.removed}
    changed = ", ".join(f"{n:,} {word}" for word, n in {**changes, "unchanged": summary.unchanged}.items() if n)
    print(f"generation {summary.generation}: {summary.reports:,} reports, {summary.passages:,} passages ({changed})")
    print(f"{summary.encoded:,} texts encoded, {summary.reused:,} embeddings reused, {seconds:.1f} s")
    for fault, n in sorted(summary.skipped.items(), key=lambda item: -item[1]):
        print(f"skipped {n:,}: {fault}")
    if watched and watched.claims:
        print(f"{watched.alerts:,} alerts on claims under review{'; see `workbench watch`' * bool(watched.alerts)}")


@app.command()
def status(index: IndexOption = None, as_json: AsJson = False) -> None:
    """Shows what the published generation holds."""
    from contextlib import closing

    from workbench.corpus.store import CorpusStore
    from workbench.indexing.generations import CORPUS
    from workbench.indexing.manifest import Manifest

    folder = _directory(Settings.load(index=index)).current_folder()
    manifest = Manifest.read(folder)
    size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    with closing(CorpusStore.open(folder / CORPUS)) as store:
        overview = store.overview()
    if as_json:
        print(json.dumps({**asdict(manifest), "bytes": size, "overview": overview}, ensure_ascii=False, indent=2))
    else:
        from workbench.cli.render import print_status

        print_status(manifest, size, overview)


@app.command("list")
def list_(index: IndexOption = None, as_json: AsJson = False) -> None:
    """Lists the kept generations, the published one marked."""
    directory = _directory(Settings.load(index=index))
    current = directory.current_id()
    rows = [_generation_row(directory, generation, current) for generation in directory.ids()]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not rows:
        print(f"no generation in {directory.root}; run `workbench index build REPORTS...`")
    else:
        from workbench.cli.render import print_generations

        print_generations(rows)


def _generation_row(directory: IndexDirectory, generation: str, current: str | None) -> dict[str, Any]:
    from workbench.indexing.manifest import Manifest

    row: dict[str, Any] = {"generation": generation, "current": generation == current}
    try:
        manifest = Manifest.read(directory.folder(generation))
    except IndexDamaged as error:
        return row | {"fault": str(error)}
    return row | {
        "created_at": manifest.created_at,
        "encoder": manifest.encoder,
        "reports": manifest.reports,
        "passages": manifest.passages,
    }


@app.command()
def verify(index: IndexOption = None, as_json: AsJson = False) -> None:
    """Compares every file of the published generation with its manifest; exit code 3 when one differs."""
    from workbench.indexing import generations

    directory = _directory(Settings.load(index=index))
    folder = directory.current_folder()
    faults = generations.verify(folder)
    if as_json:
        print(
            json.dumps({"generation": folder.name, "sound": not faults, "faults": faults}, ensure_ascii=False, indent=2)
        )
    elif not faults:
        print(f"generation {folder.name} is sound")
    if faults:
        raise IndexDamaged(
            f"generation {folder.name}: {'; '.join(faults)}; run `workbench index rollback` or build again"
        )


@app.command()
def rollback(index: IndexOption = None, as_json: AsJson = False) -> None:
    """Publishes the kept generation before the current one again."""
    directory = _directory(Settings.load(index=index))
    before = directory.current_id()
    now = directory.rollback()
    if as_json:
        print(json.dumps({"before": before, "now": now}, indent=2))
    else:
        print(f"generation {now} is published again, before it was {before}")


@app.command()
def origin(
    report_id: Annotated[str, typer.Argument(metavar="ID", help="The id of any report of the origin.")],
    index: IndexOption = None,
    as_json: AsJson = False,
) -> None:
    """Shows the reports that copy one text, earliest first, and what each changed."""
    from contextlib import closing

    from workbench.corpus.store import CorpusStore
    from workbench.indexing.generations import CORPUS
    from workbench.lineage import lineage, lineage_document

    folder = _directory(Settings.load(index=index)).current_folder()
    with closing(CorpusStore.open(folder / CORPUS)) as store:
        members = lineage(store.origin(report_id))
    if not members:
        raise InputError(f"the corpus has no report {report_id!r}; `workbench search TEXT --json` shows ids")
    if as_json:
        print(json.dumps(lineage_document(members), ensure_ascii=False, indent=2))
    else:
        from workbench.cli.render import print_lineage

        print_lineage(members)
