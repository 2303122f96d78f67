"""What a report credits, and which of its words are compared."""

from __future__ import annotations

import pytest

from workbench.corpus.credits import agencies, without_credits
from workbench.corpus.origins import words_outside_quotes

MARKS = [
    ("Kiew/Moskau (dpa) – Die Lage bleibt ernst.", {"dpa"}),
    ("KYIV, Ukraine (AP) - The talks went on.", {"ap"}),
    ("Brüssel (nda) Die Bundeswehr gibt Geräte ab.", {"nda"}),  # an agency that no list knows
    ("Charkiw/nda. Nach dem Angriff stieg die Zahl.", {"nda"}),
    ("Köln (epd/KNA). Die Bischöfe tagten am Montag.", {"epd", "kna"}),
    ("Der Rat tagt am Montag.\n\ndpa/lnw", {"dpa"}),
    ("Der Rat tagt am Montag. (AFP, Reuters)", {"afp", "reuters"}),
    ("Der Rat tagt am Montag. Mit Material von AFP.", {"afp"}),
    ("Der Rat tagt am Montag.\nQuelle: dpa-infocom", {"dpa"}),
    ("The council meets on Monday. Reuters contributed to this report.", {"reuters"}),
    ("The council meets. The Associated Press contributed.", {"ap"}),
    ("The council meets. (Reporting by A. Bell; Editing by C. Dow)", {"reuters"}),
    ("Die CDU (Christdemokraten) und die Grünen berieten.", set()),
    ("Der Rat sprach mit AP-Reportern und der dpa-Redaktion über Geld.", set()),
    ("The board said Reuters reported the deal first.", set()),
]


@pytest.mark.parametrize(("text", "named"), MARKS, ids=[text[:25] for text, _ in MARKS])
def test_agencies_are_read_from_marks_and_credits(text: str, named: set[str]) -> None:
    assert agencies(text) == named


def test_credits_are_no_part_of_what_is_compared() -> None:
    plain = words_outside_quotes("Der Rat tagt am Montag in Bonn.")
    for marked in (
        "Bonn (dpa) – Der Rat tagt am Montag in Bonn.",
        "Der Rat tagt am Montag in Bonn. (epd)",
        "Der Rat tagt am Montag in Bonn.\ndpa/lnw",
    ):
        assert words_outside_quotes(marked) == plain
    assert without_credits("Bonn. Der Rat tagt.") == "Bonn. Der Rat tagt."


# Quotations.


@pytest.mark.parametrize("marks", ["„“", "“”", "»«", "«»", '""', "„”"])
def test_long_quotations_are_left_out_and_scare_quotes_are_not(marks: str) -> None:
    opening, closing = marks
    quoted = f"{opening}Wir haben den Plan gestern allen Ländern vorgelegt{closing}"
    text = f"Er sagte: {quoted}, im {opening}Roten Saal{closing}."
    assert words_outside_quotes(text) == ["er", "sagte", "im", "roten", "saal"]
