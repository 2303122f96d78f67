"""``python -m benchmarks [encoder|stance|slots|vectors|search|check|build]... [--index DIR] [--reports FILE]``

Each benchmark prints ours, its baseline and the ratio. Machines are noisy: read the ratio, of the best of three runs.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from babel.numbers import parse_decimal

from workbench.claims import split_sentences
from workbench.corpus.readers import read_reports
from workbench.indexing.generations import Generation, IndexDirectory
from workbench.matching import Matcher
from workbench.models import SHIPPED_ENCODER, WEIGHTS, load_encoder, load_stance_model
from workbench.settings import Settings
from workbench.slots import Text, compare_slots
from workbench.slots.parsed import parse
from workbench.types import Filters, Report

SAMPLE = Path(__file__).parents[1] / "data" / "sample" / "reports.jsonl"
QUERIES = 200


def best_of(run: Callable[[], Any], rounds: int = 3) -> float:
    """Seconds of the fastest of some runs."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def show(what: str, ours: str, baseline: str, ratio: float) -> None:
    print(f"{what:34} {ours:>26}   {baseline:>44}   {ratio:6.2f} ×", flush=True)


def sentences(path: Path, n: int) -> list[str]:
    """The first ``n`` sentences of a report file."""
    found: list[str] = []
    for report in (r for r in read_reports([path]) if isinstance(r, Report)):
        found += [report.text[a:b] for a, b in split_sentences(report.text, report.language)]
        if len(found) >= n:
            break
    return found[:n]


def bench_encoder(generation: Generation, reports: Path) -> None:
    """The light path against sentence-transformers on the same weights."""
    texts = (sentences(reports, 2000) * 3)[:4000]
    ours, theirs = load_encoder(), load_encoder(str(WEIGHTS / SHIPPED_ENCODER))
    a, b = best_of(lambda: ours.encode_passages(texts)), best_of(lambda: theirs.encode_passages(texts))
    rates = f"{len(texts) / a:,.0f} texts/s", f"sentence-transformers {len(texts) / b:,.0f} texts/s"
    show("encoder, sentences", *rates, b / a)


