"""Where the ledger's contract is tested: a SQLite file, and a PostgreSQL server of our own in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from workbench.reviews.ledger import SqlLedger, open_ledger

SERVER_PROGRAMS = "usr/lib/postgresql/*/bin"
_numbers = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """The folder of a running server's socket. Missing programs skip, except in CI, where they fail."""
    folders = sorted(Path("/").glob(SERVER_PROGRAMS))
    if not folders:
        message = f"no PostgreSQL programs in /{SERVER_PROGRAMS}; install postgresql to run these"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    # Not tmp_path: a socket's path may have 107 characters at most, and the server's user must reach it.
    folder = Path(tempfile.mkdtemp(prefix="ledger-pg-"))
    try:
        yield from _served(folders[-1], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _served(programs: Path, folder: Path) -> Iterator[Path]:
    as_user: list[str] = []
    if os.geteuid() == 0:
        # The server refuses to run as root.
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    data, control = folder / "data", [*as_user, str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w"]
    _quietly([*as_user, str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "-N"])
    _quietly([*control, "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses=''", "start"])
    try:
        yield folder
    finally:
        _quietly([*control, "-m", "immediate", "stop"])


def _quietly(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", timeout=120)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address at which no ledger stands yet."""
    if request.param == "sqlite":
        return str(tmp_path / "new folder" / "ledger.sqlite")
    folder, name = request.getfixturevalue("server"), f"ledger{next(_numbers)}"
    with psycopg.connect(host=str(folder), user="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"postgresql+psycopg://postgres@/{name}?host={folder}"


@pytest.fixture
def ledger(place: str) -> Iterator[SqlLedger]:
    with open_ledger(place) as opened:
        yield opened
