from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import InputError
from workbench.settings import Settings


def test_defaults_then_file_then_environment_then_flags(tmp_path: Path) -> None:
    assert Settings.load(tmp_path, env={}) == Settings()
    (tmp_path / "workbench.toml").write_text('port = 1\ncandidates = 7\nindex = "here"\nevidence = 3\n', "utf-8")
    env = {"WORKBENCH_PORT": "2", "WORKBENCH_CANDIDATES": "8"}
    found = Settings.load(tmp_path, env=env, port=3, reviews=None)
    assert (found.port, found.candidates, found.evidence) == (3, 8, 3)
    assert (found.index, found.reviews) == (Path("here"), Settings().reviews)


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="port: 'many'"):
        Settings.load(tmp_path, env={"WORKBENCH_PORT": "many"})
    (tmp_path / "workbench.toml").write_text("prot = 1\n", "utf-8")
    with pytest.raises(InputError, match=r"workbench\.toml: unknown setting prot; known are .*port"):
        Settings.load(tmp_path, env={})
    (tmp_path / "workbench.toml").write_text("port = \n", "utf-8")
    with pytest.raises(InputError, match="not valid TOML"):
        Settings.load(tmp_path, env={})
