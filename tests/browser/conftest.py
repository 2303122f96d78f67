"""The real app, started by ``workbench serve``, and Debian's chromium to use it with."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import ROOT
from workbench.models import SHIPPED_STANCE, WEIGHTS

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class App:
    """One server on a free port of this machine, that can be stopped and started again on the same data."""

    def __init__(self, index: Path, reviews: Path, log: Path) -> None:
        self.index, self.reviews, self._log = index, reviews, log
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        serve = ["serve", "--index", str(self.index), "--reviews", str(self.reviews), "--port", str(self.port)]
        command = [sys.executable, "-c", "from workbench.cli import main; main()", *serve]
        environment = os.environ | {"STREAMLIT_SERVER_HEADLESS": "true"}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        self._wait()

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        pytest.fail(f"the app did not start:\n{self._log.read_text('utf-8', 'replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _needs(path: Path, what: str) -> None:
    """Skips where a machine lacks what the browser tests use; a CI machine must have it."""
    if path.exists():
        return
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing: {path}")
    pytest.skip(f"{what} is missing: {path}")


@pytest.fixture
def app(sample_index: Path, tmp_path: Path) -> Iterator[App]:
    _needs(WEIGHTS / SHIPPED_STANCE, "the shipped stance model")
    started = App(sample_index, tmp_path / "ledger.sqlite", tmp_path / "server.log")
    started.start()
    yield started
    started.stop()


@pytest.fixture
def browser() -> Iterator[Browser]:
    _needs(CHROMIUM, "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Page:
    """A page that knows where it asked."""
    context = browser.new_context(
        locale="en-GB", timezone_id="Europe/Berlin", viewport={"width": 1440, "height": 900}, accept_downloads=True
    )
    context.set_default_timeout(20_000)
    return context.new_page()
