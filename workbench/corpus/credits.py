"""Who a report says it has its text from: agency marks and credits, German and English."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAMES = {
    "associated press": "ap",
    "agence france-presse": "afp",
    "deutsche presse-agentur": "dpa",
    "evangelischer pressedienst": "epd",
    "katholische nachrichten-agentur": "kna",
    "sport-informations-dienst": "sid",
    "austria presse agentur": "apa",
    "keystone-sda": "sda",
    "press association": "pa media",
}
_AGENCIES = set(_NAMES.values()) | set(
    "dpa afp ap reuters epd kna sid dts apa sda ansa efe anp belga upi tass xinhua interfax ukrinform bloomberg aap "
    "pti ians kyodo yonhap dapd ddp ots".split()
)
_KNOWN = "|".join(sorted((re.escape(name) for name in _AGENCIES | set(_NAMES)), key=len, reverse=True))
# "dpa", "dpa/lnw", "dpa-infocom", "AFP, Reuters", "epd und KNA", "the Associated Press".
_ONE = rf"(?:the\s+)?(?:{_KNOWN})(?:[-/][a-z]{{2,8}}\b)*"
_SOME = rf"(?P<mark>\b{_ONE}\b(?:\s*(?:[,/;+&]|und|and)\s*(?:the\s+)?{_ONE}\b)*)"
# "Kiew/Moskau (nda) – ", "KYIV, Ukraine (AP) - ", "Brüssel (nda) Die": the place tells that the brackets hold a source,
# so agencies that no list knows count too. The second form is "Kiew/nda. ".
_DATELINES = (
    re.compile(
        r"\W*(?P<place>[A-ZÄÖÜ][^\n().!?:]{1,60}?)\s*\((?P<mark>[\w/.,&+ -]{2,40})\)"
        r"(?:\s*[-–—:.]+\s+|\s+(?=[A-ZÄÖÜ„\"]))"
    ),
    re.compile(r"\W*(?P<place>[A-ZÄÖÜ][\w .-]{1,40})/(?P<mark>[a-z]{2,5})\s*[.:–—-]\s+"),
)
_LONGEST_PLACE = 5
_CREDITS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        rf"[(\[]\s*(?:mit\s+|with\s+)?{_SOME}\s*[)\]]",
        rf"^\W*(?:(?:quellen?|sources?|von|by)\s*:?\s*)?{_SOME}\W*$",
        rf"\((?:quellen?|sources?)\s*:\s*{_SOME}\s*\)",
        rf"\b(?:mit|unter\s+verwendung\s+von)\s+(?:agentur)?(?:material(?:ien)?|informationen|inhalten)\s+"
        rf"(?:von|der|des)\s+{_SOME}[^.\n]{{0,40}}\.?",
        rf"\bwith\s+(?:additional\s+)?(?:material|reporting|files|information)\s+(?:from|by)\s+{_SOME}\.?",
        rf"\b{_SOME}\s+(?:also\s+)?contributed(?:\s+to\s+this\s+(?:report|story|article))?\.?",
        rf"(?:(?<=[.!?\"“”]\s)|(?<=[–—]\s)){_SOME}\s*$",
    )
)
_WORD = re.compile(r"\w+")
_FIRST_WORDS = {_WORD.findall(name)[0] for name in _AGENCIES | set(_NAMES)} | {"editing"}
# Looking through whole texts takes five times as long as all else that is done to find copies.
_HEAD, _TAIL = 200, 400
# The line that ends what Reuters sends.
_REUTERS = re.compile(r"\((?:additional\s+)?reporting by [^()\n]{3,200}?editing by [^()\n]{3,120}\)", re.IGNORECASE)


def agencies(text: str) -> frozenset[str]:
    """The agencies that a report's dateline, marks and closing credits name, folded."""
    head, _, tail = _parts(text)
    found = {"reuters"} if _REUTERS.search(tail) else set()
    return frozenset(found.union(*(_folded(match["mark"]) for match in _marks(head, tail))))


def without_credits(text: str) -> str:
    """The text without its dateline and credits, so that adding one to a copy changes nothing."""
    opening = _dateline(text)
    head, middle, tail = _parts(text[opening.end() :] if opening else text)
    return _cut(head) + middle + _cut(tail)


def folded_sources(name: str) -> frozenset[str]:
    """A feed's source or an outlet, folded like a mark: ``dpa`` and ``Deutsche Presse-Agentur`` are the same."""
    return _folded(name)


def _parts(text: str) -> tuple[str, str, str]:
    """Where credits stand at the start, what lies between, and where they stand at the end."""
    if len(text) <= _HEAD + _TAIL:
        return "", "", text
    return text[:_HEAD], text[_HEAD:-_TAIL], text[-_TAIL:]


def _marks(head: str, tail: str) -> Iterator[re.Match[str]]:
    opening = _dateline(head or tail)
    if opening:
        yield opening
    for part in filter(_may_credit, (head, tail)):
        for pattern in _CREDITS:
            yield from pattern.finditer(part)


def _cut(part: str) -> str:
    for pattern in (_REUTERS, *_CREDITS) if _may_credit(part) else ():
        part = pattern.sub(" ", part)
    return part


def _may_credit(part: str) -> bool:
    """Most texts name no agency, and the patterns are slow."""
    return not _FIRST_WORDS.isdisjoint(_WORD.findall(part.casefold()))


def _dateline(text: str) -> re.Match[str] | None:
    found = (pattern.match(text) for pattern in _DATELINES)
    return next((m for m in found if m and len(m["place"].split()) <= _LONGEST_PLACE), None)


def _folded(mark: str) -> frozenset[str]:
    parts = re.split(r"\s*[/,;+&]\s*|\s+(?:und|and)\s+", mark.casefold().strip())
    names = {_NAMES.get(part, part) for part in (part.removeprefix("the ").strip(" .") for part in parts)}
    services = {name.split("-")[0] if name.split("-")[0] in _AGENCIES else name for name in names if name}
    known = services & _AGENCIES
    # "dpa/lnw" is dpa; the rest names a regional service or an author.
    return frozenset(known or services)
