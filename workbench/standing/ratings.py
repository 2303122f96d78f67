"""What a fact-check finds of the claim it checks, and where it repeats that claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.claims import split_sentences
from workbench.types import Evidence, Rating, Report, ReportKind, Stance, StanceProbabilities

Span = tuple[int, int]

# What is longer or says less comes first: "teils falsch" is not "falsch".
_WORDS = (
    (
        Rating.MIXED,
        r"(?:teil(?:s|weise)|partly|partially) (?:falsch|richtig|wahr|korrekt|true|false|correct)|halb ?wahr(?:heit)?"
        r"|half[- ]true|gemischt|mixture|mixed",
    ),
    (
        Rating.MOSTLY_FALSE,
        r"(?:größtenteils|überwiegend|weitgehend|zum Großteil|im Wesentlichen) (?:falsch|unwahr)"
        r"|(?:mostly|largely) (?:false|untrue|incorrect)",
    ),
    (
        Rating.MOSTLY_TRUE,
        r"(?:größtenteils|überwiegend|weitgehend|zum Großteil|im Wesentlichen) (?:richtig|wahr|korrekt)"
        r"|(?:mostly|largely) (?:true|correct|accurate)",
    ),
    (
        Rating.UNPROVEN,
        r"unbelegt|nicht (?:zu )?beleg(?:t|bar|en)|unbewiesen|nicht (?:bewiesen|überprüfbar)|keine Belege"
        r"|unproven|not proven|unsubstantiated|unverified|unsupported|no evidence",
    ),
    (
        Rating.MISLEADING,
        r"irreführend|aus dem Zusammenhang gerissen|fehlender Kontext|misleading|(?:missing|lacks) context"
        r"|out of context",
    ),
    (
        Rating.FALSE,
        r"nicht (?:ganz )?(?:richtig|wahr|korrekt|zutreffend)|stimmt (?:so )?nicht|trifft (?:so )?nicht zu"
        r"|(?<!nicht )falsch|(?:frei )?erfunden|unwahr|gefälscht|manipuliert|Fälschung|Fake"
        r"|not (?:true|correct|accurate)|untrue|incorrect|inaccurate|(?<!not )false|fabricated|miscaptioned|altered"
        r"|pants on fire|hoax",
    ),
    (Rating.TRUE, r"richtig|wahr|korrekt(?! zitiert)|stimmt|trifft zu|zutreffend|true|correct|accurate"),
)
_RATING = re.compile("|".join(rf"(?P<{r.value}>\b(?:{words})\b)" for r, words in _WORDS), re.IGNORECASE)
_LABEL = re.compile(
    r"(?:\b(?:Bewertung|Einschätzung|Einordnung|Einstufung|Urteil|Fazit|Ergebnis|rating|verdict|ruling|conclusion)"
    r"(?:\s*[:–—]\s*|\s+(?:ist|lautet|is)[:\s]\s*|\s*\n+\s*)"
    r"|\b(?:we rate (?:this|that|it|the claim)(?: claim)?(?: as)?|(?:bewerten|stufen) wir (?:das|dies|sie|die \w+)"
    r"(?: \w+)? als|wir (?:bewerten|stufen) (?:das|dies|sie|die \w+)(?: \w+)? als)\s+)",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:aber|jedoch|doch|but|however)\b", re.IGNORECASE)
# "Das ist falsch.", "That is incorrect.", "Stimmt nicht.", "Falsch.": a sentence that is nothing but a finding.
_FINDING = re.compile(
    r"\W*(?:(?:das|dies|die (?:behauptung|aussage|angabe|zahl)|that|this|it|the (?:claim|figure|statement))\s+)?"
    rf"(?:(?:ist|war|is|was)\s+(?:so\s+)?)?(?:{_RATING.pattern})[^\w?]*",
    re.IGNORECASE,
)
_NO = re.compile(r"^\W*(?:nein|no)\b\s*[,:!.–—-]|\?\s*(?:nein|no)\b", re.IGNORECASE)
_YES = re.compile(r"^\W*(?:ja|yes)\b\s*[,:!–—-]|\?\s*(?:ja|yes)\b", re.IGNORECASE)
_SECTION = re.compile(
    r"^\W*(?:(?:die |the )?(?:behauptung|aussage|these|claim|statement)|was behauptet wird|what is claimed)"
    r"\s*(?:nr\.?\s*)?\d*\s*(?:[:–—]\s*|\n+\s*)",
    re.IGNORECASE | re.MULTILINE,
)
_CLAIMED = re.compile(
    r"\b(?:heißt es|hieß es|behaupte\w*|angeblich\w*|kursier\w*|verbreite\w*|geteilt|geteilte\w*|berichten|soll|sollen"
    r"|claim\w*|alleg\w*|said to|says?|say that|shared|circulat\w*|posts?|posted|viral|video|picture|message)\b",
    re.IGNORECASE,
)
# The claim that is checked stands at the beginning, before the first finding.
_OPENING = 4
_STANCES = {
    Rating.TRUE: Stance.SUPPORTS,
    Rating.MOSTLY_TRUE: Stance.SUPPORTS,
    Rating.FALSE: Stance.REFUTES,
    Rating.MOSTLY_FALSE: Stance.REFUTES,
    Rating.MISLEADING: Stance.REFUTES,
    Rating.MIXED: Stance.NOT_ENOUGH_INFO,
    Rating.UNPROVEN: Stance.NOT_ENOUGH_INFO,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim that a fact-check repeats, ``report.text[start:end]``, and what it finds of it."""

    start: int
    end: int
    rating: Rating


