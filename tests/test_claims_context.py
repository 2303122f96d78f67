"""What a claim refers to: pronouns, descriptions, dates and acronyms, each beside near misses that stay as they are."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from workbench.claims import extract
from workbench.claims.context import acronyms, in_context
from workbench.types import Article, Block, BlockKind

DAY = date(2026, 6, 4)
ARTICLE = (
    "Das Internationale Komitee vom Roten Kreuz (IKRK) und das Bundeskriminalamt (BKA) waren da. "
    "The Wenn Residents Forum (WRF) met. Der Preis (EUR) fiel."
)
# Language, the sentence before, the sentence, and what is matched for it; None where it stays as it is.
CASES: tuple[tuple[str, str, str, str | None], ...] = (
    (
        "de",
        "Der Minister wies die Vorwürfe zurück.",
        "Er kündigte zugleich eine Prüfung an.",
        "Der Minister kündigte zugleich eine Prüfung an.",
    ),
    (
        "de",
        "Die Ministerin wies die Vorwürfe zurück.",
        "Sie kündigte zugleich eine Prüfung an.",
        "Die Ministerin kündigte zugleich eine Prüfung an.",
    ),
    ("de", "Die Ministerin wies die Vorwürfe zurück.", "Er kündigte zugleich eine Prüfung an.", None),
    (
        "de",
        "Das Ministerium legte den Bericht vor.",
        "Es prüft nun eine Rückforderung.",
        "Das Ministerium prüft nun eine Rückforderung.",
    ),
    ("de", "Das Ministerium legte den Bericht vor.", "Es gibt keine Beweise.", None),
    ("de", "Die Niederlande liefern 80 Raketen.", "Sie zahlen auch die Ausbildung.", None),
    ("de", "Die Niederlande liefern 80 Raketen.", "Sie zahlt auch die Ausbildung.", None),
    (
        "de",
        "„Wir haben nichts gewusst“, sagte Landrätin Ute Behrens.",
        "Sie verlangte eine Prüfung bis Mai.",
        "Landrätin Ute Behrens verlangte eine Prüfung bis Mai.",
    ),
    (
        "de",
        "„Wir haben nichts gewusst“, sagte Landrat Hinrich Tamm.",
        "Er verlangte eine Prüfung bis Mai.",
        "Landrat Hinrich Tamm verlangte eine Prüfung bis Mai.",
    ),
    ("de", "„Wir haben nichts gewusst“, sagte Landrat Hinrich Tamm.", "Sie verlangte eine Prüfung bis Mai.", None),
    (
        "de",
        "Ein Sprecher der Bahn bestätigte den Vorfall.",
        "Er nannte keine Einzelheiten.",
        "Ein Sprecher der Bahn nannte keine Einzelheiten.",
    ),
    (
        "de",
        "Eine Sprecherin der Bahn bestätigte den Vorfall.",
        "Sie nannte keine Einzelheiten.",
        "Eine Sprecherin der Bahn nannte keine Einzelheiten.",
    ),
    (
        "de",
        "Der Vorstand stimmte dem Verkauf zu.",
        "Zuletzt hatte er im Mai getagt.",
        "Zuletzt hatte der Vorstand im Mai 2026 getagt.",
    ),
    (
        "de",
        "Der Bürgermeister sprach von einem Fehler.",
        "Die Straße werde gesperrt, sagte er.",
        "Die Straße werde gesperrt, sagte der Bürgermeister.",
    ),
    ("de", "Der Bürgermeister sprach von einem Fehler.", "Davon habe er nichts gewusst, sagte der Kämmerer.", None),
    ("de", "Betriebsbedingte Kündigungen schließt der Konzern aus.", "Er investiert weiter in Kiel.", None),
    ("de", "Es regnete den ganzen Tag.", "Er stieg auf 4,20 Meter.", None),
    (
        "de",
        "Am Abend war der Fluss über die Ufer getreten.",
        "Er stieg auf 4,20 Meter.",
        "Der Fluss stieg auf 4,20 Meter.",
    ),
    ("de", "In Kiel hat der Rat getagt.", "Er beschloss den Haushalt.", None),
    ("de", "Der Rat tagte. ", "Das war um 18 Uhr.", None),
    (
        "de",
        "Nach Angaben des Bundesumweltministeriums sinkt die Menge.",
        "Das Ministerium hatte im Mai gewarnt.",
        "Das Ministerium (Bundesumweltministerium) hatte im Mai 2026 gewarnt.",
    ),
    (
        "de",
        "Das Landgericht und das Oberlandesgericht wiesen die Klage ab.",
        "Das Gericht hatte die Akten angefordert.",
        None,
    ),
    (
        "de",
        "Der Zellhersteller Voltan baut in Kiel.",
        "Das Unternehmen hat 300 Mitarbeiter.",
        "Das Unternehmen (Voltan) hat 300 Mitarbeiter.",
    ),
    (
        "de",
        "Der Zellhersteller Voltan und der Autobauer Merk bauen in Kiel.",
        "Das Unternehmen hat 300 Mitarbeiter.",
        None,
    ),
    ("de", "Der Trainer fehlte.", "Die Stadt zahlt 500 Euro.", None),
    ("de", "", "Er umfasst 1,2 Milliarden Euro.", None),
    (
        "de",
        "",
        "Die Stadt hat am Mittwoch den Haushalt beschlossen.",
        "Die Stadt hat am Mittwoch, 3. Juni 2026, den Haushalt beschlossen.",
    ),
    ("de", "", "Gestern wurde die Brücke gesperrt.", "Gestern, 3. Juni 2026, wurde die Brücke gesperrt."),
    (
        "de",
        "",
        "Die Brücke wurde am Dienstagabend gesperrt.",
        "Die Brücke wurde am Dienstagabend, 2. Juni 2026, gesperrt.",
    ),
    ("de", "", "Der Rat tagt am 9. Juni.", "Der Rat tagt am 9. Juni 2026."),
    ("de", "", "Der Vertrag gilt ab dem 1. Januar.", None),
    ("de", "", "Der Vertrag gilt seit dem 1. Januar 2020.", None),
    ("de", "", "Im vergangenen Jahr starben acht Menschen.", "Im vergangenen Jahr (2025) starben acht Menschen."),
    ("de", "", "Seit Februar haben drei Ärzte gekündigt.", "Seit Februar 2026 haben drei Ärzte gekündigt."),
    ("de", "", "Das Institut Umwelt heute hat 300 Leser befragt.", None),
    ("de", "", "Die Zahl stieg auf 1.200.", None),
    (
        "de",
        "",
        "Das IKRK war nicht beteiligt.",
        "Das IKRK (Internationale Komitee vom Roten Kreuz) war nicht beteiligt.",
    ),
    ("de", "", "Das Bundeskriminalamt ermittelt.", None),
    ("de", "", "Das BKA ermittelt.", "Das BKA (Bundeskriminalamt) ermittelt."),
    ("en", "The minister rejected the claims.", "It also announced a review.", None),
    (
        "en",
        "Priya Nandakumar chairs the forum.",
        "She had warned ministers in May.",
        "She had warned ministers in May 2026.",
    ),
    ("en", "The council approved the plan.", "It will cost £3m.", None),
    (
        "en",
        "The council approved the plan.",
        "She had warned ministers in May.",
        "She had warned ministers in May 2026.",
    ),
    ("en", "“We had no choice,” said Maria Oduya.", "She blamed the regulator.", "Maria Oduya blamed the regulator."),
    ("en", "“We had no choice,” said Maria Oduya.", "It blamed the regulator.", None),
    ("en", "Two gates are still in a warehouse.", "They were delivered in 2023.", None),
    (
        "en",
        "The flood barrier should have been finished in 2024.",
        "It is now expected to open in spring 2028.",
        "The flood barrier is now expected to open in spring 2028.",
    ),
    ("en", "The flood barrier should have been finished in 2024.", "It is unclear who will pay.", None),
    ("en", "The bank cut 300 jobs.", "Its shares fell by 3%.", None),
    ("en", "The firm closed the plant.", "The road was shut, he said.", None),
    ("en", "Peter Lang leads the union.", "The road was shut, he said.", None),
    (
        "en",
        "North Yorkshire Council closed two schools.",
        "The council had warned parents.",
        "The council (North Yorkshire Council) had warned parents.",
    ),
    (
        "en",
        "North Yorkshire Council and Leeds City Council closed two schools.",
        "The council had warned parents.",
        None,
    ),
    (
        "en",
        "Power was cut by the contractor, Brackwell Marine, in May.",
        "The company also denied any fault.",
        "The company (Brackwell Marine) also denied any fault.",
    ),
    (
        "en",
        "The Environment Agency issued a warning.",
        "The agency will report in May.",
        "The agency (Environment Agency) will report in May 2027.",
    ),
    ("en", "Rain fell.", "The bridge was closed.", None),
    ("en", "", "The vote was held on Monday.", "The vote was held on Monday, 1 June 2026."),
    ("en", "", "The school was closed on Tuesday morning.", "The school was closed on Tuesday morning, 2 June 2026."),
    ("en", "", "The deal was signed yesterday.", "The deal was signed yesterday, 3 June 2026."),
    ("en", "", "She wrote to ministers on 9 May.", "She wrote to ministers on 9 May 2026."),
    ("en", "", "Prices rose in May 2019.", None),
    ("en", "", "The WRF denied the report.", "The WRF (Wenn Residents Forum) denied the report."),
    ("en", "", "The fair opened last June.", None),
)


@pytest.mark.parametrize(("language", "before", "sentence", "matched"), CASES)
def test_what_is_filled_in(language: str, before: str, sentence: str, matched: str | None) -> None:
    assert in_context([before] if before else [], sentence, language, DAY, ARTICLE) == matched


def test_a_chain_of_pronouns_leads_to_its_first_subject() -> None:
    before = ["Der Minister trat zurück.", "Er nannte keinen Grund."]
    assert in_context(before, "Er war seit 2020 im Amt.", "de", None, "") == "Der Minister war seit 2020 im Amt."
    # With another subject between them nobody knows.
    assert in_context([before[0], "Die Stadt schweigt."], "Er war seit 2020 im Amt.", "de", None, "") is None


def test_without_a_day_dates_stay_and_other_languages_are_left_alone() -> None:
    assert in_context([], "Die Brücke wurde am Dienstag gesperrt.", "de", None, "") is None
    assert in_context([], "Le pont est fermé mardi.", "fr", DAY, "") is None


def test_acronyms_are_those_that_fit_their_letters() -> None:
    assert acronyms(ARTICLE) == {
        "IKRK": "Internationale Komitee vom Roten Kreuz",
        "BKA": "Bundeskriminalamt",
        "WRF": "Wenn Residents Forum",
    }


def test_a_claim_keeps_its_sentence_and_shows_what_was_matched() -> None:
    text = "Die Ministerin sperrte 2025 die Brücke bei Kiel. Sie verlangte am Mittwoch 40 Millionen Euro vom Bund."
    article = Article(
        "a", text, "de", (Block(0, len(text), BlockKind.BODY),), published_at=datetime(2026, 6, 4, tzinfo=UTC)
    )
    first, second = extract(article).claims
    assert (first.matched, first.in_full) == (None, first.text)
    assert second.text == "Sie verlangte am Mittwoch 40 Millionen Euro vom Bund."
    assert second.in_full == "Die Ministerin verlangte am Mittwoch, 3. Juni 2026, 40 Millionen Euro vom Bund."
