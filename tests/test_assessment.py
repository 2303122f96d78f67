from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import report
from workbench.assessment import MIN_PROBABILITY, assess
from workbench.types import (
    Evidence,
    Match,
    Passage,
    Rating,
    Relation,
    SlotComparison,
    SlotKind,
    Stance,
    StanceProbabilities,
    Verdict,
)
from workbench.weighing import weigh

S, R, N = Stance.SUPPORTS, Stance.REFUTES, Stance.NOT_ENOUGH_INFO


def evidence(identity: str, stance: Stance, bearing: float = 0.9, origin: str | None = None) -> Evidence:
    made = report(identity, "Ein Bericht über Gera und seine Wohnungen.")
    made = type(made)(**{f: getattr(made, f) for f in made.__slots__} | {"origin_id": origin or identity})
    sides = {S: (bearing, 0.0), R: (0.0, bearing), N: (bearing / 2, bearing / 2)}[stance]
    probabilities = StanceProbabilities(*sides, 1 - bearing)
    return Evidence(Passage(1, identity, 0, 3, "Ein"), made, 0.5, stance, probabilities, bearing)


VERDICTS = [
    ([], Verdict.NOT_ENOUGH_EVIDENCE, 0, 0),
    ([evidence("a", N, 0.1)], Verdict.NOT_ENOUGH_EVIDENCE, 0, 0),
    ([evidence("a", S)], Verdict.SUPPORTED, 1, 0),
    ([evidence("a", S), evidence("b", S), evidence("c", N, 0.1)], Verdict.SUPPORTED, 2, 0),
    ([evidence("a", R)], Verdict.REFUTED, 0, 1),
    ([evidence("a", S), evidence("b", R)], Verdict.CONFLICTING, 1, 1),
    # Below the threshold a side does not speak at all.
    ([evidence("a", S), evidence("b", R, MIN_PROBABILITY - 0.01)], Verdict.SUPPORTED, 1, 0),
    # One origin that is not sure is counted, but suggests nothing; a second one may tip it.
    ([evidence("a", S, 0.6)], Verdict.NOT_ENOUGH_EVIDENCE, 1, 0),
    ([evidence("a", S, 0.6), evidence("b", S, 0.6)], Verdict.SUPPORTED, 2, 0),
    # Copies of one text are one origin.
    ([evidence("a", S), evidence("b", S, origin="a"), evidence("c", S, origin="a")], Verdict.SUPPORTED, 1, 0),
    # One origin that speaks both ways is counted where it speaks louder.
    ([evidence("a", S, 0.6), evidence("a", R, 0.9)], Verdict.REFUTED, 0, 1),
]


@pytest.mark.parametrize(("found", "verdict", "supporting", "refuting"), VERDICTS)
def test_verdicts(found: list[Evidence], verdict: Verdict, supporting: int, refuting: int) -> None:
    assessment = assess(found)
    assert (assessment.verdict, assessment.supporting_origins, assessment.refuting_origins) == (
        verdict,
        supporting,
        refuting,
    )
    assert 0 <= assessment.confidence <= 1
    assert assessment.reasons


def test_reasons_are_in_the_language_of_the_article() -> None:
    found = [evidence("a", S), evidence("b", S), evidence("c", R), evidence("d", S, origin="a")]
    assert assess(found).reasons == (
        "2 independent origins support the claim",
        "1 independent origin conflicts with it",
        "1 copy counted with its original",
    )
    assert assess(found, "de").reasons[1] == "1 unabhängige Quelle widerspricht ihr"
    assert assess([], "de").reasons == ("keine Fundstelle des Korpus kommt der Aussage nahe",)
    assert assess([evidence("a", S, 0.5)], "de").reasons == (
        "1 unabhängige Quelle stützt die Aussage",
        "zu unsicher für einen Vorschlag",
    )
    assert assess([evidence("a", N, 0.1)]).reasons == ("the nearest passage does not bear clearly on the claim",)


def test_a_second_origin_makes_it_surer() -> None:
    confidences = [assess([evidence(str(i), S, 0.82) for i in range(n)]).confidence for n in (1, 2, 9)]
    assert confidences == pytest.approx([0.82, 0.9676, 0.9676])  # one model read them all


pieces = st.builds(
    lambda one, marks: replace(one, **marks),
    st.builds(
        evidence,
        st.sampled_from("abcdef"),
        st.sampled_from([S, R, N]),
        st.floats(0, 1),
        st.sampled_from([None, "a", "z"]),
    ),
    st.fixed_dictionaries(
        {"before_event": st.booleans(), "corrected_by": st.sampled_from([None, None, "a", "k"])},
        optional={"rating": st.sampled_from(Rating)},
    ),
)


