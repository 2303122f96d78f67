"""Why the nearest passages do not bear on a claim: what differs stands in both texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.support import report
from workbench.assessment import assess
from workbench.misses import near_misses, why
from workbench.slots import Text
from workbench.types import Evidence, Passage, Stance, StanceProbabilities

TOPIC = "gleiches Thema, sagt dazu nichts Klares"
WHYS = [
    (
        "Am 12. März 2026 brannte in Gera eine Halle.",
        "Am 4. Juni 2024 brannte in Gera eine Halle.",
        "anderes Datum: 12. März 2026 ↔ 4. Juni 2024",
    ),
    (
        "In Istanbul wurde über Gefangene verhandelt.",
        "In Genf wurde über Gefangene verhandelt.",
        "anderer Ort: Istanbul ↔ Genf",
    ),
    (
        "Das forderte Finanzminister Karl Ohlsen.",
        "Das forderte Finanzminister Peter Brandt.",
        "andere Person: Finanzminister Karl Ohlsen ↔ Finanzminister Peter Brandt",
    ),
    (
        "Entlassen wird bei der Ohlsen Werke GmbH.",
        "Entlassen wird bei der Brandt Stahl AG.",
        "andere Organisation: Ohlsen Werke GmbH ↔ Brandt Stahl AG",
    ),
    (
        "Zum Schutz kommen 350 Polizisten.",
        "Der Schutz kostet 20 Millionen Euro.",
        "andere Art von Angabe: 350 ↔ 20 Millionen Euro",
    ),
    # One date, place or name in common, and nothing is said to differ.
    ("In Gera und Genf wird gebaut.", "In Genf wird gefeiert.", TOPIC),
    ("Das sagte Karl Ohlsen.", "Karl Ohlsen traf Peter Brandt.", TOPIC),
    ("Zum Schutz kommen 350 Polizisten.", "Zum Schutz kommen Polizisten.", TOPIC),
    ("Die deutsche Polizei schickt Leute.", "Die französische Polizei schickt Leute.", TOPIC),
    ("Die dritte Runde beginnt.", "Das kostet 20 Millionen Euro.", TOPIC),
    ("Ein Investor aus Südkorea zahlt.", "In Berlin zahlt ein Investor.", TOPIC),
    # The same kind of figure may be the conflict itself: it is not called another.
    ("Zum Schutz kommen 350 Polizisten.", "Zum Schutz kommen 500 Polizisten.", TOPIC),
]


def evidence(identity: str, text: str, similarity: float = 0.5, origin: str | None = None) -> Evidence:
    made = report(identity, text, day="2026-05-20")
    made = type(made)(**{f: getattr(made, f) for f in made.__slots__} | {"origin_id": origin or identity})
    passage = Passage(hash(identity) % 1000, identity, 3, 3 + len(text), text)
    return Evidence(passage, made, similarity, Stance.NOT_ENOUGH_INFO, StanceProbabilities(0.1, 0.1, 0.8), 0.2)


@pytest.mark.parametrize(("claim", "passage", "reason"), WHYS)
def test_why_a_passage_does_not_bear(claim: str, passage: str, reason: str) -> None:
    assert why(Text(claim, "de", date(2026, 5, 21)), evidence("r", passage), "de") == reason


def test_an_unknown_language_gives_no_reason_but_the_topic() -> None:
    assert (
        why(Text("Paris a gagné 3 points.", "fr"), evidence("r", "In Genf"), "fr")
        == "same topic, says nothing clear on it"
    )


def test_what_does_not_count_is_a_miss_for_that() -> None:
    sided = Evidence(*(getattr(NEAR[1], f) for f in ("passage", "report")), 0.9, Stance.SUPPORTS, SURE, 0.9)
    reasons = [
        assess([replace(sided, **mark)], "de", claim=CLAIM).near_misses[0].reason
        for mark in ({"before_event": True}, {"corrected_by": "k"})
    ]
    assert reasons == ["von vor dem Ereignis: 20. Mai 2026", "von einem späteren Bericht berichtigt"]


SURE = StanceProbabilities(0.9, 0, 0.1)
CLAIM = Text("Zum Schutz kommen 350 Polizisten in Istanbul.", "de", date(2026, 5, 21))
NEAR = [
    evidence("a", "In Genf tagt der Rat.", 0.5),
    evidence("b", "Die Polizei ist im Einsatz.", 0.9),
    evidence("b2", "Die Polizei ist im Einsatz!", 0.8, origin="b"),
    evidence("c", "Der Schutz kostet 20 Millionen Euro.", 0.7),
    evidence("d", "Am Strand ist es ruhig.", 0.4),
]


def test_three_origins_nearest_first() -> None:
    found = near_misses(CLAIM, NEAR, "en")
    assert [(one.report_id, one.start, one.end) for one in found] == [("b", 3, 30), ("c", 3, 39), ("a", 3, 24)]
    assert [one.reason for one in found] == [
        "same topic, says nothing clear on it",
        "another kind of figure: 350 ↔ 20 Millionen Euro",
        "another place: Istanbul ↔ Genf",
    ]


def test_only_what_is_left_open_has_near_misses() -> None:
    assessment = assess(NEAR, "en", claim=CLAIM, searched=117)
    assert (assessment.searched, len(assessment.near_misses)) == (117, 3)
    sure = evidence("s", "Nach Istanbul kommen 350 Polizisten zum Schutz.")
    sure = Evidence(sure.passage, sure.report, 0.9, Stance.SUPPORTS, StanceProbabilities(0.95, 0, 0.05), 0.95)
    assessment = assess([*NEAR, sure], "en", claim=CLAIM, searched=117)
    assert (assessment.searched, assessment.near_misses) == (117, ())


def test_what_takes_a_side_is_no_miss() -> None:
    weak = Evidence(NEAR[1].passage, NEAR[1].report, 0.9, Stance.SUPPORTS, StanceProbabilities(0.55, 0, 0.45), 0.55)
    found = assess([*NEAR, weak], "en", claim=CLAIM).near_misses
    assert [one.report_id for one in found] == ["c", "a", "d"]
