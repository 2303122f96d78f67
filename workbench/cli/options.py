"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

IndexOption = Annotated[
    Path | None, typer.Option("--index", metavar="DIR", file_okay=False, help="The index directory; index/ by default.")
]
StanceOption = Annotated[
    str | None, typer.Option("--stance-model", metavar="NAME|DIR", help="An NLI model by name or folder; else ours.")
]
ReviewsOption = Annotated[
    str | None, typer.Option("--reviews", metavar="PATH|URL", help="The ledger: a SQLite file or a database URL.")
]
EncoderOption = Annotated[
    str | None, typer.Option("--encoder", metavar="NAME|DIR", help="A sentence-transformers model by name or folder.")
]
ReviewName = Annotated[
    str,
    typer.Argument(metavar="REVIEW", help="An article's id or its beginning, or the number of an entry of the ledger."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
