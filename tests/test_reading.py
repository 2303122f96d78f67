"""Articles from files, standard input, HTML and URLs; what is refused, and how."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import FetchError, InputError
from workbench.reading import (
    article_from_html,
    article_from_text,
    detect_language,
    fetch,
    fetching,
    read_article,
    report_text_from_html,
)
from workbench.reading.metadata import dateline_end
from workbench.types import Article, BlockKind

TEXT = (
    "Stadtrat beschließt neuen Haushalt\n\n"
    "KIEL (Fördebote) – Der Stadtrat hat am Montag den Haushalt beschlossen. Er umfasst 1,2 Milliarden Euro.\n"
)
PAGE = """<html lang="de"><head><title>Neue Gespräche - Nordblick</title>
<meta property="og:site_name" content="Nordblick">
<meta property="article:published_time" content="2025-07-24T10:32:00+02:00"></head>
<body><nav><ul><li><a href="/">Start</a></li><li><a href="/p">Politik</a></li></ul></nav><article>
<h1>Neue Gespräche in Genf</h1>
<p>Die Unterhändler treffen sich am Donnerstag in Genf, um über den Austausch von Gefangenen zu sprechen.</p>
<h2>Was geplant ist</h2>
<p>Nach Angaben des Ministeriums sollen <b>500</b> Menschen freikommen. Das wäre der größte Austausch seit 2022.</p>
<p>Lesen Sie auch: Warum Genf so oft Gastgeber ist</p>
<ul><li>Am Donnerstag sprechen die Militärs miteinander.</li><li>Am Freitag kommen die Minister dazu.</li></ul>
<blockquote><p>„Wir hoffen auf ein Ergebnis“, sagte ein Sprecher der Vereinten Nationen.</p></blockquote>
<p>Die Gespräche dauern bis Freitag. Danach wird eine Erklärung erwartet, wie ein Sprecher sagte.</p></article>
<section id="comments"><h3>Kommentare</h3><p>Ich finde das gut, aber es kommt zu spät.</p></section>
<footer>© 2025 Nordblick</footer></body></html>"""


def kinds(article: Article) -> list[tuple[BlockKind, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def test_line_ends_and_typing_are_normalised() -> None:
    article = article_from_text("\ufeff" + TEXT.replace("\n", "\r\n") + "  Ende\u00a0 ﬁnal. ")
    assert article.text == TEXT + "  Ende  final. "


def test_metadata_of_pasted_text() -> None:
    article = article_from_text(TEXT + "\n24. Juli 2025, 10:32 Uhr\n")
    assert (article.title, article.outlet, article.language) == (
        "Stadtrat beschließt neuen Haushalt",
        "Fördebote",
        "de",
    )
    assert article.published_at == datetime(2025, 7, 24, 10, 32, tzinfo=UTC)
    assert article.id == article_from_text(TEXT + "\n24. Juli 2025, 10:32 Uhr\n").id
    assert len(article.id) == 14
    assert article.id.startswith("a-")


def test_what_is_given_goes_first() -> None:
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    article = article_from_text(
        TEXT, title="T", outlet="O", url="https://u.example", published_at=moment, language="en"
    )
    assert (article.title, article.outlet, article.url, article.published_at, article.language) == (
        "T",
        "O",
        "https://u.example",
        moment,
        "en",
    )


def test_every_line_lies_in_one_block() -> None:
    article = article_from_text(TEXT)
    covered = [i for block in article.blocks for i in range(block.start, block.end)]
    assert len(covered) == len(set(covered))
    assert all(c.isspace() for i, c in enumerate(article.text) if i not in set(covered))


def test_a_single_sentence_is_body() -> None:
    assert kinds(article_from_text("Die Stadt zahlt 500 Euro")) == [(BlockKind.BODY, "Die Stadt zahlt 500 Euro")]


@pytest.mark.parametrize(
    ("line", "prefix"),
    [
        ("ISTANBUL / LONDON (IT BOLTWISE) – Die Gespräche", "ISTANBUL / LONDON (IT BOLTWISE) – "),
        ("BERLIN (dpa) - Der Bundesrat", "BERLIN (dpa) - "),
        ("Berlin (dpa/epd) – Der Bundesrat", "Berlin (dpa/epd) – "),
        ("Frankfurt am Main (AFP) Der Kurs", "Frankfurt am Main (AFP) "),
        ("WASHINGTON, July 24 (Reuters) - The Senate", "WASHINGTON, July 24 (Reuters) - "),
        ("KYIV, Ukraine (AP) — Russia", "KYIV, Ukraine (AP) — "),
        ("MOSCOW — The Kremlin", "MOSCOW — "),
        ("KIEW/ANTALYA – Unterhändler", "KIEW/ANTALYA – "),
        ("GREIFSWALD. Der Stadtrat", "GREIFSWALD. "),
        ("Köln – Bittere Nachricht", "Köln – "),
        ("14:32 Uhr: Der Präsident", "14:32 Uhr: "),
        ("Die NATO (Nordatlantikpakt) hat", ""),
        ("Angela Merkel (CDU) sagte am Montag", ""),
        ("Selenskyj – der Präsident – sagte", ""),
        ("Der Präsident sagte", ""),
        ("CDU und SPD einigen sich", ""),
    ],
)
def test_datelines(line: str, prefix: str) -> None:
    assert line[: dateline_end(line)] == prefix


def test_html_page() -> None:
    article = article_from_html(PAGE, url="https://nordblick.example/a")
    assert [kind for kind, _ in kinds(article)] == [
        BlockKind.TITLE,
        BlockKind.BOILERPLATE,
        BlockKind.BOILERPLATE,
        BlockKind.BODY,
        BlockKind.SUBHEAD,
        BlockKind.BODY,
        BlockKind.BOILERPLATE,
        BlockKind.BODY,
        BlockKind.BODY,
        BlockKind.BODY,
        BlockKind.BODY,
        BlockKind.BOILERPLATE,
        BlockKind.BOILERPLATE,
        BlockKind.BOILERPLATE,
    ]
    assert kinds(article)[5][1].startswith("Nach Angaben des Ministeriums sollen 500 Menschen freikommen.")
    # What is no part of the article is there to be put back.
    assert kinds(article)[-2:] == [
        (BlockKind.BOILERPLATE, "Ich finde das gut, aber es kommt zu spät."),
        (BlockKind.BOILERPLATE, "© 2025 Nordblick"),
    ]
    assert (article.title, article.outlet, article.language) == ("Neue Gespräche in Genf", "Nordblick", "de")
    assert article.published_at == datetime(2025, 7, 24, 8, 32, tzinfo=UTC)
    assert article.url == "https://nordblick.example/a"


def test_report_text() -> None:
    page = report_text_from_html(PAGE)
    assert page is not None
    assert page.text.startswith("Neue Gespräche in Genf\n\nStart\n\nPolitik\n\nDie Unterhändler")
    assert report_text_from_html("") is None
    assert report_text_from_html("<html><body></body></html>") is None


@pytest.mark.parametrize("html", ["", "<html><body><nav>Start</nav></body></html>", "<html></html>"])
def test_page_without_an_article(html: str) -> None:
    with pytest.raises(InputError, match="copy its text and paste it"):
        article_from_html(html)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.txt", TEXT.encode()),
        ("a.txt", b"\xef\xbb\xbf" + TEXT.encode()),
        ("a.txt", TEXT.encode("utf-16")),
        ("a.txt", TEXT.encode("cp1252")),
        ("a.html", PAGE.encode()),
        ("a.txt", PAGE.encode()),
    ],
)
def test_files(tmp_path: Path, name: str, raw: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    article = read_article(str(path))
    assert article.language == "de"
    assert article.title in {"Stadtrat beschließt neuen Haushalt", "Neue Gespräche in Genf"}


def test_standard_input() -> None:
    assert read_article("-", stdin=io.StringIO(TEXT)).outlet == "Fördebote"
    assert read_article("-", stdin=io.TextIOWrapper(io.BytesIO(TEXT.encode("cp1252")))).outlet == "Fördebote"
    with pytest.raises(InputError, match="standard input: the text is empty"):
        read_article("-", stdin=io.StringIO("\n"))


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "the text is empty"),
        (b" \n\t\n", "the text is empty"),
        (b"%PDF-1.7 x", "is a PDF, which is not supported; copy its text"),
        (b"PK\x03\x04 x", "Word document or archive"),
        (b"\x1f\x8b\x08 x", "a compressed file"),
        (b"\x00\x01\x02\x03 binary", "is not readable text"),
        (b"\xff\xfea", "is not readable text"),
        (b"Newsletter\nTeilen\nDrucken\n", "nothing is left of the text"),
    ],
)
def test_what_is_refused(tmp_path: Path, raw: bytes, message: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(raw)
    with pytest.raises(InputError, match=message) as caught:
        read_article(str(path))
    assert str(path) in str(caught.value)


def test_missing_file_and_directory(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_article(str(tmp_path / "none.txt"))
    with pytest.raises(InputError, match="is a directory"):
        read_article(str(tmp_path))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Bundestag hat am Freitag das Gesetz verabschiedet.", "de"),
        ("The Senate passed the bill on Friday after a long debate.", "en"),
        ("DER BUNDESTAG HAT AM FREITAG DAS GESETZ VERABSCHIEDET.", "de"),
        ("Le gouvernement a annoncé vendredi une nouvelle réforme des retraites.", "fr"),
        ("Президент заявил в пятницу, что переговоры продолжатся.", "ru"),
        ("", "und"),
        ("123 456", "und"),
        ("ok", "und"),
        ("https://example.com/a/b", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect_language(text) == language


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/page")
            self.end_headers()
            return
        if self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
            return
        kind, body = {
            "/page": ("text/html", PAGE.encode()),
            "/latin": ("text/html; charset=iso-8859-1", PAGE.replace("„", "").replace("“", "").encode("latin-1")),
            "/pdf": ("application/pdf", b"%PDF"),
            "/big": ("text/html", b"x" * 300_000),
        }.get(self.path, ("", b""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/page", "/moved", "/latin"])
def test_fetched_pages(site: str, path: str) -> None:
    article = read_article(site + path)
    assert article.title == "Neue Gespräche in Genf"
    assert article.url == site + path
    assert article.outlet == "Nordblick"


@pytest.mark.parametrize(
    ("path", "message"),
    [("/none", "answered 404"), ("/pdf", "is application/pdf, not a web page"), ("/loop", "redirects without end")],
)
def test_pages_that_cannot_be_had(site: str, path: str, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        fetch(site + path)


def test_page_too_large(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 100_000)
    with pytest.raises(FetchError, match="is larger than"):
        fetch(site + "/big")


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "http://nowhere.invalid/x"])
def test_hosts_that_do_not_answer(url: str) -> None:
    with pytest.raises(FetchError, match=r"cannot be reached .*or open it in a browser"):
        fetch(url)


@given(st.text(alphabet='aäB .:!?-–•\n|"„“0€©()', max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        article = article_from_text(text)
    except InputError:
        return
    spans = [(block.start, block.end) for block in article.blocks]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(c.isspace() for i, c in enumerate(article.text) if i not in covered)
