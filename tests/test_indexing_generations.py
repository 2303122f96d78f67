"""Builds are published whole or not at all, and old generations stay."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import ROOT, build, report
from workbench.errors import BadRecord, IndexBusy, IndexDamaged, IndexMissing, InputError, ModelError
from workbench.indexing.builder import Builder
from workbench.indexing.generations import CORPUS, VECTORS, IndexDirectory, verify
from workbench.matching import Matcher
from workbench.models import load_encoder
from workbench.types import Report

REPORTS = [
    report("a", "In Gera wurden am Montag 120 Wohnungen übergeben.", day="2026-03-02"),
    report("b", "Der Fluss stieg bei Passau auf neun Meter. Die Altstadt blieb trocken.", day="2026-03-03"),
    report("c", "The central bank left rates unchanged on Thursday.", language="en", day="2026-03-05"),
]


def builder(folder: Path, **changes: object) -> Builder:
    return replace(Builder(IndexDirectory(folder), load_encoder(), 3), **changes)  # type: ignore[arg-type]


def best(folder: Path, text: str) -> str:
    generation = IndexDirectory(folder).open()
    try:
        return Matcher(generation, load_encoder()).search([text], 1)[0][0].report.id
    finally:
        generation.close()


def test_a_build_is_published_and_sound(tmp_path: Path) -> None:
    summary = build(tmp_path, REPORTS)
    directory = IndexDirectory(tmp_path)
    assert directory.ids() == [summary.generation] == [directory.current_id()]
    assert (summary.reports, summary.added, summary.encoded, summary.reused) == (3, 3, summary.passages, 0)
    assert verify(directory.current_folder()) == []
    manifest = json.loads((directory.current_folder() / "manifest.json").read_text("utf-8"))
    assert set(manifest["files"]) >= {CORPUS, VECTORS}
    assert manifest["encoder_fingerprint"] == load_encoder().fingerprint
    assert best(tmp_path, "120 neue Wohnungen in Gera") == "a"


def test_no_text_is_encoded_twice(tmp_path: Path) -> None:
    first = build(tmp_path, REPORTS)
    second = build(tmp_path, [*REPORTS, report("d", "Ein neuer Bericht über Schafe in Husum.")])
    assert (first.encoded, second.encoded, second.reused) == (first.passages, 1, first.passages)


def test_add_replaces_what_changed_and_leaves_the_rest(tmp_path: Path) -> None:
    build(tmp_path, REPORTS)
    changed = report("b", "Der Fluss stieg bei Passau auf zehn Meter.", day="2026-03-04")
    new = report("d", "Ein neuer Bericht über Schafe in Husum.")
    summary = builder(tmp_path).add([changed, REPORTS[0], new], ["more"])
    assert (summary.reports, summary.added, summary.replaced, summary.unchanged) == (4, 1, 1, 1)
    assert verify(IndexDirectory(tmp_path).current_folder()) == []
    assert best(tmp_path, "Fluss bei Passau zehn Meter") == "b"
    assert best(tmp_path, "Schafe in Husum") == "d"
    generation = IndexDirectory(tmp_path).open()
    assert generation.store.reports(["b"])["b"].text == changed.text
    generation.close()


def test_add_ends_where_a_build_of_everything_ends(tmp_path: Path) -> None:
    build(tmp_path / "whole", REPORTS)
    build(tmp_path / "parts", REPORTS[:1])
    builder(tmp_path / "parts").add(REPORTS[1:], ["rest"])
    whole, parts = (IndexDirectory(tmp_path / name).open() for name in ("whole", "parts"))
    assert whole.vectors.ids().tolist() == parts.vectors.ids().tolist()
    ids = whole.vectors.ids().tolist()
    vectors, others = (generation.store.passage_vectors(ids) for generation in (whole, parts))
    assert {i: v.tobytes() for i, v in vectors.items()} == {i: v.tobytes() for i, v in others.items()}
    assert whole.store.reports(["a", "b", "c"]) == parts.store.reports(["a", "b", "c"])
    whole.close()
    parts.close()


def test_remove(tmp_path: Path) -> None:
    build(tmp_path, REPORTS)
    with pytest.raises(InputError, match=r"x, y .*nothing was changed"):
        builder(tmp_path).remove(["a", "x", "y"])
    summary = builder(tmp_path).remove(["a"])
    assert (summary.removed, summary.reports) == (1, 2)
    assert best(tmp_path, "120 neue Wohnungen in Gera") != "a"
    with pytest.raises(InputError, match="no usable report left"):
        builder(tmp_path).remove(["b", "c"])
    assert IndexDirectory(tmp_path).current_id() == summary.generation


def test_rollback_and_what_is_kept(tmp_path: Path) -> None:
    made = [build(tmp_path, REPORTS[: n + 1], keep=2).generation for n in range(3)]
    directory = IndexDirectory(tmp_path)
    assert directory.ids() == made[1:]
    assert directory.rollback() == made[1] == directory.current_id()
    assert best(tmp_path, "Fluss bei Passau") == "b"
    with pytest.raises(IndexMissing, match="nothing was changed"):
        directory.rollback()
    assert directory.current_id() == made[1]


def test_strict_stops_and_publishes_nothing(tmp_path: Path) -> None:
    old = build(tmp_path, REPORTS).generation
    bad = BadRecord("x.jsonl:2", "not JSON", "…")
    with pytest.raises(BadRecord, match=r"x\.jsonl:2"):
        builder(tmp_path, strict=True).build([REPORTS[0], bad], ["x.jsonl"])
    assert IndexDirectory(tmp_path).ids() == [old]
    seen: list[BadRecord] = []
    summary = builder(tmp_path, on_bad=seen.append).build([REPORTS[0], bad], ["x.jsonl"])
    assert (summary.reports, dict(summary.skipped), seen) == (1, {"not JSON": 1}, [bad])


def test_nothing_usable_is_no_build(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no usable report"):
        build(tmp_path, [])
    with pytest.raises(IndexMissing, match="index build"):
        IndexDirectory(tmp_path).open()
    assert [p.name for p in (tmp_path / "generations").iterdir()] == []


def test_one_builder_at_a_time(tmp_path: Path) -> None:
    started, end = threading.Event(), threading.Event()

    def slow() -> Iterator[Report]:
        yield REPORTS[0]
        started.set()
        end.wait(20)

    thread = threading.Thread(target=lambda: builder(tmp_path).build(slow(), ["slow"]))
    thread.start()
    assert started.wait(20)
    with pytest.raises(IndexBusy, match="another build"):
        build(tmp_path, REPORTS)
    end.set()
    thread.join()
    assert len(IndexDirectory(tmp_path).ids()) == 1


KILLED = """
import sys, time
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.support import build
from tests.test_indexing_generations import REPORTS
from workbench.indexing import generations
stop = generations.{where}
def forever(*args):
    print("here", flush=True)
    time.sleep(60)
