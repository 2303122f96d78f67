"""Scenarios and events of the bank in data/newsstance as pairs of passage and claim."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from workbench.evaluation.rows import Row

LANGUAGES = ("de", "en")


def is_scenario(row: Row) -> bool:
    """Whether a row is a scenario of the bank: a passage and up to three claims in each language."""
    return all(isinstance(row.get(part), dict) for part in (*LANGUAGES, "phenomena"))


def is_event(row: Row) -> bool:
    """Whether a row is an event of the bank: passages and claims in each language, and a label for each two of them."""
    return all(isinstance(row.get(part), dict) for part in LANGUAGES) and isinstance(row.get("labels"), list)


def pairs_of(row: Row) -> Iterator[Row]:
    """Pairs in the NLI schema, each language's passages with each language's claims: twelve of a whole scenario,
    48 of an event whose labels are all agreed on."""
    for premise_lang, hypothesis_lang in product(LANGUAGES, repeat=2):
        premises, hypotheses = row[premise_lang], row[hypothesis_lang]
        for premise, hypothesis, label, phenomenon in _labelled(row, premises, hypotheses):
            yield {
                "premise": premise,
                "hypothesis": hypothesis,
                "label": label,
                "premise_lang": premise_lang,
                "hypothesis_lang": hypothesis_lang,
                "group": row["id"],
                "phenomenon": phenomenon,
                "date": row.get("date"),
            }


def _labelled(row: Row, premises: Row, hypotheses: Row) -> Iterator[tuple[str, str, str, str | None]]:
    if is_scenario(row):
        for label, phenomenon in row["phenomena"].items():
            yield premises["passage"], hypotheses[label], label, phenomenon
        return
    for hypothesis, labels in zip(hypotheses["claims"], row["labels"], strict=True):
        for premise, label in zip(premises["passages"], labels, strict=True):
            if label is not None:
                yield premise, hypothesis, label, None
