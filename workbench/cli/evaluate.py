"""``workbench eval``: measures models, and the whole way, on labelled files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.options import AsJson, EncoderOption, StanceOption
from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.protocols import Progress

app = typer.Typer(help="Measures models, and the whole way, on labelled files of your own.", no_args_is_help=True)

Files = Annotated[list[Path], typer.Argument(metavar="FILES...", help="JSONL files, also .gz.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Only so many rows of each file.")]


@app.command()
def nli(
    files: Files,
    stance_model: StanceOption = None,
    slots: Annotated[bool, typer.Option("--slots", help="Join the slots to it, as a check does.")] = False,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """Stance: rows with premise, hypothesis and label, or scenarios and events of data/newsstance."""
    from workbench.evaluation.nli import evaluate_nli
    from workbench.models import load_stance_model

    model = load_stance_model(Settings.load(stance_model=stance_model).stance_model)
    _run(
        "nli",
        {"stance_model": model.name} | ({"slots": "joined"} if slots else {}),
        as_json,
        lambda p: [evaluate_nli(f, model, limit, p, slots=slots) for f in files],
    )


@app.command()
def retrieval(files: Files, encoder: EncoderOption = None, limit: Limit = None, as_json: AsJson = False) -> None:
    """Retrieval: queries beside the reports they search, parallel sentences, or reports searched by title."""
    from workbench.evaluation.retrieval import evaluate_retrieval
    from workbench.models import load_encoder

    model = load_encoder(Settings.load(encoder=encoder).encoder)
    _run("retrieval", {"encoder": model.name}, as_json, lambda p: evaluate_retrieval(files, model, limit, p))


@app.command()
def sts(files: Files, encoder: EncoderOption = None, limit: Limit = None, as_json: AsJson = False) -> None:
    """Similarity: rows with the texts a and b and a score."""
    from workbench.evaluation.similarity import evaluate_sts
    from workbench.models import load_encoder

    model = load_encoder(Settings.load(encoder=encoder).encoder)
    _run("sts", {"encoder": model.name}, as_json, lambda p: [evaluate_sts(f, model, limit) for f in files])


@app.command()
def claims(files: Files, limit: Limit = None, as_json: AsJson = False) -> None:
    """Check-worthiness: rows with text, label and lang."""
    from workbench.evaluation.checkworthiness import evaluate_claims

    threshold = Settings.load().min_check_worthiness
    _run("claims", {}, as_json, lambda p: [evaluate_claims(f, threshold, limit) for f in files])


@app.command()
def cases(
    folders: Annotated[
        list[Path], typer.Argument(metavar="FOLDERS...", help="Folders with article, reports.jsonl and gold.json.")
    ],
    encoder: EncoderOption = None,
    stance_model: StanceOption = None,
    as_json: AsJson = False,
) -> None:
    """The whole way, from an article to its verdicts."""
    from workbench.evaluation.cases import evaluate_case
    from workbench.models import load_encoder, load_stance_model

    settings = Settings.load(encoder=encoder, stance_model=stance_model)
    model, stance = load_encoder(settings.encoder), load_stance_model(settings.stance_model)
    names = {"encoder": model.name, "stance_model": stance.name}
    _run("cases", names, as_json, lambda p: [evaluate_case(f, model, stance, settings, p) for f in folders])


def _run(
    suite: str, models: dict[str, str], as_json: bool, measure: Callable[[Progress], list[dict[str, Any]]]
) -> None:
    from workbench.cli.progress import stages

    with stages() as progress:
        files = measure(progress)
    if as_json:
        print(json.dumps({"suite": suite} | models | {"files": files}, ensure_ascii=False, indent=2))
    else:
        from workbench.cli.scores import print_scores

        print_scores(suite, models, files)
