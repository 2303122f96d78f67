"""Writing what the user asked for, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from workbench.errors import InputError


def check_place(path: Path) -> None:
    """InputError where a file cannot be written, said before the work and not after it."""
    if not path.parent.is_dir():
        raise InputError(f"{path} cannot be written: {path.parent} is no folder; make it or name another file")


def write_text(path: Path, text: str) -> None:
    """Writes a file beside its place and moves it there; InputError where that cannot be."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """As ``write_text``."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise InputError(f"{path} cannot be written: {error.strerror}; name another file") from None
