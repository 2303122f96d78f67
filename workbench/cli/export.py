"""``workbench export``: what leaves the workbench, from the ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.files import check_place, write_bytes, write_text
from workbench.cli.options import IndexOption, ReviewName, ReviewsOption
from workbench.cli.replay import described, known_ledger
from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.reviews.state import ArticleState
    from workbench.types import Check

app = typer.Typer(help="Writes what was reviewed to a file.", no_args_is_help=True)

Out = Annotated[Path, typer.Option("--out", dir_okay=False, metavar="FILE", help="The file to write.")]


@app.command()
def packet(review: ReviewName, out: Out, index: IndexOption = None, reviews: ReviewsOption = None) -> None:
    """A sealed archive of a review: article, claims, all passages, models, ledger, hash chain."""
    from workbench import sealing
    from workbench.cli.progress import stages
    from workbench.exports.packet import verify_packet
    from workbench.reviews.finding import find_review

    check_place(out)
    settings = Settings.load(index=index, reviews=reviews)
    with known_ledger(settings.reviews) as ledger, stages() as progress:
        found = find_review(ledger, review)
        data, again = sealing.packet(ledger, found, settings, progress)
    for fault in again.faults:
        print(f"missing: the rejected passages, because {fault}", file=sys.stderr)
    write_bytes(out, data)
    print(f"{described(found)}: packet of {len(data):,} bytes written to {out}", file=sys.stderr)
    print(f"seal {verify_packet(data).seal}")


@app.command()
def claimreview(
    review: ReviewName,
    out: Out,
    organisation: Annotated[str, typer.Option("--organisation", metavar="NAME", help="Who publishes the review.")],
    organisation_url: Annotated[str | None, typer.Option("--organisation-url", metavar="URL")] = None,
    page_url: Annotated[str | None, typer.Option("--page-url", metavar="URL", help="Where it will be read.")] = None,
    reviews: ReviewsOption = None,
) -> None:
    """schema.org ClaimReview JSON-LD of the decided claims."""
    from workbench.exports.claimreview import claim_review, claim_review_json

    check_place(out)
    check, state = _reviewed(review, reviews)
    document = claim_review(
        check, state.decisions, organisation=organisation, organisation_url=organisation_url, page_url=page_url
    )
    write_text(out, claim_review_json(document) + "\n")


@app.command()
def csv(review: ReviewName, out: Out, reviews: ReviewsOption = None) -> None:
    """A table with one row for each claim."""
    from workbench.exports.csv import csv_table

    check_place(out)
    check, state = _reviewed(review, reviews)
    write_bytes(out, csv_table(check, state.decisions))


@app.command()
def html(review: ReviewName, out: Out, reviews: ReviewsOption = None) -> None:
    """A report for the browser and for print."""
    from workbench.exports.html import html_report

    check_place(out)
    check, state = _reviewed(review, reviews)
    write_text(out, html_report(check, state.decisions))


def _reviewed(review: str, reviews: str | None) -> tuple[Check, ArticleState]:
    """The latest check of the article that the review is of, and what stands on it."""
    from workbench.exports.document import check_from_document
    from workbench.reviews import rules
    from workbench.reviews.finding import find_review

    with known_ledger(Settings.load(reviews=reviews).reviews) as ledger:
        state = rules.article_state(ledger, find_review(ledger, review).article_id)
    assert state.document is not None
    return check_from_document(state.document), state
