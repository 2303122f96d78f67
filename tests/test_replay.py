"""What a reviewer saw can be made again from the generation kept, byte for byte, or what is missing is said."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.support import ROOT, SAMPLE, WordStance, report
from tests.ui_support import ARTICLE, REPORTS
from workbench.checking import Checker, open_checker
from workbench.cli.app import app
from workbench.corpus.readers import read_reports
from workbench.errors import ProofError, ReviewError
from workbench.exports.document import check_document, check_from_document, document_text
from workbench.indexing.builder import Builder
from workbench.indexing.generations import IndexDirectory
from workbench.matching import Matcher
from workbench.models import load_encoder
from workbench.reading import article_from_text
from workbench.replaying import replay
from workbench.reviews import rules
from workbench.reviews.finding import find_review
from workbench.reviews.kept import generations_in_use
from workbench.reviews.ledger import SqlLedger, open_ledger
from workbench.settings import Settings
from workbench.types import Report

MORE = [report("new", "Die Elbbrücke in Torgau kostet nun doch 25 Millionen Euro.", day="2026-04-01")]


@dataclass
class Desk:
    """An index, a ledger with one article, and one decision on it."""

    index: Path
    reviews: Path
    document: dict[str, Any]

    @property
    def settings(self) -> Settings:
        # Far from what the check was made with: a replay goes by what was recorded.
        return Settings(
            index=self.index, reviews=str(self.reviews), stance_model="no-such-model", candidates=3, evidence=1
        )

    @property
    def article_id(self) -> str:
        return str(self.document["article"]["id"])

    @property
    def generation(self) -> str:
        return str(self.document["index"]["generation"])

    def ledger(self) -> SqlLedger:
        return open_ledger(str(self.reviews))

    def build(self, reports: list[Report]) -> str:
        in_use = lambda: generations_in_use(str(self.reviews))  # noqa: E731
        return Builder(IndexDirectory(self.index), load_encoder(), 1, in_use=in_use).build(reports, ["x"]).generation

    def check(self) -> dict[str, Any]:
        generation = IndexDirectory(self.index).open()
        checker = Checker(
            Matcher(generation, load_encoder()), WordStance(), Settings(min_check_worthiness=0.3, evidence=2)
        )
        try:
            return check_document(checker.check(article_from_text(ARTICLE)))
        finally:
            generation.close()

    def lose_generation(self) -> None:
        shutil.rmtree(self.index / "generations" / self.generation)


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.replaying.load_stance_model", lambda name: WordStance())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "index", tmp_path / "ledger.sqlite", {})
    made.build(REPORTS)
    made.document = made.check()
    with made.ledger() as ledger:
        rules.add_article(ledger, made.document, reviewer="Anna")
        rules.decide(ledger, made.article_id, "c1", "supported", reviewer="Anna")
    return made


@pytest.fixture(scope="module")
def real(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The shipped models on the sample: a check, a decision, and three builds after it."""
    folder = tmp_path_factory.mktemp("real")
    shutil.copytree(sample_index, folder / "index")
    text = (SAMPLE / "article.txt").read_text("utf-8")
    document = check_document(open_checker(Settings(index=folder / "index")).check(article_from_text(text[:1500])))
    made = Desk(folder / "index", folder / "ledger.sqlite", document)
    with made.ledger() as ledger:
        rules.add_article(ledger, document, reviewer="Anna")
        rules.decide(ledger, made.article_id, document["claims"][0]["id"], "supported", reviewer="Anna")
    source = [one for one in read_reports([SAMPLE / "reports.jsonl"]) if isinstance(one, Report)]
    for n in range(3):
        made.build([*source[n:], *MORE])
    return made


def test_after_three_more_builds_the_bytes_are_identical(real: Desk) -> None:
    kept = IndexDirectory(real.index).ids()
    assert kept[0] == real.generation != IndexDirectory(real.index).current_id()
    assert len(real.document["claims"]) >= 3
    again = replay(real.document, real.settings)
    assert again.faults == again.notes == ()
    assert again.check is not None
    assert document_text(check_document(again.check)) == document_text(real.document)


