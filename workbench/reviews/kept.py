"""Which generations the ledger still needs: those that were decided on, and those that reviewers have before them."""

from __future__ import annotations

from workbench.reviews.engines import ledger_is_there
from workbench.reviews.ledger import open_ledger
from workbench.reviews.state import ArticleState, fold


def generations_in_use(where: str) -> frozenset[str]:
    """Ids of the generations that a replay of what stands in the ledger would ask for.

    Those of every decision that stands, and of the latest check of every article that is not in the archive. A ledger
    that is not there is not made. Raises ReviewError for one that cannot be opened.
    """
    if not ledger_is_there(where):
        return frozenset()
    with open_ledger(where) as ledger:
        states = fold(ledger.events(documents=False)).values()
    return frozenset(generation for state in states for generation in _of(state))


def _of(state: ArticleState) -> set[str]:
    claims = (*state.claims, *state.orphaned)
    decided = {decision.generation for claim in claims for decision in claim.decisions if decision.generation}
    return decided if state.archived else decided | {state.generation}
