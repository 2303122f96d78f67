"""A sentence as words, marks and whole quotes with their spans: what the attribution rules read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from workbench.types import Modality

Span = tuple[int, int]


class Kind(Enum):
    WORD = auto()
    QUOTE = auto()
    MARK = auto()


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int
    kind: Kind

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def named(self) -> bool:
        """Begins with a capital: a noun or name in German, a name in English."""
        return self.kind is Kind.WORD and self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found, as spans of the sentence, untrimmed. ``speaker`` is None where nobody is named."""

    speaker: Span | None
    said: tuple[Span, ...]
    modality: Modality


Segment = list[Token]

# A quote that a cut between sentences left open at one end reaches to that end of the sentence.
_QUOTE = re.compile(
    r"„[^“”\"]*(?:[“”\"]|$)|“[^”“]*(?:”|$)|»[^«]*(?:«|$)|«[^»]*(?:»|$)|\"[^\"]*(?:\"|$)"
    r"|(?<!\w)‘[^‘]{2,}?(?<=[,.?!…])’(?!\w)|(?<!\w)‘[^‘’]{2,}’(?!\w)|(?<!\w)'[^']{2,}?[,.?!…]'(?!\w)"
)
_TAIL = re.compile(r"^[^„“”»«\"]{3,}[“”«\"]")
_WORD = re.compile(
    r"(?:Dr|Prof|Mrs?|Ms|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|Sir|Hr|Fr|[A-ZÄÖÜ](?:\.[A-ZÄÖÜ])*)\.(?=\s)|\d+(?:[.,:/]\d+)*\.?(?=\s|\W|$)|"
    r"[^\W_]+(?:[-'’/&.][^\W_]+)*[-'’]?|\S"
)
_OUTER = " \t\n\u00a0,;:.–—-"
# A quote shorter than this, between words, is a title or a word held at arm's length: part of what is around it.
_SPEECH_WORDS = 3


def tokenise(sentence: str) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    for start, end in quotes(sentence):
        tokens += _words(sentence, at, start)
        tokens.append(Token(sentence[start:end], start, end, Kind.QUOTE))
        at = end
    return tokens + _words(sentence, at, len(sentence))


def quotes(sentence: str) -> list[Span]:
    """Spans of the quotes, marks included."""
    tail = _TAIL.match(sentence) if _closes_first(sentence) else None
    head = [tail.span()] if tail else []
    at = tail.end() if tail else 0
    return head + [match.span() for match in _QUOTE.finditer(sentence, at)]


def _closes_first(sentence: str) -> bool:
    first = re.search(r"[„“”»«\"]", sentence)
    if first is None:
        return False
    if first.group() == '"':
        return sentence.count('"') == 1 and sentence[first.end() : first.end() + 1] in {",", " "} and first.start() > 0
    opened = "„" not in sentence and first.group() == "“" and sentence[first.end() : first.end() + 1] in {",", " "}
    return first.group() == "”" or opened


def _words(sentence: str, start: int, end: int) -> list[Token]:
    return [
        Token(match.group(), *match.span(), Kind.WORD if match.group()[0].isalnum() else Kind.MARK)
        for match in _WORD.finditer(sentence, start, end)
    ]


def is_speech(token: Token) -> bool:
    """Whether a quote is long enough to be what somebody said, rather than a title or a single word."""
    if token.kind is not Kind.QUOTE:
        return False
    words = _inner(token).split()
    title = all(word[0].isupper() for word in words)
    return _inner(token)[-1:] in {*",.!?…"} or (len(words) >= _SPEECH_WORDS and not title)


def speech_in(part: Sequence[Token]) -> Token | None:
    """What is said word for word in a stretch: a quote that is long enough, or that is the whole of it."""
    if len(part) == 1 and part[0].kind is Kind.QUOTE:
        return part[0]
    return next((token for token in part if is_speech(token)), None)


def segments(tokens: Sequence[Token], verbs: Iterable[str]) -> list[list[Token]]:
    """The stretches between commas, colons and dashes. A quote also ends one where a verb of saying follows it."""
    known = frozenset(verbs)
    found: list[list[Token]] = [[]]
    depth = 0
    for i, token in enumerate(tokens):
        depth += (token.text == "(") - (token.text == ")")
        if not depth and _divides(tokens, i):
            found.append([])
            continue
        found[-1].append(token)
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if is_speech(token) and after is not None and (after.low in known or _inner(token)[-1:] in {*",.!?"}):
            found.append([])
    return [each for each in found if each]


def _divides(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark ends a stretch; a dash without blanks around it (``D–Md.``) does not."""
    token = tokens[at]
    if token.text in {"–", "—", "-"}:
        return at == 0 or tokens[at - 1].end < token.start
    return token.kind is Kind.MARK and token.text in {",", ":", ";", ".", "!", "?"}


def _inner(quote: Token) -> str:
    return quote.text.strip("„“”»«\"‘’'")


def trimmed(sentence: str, span: Span) -> Span | None:
    """A span without the blanks and marks around it, and without quotation marks that hold the whole of it."""
    start, end = span
    while start < end and sentence[start] in _OUTER:
        start += 1
    while start < end and sentence[end - 1] in _OUTER:
        end -= 1
    if start >= end:
        return None
    for a, b in quotes(sentence):
        if a <= start and b >= end and (start, end) != (a + 1, b - 1) and sentence[start] in "„“»«\"‘'”":
            inner = (start + 1, end - 1 if sentence[end - 1] in "“”«»\"’'" else end)
            return trimmed(sentence, inner)
        if (a, b) == (0, end) and sentence[end - 1] in '“”«"' and sentence[a] not in '„“»«"':
            return trimmed(sentence, (a, end - 1))
    return start, end


def outside(sentence: str, cut: Span) -> tuple[Span, ...]:
    """The sentence without one phrase of it."""
    return ((0, cut[0]), (cut[1], len(sentence)))


def span_of(tokens: Sequence[Token]) -> Span:
    return tokens[0].start, tokens[-1].end
