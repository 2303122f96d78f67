"""The parts of the UI that are plain functions: texts, escaping, grouping, ordering, cutting at marks, file names."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

from tests.support import ROOT, report
from workbench.exports.origins import by_origin
from workbench.reviews.state import ArticleState
from workbench.types import Article, Block, BlockKind, Evidence, Passage, Relation, Stance, StanceProbabilities
from workbench.ui.escape import md, md_link, passage_html, shorten
from workbench.ui.filenames import file_name
from workbench.ui.marked import Mark, covering, pieces
from workbench.ui.queueing import Order, select
from workbench.ui.texts import STRINGS, Texts

UI = ROOT / "workbench" / "ui"


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_say_the_same_things_with_the_same_places() -> None:
    german, english = STRINGS["de"], STRINGS["en"]
    assert german.keys() == english.keys()
    assert [key for key in german if places(german[key]) != places(english[key])] == []


def test_every_text_is_used_and_every_used_text_is_there() -> None:
    source = "\n".join(path.read_text("utf-8") for path in UI.rglob("*.py") if path.parent.name != "texts")
    source += (UI / "texts" / "__init__.py").read_text("utf-8")
    named = set(re.findall(r"""t\[["'](\w+)["']\]|(?:say|count)\(\s*["'](\w+)["']|self\[["'](\w+)["']\]""", source))
    used = {name for found in named for name in found if name}
    assert {name for name in used if name not in STRINGS["en"]} == set()
    words = set(re.findall(r"\w+", source))
    prefixes = ("nav_", "status_", "order_", "view_", "show_", "side_", "none_", "export_", "alert_", "dropped_")
    unused = [k for k in STRINGS["en"] if k.removesuffix("_one") not in words and not k.startswith(prefixes)]
    assert unused == []


@pytest.mark.parametrize(
    ("language", "zone", "shown"),
    [("de", "Europe/Berlin", "22. Mai 2026"), ("en", "Europe/Berlin", "22 May 2026"), ("en", "UTC", "21 May 2026")],
)
def test_days_are_the_readers_days(language: str, zone: str, shown: str) -> None:
    late = datetime(2026, 5, 21, 23, 30, tzinfo=UTC)
    assert Texts(language, ZoneInfo(zone)).day(late) == shown


def test_a_day_without_a_time_is_not_shifted() -> None:
    midnight = datetime(2026, 5, 21, tzinfo=UTC)
    assert Texts("en", ZoneInfo("America/New_York")).day(midnight) == "21 May 2026"


def test_numbers_and_counts() -> None:
    assert Texts("de").count("checked", 1) == ("1 Behauptung geprüft.")
    assert Texts("de").count("checked", 1200) == "1.200 Behauptungen geprüft."
    assert Texts("en").language_name("xx-unknown") == "xx-unknown"
    assert Texts("fr").language == "en"


@pytest.mark.parametrize(
    "text", ["*bold* _it_ `code` [a](b) <b> # - 1. | ~x~ $x$", ":red[alarm] :smile: :material/home:", "a\nb\tc"]
)
def test_markdown_of_others_is_escaped(text: str) -> None:
    escaped = md(text)
    # Every punctuation character stands behind a backslash, so none can begin markup.
    assert re.search(r"(?<!\\)[*_`\[\]()<>#|~$:{}]", escaped) is None
    assert "\n" not in escaped
    assert re.search(r":[\w+/-]+:", escaped.replace("\\", "")) is None


def test_links_lead_to_the_web_or_nowhere() -> None:
    assert md_link("Titel", "https://a.example/x_(1)") == "[Titel](<https://a.example/x_(1)>)"
    assert md_link("Titel", "javascript:alert(1)") == "Titel"
    assert md_link("Titel", "https://a.example/<script>") == "[Titel](<https://a.example/%3Cscript%3E>)"


def test_passages_are_text() -> None:
    shown = passage_html([('<img src=x onerror="alert(1)">', None), ("<u>", Relation.CONFLICTS)], '"><b>')
    assert "<img" not in shown
    assert "<b>" not in shown
    assert "<u>" not in shown


def evidence(
    identity: str, origin: str, bearing: float, stance: Stance = Stance.SUPPORTS, outlet: str = "A"
) -> Evidence:
    one = report(identity, identity, outlet=outlet)
    one = type(one)(**{name: getattr(one, name) for name in one.__slots__} | {"origin_id": origin})
    return Evidence(Passage(1, identity, 0, 1, "x"), one, 0.9, stance, StanceProbabilities(0.8, 0.1, 0.1), bearing)


def test_copies_of_one_origin_are_one_group_led_by_what_bears_most() -> None:
    found = [
        evidence("r1", "r1", 0.5, outlet="A"),
        evidence("r2", "r1", 0.7, outlet="B"),
        evidence("r2", "r1", 0.6, outlet="B"),
        evidence("r3", "r3", 0.6, outlet="C"),
        evidence("r4", "r4", 0.9, Stance.REFUTES),
    ]
    groups = by_origin(found, Stance.SUPPORTS)
    assert [group.lead.report.id for group in groups] == ["r2", "r3"]
    assert groups[0].reprints == ("A",)
    assert groups[0].copies == 1
    assert len(groups[0].rest) == 2


def article(identity: str, day: int, title: str, archived: bool = False) -> ArticleState:
    when = datetime(2026, 5, day, tzinfo=UTC)
    return ArticleState(
        identity, title, title, "Bote", "de", None, when, when, "Anna", when, when, "g", archived, (), (), None
    )


def test_queue_order_search_and_archive() -> None:
    states = [article("a", 1, "Zoo"), article("b", 3, "Brücke"), article("c", 2, "Amt", archived=True)]
    assert [s.article_id for s in select(states, "", None, Order.ADDED)] == ["b", "a"]
    assert [s.article_id for s in select(states, "", None, Order.TITLE)] == ["b", "a"]
    assert [s.article_id for s in select(states, "BRÜCKE bote", None, Order.ADDED)] == ["b"]


def test_marks_cut_a_text_without_losing_a_character() -> None:
    text = "Eins zwei drei vier"
    marks = [Mark("a", 0, 9, "x", ""), Mark("b", 5, 14, "x", "")]
    cut = list(pieces(0, len(text), marks))
    assert "".join(text[left:right] for left, right, _ in cut) == text
    assert [mark.id if mark else None for _, _, mark in cut] == ["a", "a", "b", None]


def test_text_between_blocks_is_shown_too() -> None:
    text = "Titel\nText\nEnde"
    blocks = (Block(0, 5, BlockKind.TITLE), Block(11, 15, BlockKind.BOILERPLATE))
    shown = list(covering(Article("a", text, "de", blocks)))
    assert "".join(text[block.start : block.end] for block in shown) == text


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Kiew & Moskau: über Gefangene", "kiew-moskau-ueber-gefangene.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ("日本", "article.csv"),
    ],
)
def test_file_names_are_plain(title: str, name: str) -> None:
    assert file_name(title, ".csv") == name


def test_shorten_cuts_between_words() -> None:
    assert shorten("Ein langer Titel", 12) == "Ein langer …"
    assert shorten("kurz", 12) == "kurz"


def test_streamlit_is_not_pulled_in_by_the_texts() -> None:
    for path in (UI / "texts").glob("*.py"):
        assert "streamlit" not in Path(path).read_text("utf-8")
