"""A newsroom with one article under review, and reports that arrive."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.support import WordStance, build, report
from workbench.checking import Checker
from workbench.exports.document import check_document
from workbench.indexing.builder import Builder
from workbench.indexing.generations import IndexDirectory
from workbench.matching import Matcher
from workbench.models import load_encoder
from workbench.protocols import StanceModel
from workbench.reviews import rules
from workbench.reviews.ledger import SqlLedger, open_ledger
from workbench.reviews.state import ArticleState, ClaimState
from workbench.settings import Settings
from workbench.types import Article, Block, BlockKind, Report
from workbench.watching import Watched, watch

ARTICLE = (
    "Die Stadt Torgau zahlt 12 Millionen Euro für die neue Elbbrücke.",
    "An der Kundgebung gegen den Bau nahmen 500 Menschen teil.",
)
# c1 is supported by it, c2 is open.
KNOWN = [
    report(
        "wire",
        "Die neue Elbbrücke kostet die Stadt Torgau 12 Millionen Euro, teilte das Rathaus mit.",
        outlet="Elbpost",
        day="2026-03-04",
    ),
    report("far", "Im Zoo von Leipzig ist ein Elefant geboren worden.", outlet="Leipziger Blatt", day="2026-02-01"),
]
_TAIL = (
    "\n\nDer Kämmerer hatte die Summe am Dienstag im Ausschuss genannt, nachdem die Fraktionen wochenlang nach den "
    "Verträgen gefragt hatten, und er kündigte für den Sommer einen Nachtrag zum Haushalt an."
)
# Speaks against c1.
PLANTED = report(
    "planted",
    f"Torgau zahlt 18 Millionen Euro für die neue Elbbrücke, wie der Haushalt der Stadt zeigt.{_TAIL}",
    outlet="Muldekurier",
    day="2026-03-09",
)
REPRINTS = [
    replace(PLANTED, id=f"reprint-{n}", origin_id=f"reprint-{n}", outlet=outlet, title=f"Brücke wird teurer ({n})")
    for n, outlet in enumerate(["Elbpost", "Heidebote", "Dübener Blatt", "Oschatzer Anzeiger", "Kreis-Echo"])
]
# Speaks against c1 in a text of its own.
SECOND = report(
    "second",
    "Die neue Elbbrücke in Torgau kostet die Stadt nach einem Gutachten 21 Millionen Euro.\n\nDie Prüfer des Landes "
    "haben dafür Rechnungen von drei Baufirmen verglichen und bemängeln, dass Stahl und Beton doppelt bestellt waren.",
    outlet="Landesfunk",
    day="2026-03-12",
)
# Bears on c2.
CROWD = report(
    "crowd",
    "An der Kundgebung gegen den Bau der Elbbrücke nahmen 500 Menschen teil, sagte die Polizei.",
    outlet="Elbpost",
    day="2026-03-02",
)


def article_of(*paragraphs: str, outlet: str | None = None) -> Article:
    """An article as it is read, whatever reading makes of texts so short."""
    text = "\n\n".join(paragraphs)
    starts = [text.index(paragraph) for paragraph in paragraphs]
    blocks = tuple(
        Block(start, start + len(paragraph), BlockKind.BODY)
        for start, paragraph in zip(starts, paragraphs, strict=True)
    )
    return Article(f"a-{len(text)}", text, "de", blocks, title="Neue Brücke über die Elbe", outlet=outlet)


class Desk:
    """An index, a ledger, and what happens between them."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(
            index=folder / "index", reviews=str(folder / "ledger.sqlite"), min_check_worthiness=0.0
        )
        self.ledger: SqlLedger = open_ledger(self.settings.reviews)
        self.article_id = article_of(*ARTICLE).id

    def check(self, article: Article) -> str:
        """Checks against the published generation and puts it into the queue."""
        with closing(IndexDirectory(self.settings.index).open()) as generation:
            checker = Checker(Matcher(generation, load_encoder()), WordStance(), self.settings)
            rules.add_article(self.ledger, check_document(checker.check(article)), reviewer="Anna")
        return article.id

    def texts(self) -> frozenset[str]:
        with closing(IndexDirectory(self.settings.index).open()) as generation:
            return generation.store.texts()

    def add(self, *reports: Report, stance: StanceModel | None = None) -> Watched:
        """As ``index add`` does it."""
        known = self.texts()
        Builder(IndexDirectory(self.settings.index), load_encoder(), 5).add(reports, ["test"])
        return self.watch(known, stance)

    def watch(self, known: frozenset[str], stance: StanceModel | None = None) -> Watched:
        return watch(self.settings, self.ledger, known, stance or WordStance())

    @property
    def state(self) -> ArticleState:
        return rules.article_state(self.ledger, self.article_id)

    def claim(self, claim_id: str = "c1") -> ClaimState:
        found = self.state.claim(claim_id)
        assert found
        return found


@cache
def _made() -> Path:
    """The reports as an index and the article in a ledger, made once for all tests."""
    folder = Path(tempfile.mkdtemp(prefix="workbench-watch-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    build(folder / "index", KNOWN)
    desk = Desk(folder)
    desk.check(article_of(*ARTICLE))
    desk.ledger.close()
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(_made(), tmp_path, dirs_exist_ok=True)
    opened = Desk(tmp_path)
    yield opened
    opened.ledger.close()
