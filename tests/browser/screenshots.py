"""Writes docs/screenshots: every screen of the app, light in English and dark in German, on the sample data.

Run it as ``python -m tests.browser.screenshots``. It needs chromium, and leaves the project's index and ledger alone.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, App
from tests.support import ROOT, SAMPLE
from workbench.checking import open_checker
from workbench.corpus.readers import read_reports
from workbench.exports.document import check_document, evidence_record
from workbench.indexing.builder import Builder
from workbench.indexing.generations import IndexDirectory
from workbench.models import load_encoder
from workbench.reading import article_from_text
from workbench.reviews import rules
from workbench.reviews.alerts import Alert, Effect
from workbench.reviews.ledger import SqlLedger, open_ledger
from workbench.settings import Settings
from workbench.types import Article, Check, CheckedClaim, Stance, Verdict

TARGET = ROOT / "docs" / "screenshots"
LARGEST = 250_000
# Reports of something else that are shown as further articles of the queue.
OTHERS = 3
# Claims of the sample article that are decided.
DECIDED = 9
# The id of a generation after any of today's.
LATER = "9999"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        source = SAMPLE / "reports.jsonl"
        Builder(IndexDirectory(work / "index"), load_encoder(), 3).build(
            read_reports([source]), ["sample/reports.jsonl"]
        )
        app = App(work / "index", work / "ledger.sqlite", work / "server.log")
        app.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
                _empty(browser, app)
                check = _fill(app)
                _light(browser, app, check)
                _dark(browser, app, check)
                browser.close()
        finally:
            app.stop()


def _fill(app: App) -> Check:
    """The sample article with some decisions and one dispute, and a few more articles."""
    checker = open_checker(Settings(index=app.index))
    check = checker.check(article_from_text((SAMPLE / "article.txt").read_text("utf-8")))
    with closing(open_ledger(str(app.reviews))) as ledger:
        for other in _others():
            rules.add_article(ledger, check_document(checker.check(other)), reviewer="Jonas Weidt")
        rules.add_article(ledger, check_document(check), reviewer="Anna Berg")
        _decide(ledger, check)
        _alert(ledger, check)
    return check


def _alert(ledger: SqlLedger, check: Check) -> None:
    """As if the passage that bears most on the claim had come with a later generation."""
    checked = _alerted(check)
    at, was = datetime.now(UTC), Verdict.NOT_ENOUGH_EVIDENCE
    passage = max(checked.evidence, key=lambda one: one.bearing)
    now = Verdict.SUPPORTED if passage.stance is Stance.SUPPORTS else Verdict.REFUTED
    claim, record = checked.claim, evidence_record(passage)
    raised = Alert(claim.id, claim.text, at, LATER, Effect.FILLS, was, now, record)
    assert rules.raise_alert(ledger, check.article.id, raised)


def _alerted(check: Check) -> CheckedClaim:
    """The undecided claim, left open, that one passage speaks to most clearly."""
    found = [one for one in check.claims[DECIDED:] if one.assessment.verdict is Verdict.NOT_ENOUGH_EVIDENCE]
    return max(found, key=lambda one: max((e.bearing for e in one.evidence if e.slots), default=0.0))


def _copied(check: Check) -> tuple[str, str]:
    """The claim and origin with most copies that are shown."""
    counted = Counter((one.claim.id, e.report.origin_id) for one in check.claims for e in one.evidence)
    return max(counted, key=lambda pair: (counted[pair], pair))


def _decide(ledger: SqlLedger, check: Check) -> None:
    for number, checked in enumerate(check.claims[:DECIDED]):
        suggested = checked.assessment.verdict
        rules.decide(ledger, check.article.id, checked.claim.id, suggested, reviewer="Anna Berg")
        if number == 1:
            note = "Die Ansprache ist auf der Seite des Präsidialamts nachzuhören."
            other = Verdict.REFUTED if suggested is Verdict.SUPPORTED else Verdict.SUPPORTED
            rules.decide(ledger, check.article.id, checked.claim.id, other, reviewer="Jonas Weidt", note=note)


def _others() -> list[Article]:
    rows = [json.loads(line) for line in (SAMPLE / "reports.jsonl").read_text("utf-8").splitlines()]
    rows = [row for row in rows if "Antalya" not in row["text"]]
    longest = sorted(rows, key=lambda row: -len(row["text"]))[:OTHERS]
    return [article_from_text(row["text"], title=row["title"], outlet=row["outlet"]) for row in longest]


def _conflicting(check: Check) -> str:
    """The claim with most to see on both sides."""
    found = [(one.assessment.supporting_origins, one.assessment.refuting_origins, one.claim.id) for one in check.claims]
    return max(found, key=lambda one: (min(one[:2]), one[1], one[0]))[2]


def _page(browser: Browser, app: App, language: str, scheme: str, width: int = 1440, height: int = 900) -> Page:
    context = browser.new_context(
        locale={"en": "en-GB", "de": "de-DE"}[language],
        timezone_id="Europe/Berlin",
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": height},
    )
    kept = json.dumps({"reviewer": "Anna Berg", "language": language})
    context.add_init_script(f"localStorage.setItem('claim-verification-workbench', {json.dumps(kept)})")
    return context.new_page()


def _empty(browser: Browser, app: App) -> None:
    page = _page(browser, app, "en", "light")
    _go(page, app, "", "No article yet")
    _save(page, "queue-empty")


def _light(browser: Browser, app: App, check: Check) -> None:
    page = _page(browser, app, "en", "light")
    _go(page, app, "", "Changed last")
    _save(page, "queue-light")
    _go(page, app, "add", "Read the text")
    page.get_by_label("Text of the article").fill((SAMPLE / "article.txt").read_text("utf-8").replace("350", "360"))
    page.get_by_role("button", name="Read the text").click()
    page.get_by_text("What was read").wait_for()
    _save(page, "add-light")
    link = f"?article={check.article.id}&claim="
    _go(page, app, f"review{link}{_conflicting(check)}", "Suggestion")
    _save(page, "review-light")
    page.get_by_role("button", name="In context").first.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()
    _save(page, "context-light")
    claim, origin = _copied(check)
    _go(page, app, f"origin{link}{claim}&origin={origin}&generation={check.index.generation}", "carry this text")
    _save(page, "origin-light")
    _go(page, app, f"review{link}{_alerted(check).claim.id}", "New alert")
    _save(page, "alert-light")
    _go(page, app, f"review{link}c2", "The reviewers disagree")
    page.get_by_text("In the text", exact=True).click()
    page.locator("mark.opened").wait_for()
    _save(page, "review-text-light")
    _go(page, app, f"export{link}c2", "ClaimReview")
    _save(page, "export-light")
    _go(page, app, "corpus", "Search the corpus")
    page.get_by_label("Search the corpus").fill("Patriot systems for Ukraine")
    page.keyboard.press("Enter")
    page.get_by_text("passages, nearest first").wait_for()
    _save(page, "corpus-light")


def _dark(browser: Browser, app: App, check: Check) -> None:
    page = _page(browser, app, "de", "dark")
    _go(page, app, "", "Zuletzt bearbeitet")
    _save(page, "queue-dark")
    _go(page, app, "add", "Text lesen")
    _save(page, "add-dark")
    link = f"review?article={check.article.id}&claim="
    _go(page, app, f"{link}{_conflicting(check)}", "Vorschlag")
    _save(page, "review-dark")
    _go(page, app, f"export?article={check.article.id}", "ClaimReview")
    _save(page, "export-dark")
    _go(page, app, "corpus", "Im Korpus suchen")
    page.get_by_text("Was es enthält", exact=True).click()
    page.get_by_text("Wie es gebaut wurde").wait_for()
    _save(page, "corpus-dark")
    narrow = _page(browser, app, "de", "light", 768, 1024)
    _go(narrow, app, f"{link}{_conflicting(check)}", "Vorschlag")
    _save(narrow, "review-narrow")


def _go(page: Page, app: App, path: str, wanted: str) -> None:
    page.goto(f"{app.url}/{path}")
    expect(page.get_by_text(wanted).first).to_be_visible(timeout=30_000)


def _save(page: Page, name: str) -> None:
    """One picture in 256 colours, chosen so that the few red and green pixels of the icons keep theirs."""
    page.wait_for_timeout(1_500)
    path = TARGET / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            path, optimize=True
        )
    assert path.stat().st_size <= LARGEST, f"{path} has {path.stat().st_size:,} bytes"


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    main()
