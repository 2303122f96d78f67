"""Fits the few numbers with which ``workbench.weighing`` weighs a match: how near it is, and what its stance is.

Run it after ``training.combining``: the stance is taken with the slots joined.

The stance model sees pairs that belong together when it is trained; matching hands it passages that mostly do not bear
on the claim at all. The claims of the project's sample are looked up as a check does it, and a multinomial logistic
regression learns from the 24 best matches of each whether they are the evidence that its gold file names. The public
cases are only reported on.

    python -m training.weighing
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from training.common import ROOT
from workbench.checking import body_text
from workbench.evaluation.cases import Case, GoldClaim, temporary_index
from workbench.matching import Matcher
from workbench.models import load_encoder, load_stance_model
from workbench.protocols import Encoder, StanceModel, no_progress
from workbench.settings import Settings
from workbench.slots import Text, compare_slots
from workbench.standing import distinct
from workbench.types import STANCE_ORDER, Article, Filters, Match, SlotComparison, Stance, StanceProbabilities
from workbench.weighing import combine

SAMPLE = ROOT / "data" / "sample"
CASES = sorted(path for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir())
OPEN = STANCE_ORDER.index(Stance.NOT_ENOUGH_INFO)


@dataclass(slots=True)
class Examples:
    """n matches: (n, 3) log probabilities of stance and slots, (n, 3) nearness, relevance and one, (n,) label."""

    stance: np.ndarray
    nearness: np.ndarray
    label: np.ndarray


def gather(folder: Path, encoder: Encoder, stance: StanceModel) -> Examples:
    case = Case.read(folder)
    with temporary_index(case.reports, encoder, no_progress) as generation:
        own = generation.store.own_reports(body_text(case.article), case.article.url, case.article.outlet)
        filters = Filters(exclude_reports=tuple(own))
        texts = [claim.text for claim in case.claims]
        found = Matcher(generation, encoder).search(texts, 4 * Settings().candidates, filters)
    pairs = [
        (claim, match)
        for claim, matches in zip(case.claims, found, strict=True)
        for match in distinct(matches, Settings().candidates)[0]
    ]
    predicted = stance.predict([(match.passage.text, claim.text) for claim, match in pairs])
    joined = [
        combine(StanceProbabilities(*row), slots(case.article, claim, match))
        for row, (claim, match) in zip(predicted.tolist(), pairs, strict=True)
    ]
    return Examples(
        np.log(np.clip([[one.of(stance) for stance in STANCE_ORDER] for one in joined], 1e-6, 1)),
        np.array([(match.nearness, match.relevance, 1.0) for _, match in pairs]),
        np.array([label(claim, match) for claim, match in pairs]),
    )


def slots(article: Article, claim: GoldClaim, match: Match) -> tuple[SlotComparison, ...]:
    days = [moment.date() if moment else None for moment in (article.published_at, match.report.published_at)]
    said = Text(claim.text, article.language, days[0])
    return compare_slots(said, Text(match.passage.text, match.report.language, days[1]))


def label(claim: GoldClaim, match: Match) -> int:
    """The stance of the gold quote that a match touches; open where it touches none."""
    touched = [quote.stance for quote in claim.quotes if quote.touches(match)]
    return STANCE_ORDER.index(Stance(touched[0])) if touched else OPEN


def log_probabilities(examples: Examples, weights: np.ndarray) -> np.ndarray:
    """(n, 3): of stance and slots; the two that are evidence shifted by nearness, relevance and a bias."""
    z = weights[0] * examples.stance
    z[:, :OPEN] += (examples.nearness @ weights[1:])[:, None]
    return z - np.logaddexp.reduce(z, axis=1, keepdims=True)


def loss(examples: Examples, weights: np.ndarray) -> float:
    return float(-log_probabilities(examples, weights)[np.arange(len(examples.label)), examples.label].mean())


def report(folder: Path, examples: Examples, weights: np.ndarray) -> str:
    said, evidence = log_probabilities(examples, weights).argmax(axis=1), examples.label < OPEN
    right, sides = said == examples.label, said < OPEN
    alone = examples.stance.argmax(axis=1)
    return (
        f"{folder.name:10} {len(said)} matches, {evidence.sum()} evidence; loss {loss(examples, weights):.3f}; "
        f"sides right {right[sides].mean():.2f} of {sides.sum()}, recall {right[evidence].mean():.2f}; "
        f"stance and slots alone {(alone == examples.label)[alone < OPEN].mean():.2f} of {(alone < OPEN).sum()}, "
        f"recall {(alone == examples.label)[evidence].mean():.2f}"
    )


def main() -> None:
    encoder, stance = load_encoder(), load_stance_model()
    sample = gather(SAMPLE, encoder, stance)
    # The stance model's own sharpness is kept: fitted as well it came to 1.3, and a sure word on a passage that has
    # nothing to do with the claim then outweighed any distance.
    start = np.array([0.5, 1.0, -3.0])
    fitted = minimize(lambda w: loss(sample, np.append(1.0, w)) + 1e-3 * np.square(w).mean(), start, method="Powell").x
    found = np.append(1.0, fitted)
    print("nearness, relevance, bias:", np.round(fitted, 3).tolist())
    print("fitted on", report(SAMPLE, sample, found))
    for folder in CASES:
        print("unseen   ", report(folder, gather(folder, encoder, stance), found))


if __name__ == "__main__":
    main()