def test_another_process_gives_the_same_bytes(real: Desk) -> None:
    code = "from workbench.cli import main; main()"
    command = [sys.executable, "-c", code, "replay", real.article_id[:5], "--json"]
    command += ["--index", str(real.index), "--reviews", str(real.reviews)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    assert done.stdout == document_text(real.document).encode()


def test_a_generation_that_is_gone_and_other_weights_are_said_at_once(desk: Desk, words: None) -> None:
    desk.lose_generation()
    document = deepcopy(desk.document)
    document["run"]["stance_fingerprint"] = "words-0"
    document["run"]["encoder_fingerprint"] = "0123"
    document["run"]["claims_fingerprint"] = "4567"
    again = replay(document, desk.settings)
    assert again.check is None
    gone, encoder, stance, claims = again.faults
    assert f"generation {desk.generation} is not in {desk.index}" in gone
    assert "encoder static-de-en has other weights: 0123 recorded" in encoder
    assert "stance model words has other weights: words-0 recorded, words-1 here" in stance
    assert "the model that finds claims has other weights: 4567 recorded" in claims


def test_a_model_that_is_gone_is_named(desk: Desk) -> None:
    document = desk.document | {"index": desk.document["index"] | {"stance_model": "./no-such-folder"}}
    (fault,) = replay(document, desk.settings).faults
    assert "stance model ./no-such-folder is missing" in fault


def test_a_generation_whose_files_were_changed_is_not_used(desk: Desk, words: None) -> None:
    with (desk.index / "generations" / desk.generation / "passages.faiss").open("ab") as file:
        file.write(b"x")
    (fault,) = replay(desk.document, desk.settings).faults
    assert fault == f"generation {desk.generation}: passages.faiss was changed"


def test_what_differs_is_named_with_its_place_and_the_versions(desk: Desk, words: None) -> None:
    document = deepcopy(desk.document)
    document["claims"][0]["evidence"][1]["bearing"] = 0.1234
    document["claims"][1]["text"] = "Etwas anderes."
    document["run"]["workbench"] = "0.0.1"
    first, second, version = replay(document, desk.settings).faults
    assert first.startswith("check.claims[0].evidence[1].bearing: 0.1234 recorded, ")
    assert second.startswith("check.claims[1].text: 'Etwas anderes.' recorded, ")
    assert version.startswith("workbench was 0.0.1, here it is ")


def test_another_version_that_gives_the_same_bytes_is_a_note(desk: Desk, words: None) -> None:
    document = deepcopy(desk.document)
    document["run"]["libraries"]["numpy"] = "1.0"
    again = replay(document, desk.settings)
    assert again.faults == ()
    assert [note.split(",")[0] for note in again.notes] == ["numpy was 1.0"]


def test_a_check_from_before_runs_were_recorded_goes_by_the_settings_of_today(desk: Desk, words: None) -> None:
    old = {key: value for key, value in desk.document.items() if key != "run"}
    asked = replace(desk.settings, candidates=24, evidence=2, min_check_worthiness=0.3)
    again = replay(old, asked)
    assert again.faults == ()
    assert again.notes == ("the entry is from before settings and weights were recorded; those of today were taken",)
    assert "check.claims" in replay(old, desk.settings).faults[0]


def test_the_filters_of_a_check_are_those_of_its_replay(desk: Desk, words: None) -> None:
    document = deepcopy(desk.document)
    document["run"]["filters"]["outlets"] = ["Elbpost"]
    again = replay(document, desk.settings)
    assert again.check is not None
    assert {one.report.outlet for claim in again.check.claims for one in claim.evidence} == {"Elbpost"}


def test_the_command_line_says_identical_or_exits_with_seven(desk: Desk, words: None) -> None:
    arguments = ["replay", "2", "--index", str(desk.index), "--reviews", str(desk.reviews)]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0
    assert "decision 2 (Anna on c1: supported): identical" in done.stdout
    desk.lose_generation()
    failed = CliRunner().invoke(app, arguments)
    assert isinstance(failed.exception, ProofError)
    assert f"generation {desk.generation} is not in" in str(failed.exception)
    assert failed.stdout == ""
    missing = CliRunner().invoke(app, ["replay", "2", "--reviews", str(desk.reviews.parent / "none.sqlite")])
    assert isinstance(missing.exception, ReviewError)
    assert not (desk.reviews.parent / "none.sqlite").exists()


# Which check a review is of.


def test_a_decision_is_of_the_check_that_its_reviewer_saw(desk: Desk) -> None:
    desk.build([*REPORTS, *MORE])
    newer = desk.check()
    with desk.ledger() as ledger:
        rules.add_article(ledger, newer, reviewer="Anna")
        assert find_review(ledger, desk.article_id).document == desk.document
        # Ben still has the page of the first check open.
        rules.decide(ledger, desk.article_id, "c1", "refuted", reviewer="Ben", generation=desk.generation)
        assert find_review(ledger, "4").checked.sequence == 1
        rules.decide(ledger, desk.article_id, "c2", "refuted", reviewer="Ben")
        assert find_review(ledger, desk.article_id).document == newer
        assert find_review(ledger, "1").document == desk.document
        rules.withdraw(ledger, desk.article_id, "c2", reviewer="Ben")
        latest = find_review(ledger, desk.article_id[:4])
        assert latest.decision is not None
        assert (latest.decision.sequence, latest.checked.sequence) == (4, 1)


def test_an_article_that_nobody_decided_on_stands_for_its_latest_check(desk: Desk) -> None:
    with desk.ledger() as ledger:
        rules.withdraw(ledger, desk.article_id, "c1", reviewer="Anna")
        rules.add_article(ledger, desk.document, reviewer="Anna")
        found = find_review(ledger, desk.article_id)
        assert (found.decision, found.checked.sequence) == (None, 4)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("b-1", r"no review 'b-1' is in the ledger; there is\n  a-"),
        ("", r"no review '' is in the ledger; there is\n  a-"),
        ("a-", r"'a-' fits 2 articles; there is\n  a-.*\n  a-"),
        ("9", r"no entry 9; there is\n  a-"),
        ("3", r"entry 3 of the ledger is no decision \(article_archived\); decisions on a-\w+ are 2"),
    ],
)
def test_what_is_not_found_says_what_there_is(desk: Desk, name: str, said: str) -> None:
    other = deepcopy(desk.document)
    other["article"]["id"] = "a-ffffffffffff"
    with desk.ledger() as ledger:
        rules.archive(ledger, desk.article_id, reviewer="Anna")
        rules.add_article(ledger, other, reviewer="Anna")
        with pytest.raises(ReviewError, match=said):
            find_review(ledger, name)