generations.{where} = forever
from workbench.indexing import builder
if hasattr(builder, {where!r}):
    setattr(builder, {where!r}, forever)
build(Path({folder!r}), REPORTS)
"""


# While files are written, and between the last file and its publication.
@pytest.mark.parametrize("where", ["checksums", "_sync"])
def test_kill_9_in_a_build_leaves_the_old_generation(tmp_path: Path, where: str) -> None:
    old = build(tmp_path, REPORTS[:1]).generation
    code = KILLED.format(root=str(ROOT), where=where, folder=str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "here"
        assert any(p.name.startswith(".building") for p in (tmp_path / "generations").iterdir())
        os.kill(process.pid, signal.SIGKILL)
    directory = IndexDirectory(tmp_path)
    assert directory.current_id() == old
    assert verify(directory.current_folder()) == []
    assert best(tmp_path, "Wohnungen in Gera") == "a"
    summary = build(tmp_path, REPORTS)
    assert sorted(p.name for p in directory.generations.iterdir()) == [old, summary.generation]


def test_a_reader_keeps_its_generation_while_others_are_built(tmp_path: Path) -> None:
    build(tmp_path, REPORTS, keep=1)
    reader = IndexDirectory(tmp_path).open()
    for n in range(2):
        build(tmp_path, REPORTS[: n + 1], keep=1)
    found = Matcher(reader, load_encoder()).search(["Zentralbank rates"], 3)[0]
    assert {m.report.id for m in found} == {"a", "b", "c"}
    reader.close()


def test_verify_names_what_was_changed(tmp_path: Path) -> None:
    build(tmp_path, REPORTS)
    folder = IndexDirectory(tmp_path).current_folder()
    raw = bytearray((folder / VECTORS).read_bytes())
    raw[-1] ^= 1
    (folder / VECTORS).write_bytes(raw)
    (folder / "stray.txt").write_text("x", "utf-8")
    assert verify(folder) == ["stray.txt is not in the manifest", f"{VECTORS} was changed"]
    (folder / VECTORS).unlink()
    assert f"{VECTORS} is missing" in verify(folder)


def test_damage_is_named_when_opening(tmp_path: Path) -> None:
    build(tmp_path, REPORTS)
    folder = IndexDirectory(tmp_path).current_folder()
    (folder / "manifest.json").write_text("{}", "utf-8")
    with pytest.raises(IndexDamaged, match="format None"):
        IndexDirectory(tmp_path).open()
    (tmp_path / "CURRENT").write_text("gone\n", "utf-8")
    with pytest.raises(IndexDamaged, match="gone"):
        IndexDirectory(tmp_path).open()


def test_another_encoder_is_refused_with_both_names(tmp_path: Path) -> None:
    build(tmp_path, REPORTS)

    class Other:
        name, fingerprint, dimension = "other-model", "f" * 64, 8

    with pytest.raises(ModelError, match=r"static-de-en.*other-model.*index build"):
        builder(tmp_path, encoder=Other()).add(REPORTS, ["x"])
    generation = IndexDirectory(tmp_path).open()
    with pytest.raises(ModelError, match=r"static-de-en.*other-model"):
        Matcher(generation, Other())  # type: ignore[arg-type]
    generation.close()


def test_generation_ids_sort_by_time() -> None:
    from workbench.indexing.generations import new_generation_id

    first = new_generation_id()
    time.sleep(0.001)
    assert first < new_generation_id()
