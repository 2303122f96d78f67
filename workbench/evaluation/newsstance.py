"""Scenarios of the bank in data/newsstance as pairs of passage and claim."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from workbench.evaluation.rows import Row
from workbench.types import STANCE_ORDER

LANGUAGES = ("de", "en")


def is_scenario(row: Row) -> bool:
    """Whether a row is a scenario of the bank: a passage and three claims in each language."""
    return all(isinstance(row.get(language), dict) for language in LANGUAGES)


def pairs_of(scenario: Row) -> Iterator[Row]:
    """Twelve pairs in the NLI schema: each passage with the three claims of each language."""
    for premise_lang, hypothesis_lang in product(LANGUAGES, repeat=2):
        for stance in STANCE_ORDER:
            yield {
                "premise": scenario[premise_lang]["passage"],
                "hypothesis": scenario[hypothesis_lang][stance.value],
                "label": stance.value,
                "premise_lang": premise_lang,
                "hypothesis_lang": hypothesis_lang,
                "group": scenario["id"],
                "phenomenon": scenario["phenomena"][stance.value],
            }
