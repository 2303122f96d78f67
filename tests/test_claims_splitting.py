"""Hard cases of sentence ends. ``|`` stands where a sentence ends; the text is the row without it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.claims import split_sentences

GERMAN = (
    "Am 24. Juli kam er an.| Dann ging er.",
    "Sie treffen sich am 24. Dez. in Köln.| Das steht fest.",
    "Der 1. FC Köln gewann.| Der 1. FSV Mainz verlor.",
    "Im 19. Jahrhundert war das anders.| Heute nicht.",
    "Friedrich II. war König.| Papst Johannes Paul II. starb 2005.",
    "Im II. Weltkrieg starben viele.| Danach kam Frieden.",
    "Das gilt z. B. für Bayern.| Es gilt u. a. auch für Hessen.",
    "Das gilt z.B. für Bayern, d.h. für alle.| Ja.",
    "Dr. Müller und Prof. Dr. Maier sagten ab.| Hr. Schmidt kam.",
    "Köln vs. Bonn endete 2:1.| Das war knapp.",
    "Es kostet ca. 3,5 Mio. Euro.| Mehr nicht.",
    "Die Firma zahlte 3,5 Mrd. Dollar.| Das war 2019.| Dann kam er.",
    "Der Kurs stieg um 3.5 Punkte.| Er fiel um 12.30 Uhr.",
    "Nach Art. 5 Abs. 2 des Gesetzes ist das verboten.| Nr. 7 regelt das.",
    "Vgl. S. 12 im Bericht.| Dort steht es.",
    "Sie verkauft Äpfel, Birnen usw.| Die Preise steigen.",
    "„Das ist gut.“| Er lachte.",
    "„Das ist gut“, sagte er.| Dann ging er.",
    "„Das ist gut!“, sagte er.| Dann ging er.",
    "„Warum?“, fragte sie.| Er schwieg.",
    "»Nein!«| »Doch.«| Er ging.",
    "»Nein«, sagte sie.| »Das geht nicht.«",
    "Er sagte: „Ich komme.“| Dann ging er.",
    "Er nannte das „Unsinn“.| Sie auch.",
    "Er rief „Halt!“ und lief davon.| Niemand folgte.",
    '"Das ist gut."| "Wirklich?"| Er lachte.',
    '"Das ist gut", sagte er.| Dann ging er.',
    "Das Ende ... kam spät.| Und dann?",
    "Das war das Ende …| Und dann kam er.",
    "Wirklich?!| Ja!| So ist es.",
    "Die Frage lautet: Kommt er?| Niemand weiß es.",
    "Mehr steht auf www.beispiel.de.| Dort gibt es Karten.",
    "Siehe https://beispiel.de/a.b?c=d.e für mehr.| Das reicht.",
    "J. R. R. Tolkien schrieb das.| George W. Bush las es.",
    "Sie isst Vitamin C.| Der Arzt rät dazu.",
    "Die Meier GmbH & Co. KG ist pleite.| Die Bank zahlt.",
    "Der Verein e. V. lädt ein.| Er zahlt.",
    "St. Petersburg liegt im Norden.| Es ist groß.",
    "Er kam um 18 Uhr.| Sie kam um 19.30 Uhr.",
    "Das Gesetz gilt ab dem 1. Januar 2025.| Es ist neu.",
    "Die Preise stiegen 2021.| Die Löhne nicht.",
    "Er wurde 24.| Die Frau war 30.",
    "Er belegte Platz 3.| Bayern gewann.",
    "Es war sein 3. Sieg in Folge.| Er jubelte.",
    "Die 2. Bundesliga beginnt.| Am 6. Spieltag fiel kein Tor.",
    "(Das war gut.)| Danach ging er.",
    "Er kam (wie immer zu spät).| Sie ging.",
    "Das Ende.Das Neue beginnt.",
    "Die Zahl stieg (s. o.) deutlich.| Das überrascht.",
    "Der Abg. Meier fehlte.| Er war krank.",
    "Die Inzidenz lag bei 35,2.| Am Vortag waren es 34,9.",
    "Er starb am 3. 10. 1990 in Bonn.| Er wurde 80.",
    "Das kostet 5 Euro pro Std. inkl. Steuern.| Wir zahlen.",
    "Die Yahoo! Inc. meldete Verluste.| Der Kurs fiel.",
)
ENGLISH = (
    "Mr. Smith met Dr. Jones.| They talked.",
    "The U.S. President came.| The U.S. sent aid.",
    "He lives in the U.S.| He likes it.",
    "She left at 5 p.m. Monday.| He left at 6 p.m.| It was dark.",
    "Apple Inc. CEO Tim Cook spoke.| He works at Apple Inc.| The firm is large.",
    "It cost approx. five dollars.| That is cheap.",
    "See No. 5 and Fig. 3.| They differ.",
    "No.| He left.",
    "Rates rose 3.5 percent.| They fell 1.2 percent in May.",
    "It is e.g. a dog, i.e. an animal.| Right.",
    "Smith vs. Jones was decided.| It took years.",
    "“Yes.”| He left.",
    "“Yes,” he said.| “No.”",
    "“Do you know?” she asked.| He did not.",
    "He said, “I will come.”| Then he left.",
    '"It works," she said.| "Does it?" he asked.',
    "Wait...| What was that?",
    "J. K. Rowling wrote it.| George H. W. Bush read it.",
    "World War II. The end was near.",
    "He was born on Jan. 5, 1990.| He died on Dec. 3.",
    "Sen. John Doe (R-Ohio) voted no.| Rep. Jane Roe did not.",
    "The St. Louis team won.| Ft. Worth lost.",
    "Visit example.com.| It is free.",
    "The iPhone sold well.| iPhone sales rose.",
    "Martin Luther King Jr. spoke.| He was 34.",
    "She has a Ph.D. in law.| Her thesis won a prize.",
    "He works for Ford Motor Co. in Detroit.| He likes it.",
    "(He denied it.)| The police did not believe him.",
    "Prices rose 0.5%.| Wages did not.",
    "Is it true?| No!| It is not.",
    "The deal closed at $2.5bn.| Shares fell.",
)
WHOLE = {"World War II. The end was near.", "Das Ende.Das Neue beginnt."}


def cases() -> list[tuple[str, str]]:
    return [(language, row) for language, rows in (("de", GERMAN), ("en", ENGLISH)) for row in rows if row not in WHOLE]


@pytest.mark.parametrize(("language", "row"), cases())
def test_hard_cases(language: str, row: str) -> None:
    text = row.replace("|", "")
    wanted = [piece.strip() for piece in row.split("|")]
    assert [text[start:end] for start, end in split_sentences(text, language)] == wanted


def pieces(text: str, language: str = "de") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


def test_missing_space_after_full_stop() -> None:
    assert pieces("Das ist das Ende.Das Neue beginnt.") == ["Das ist das Ende.", "Das Neue beginnt."]


def test_line_ends() -> None:
    assert pieces("Überschrift ohne Punkt\nEin Satz folgt.") == ["Überschrift ohne Punkt", "Ein Satz folgt."]
    assert pieces("Ein Absatz\n\nnoch einer") == ["Ein Absatz", "noch einer"]
    assert pieces("Das Parlament hat am Donnerstag nach langer Debatte\nbeschlossen, zu gehen. Gut.") == [
        "Das Parlament hat am Donnerstag nach langer Debatte\nbeschlossen, zu gehen.",
        "Gut.",
    ]


def test_codes_of_any_case_and_unknown_ones() -> None:
    text = "Am 24. Juli kam er. Dann ging er."
    assert (
        split_sentences(text, "DE")
        == split_sentences(text, "de-AT")
        == split_sentences(text, "de")
        == [(0, 19), (20, 33)]
    )
    assert split_sentences("He left. She stayed.", "und") == [(0, 8), (9, 20)]
    assert split_sentences("He left. She stayed.", "") == [(0, 8), (9, 20)]


def test_offsets_are_code_points() -> None:
    text = "😀 Gut so.  Ja, das 𝕏 stimmt. "
    assert split_sentences(text, "de") == [(0, 9), (11, 28)]


def test_long_quotes_are_opened() -> None:
    inside = "Wir haben das lange geprüft und beraten, und zwar jeden Tag mit allen. "
    text = "„" + inside * 6 + "Das ist alles.“ Danach ging er."
    assert len(split_sentences(text, "de")) == 8


def test_nothing_to_split() -> None:
    assert split_sentences("", "de") == split_sentences(" \n \n", "de") == []


@given(st.text(alphabet='aB. \n!?“„"1(),:äU', max_size=80), st.sampled_from(["de", "en"]))
def test_spans_are_ordered_stripped_and_cover_all_letters(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    assert all(0 <= start < end <= len(text) and text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join(text[s:e] for s, e in spans).split() == text.split() or sorted(
        "".join("".join(text[s:e].split()) for s, e in spans)
    ) == sorted("".join(text.split()))
