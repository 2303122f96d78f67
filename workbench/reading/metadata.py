"""Title, outlet and date of a pasted page, from its own lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from workbench.reading.dates import parse_datetime
from workbench.types import Block, BlockKind

_PLACE = r"[A-ZÄÖÜ][\w.’'-]*(?:[ ](?:am|an der|ob der|of|de|[A-ZÄÖÜ][\w.’'-]*)){0,3}"
_PLACES = rf"{_PLACE}(?:\s?[/,]\s?{_PLACE}){{0,3}}"
_AGENCIES = {
    "dpa",
    "afp",
    "ap",
    "reuters",
    "epd",
    "kna",
    "sid",
    "apa",
    "sda",
    "dts",
    "upi",
    "ansa",
    "tass",
    "xinhua",
    "dpa-afx",
    "bloomberg",
}
# "ISTANBUL / LONDON (IT BOLTWISE) – ", "BERLIN (dpa) - ", "Kiew/Moskau (dpa/AFP) – ", "KYIV, Ukraine (AP) — ",
# "WASHINGTON, July 24 (Reuters) - ", "MOSCOW — ".
_DATELINE = re.compile(
    rf"(?:{_PLACES}(?:,? \d{{1,2}}\. [A-ZJ][a-zä]+|,? [A-Z][a-z]{{2,8}}\.? \d{{1,2}})?\s*"
    r"\((?P<outlet>[^()\d][^()]{1,38})\)\s*(?:[–—:-]+\s+|\.\s+|\s(?=[A-ZÄÖÜ„“\"]))"
    r"|[A-ZÄÖÜ][A-ZÄÖÜ.'’ /,-]{2,40}(?:, [A-Z][a-z]+)?\s+[–—]{1,2}\s+)"
)
_CLOCK = re.compile(r"\W{0,4}\d{1,2}[:.]\d{2}(?: Uhr| [ap]\.?m\.?)?\s*(?:[:|–—-]|\+\+\+)\s+(?=\S)")
_BARE = re.compile(rf"(?:{_PLACE}(?:/{_PLACE})?\s[–—]|[A-ZÄÖÜ][\w-]+(?:/[A-ZÄÖÜ][\w-]+)*\.)\s+(?=[A-ZÄÖÜ„»“\"])")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:by\s+)?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19"
    r"|20)\d\d)?,?\s*)?(?:by\s+)?(?P<name>[A-ZÄÖÜ][\w&.’'-]*(?: [A-ZÄÖÜ&\d][\w&.’'-]*){0,4})",
    re.I,
)
_COMPANY = re.compile(r"[\s,.]+(?:GmbH(?: & Co\.? KG)?|AG|Ltd\.?|Inc\.?|LLC|Verlag|Medien|Media|All|Alle).*$")
_ECHO = re.compile(
    r"(?:artikel|beiträge wie|beitrag|article|story|themenrecherche:?)\s+[\"„“»](?P<title>[^\"„“”»«]{15,160})[\"“”«]",
    re.I,
)
_DATED = re.compile(r"\b(?:stand|aktualisiert|veröffentlicht|published|updated|posted|datum|uhr)\b", re.I)


def dateline_end(text: str, *, opening: bool = True) -> int:
    """Characters of a dateline or clock time that stand before the first sentence of ``text``; 0 if none.

    ``opening`` says that ``text`` opens the article: there a bare place (``Köln –``, ``München.``) is one too.
    """
    match = _DATELINE.match(text) or _CLOCK.match(text) or (_BARE.match(text) if opening else None)
    return match.end() if match else 0


def find_title(text: str, blocks: Sequence[Block]) -> str | None:
    """The title line, else the title as the page repeats it in its comment or search box."""
    for block in blocks:
        if block.kind is BlockKind.TITLE:
            return " ".join(text[block.start : block.end].split())
    for block in blocks:
        match = _ECHO.search(text, block.start, block.end) if block.kind is BlockKind.BOILERPLATE else None
        if match:
            return match["title"].strip()
    return None


def find_outlet(text: str, blocks: Sequence[Block]) -> str | None:
    """The outlet named in the dateline or the copyright line; an agency only where nothing else is named."""
    named = _dateline_outlet(text, blocks)
    if named and named.lower().split("/")[0].strip() not in _AGENCIES:
        return named
    return _copyright_outlet(text, blocks) or named


def _dateline_outlet(text: str, blocks: Sequence[Block]) -> str | None:
    body = next((block for block in blocks if block.kind is BlockKind.BODY), None)
    match = _DATELINE.match(text, body.start, body.end) if body else None
    return match["outlet"].strip() if match and match["outlet"] else None


def _copyright_outlet(text: str, blocks: Sequence[Block]) -> str | None:
    for block in reversed(blocks):
        line = text[block.start : block.end]
        # Captions carry the mark too; a copyright line has a year or speaks of rights.
        if block.kind is BlockKind.BOILERPLATE and re.search(r"(?:19|20)\d\d|rechte|rights", line, re.I):
            match = _COPYRIGHT.search(line)
            name = _COMPANY.sub("", match["name"]).strip(" .,") if match else ""
            if name:
                return name
    return None


def find_date(text: str, blocks: Sequence[Block]) -> datetime | None:
    """The date of a line about the page, above the article before below it."""
    lines = [text[block.start : block.end] for block in blocks if block.kind is BlockKind.BOILERPLATE]
    short = [line for line in lines if len(line) < 160 and not _COPYRIGHT.search(line)]
    ranked = sorted(short, key=lambda line: not _DATED.search(line))
    return next((found for found in map(parse_datetime, ranked) if found), None)
