"""Claims of articles: spans, ids, what is a claim and what is not, and who says it."""

from __future__ import annotations

import time

import pytest

from workbench.claims import extract, extract_claims, heads
from workbench.claims.attribution import attribute
from workbench.claims.heads import Task
from workbench.claims.scoring import refusal, score_sentences, task_scores
from workbench.errors import ModelError
from workbench.reading import article_from_text
from workbench.types import DropReason, Modality

ARTICLE = (
    "Stadtrat beschließt Haushalt\n\n"
    "KIEL (Fördebote) – Der Stadtrat hat am Montag den Haushalt für 2025 beschlossen. "
    "Er umfasst 1,2 Milliarden Euro.\n\n"
    "Was kommt danach?\n\n"
    "- Die Schulen erhalten 40 Millionen Euro mehr als im Vorjahr.\n"
    "- Der Neubau des Schwimmbads wird um zwei Jahre verschoben.\n\n"
    "Ist das genug? „Das reicht bis Ende 2026“, sagte Kämmerin Ute Behrens.\n\n"
    "Stellenangebote\nErzieher (m/w/d) in Kiel\n"
)


def test_claims_of_an_article() -> None:
    article = article_from_text(ARTICLE)
    claims = extract_claims(article)
    assert [claim.text for claim in claims] == [
        "Der Stadtrat hat am Montag den Haushalt für 2025 beschlossen.",
        "Er umfasst 1,2 Milliarden Euro.",
        "Die Schulen erhalten 40 Millionen Euro mehr als im Vorjahr.",
        "Der Neubau des Schwimmbads wird um zwei Jahre verschoben.",
        "„Das reicht bis Ende 2026“, sagte Kämmerin Ute Behrens.",
    ]
    assert [claim.id for claim in claims] == ["c1", "c2", "c3", "c4", "c5"]
    assert all(article.text[claim.start : claim.end] == claim.text for claim in claims)
    assert all(0.5 <= claim.check_worthiness <= 1 for claim in claims)
    assert claims[-1].speaker == "Kämmerin Ute Behrens"
    assert (claims[-1].said, claims[-1].modality) == ("Das reicht bis Ende 2026", Modality.ASSERTS)
    assert {(claim.speaker, claim.said, claim.modality) for claim in claims[:-1]} == {(None, None, None)}


def test_threshold() -> None:
    article = article_from_text(ARTICLE)
    everything = extract_claims(article, min_check_worthiness=0.0)
    assert "Ist das genug?" in {claim.text for claim in everything}
    assert extract_claims(article, min_check_worthiness=1.01) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Wie geht es nun weiter?",
        "„Wer soll das bezahlen?“",
        "Bitte melden Sie sich bis Freitag an.",
        "Lesen Sie dazu auch unseren Bericht.",
        "Abonnieren Sie unseren Newsletter für 5 Euro im Monat.",
        "Liebe Leserinnen und Leser, willkommen zurück.",
        "Leistungstransistoren aus Siliziumkarbid für Elektroautos",
        "Sign up for our daily newsletter and read 5 stories a month.",
        "Thank you for joining us today.",
        "Will prices fall in 2026?",
        "Warum nur?",
    ],
)
def test_what_is_no_claim(sentence: str) -> None:
    assert refusal(sentence) in (DropReason.QUESTION, DropReason.FILLER)
    assert max(scored.worthiness for scored in score_sentences([sentence, sentence], "de")) < 0.5


