"""Who is said to have said it, where a sentence says so plainly."""

from __future__ import annotations

import re

_NAME = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof)\.\s)?[A-ZÄÖÜ][\w’'-]+"
    r"(?:\s(?:(?:von der|van der|van den|von|van|de|der|al|bin)\s)?[A-ZÄÖÜ][\w’'-]+){0,3}"
)
_SAID_DE = (
    r"(?:sagte|sagt|erklärte|betonte|betont|schrieb|teilte|kündigte|forderte|warnte|kritisierte|berichtete|meldete)"
)
_ROLE_DE = r"(?:(?:der|die|das)\s(?:[a-zäöüß-]+(?:e|en|er)\s)?)?"
_SUBJECT_DE = (
    rf"(?P<who>{_ROLE_DE}(?:[A-ZÄÖÜ][\w-]+(?:sprecher|minister|präsident|chef|kanzler|leiter)(?:in)?\s)?{_NAME})"
)
_GERMAN = (
    rf"^(?:Laut|Nach Angaben (?:von|des|der))\s(?P<who>{_NAME})(?=\s(?:ist|sind|war|waren|hat|haben"
    rf"|wurde|wurden|wird|werden|soll|sollen|kann|kommt|starben|gab|gibt|liegt|steigt|sank)\b)",
    rf"[“”\"«],?\s{_SAID_DE}\s{_SUBJECT_DE}(?=[\s.,;:]|$)",
    rf"^(?P<who>{_NAME})\s(?:hat|haben)\s(?:[^.,]{{0,40}}\s)?(?:angekündigt|erklärt|gesagt|betont"
    rf"|mitgeteilt|gefordert|gewarnt)\b",
    rf"^(?P<who>{_NAME})\s{_SAID_DE}\b",
    rf",\s{_SAID_DE}\s{_SUBJECT_DE}(?:\s(?:am|der|dem|in|im|laut|gegenüber|bei|nach|vor|auf)\b[^.]*)?\.?$",
)
_SAID_EN = r"(?:said|says|told|announced|added|wrote|stated|warned|confirmed|denied|argued|tweeted)"
_ENGLISH = (
    rf"^According to (?P<who>(?:the )?{_NAME}),",
    rf"[”\"],?\s(?:{_SAID_EN})\s(?P<who>{_NAME})(?=[\s.,]|$)",
    rf"[”\"],?\s(?P<who>{_NAME})\s{_SAID_EN}\b",
    rf"^(?P<who>{_NAME})\s(?:has |have |had )?{_SAID_EN}\b",
    rf",\s(?:(?P<who>{_NAME})\s{_SAID_EN}|{_SAID_EN}\s(?P<who2>{_NAME}))(?:\s(?:on|in|at|during|to)\b[^.]*)?\.?$",
)
_PATTERNS = {code: [re.compile(p) for p in found] for code, found in (("de", _GERMAN), ("en", _ENGLISH))}
# Capitalised because they begin a sentence, not because they name someone.
_ANYONE = re.compile(r"(?:der|die|das|the|The)\s(?:[a-zäöüß-]+\s)?\S+")
_NO_NAMES = frozenset(
    "Dann Danach Frau Herr Mehr Dazu Darin Darauf Später Gestern Heute Zuvor Hier Jetzt Nun Sein Seine "
    "Ihr Ihre Another Later Then Now Experts "
    "Er Sie Es Wir Ich Man Dies Das Der Die Ein Eine Dort Dabei Zudem Zugleich Diese Dieser Dieses Damit "
    "Auch So Einer Andere Viele "
    "He She It They We I You This That These Those There Some Many Others One Who But And".split()
)


def find_speaker(sentence: str, language: str) -> str | None:
    """The speaker whom a sentence names by one of a few plain patterns (``sagte X``, ``laut X``, ``X said``)."""
    for pattern in _PATTERNS.get(language, ()):
        match = pattern.search(sentence)
        if match is None:
            continue
        groups = match.groupdict()
        who = (groups.get("who") or groups.get("who2") or "").strip()
        if who and who.split()[0] not in _NO_NAMES and not _ANYONE.fullmatch(who):
            return " ".join(who.split())
    return None
