"""``workbench watch``, and what ``index add`` does for it."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.options import AsJson, IndexOption, ReviewsOption, StanceOption
from workbench.errors import InputError, ReviewError
from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.reviews.alerts import Alert
    from workbench.reviews.state import ArticleState
    from workbench.watching import Watched

Since = Annotated[
    str | None,
    typer.Option(metavar="GENERATION", help="First hold what is new since this generation against the claims."),
]
All = Annotated[bool, typer.Option("--all", help="Also alerts that are settled.")]


def watch(
    index: IndexOption = None,
    reviews: ReviewsOption = None,
    stance_model: StanceOption = None,
    since: Since = None,
    all_alerts: All = False,
    as_json: AsJson = False,
) -> None:
    """Shows where new reports would change a verdict; `index add` finds them."""
    from workbench.reviews import rules
    from workbench.reviews.engines import ledger_is_there
    from workbench.reviews.ledger import open_ledger

    settings = Settings.load(index=index, reviews=reviews, stance_model=stance_model)
    if not ledger_is_there(settings.reviews):
        raise ReviewError(
            f"no ledger in {settings.reviews}; add an article with `workbench serve`, or name the ledger with --reviews"
        )
    if since:
        _say(_run(settings, _texts_of(settings, since)))
    with open_ledger(settings.reviews) as ledger:
        rows = [(article, alert) for article in rules.queue(ledger) for alert in _alerts(article, all_alerts)]
    if as_json:
        print(json.dumps([_record(*row) for row in rows], ensure_ascii=False, indent=2))
    elif rows:
        from workbench.cli.render import print_alerts

        print_alerts(rows)
    else:
        print("no alert" if all_alerts else "no open alert; --all shows those that are settled")


def texts_before(settings: Settings) -> frozenset[str] | None:
    """What the published generation holds, to tell later what is new; None where there is no ledger to watch for."""
    from workbench.indexing.generations import IndexDirectory
    from workbench.reviews.engines import ledger_is_there

    current = IndexDirectory(settings.index).current_id()
    try:
        return _texts_of(settings, current) if current and ledger_is_there(settings.reviews) else None
    except ReviewError as error:
        print(f"no claim under review is watched: {error}", file=sys.stderr)
        return None


def watch_added(settings: Settings, known: frozenset[str], since: str | None) -> Watched | None:
    """Watches after an add. What fails is said and None returned: the reports are published, whatever happens here."""
    try:
        watched = _run(settings, known)
    except (Exception, KeyboardInterrupt) as error:
        what = str(error) or type(error).__name__
        print(
            f"the reports were added, but not held against the claims under review: {what}; "
            f"then run `workbench watch --since {since}`",
            file=sys.stderr,
        )
        return None
    _say(watched)
    return watched


def _run(settings: Settings, known: frozenset[str]) -> Watched:
    from workbench.cli.progress import stages
    from workbench.reviews.ledger import open_ledger
    from workbench.watching import watch as hold_against

    with stages() as progress, open_ledger(settings.reviews) as ledger:
        return hold_against(settings, ledger, known, progress=progress)


def _texts_of(settings: Settings, generation: str) -> frozenset[str]:
    from workbench.corpus.store import CorpusStore
    from workbench.indexing.generations import CORPUS, IndexDirectory

    directory = IndexDirectory(settings.index)
    if generation not in directory.ids():
        raise InputError(
            f"{settings.index} does not keep a generation {generation}; `workbench index list` shows those it keeps. "
            "Where it is gone, check the articles again in `workbench serve`"
        )
    with closing(CorpusStore.open(directory.folder(generation) / CORPUS)) as store:
        return store.texts()


def _say(watched: Watched) -> None:
    for fault in watched.faults:
        print(f"not watched: {fault}; check this article again in `workbench serve`", file=sys.stderr)
    if watched.claims:
        print(
            f"{watched.origins:,} new origins held against {watched.claims:,} claims of {watched.articles:,} articles",
            file=sys.stderr,
        )


def _alerts(article: ArticleState, settled_too: bool) -> list[Alert]:
    return [alert for claim in article.claims for alert in (claim.alerts if settled_too else claim.open_alerts)]


def _record(article: ArticleState, alert: Alert) -> dict[str, Any]:
    return {
        "article": {"id": article.article_id, "title": article.title},
        "claim": {"id": alert.claim_id, "text": alert.claim_text},
        "raised_at": alert.raised_at.isoformat(),
        "generation": alert.generation,
        "effect": alert.effect.value,
        "verdict": alert.verdict.value,
        "suggested": alert.suggested.value,
        "settled": alert.settled.value if alert.settled else None,
        "evidence": dict(alert.evidence),
    }
