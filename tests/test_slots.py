"""Slots: a table of cases written for it, what single slots are normalised to, and figures read back from CLDR."""

from __future__ import annotations

import csv
import math
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from tests.support import ROOT
from workbench.slots import Text, compare_slots, find_slots
from workbench.slots.kinds import Amount, Name, Place, When
from workbench.types import Relation, SlotComparison, SlotKind

with (ROOT / "tests" / "slots_cases.tsv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
# The floor is the issue's: 97 of 100 cases right.
FLOOR = 0.97


def _text(case: dict[str, str], side: str) -> Text:
    day = date.fromisoformat(case[f"{side}_day"]) if case[f"{side}_day"] else None
    return Text(case[side], case[f"{side}_language"], day)


def _compared(case: dict[str, str]) -> tuple[SlotComparison, ...]:
    return compare_slots(_text(case, "claim"), _text(case, "passage"))


def _fault(case: dict[str, str]) -> str | None:
    """What is wrong with a case: its kind's relation, its reason, or a conflict of any kind where none is expected."""
    found = _compared(case)
    relations = {c.relation for c in found if c.kind == case["kind"]}
    expected = Relation(case["expected"])
    if expected is Relation.UNKNOWN:
        right = relations <= {Relation.UNKNOWN}
    else:
        right = expected in relations and relations <= {expected, Relation.UNKNOWN}
    if expected is not Relation.CONFLICTS:
        right &= all(c.relation is not Relation.CONFLICTS for c in found)
    if right and case["reason"]:
        right = case["reason"] in [c.reason for c in found if c.kind == case["kind"]]
    if right:
        return None
    said = [f"{c.kind.value} {c.relation.value} ({c.reason})" for c in found]
    return f"{case['tag']}: {case['claim']} | {case['passage']} | expected {expected.value}, got {said}"


def test_the_table_of_cases() -> None:
    faults = [fault for fault in map(_fault, CASES) if fault]
    right = 1 - len(faults) / len(CASES)
    assert right >= FLOOR, f"{right:.3f} of {len(CASES)} right\n" + "\n".join(faults)


def test_no_case_is_told_a_conflict_that_is_none() -> None:
    """Precision first: a wrong conflict is worse than a missed one."""
    wrong = [
        (case["claim"], case["passage"], comparison.reason)
        for case in CASES
        if case["expected"] != Relation.CONFLICTS
        for comparison in _compared(case)
        if comparison.relation is Relation.CONFLICTS
    ]
    assert len(wrong) <= 2, wrong


def test_the_table_has_every_kind_often_enough() -> None:
    tags = Counter(case["tag"].removesuffix("_share").removesuffix("_measure") for case in CASES)
    assert len(CASES) >= 470
    assert min(tags.values()) >= 10, tags
    relations = defaultdict(set)
    for case in CASES:
        relations[case["tag"].removesuffix("_share").removesuffix("_measure")].add(case["expected"])
    assert all(len(found) >= 2 for found in relations.values()), "each tag has positives and near misses"
    languages = Counter((case["claim_language"], case["passage_language"]) for case in CASES)
    assert min(languages.values()) >= 50, languages


def test_spans_are_true_to_the_text() -> None:
    for case in CASES:
        claim, passage = _text(case, "claim"), _text(case, "passage")
        for source in (claim, passage):
            for slot in find_slots(source.text, source.language, source.day):
                assert source.text[slot.start : slot.end] == slot.text
        for c in compare_slots(claim, passage):
            assert claim.text[c.claim_start : c.claim_end] == c.claim_text
            assert passage.text[c.passage_start : c.passage_end] == c.passage_text


INF = math.inf
AMOUNTS = [
    ("de", "Es waren 1,2 Mio. Menschen.", "1,2 Mio.", 1.2e6, 1.2e6, "count"),
    ("de", "Es waren 1.200.000 Menschen.", "1.200.000", 1.2e6, 1.2e6, "count"),
    ("en", "There were 1.2 million people.", "1.2 million", 1.2e6, 1.2e6, "count"),
    ("de", "Ein Dutzend Häuser brannte.", "Ein Dutzend", 12, 12, "count"),
    ("de", "Zweihundertfünfzig Häuser brannten.", "Zweihundertfünfzig", 250, 250, "count"),
    ("en", "Twenty-one houses burned.", "Twenty-one", 21, 21, "count"),
    ("de", "Jeder Fünfte raucht.", "Jeder Fünfte", 0.2, 0.2, "share"),
    ("en", "Two thirds of voters agree.", "Two thirds", 2 / 3, 2 / 3, "share"),
    ("de", "12 % rauchen.", "12 %", 0.12, 0.12, "share"),
    ("de", "Plus 3 Prozentpunkte.", "3 Prozentpunkte", 3, 3, "points"),
    ("de", "Rund 500 Menschen kamen.", "Rund 500", 450, 550, "count"),
    ("en", "More than 500 people came.", "More than 500", 500, INF, "count"),
    ("de", "Höchstens 50 Menschen kamen.", "Höchstens 50", -INF, 50, "count"),
    ("en", "Between 5 and 7 percent left.", "Between 5 and 7 percent", 0.05, 0.07, "share"),
    ("de", "Der Weg ist 2,5 Kilometer lang.", "2,5 Kilometer", 2500, 2500, "length"),
    ("en", "It was 86°F.", "86°F", 30, 30, "temperature"),
    ("de", "Es waren minus 5 Grad.", "minus 5 Grad", -5, -5, "temperature"),
    ("en", "It has 5 GW.", "5 GW", 5e9, 5e9, "power"),
    ("en", "It costs $3bn.", "$3bn", 3e9, 3e9, "money:USD"),
    ("de", "Es kostet 2,50 Euro pro Kilo.", "2,50 Euro pro Kilo", 2.5, 2.5, "money:EUR/mass"),
    ("de", "Die Firma hat 500 Euro pro Tag.", "500 Euro pro Tag", 500 / 86400, 500 / 86400, "money:EUR/time"),
    ("de", "Ein 26-Jähriger starb.", "26-Jähriger", 26, 26, "age"),
    ("de", "Eine 29-jährige Pflegerin starb.", "29-jährige", 29, 29, "age"),
    ("en", "A cyclist, 54, died.", "54", 54, 54, "age"),
    ("de", "Nach dreitägiger Sperrung.", "dreitägiger", 259200, 259200, "time"),
    ("en", "A nine-square-metre cell.", "nine-square-metre", 9, 9, "area"),
    ("de", "Eine viertel Million Besucher.", "Eine viertel Million", 250000, 250000, "count"),
    ("en", "One and a half million came.", "One and a half million", 1.5e6, 1.5e6, "count"),
    ("de", "Es waren mehrere Hundert Millionen Euro.", "mehrere Hundert Millionen Euro", 1.5e8, 1e9, "money:EUR"),
    ("en", "Tens of thousands fled.", "Tens of thousands", 15000, 100000, "count"),
    ("en", "Just under half of it is built.", "Just under half", 0.45, 0.5, "share"),
    ("en", "Prices fell by three quarters since May.", "three quarters", 0.75, 0.75, "share"),
    ("de", "Es traf bis zu eine von 10.000 Personen.", "bis zu eine von 10.000", -INF, 1e-4, "share"),
    ("de", "Er stieg von 9,4 auf 13 Millionen Euro.", "9,4", 9.4e6, 9.4e6, "money:EUR"),
    ("en", "It was raised from 20 to 35 percent.", "20", 0.2, 0.2, "share"),
    ("en", "It was half a century ago.", "half a century", 50 * 31556952, 50 * 31556952, "time"),
    ("de", "Sie fährt sechsmal täglich.", "sechsmal täglich", 6 / 86400, 6 / 86400, "times/time"),
    ("de", "Der Wert hat sich versechsfacht.", "versechsfacht", 6, 6, "ratio"),
    ("de", "Der Galerist bot 30.000 Pfund.", "30.000 Pfund", 30000, 30000, "money:GBP"),
    ("de", "KESH zahlt Wien 110 Millionen Lei.", "110 Millionen Lei", 1.1e8, 1.1e8, "money:RON"),
]


@pytest.mark.parametrize(("language", "text", "span", "low", "high", "dimension"), AMOUNTS)
def test_amounts_are_normalised(language: str, text: str, span: str, low: float, high: float, dimension: str) -> None:
    found = [(s.text, s.value) for s in find_slots(text, language, None) if isinstance(s.value, Amount)]
    assert found[0][0] == span
    value = found[0][1]
    assert isinstance(value, Amount)
    assert (value.low, value.high) == pytest.approx((low, high))
    assert value.dimension == dimension


DAY = date(2024, 6, 5)
DATES = [
    ("de", "Sie kam gestern an.", "2024-06-04", "2024-06-04"),
    ("en", "She arrived yesterday.", "2024-06-04", "2024-06-04"),
    ("de", "Sie kam am Montag an.", "2024-06-03", "2024-06-03"),
    ("en", "The trial will begin on Monday.", "2024-06-10", "2024-06-10"),
    ("de", "Am 3. Juni 2020 kam sie an.", "2020-06-03", "2020-06-03"),
    ("en", "On June 3, 2020 she arrived.", "2020-06-03", "2020-06-03"),
    ("de", "Im ersten Quartal 2023 stieg er.", "2023-01-01", "2023-03-31"),
    ("de", "Das war im 19. Jahrhundert.", "1801-01-01", "1900-12-31"),
    ("en", "In the 1990s it was sold.", "1990-01-01", "1999-12-31"),
    ("de", "Seit 2019 ist das so.", "2019-01-01", "2019-12-31"),
    ("en", "It was sold two years ago.", "2022-01-01", "2022-12-31"),
    ("de", "Das war im achten Jahrhundert.", "0701-01-01", "0800-12-31"),
    ("de", "Der Lift ist aus den Achtzigerjahren.", "1980-01-01", "1989-12-31"),
    ("en", "In the second quarter sales fell.", "2024-04-01", "2024-06-30"),
    ("de", "Vergangene Woche kam sie an.", "2024-05-27", "2024-06-02"),
]


@pytest.mark.parametrize(("language", "text", "start", "end"), DATES)
def test_dates_are_resolved_by_the_day_of_the_text(language: str, text: str, start: str, end: str) -> None:
    value = next(s.value for s in find_slots(text, language, DAY) if isinstance(s.value, When))
    assert (value.start, value.end) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("de", "In Kiew", "city:kyiv"),
        ("en", "In Kyiv", "city:kyiv"),
        ("de", "Der Kreml", "RU"),
        ("de", "die französische Armee", "FR"),
        ("en", "in Ivory Coast", "CI"),
        ("de", "in Nizza", "city:nice"),
    ],
)
def test_places_have_one_id_in_both_languages(language: str, text: str, place: str) -> None:
    values = [s.value for s in find_slots(text, language, None)]
    assert [v.id for v in values if isinstance(v, Place)] == [place]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "It is a nice day in the office.", SlotKind.PLACE),  # Nice is a city, nice is not
        ("en", "He may go.", SlotKind.DATE),  # May
        ("de", "Das Essen war gut.", SlotKind.PLACE),  # Essen
        ("de", "Covid-19 ist gefährlich.", SlotKind.NUMBER),
        ("de", "Die Sitzung beginnt um 14.30 Uhr.", SlotKind.NUMBER),
        ("de", "Das ist nicht nur gut.", SlotKind.NEGATION),
        ("de", "Die Zahl ist gegenüber 2011 gestiegen.", SlotKind.NUMBER),
        ("de", "Die Statue ist aus dem achten Jahrhundert vor Christus.", SlotKind.DATE),
        ("en", "The bridge was built in two days.", SlotKind.DATE),
        ("en", "Goals came in the second half of the match.", SlotKind.DATE),
        ("de", "Eine Frau kam an.", SlotKind.NUMBER),
        ("fr", "Il y a 12 personnes à Paris.", SlotKind.NUMBER),  # no notation of ours
    ],
)
def test_what_is_no_slot(language: str, text: str, kind: SlotKind) -> None:
    assert [s for s in find_slots(text, language, DAY) if s.kind is kind] == []


