"""The commands ``search``, ``check`` and ``serve``; the other commands and
groups stand apart."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench import __version__
from workbench.cli.evaluate import app as eval_app
from workbench.cli.export import app as export_app
from workbench.cli.files import check_place, write_text
from workbench.cli.index import app as index_app
from workbench.cli.models import app as models_app
from workbench.cli.options import AsJson, IndexOption, ReviewsOption, StanceOption
from workbench.cli.replay import replay
from workbench.cli.verify import app as verify_app
from workbench.cli.watch import watch
from workbench.errors import InputError
from workbench.settings import Settings
from workbench.types import BlockKind, Filters, Match, ReportKind

app = typer.Typer(
    help="Checks a news article's claims against a corpus of other reports.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(index_app, name="index")
app.add_typer(models_app, name="models")
app.add_typer(eval_app, name="eval")
app.add_typer(export_app, name="export")
app.add_typer(verify_app, name="verify")
app.command()(replay)


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
    keep_all: Annotated[
        bool, typer.Option("--keep-all", help="Drop nothing: menus, adverts and notices are checked too.")
    ] = False,
    as_json: AsJson = False,
    html: Annotated[Path | None, typer.Option(dir_okay=False, help="Also write a report for the browser.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="See only reports published before: a day, or a moment as ISO."),
    ] = None,
    show_dropped: Annotated[
        bool, typer.Option("--show-dropped", help="Also list the sentences not taken for claims, with the reason.")
    ] = False,
) -> None:
    """Checks an article: claims, evidence for and against, suggested verdicts."""
    from workbench import reading
    from workbench.checking import open_checker
    from workbench.cli.progress import stages
    from workbench.exports.document import check_document, document_text

    settings = Settings.load(index=index, stance_model=stance_model)
    if html:
        check_place(html)
    moment = _moment(as_of)
    read = reading.read_article(article, stdin=sys.stdin)
    read = reading.keep_all(read) if keep_all else read
    if dropped := sum(block.kind is BlockKind.BOILERPLATE for block in read.blocks):
        left_out = f"{dropped} lines left out as no part of the article"
        print(f"{left_out}; --keep-all checks them too, --json names them in blocks", file=sys.stderr)
    with stages() as progress:
        checker = open_checker(settings)
        checked = checker.check(read, Filters(as_of=moment), progress)
    if moment:
        later, undated = checker.left_out_as_of(moment)
        left_out = f"{later:,} reports published later and {undated:,} without a date left out"
        print(f"as of {moment.isoformat()}: {left_out}", file=sys.stderr)
    if html:
        from workbench.exports.html import html_report

        write_text(html, html_report(checked))
        print(f"report written to {html}", file=sys.stderr)
    if as_json:
        sys.stdout.write(document_text(check_document(checked)))
    else:
        from workbench.cli.render import print_check

        print_check(checked, show_dropped=show_dropped)


def _moment(text: str | None) -> datetime | None:
    """A day, which begins at midnight UTC, or a moment with its offset."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"--as-of {text!r} is no date; write 2026-03-01 or 2026-03-01T12:00:00+01:00") from None
    if moment.tzinfo is None and len(text) > len("2026-03-01"):
        raise InputError(f"--as-of {text!r} has no offset from UTC; write {text}+00:00, or the day alone")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@app.command()
def serve(
    index: IndexOption = None,
    reviews: ReviewsOption = None,
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


app.command()(watch)