def test_an_empty_ledger_says_so(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "l.sqlite")) as ledger, pytest.raises(ReviewError, match="holds no review yet"):
        find_review(ledger, "a-1")


# Which generations stay.


def test_generations_that_were_decided_on_stay_and_others_go(desk: Desk) -> None:
    second = desk.build([*REPORTS, *MORE])
    with desk.ledger() as ledger:
        rules.add_article(ledger, desk.check(), reviewer="Anna")
    third = desk.build(REPORTS)
    assert IndexDirectory(desk.index).ids() == [desk.generation, second, third]
    with desk.ledger() as ledger:
        rules.archive(ledger, desk.article_id, reviewer="Anna")
    fourth = desk.build(REPORTS)
    assert IndexDirectory(desk.index).ids() == [desk.generation, fourth]
    with desk.ledger() as ledger:
        rules.withdraw(ledger, desk.article_id, "c1", reviewer="Anna")
    fifth = desk.build(REPORTS)
    assert IndexDirectory(desk.index).ids() == [fifth]


def test_looking_for_generations_in_use_makes_no_ledger(tmp_path: Path) -> None:
    assert generations_in_use(str(tmp_path / "sub" / "none.sqlite")) == frozenset()
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_removed_while_the_ledger_cannot_be_asked(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_text("no ledger", "utf-8")
    reports = tmp_path / "reports.jsonl"
    reports.write_text(json.dumps({"id": "a", "text": "Ein Bericht über Schafe in Husum."}), "utf-8")
    arguments = ["index", "build", str(reports), "--index", str(desk.index), "--reviews", str(broken)]
    done = CliRunner().invoke(app, arguments, env={"WORKBENCH_KEEP_GENERATIONS": "1"})
    assert done.exit_code == 0, done.output
    assert "all old generations stay" in done.stderr
    assert desk.generation in IndexDirectory(desk.index).ids()


def test_a_check_from_the_ledger_knows_how_it_was_made(desk: Desk) -> None:
    run = check_from_document(desk.document).run
    assert run is not None
    assert (run.candidates, run.evidence, run.min_check_worthiness) == (24, 2, 0.3)
    assert (run.encoder_fingerprint, run.stance_fingerprint) == (load_encoder().fingerprint, "words-1")
