"""Measure an encoder: bilingual retrieval, similarity, title -> lead of held-out articles, speed.

python -m training.evaluate_encoder FOLDER_OR_NAME [...]      any sentence-transformers model
python -m training.evaluate_encoder bm25                      stemmed BM25 (needs bm25s and PyStemmer)
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from training.common import DATA, read_articles, read_rows, split_articles

Encode = Callable[[list[str]], np.ndarray]


def hits(scores: np.ndarray, depths: tuple[int, ...]) -> dict[str, float]:
    """Share of queries i (rows) whose document i is among the first k; scores (n, n); ties count against."""
    own = np.diag(scores)[:, None]
    rank = (scores >= own).sum(axis=1)
    return {f"hit@{k}": round(float((rank <= k).mean()), 4) for k in depths}


def bilingual(encode: Encode, data: Path) -> dict[str, float]:
    """newstest2019: each sentence must find its translation among all."""
    rows = read_rows(data / "parallel/dev.newstest2019.de-en.jsonl.gz")
    german, english = (encode([row[lang] for row in rows]) for lang in ("de", "en"))
    return {
        "news de->en": hits(german @ english.T, (1,))["hit@1"],
        "news en->de": hits(english @ german.T, (1,))["hit@1"],
    }


def similarity(encode: Encode, data: Path) -> dict[str, float]:
    """Spearman of cosine and gold score on the STSb dev sets."""
    found = {}
    for lang in ("de", "en"):
        rows = read_rows(data / f"sts/stsb-dev.{lang}.jsonl.gz")
        a, b = (encode([row[side] for row in rows]) for side in "ab")
        rho = spearmanr((a * b).sum(axis=1), [row["score"] for row in rows]).statistic
        found[f"stsb {lang}"] = round(float(rho), 4)
    return found


def title_lead(score: Callable[[list[str], list[str], str], np.ndarray], data: Path) -> dict[str, float]:
    """Title -> lead among the held-out articles of each language."""
    found = {}
    for lang in ("de", "en"):
        _, dev = split_articles(read_articles(data, lang))
        scores = score([a.title for a in dev], [a.lead for a in dev], lang)
        found |= {f"title {lang} {name}": value for name, value in hits(scores, (1, 10)).items()}
    return found


def bm25(queries: list[str], documents: list[str], language: str) -> np.ndarray:
    """Scores (queries, documents) of BM25 with Snowball stems."""
    import bm25s
    import Stemmer

    stem = Stemmer.Stemmer({"de": "german", "en": "english"}[language])

    def tokens(texts: list[str]) -> list[list[str]]:
        return bm25s.tokenize(texts, stopwords=language, stemmer=stem, return_ids=False, show_progress=False)

    index = bm25s.BM25()
    index.index(tokens(documents), show_progress=False)
    return np.stack([index.get_scores(query) if query else np.zeros(len(documents)) for query in tokens(queries)])


def speed(encode: Encode, data: Path) -> dict[str, float]:
    """German news sentences a second, one call, after a warm-up."""
    texts = [row["de"] for row in read_rows(data / "parallel/dev.newstest2019.de-en.jsonl.gz")][:1_000]
    encode(texts[:64])
    start = time.perf_counter()
    encode(texts)
    return {"sentences/s": round(len(texts) / (time.perf_counter() - start))}


def measure(name: str, data: Path) -> dict[str, float]:
    """All figures of one encoder."""
    if name == "bm25":
        return title_lead(bm25, data)
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(name, device="cpu")

    def encode(texts: list[str]) -> np.ndarray:
        return model.encode(texts, batch_size=64, normalize_embeddings=True, show_progress_bar=False)

    found = bilingual(encode, data) | similarity(encode, data)
    return found | title_lead(lambda q, d, _: encode(q) @ encode(d).T, data) | speed(encode, data)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+")
    parser.add_argument("--data", type=Path, default=DATA)
    args = parser.parse_args()
    for name in args.models:
        print(json.dumps({"model": Path(name).name} | measure(name, args.data)), flush=True)


if __name__ == "__main__":
    main()
