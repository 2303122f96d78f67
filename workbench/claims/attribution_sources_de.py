"""German phrases that name a source beside a sentence: ``laut X``, ``nach Angaben von X``, ``so X``, ``heißt es``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.claims.attribution_nouns import phrase_de
from workbench.claims.attribution_tokens import Found, Kind, Span, Token, outside, segments, span_of, tokenise
from workbench.claims.attribution_words import ARTICLES_DE, FINAL_DE, FINITE_DE, PRONOUNS_DE
from workbench.types import Modality

_WORDS_OF = frozenset(
    """
    angaben angabe informationen einschätzung einschätzungen ansicht auffassung darstellung aussage aussagen worten
    berechnungen schätzung schätzungen erkenntnissen überzeugung meinung mitteilung bericht berichten auskunft
    """.split()
)
_NAMED_LIKE = frozenset("mitteilung bericht berichten".split())
_QUALIFIERS = frozenset(
    "den ersten eigenen jüngsten vorläufigen offiziellen übereinstimmenden bisherigen neuen ihren seinen".split()
)
_LOUD = frozenset(
    """
    so zu sehr wurde wird wurden werden rief riefen schrie schrien sprach lachte und ganz besonders ziemlich wie nicht
    """.split()
)
_WHENCE = frozenset("in im aus bei beim von vom seitens vonseiten unter".split())
_SPEAKS = frozenset("heißt hieß verlautet verlautete hervorgeht hervorging heisst".split())


def find_source(sentence: str) -> Found | None:
    """The source that a phrase of the sentence names; what is said is the sentence without that phrase."""
    tokens = tokenise(sentence)
    rules: tuple[Callable[[str, list[Token]], Found | None], ...] = (
        _as_said,
        _laut,
        _according,
        _zufolge,
        _so,
        _heisst,
    )
    for rule in rules:
        if (found := rule(sentence, tokens)) is not None:
            return found
    return None


def _without(sentence: str, cut: Span, speaker: Span | None) -> Found:
    return Found(speaker, outside(sentence, cut), Modality.ASSERTS)


def _bare(tokens: Sequence[Token]) -> Span:
    """A phrase without the article before it and the bracket behind it."""
    begin = 1 if len(tokens) > 1 and tokens[0].low in ARTICLES_DE else 0
    if tokens[-1].text == ")":
        opening = next(i for i, token in enumerate(tokens) if token.text == "(")
        return span_of(tokens[begin:opening])
    return span_of(tokens[begin:])


def _laut(sentence: str, tokens: list[Token]) -> Found | None:
    for i, token in enumerate(tokens):
        if token.low != "laut" or (i and tokens[i - 1].low in _LOUD) or i + 1 >= len(tokens):
            continue
        begin = _past_qualifiers(tokens, i + 1)
        if tokens[begin].low in _WORDS_OF - _NAMED_LIKE or _joined(tokens[begin]):
            continue
        end = phrase_de(tokens, i + 1, bare=i > 0) or phrase_de(tokens, _past_participle(tokens, i + 1))
        if end is not None:
            return _without(sentence, (token.start, tokens[end - 1].end), _bare(tokens[i + 1 : end]))
    return None


def _past_participle(tokens: Sequence[Token], at: int) -> int:
    """Past what a participle adds before its noun: ``der am Freitag vorgelegten Statistik``."""
    if tokens[at].low not in ARTICLES_DE:
        return at
    ends = (
        i for i in range(at + 2, min(at + 7, len(tokens) - 1)) if tokens[i].low.endswith(("ten", "te", "enen", "ene"))
    )
    return next((i for i in ends if tokens[i + 1].named and not tokens[i].named), at)


def _past_qualifiers(tokens: Sequence[Token], at: int) -> int:
    i = at
    while i < len(tokens) - 1 and tokens[i].low in _QUALIFIERS:
        i += 1
    return i


def _according(sentence: str, tokens: list[Token]) -> Found | None:
    """``nach Angaben der Polizei``, ``nach Ansicht von X``, ``nach eigenen Angaben``."""
    for i, token in enumerate(tokens[:-1]):
        at = _past_qualifiers(tokens, i + 1)
        if token.low not in {"nach", "laut"} or at + 1 >= len(tokens):
            continue
        if (owner := _joined(tokens[at])) is not None:
            return _without(sentence, (token.start, tokens[at].end), owner)
        if tokens[at].low not in _WORDS_OF:
            continue
        if tokens[at - 1].low in {"eigenen", "eigener"}:
            return _own(sentence, tokens, i, at + 1)
        end, begin = _whose(tokens, at + 1, bare=i > 0)
        if end is not None:
            return _without(sentence, (token.start, tokens[end - 1].end), _bare(tokens[begin:end]))
    return None


def _joined(token: Token) -> Span | None:
    """Whose they are in one word: ``UNHCR-Angaben``, ``Polizeiangaben``."""
    if not token.low.endswith("angaben") or len(token.text) < len("angaben") + 3:
        return None
    return token.start, token.start + len(token.text[: -len("angaben")].rstrip("-"))


def _whose(tokens: Sequence[Token], at: int, *, bare: bool) -> tuple[int | None, int]:
    """Where the owner of the words ends and begins: ``von X``, ``der X``, ``Moskaus``."""
    word = tokens[at].low
    if word in {"von", "vom", "aus"}:
        return phrase_de(tokens, at + 1, bare=bare), at + 1
    if word in {"der", "des", "eines", "einer", "dieser", "dieses", "seiner", "ihrer"}:
        return phrase_de(tokens, at), at
    if tokens[at].named and tokens[at].text.endswith(("s", "’", "'")):
        return at + 1, at
    return None, at


def _own(sentence: str, tokens: list[Token], start: int, end: int) -> Found | None:
    """``Nach eigenen Angaben hat die Partei …`` and ``Die Partei hat nach eigenen Angaben …``: the subject speaks."""
    cut = (tokens[start].start, tokens[end - 1].end)
    at = end + 1 if start == 0 else 0
    if at < len(tokens) and tokens[at].low in PRONOUNS_DE:
        return _without(sentence, cut, None)
    last = phrase_de(tokens, at) if at < len(tokens) else None
    return _without(sentence, cut, span_of(tokens[at:last])) if last else None


def _zufolge(sentence: str, tokens: list[Token]) -> Found | None:
    """``Der Polizei zufolge``, ``Angaben von X zufolge``: the longest phrase that ends before the word."""
    at = next((i for i, token in enumerate(tokens) if token.low == "zufolge"), None)
    if not at:
        return None
    begin = next((i for i in range(max(0, at - 8), at) if _reaches(tokens, i, at)), None)
    if begin is None:
        return None
    cut, own = (tokens[begin].start, tokens[at].end), begin
    if tokens[begin].low in _WORDS_OF and begin + 1 < at:
        _, own = _whose(tokens, begin + 1, bare=False)
    return _without(sentence, cut, None if tokens[at - 1].low == "angaben" else _bare(tokens[own:at]))


def _reaches(tokens: Sequence[Token], begin: int, at: int) -> bool:
    token = tokens[begin]
    if token.low in _WORDS_OF and begin + 1 < at:
        return _whose(tokens[:at], begin + 1, bare=False)[0] == at
    return (token.named or token.low in ARTICLES_DE) and phrase_de(tokens[:at], begin) == at


def _as_said(sentence: str, tokens: list[Token]) -> Found | None:
    """``wie die Polizei am Montag mitteilte``, ``wie es in dem Bericht heißt``, ``wie aus Kiew verlautete``."""
    for part in segments(tokens, FINITE_DE):
        if part[0].low != "wie" or len(part) < 3 or part[-1].low not in FINAL_DE.keys() | _SPEAKS:
            continue
        at = 2 if part[1].low == "es" else 1
        cut = span_of(part)
        if part[at].low in _WHENCE and (end := phrase_de(part, at + 1)):
            return _without(sentence, cut, _bare(part[at + 1 : end]))
        if part[at].low in PRONOUNS_DE:
            return _without(sentence, cut, None)
        if end := phrase_de(part, at):
            return _without(sentence, cut, span_of(part[at:end]))
    return None


def _so(sentence: str, tokens: list[Token]) -> Found | None:
    """``…, so der Sprecher.``"""
    for index, part in enumerate(segments(tokens, {*FINITE_DE, "so"})):
        if index == 0 or part[0].low != "so" or len(part) < 2:
            continue
        end = phrase_de(part, 1)
        if end is not None and (end == len(part) or part[end].low in {"am", "weiter", "in", "gegenüber", "im", "bei"}):
            named = [token for token in part[1:end] if token.text not in "()"]
            return _without(sentence, span_of(part), span_of(named) if len(named) == end - 1 else _bare(part[1:end]))
    return None


def _heisst(sentence: str, tokens: list[Token]) -> Found | None:
    """``…, heißt es in der Mitteilung.``, ``Aus Kiew hieß es, …``, ``Es heißt, …``."""
    parts = segments(tokens, {*FINITE_DE, *_SPEAKS})
    for index, part in enumerate(parts):
        at = next((i for i, token in enumerate(part) if token.low in {"heißt", "hieß"}), None)
        if at is None or "es" not in {token.low for token in part[max(0, at - 1) : at + 2]}:
            continue
        if at == 0 and index > 0:
            return _without(sentence, span_of(part), _whence(part[2:]))
        rest = parts[index + 1 :]
        if at <= 8 and rest:
            begin = rest[0][1] if rest[0][0].low == "dass" and len(rest[0]) > 1 else rest[0][0]
            said = (begin.start, rest[-1][-1].end)
            return Found(_whence(part[:at]) or _whence(part[at + 1 :]), (said,), Modality.ASSERTS)
    return None


def _whence(part: Sequence[Token]) -> Span | None:
    for i, token in enumerate(part):
        if token.low in _WHENCE and token.kind is Kind.WORD and (end := phrase_de(part, i + 1)):
            return _bare(part[i + 1 : end])
    return None
