"""Which reports are taken for corrections, what they set against each other, and what they take back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support import report
from workbench.standing.corrections import contrasts, corrected, is_correction
from workbench.types import Evidence, Passage, ReportKind, Stance, StanceProbabilities

S, R, N = Stance.SUPPORTS, Stance.REFUTES, Stance.NOT_ENOUGH_INFO

CORRECTIONS = [
    ("Korrektur: Brücke kostet 12 Millionen", "Die Brücke kostet 12 Millionen Euro."),
    ("Korrektur aus Lüneborn: 2.247 statt 2.347", "Das Amt nannte am Mittwoch 2.247 Fälle."),
    ("Berichtigung zur Meldung vom Dienstag: Zwei Enthaltungen", "Es gab zwei Enthaltungen."),
    ("Richtigstellung", "Der Bürgermeister war nicht anwesend."),
    ("BERICHTIGT: Werk schließt erst 2027", "Das Werk schließt erst 2027."),
    ("CORRECTED: Plant to close in 2027", "The plant will close in 2027."),
    ("UPDATE 2-CORRECTED-Plant to close in 2027", "The plant will close in 2027."),
    ("Correction: Bridge cost", "The bridge cost 12 million."),
    ("Correction to our report on the bridge: cost was 12 million", "The bridge cost 12 million."),
    ("Brücke", "In einer früheren Version dieses Artikels war von 500 Menschen die Rede."),
    ("Brücke", "In der ursprünglichen Fassung des Beitrags stand, die Brücke koste 18 Millionen."),
    ("Brücke", "Anmerkung: In einer früheren Version hieß es, es seien 500 gewesen. Es waren 300."),
    ("Brücke", "In unserer Meldung vom Donnerstag muss es richtig heißen: zwei Enthaltungen."),
    ("Brücke", "In unserem Bericht nannten wir irrtümlich eine falsche Summe; es sind 12 Millionen."),
    ("Brücke", "Im zweiten Absatz muss es heißen: 12 Millionen Euro."),
    ("Brücke", "Wir haben die Zahl inzwischen korrigiert und bitten um Nachsicht."),
    ("Brücke", "Der Artikel wurde nachträglich korrigiert."),
    ("Brücke", "Wir bitten, den Fehler zu entschuldigen."),
    ("Brücke", "Es kamen 300 Menschen, nicht 500, wie zunächst berichtet."),
    ("Brücke", "Anders als zunächst gemeldet gab es keine Verletzten."),
    ("Bilanz", "Der Stab hat seine Bilanz am Mittwoch berichtigt."),
    ("Bridge", "Correction: An earlier sum was wrong; the bridge cost 12 million."),
    ("Bridge", "An earlier version of this article misstated the cost of the bridge."),
    ("Bridge", "The original version of this story said 500 people attended."),
    ("Bridge", "This article was amended to correct the number of councillors."),
    ("Bridge", "This story has been corrected."),
    ("Bridge", "We regret the error."),
    ("Bridge", "Due to an editing error, the sum was given as 18 million."),
    ("Bridge", "(Corrects figure in second paragraph.)"),
    ("Bridge", "The ministry corrected its earlier figure on Friday."),
    ("Bridge", "It was 300 people, not 500 as initially reported."),
    ("Bridge", "The agency later issued a correction."),
]
NO_CORRECTIONS = [
    ("Korrektur der Prognose: Institut erwartet weniger Wachstum", "Das Institut senkt seine Erwartung."),
    ("Kurskorrektur im Rathaus", "Die Stadt ändert ihren Kurs beim Radverkehr."),
    ("Märkte", "Nach der Korrektur an den Börsen stiegen die Kurse wieder."),
    ("Märkte", "Das Institut korrigierte seine Prognose nach unten."),
    ("Zahlen", "Die Behörde hat ihre Zahlen leicht korrigiert nach oben."),
    ("Gesetz", "In einer früheren Version des Gesetzentwurfs war eine Frist von drei Jahren vorgesehen."),
    ("Gesetz", "In der ersten Fassung des Romans fehlt das letzte Kapitel."),
    ("Schule", "Die Lehrerin korrigierte 120 Hefte an einem Abend."),
    ("Klinik", "Die Fehlstellung wurde in einer Operation korrigiert."),
    ("Rathaus", "Der Rat hat den Fehler im Haushalt übersehen."),
    ("Gericht", "Die Berichtigung des Grundbuchs dauert Wochen."),
    ("Verkehr", "Anders als zunächst geplant bleibt die Brücke gesperrt."),
    ("Markets", "Analysts expect a market correction this autumn."),
    ("Corrections officers strike", "Guards at the state's department of corrections walked out."),
    ("Prison", "He was sent to a correctional facility."),
    ("Software", "An earlier version of the software deleted files."),
    ("Bill", "An earlier version of the bill set a limit of three years."),
    ("School", "She corrected 120 papers in an evening."),
    ("Court", "The judge corrected the witness."),
    ("Weather", "The article of faith was updated by the synod."),
    ("Growth", "The bank corrected its forecast downwards."),
    ("Crowd", "About 300 people came, not 500 as the organisers had hoped."),
]


@pytest.mark.parametrize(("title", "text"), CORRECTIONS)
def test_corrections(title: str, text: str) -> None:
    assert is_correction(report("k", text, title=title), text)


@pytest.mark.parametrize(("title", "text"), NO_CORRECTIONS)
def test_what_is_no_correction_of_a_report(title: str, text: str) -> None:
    assert not is_correction(report("k", text, title=title), text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Korrektur aus Kiew: 2.247 statt 2.347 Heimkehrer", {(2247, 2347)}),
        ("Es waren nicht 500, sondern 300 Menschen.", {(300, 500)}),
        ("Es gab zwei statt drei Enthaltungen.", {(2, 3)}),
        ("Seit Januar seien 2.247 Ukrainer zurückgekehrt, nicht 2.347 wie angegeben.", {(2247, 2347)}),
        ("The bridge cost 1,200, not 1,800.", {(1200, 1800)}),
        ("There were 12 instead of 13 seats.", {(12, 13)}),
        ("It was not 500 but 300 people.", {(300, 500)}),
        ("Es kamen 300 Menschen.", set()),
        ("He came by train instead of car.", set()),
    ],
)
def test_right_and_wrong_figures(text: str, found: set[tuple[float, float]]) -> None:
    assert contrasts(text) == found


def evidence(
    identity: str, text: str, stance: Stance, day: str | None, outlet: str = "Elbpost", title: str = "Brücke"
) -> Evidence:
    sides = {S: (0.9, 0.05, 0.05), R: (0.05, 0.9, 0.05), N: (0.05, 0.05, 0.9)}[stance]
    made = report(identity, text, outlet=outlet, day=day, title=title)
    return Evidence(Passage(1, identity, 0, len(text), text), made, 0.5, stance, StanceProbabilities(*sides), 0.95)


CLAIM = "Die Brücke kostet 1800 Euro."
FIRST = evidence("first", "Die Brücke kostet 1.800 Euro.", S, "2026-03-01")
LATER = evidence("later", "In unserer Meldung muss es heißen: 1.200 Euro.", R, "2026-03-02")
STATED = evidence("stated", "Es sind 1.200 statt 1.800 Euro.", N, "2026-03-02", "Bote", "Berichtigung: Kosten")


def taken_back(*found: Evidence, credits: dict[str, frozenset[str]] | None = None) -> dict[str, str | None]:
    marked = corrected(CLAIM, found, lambda ids: credits or {})
    return {one.report.id: one.corrected_by for one in marked}


def test_an_outlet_corrects_itself() -> None:
    assert taken_back(FIRST, LATER) == {"first": "later", "later": None}


def test_an_agency_corrects_those_who_credit_it() -> None:
    other = replace(FIRST, report=replace(FIRST.report, outlet="Bote"))
    assert taken_back(other, LATER)["first"] is None
    wire = replace(LATER, report=replace(LATER.report, outlet="dpa"))
    assert taken_back(other, wire, credits={"first": frozenset({"dpa"})})["first"] == "later"


def test_a_correction_may_name_the_outlet() -> None:
    other = replace(FIRST, report=replace(FIRST.report, outlet="Muldekurier"))
    text = "In unserer Meldung, die der Muldekurier druckte, muss es heißen: 1.200 Euro."
    assert taken_back(other, evidence("later", text, R, "2026-03-02"))["first"] == "later"


def test_a_figure_that_is_called_wrong_is_taken_back_wherever_it_stands() -> None:
    assert taken_back(FIRST, STATED)["first"] == "stated"
    # What gives both figures knows of the correction, and what speaks of other figures is not meant.
    both = evidence("both", "Statt 1.800 kostet sie 1.200 Euro.", S, "2026-03-01")
    other = evidence("other", "Die Brücke kostet viel.", S, "2026-03-01")
    assert taken_back(both, other, STATED) == {"both": None, "other": None, "stated": None}


def test_nothing_is_taken_back_without_cause() -> None:
    # Earlier, undated, on the same side, or a fact-check.
    for changed in (
        replace(LATER, report=replace(LATER.report, published_at=None)),
        evidence("later", LATER.passage.text, R, "2026-02-27"),
        evidence("later", LATER.passage.text, S, "2026-03-02"),
        replace(LATER, report=replace(LATER.report, kind=ReportKind.FACT_CHECK)),
        evidence("later", "Die Brücke kostet 1.200 Euro.", R, "2026-03-02"),
    ):
        assert taken_back(FIRST, changed)["first"] is None
