"""Sentences, words and their keys: what two texts in German and English are aligned by."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+(?:[.,:’']\d+)*|[^\w\s]")
_END = re.compile(r"[.!?…][\"“”»«’']*\s+(?=[\"„“»«’']?[A-ZÄÖÜ0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mio|Mrd|Tsd|Dr|Prof|ca|bzw|Nr|St|Mr|Mrs|Ms|No|Sen|Gov|Gen|Rep|z\.B|u\.a|d\.h|Jan|Feb|Febr|Aug|Sept|Sep"
    r"|Okt|Oct|Nov|Dez|Dec|approx|vs|Str|Abs|Art|a\.m|p\.m|U\.S|U\.N|[A-ZÄÖÜ])|\b\d{1,2})$"
)
_STOP_DE = frozenset(
    "der die das den dem des ein eine einen einem einer eines und oder aber in im am an auf aus bei mit nach von vom zu"
    " zum zur für über unter um bis als wie dass daß es er sie ihr ihre sein seine sich ist sind war waren wird werden"
    " wurde wurden worden hat haben hatte hatten nicht kein keine keinen keiner auch noch "
    "nur so da dort hier dann damit"
    " dabei durch gegen ohne vor seit während wegen laut sowie wenn weil ob man was wer wo mehr weniger rund etwa knapp"
    " gut fast circa ca ungefähr mindestens höchstens maximal bereits schon erst jetzt nun sehr viel viele alle jede"
    " jeder jedes muss müssen kann können könnte darf dürfen soll sollen sollte will wollen würde pro je davon dieser"
    " diese dieses diesem diesen insgesamt zwischen nie niemals nichts niemand gestern heute morgen"
    " gut jeweils ja sogar weiterhin weiter bislang bisher liegt lag liegen lagen beträgt betrug".split()
)
_STOP_EN = frozenset(
    "the a an and or but in on at of to for with by from as that this these those it its he she they his her their is"
    " are was were be been being has have had will would shall should can could may might must do does did not no nor"
    " also only so there here then than into over under about around roughly nearly almost some more less least most up"
    " out off per each every all any any one after before since until while because if who which what when where"
    " between already just now very many much during against without through never nothing nobody yesterday today"
    " tomorrow got total according so still far yet".split()
)
_ENDINGS_DE = ("innen", "ungen", "ern", "est", "en", "er", "es", "em", "e", "n", "s")
_ENDINGS_EN = ("ings", "ing", "ies", "ed", "es", "s", "y", "e")
_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "’": "", "'": "", "-": "", "k": "c", "z": "c"})
LONG = 7
PREFIX = 6
TAIL = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with the keys it is matched by; no keys for function words, figures and marks."""

    text: str
    start: int
    end: int
    keys: frozenset[str]

    @property
    def low(self) -> str:
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    words: tuple[Word, ...]


def fold(word: str) -> str:
    """Lower case without accents, umlauts, hyphens; ``k`` and ``z`` as ``c`` so that cognates meet."""
    plain = word.lower().translate(_FOLD)
    if plain.isascii():
        return plain
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def stem(word: str, language: str) -> str:
    folded = fold(word)
    for ending in _ENDINGS_DE if language == "de" else _ENDINGS_EN:
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:
            return folded[: -len(ending)]
    return folded


def read_lines(name: str) -> list[str]:
    """The lines of a lexicon beside this module, without comments and empty ones."""
    text = files("workbench.slots").joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def _concepts(language: str) -> dict[str, frozenset[str]]:
    """Folded word or stem → concepts that it stands for."""
    found: dict[str, set[str]] = {}
    for line in read_lines("concepts.txt"):
        concept, words = line.split(":", 1)
        german, _, english = words.partition("|")
        for word in (german if language == "de" else english).split():
            found.setdefault(fold(word), set()).add(f"={concept}")
    for word, concepts in list(found.items()):
        short = stem(word, language)
        if len(short) > 3:
            found.setdefault(short, set()).update(concepts)
    return {word: frozenset(concepts) for word, concepts in found.items()}


@lru_cache(maxsize=65536)
def keys_of(word: str, language: str) -> frozenset[str]:
    """What a word is matched by: its concepts, the concepts of a German compound's tail, its stem, a long prefix."""
    low = word.lower()
    if low in (_STOP_DE if language == "de" else _STOP_EN) or not word[0].isalpha() or len(word) < 2:
        return frozenset()
    table = _concepts(language)
    folded, short = fold(word), stem(word, language)
    known = table.get(folded) or table.get(short)
    if known:
        return known | {short}
    keys = {short}
    if len(folded) >= LONG:
        keys.add("~" + folded[:PREFIX])
    if "-" in word:
        keys.update(keys_of(word.rsplit("-", 1)[1], language) if word.rsplit("-", 1)[1] else ())
    elif language == "de":
        for cut in range(3, len(folded) - TAIL + 1):
            bare = short[cut:]
            tail_known = table.get(folded[cut:]) or (table.get(bare) if len(bare) >= TAIL else None)
            if tail_known:
                keys.update(tail_known)
                break
    return frozenset(keys)


def sentences(text: str, language: str) -> tuple[Sentence, ...]:
    """Sentences with their words. Cheaper and coarser than the splitter of claims: slots only need a frame."""
    bounds = [0]
    for match in _END.finditer(text):
        if match.group()[0] == "." and _ABBREVIATED.search(text, max(0, match.start() - 8), match.start()):
            continue
        bounds.append(match.end())
    bounds.append(len(text))
    found = []
    for start, end in itertools.pairwise(bounds):
        words = tuple(
            Word(m.group(), m.start(), m.end(), keys_of(m.group(), language)) for m in _WORD.finditer(text, start, end)
        )
        if words:
            found.append(Sentence(start, end, words))
    return tuple(found)


def matched(words: list[Word], keys: frozenset[str]) -> int:
    """How many of the words have a key among ``keys``."""
    return sum(1 for word in words if word.keys & keys)


def all_keys(words: list[Word]) -> frozenset[str]:
    return frozenset().union(*(word.keys for word in words)) if words else frozenset()