def test_spellings_of_a_name_share_one_key() -> None:
    one = find_slots("Präsident Wolodymyr Selenskyj sprach.", "de", None)
    two = find_slots("President Volodymyr Zelensky spoke.", "en", None)
    keys = {s.value.family for s in (*one, *two) if isinstance(s.value, Name)}
    assert len(keys) == 1


def test_empty_and_blank_texts_have_no_slots() -> None:
    assert find_slots("", "de", None) == find_slots("  \n", "en", DAY) == ()
    assert compare_slots(Text("", "de"), Text("12 Tote", "de")) == ()


numbers = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10**9), places=2)


@given(numbers, st.sampled_from(["de", "en"]))
def test_figures_formatted_by_cldr_are_read_back(number: Decimal, language: str) -> None:
    shown = format_decimal(number, locale=language)
    values = [s.value for s in find_slots(f"= {shown} km", language, None) if isinstance(s.value, Amount)]
    assert [v.low for v in values] == [pytest.approx(float(number) * 1000)]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["de", "en"]), st.sampled_from(["long", "full"]))
def test_dates_formatted_by_cldr_are_read_back(day: date, language: str, style: str) -> None:
    shown = format_date(day, style, locale=language)
    values = [s.value for s in find_slots(f"({shown})", language, None) if isinstance(s.value, When)]
    assert [(v.start, v.end) for v in values] == [(day, day)]


@given(st.text(max_size=80), st.sampled_from(["de", "en"]))
def test_any_text_is_read_without_an_error(text: str, language: str) -> None:
    for slot in find_slots(text, language, DAY):
        assert text[slot.start : slot.end] == slot.text
    compare_slots(Text(text, language, DAY), Text(text, language, DAY))