def bench_stance(generation: Generation, reports: Path) -> None:
    """int8 ONNX against the same architecture in float32 torch (random weights: speed does not depend on them)."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    texts = sentences(reports, 400)
    pairs = list(zip(texts[:200], texts[200:], strict=False))[:200]
    model = load_stance_model()
    shape = BertConfig(
        vocab_size=50_000, hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536
    )
    torch_model = BertForSequenceClassification(shape).eval()
    length = 60

    def baseline() -> None:
        with torch.inference_mode():
            for _ in range(0, len(pairs), 32):
                torch_model(torch.randint(0, 50_000, (32, length)))

    a, b = best_of(lambda: model.predict(pairs)), best_of(baseline)
    show("stance, 200 pairs", f"{a:.2f} s", f"torch float32, {length} tokens: {b:.2f} s", b / a)


def bench_slots(generation: Generation, reports: Path) -> None:
    """Reading and comparing 200 pairs, none read before, against figures in digits alone, read by babel."""
    texts = [Text(text, "de") for text in sentences(reports, 2 * QUERIES)]
    pairs = list(zip(texts[::2], texts[1::2], strict=False))
    digits = re.compile(r"\d+(?:[.,]\d+)*")

    def ours() -> None:
        parse.cache_clear()
        for claim, passage in pairs:
            compare_slots(claim, passage)

    def baseline() -> None:
        for pair in pairs:
            one, two = ({parse_decimal(n, locale="de") for n in digits.findall(text.text)} for text in pair)
            one.issubset(two)

    a, b = best_of(ours), best_of(baseline)
    rates = f"{len(pairs) / a:,.0f} pairs/s", f"digits by babel {len(pairs) / b:,.0f} pairs/s"
    show(f"slots, {len(pairs)} pairs", *rates, b / a)


def bench_vectors(generation: Generation, reports: Path) -> None:
    """The index as it is published against an exact scan, one query at a time."""
    batches = list(generation.store.vectors_in_batches())
    ids, vectors = np.concatenate([b[0] for b in batches]), np.concatenate([b[1] for b in batches])
    queries = load_encoder(generation.manifest.encoder).encode_claims(sentences(reports, QUERIES))
    found = [generation.vectors.search(q[None], 100)[0] for q in queries]
    exact = [ids[np.argsort(-(vectors @ q))[:100]] for q in queries]
    recall = np.mean([len({i for i, _ in f} & set(e.tolist())) / len(e) for f, e in zip(found, exact, strict=True)])
    a = best_of(lambda: [generation.vectors.search(q[None], 100) for q in queries])
    b = best_of(lambda: [np.argpartition(-(vectors @ q), min(100, len(ids) - 1)) for q in queries], 1)
    rates = f"{QUERIES / a:,.0f} queries/s", f"numpy scan of {len(ids):,} × {vectors.shape[1]}: {QUERIES / b:,.0f}/s"
    show(f"vectors, {generation.vectors.layout}, recall@100 {recall:.3f}", *rates, b / a)


def bench_search(generation: Generation, reports: Path) -> None:
    """The whole of a search (encode, both indexes, fusion, texts) against words alone."""
    matcher = Matcher(generation, load_encoder(generation.manifest.encoder))
    texts = sentences(reports, QUERIES)
    ours, words = [], []
    for text in texts:
        ours.append(best_of(lambda text=text: matcher.search([text], 10), 1))
        words.append(best_of(lambda text=text: generation.lexical.search(text, 10, Filters()), 1))
    p50, p95 = (statistics.quantiles(ours, n=100)[i] * 1000 for i in (49, 94))
    base = statistics.median(words) * 1000
    show("search, k 10", f"p50 {p50:.1f} ms, p95 {p95:.1f} ms", f"tantivy alone: p50 {base:.1f} ms", base / p50)


def bench_build(generation: Generation, reports: Path) -> None:
    """A whole build in a process of its own against reading the lines as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "workbench.cli", "index", "build", str(reports), "--index", folder, "--json"]
        started = time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds = time.perf_counter() - started
        summary = json.loads(done.stdout)
        size = sum(p.stat().st_size for p in Path(folder).rglob("*") if p.is_file())
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    plain = best_of(lambda: sum(isinstance(r, Report) for r in read_reports([reports])), 1)
    what = f"{summary['reports'] / seconds:,.0f} reports/s, {peak:.2f} GB"
    show("build", what, f"reading and checking alone: {summary['reports'] / plain:,.0f}/s", plain / seconds)
    print(f"  {summary['reports']:,} reports, {summary['passages']:,} passages, {seconds:.1f} s, {size / 1e6:,.0f} MB")


def bench_check(generation: Generation, reports: Path) -> None:
    """From the shell to the first answered claim of the sample article, in a process of its own."""
    command = [sys.executable, "-m", "workbench.cli", "check", str(SAMPLE.parent / "article.txt")]
    command += ["--index", str(generation.folder.parents[1])]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        first = next(time.perf_counter() for line in process.stderr or () if line.startswith("reading evidence"))
        process.communicate()
    whole, first = time.perf_counter() - started, first - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    slow = "import sentence_transformers"
    imports = best_of(lambda: subprocess.run([sys.executable, "-c", slow], check=True), 1)
    what = f"first {first:.1f} s, all {whole:.1f} s, {peak:.2f} GB"
    show("check", what, f"sentence_transformers' import alone: {imports:.1f} s", imports / first)


BENCHMARKS = {
    "encoder": bench_encoder,
    "stance": bench_stance,
    "slots": bench_slots,
    "vectors": bench_vectors,
    "search": bench_search,
    "check": bench_check,
    "build": bench_build,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("which", nargs="*", metavar="BENCHMARK", help=", ".join(BENCHMARKS))
    parser.add_argument("--index", type=Path, help="an index to search; by default one of the sample is built")
    parser.add_argument("--reports", type=Path, default=SAMPLE, help="a report file to build from and to ask about")
    arguments = parser.parse_args()
    if unknown := [name for name in arguments.which if name not in BENCHMARKS]:
        parser.error(f"unknown {', '.join(unknown)}; known are {', '.join(BENCHMARKS)}")
    with tempfile.TemporaryDirectory() as folder:
        index = arguments.index or Path(folder)
        if not arguments.index:
            from workbench.indexing.builder import Builder

            keep = Settings().keep_generations
            Builder(IndexDirectory(index), load_encoder(), keep).build(read_reports([SAMPLE]), [str(SAMPLE)])
        generation = IndexDirectory(index).open()
        for name in arguments.which or BENCHMARKS:
            BENCHMARKS[name](generation, arguments.reports)
        generation.close()


if __name__ == "__main__":
    main()
