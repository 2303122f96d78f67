"""The main job in a browser: an article goes in, a verdict is recorded, survives a restart and is exported."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.support import SAMPLE
from workbench.checking import open_checker
from workbench.exports.document import check_document, evidence_record
from workbench.reading import article_from_text
from workbench.reviews import rules
from workbench.reviews.alerts import Alert, Effect
from workbench.reviews.ledger import open_ledger
from workbench.settings import Settings
from workbench.types import (
    Check,
    CheckedClaim,
    NearMiss,
    Relation,
    SlotComparison,
    SlotKind,
    Stance,
    Verdict,
)

pytestmark = pytest.mark.browser

NOTE = "Ankara bestätigt den Termin, zwei Agenturen auch."


def short_article() -> str:
    """The sample article's headline and first paragraphs with a menu and a notice: five claims are soon compared."""
    lines = (SAMPLE / "article.txt").read_text("utf-8").splitlines()
    body = next(number for number, line in enumerate(lines) if line.startswith("Moskau habe"))
    return "\n".join([*lines[: body - 1], "", lines[-1]])


def add_by_paste(page: Page, text: str) -> None:
    page.get_by_label("Text of the article").fill(text)
    page.get_by_role("button", name="Read the text").click()
    page.get_by_label("Your name, to sign").fill("Anna Berg")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Check the claims").click()
    expect_claim(page, 1, timeout=60_000)


def expect_claim(page: Page, number: int, timeout: int = 20_000) -> None:
    # Progress says "claim 1 of" too, in small letters.
    expect(page.get_by_text(re.compile(rf"^Claim {number} of \d+$"))).to_be_visible(timeout=timeout)
    # The bar is drawn last: before it is, the one of the claim before still stands.
    expect(page.get_by_text(f"Verdict on claim {number}", exact=True).first).to_be_visible()


def record(page: Page, verdict: str, note: str) -> None:
    page.locator("label").filter(has_text=verdict).last.click()
    page.get_by_placeholder("Note: why").fill(note)
    page.get_by_role("button", name="Record verdict").click()
    expect(page.get_by_text(f"Recorded: {verdict}")).to_be_visible()


def expect_decision(page: Page) -> None:
    """The verdict with name and note among the decisions, and in the history."""
    expect(page.get_by_text("Anna Berg").first).to_be_visible()
    expect(page.get_by_text(NOTE).first).to_be_visible()
    history = page.get_by_text("History (1 entry)")
    history.click()
    expect(page.get_by_text(NOTE).nth(1)).to_be_visible()


def export_csv(page: Page, url: str) -> list[dict[str, str]]:
    page.goto(url)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").nth(1).click()
    assert download.value.suggested_filename.endswith(".csv")
    raw = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(raw), delimiter=";"))


def test_from_article_to_export(app: App, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{app.url}/add")
    add_by_paste(page, short_article())
    page.keyboard.press("j")
    expect_claim(page, 2)
    record(page, "Refuted", NOTE)
    expect_decision(page)
    opened = page.url

    app.stop()
    app.start()
    page.goto(opened)
    expect_claim(page, 2)
    expect_decision(page)
    # The browser kept the name: the button is there without asking again.
    expect(page.get_by_role("button", name="Change verdict")).to_be_visible()

    rows = export_csv(page, opened.replace("/review", "/export"))
    decided = [row for row in rows if row["verdict"]]
    assert len(rows) == 3
    assert [(row["verdict"], row["reviewer"], row["note"]) for row in decided] == [("refuted", "Anna Berg", NOTE)]
    assert decided[0] == rows[1]
    # Nothing leaves the machine, fonts and icons included.
    assert {url.split("/")[2].split(":")[0] for url in asked if url.startswith("http")} == {"127.0.0.1"}


def test_choosing_in_the_text_and_reading_a_passage_in_its_report(app: App, page: Page) -> None:
    page.goto(f"{app.url}/add")
    add_by_paste(page, short_article())
    page.get_by_text("In the text", exact=True).click()
    page.locator("mark").nth(2).click()
    expect_claim(page, 3)
    assert "claim=c3" in page.url
    page.go_back()
    expect_claim(page, 1)
    # Near passages are drawn when they are asked for.
    if page.get_by_role("button", name="In context").count() == 0:
        page.get_by_text("without a clear stance").click()
    page.get_by_role("button", name="In context").first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer.locator("mark").first).to_be_visible()
    assert drawer.locator("p").count() > 1


