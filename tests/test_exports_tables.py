"""CSV for a spreadsheet and ClaimReview for a web page."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_exports_samples import DECIDED_AT, EXCHANGED, FUNDED, TALKS, TITLE, check, decisions
from workbench.errors import InputError
from workbench.exports.claimreview import claim_review, claim_review_json
from workbench.exports.csv import COLUMNS, csv_table
from workbench.exports.words import verdict_word
from workbench.types import Check, Decision, Verdict


def rows(table: bytes, delimiter: str = ";") -> list[dict[str, str]]:
    assert table.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def with_claim(text: str, **article: Any) -> Check:
    first = check().claims[0]
    claim = replace(first, claim=replace(first.claim, text=text))
    return replace(check(), article=replace(check().article, **article), claims=(claim,))


def test_a_row_for_each_claim() -> None:
    table = rows(csv_table(check(), decisions()))
    assert [row["claim_id"] for row in table] == ["c1", "c2", "c3", "c4"]
    assert table[0] == {
        "article_title": TITLE,
        "outlet": "Beispielblatt",
        "url": "https://www.beispielblatt.example/politik/istanbul",
        "published_at": "2025-07-25T12:30:00+02:00",
        "claim_id": "c1",
        "claim": EXCHANGED,
        "speaker": "",
        "check_worthiness_percent": "91",
        "suggested_verdict": "conflicting",
        "confidence_percent": "71",
        "supporting_origins": "1",
        "refuting_origins": "1",
        "reasons": "1 Ursprung stützt, 1 widerspricht. | 1.200 ↔ 840 Gefangene.",
        "verdict": "refuted",
        "reviewer": "Anna Lüth",
        "decided_at": "2026-11-23T10:15:00+00:00",
        "note": "Das Rote Kreuz nennt 840.",
        "disputed": "yes",
        "all_decisions": "Ben Kröger: supported | Anna Lüth: refuted",
        "generation": "g1",
    }
    assert (table[1]["disputed"], table[1]["note"]) == ("no", "'=1+1")
    assert [table[2][name] for name in ("verdict", "reviewer", "disputed", "all_decisions")] == [""] * 4
    assert table[2]["speaker"] == "Wolodymyr Selenskyj"


def test_the_delimiter_is_what_the_country_splits_by() -> None:
    english = replace(check(), article=replace(check().article, language="en"))
    assert csv_table(check()).splitlines()[0].decode("utf-8-sig") == ";".join(COLUMNS)
    assert csv_table(english).splitlines()[0].decode("utf-8-sig") == ",".join(COLUMNS)
    assert csv_table(check(), delimiter="\t").splitlines()[0].decode("utf-8-sig") == "\t".join(COLUMNS)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(start: str) -> None:
    formula = f"{start}HYPERLINK('x')"
    made = with_claim(formula, title=formula, outlet=formula)
    said = Decision("c1", formula, Verdict.REFUTED, formula, DECIDED_AT, formula)
    (row,) = rows(csv_table(made, [said]))
    for name in ("article_title", "outlet", "claim", "reviewer", "note", "all_decisions"):
        assert row[name].startswith("'" + start)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_comes_back(text: str) -> None:
    (row,) = rows(csv_table(with_claim(text)))
    assert row["claim"] in {text, "'" + text}


def test_a_decision_on_another_sentence_is_not_shown_under_this_one() -> None:
    stale = Decision("c1", "Ein anderer Satz.", Verdict.SUPPORTED, "Anna", DECIDED_AT)
    assert rows(csv_table(check(), [stale]))[0]["verdict"] == ""
    assert claim_review(check(), [stale], organisation="Redaktion")["@graph"] == []


def test_claim_review_of_what_was_decided() -> None:
    document = claim_review(
        check(),
        decisions(),
        organisation="Faktenstelle",
        organisation_url="https://fakten.example",
        page_url="https://fakten.example/istanbul",
    )
    assert document["@context"] == "https://schema.org"
    first, second = document["@graph"]
    assert first == {
        "@type": "ClaimReview",
        "url": "https://fakten.example/istanbul#c1",
        "claimReviewed": EXCHANGED,
        "datePublished": "2026-11-23",
        "inLanguage": "de",
        "author": {"@type": "Organization", "name": "Faktenstelle", "url": "https://fakten.example"},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": "Beispielblatt"},
            "datePublished": "2025-07-25",
            "appearance": {
                "@type": "CreativeWork",
                "url": "https://www.beispielblatt.example/politik/istanbul",
                "headline": TITLE,
            },
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 1,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": "Widerlegt",
            "ratingExplanation": "Das Rote Kreuz nennt 840.",
        },
    }
    assert second["claimReviewed"] == FUNDED


@pytest.mark.parametrize(
    ("verdict", "value", "german", "english"),
    [
        (Verdict.SUPPORTED, 5, "Belegt", "Supported"),
        (Verdict.CONFLICTING, 3, "Widersprüchlich", "Conflicting"),
        (Verdict.REFUTED, 1, "Widerlegt", "Refuted"),
        (Verdict.NOT_ENOUGH_EVIDENCE, None, "Zu wenig Belege", "Not enough evidence"),
    ],
)
def test_each_verdict_has_its_rating(verdict: Verdict, value: int | None, german: str, english: str) -> None:
    said = Decision("c1", EXCHANGED, verdict, "Anna", DECIDED_AT)
    for language, word in (("de", german), ("de-AT", german), ("en", english), ("fr", english)):
        made = replace(check(), article=replace(check().article, language=language))
        (review,) = claim_review(made, [said], organisation="Redaktion")["@graph"]
        assert review["reviewRating"].get("ratingValue") == value
        assert review["reviewRating"]["alternateName"] == word == verdict_word(verdict, language)


def test_who_said_it_is_the_speaker_where_there_is_one() -> None:
    said = Decision("c3", TALKS, Verdict.SUPPORTED, "Anna", DECIDED_AT)
    (review,) = claim_review(check(), [said], organisation="Redaktion")["@graph"]
    assert review["itemReviewed"]["author"] == {"@type": "Person", "name": "Wolodymyr Selenskyj"}


def test_an_address_that_is_none_of_the_webs_does_not_appear() -> None:
    made = replace(check(), article=replace(check().article, url="javascript:alert(1)"))
    (review, _) = claim_review(made, decisions(), organisation="Redaktion")["@graph"]
    assert "appearance" not in review["itemReviewed"]
    with pytest.raises(InputError, match="no http or https address"):
        claim_review(check(), decisions(), organisation="Redaktion", page_url="javascript:alert(1)")


def test_an_organisation_is_needed() -> None:
    with pytest.raises(InputError, match="needs the organisation"):
        claim_review(check(), decisions(), organisation=" ")


def test_the_text_cannot_end_the_script_it_stands_in() -> None:
    hostile = "</script><script>alert(1)</script><!--\u2028"
    said = Decision("c1", hostile, Verdict.REFUTED, "Anna", DECIDED_AT)
    document = claim_review(with_claim(hostile), [said], organisation="Redaktion")
    text = claim_review_json(document)
    assert "<" not in text
    assert json.loads(text) == document
    assert document["@graph"][0]["claimReviewed"] == hostile