def checked_claims(report: Report) -> tuple[Checked, ...]:
    """The claims that a fact-check repeats, where both the claim and its rating can be told; others give nothing.

    Sections that each name a claim have a rating each; elsewhere the opening sentences that report a claim have the
    rating of the whole.
    """
    if report.kind is not ReportKind.FACT_CHECK:
        return ()
    sections = [match.span() for match in _SECTION.finditer(report.text)]
    if sections:
        return tuple(_of_sections(report, sections))
    rating = find_rating(report.title, report.text)
    return tuple(Checked(*span, rating) for span in _opening(report)) if rating else ()


def find_rating(title: str | None, text: str) -> Rating | None:
    """The rating that a fact-check of one claim gives: by a label, by a sentence, or in its title; None if unclear."""
    labelled = [_after(text, label.end()) for label in _LABEL.finditer(text)]
    given = {rating for rating in labelled if rating}
    if not given:
        given = {rating for line in re.split(r"(?<=[.!?])\s+|\n+", text) if (rating := _finding(line))}
    if not given and title:
        given = _of_title(title)
    return given.pop() if len(given) == 1 else None


def _of_sections(report: Report, sections: Sequence[Span]) -> Iterator[Checked]:
    ends = [start for start, _ in sections[1:]] + [len(report.text)]
    for (_, start), end in zip(sections, ends, strict=True):
        part = report.text[start:end]
        rating = find_rating(None, part)
        spans = split_sentences(part, report.language)
        if rating and spans:
            yield Checked(start + spans[0][0], start + spans[0][1], rating)


def _opening(report: Report) -> Iterator[Span]:
    for start, end in split_sentences(report.text, report.language)[:_OPENING]:
        sentence = report.text[start:end]
        if _finding(sentence) or _LABEL.search(sentence):
            return
        if _CLAIMED.search(sentence):
            yield start, end


def _after(text: str, at: int) -> Rating | None:
    """The rating after a label: the first words, or what its sentence says, after a "but" if there is one."""
    sentence = re.split(r"[.!?\n]", text[at:].lstrip(), maxsplit=1)[0].strip(" „“”\"»«'*_")
    if first := _finding(sentence):
        return first
    for part in (sentence, _BUT.split(sentence)[-1]):
        found = {_rating(match) for match in _RATING.finditer(part)}
        if len(found) == 1:
            return found.pop()
    return None


def _finding(sentence: str) -> Rating | None:
    match = _FINDING.fullmatch(sentence)
    return _rating(match) if match else None


def _of_title(title: str) -> set[Rating]:
    if _NO.search(title):
        return {Rating.FALSE}
    if _YES.search(title):
        return {Rating.TRUE}
    parts = re.split(r"\s*[:–—?!]\s+", title)
    return {rating for part in (parts[0], parts[-1]) if (rating := _finding(part))}


def _rating(match: re.Match[str]) -> Rating:
    return next(rating for rating in Rating if match[rating.value])


def rated(evidence: Evidence, claims: Sequence[Checked]) -> Evidence:
    """The evidence with the stance that the rating gives it, where its passage repeats a claim that is checked.

    What supports the claim that is found false conflicts with ours. What merely repeats a false claim that conflicts
    with ours says nothing on it.
    """
    passage = evidence.passage
    repeated = [one for one in claims if one.start < passage.end and passage.start < one.end]
    shared = sum(min(passage.end, one.end) - max(passage.start, one.start) for one in repeated)
    # Of a passage that goes on to other things the claim says little.
    if 2 * shared < passage.end - passage.start or len({one.rating for one in repeated}) != 1:
        return evidence
    merely = min(one.start for one in repeated) <= passage.start and passage.end <= max(one.end for one in repeated)
    return _rated(evidence, repeated[0].rating, merely)


def _rated(evidence: Evidence, rating: Rating, merely: bool) -> Evidence:
    found, side = evidence.probabilities, _STANCES[rating]
    supports = found.supports if side is Stance.SUPPORTS else 0.0
    refutes = found.refutes if side is Stance.SUPPORTS or not merely else 0.0
    if side is Stance.REFUTES:
        refutes += found.supports
    weighed = StanceProbabilities(supports, refutes, max(0.0, 1.0 - supports - refutes))
    return replace(evidence, stance=weighed.stance, probabilities=weighed, bearing=supports + refutes, rating=rating)
