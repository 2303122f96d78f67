"""The pairs the stance model learns from: English NLI, code-switched into German, and parallel text."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np

from training.alignment import word_lexicon
from training.common import parallel_pairs, read_articles, read_rows, split_articles
from training.contradict import contradict
from workbench.claims import split_sentences
from workbench.evaluation.newsstance import pairs_of

LABELS = ("supports", "refutes", "not_enough_info")
SUPPORTS, REFUTES, UNKNOWN = range(3)
# More of what compares figures and roles, less of what is plentiful and easy; None takes all rows.
MOST = {
    **{("vitaminc-synthetic", label): 7_000 for label in LABELS},
    **{("lingnli", label): 10_000 for label in LABELS},
    **{("fever", label): 5_000 for label in LABELS},
    **{("snli", label): 1_000 for label in LABELS},
    **{("cad-snli", label): 1_000 for label in LABELS},
    **{("sick", label): 0 for label in LABELS},
}
# Rows of this source are taken twice, each time in a view of its own.
TWICE = "vitaminc"
# How often a premise has a sentence of another text beside it, as the passages have that matching delivers.
BESIDE = 0.2
FEVER_UNKNOWN = 4_000
PARALLEL = 4_000
# How often a pair stays English, turns German, or has a German premise or a German claim alone.
VIEWS = ((False, False), (True, True), (True, False), (False, True))
SHARES = {"vitaminc": (55, 20, 10, 15), "vitaminc-synthetic": (55, 20, 10, 15), "fever": (55, 20, 10, 15)}
USUAL_SHARES = (45, 25, 15, 15)
# Pairs of the bank are drawn this often, each time with or without the title of its report.
BANK_TIMES = 2
HEADLINES = {"de": 2_400, "en": 1_200}
TOKEN = re.compile(r"\w+|\W+")

Embed = Callable[[list[str]], np.ndarray]


@dataclass(frozen=True, slots=True)
class Pair:
    """``label`` is what the premise (the passage) does to the hypothesis (the claim)."""

    premise: str
    hypothesis: str
    label: int
    group: str


def held_out(pair: Pair) -> bool:
    """One group in fifty is never trained on: temperature and quantisation are judged on these."""
    return hashlib.sha256(pair.group.encode()).digest()[0] < 5


class CodeSwitch:
    """Replace English words by German ones, with one chance for a whole text (CoSDA-ML, Qin et al. 2020)."""

    def __init__(self, lexicon: dict[str, list[tuple[str, float]]], rng: random.Random) -> None:
        self.lexicon = {word: tuple(zip(*entry, strict=True)) for word, entry in lexicon.items()}
        self.rng = rng

    def __call__(self, text: str) -> str:
        chance = self.rng.uniform(0.6, 1.0)
        return "".join(self._word(token) if self.rng.random() < chance else token for token in TOKEN.findall(text))

    def _word(self, token: str) -> str:
        entry = self.lexicon.get(token.lower()) if len(token) > 1 or token in "aA" else None
        return token if entry is None else self.rng.choices(entry[0], entry[1])[0]


def nearest(vectors: np.ndarray, queries: np.ndarray, first: int, last: int) -> np.ndarray:
    """Row numbers of the neighbours first..last-1 of each query, nearest first; (queries, last - first)."""
    found = []
    for start in range(0, len(queries), 512):
        scores = queries[start : start + 512] @ vectors.T
        top = np.argpartition(-scores, last, axis=1)[:, :last]
        order = np.argsort(-np.take_along_axis(scores, top, axis=1), axis=1)
        found.append(np.take_along_axis(top, order, axis=1)[:, first:])
    return np.concatenate(found)


def english_pairs(data: Path, rng: random.Random) -> list[Pair]:
    """The NLI training rows, the most frequent classes thinned out by ``MOST``."""
    rows = read_rows(data / "nli/train.en.jsonl.gz")
    rng.shuffle(rows)
    taken: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        key = (row["source"], row["label"])
        taken[key] = taken.get(key, 0) + 1
        if taken[key] <= MOST.get(key, len(rows)):
            group = f"{row['source']}:{row['group']}"
            pair = Pair(row["premise"], row["hypothesis"], LABELS.index(row["label"]), group)
            found += [pair] * (2 if row["source"] == TWICE else 1)
    return found


def fever_unknown(pairs: list[Pair], embed: Embed, rng: random.Random) -> list[Pair]:
    """FEVER has no third class here: a claim with the evidence of a claim near to it, but not too near."""
    fever = [pair for pair in pairs if pair.group.startswith("fever:") and not held_out(pair)]
    vectors = embed([pair.hypothesis for pair in fever])
    chosen = rng.sample(range(len(fever)), min(FEVER_UNKNOWN, len(fever)))
    found = []
    for i, near in zip(chosen, nearest(vectors, vectors[chosen], 5, 30), strict=True):
        others = [j for j in near if vectors[j] @ vectors[i] < 0.85 and fever[j].premise != fever[i].premise]
        if others:
            found.append(Pair(fever[others[0]].premise, fever[i].hypothesis, UNKNOWN, fever[i].group))
    return found


def parallel_nli(data: Path, embed: Embed, rng: random.Random) -> list[Pair]:
    """A sentence and its translation: supports; one that says otherwise: refutes; a near one: unknown."""
    found: list[Pair] = []
    kinds = parallel_pairs(data)
    for kind, size in (
        ("news", PARALLEL // 2),
        ("stsb", PARALLEL // 4),
        ("tatoeba", PARALLEL // 8),
        ("multi30k", PARALLEL // 8),
    ):
        pairs = kinds[kind]
        vectors = embed([de for de, _ in pairs])
        chosen = rng.sample(range(len(pairs)), min(size, len(pairs)))
        for i, near in zip(chosen, nearest(vectors, vectors[chosen], 1, 7), strict=True):
            found.append(_translated(pairs, near.tolist(), i, f"parallel:{kind}{i}", rng))
    return found


def _translated(pairs: list[tuple[str, str]], near: list[int], i: int, group: str, rng: random.Random) -> Pair:
    premise_lang, claim_lang = rng.choice([(0, 1), (1, 0)])
    premise, claim = pairs[i][premise_lang], pairs[i][claim_lang]
    label = rng.randrange(3)
    if label == UNKNOWN:
        premise = pairs[rng.choice(near)][premise_lang]
    if label == REFUTES:
        side = rng.randrange(2)
        changed = contradict((premise, claim)[side], ("de", "en")[(premise_lang, claim_lang)[side]], rng)
        if changed is None:
            label = SUPPORTS
        else:
            premise, claim = (changed, claim) if side == 0 else (premise, changed)
    if rng.random() < 0.5:
        sides = [premise, pairs[rng.choice(near)][premise_lang]]
        rng.shuffle(sides)
        premise = " ".join(sides)
    return Pair(premise, claim, label, group)


def headline_nli(data: Path, language: str, embed: Embed, rng: random.Random) -> list[Pair]:
    """A headline against its own lead (supports), rewritten (refutes), against a near lead (unknown)."""
    articles, _ = split_articles(read_articles(data, language))
    articles = rng.sample(articles, 3 * HEADLINES[language])
    titles, leads = ([getattr(a, side) for a in articles] for side in ("title", "lead"))
    near = nearest(embed(leads), embed(titles[: HEADLINES[language]]), 3, 15).tolist()
    found = []
    for i in range(HEADLINES[language]):
        label, premise, claim = i % 3, leads[i], titles[i]
        if label == UNKNOWN:
            premise = leads[rng.choice([j for j in near[i] if j != i])]
        if label == REFUTES:
            claim = contradict(claim, language, rng)
        if claim is not None:
            found.append(Pair(" ".join(premise.split()[:45]), claim, label, f"headline:{articles[i].id}"))
    return found


def german_sts(data: Path, rng: random.Random) -> list[Pair]:
    """STSb train: equivalent German (and German-English) pairs support, half-alike ones leave it open."""
    found = []
    english = read_rows(data / "sts/stsb-train.en.jsonl.gz")
    for i, (de, en) in enumerate(zip(read_rows(data / "sts/stsb-train.de.jsonl.gz"), english, strict=True)):
        if 3.0 < de["score"] < 4.7 or de["score"] < 1.0:
            continue
        premise, claim = de["a"], rng.choice([de["b"], de["b"], en["b"]])
        label = SUPPORTS if de["score"] >= 4.7 else UNKNOWN
        if label == SUPPORTS and rng.random() < 0.5:
            changed = contradict(premise, "de", rng)
            premise, label = (premise, label) if changed is None else (changed, REFUTES)
        if label != UNKNOWN or rng.random() < 0.4:
            found.append(Pair(premise, claim, label, f"sts:{i}"))
    return found


def bank_pairs(bank: Path, embed: Embed, rng: random.Random) -> list[Pair]:
    """The train split of our own bank in all four pairs of languages; none where it is not written yet.

    Every fifth time a claim meets the passage of a near scenario, which leaves it open: most of what matching brings
    is on another event of the same kind.
    """
    if not bank.is_dir():
        return []
    scenarios = _lines(bank / "train.jsonl")
    vectors = embed([scenario["en"]["passage"] for scenario in scenarios])
    others = nearest(vectors, vectors, 1, 9).tolist()
    found = []
    for scenario, near in zip(scenarios, others, strict=True):
        for row, _ in product(pairs_of(scenario), range(BANK_TIMES)):
            other = scenarios[rng.choice(near)] if rng.random() < 0.2 else scenario
            report = other[row["premise_lang"]]
            premise = f"{report['title']}. {report['passage']}" if rng.random() < 0.3 else report["passage"]
            label = LABELS.index(row["label"]) if other is scenario else UNKNOWN
            found.append(Pair(premise, row["hypothesis"], label, f"bank:{row['group']}"))
        found += bank_sentences(scenario, scenarios[rng.choice(near)], rng)
    return found + [pair for event in _lines(bank / "events-train.jsonl") for pair in event_pairs(event, rng)]


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def event_pairs(event: dict, rng: random.Random) -> list[Pair]:
    """Claims of an article against passages of several reports, some with the event's headline before them."""
    found = []
    for row in pairs_of(event):
        title = f"{event[row['premise_lang']]['title']}. " if rng.random() < 0.3 else ""
        label = LABELS.index(row["label"])
        found.append(Pair(title + row["premise"], row["hypothesis"], label, f"bank:{row['group']}"))
    return found


