"""Fits the few numbers with which ``workbench.assessment`` weighs a match: how near it is, and what its stance is.

The stance model sees pairs that belong together when it is trained; matching hands it passages that mostly do not
bear on the claim at all. So the claims of public dev sets, and those of the project's own sample, are looked up in a
pool of all passages of their set, as matching does it, and a multinomial logistic regression with shared weights learns
from the 24 best of each claim whether they are the evidence that the set names. No test set is read; what is reported
for a set comes from weights that never saw it.

    python -m training.weighing [--data DIR] [--claims 150]
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.common import DATA, ROOT, Clock, read_rows
from workbench.corpus.readers import content_hash
from workbench.indexing.builder import Builder
from workbench.indexing.generations import IndexDirectory
from workbench.matching import Matcher
from workbench.models import load_encoder, load_stance_model
from workbench.types import STANCE_ORDER, Filters, Match, Report, Stance

# (premise file, claim file): the two RTE-3 files share their groups, which gives pairs across languages.
SETS = (
    ("nli/dev.vitaminc.en", "nli/dev.vitaminc.en"),
    ("nli/dev.healthver.en", "nli/dev.healthver.en"),
    ("nli/dev.xnli.de", "nli/dev.xnli.de"),
    ("nli/dev.rte3.de", "nli/dev.rte3.de"),
    ("nli/dev.rte3.en", "nli/dev.rte3.de"),
    ("nli/dev.rte3.de", "nli/dev.rte3.en"),
)
CANDIDATES = 24
# Of the 24 best candidates of a claim, this part bears on it: .14 in the project's sample.
EVIDENCE_SHARE = 0.15
# claim → (report id, start, end, stance) of each passage of the pool that is known to be evidence or known not to be.
Gold = dict[str, list[tuple[str, int, int, Stance]]]
EVIDENCE = (Stance.SUPPORTS, Stance.REFUTES)


@dataclass(slots=True)
class Examples:
    """n candidates: (n, 3) stance probabilities, (n,) nearness, (n,) label in ``STANCE_ORDER``."""

    probabilities: np.ndarray
    nearness: np.ndarray
    label: np.ndarray


def gather(pool: list[Report], gold: Gold, stance_model, claims: int, seed: int) -> Examples:
    """Looks claims up in a pool."""
    chosen = random.Random(seed).sample(sorted(gold), min(claims, len(gold)))
    with tempfile.TemporaryDirectory() as folder:
        encoder = load_encoder()
        Builder(IndexDirectory(Path(folder)), encoder, 1).build(pool, ["pool"])
        generation = IndexDirectory(Path(folder)).open()
        found = Matcher(generation, encoder).search(chosen, CANDIDATES, Filters())
        generation.close()
    pairs = [(claim, match) for claim, matches in zip(chosen, found, strict=True) for match in matches]
    return _examples(pairs, gold, stance_model)


def _label(claim: str, match: Match, gold: Gold) -> Stance:
    spans = [g for g in gold[claim] if g[0] == match.report.id]
    touched = [stance for _, a, b, stance in spans if match.passage.start < b and match.passage.end > a]
    return touched[0] if touched else Stance.NOT_ENOUGH_INFO


def _examples(pairs: list[tuple[str, Match]], gold: Gold, stance_model) -> Examples:
    labels = [_label(claim, match, gold) for claim, match in pairs]
    return Examples(
        stance_model.predict([(match.passage.text, claim) for claim, match in pairs]),
        np.array([match.nearness for _, match in pairs]),
        np.array([STANCE_ORDER.index(label) for label in labels]),
    )


def dev_set(data: Path, premises: str, claims: str) -> tuple[list[Report], Gold]:
    """The passages of one file as a pool, and what they do to the claims of another (or the same)."""
    rows = read_rows(data / f"{premises}.jsonl.gz")
    texts = read_rows(data / f"{claims}.jsonl.gz")
    language = rows[0]["premise_lang"]
    pool: dict[str, Report] = {}
    gold: Gold = {}
    for row, claim_row in zip(rows, texts, strict=True):
        if row["group"] != claim_row["group"]:
            raise ValueError(f"{premises} and {claims} do not run in step: {row['group']} and {claim_row['group']}")
        if len(row["premise"]) < 20:
            continue
        key = content_hash(row["premise"])
        pool[key] = Report(key, row["premise"], language, key, key)
        label = row["label"] if row["label"] in ("supports", "refutes") else "not_enough_info"
        gold.setdefault(claim_row["hypothesis"], []).append((key, 0, len(row["premise"]), Stance(label)))
    return list(pool.values()), gold


def logits(examples: Examples, weights: np.ndarray) -> np.ndarray:
    """(n, 3): log probabilities, sharpened; the two that are evidence shifted by nearness."""
    sharpness, nearness, bias = weights
    z = sharpness * np.log(np.clip(examples.probabilities, 1e-6, 1))
    z[:, :2] += (nearness * examples.nearness + bias)[:, None]
    return z


def softmax(z: np.ndarray) -> np.ndarray:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def loss(examples: Examples, weights: np.ndarray) -> float:
    p = softmax(logits(examples, weights))
    if not (examples.label == STANCE_ORDER.index(Stance.REFUTES)).any():
        # RTE-3 tells support from the rest: what conflicts stands among its rest, and must not count as an error.
        p = np.stack([p[:, 0], np.zeros(len(p)), p[:, 1] + p[:, 2]], axis=1)
    each = -np.log(np.clip(p[np.arange(len(p)), examples.label], 1e-9, 1))
    # A set names one passage a claim, a corpus holds several: evidence is weighted up to the share it has there.
    evidence = examples.label < len(EVIDENCE)
    return float(EVIDENCE_SHARE * each[evidence].mean() + (1 - EVIDENCE_SHARE) * each[~evidence].mean())


def fit(sets: list[Examples]) -> np.ndarray:
    """Weights of least mean loss over the sets, each set counting alike."""
    from scipy.optimize import minimize

    start = np.array([1.0, 0.5, -3.0])
    found = minimize(lambda w: np.mean([loss(s, w) for s in sets]) + 1e-3 * np.square(w).mean(), start, method="Powell")
    return found.x


def report(name: str, examples: Examples, weights: np.ndarray) -> str:
    p = softmax(logits(examples, weights))
    said, label = p.argmax(axis=1), examples.label
    evidence, right = label < 2, said == label
    raw = examples.probabilities.argmax(axis=1)
    precision = lambda guess: (guess == label)[guess < 2].mean() if (guess < 2).any() else float("nan")  # noqa: E731
    recall = lambda guess: (guess == label)[evidence].mean()  # noqa: E731
    return (
        f"{name:44} n {len(label):5} evidence {evidence.sum():4}  loss {loss(examples, weights):.3f}  "
        f"right {right.mean():.3f}  precision {precision(raw):.2f} → {precision(said):.2f}  "
        f"recall {recall(raw):.2f} → {recall(said):.2f}"
    )


def sample() -> tuple[list[Report], Gold]:
    """The project's own sample, without the copies of its article."""
    folder = ROOT / "data" / "sample"
    rows = [json.loads(line) for line in (folder / "reports.jsonl").read_text("utf-8").splitlines()]
    found = json.loads((folder / "gold.json").read_text("utf-8"))
    own = next(
        set(origin)
        for origin in found["origins"]
        if {r["id"] for r in rows if r["title"] == found["article"]["title"]} & set(origin)
    )
    texts = {r["id"]: r["text"] for r in rows if r["id"] not in own}
    pool = [Report(r["id"], r["text"], r["language"], r["id"], r["id"]) for r in rows if r["id"] in texts]
    gold: Gold = {claim["text"]: [] for claim in found["claims"]}
    for claim in found["claims"]:
        for one in claim["evidence"]:
            start = texts[one["report_id"]].index(one["quote"])
            gold[claim["text"]].append((one["report_id"], start, start + len(one["quote"]), Stance(one["stance"])))
    return pool, gold


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--claims", type=int, default=150, help="claims looked up in each set")
    arguments = parser.parse_args()
    clock, model = Clock(), load_stance_model()
    sets = []
    for seed, (premises, claims) in enumerate(SETS):
        sets.append(gather(*dev_set(arguments.data, premises, claims), model, arguments.claims, seed))
        clock(premises, claims, len(sets[-1].label))
    sets.append(gather(*sample(), model, arguments.claims, 0))
    names = [*(f"{p.split('/')[1]} × {c.split('/')[1]}" for p, c in SETS), "data/sample"]
    for held, name in enumerate(names):
        others = [s for i, s in enumerate(sets) if i != held]
        print("held out:", report(name, sets[held], fit(others)))
    weights = fit(sets)
    clock("sharpness, nearness, bias:", np.round(weights, 3).tolist())


if __name__ == "__main__":
    main()
