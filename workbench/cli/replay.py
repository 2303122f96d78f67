"""``workbench replay``: what a reviewer had before them, made again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from workbench.cli.options import AsJson, IndexOption, ReviewName, ReviewsOption
from workbench.errors import ProofError, ReviewError
from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.reviews.finding import Review
    from workbench.reviews.ledger import SqlLedger


def replay(
    review: ReviewName, index: IndexOption = None, reviews: ReviewsOption = None, as_json: AsJson = False
) -> None:
    """Makes the check that a reviewer saw again, and compares it byte for byte."""
    from workbench.cli.progress import stages
    from workbench.exports.document import document_text
    from workbench.replaying import replay
    from workbench.reviews.finding import find_review

    settings = Settings.load(index=index, reviews=reviews)
    with known_ledger(settings.reviews) as ledger:
        found = find_review(ledger, review)
    with stages() as progress:
        again = replay(found.document, settings, progress)
    if again.faults:
        faults = "\n  ".join(again.faults)
        raise ProofError(f"{described(found)}: the same bytes could not be made again:\n  {faults}")
    for note in again.notes:
        print(f"note: {note}", file=sys.stderr)
    text = document_text(found.document)
    if as_json:
        sys.stdout.write(text)
    else:
        data = text.encode("utf-8", "backslashreplace")
        print(f"{described(found)}: identical, {len(data):,} bytes, SHA-256 {sha256(data).hexdigest()}")


@contextmanager
def known_ledger(where: str) -> Iterator[SqlLedger]:
    """An open ledger; ReviewError where there is none: looking for a review must not make one."""
    from workbench.reviews.engines import ledger_is_there
    from workbench.reviews.ledger import open_ledger

    if not ledger_is_there(where):
        raise ReviewError(f"no ledger in {where}; name the one that reviewers use with --reviews")
    with open_ledger(where) as ledger:
        yield ledger


def described(review: Review) -> str:
    """The review in one line, with the numbers that name it."""
    words = f"{review.article_id}, check {review.checked.sequence} of {review.checked.at:%Y-%m-%d %H:%M} UTC"
    decision = review.decision
    if decision is None:
        return f"{words}, not decided"
    said = f"{decision.reviewer} on {decision.claim_id}: {decision.payload['verdict']}"
    return f"{words}, decision {decision.sequence} ({said})"
