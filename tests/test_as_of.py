"""A check as of a date knows nothing that was published since: no report, no origin, no copy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.support import WordStance, build, report
from workbench.checking import Checker
from workbench.cli.app import app
from workbench.errors import InputError
from workbench.indexing.generations import Generation, IndexDirectory
from workbench.matching import Matcher
from workbench.models import load_encoder
from workbench.reading import article_from_text
from workbench.settings import Settings
from workbench.types import Check, Filters

BRIDGE = (
    "Die Stadt Torgau zahlt für die neue Elbbrücke 12 Millionen Euro, wie das Rathaus am Vormittag mitteilte. Der Bau "
    "soll im Herbst beginnen; die alte Brücke bleibt bis dahin für Fußgänger und Radfahrer geöffnet."
)
STRIKE = (
    "Im Klinikum von Riesa haben 300 Pflegekräfte die Arbeit niedergelegt und verlangen von der Leitung mehr Personal "
    "in den Nächten. Ein Sprecher des Hauses nannte den Ausstand überzogen und verwies auf laufende Gespräche im Mai."
)
REPORTS = [
    report("early", BRIDGE, outlet="Elbpost", day="2026-03-01T09:00"),
    report("reprint", BRIDGE, outlet="Muldekurier", day="2026-03-03T09:00"),
    report("strike", STRIKE, outlet="Riesaer Blatt", day="2026-03-02T09:00"),
    # Prints both stories: since then they are one origin.
    report("both", f"{BRIDGE} {STRIKE}", outlet="Sachsenschau", day="2026-03-04T18:00"),
    report("same-day", "Die Elbbrücke in Torgau kostet laut Landrat 14 Millionen Euro.", day="2026-03-04T08:00"),
    # The day alone is known; who looks at noon cannot know whether it was out.
    report("day", "Für die Elbbrücke in Torgau fallen 15 Millionen Euro an, sagt der Bund.", day="2026-03-04"),
    report("undated", "Die neue Elbbrücke von Torgau kostet 16 Millionen Euro."),
]
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
SEEN = [
    (datetime(2026, 3, 1, 9, tzinfo=UTC), set()),  # strictly before
    (datetime(2026, 3, 2, tzinfo=UTC), {"early"}),
    (datetime.fromisoformat("2026-03-04T09:30:00+02:00"), {"early", "reprint", "strike"}),
    (NOON, {"early", "reprint", "strike", "same-day"}),
    (datetime(2026, 3, 5, tzinfo=UTC), {"early", "reprint", "strike", "same-day", "day", "both"}),
]


@pytest.fixture
def generation(tmp_path: Path) -> Iterator[Generation]:
    build(tmp_path, REPORTS)
    opened = IndexDirectory(tmp_path).open()
    yield opened
    opened.close()


def check(generation: Generation, text: str, as_of: datetime | None) -> Check:
    checker = Checker(Matcher(generation, load_encoder()), WordStance(), Settings(min_check_worthiness=0.0))
    return checker.check(article_from_text(text), Filters(as_of=as_of))


@pytest.mark.parametrize(("moment", "seen"), SEEN)
def test_only_reports_published_before_are_seen(generation: Generation, moment: datetime, seen: set[str]) -> None:
    then = Filters(as_of=moment)
    passages = generation.store.passages(generation.store.passage_ids(then).tolist())
    assert {found.id for _, found in passages.values()} == seen
    found = Matcher(generation, load_encoder()).search(["Elbbrücke Torgau Pflegekräfte Riesa"], 50, then)
    assert {match.report.id for match in found[0]} == seen
    assert generation.store.seen_as_of(moment) == (len(seen), 1)


def test_words_alone_bring_nothing_later_either(generation: Generation) -> None:
    matcher = Matcher(generation, load_encoder())
    by_day = matcher._without_later_that_day(Filters(as_of=NOON))
    ids = [i for i, _ in generation.lexical.search("Elbbrücke Torgau Pflegekräfte", 50, by_day)]
    assert {report.id for _, report in generation.store.passages(ids).values()} == SEEN[3][1]


def test_origins_are_those_of_then(generation: Generation) -> None:
    today = {r.id: r.origin_id for r in generation.store.reports([r.id for r in REPORTS]).values()}
    assert today["strike"] == today["early"] == today["both"]
    then = generation.store.origins_as_of(NOON)
    assert (then["early"], then["reprint"]) == ("early", "early")
    assert then.get("strike", "strike") == "strike"
    assert "both" not in then


def test_an_origin_is_represented_by_a_report_that_was_out(tmp_path: Path) -> None:
    build(tmp_path, [report("day", BRIDGE, day="2026-03-04"), report("hour", BRIDGE, day="2026-03-04T08:00")])
    opened = IndexDirectory(tmp_path).open()
    assert opened.store.reports(["hour"])["hour"].origin_id == "day"
    assert opened.store.origins_as_of(NOON) == {"hour": "hour"}
    opened.close()


def test_the_check_shows_no_later_report_and_counts_origins_of_then(generation: Generation) -> None:
    text = "Torgau zahlt 12 Millionen Euro für die Elbbrücke. In Riesa haben 300 Pflegekräfte die Arbeit niedergelegt."
    then = check(generation, text, NOON)
    shown = [one.report for checked in then.claims for one in checked.evidence]
    assert {one.id for one in shown} == SEEN[3][1]
    assert {one.id: one.origin_id for one in shown}["strike"] == "strike"
    assert all(one.published_at and one.published_at < NOON for one in shown)
    assert {one.origin_id for one in shown} <= SEEN[3][1]
    assert then.run is not None
    assert then.run.filters.as_of == NOON
    now = check(generation, text, None)
    origins = {one.report.id: one.report.origin_id for checked in now.claims for one in checked.evidence}
    assert origins["strike"] == "early"


def test_an_articles_own_copies_are_those_of_then(generation: Generation) -> None:
    store = generation.store
    assert "strike" in store.own_reports(BRIDGE, None, None)
    own = store.own_reports(BRIDGE, None, None, store.origins_as_of(NOON))
    assert {"early", "reprint"} <= set(own)
    assert "strike" not in own


def test_the_command_line_says_how_many_were_left_out(generation: Generation, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Die Stadt Torgau zahlt 12 Millionen Euro für die neue Elbbrücke, sagte der Landrat.", "utf-8")
    arguments = ["check", str(article), "--index", str(tmp_path), "--json", "--as-of"]
    done = CliRunner().invoke(app, [*arguments, "2026-03-04T13:00:00+01:00"])
    assert done.exit_code == 0, done.output
    assert "2 reports published later and 1 without a date left out" in done.stderr
    document = json.loads(done.stdout)
    assert document["run"]["filters"]["as_of"] == "2026-03-04T13:00:00+01:00"
    days = {one["published_at"] for claim in document["claims"] for one in claim["evidence"]}
    assert days
    assert max(days) < "2026-03-04T12"
    for wrong, said in [("yesterday", "is no date"), ("2026-03-04T13:00", "no offset")]:
        refused = CliRunner().invoke(app, [*arguments, wrong])
        assert isinstance(refused.exception, InputError)
        assert said in str(refused.exception)
    day = CliRunner().invoke(app, [*arguments, "2026-03-02"])
    assert "as of 2026-03-02T00:00:00+00:00: 5 reports published later and 1 without" in day.stderr
