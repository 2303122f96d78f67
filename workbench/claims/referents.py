"""Pronouns and bare descriptions at the head of a sentence, and the subjects that they may stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from workbench.claims.attribution import attribute


class Gender(Enum):
    MASCULINE = auto()
    FEMININE = auto()
    NEUTER = auto()
    PLURAL = auto()


@dataclass(frozen=True, slots=True)
class Referent:
    """A subject, and the genders of the pronouns that fit it."""

    text: str
    genders: frozenset[Gender]


@dataclass(frozen=True, slots=True)
class Anaphor:
    """``sentence[start:end]`` refers to something named before: by gender, or by the noun that it repeats."""

    start: int
    end: int
    genders: frozenset[Gender] = frozenset()
    noun: str = ""


M, F, N, P = (frozenset({gender}) for gender in Gender)
PERSON = M | F

_CAP = r"[A-ZÄÖÜ][\w’'-]*"
_SINGULAR_DE = (
    r"(?:hat|hatte|habe|ist|war|sei|wird|werde|wurde|will|wolle|soll|solle|kann|muss|darf|kam|ging|gab|nahm|sah|fand|stand|lag|"
    r"fiel|stieg|verlor|schrieb|rief|blieb|ließ|trat|bot|wies|gewann|begann|sprach|traf|hielt|[a-zäöüß]{2,}te?)"
)
_PLURAL_DE = r"(?:sind|[a-zäöüß]{2,}en)"
_SUBJECT_DE = re.compile(
    rf"^(?P<np>(?:(?P<article>Der|Die|Das|Ein|Eine)\s(?:[a-zäöüß]+e[rnms]?\s){{0,2}})?(?P<head>{_CAP})"
    rf"(?P<more>(?:\s{_CAP}){{0,3}})(?P<from>\s(?:aus|von|für|in|der|des)\s(?:der\s|den\s)?{_CAP}(?:\s{_CAP})?)?)"
    rf"(?:,[^,]{{3,60}},)?\s(?:(?P<singular>{_SINGULAR_DE})|(?P<plural>{_PLURAL_DE}))\b(?!\s(?:er|sie|es|man)\b)"
)
_INVERTED_DE = re.compile(
    rf"^[^,;]{{1,70}}?\b{_SINGULAR_DE}\s(?P<np>(?P<article>der|das)\s(?:[a-zäöüß]+e\s){{0,2}}(?P<head>{_CAP})(?:\s{_CAP}){{0,3}})\b"
)
_GENDER_DE = {"der": M, "das": N, "ein": M | N, "eine": F}
# Nouns of time and of measure open a sentence without being what it is about; a pronoun stands for no quantifier.
_NO_SUBJECT = re.compile(
    r"^(?:Am|Im|In|An|Auf|Bei|Nach|Vor|Seit|Zum|Zur|Laut|Für|Mit|Damit|Dabei|Davon|Das|Dies\w*|Es|Er|Sie|Man|Wir|Ich|Und|Aber|Doch|"
    r"Zudem|Außerdem|Zugleich|Zuvor|Auch|Noch|Bereits|Statt|Beim|Vom|Wer|Was|Wie|Wenn|Als|Ob|Niemand|Viele|Alle|Mehr|Rund)\b$"
)
_ADJECTIVE = re.compile(r"(?:ige|iche|ische|nde|ene|rte|ste|gte|hte|lte|kte)[rnms]?$")
_OPENING_DE = re.compile(rf"^(?P<word>Er|Sie|Es)\s(?:(?P<plural>{_PLURAL_DE})|{_SINGULAR_DE})\b(?P<rest>.*)")
_LATER_DE = re.compile(
    rf"^[A-ZÄÖÜ][^,;:„“\"]{{1,60}}?\s(?:{_SINGULAR_DE}|(?P<plural>{_PLURAL_DE}))\s(?P<word>er|sie)\b"
)
_SAID_DE = re.compile(
    r",\s(?:sagte|erklärte|betonte|teilte|berichtete|schrieb|kritisierte|klagte|ergänzte)\s(?P<word>er|sie)\b"
)
_EXPLETIVE = re.compile(
    r"^Es\s(?:gibt|gab|geht|ging|handelt|kommt|kam|ist|war|sei|wird|wurde|bleibt|blieb|heißt|hieß|fehlt|soll"
    r"|gilt|wäre|dauert|werde)\b"
    r"|^It\s(?:is|was|has been|will be|would be|may be)\s(?:to|that|the|a|an|not|unclear|hard|likely"
    r"|time|only|possible|important)\b"
    r"|^It\s(?:takes?|took|seems?|appears?|rained|depends)\b"
)
_VERB_EN = (
    r"(?:is|was|has|had|will|would|can|could|should|may|must|are|were|have|did|does|said|says|rose|fell|won|lost|met|took|came|went|"
    r"began|left|told|made|gave|found|cut|kept|held|paid|sold|grew|wrote|blames?|employs|runs|faces|plans|denies|wants|[a-z]{3,}ed)"
)
_SUBJECT_EN = re.compile(
    rf"^(?:(?:In|On|At|After|Last|By|Since|However|But|Then)\b[^,]{{0,40}},?\s)?(?P<np>(?:(?P<article>The|A|An|the|a|an)\s"
    rf"(?:[a-z-]+\s){{0,3}}?)?(?P<head>[\w’'-]+)(?P<more>(?:\s{_CAP}){{0,4}})(?P<from>\s(?:of|from|at|for)\s(?:the\s)?{_CAP}(?:\s{_CAP}){{0,2}})?)"
    rf"(?:,[^,]{{3,60}},)?\s(?P<verb>{_VERB_EN})\b"
)
_OPENING_EN = re.compile(
    r"^(?:(?:However|Then|Later|But|And|In \d{4}|Yesterday|On \w+day),?\s)?"
    r"(?P<word>[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\s"
)
_SAID_EN = re.compile(r",[”\"]?\s(?P<word>he|she|they)\s(?:said|added|told|wrote|explained|claimed)\b")
_PRONOUNS = {
    "er": M, "es": N, "he": M, "she": F, "it": N, "they": P,
}  # fmt: skip
_DESCRIPTION = {
    "de": re.compile(rf"^(?P<np>(?:Der|Die|Das)\s(?P<noun>{_CAP}))\s(?:{_SINGULAR_DE})\b"),
    "en": re.compile(rf"^(?P<np>The\s(?P<noun>[a-z]{{4,}}))\s(?:also\s|then\s)?(?:{_VERB_EN})\b"),
}
_ORGANISATION = re.compile(
    r"\b(?:Council|Agency|Ministry|Office|Department|Party|Bank|Union|Court|University|Police|Service|Group|Ltd|Inc|plc|Marine|Foods|"
    r"Association|Board|Committee|Commission|Forum|Company|Authority|Club|United|City)\b|^[A-Z]{2,}$"
)
_ROLE_EN = re.compile(
    r"\b(?:minister|mayor|president|chair(?:man|woman)?|spokes(?:man|woman|person)|officer|judge|senator|governor|director|"
    r"manager|man|woman|teacher|leader|owner|driver|pilot|suspect|victim|coach|player|author|chancellor|secretary)$"
)
_COMPANY = {
    "de": ("unternehmen", "konzern", "hersteller", "firma", "betreiber", "anbieter"),
    "en": ("company", "firm", "group", "maker", "contractor", "operator"),
}
_NAMED_COMPANY = {
    "de": re.compile(
        rf"\b[A-ZÄÖÜ]?\w*(?:konzern|hersteller|unternehmen|plattform|bauer|firma|anbieter|betreiber|Plattform|Konzern)\s(?P<name>{_CAP}(?:\s{_CAP})?)"
    ),
    "en": re.compile(rf"\b(?:company|firm|maker|contractor|operator|platform),?\s(?P<name>{_CAP}(?:\s{_CAP})?)"),
}


def opening(sentence: str, code: str) -> Anaphor | None:
    """The first thing in ``sentence`` that refers back; None where it names what it speaks of."""
    found = attribute(sentence, code)
    # What somebody named here says of ``er`` is mostly said of that somebody.
    if _EXPLETIVE.match(sentence) or (
        found is not None and found.speaker is not None and not _describes(sentence, code)
    ):
        return None
    patterns = (_OPENING_DE, _SAID_DE, _LATER_DE) if code == "de" else (_OPENING_EN, _SAID_EN)
    for pattern in patterns:
        match = pattern.search(sentence)
        if match:
            genders = _genders(match, code)
            return Anaphor(match.start("word"), match.end("word"), genders)
    match = _DESCRIPTION[code].match(sentence)
    return Anaphor(match.start("np"), match.end("np"), noun=match["noun"]) if match else None


def _describes(sentence: str, code: str) -> bool:
    return _DESCRIPTION[code].match(sentence) is not None


def _genders(match: re.Match[str], code: str) -> frozenset[Gender]:
    word = match["word"].lower()
    if word == "sie":
        return P if match.groupdict().get("plural") else F
    return _PRONOUNS[word]


def subjects(sentence: str, code: str) -> tuple[Referent, ...]:
    """Who or what a pronoun in the next sentence may stand for: the speaker, or else the grammatical subject."""
    found = attribute(sentence, code)
    if found is not None and found.speaker is not None:
        return (_referent(found.speaker.text, code),)
    if code == "de":
        return _subjects_de(sentence)
    match = _SUBJECT_EN.match(sentence)
    if match is None or opening(sentence, code) is not None:
        return ()
    return (Referent(match["np"], _genders_en(match["np"], match["verb"], bool(match["article"]))),)


def _subjects_de(sentence: str) -> tuple[Referent, ...]:
    match = _SUBJECT_DE.match(sentence)
    if match and not _NO_SUBJECT.match(match["head"] if match["article"] is None else ""):
        if match["plural"]:
            return (Referent(match["np"], P),) if match["article"] in (None, "Die") else ()
        return (_referent(match["np"], "de"),)
    inverted = _INVERTED_DE.match(sentence)
    return (_referent(inverted["np"], "de"),) if inverted else ()


def _referent(text: str, code: str) -> Referent:
    if code == "en":
        return Referent(text, _genders_en(text, "", text.lower().startswith(("the ", "a ", "an "))))
    words = text.split()
    article = words[0].lower()
    if article == "die":
        return Referent(text, F)
    if article in _GENDER_DE:
        return Referent(text, _GENDER_DE[article])
    if len(words) > 2:
        return Referent(text, F if words[0].endswith(("in", "frau")) else M)
    if len(words) == 2:
        return Referent(text, frozenset() if _ADJECTIVE.search(words[0]) else PERSON)
    return Referent(text, N)


def _genders_en(text: str, verb: str, article: bool) -> frozenset[Gender]:
    if verb in ("are", "were", "have"):
        return P
    if article and _ROLE_EN.search(text):
        return PERSON
    name = re.search(rf"{_CAP}\s{_CAP}$", text)
    if (
        name
        and not _ORGANISATION.search(text)
        and (not article or re.search(r"[a-z]+\s" + re.escape(name.group()), text))
    ):
        return N if article else PERSON
    if verb in ("is", "was", "has") or not text.endswith("s"):
        return N
    return P


def agreeing(anaphor: Anaphor, referent: Referent) -> bool:
    return bool(anaphor.genders & referent.genders)


def described(noun: str, earlier: str, code: str) -> set[str]:
    """Fuller names in ``earlier`` of what a bare description repeats: ``Das Ministerium`` ← Bundesumweltministerium."""
    if noun.lower() in _COMPANY[code]:
        return {match["name"] for match in _NAMED_COMPANY[code].finditer(earlier)}
    if code == "de":
        pattern = rf"\b([A-ZÄÖÜ][\w-]{{2,}}{re.escape(noun.lower())})(?:e?s)?\b"
        return set(re.findall(pattern, earlier))
    capital = noun.capitalize()
    return set(re.findall(rf"\b((?:(?!The\b)[A-Z][\w’-]+\s){{1,3}}{capital})\b", earlier)) | set(
        re.findall(rf"\b({capital} of (?:the )?[A-Z]\w+)\b", earlier)
    )
