"""The commands ``search``, ``check`` and ``serve``; the groups ``index``, ``models`` and ``eval`` stand apart."""

from __future__ import annotations

import json
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench import __version__
from workbench.cli.evaluate import app as eval_app
from workbench.cli.files import check_place, write_text
from workbench.cli.index import app as index_app
from workbench.cli.models import app as models_app
from workbench.cli.options import AsJson, IndexOption, StanceOption
from workbench.errors import InputError
from workbench.settings import Settings
from workbench.types import Filters, Match, ReportKind

app = typer.Typer(
    help="Checks a news article's claims against a corpus of other reports.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(index_app, name="index")
app.add_typer(models_app, name="models")
app.add_typer(eval_app, name="eval")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"workbench {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


_DAY = typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="What to look for: a claim or a few words.")],
    index: IndexOption = None,
    k: Annotated[int, typer.Option("--k", min=1, max=1000, help="How many passages.")] = 10,
    language: Annotated[list[str] | None, typer.Option(help="Only reports in this language; repeatable.")] = None,
    outlet: Annotated[list[str] | None, typer.Option(help="Only reports of this outlet; repeatable.")] = None,
    kind: Annotated[list[ReportKind] | None, typer.Option(help="Only reports of this kind; repeatable.")] = None,
    since: Annotated[datetime | None, _DAY] = None,
    until: Annotated[datetime | None, _DAY] = None,
    as_json: AsJson = False,
) -> None:
    """Finds passages of the corpus."""
    from workbench.indexing.generations import IndexDirectory
    from workbench.matching import Matcher
    from workbench.models import load_encoder

    if not text.strip():
        raise InputError("the text to search for is empty")
    filters = Filters(
        outlets=tuple(outlet or ()),
        languages=tuple(language or ()),
        kinds=tuple(kind or ()),
        since=_day(since),
        until=_day(until),
    )
    if filters.since and filters.until and filters.since > filters.until:
        raise InputError(f"--since {filters.since} is later than --until {filters.until}")
    generation = IndexDirectory(Settings.load(index=index).index).open()
    matches = Matcher(generation, load_encoder(generation.manifest.encoder)).search([text], k, filters)[0]
    if as_json:
        print(json.dumps([_match_record(match) for match in matches], ensure_ascii=False, indent=2))
    else:
        from workbench.cli.render import print_matches

        print_matches(matches, generation.manifest.passages)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _match_record(match: Match) -> dict[str, Any]:
    from workbench.exports.document import source_record

    relevance = {"similarity": match.similarity, "relevance": round(match.relevance, 4)}
    return source_record(match.report, match.passage) | relevance


@app.command()
def check(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE|URL|-", help="A text or HTML file, a URL, or - for stdin.")
    ],
    index: IndexOption = None,
    stance_model: StanceOption = None,
    as_json: AsJson = False,
    html: Annotated[Path | None, typer.Option(dir_okay=False, help="Also write a report for the browser.")] = None,
) -> None:
    """Checks an article: claims, evidence for and against, suggested verdicts."""
    from workbench.checking import open_checker
    from workbench.cli.progress import stages
    from workbench.exports.document import check_document
    from workbench.reading import read_article

    settings = Settings.load(index=index, stance_model=stance_model)
    if html:
        check_place(html)
    read = read_article(article, stdin=sys.stdin)
    with stages() as progress:
        checked = open_checker(settings).check(read, progress=progress)
    if html:
        from workbench.exports.html import html_report

        write_text(html, html_report(checked))
        print(f"report written to {html}", file=sys.stderr)
    if as_json:
        print(json.dumps(check_document(checked), ensure_ascii=False, indent=2))
    else:
        from workbench.cli.render import print_check

        print_check(checked)


@app.command()
def serve(
    index: IndexOption = None,
    reviews: Annotated[
        str | None, typer.Option(metavar="PATH|URL", help="The ledger: a SQLite file or a database URL.")
    ] = None,
    stance_model: StanceOption = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port on this machine.")] = None,
) -> None:
    """Opens the reviewers' UI in the browser."""
    settings = Settings.load(index=index, reviews=reviews, port=port, stance_model=stance_model)
    script = Path(__file__).resolve().parents[2] / "streamlit_app.py"
    if not script.is_file():
        raise InputError(f"{script} is missing; run `workbench serve` from a checkout of the project")
    environment = os.environ | {
        "WORKBENCH_INDEX": str(settings.index.resolve()),
        "WORKBENCH_REVIEWS": settings.reviews,
        "WORKBENCH_STANCE_MODEL": settings.stance_model,
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(settings.port)]
    os.execve(sys.executable, command, environment)
