"""The HTML report: what it shows, and that nothing in it can run or fetch."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import html as lxml_html

from tests.test_exports_samples import (
    ADVERT,
    DECIDED_AT,
    EXCHANGED,
    FILLER,
    FUNDED,
    MAYORS,
    TALKS,
    TEXT,
    TITLE,
    check,
    decisions,
    evidence,
)
from workbench.exports.html import html_report
from workbench.exports.links import web_url
from workbench.types import Check, Claim, Decision, Verdict

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;{{ 7*7 }}"


def page(made: Check | None = None, said: Any = (), **rest: Any) -> Any:
    return lxml_html.document_fromstring(html_report(made or check(), said, **rest))


def words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def by_class(element: Any, name: str) -> list[Any]:
    return element.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")


def section(document: Any, claim_id: str) -> Any:
    return document.get_element_by_id(claim_id)


def test_the_head_tells_what_was_checked_against_what() -> None:
    document = page(made_at=DECIDED_AT)
    head = words(document.xpath("//header")[0])
    assert head.startswith(f"Prüfbericht {TITLE} Beispielblatt 25. Juli 2025, 10:30 UTC Zum Artikel")
    assert "Geprüft gegen 33.103 Berichte (512.440 Passagen)" in head
    assert "Stand: 23. November 2026, 09:15 UTC" in head
    assert document.xpath("//header//a/@href") == ["https://www.beispielblatt.example/politik/istanbul"]
    assert words(document.xpath("//footer")[0]) == (
        "Herkunft der Ergebnisse Index 2026-11-23T051500-4f1c Encoder static-de-en-384 Stance-Modell cross-de-en"
    )
    assert document.get("lang") == "de"


def test_the_overview_counts_and_links() -> None:
    overview = page(said=decisions()).get_element_by_id("overview")
    assert [words(tile) for tile in by_class(overview, "tile")] == [
        "Belegt 1 vorgeschlagen 0 entschieden",
        "Widerlegt 1 vorgeschlagen 2 entschieden",
        "Widersprüchlich 1 vorgeschlagen 0 entschieden",
        "Zu wenig Belege 1 vorgeschlagen 0 entschieden",
    ]
    assert overview.xpath(".//ol//a/@href") == ["#c1", "#c2", "#c3", "#c4", "#text"]
    assert [words(item) for item in overview.xpath(".//ol/li")] == [
        f"1 {EXCHANGED} Entscheidung, strittig Widerlegt",
        f"2 {FUNDED} Entscheidung Widerlegt",
        f"3 {TALKS} Vorschlag Belegt",
        f"4 {MAYORS} Vorschlag Zu wenig Belege",
        "Der Artikel im Wortlaut",
    ]


def test_a_claim_with_its_suggestion_and_its_decisions() -> None:
    claim = section(page(said=decisions()), "c1")
    suggestion, decision = (words(panel) for panel in by_class(claim, "panels")[0])
    assert suggestion == (
        "Vorschlag Widersprüchlich 71 % Konfidenz 1 Ursprung stützt, 1 widerspricht. 1.200 ↔ 840 Gefangene."
    )
    assert decision == (
        "Entscheidung Die Prüfenden sind uneins "
        "Widerlegt von Anna Lüth, 23. November 2026, 10:15 UTC Das Rote Kreuz nennt 840. "
        "Belegt von Ben Kröger, 23. November 2026, 09:15 UTC"
    )
    assert words(by_class(section(page(), "c1"), "panels")[0][1]) == "Entscheidung Noch nicht entschieden"


def test_the_speaker_stands_with_what_the_speaker_does() -> None:
    assert "Zugeschrieben: Wolodymyr Selenskyj (sagt)" in words(section(page(), "c3"))
    sample = check()
    claim = replace(sample.claims[2], claim=replace(sample.claims[2].claim, modality=None))
    bare = words(section(page(replace(sample, claims=(claim,))), "c3"))
    assert "Zugeschrieben: Wolodymyr Selenskyj Vorschlag" in bare


def test_evidence_stands_side_by_side_and_copies_are_folded_under_their_origin() -> None:
    claim = section(page(), "c1")
    supporting, conflicting = by_class(claim, "side")
    assert [words(card) for card in by_class(supporting, "evidence")] == [
        "Nordsee-Kurier 24. Juli 2025 1.200 Gefangene kehren heim "
        "Rund 1.200 Kriegsgefangene sind am Donnerstag heimgekehrt, teilte Kiew mit. "
        "stützt 91 % widerspricht 3 % offen 6 %",
        "Tagesbote 24. Juli 2025 1.200 Gefangene kehren heim "
        "Rund 1200 Kriegsgefangene sind am Donnerstag heimgekehrt, wie Kiew mitteilte. "
        "stützt 88 % widerspricht 4 % offen 8 %",
    ]
    (copies,) = by_class(supporting, "copies")
    assert words(copies[0]) == "Gleiche Quelle, einmal gezählt: Tagesbote"
    assert [words(card)[:9] for card in by_class(copies, "evidence")] == ["Tagesbote"]
    assert words(supporting[0]) == "Stützt 1 unabhängige Quelle"
    (card,) = by_class(conflicting, "evidence")
    assert [tag.text for tag in by_class(card, "tag")] == ["Englisch", "Faktencheck"]
    assert card.xpath(".//blockquote/@lang") == ["en"]
    assert conflicting.xpath(".//a/@href") == [check().claims[0].evidence[2].report.url]


def test_other_near_passages_are_folded() -> None:
    (folded,) = section(page(), "c1").xpath("./details")
    assert folded.get("open") is None
    assert words(folded[0]) == "2 weitere ähnliche Passagen ohne klare Aussage"
    assert [words(card)[:30] for card in by_class(folded, "evidence")] == [
        "Unbekanntes Medium ohne Datum ",
        "Nordsee-Kurier 24. Juli 2025 D",
    ]
    assert section(page(), "c2").xpath("./details") == []


def test_a_long_side_is_folded_after_four() -> None:
    sample = check()
    many = tuple(evidence(n, f"Passage {n}.", (0.9, 0.05, 0.05)) for n in range(1, 8))
    side = by_class(section(page(replace(sample, claims=(replace(sample.claims[0], evidence=many),))), "c1"), "side")[0]
    assert [words(each) for each in side.xpath("./article//blockquote")] == [f"Passage {n}." for n in range(1, 5)]
    assert words(side.xpath("./details/summary")[0]) == "3 weitere Quellen auf dieser Seite"
    assert [words(each) for each in side.xpath("./details//blockquote")] == [f"Passage {n}." for n in range(5, 8)]


def test_a_side_without_evidence_says_so() -> None:
    sides = by_class(section(page(), "c4"), "side")
    assert [words(side) for side in sides] == [
        "Stützt 0 unabhängige Quellen Keine Passage gefunden, die das stützt.",
        "Widerspricht 0 unabhängige Quellen Keine Passage gefunden, die dem widerspricht.",
    ]


def wording(document: Any) -> tuple[str, list[tuple[str, str, str]]]:
    """The article's text as it is shown, and its marks (class, address, text), numbers left out."""
    section_ = document.get_element_by_id("text")
    for number in by_class(section_, "ref"):
        number.drop_tree()
    marks = [(mark.get("class"), mark.get("href"), mark.text_content()) for mark in by_class(section_, "mark")]
    return "\n".join(each.text_content() for each in section_.xpath("./div/p")), marks


