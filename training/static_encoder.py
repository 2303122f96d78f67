"""Train the static German-English encoder: a token embedding table whose mean is the vector of a text.

One contrastive loss with in-batch negatives (Henderson et al. 2017, sentence-transformers)
over parallel sentences, over titles with passages of their own article, and over passages of our bank with the claims
that they support, in both languages.

    python -m training.static_encoder                                    from nothing, 2,500 steps
    python -m training.static_encoder --start FOLDER --steps 1200 --lr 0.006     on from a shipped folder
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from training.common import (
    DATA,
    ROOT,
    WEIGHTS,
    Clock,
    parallel_pairs,
    read_articles,
    read_rows,
    split_articles,
)
from training.light import static_table
from workbench.evaluation.headlines import LEAD_WORDS, Story
from workbench.evaluation.newsstance import pairs_of

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
SCALE = 20.0
BATCH = 1_024
# Title -> lead hit@1 after 600 steps: .343 German, .528 English; with unscaled rows .326 and .498.
SIF = 1e-3
# 2,500 steps with it: title -> lead .409 / .563, news de -> en .924; 3,000 without: .387 / .535, .874.
TOKEN_DROPOUT = 0.25
# Shipped tables have rows of length one, random ones of about this: a learning rate then means the same.
TABLE_NORM = 20.0
# News sentences and the bank are the only bilingual pairs of our domain: more often than the rest. With news twice and
# the bank once a sitting of 1,200 steps gave news de -> en .928 (from .924), with these the next .935.
ROUNDS = {"news": 4, "newsstance": 2}


def train_tokenizer(texts: list[str], size: int) -> Tokenizer:
    """A lower-cased WordPiece vocabulary that keeps umlauts (`schon` is not `schön`); BERT pairs."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=64))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    trainer = trainers.WordPieceTrainer(
        vocab_size=size, special_tokens=SPECIAL, min_frequency=3, limit_alphabet=400, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    ends = [(token, tokenizer.token_to_id(token)) for token in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=ends
    )
    return tokenizer


