"""Who did what to whom, only for verbs of a short list and sentences whose order is plain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from workbench.slots.kinds import Deed, Slot
from workbench.slots.tokens import Sentence, Word, all_keys, read_lines
from workbench.types import SlotKind

_BE = frozenset("wurde wurden wird werden worden was were is are been being be".split())
_BY = {"de": ("von", "vom", "durch"), "en": ("by",)}
_OBJECT_FIRST = frozenset(("den", "dem", "einen", "einem"))
_NOT_SAFE = frozenset(
    "nicht kein keine keinen nie not never no will würde would könnte could soll should may "
    "might if wenn falls who whom"
    " der-die which that dass ob".split()
)
_CLAUSE = re.compile(r"[,;:–()]")


@cache
def _verbs(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Finite forms and participles, each with the verb's name."""
    finite: dict[str, str] = {}
    past: dict[str, str] = {}
    for line in read_lines("roles.txt"):
        name, forms = line.split(":", 1)
        half = forms.split("|")[0 if language == "de" else 1]
        plain, _, participles = half.partition("/")
        finite |= dict.fromkeys(plain.split(), name)
        past |= dict.fromkeys(participles.split(), name)
    return finite, past


def find_roles(text: str, language: str, split: Sequence[Sentence]) -> Iterator[Slot]:
    """A deed for each plain clause: subject, verb, object, or a passive with its ``von`` or ``by``."""
    for sentence in split:
        words = list(sentence.words)
        cut = next((n for n, w in enumerate(words) if _CLAUSE.fullmatch(w.text)), len(words))
        clause = words[:cut]
        lows = {w.low for w in clause}
        if lows & _NOT_SAFE or any(low.endswith("n’t") for low in lows):
            continue
        deed = _passive(clause, language) or _active(clause, language)
        if deed and deed[0].doer and deed[0].done_to:
            value, _at = deed
            yield Slot(SlotKind.ROLE, clause[0].start, clause[-1].end, text[clause[0].start : clause[-1].end], value)


def _passive(words: list[Word], language: str) -> tuple[Deed, int] | None:
    past = _verbs(language)[1]
    be = next((n for n, w in enumerate(words) if w.low in _BE), None)
    by = next((n for n, w in enumerate(words) if w.low in _BY[language] and be is not None and n > be), None)
    done = next((n for n, w in enumerate(words) if w.low in past and be is not None and n > be), None)
    if be is None or by is None or done is None or words[0].low in _BY[language]:
        return None
    stop = done if language == "de" and done > by else len(words)
    return Deed(past[words[done].low], _head(words[by + 1 : stop]), _head(words[:be])), done


def _active(words: list[Word], language: str) -> tuple[Deed, int] | None:
    finite, past = _verbs(language)
    verb = next((n for n, w in enumerate(words) if w.low in finite and n > 0), None)
    if any(w.low in _BE for w in words):
        return None
    if verb is not None:
        name, left, right = finite[words[verb].low], words[:verb], words[verb + 1 :]
    else:
        has = next(
            (n for n, w in enumerate(words) if w.low in ("hat", "haben", "has", "have", "had", "hatte") and n), None
        )
        verb = next((n for n, w in enumerate(words) if w.low in past and has is not None and n > has), None)
        if has is None or verb is None:
            return None
        name, left = past[words[verb].low], words[:has]
        right = words[has + 1 : verb] if language == "de" else words[verb + 1 :]
    doer, done_to = _head(left), _head(right)
    if language == "de" and left and left[0].low in _OBJECT_FIRST:
        doer, done_to = done_to, doer
    return Deed(name, doer, done_to), verb


def _head(words: list[Word]) -> frozenset[str]:
    """Content keys of a short phrase up to its first preposition."""
    kept: list[Word] = []
    for word in words:
        if kept and word.low in (
            "in",
            "im",
            "am",
            "on",
            "at",
            "nach",
            "mit",
            "with",
            "for",
            "wegen",
            "after",
            "vor",
            "bei",
            "over",
            "um",
        ):
            break
        if word.keys:
            kept.append(word)
    return frozenset(k for k in all_keys(kept[:4]) if not k.startswith("~"))
