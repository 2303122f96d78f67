"""People and organisations by the shape of their names, without a model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from workbench.slots.kinds import Name, Slot
from workbench.slots.tokens import fold, keys_of, read_lines
from workbench.types import SlotKind

_OFFICE = (
    "(?:[A-ZÄÖÜ][a-zäöüß]*-?)?(?i:kanzler|minister|präsident|bürgermeister|sprecher|chef"
    "|vorsitzende|vorsitzender|vorstand|"
    "trainer|richter|kommissar|kandidat|kandidat|leiter|direktor|könig|papst|senator|gouverneur|professor|forscher|"
    "abgeordnete|staatsanwalt|anwalt|autor|regisseur|sänger|schauspieler|stürmer|torwart"
    "|organisator|beauftragte)(?:in|s|n|en|r)?"
)
_OFFICE_EN = (
    "(?:(?:[Ff]inance|[Ff]oreign|[Ii]nterior|[Hh]ealth|[Dd]efen[cs]e|[Jj]ustice|[Pp]rime"
    "|[Ee]conomy|[Ff]isheries|[Tt]ransport"
    "|[Ee]ducation|[Ee]nvironment|[Vv]ice) )?(?:[Cc]hancellor|[Mm]inister|[Pp]resident"
    "|[Mm]ayor|[Ss]pokes(?:man|woman|person)|[Hh]ead|[Cc]hief|[Cc]oach|[Jj]udge"
    "|[Cc]ommissioner|[Cc]andidate|[Ll]eader|[Dd]irector|King|Queen|Pope|[Ss]enator|[Gg]overnor|[Pp]rofessor"
    "|[Ss]ecretary|[Pp]rosecutor|[Ll]awyer|[Aa]uthor|[Ss]inger|[Aa]ctor|[Ss]triker|CEO|[Oo]rganiser|Judge)"
)
_TITLES = "(?:Dr|Prof|Mr|Mrs|Ms|Sen|Rep|Gov|Gen|Sir)\\.?|Herr|Herrn|Frau|Sir|Lord|Lady"
_CAP = r"[A-ZÄÖÜÁÉÍÓÚÇŠŽ][\w’-]*[a-zäöüßáéíóúçšž]"
_PARTICLE = r"(?:von der|von den|von|van der|van den|van|de la|de|der|bin|al|el|da|di)\s"
_FAMILY = rf"(?:{_PARTICLE})?{_CAP}"
_STOP = frozenset(
    "Der Die Das Den Dem Ein Eine Im In Am Und The A An On At By For And But Er Sie Es Wir "
    "Ich In Nach Vor Seit Bei Mit "
    "Auf Aus Für Zum Zur Von Vom He She It They We His Her Their This That Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag January February March April May June "
    "July August September October November December Januar Februar März Mai Juni Juli Oktober Dezember".split()
)
_SUFFIX = re.compile(
    rf"\b((?:{_CAP}|[A-Z]{{2,}})(?:\s(?:&\s)?(?:{_CAP}|[A-Z]{{2,}})){{0,2}})\s(?:GmbH|AG|SE|KG"
    rf"|Inc|Ltd|Corp|plc|PLC|Group)\b"
)
_PHONETIC = (
    ("schtsch", "s"), ("tsch", "c"), ("sch", "s"), ("shch", "s"), ("sh", "s"), ("ch", "c"), ("kh", "c"), ("zh", "s"),
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("tz", "z"), ("ts", "z"), ("w", "v"), ("ij", "i"), ("iy", "i"), ("yy", "i"),
    ("yj", "i"), ("j", "i"), ("y", "i"), ("dh", "d"), ("ou", "u"), ("oo", "u"), ("ae", "a"), ("oe", "o"), ("ue", "u"),
    ("k", "c"), ("z", "s"), ("x", "cs"), ("q", "c"),
)  # fmt: skip


_LETTERS = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "æ": "a", "đ": "d"})


@cache
def name_key(name: str) -> str:
    """One key for the spellings of a name in German and English: ``Selenskyj`` and ``Zelenskyy``."""
    key = re.sub(r"^(?:von der|von|van der|van|de la|de|bin|al-?|el-?)\s", "", name.lower())
    key = key.replace("ß", "ss").replace("’", "").replace("'", "")
    plain = unicodedata.normalize("NFD", key.translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    for old, new in _PHONETIC:
        plain = plain.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", plain)


@cache
def _given() -> frozenset[str]:
    return frozenset(name for line in read_lines("names_given.txt") for name in line.split())


@cache
def _organisations() -> dict[str, str]:
    return {name: fold(line.split("|")[0]) for line in read_lines("names.txt") for name in line.split("|")}


@cache
def _organisation_pattern() -> re.Pattern[str]:
    names = sorted(_organisations(), key=len, reverse=True)
    return re.compile(rf"(?<![\w])(?:{'|'.join(re.escape(n) for n in names)})(?![\w])")


@cache
def _person_pattern(language: str) -> re.Pattern[str]:
    office = _OFFICE if language == "de" else _OFFICE_EN
    given = rf"(?:{'|'.join(sorted(map(re.escape, _given()), key=len, reverse=True))})(?:\s[A-Z]\.)?"
    opening = "[A-ZÄÖÜ]" if language == "de" else "[A-Zcmpshljgdao]"
    return re.compile(
        rf"\b(?={opening})(?:(?:(?P<office>\b{office})\s)?(?:\b(?:{_TITLES})\s)?\b(?P<given>{given})\s(?P<family>{_FAMILY})\b"
        rf"|(?P<office2>\b{office})\s(?:(?P<given2>{_CAP})\s)?(?P<family2>{_FAMILY})\b"
        rf"|\b(?:{_TITLES})\s(?:(?P<given3>{_CAP})\s)?(?P<family3>{_FAMILY})\b)"
    )


def find_names(text: str, language: str, places: Sequence[Slot]) -> Iterator[Slot]:
    """Organisations by lexicon and legal form; people by given name, office or title before a capitalised word."""
    taken: list[tuple[int, int]] = []
    for match in _organisation_pattern().finditer(text):
        if match.group() in ("US", "IS", "AU", "BP") and text[match.end() : match.end() + 1].strip(" .,;") != "":
            continue
        taken.append(match.span())
        name = Name(_organisations()[match.group()], organisation=True)
        yield Slot(SlotKind.NAME, *match.span(), match.group(), name)
    for firm in _SUFFIX.finditer(text):
        if not _overlaps(firm.span(), taken):
            taken.append(firm.span())
            name = Name(name_key(firm[1]), organisation=True)
            yield Slot(SlotKind.NAME, *firm.span(), firm.group(), name)
    at = 0
    people: list[Slot] = []
    while found := _person_pattern(language).search(text, at):
        match, at = found, found.end()
        slot = _person(match, language)
        if slot is None or _overlaps((slot.start, slot.end), taken):
            at = match.start() + max(1, len(match.group().split(" ")[0]))
            continue
        spans = [(p.start, p.end) for p in places]
        if _overlaps((match.start(_family(match)), match.end(_family(match))), spans):
            continue
        taken.append((slot.start, slot.end))
        people.append(slot)
    yield from people
    yield from _again(text, people, taken)


def _family(match: re.Match[str]) -> str:
    return "family" if match["family"] else "family2" if match["family2"] else "family3"


def _person(match: re.Match[str], language: str) -> Slot | None:
    family, given = match[_family(match)], match["given"] or match["given2"] or match["given3"] or ""
    office = match["office"] or match["office2"] or ""
    bare = family.removesuffix("’s").removesuffix("'s")
    if bare in _STOP or given in _STOP or (language == "de" and office and office[0].islower()):
        return None
    if (
        language == "de"
        and keys_of(bare, "de")
        and any(k.startswith("=") for k in keys_of(bare, "de"))
        and not match["given"]
    ):
        return None
    end = match.end() - (len(family) - len(bare))
    concept = (
        min((k for k in keys_of(office.split(" ")[-1], language) if k.startswith("=")), default="") if office else ""
    )
    if concept == "=minister":
        concept = _portfolio(office, language)
    start = match.start("given") if match["given"] else match.start()
    start = match.start() if office else start
    name = Name(name_key(bare), name_key(given.split(" ")[0]) if given else "", concept)
    return Slot(SlotKind.NAME, start, end, match.string[start:end], name)


_PORTFOLIOS = {
    "finan": "finance", "außen": "foreign", "foreig": "foreign", "innen": "interior", "interi": "interior",
    "gesund": "health", "health": "health", "verteid": "defence", "defen": "defence", "justiz": "justice",
    "justic": "justice", "premier": "prime", "prime": "prime", "wirtsch": "economy", "econom": "economy",
    "umwelt": "environment", "enviro": "environment", "fische": "fisheries", "verkehr": "transport",
    "transp": "transport", "bildung": "education", "educat": "education", "minister": "prime",
}  # fmt: skip


def _portfolio(office: str, language: str) -> str:
    low = office.lower()
    for start, portfolio in _PORTFOLIOS.items():
        if low.startswith(start) or low.startswith("bundes" + start):
            return f"=minister:{portfolio}" if portfolio != "prime" or len(low) > 10 else ""
    return ""


def _again(text: str, people: list[Slot], taken: list[tuple[int, int]]) -> Iterator[Slot]:
    """Later mentions of a person by family name alone."""
    for person in people:
        family = person.text.rsplit(" ", 1)[-1]
        for match in re.finditer(rf"\b{re.escape(family)}\b", text[person.end :]):
            start, end = match.start() + person.end, match.end() + person.end
            if not _overlaps((start, end), taken):
                taken.append((start, end))
                yield Slot(SlotKind.NAME, start, end, text[start:end], person.value)


def _overlaps(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)