def test_the_text_is_shown_as_it_is_with_its_claims_marked() -> None:
    document = page(said=decisions())
    assert ADVERT in words(document.xpath("//*[@id='text']/details")[0])
    text, marks = wording(document)
    assert text == TEXT.removesuffix("\n" + ADVERT)
    assert marks == [
        ("mark refuted", "#c1", EXCHANGED),
        ("mark refuted", "#c2", FUNDED),
        ("mark supported", "#c3", TALKS),
        ("mark not_enough_evidence", "#c4", MAYORS),
    ]


def test_overlapping_claims_and_text_outside_of_blocks_are_not_lost() -> None:
    sample = check()
    start, end = TEXT.index(TALKS), TEXT.index(MAYORS)
    wide = replace(sample.claims[2], claim=Claim("c3", TEXT[start:end], start, end, 0.9))
    inner = TEXT.index(FILLER) - 4
    late = replace(sample.claims[3], claim=Claim("c4", TEXT[inner : end + 9], inner, end + 9, 0.9))
    made = replace(sample, claims=(wide, late), article=replace(sample.article, blocks=sample.article.blocks[:1]))
    text, marks = wording(page(made))
    assert text.replace("\n\n", "\n") == TEXT
    assert [(href, part) for _, href, part in marks] == [
        ("#c3", TEXT[start:inner]),
        ("#c3", TEXT[inner:end]),
        ("#c4", TEXT[end : end + 9]),
    ]


def test_decisions_on_sentences_that_are_gone_are_shown_apart() -> None:
    gone = Decision("c1", "Ein Satz von früher.", Verdict.SUPPORTED, "Anna", DECIDED_AT, "bleibt")
    document = page(said=[gone])
    assert "Noch nicht entschieden" in words(section(document, "c1"))
    assert "Entscheidungen zu früheren Fassungen" in words(document)
    assert "Ein Satz von früher. Belegt von Anna, 23. November 2026, 09:15 UTC bleibt" in words(document)