class Texts:
    """Token ids of n texts in one flat array: ids (int32, total tokens), starts (int64, n + 1)."""

    def __init__(self, tokenizer: Tokenizer, texts: list[str]) -> None:
        encoded = [e.ids for e in tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
        self.starts = np.cumsum([0] + [len(ids) for ids in encoded])
        self.ids = np.fromiter((i for ids in encoded for i in ids), np.int32, self.starts[-1])

    def __len__(self) -> int:
        return len(self.starts) - 1

    def bag(self, rows: np.ndarray, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        """(input ids, offsets) of the given rows, for an EmbeddingBag; one token in four is left out."""
        parts = [self.ids[self.starts[r] : self.starts[r + 1]] for r in rows]
        parts = [part[rng.random(len(part)) >= TOKEN_DROPOUT] for part in parts]
        offsets = np.cumsum([0] + [len(part) for part in parts[:-1]])
        return torch.from_numpy(np.concatenate(parts)).long(), torch.from_numpy(offsets)


def passages(article: Story, rng: random.Random) -> tuple[str, str]:
    """Two windows of 25 to 60 words from anywhere in the text."""
    windows = []
    for _ in range(2):
        length = rng.randint(25, LEAD_WORDS)
        start = rng.randint(0, max(0, len(article.words) - length))
        windows.append(" ".join(article.words[start : start + length]))
    return windows[0], windows[1]


def training_pairs(data: Path, bank: Path, rng: random.Random) -> dict[str, list[tuple[str, str]]]:
    """Pairs of texts by source; a batch is drawn from one source, so its negatives are of the same kind."""
    sources = parallel_pairs(data)
    for language in ("de", "en"):
        train, _ = split_articles(read_articles(data, language))
        windows = [passages(article, rng) for article in train]
        sources[f"title-lead.{language}"] = [(a.title, a.lead) for a in train]
        sources[f"title-passage.{language}"] = [(a.title, w[0]) for a, w in zip(train, windows, strict=True)]
        sources[f"passages.{language}"] = windows
    sources["newsstance"] = bank_pairs(bank)
    return sources


def bank_pairs(bank: Path) -> list[tuple[str, str]]:
    """Passages of the bank's train splits with their translations, titles and the claims that they support."""
    found: set[tuple[str, str]] = set()
    for name in ("train.jsonl", "events-train.jsonl"):
        for row in map(json.loads, (bank / name).read_text("utf-8").splitlines()):
            found |= {(pair["hypothesis"], pair["premise"]) for pair in pairs_of(row) if pair["label"] == "supports"}
            found |= {(pair["premise"], row[lang]["title"]) for pair in pairs_of(row) for lang in ("de", "en")}
    return sorted(found)


def encyclopedic_texts(data: Path) -> list[str]:
    """Claims and evidence of FEVER and VitaminC and premises of LingNLI and SNLI: for the vocabulary only.

    As pairs to train on they gave nothing (title -> lead .352 / .523 with, .353 / .524 without).
    """
    rows = read_rows(data / "nli/train.en.jsonl.gz")
    by_claim = {r["hypothesis"]: r["premise"] for r in rows if r["source"] in ("fever", "vitaminc")}
    entailed = {
        r["premise"]: r["hypothesis"] for r in rows if r["source"] in ("lingnli", "snli") and r["label"] == "supports"
    }
    return [text for found in (by_claim, entailed) for pair in found.items() for text in pair]


def schedule(sources: dict[str, list], steps: int, rng: np.random.Generator) -> list[tuple[str, np.ndarray]]:
    """``steps`` batches, each the rows of one source; every source is shuffled anew when it is used up."""
    plan: list[tuple[str, np.ndarray]] = []
    while len(plan) < steps:
        epoch = []
        for name, pairs in sources.items():
            rows = np.concatenate([rng.permutation(len(pairs)) for _ in range(ROUNDS.get(name, 1))])
            epoch += [(name, rows[i : i + BATCH]) for i in range(0, len(rows) - BATCH // 2, BATCH)]
        plan += [epoch[i] for i in rng.permutation(len(epoch))]
    return plan[:steps]


def initial_table(vocabulary: int, dimension: int, texts: list[Texts]) -> torch.Tensor:
    """Random rows times a / (a + p(token)) (SIF, Arora et al. 2017): frequent tokens start small."""
    counts = sum(np.bincount(t.ids, minlength=vocabulary) for t in texts)
    weight = SIF / (SIF + counts / counts.sum())
    return torch.randn(vocabulary, dimension) * torch.from_numpy(weight).float()[:, None]


def contrast(table: torch.nn.EmbeddingBag, left: tuple, right: tuple) -> torch.Tensor:
    """Symmetric in-batch softmax over cosines times SCALE; row i of left belongs to row i of right."""
    a, b = (torch.nn.functional.normalize(table(*bag), dim=1) for bag in (left, right))
    scores = SCALE * a @ b.T
    target = torch.arange(len(a))
    cross = torch.nn.functional.cross_entropy
    return (cross(scores, target) + cross(scores.T, target)) / 2


def fit(tokenizer: Tokenizer, sources: dict, args: argparse.Namespace, say: Clock) -> torch.Tensor:
    """The trained table, float32, shape (vocabulary, dimension)."""
    encoded = {
        name: tuple(Texts(tokenizer, list(side)) for side in zip(*pairs, strict=True))
        for name, pairs in sources.items()
    }
    say("tokenised", {name: len(pairs) for name, pairs in sources.items()})
    size = tokenizer.get_vocab_size()
    if args.start:
        start = torch.from_numpy(static_table(args.start)) * TABLE_NORM
    else:
        start = initial_table(size, args.dimension, [t for pair in encoded.values() for t in pair])
    table = torch.nn.EmbeddingBag.from_pretrained(start, freeze=False, mode="mean")
    optimiser = torch.optim.Adam(table.parameters(), lr=args.lr, fused=True)
    rng = np.random.default_rng(args.seed)
    plan = schedule(sources, args.steps, rng)
    for step, (name, rows) in enumerate(plan):
        optimiser.param_groups[0]["lr"] = args.lr * (1 - step / args.steps)
        loss = contrast(table, *(side.bag(rows, rng) for side in encoded[name]))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step % 100 == 0:
            say(f"step {step}/{args.steps} {name} loss {loss.item():.3f}")
    return table.weight.detach()


def save(table: torch.Tensor, tokenizer: Tokenizer, folder: Path) -> None:
    """A sentence-transformers folder with int8 rows and one float32 scale a row.

    sentence-transformers multiplies `weights` into `embeddings` on loading (its reading of model2vec files),
    which makes float32 of int8. The table is first divided by its median norm, which cosines do not see.
    """
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    table = table / table.norm(dim=1).median()
    scale = table.abs().amax(dim=1).clamp(min=1e-8) / 127
    rows = torch.round(table / scale[:, None]).to(torch.int8)
    save_file({"embeddings": rows, "weights": scale.float()}, folder / "model.safetensors")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    modules = [
        {
            "idx": 0,
            "name": "0",
            "path": "",
            "type": "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding",
        },
        {
            "idx": 1,
            "name": "1",
            "path": "1_Normalize",
            "type": "sentence_transformers.base.modules.normalize.Normalize",
        },
    ]
    (folder / "1_Normalize").mkdir(exist_ok=True)
    (folder / "1_Normalize" / "config.json").write_text("{}\n")
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n")
    (folder / "model.safetensors").chmod(0o644)
    config = {
        "model_type": "SentenceTransformer",
        "prompts": {},
        "similarity_fn_name": "cosine",
        "dimension": table.shape[1],
    }
    (folder / "config_sentence_transformers.json").write_text(json.dumps(config, indent=2) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--out", type=Path, default=WEIGHTS / "static-de-en")
    parser.add_argument("--bank", type=Path, default=ROOT / "data" / "newsstance")
    parser.add_argument("--start", type=Path, help="a shipped encoder to go on from, with its vocabulary")
    parser.add_argument("--vocabulary", type=int, default=50_000)
    parser.add_argument("--dimension", type=int, default=384)
    parser.add_argument("--steps", type=int, default=2_500)
    parser.add_argument("--lr", type=float, default=0.02)
    parser.add_argument("--seed", type=int, default=13)
    args = parser.parse_args()
    say = Clock()
    torch.manual_seed(args.seed)
    sources = training_pairs(args.data, args.bank, random.Random(args.seed))
    say("read", sum(map(len, sources.values())), "pairs from", len(sources), "sources")
    if args.start:
        tokenizer = Tokenizer.from_file(str(args.start / "tokenizer.json"))
    else:
        texts = [text for pairs in sources.values() for pair in pairs for text in pair]
        tokenizer = train_tokenizer(texts + encyclopedic_texts(args.data), args.vocabulary)
    say("vocabulary of", tokenizer.get_vocab_size())
    table = fit(tokenizer, sources, args, say)
    save(table, tokenizer, args.out)
    say("saved; the whole run took", round(say.seconds()), "seconds")


if __name__ == "__main__":
    main()