@pytest.mark.parametrize(
    "sentence",
    [
        "Beim Brand wurden drei Menschen verletzt.",
        "„Wir haben 500 Euro gezahlt. Warum, weiß ich nicht.“",
        "Support for the bill rose to 52 percent.",
        "Sie kamen 2015 nach Kiel.",
        "Hollin Foods will close its Leeds plant by March 2026",
    ],
)
def test_what_is_not_refused(sentence: str) -> None:
    assert refusal(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "language", "speaker"),
    [
        ("„Wir zahlen“, sagte Ute Behrens.", "de", "Ute Behrens"),
        ("Selenskyj hat angekündigt, dass die Ukraine bereit ist.", "de", "Selenskyj"),
        ("Laut Umweltbundesamt ist die Menge gesunken.", "de", "Umweltbundesamt"),
        ("Es werde teurer, sagte Angela von der Heide am Montag in Kiel.", "de", "Angela von der Heide"),
        ("Er sagte, es sei genug.", "de", None),
        ("Dann erklärte sie den Zuschauern den Plan.", "de", None),
        ("„Das reicht“, sagte der Minister.", "de", "der Minister"),
        ("Die Stadt zahlt 500 Euro.", "de", None),
        ("“We will pay,” said Maria Oduya, who leads the port.", "en", "Maria Oduya"),
        ("“We will pay,” Mr. Hicks said.", "en", "Mr. Hicks"),
        ("According to Brightwater Bank, rates fell.", "en", "Brightwater Bank"),
        ("Rates would fall, Dale Whitcomb said on Monday.", "en", "Dale Whitcomb"),
        ("He said it was late.", "en", None),
        ("The deal closed on Monday.", "en", None),
        ("X sagte nichts", "fr", None),
    ],
)
def test_speakers(sentence: str, language: str, speaker: str | None) -> None:
    found = attribute(sentence, language)
    assert (found.speaker.text if found and found.speaker else None) == speaker


def test_scores_lie_between_zero_and_one() -> None:
    odd = ["", "!", "a" * 5000, "1 2 3 4 5", "😀 " * 50]
    assert all(0 <= scored.worthiness <= 1 for scored in score_sentences(odd, "und"))
    assert score_sentences([], "de") == []
    scores, threshold = task_scores(odd, "und", Task.FACTUAL)
    assert all(0 <= score <= 1 for score in [*scores, threshold])


@pytest.mark.parametrize(
    ("sentence", "language", "reason"),
    [
        ("Wer soll das bezahlen?", "de", DropReason.QUESTION),
        ("Ein Durchbruch dürfte trotzdem ausbleiben.", "de", DropReason.PREDICTION),
        ("It will probably get worse before it gets better.", "en", DropReason.PREDICTION),
        ("Das ist eine Schande für die ganze Stadt.", "de", DropReason.OPINION),
        ("It is a shameful and ridiculous decision.", "en", DropReason.OPINION),
        ("Lesen Sie dazu auch unseren Bericht.", "de", DropReason.FILLER),
        ("Na gut.", "de", DropReason.FILLER),
    ],
)
def test_why_a_sentence_is_dropped(sentence: str, language: str, reason: DropReason) -> None:
    (scored,) = score_sentences([sentence], language)
    assert scored.worthiness < 0.5
    assert scored.reason is reason


def test_claims_and_dropped_sentences_are_all_sentences() -> None:
    article = article_from_text(ARTICLE)
    found = extract(article)
    assert [(one.text, one.reason) for one in found.dropped] == [
        ("Was kommt danach?", DropReason.QUESTION),
        ("Ist das genug?", DropReason.QUESTION),
    ][-len(found.dropped) :]
    assert all(article.text[one.start : one.end] == one.text for one in found.dropped)
    strict = extract(article, min_check_worthiness=1.01)
    assert strict.claims == ()
    assert {one.reason for one in strict.dropped} == {DropReason.QUESTION, DropReason.BELOW_THRESHOLD}
    assert len(strict.dropped) == len(found.claims) + len(found.dropped)


def test_weights_are_for_this_encoder_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "NAMES", ("other",))
    heads.shipped.cache_clear()
    with pytest.raises(ModelError, match="made for other features"):
        heads.shipped()
    heads.shipped.cache_clear()


def test_a_thousand_words_are_quick() -> None:
    text = "Titel des Artikels über den Haushalt\n\n" + "\n".join([ARTICLE.split("\n")[2]] * 60)
    extract_claims(article_from_text(text))
    begun = time.process_time()
    extract_claims(article_from_text(text))
    assert time.process_time() - begun < 0.3
