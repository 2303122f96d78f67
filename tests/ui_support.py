"""A small newsroom for the screens: five reports, an article with three claims, and an app to press buttons in."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.support import ROOT, WordStance, build, report
from workbench.checking import Checker
from workbench.exports.document import check_document
from workbench.indexing.generations import IndexDirectory
from workbench.matching import Matcher
from workbench.models import load_encoder
from workbench.reading import article_from_text
from workbench.reviews import rules
from workbench.reviews.ledger import open_ledger
from workbench.settings import Settings
from workbench.types import Check, ReportKind

ARTICLE = """Neue Brücke über die Elbe

Die Stadt Torgau zahlt 12 Millionen Euro für die neue Elbbrücke. Der Stadtrat hat das am 3. März 2026 beschlossen.

An der Kundgebung gegen den Bau nahmen 500 Menschen teil.
"""
# The title holds what Markdown, Streamlit's directives and HTML would take for markup.
HOSTILE_TITLE = "Torgau: 12 Mio. *Euro* :red[alarm] <script>alert(1)</script> $x$"
REPORTS = [
    # Supports the first claim.
    report(
        "wire",
        "Die neue Elbbrücke kostet die Stadt Torgau 12 Millionen Euro, teilte das Rathaus mit.",
        outlet="Elbpost",
        title=HOSTILE_TITLE,
        day="2026-03-04",
        url="https://elbpost.example/bruecke",
    ),
    # The same text in another paper: one origin.
    report(
        "reprint",
        "Die neue Elbbrücke kostet die Stadt Torgau 12 Millionen Euro, teilte das Rathaus mit.",
        outlet="Muldekurier",
        title="Brücke kostet 12 Millionen",
        day="2026-03-05",
        url="javascript:alert(1)",
    ),
    # Conflicts with the first claim.
    report(
        "check",
        "Torgau zahlt 18 Millionen Euro für die neue Elbbrücke, wie der Haushalt der Stadt zeigt.",
        outlet="Prüfstelle Ost",
        title="Was die Brücke wirklich kostet",
        day="2026-03-09",
        kind=ReportKind.FACT_CHECK,
    ),
    # Conflicts with the third claim.
    report(
        "crowd",
        "An der Kundgebung gegen den Bau der Brücke nahmen nach Angaben der Polizei 300 Menschen teil.",
        outlet="Elbpost",
        title="Kundgebung am Fluss",
        day="2026-03-02",
    ),
    report(
        "far",
        "Im Zoo von Leipzig ist ein Elefant geboren worden, Mutter und Kind sind wohlauf.",
        outlet="Leipziger Blatt",
        title="Nachwuchs im Zoo",
        day="2026-02-01",
    ),
]


def check_of(index: Path, text: str = ARTICLE) -> Check:
    generation = IndexDirectory(index).open()
    checker = Checker(Matcher(generation, load_encoder()), WordStance(), Settings(min_check_worthiness=0.3))
    try:
        return checker.check(article_from_text(text))
    finally:
        generation.close()


@cache
def _built() -> Path:
    """The reports as an index, built once for all tests."""
    folder = Path(tempfile.mkdtemp(prefix="workbench-ui-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    build(folder, REPORTS)
    return folder


class Newsroom:
    """An index, a ledger, and a check in it."""

    def __init__(self, folder: Path) -> None:
        self.index, self.reviews = folder / "index", folder / "ledger.sqlite"

    def build(self) -> None:
        shutil.copytree(_built(), self.index, dirs_exist_ok=True)

    def add(self, text: str = ARTICLE) -> Check:
        return self.put(check_of(self.index, text))

    def put(self, check: Check) -> Check:
        """Into the queue as it stands."""
        with open_ledger(str(self.reviews)) as ledger:
            rules.add_article(ledger, check_document(check), reviewer="Anna")
        return check

    def state(self, article_id: str) -> rules.ArticleState:
        with open_ledger(str(self.reviews)) as ledger:
            return rules.article_state(ledger, article_id)


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """Nothing built and nothing added; the app is pointed at it."""
    room = Newsroom(tmp_path)
    monkeypatch.setenv("WORKBENCH_INDEX", str(room.index))
    monkeypatch.setenv("WORKBENCH_REVIEWS", str(room.reviews))
    monkeypatch.setenv("WORKBENCH_MIN_CHECK_WORTHINESS", "0.3")
    monkeypatch.setattr("workbench.models.load_stance_model", lambda name="": WordStance())
    return room


def app(screen: str = "queue", reviewer: str = "Anna", **query: str) -> AppTest:
    """The app on one screen, in English."""
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=20)
    test.session_state["language"] = "en"
    if reviewer:
        test.session_state["reviewer"] = reviewer
    test.run()
    if screen != "queue":
        test.switch_page(f"workbench/ui/screens/{screen}.py")
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception, test.exception
    return test


def everything(test: AppTest) -> str:
    """All that a reader could read on the screen, as one text."""
    shown = [
        str(getattr(element, "value", "") or "")
        for element in [*test.markdown, *test.caption, *test.title, *test.header]
    ]
    shown += [str(element.value) for element in [*test.error, *test.warning, *test.info, *test.toast]]
    return "\n".join(shown)
