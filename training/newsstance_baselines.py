"""What data/newsstance gives away: labels told from the claims alone, or from how many words claim and passage share.

python -m training.newsstance_baselines
"""

from __future__ import annotations

import json
import re

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from training.common import ROOT
from workbench.evaluation.metrics import classification
from workbench.evaluation.nli import nli_pairs
from workbench.evaluation.rows import Row
from workbench.types import STANCE_ORDER

BANK = ROOT / "data" / "newsstance"


def shared(row: Row) -> list[float]:
    """The part of the claim's words, and of its figures, that stand in the passage; its length and negations."""
    claim, passage = (set(re.findall(r"\w+", row[side].lower())) for side in ("hypothesis", "premise"))
    figures = {word for word in claim if word.isdigit()}
    negated = bool(claim & {"nicht", "kein", "keine", "keinen", "nie", "ohne", "not", "no", "never", "none", "nobody"})
    unknown = len(figures - passage) / max(1, len(figures))
    return [len(claim & passage) / len(claim), unknown, len(claim) / 20, float(negated)]


def main() -> None:
    train = [row for name in ("train", "events-train") for row in nli_pairs(BANK / f"{name}.jsonl")]
    labels = [row["label"] for row in train]
    words = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3), LogisticRegression(C=3, max_iter=2000)
    ).fit([row["hypothesis"] for row in train], labels)
    counts = LogisticRegression(max_iter=2000).fit(np.array([shared(row) for row in train]), labels)
    names = tuple(stance.value for stance in STANCE_ORDER)
    for file in ("test", "events-test"):
        test = nli_pairs(BANK / f"{file}.jsonl")
        guesses = {
            "claim alone": words.predict([row["hypothesis"] for row in test]),
            "shared words and figures": counts.predict(np.array([shared(row) for row in test])),
        }
        for name, guess in guesses.items():
            found = classification([row["label"] for row in test], list(guess), names)
            kept = {k: found[k] for k in ("n", "accuracy", "macro_f1", "majority", "ci")}
            print(json.dumps({"file": file, "baseline": name} | kept))


if __name__ == "__main__":
    main()