def bank_sentences(scenario: dict, other: dict, rng: random.Random) -> list[Pair]:
    """Sentences of a passage as claims on it: as they are, changed by rule, and beside a near scenario's passage."""
    found = []
    for of, about in product(("de", "en"), repeat=2):
        passage = scenario[about]["passage"]
        for start, end in split_sentences(passage, about):
            claim, premise = passage[start:end], scenario[of]["passage"]
            changed = contradict(claim, about, rng)
            label = rng.choices((SUPPORTS, REFUTES, UNKNOWN), (0.3 if of != about else 0.1, 0.4, 0.2))[0]
            if label == REFUTES and changed:
                claim = changed
            elif label == UNKNOWN:
                premise = other[of]["passage"]
            elif label == REFUTES:
                continue
            found.append(Pair(premise, claim, label, f"bank:{scenario['id']}"))
    return found


def all_pairs(data: Path, bank: Path, embed: Embed, seed: int) -> list[Pair]:
    """Everything, shuffled; each English NLI pair in one of four views: en-en, de-de, de-en or en-de."""
    rng = random.Random(seed)
    parallel = parallel_pairs(data)
    switch = CodeSwitch(word_lexicon([pair for pairs in parallel.values() for pair in pairs]), rng)
    translations = {_key(en): de for pairs in parallel.values() for de, en in pairs}
    english = english_pairs(data, rng)
    english += fever_unknown(english, embed, rng)
    found = [_view(_beside(pair, english, rng), switch, translations, rng) for pair in english]
    found += parallel_nli(data, embed, rng) + german_sts(data, rng)
    found += [pair for language in HEADLINES for pair in headline_nli(data, language, embed, rng)]
    found += bank_pairs(bank, embed, rng)
    rng.shuffle(found)
    return found


def _beside(pair: Pair, others: list[Pair], rng: random.Random) -> Pair:
    other = rng.choice(others)
    if rng.random() >= BESIDE or other.group == pair.group:
        return pair
    sides = [pair.premise, other.premise]
    rng.shuffle(sides)
    return replace(pair, premise=" ".join(sides))


def _view(pair: Pair, switch: CodeSwitch, translations: dict[str, str], rng: random.Random) -> Pair:
    """SNLI and SICK premises are Flickr captions; where Multi30k has a human translation, that is taken."""
    shares = SHARES.get(pair.group.partition(":")[0], USUAL_SHARES)
    premise_de, claim_de = rng.choices(VIEWS, shares)[0]

    def german(text: str, wanted: bool) -> str:
        return (translations.get(_key(text)) or switch(text)) if wanted else text

    return Pair(german(pair.premise, premise_de), german(pair.hypothesis, claim_de), pair.label, pair.group)


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