@given(st.lists(pieces, max_size=8), st.randoms())
def test_order_and_repetition_change_nothing(found: list[Evidence], random: object) -> None:
    again = found + found
    random.shuffle(again)  # type: ignore[attr-defined]
    assert assess(again) == assess(found)


def match(nearness: float) -> Match:
    return Match(Passage(1, "a", 0, 3, "Ein"), report("a", "Ein Bericht über Gera."), 0.5, nearness, 0.5)


PROBABILITIES = st.tuples(st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0.01, 1)).map(
    lambda p: StanceProbabilities(*(x / sum(p) for x in p))
)


@given(PROBABILITIES, st.floats(-3, 12), st.floats(0.1, 5))
def test_a_nearer_passage_bears_more(probabilities: StanceProbabilities, nearness: float, nearer: float) -> None:
    far, near = weigh(match(nearness), probabilities), weigh(match(nearness + nearer), probabilities)
    assert near.bearing > far.bearing or near.bearing == pytest.approx(1)
    for one in (far, near):
        p = one.probabilities
        assert p.supports + p.refutes + p.not_enough_info == pytest.approx(1)
        assert one.bearing == pytest.approx(1 - p.not_enough_info)
        assert one.stance is p.stance


def test_what_is_merely_about_the_same_takes_no_side() -> None:
    sure = StanceProbabilities(0.02, 0.9, 0.08)
    assert weigh(match(0.0), sure).stance is N
    assert weigh(match(8.0), sure).stance is R
    assert weigh(match(8.0), StanceProbabilities(0.9, 0.02, 0.08)).stance is S


def by(one: Evidence, **changes: object) -> Evidence:
    return replace(one, **changes)  # type: ignore[arg-type]


def test_what_is_from_before_the_event_is_not_counted() -> None:
    found = [evidence("a", S), by(evidence("b", R), before_event=True)]
    assessment = assess(found)
    assert (assessment.verdict, assessment.refuting_origins) == (Verdict.SUPPORTED, 0)
    assert assessment.reasons == (
        "1 independent origin supports the claim",
        "1 origin from before the event does not count",
    )
    # A later copy of the same text is not from before it.
    later = evidence("c", R, origin="b")
    assert assess([*found, later]).verdict is Verdict.CONFLICTING
    assert assess([by(evidence("b", R), before_event=True)]).confidence == 1


def test_a_corrected_origin_does_not_count_on_the_side_that_is_taken_back() -> None:
    correction = evidence("k", R)
    correction = by(correction, report=replace(correction.report, outlet="Elbpost"))
    first = by(evidence("a", S), corrected_by="k")
    reprint = evidence("b", S, origin="a")
    assessment = assess([first, reprint, correction], "de")
    assert (assessment.verdict, assessment.supporting_origins) == (Verdict.REFUTED, 0)
    assert "1 Quelle zählt nicht, später berichtigt von Elbpost" in assessment.reasons
    # What the origin says on the other side stays, and other origins are not touched.
    assert assess([first, evidence("a", R), evidence("z", S)]).verdict is Verdict.CONFLICTING


def test_a_fact_check_speaks_by_its_rating() -> None:
    rated = by(evidence("f", R), rating=Rating.FALSE)
    rated = by(rated, report=replace(rated.report, outlet="Prüfstelle"))
    assert assess([rated]).reasons == ("1 independent origin conflicts with it", "fact-check by Prüfstelle: false")
    assert assess([rated], "de").reasons[1] == "Faktencheck von Prüfstelle: falsch"


def test_the_conflict_of_a_side_names_what_differs() -> None:
    slot = SlotComparison(SlotKind.NUMBER, 0, 3, "120", 0, 3, "210", Relation.CONFLICTS, "120 ↔ 210 Wohnungen")
    agreeing = replace(slot, relation=Relation.AGREES, reason="Gera = Gera")
    found = [by(evidence(i, R), slots=(agreeing, slot)) for i in "ab"] + [evidence(i, S) for i in "cde"]
    assert assess(found).reasons == (
        "3 independent origins support the claim",
        "2 independent origins conflict with it: 120 ↔ 210 Wohnungen",
    )
    # Of what is not counted nothing is named.
    assert "120" not in " ".join(assess([by(found[0], before_event=True)]).reasons)


@pytest.mark.parametrize(("needed", "verdict"), [(0.7, Verdict.SUPPORTED), (0.71, Verdict.NOT_ENOUGH_EVIDENCE)])
def test_the_threshold_is_a_setting(needed: float, verdict: Verdict) -> None:
    assert assess([evidence("a", S, 0.7)], min_confidence=needed).verdict is verdict
