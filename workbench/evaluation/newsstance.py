"""Scenarios of the bank in data/newsstance as pairs of passage and claim."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from workbench.evaluation.rows import Row

LANGUAGES = ("de", "en")


def is_scenario(row: Row) -> bool:
    """Whether a row is a scenario of the bank: a passage and up to three claims in each language."""
    return all(isinstance(row.get(part), dict) for part in (*LANGUAGES, "phenomena"))


def pairs_of(scenario: Row) -> Iterator[Row]:
    """Pairs in the NLI schema: the passage of each language with the claims of each; twelve of a whole scenario."""
    for premise_lang, hypothesis_lang in product(LANGUAGES, repeat=2):
        for label, phenomenon in scenario["phenomena"].items():
            yield {
                "premise": scenario[premise_lang]["passage"],
                "hypothesis": scenario[hypothesis_lang][label],
                "label": label,
                "premise_lang": premise_lang,
                "hypothesis_lang": hypothesis_lang,
                "group": scenario["id"],
                "phenomenon": phenomenon,
            }
