from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import report
from workbench.claims import split_sentences
from workbench.indexing.windows import MAX_CHARACTERS, passages_of, windows

GERMAN = (
    "Am 24. Juli trafen sich die Delegationen. Sie sprachen drei Stunden. Ein Ergebnis gab es nicht. "
    "Die nächste Runde ist am 3. August.\n\nAus Moskau kam keine Stellungnahme, obwohl Journalisten mehrfach "
    "nachgefragt hatten. Das berichtete Dr. Meier am Abend."
)


def test_up_to_three_sentences_within_a_paragraph() -> None:
    found = [GERMAN[a:b] for a, b in windows(GERMAN, "de")]
    assert found == [
        "Am 24. Juli trafen sich die Delegationen. Sie sprachen drei Stunden. Ein Ergebnis gab es nicht.",
        # Too short to stand alone: it goes with the next paragraph.
        "Die nächste Runde ist am 3. August.\n\nAus Moskau kam keine Stellungnahme, obwohl Journalisten mehrfach "
        "nachgefragt hatten. Das berichtete Dr. Meier am Abend.",
    ]


@given(st.lists(st.text("abc .!?\n„“äß", min_size=1, max_size=700), max_size=5).map("\n\n".join))
def test_windows_cover_every_sentence_once_and_in_order(text: str) -> None:
    found = list(windows(text, "de"))
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    covered = "".join("".join(text[a:b].split()) for a, b in found)
    assert covered == "".join("".join(text[a:b].split()) for a, b in split_sentences(text, "de"))


def test_a_sentence_beyond_the_limit_is_cut_at_a_space() -> None:
    text = "Wort " * 300 + "Ende."
    found = list(windows(text, "de"))
    assert all(b - a <= MAX_CHARACTERS for a, b in found)
    assert all(text[a:b].split(maxsplit=1)[0] in ("Wort", "Ende.") for a, b in found)


def test_passage_ids_are_stable_positive_and_differ_by_report() -> None:
    one, again, other = (passages_of(report(i, GERMAN)) for i in ("a", "a", "b"))
    assert one == again
    assert {p.id for p in one}.isdisjoint({p.id for p in other})
    assert all(0 <= p.id < 2**63 for p in one + other)
    assert all(GERMAN[p.start : p.end] == p.text for p in one)


@pytest.mark.parametrize("language", ["de", "en", "und", "xx"])
def test_any_language_code_is_cut(language: str) -> None:
    assert list(windows("One sentence. Another one.", language)) == [(0, 26)]
