"""Opening a ledger: what is made, what is refused, and what the refusal says."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from tests.test_reviews_contract import DECIDED
from workbench.errors import ReviewError
from workbench.reviews import engines
from workbench.reviews.engines import engine_for, shown
from workbench.reviews.ledger import open_ledger
from workbench.reviews.migrations import MIGRATIONS


def test_sqlite_is_set_up_to_keep_what_it_acknowledged(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ledger.sqlite")) as ledger, ledger._engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        }
        assert pragmas == {"journal_mode": "wal", "synchronous": 2}
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 10_000
        assert set(inspect(connection).get_table_names()) == {"review_events", "review_migrations"}


def test_migrations_are_numbered_and_recorded_once(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    for _ in range(2):
        open_ledger(str(path)).close()
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT version, name FROM review_migrations ORDER BY version").fetchall()
    assert rows == [(number, name) for number, (name, _) in enumerate(MIGRATIONS, start=1)]
    assert all(name.startswith(f"m{number:03d}_") for number, name in rows)


def test_the_same_file_as_path_and_as_url(tmp_path: Path) -> None:
    path = tmp_path / "a" / "ledger.sqlite"
    with open_ledger(str(path)) as by_path, open_ledger(f"sqlite:///{path}") as by_url:
        by_path.append(DECIDED)
        assert [event.payload for event in by_url.events()] == [DECIDED.payload]


def test_a_home_folder_is_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    open_ledger("~/ledger.sqlite").close()
    assert (tmp_path / "ledger.sqlite").is_file()


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").touch()
    with open_ledger(str(tmp_path / "ledger.sqlite")) as ledger:
        assert ledger.last() == 0


def test_a_file_of_another_kind_is_left_as_it_is(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Sehr geehrte Damen und Herren")
    with pytest.raises(ReviewError, match=r"letter\.txt: is no ledger and was left as it is; choose another place"):
        open_ledger(str(letter))
    assert letter.read_text() == "Sehr geehrte Damen und Herren"


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE photos (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(ReviewError, match=r"photos\.db: belongs to another program; choose another place"):
        open_ledger(str(path))
    assert path.read_bytes() == before


def test_a_damaged_ledger_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with open_ledger(str(path)) as ledger:
        ledger.append(DECIDED)
    path.write_bytes(path.read_bytes()[:16] + b"\xff" * 4096)
    with pytest.raises(ReviewError, match=r"ledger\.sqlite.*(no ledger|damaged)"):
        open_ledger(str(path))


@pytest.mark.parametrize(
    ("where", "complaint"),
    [
        pytest.param("", "is no place for a ledger", id="nothing"),
        pytest.param(":memory:", "is no place for a ledger", id="a ledger that forgets"),
        pytest.param("sqlite://", "not served", id="the same as a URL"),
        pytest.param("mysql://root@localhost/x", r"mysql.* is not served; give a file or a postgresql", id="MySQL"),
        pytest.param("postgresql://user@host:port/x", "the URL cannot be read", id="a port that is no number"),
        pytest.param(
            "/proc/ledger.sqlite", "ledger /proc/ledger.sqlite: .*(opened|permissions)", id="nobody may write"
        ),
    ],
)
def test_places_that_are_refused(where: str, complaint: str) -> None:
    with pytest.raises(ReviewError, match=complaint):
        open_ledger(where)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="is a folder; give the path of a file in it"):
        open_ledger(str(tmp_path))


def test_a_file_cannot_be_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ReviewError, match=r"/file: File exists; check that it is a folder"):
        open_ledger(str(tmp_path / "file" / "ledger.sqlite"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(ReviewError, match="permissions"):
        open_ledger(str(tmp_path / "ledger.sqlite"))


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="the server does not answer") as caught:
        open_ledger(f"postgresql://anna:geheim@/reviews?host={tmp_path}")
    assert "geheim" not in str(caught.value)
    assert "postgresql+psycopg://anna:***@" in str(caught.value)


def test_every_spelling_of_postgresql_takes_the_installed_driver() -> None:
    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        assert shown(engine_for(f"{scheme}://host/reviews").url) == "postgresql+psycopg://host/reviews"


def test_a_ledger_that_stays_locked_says_so_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "TIMEOUT_S", 0.1)
    path = tmp_path / "ledger.sqlite"
    with open_ledger(str(path)) as ledger:
        sequence = ledger.append(DECIDED)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(ReviewError, match=r"ledger\.sqlite: other programs write to it .*; try again"):
                ledger.append(DECIDED)
            # Readers go on.
            assert [event.sequence for event in ledger.events()] == [sequence]
        assert ledger.append(DECIDED) == sequence + 1
