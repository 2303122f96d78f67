"""``workbench verify``: whether what left the workbench is as it was sealed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import AsJson
from workbench.errors import InputError, ProofError

app = typer.Typer(help="Checks what left the workbench.", no_args_is_help=True)

_SEAL_DIGITS = 64


@app.callback()
def _group() -> None:
    """Keeps ``packet`` a command of its own: Typer would fold a group of one into it."""


@app.command()
def packet(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A packet from `workbench export packet`.")],
    seal: Annotated[str | None, typer.Option("--seal", metavar="HEX", help="The seal noted elsewhere.")] = None,
    as_json: AsJson = False,
) -> None:
    """Proves that nothing in a sealed packet was changed; exit code 7, with the part, when something was."""
    from workbench.exports.packet import verify_packet

    noted = _seal(seal)
    found = verify_packet(_bytes(file))
    faults = list(found.faults)
    if noted and found.seal and noted != found.seal:
        faults.append(f"its seal is {found.seal}, not the one that was noted: it is another packet, or sealed anew")
    if as_json:
        parts = sorted(found.parts)
        print(json.dumps({"sound": not faults, "seal": found.seal, "parts": parts, "faults": faults}, indent=2))
    if faults:
        raise ProofError(f"{file}: {'; '.join(faults)}")
    if not as_json:
        print(f"{file}: {len(found.parts)} parts, unchanged since it was sealed")
        print(f"seal {found.seal}")


def _seal(text: str | None) -> str | None:
    if text is None:
        return None
    seal = text.strip().lower()
    if len(seal) != _SEAL_DIGITS or set(seal) - set("0123456789abcdef"):
        raise InputError(f"--seal {text!r} is no seal: it has {_SEAL_DIGITS} hexadecimal digits")
    return seal


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}; name a packet") from None
