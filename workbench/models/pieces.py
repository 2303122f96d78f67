"""The parts of compound words, by the vocabulary of the shipped encoder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from workbench.models import SHIPPED_ENCODER, SHIPPED_FOLDERS

# Shorter pieces are endings and syllables, which bind what has nothing to do with one another.
_SHORTEST = 4


def parts_of(texts: Sequence[str]) -> list[str]:
    """The WordPieces of each text that have four letters or more, joined by spaces.

    ``Klimaschutzgesetz`` gives ``klimaschutz gesetz``: a claim on a law meets a passage that names it in a compound.
    """
    # encode_batch_fast leaves the tokens out.
    encoded = _tokenizer().encode_batch(list(texts), add_special_tokens=False)
    return [
        " ".join(piece for token in one.tokens if len(piece := token.removeprefix("##")) >= _SHORTEST)
        for one in encoded
    ]


@cache
def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(SHIPPED_FOLDERS[SHIPPED_ENCODER] / "tokenizer.json"))
