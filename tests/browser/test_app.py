"""The main job in a browser: an article goes in, a verdict is recorded, survives a restart and is exported."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.support import SAMPLE

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
