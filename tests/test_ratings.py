"""What a fact-check finds, where it repeats the claim it checks, and which stance that gives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support import report
from workbench.standing.ratings import Checked, checked_claims, find_rating, rated
from workbench.types import Evidence, Passage, Rating, Report, ReportKind, Stance, StanceProbabilities

S, R, N = Stance.SUPPORTS, Stance.REFUTES, Stance.NOT_ENOUGH_INFO

RATINGS = [
    ("Kosten der Brücke", "Im Netz heißt es so. Bewertung: falsch", Rating.FALSE),
    ("Kosten der Brücke", "Im Netz heißt es so.\n\nBewertung\n\nFalsch. Die Brücke kostet weniger.", Rating.FALSE),
    ("Kosten der Brücke", "Unsere Bewertung: „Teils falsch“", Rating.MIXED),
    ("Kosten der Brücke", "Fazit: Die Behauptung ist größtenteils falsch.", Rating.MOSTLY_FALSE),
    ("Kosten der Brücke", "Urteil: Richtig", Rating.TRUE),
    ("Kosten der Brücke", "Einordnung: größtenteils richtig", Rating.MOSTLY_TRUE),
    ("Kosten der Brücke", "Ergebnis: unbelegt.", Rating.UNPROVEN),
    ("Kosten der Brücke", "Fazit: Dafür gibt es keine Belege.", Rating.UNPROVEN),
    ("Kosten der Brücke", "Unser Urteil lautet: irreführend.", Rating.MISLEADING),
    ("Kosten der Brücke", "Wir bewerten die Behauptung deshalb als nicht richtig.", Rating.FALSE),
    ("Kosten der Brücke", "Fazit: Richtig zitiert, aber falsch.", Rating.FALSE),
    ("Kosten der Brücke", "Unsere Bewertung: Sie war korrekt zitiert, sie ist aber falsch und überholt.", Rating.FALSE),
    ("Kosten der Brücke", "Die Summe kursiert seit Tagen. Das ist falsch. Es sind 12 Millionen.", Rating.FALSE),
    ("Kosten der Brücke", "Die Summe kursiert seit Tagen. Stimmt nicht. Es sind 12 Millionen.", Rating.FALSE),
    ("Kosten der Brücke", "Die Summe kursiert seit Tagen. Das stimmt.", Rating.TRUE),
    ("Falsch: Brücke kostet 18 Millionen", "Die Summe kursiert seit Tagen.", Rating.FALSE),
    ("Nein, die Brücke kostet keine 18 Millionen", "Die Summe kursiert seit Tagen.", Rating.FALSE),
    ("Kostet die Brücke 18 Millionen? Nein", "Die Summe kursiert seit Tagen.", Rating.FALSE),
    ("Ja, die Brücke kostet 18 Millionen", "Die Summe kursiert seit Tagen.", Rating.TRUE),
    ("The bridge", "A post says so. Our rating: False.", Rating.FALSE),
    ("The bridge", "A post says so. Our rating: mostly false.", Rating.MOSTLY_FALSE),
    ("The bridge", "A post says so. We rate this claim half true.", Rating.MIXED),
    ("The bridge", "A post says so. Our ruling: We rate this claim Mostly True.", Rating.MOSTLY_TRUE),
    ("The bridge", "A post says so. Verdict: misleading", Rating.MISLEADING),
    ("The bridge", "A post says so. Rating: True", Rating.TRUE),
    ("The bridge", "A post says so. Our rating: miscaptioned. We wrote to them.", Rating.FALSE),
    ("The bridge", "A post says so. Conclusion: there is no evidence for it.", Rating.UNPROVEN),
    ("The bridge", "A post says so. That is incorrect. The sum was lower.", Rating.FALSE),
    ("The bridge", "A post says so. This is true.", Rating.TRUE),
    ("No, the bridge did not cost 18 million", "A post says so.", Rating.FALSE),
    ("Did the bridge cost 18 million? No: it was 12", "A post says so.", Rating.FALSE),
    # Nothing, or not one thing.
    ("Was stimmt in der Debatte um die Brücke?", "Drei Aussagen im Netz.", None),
    ("Kosten der Brücke", "Die falsche Summe stand in einem richtigen Brief.", None),
    ("Kosten der Brücke", "Stimmt das? Wir haben nachgefragt.", None),
    ("Kosten der Brücke", "Richtig? Wir haben nachgefragt.", None),
    ("Kosten der Brücke", "Bewertung: richtig. Bewertung: falsch.", None),
    ("Kosten der Brücke", "Bewertung: Das ist nicht falsch zu nennen.", None),
    ("Notes on the bridge", "It opened in May. The true cost is being counted.", None),
    ("Noah opens the bridge", "It opened in May.", None),
]


@pytest.mark.parametrize(("title", "text", "rating"), RATINGS)
def test_ratings(title: str, text: str, rating: Rating | None) -> None:
    assert find_rating(title, text) is rating


def fact_check(text: str, title: str = "Kosten der Brücke", language: str = "de") -> Report:
    return report("f", text, title=title, kind=ReportKind.FACT_CHECK, language=language)


CHECKED = "Im Netz heißt es, die Brücke koste 18 Millionen Euro."
TEXT = f"{CHECKED} Der Haushalt nennt 12 Millionen.\n\nBewertung: falsch."


def spans(made: Report) -> list[tuple[str, Rating]]:
    return [(made.text[one.start : one.end], one.rating) for one in checked_claims(made)]


def test_the_claim_that_is_checked_stands_at_the_beginning() -> None:
    assert spans(fact_check(TEXT)) == [(CHECKED, Rating.FALSE)]
    assert spans(replace(fact_check(TEXT), kind=ReportKind.REPORT)) == []
    assert spans(fact_check(CHECKED)) == []


def test_sections_have_ratings_of_their_own() -> None:
    text = (
        "Wir haben zwei Aussagen geprüft.\n\nBehauptung 1: Die Brücke koste 18 Millionen.\n\nBewertung: falsch.\n\n"
        "Behauptung 2: Sie sei 200 Meter lang.\n\nDas stimmt.\n\nBehauptung 3: Sie sei schön. Das mag sein."
    )
    assert spans(fact_check(text)) == [
        ("Die Brücke koste 18 Millionen.", Rating.FALSE),
        ("Sie sei 200 Meter lang.", Rating.TRUE),
    ]


def evidence(start: int, end: int, supports: float, refutes: float) -> Evidence:
    probabilities = StanceProbabilities(supports, refutes, 1 - supports - refutes)
    passage = Passage(1, "f", start, end, TEXT[start:end])
    return Evidence(passage, fact_check(TEXT), 0.5, probabilities.stance, probabilities, supports + refutes)


def after(one: Evidence, *checked: Checked) -> tuple[Stance, float, Rating | None]:
    found = rated(one, checked)
    assert found.stance is found.probabilities.stance
    assert found.bearing == pytest.approx(1 - found.probabilities.not_enough_info)
    return found.stance, round(found.bearing, 2), found.rating


def test_the_rating_goes_before_the_words_of_the_claim_that_is_repeated() -> None:
    false, true, mixed = (Checked(0, 50, r) for r in (Rating.FALSE, Rating.TRUE, Rating.MIXED))
    assert after(evidence(0, 50, 0.9, 0.05), false) == (R, 0.9, Rating.FALSE)
    assert after(evidence(0, 50, 0.9, 0.05), true) == (S, 0.95, Rating.TRUE)
    assert after(evidence(0, 50, 0.9, 0.05), mixed) == (N, 0.0, Rating.MIXED)
    # Where another figure is found false ours is not yet so; where the passage goes on it may say why ours is.
    assert after(evidence(0, 50, 0.05, 0.9), false) == (N, 0.05, Rating.FALSE)
    assert after(evidence(0, 80, 0.05, 0.9), false) == (R, 0.95, Rating.FALSE)


def test_what_is_mainly_about_other_things_keeps_its_words() -> None:
    false = Checked(0, 50, Rating.FALSE)
    assert after(evidence(60, 90, 0.9, 0.0), false) == (S, 0.9, None)
    assert after(evidence(40, 90, 0.9, 0.0), false) == (S, 0.9, None)
    assert after(evidence(0, 50, 0.9, 0.0), false, Checked(20, 50, Rating.TRUE)) == (S, 0.9, None)