WHY = "another day: 28 May ↔ 12 March"


def with_marks(checked: CheckedClaim) -> CheckedClaim:
    """All passages support the claim; the words that each begins with differ from those of the claim."""
    text = checked.claim.text

    def differing(passage: str) -> SlotComparison:
        ours, theirs = text.split()[0], passage.split(maxsplit=1)[0]
        reason = f"{ours} ↔ {theirs}"
        return SlotComparison(SlotKind.NUMBER, 0, len(ours), ours, 0, len(theirs), theirs, Relation.CONFLICTS, reason)

    evidence = tuple(
        replace(one, stance=Stance.SUPPORTS, slots=(differing(one.passage.text),)) for one in checked.evidence
    )
    return replace(checked, evidence=evidence)


def left_open(checked: CheckedClaim) -> CheckedClaim:
    """No passage says anything clear, and one comes near."""
    evidence = tuple(replace(one, stance=Stance.NOT_ENOUGH_INFO) for one in checked.evidence)
    near = evidence[0]
    miss = NearMiss(near.report.id, near.passage.start, near.passage.end, WHY)
    verdict = Verdict.NOT_ENOUGH_EVIDENCE
    return replace(
        checked,
        evidence=evidence,
        assessment=replace(checked.assessment, verdict=verdict, near_misses=(miss,), searched=117),
    )


def add_with_everything(app: App) -> Check:
    """An article whose first claim has marked words and copies, whose second is open and has an alert."""
    check = open_checker(Settings(index=app.index)).check(article_from_text(short_article()))
    first, second, *others = check.claims
    check = replace(check, claims=(with_marks(first), left_open(second), *others))
    evidence = evidence_record(replace(first.evidence[0], stance=Stance.REFUTES)) | {"title": "Neues aus Ankara"}
    verdicts = (Verdict.NOT_ENOUGH_EVIDENCE, Verdict.REFUTED)
    at = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    alert = Alert(second.claim.id, second.claim.text, at, "9999", Effect.FILLS, *verdicts, evidence)
    with open_ledger(str(app.reviews)) as ledger:
        rules.add_article(ledger, check_document(check), reviewer="Anna Berg")
        assert rules.raise_alert(ledger, check.article.id, alert)
    return check


def test_from_an_alert_to_the_origin_and_a_line_put_back(app: App, page: Page) -> None:
    check = add_with_everything(app)
    page.add_init_script("""localStorage.setItem('claim-verification-workbench', '{"reviewer": "Anna Berg"}')""")
    page.goto(app.url)
    page.get_by_text("Only with alerts").click()
    page.get_by_test_id("stMain").get_by_role("link", name="Ukraine-Krieg").click()
    expect_claim(page, 2)
    expect(page.get_by_text("New alert, 24 Nov 2026, 09:30")).to_be_visible()
    expect(page.get_by_role("link", name="Neues aus Ankara")).to_be_visible()
    page.get_by_role("button", name="Seen").click()
    expect(page.get_by_role("link", name="Neues aus Ankara")).to_have_count(0)
    expect(page.get_by_text("117 reports searched: what comes nearest")).to_be_visible()
    expect(page.get_by_text(WHY)).to_be_visible()

    page.keyboard.press("k")
    expect_claim(page, 1)
    marked = page.locator("blockquote span").first
    expect(marked).to_be_visible()
    differs = page.get_by_text("Differs:").first.locator("..")
    expect(differs).to_contain_text(f"{check.claims[0].claim.text.split()[0]} ↔ {marked.inner_text()}")
    page.get_by_text("Also printed by").first.click()
    page.get_by_role("link", name="What each copy changed").first.click()
    expect(page.get_by_text("reports carry this text")).to_be_visible()
    expect(page.get_by_text("earliest version")).to_have_count(1)
    page.get_by_role("link", name="Back to the claim").click()
    expect_claim(page, 1)

    page.get_by_text("lines left out").click()
    line = page.locator("label").filter(has_text="Lesezeit: 3 Min.")
    line.click()
    page.get_by_role("button", name="Put back and check again").click()
    expect(page.get_by_text("claims checked")).to_be_visible(timeout=60_000)
    expect(line).to_have_count(0)