def test_an_english_article_has_an_english_report() -> None:
    document = page(replace(check(), article=replace(check().article, language="en")))
    assert document.get("lang") == "en"
    assert "Checked against 33,103 reports (512,440 passages)" in words(document)
    assert "Not enough evidence" in words(document)
    assert words(by_class(section(document, "c1"), "panels")[0][0]).startswith("Suggestion Conflicting 71% confidence")
    assert not re.search("Vorschlag|Behauptung|Entscheidung|Stützt|Prüf", words(document))


def test_an_article_without_claims_title_or_date_still_makes_a_report() -> None:
    bare = replace(check().article, title=None, outlet=None, url=None, published_at=None, blocks=())
    document = page(Check(bare, check().index))
    assert "In diesem Artikel wurde keine prüfbare Behauptung gefunden." in words(document)
    assert document.xpath("//h1")[0].text == "Artikel ohne Überschrift"
    assert wording(document)[0] == TEXT


def hostile() -> tuple[Check, list[Decision]]:
    """Script in every field that other people fill in."""
    sample = check()
    found = evidence(1, HOSTILE, (0.9, 0.05, 0.05), outlet=HOSTILE, title=HOSTILE, url="javascript:alert(3)")
    first = sample.claims[0]
    claim = replace(
        first,
        claim=Claim("c1", HOSTILE, 0, len(HOSTILE), 0.9, HOSTILE),
        assessment=replace(first.assessment, reasons=(HOSTILE,)),
        evidence=(found, replace(found, report=replace(found.report, url=HOSTILE, language=HOSTILE))),
    )
    head = {"title": HOSTILE, "outlet": HOSTILE, "url": "javascript:alert(4)", "language": f"de-{HOSTILE}"}
    article = replace(sample.article, text=HOSTILE, blocks=(), **head)
    index = replace(sample.index, generation=HOSTILE, encoder=HOSTILE, stance_model=HOSTILE)
    said = [Decision("c1", HOSTILE, Verdict.REFUTED, HOSTILE, DECIDED_AT, HOSTILE)]
    return Check(article, index, (claim,)), said


def test_hostile_text_stays_text() -> None:
    source = html_report(*hostile())
    assert "<script" not in source
    assert "<img" not in source
    document = lxml_html.document_fromstring(source)
    assert document.xpath("//script | //img | //iframe | //object | //form | //base") == []
    assert document.xpath("//@*[starts-with(name(), 'on')]") == []
    assert words(document).count(" ".join(HOSTILE.split())) >= 12
    assert "javascript:alert(4)" in words(document)
    assert all(href.startswith("#") for href in document.xpath("//@href"))


def test_nothing_is_fetched_from_anywhere() -> None:
    source = html_report(check(), decisions())
    document = lxml_html.document_fromstring(source)
    assert document.xpath("//@src | //link | //@srcset | //@background | //*[local-name()='image']") == []
    assert not re.search(r"@import|url\(|@font-face", source)
    assert {href.split(":")[0] for href in document.xpath("//a/@href")} == {
        "https",
        *(f"#c{n}" for n in range(1, 5)),
        "#text",
        "#overview",
    }


def test_the_same_check_gives_the_same_bytes() -> None:
    assert html_report(check(), decisions()) == html_report(check(), decisions())


def test_a_verdict_is_never_told_by_colour_alone() -> None:
    for badge in by_class(page(said=decisions()), "badge"):
        assert words(badge)
        if "open" not in badge.get("class"):
            assert badge.xpath(".//*[local-name()='use']/@href") == ["#i-" + badge.get("class").split()[1]]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("https://ä.example/ö", "https://ä.example/ö"),
        pytest.param("javascript:alert(1)", None, id="script"),
        pytest.param("JaVaScRiPt:alert(1)", None, id="script in odd case"),
        pytest.param(" javascript:alert(1)", None, id="script behind a space"),
        pytest.param("java\nscript:alert(1)", None, id="browsers drop line breaks"),
        pytest.param("data:text/html,<script>", None, id="a page in an address"),
        pytest.param("//a.example/x", None, id="no scheme"),
        pytest.param("https:///x", None, id="no host"),
        pytest.param("https://[::1", None, id="what urlsplit cannot read"),
        pytest.param("file:///etc/passwd", None, id="a file of the reader"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="none"),
    ],
)
def test_only_web_addresses_become_links(url: str | None, expected: str | None) -> None:
    assert web_url(url) == expected
