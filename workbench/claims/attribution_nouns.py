"""Where a noun phrase ends, German and English, without a tagger: capitals, articles and endings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.claims.attribution_tokens import Kind, Token, is_speech
from workbench.claims.attribution_words import ARTICLES_DE, DAYS, MEDIA_DE, OWNERS_DE, PARTICLES_DE, PRONOUNS_EN

_ADJECTIVE = re.compile(r"[a-zäöüß-]{2,}(?:e|en|em|er|es)|\d[\d.,]*|zwei|drei|vier|fünf|sechs|mehrere")
ADVERBS_DE = frozenset(
    """
    gestern heute morgen erneut auch zugleich außerdem zudem daher deshalb nun jetzt bereits sich zuletzt zuvor später
    anschließend ebenfalls weiter weiterhin wiederholt daraufhin darauf davor dazu danach dort hier dann schließlich
    jedoch allerdings aber offiziell öffentlich kürzlich erstmals wieder schon noch lange vehement entschieden scharf
    """.split()
)
_NUMBER = re.compile(
    r"zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\w+z?[iß]ig|dutzende|hunderte|tausende|beide|rund|fast|\d+"
)
_NO_ADJECTIVE = frozenset(
    """
    oder aber über unter hinter neben gegen ohne wegen gegenüber seinen ihren einen keinen habe werde wurde wurden
    werden haben hatte hatten sollen können müssen wollen sagte sagten erklärte teilte berichtete gestern heute morgen
    später sein ihre ihrer seine seiner nachdem indem außerdem trotzdem zudem seitdem weiter immer wieder darüber
    """.split()
)
_PARTS = frozenset("von van der den de la al bin ten ter di da du el zu".split())
_HEADS = re.compile(
    r".*(?:sprecher|sprecherin|minister|ministerin|präsident|präsidentin|chef|chefin|leiter|leiterin|vorsitzende[rn]?|"
    r"direktor|direktorin|vertreter|vertreterin|beauftragte[rn]?|anwalt|anwältin|experte|expertin|mitglied|"
    r"koordinator|botschafter|botschafterin|generalsekretär|generalsekretärin|sekretär|kommissar|kommissarin)s?",
    re.I,
)
# Nobody tells a paper what a report says: a genitive after these is whose they are.
_DOCUMENT = re.compile(r"(?:bericht|studie|umfrage|mitteilung|daten|analyse|untersuchung|statistik|angaben)\w*$")
# One office, one word: a further capital after it in the middle of a sentence is no part of its name.
_ALONE = re.compile(
    r".*(?:polizei|feuerwehr|anwaltschaft|gericht|ministeri(?:um|ums)|amt|behörde|verband|wehr|bericht|studie|"
    r"umfrage|mitteilung|gesetz|vertrag|regierung|angaben|armee|militär|zeugen|experten|medien)",
    re.I,
)
_ENGLISH_STOPS = frozenset(
    """
    on at during after before late early earlier yesterday today tonight last this in to that while when as with
    about by but and or because if under amid ahead following later again also has have had is are was were will
    would said says now since through adding
    """.split()
) | frozenset(DAYS)
_AUTHOR = frozenset("i we you us me".split())
_CLAUSE_WORDS = frozenset(
    """
    is was were are has have had will would can could did does do may might should must that which who when while
    because but if although after before since as and said says where whether though than unless
    """.split()
)


def phrase_de(tokens: Sequence[Token], at: int, *, bare: bool = False, wide: bool = True) -> int | None:
    """The end of the German noun phrase that begins at ``at``, or None. ``bare`` stops after a single office.

    ``wide`` takes what hangs on a noun: a genitive, ``für Inneres``, ``von Siemens``.
    """
    i, articled = at, False
    if i < len(tokens) and tokens[i].low in ARTICLES_DE | OWNERS_DE:
        i, articled = i + 1, True
    elif i < len(tokens) and _NUMBER.fullmatch(tokens[i].low):
        i += 1
    start = i
    while i < len(tokens) and i - start < 4 and _adjective(tokens, i):
        i += 1
    first = i
    i = _capitals(tokens, first, bare=bare and not articled)
    if i == first:
        return None
    if wide:
        i = _hangs_on(tokens, i, tokens[first:i], articled)
    if i + 1 < len(tokens) and tokens[i].low in {"und", "sowie"} and (more := _joined(tokens, i + 1)):
        return more
    return i


def _joined(tokens: Sequence[Token], at: int) -> int | None:
    if tokens[at].named or (tokens[at].low in ARTICLES_DE and at + 1 < len(tokens) and tokens[at + 1].named):
        return phrase_de(tokens, at, wide=False)
    return None


def _adjective(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].text
    return (
        tokens[at].kind is Kind.WORD
        and _ADJECTIVE.fullmatch(word) is not None
        and word not in _NO_ADJECTIVE
        and word not in ARTICLES_DE
    )


def _capitals(tokens: Sequence[Token], at: int, *, bare: bool) -> int:
    i = at
    while i < len(tokens):
        token = tokens[i]
        alone = bare and i > at and _ALONE.fullmatch(tokens[i - 1].text) is not None
        if _title(token, i - at) or (token.named and token.low not in DAYS and not alone):
            i += 1
        elif i > at and token.low in _PARTS and (more := _particles(tokens, i)) and not _oblique(tokens, i, at):
            i = more
        elif i > at and i + 1 < len(tokens) and (token.text == "&" or tokens[i + 1].text == "Grenzen"):
            i += 2
        else:
            break
    return _bracket(tokens, i) if i > at else i


def _title(token: Token, words: int) -> bool:
    return token.kind is Kind.QUOTE and not is_speech(token) and words < 2


def _particles(tokens: Sequence[Token], at: int) -> int | None:
    """The end of ``von der`` before the last part of a name."""
    i = at
    while i < len(tokens) and i - at < 3 and tokens[i].low in _PARTS:
        i += 1
    joins = tokens[at].low not in {"der", "den", "zu", "da"}
    return i if joins and i < len(tokens) and tokens[i].named else None


def _oblique(tokens: Sequence[Token], at: int, head: int) -> bool:
    """Whether ``von`` hangs on an office rather than being part of a name."""
    return tokens[at].low == "von" and _HEADS.fullmatch(tokens[head].text) is not None


def _bracket(tokens: Sequence[Token], at: int) -> int:
    if at < len(tokens) and tokens[at].text == "(":
        for i in range(at + 1, min(at + 6, len(tokens))):
            if tokens[i].text == ")":
                return i + 1
    return at


def _hangs_on(tokens: Sequence[Token], at: int, head: Sequence[Token], articled: bool) -> int:
    """Past the genitives and prepositions of an office: ``des Ministeriums``, ``der Polizei``, ``von Siemens``."""
    office = any(_HEADS.fullmatch(token.text) for token in head)
    if not (office or articled) or at >= len(tokens):
        return at
    word = tokens[at].low
    listener = not _DOCUMENT.search(head[-1].low) and _recipient(tokens, at)
    genitive = word in {"des", "eines"} or (word in {"der", "einer", "ihrer", "seiner"} and not listener)
    preposition = office and word in {"für", "von", "vom", "beim", "bei"}
    if not (genitive or preposition) or (len(head) > 1 and not office and word != "des"):
        return at
    begin = at + 1 if preposition else at
    return phrase_de(tokens, begin) or at


def _recipient(tokens: Sequence[Token], at: int) -> bool:
    following = tokens[at + 1 : at + 4]
    return any(re.fullmatch(MEDIA_DE, token.low) or token.kind is Kind.QUOTE for token in following)


def past_adverbs(tokens: Sequence[Token], at: int) -> int:
    """Past adverbs, days and asides of place and occasion: ``am Montag in Berlin``."""
    i = at
    while i < len(tokens):
        if tokens[i].low in ADVERBS_DE:
            i += 1
        elif _is_time(tokens[i : i + 2]):
            i += 2
        elif tokens[i].low in {"in", "im", "bei", "beim", "gegenüber"} and (end := phrase_de(tokens, i + 1)):
            i = end
        else:
            break
    return i


def _is_time(tokens: Sequence[Token]) -> bool:
    """``am Montag``, ``diese Woche``."""
    first, second = tokens[0].low, tokens[-1].low
    periods = {"diese", "dieses", "diesen", "vergangene", "vorige"}
    return (first == "am" and second.startswith(tuple(DAYS))) or (
        first in periods and second in {"woche", "jahr", "monat"}
    )


def phrase_en(tokens: Sequence[Token], at: int) -> int | None:
    """The end of the English noun phrase that begins at ``at`` and stops at a time, a place or a clause."""
    i = at
    while i < len(tokens) and i - at < 10 and tokens[i].kind is not Kind.MARK and not is_speech(tokens[i]):
        surname = i > at and tokens[i].named and tokens[i - 1].named and tokens[i].low not in DAYS
        if tokens[i].low in _ENGLISH_STOPS and not surname and not _both(tokens, i):
            break
        i += 1
    return i if i > at and is_phrase_en(tokens[at:i]) else None


def _both(tokens: Sequence[Token], at: int) -> bool:
    joined = tokens[at].low == "and" and at + 1 < len(tokens)
    return joined and (tokens[at + 1].named or tokens[at + 1].low in {"the", "a"})


def is_phrase_en(tokens: Sequence[Token]) -> bool:
    """Whether words can be a subject: not long, no clause in them, no pronoun alone, no preposition first."""
    words = [token.low for token in tokens]
    if not 0 < len(words) <= 13 or any(is_speech(token) for token in tokens):
        return False
    if re.fullmatch(r"(?:there|here|it|that|he|she|what|who|let|they|you|we|i)['’](?:s|re|ve|d|ll|m)", words[0]):
        return False
    if words[-1] in {"the", "a", "an", "their", "his", "her", "its", "our", "my", "of", "for", "with", "to"}:
        return False
    if words[0] in _ENGLISH_STOPS | _AUTHOR | {
        "for",
        "from",
        "of",
        "not",
        "there",
        "then",
        "what",
        "how",
        "so",
        "it's",
    }:
        return False
    joined = {i for i, word in enumerate(words) if word == "and" and 0 < i < len(words) - 1}
    surnames = {i for i, token in enumerate(tokens) if i and token.named}
    clause = [word for i, word in enumerate(words) if word in _CLAUSE_WORDS and i not in joined | surnames]
    return not clause and not (len(words) == 1 and words[0] in PRONOUNS_EN) and not words[-1].endswith(("'s", "’s"))


def is_particle_de(token: Token) -> bool:
    return token.low in PARTICLES_DE
