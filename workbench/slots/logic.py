"""Negation, quantifiers, modality and tense: the small words that turn a statement round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from workbench.slots.kinds import Amount, Hold, Mark, Slot
from workbench.types import SlotKind

# Shares of a whole: what `most` or `not all` leave open is kept as an interval and compared as such.
_SHARES = {
    "all": (1.0, 1.0), "none": (0.0, 0.0), "most": (0.501, 1.0), "few": (0.001, 0.45), "some": (0.001, 1.0),
    "not all": (0.0, 0.97),
}  # fmt: skip
_QUANTIFIERS = {
    "de": {
        "not all":
            r"[Nn]icht\s(?:alle[nrs]?|jede[rsnm]?|sämtliche)|[Nn]ur\s(?:einige|ein\sTeil|einen?\sTeil"
            r"|wenige|manche)|[Ll]ängst\snicht\salle",
        "none": r"[Kk]eine?[rnms]?\s(?:der|einzige[rns]?|von)|[Kk]eine?[rnms]?(?=\s[A-ZÄÖÜ])|[Nn]iemand",
        "most":
            r"(?:[Dd]ie|[Dd]en|[Dd]er)\smeisten|[Ee]ine\s(?:große\s)?Mehrheit"
            r"|[Dd]ie\s(?:große\s)?Mehrheit|[Mm]ehrheitlich|[Dd]er\sgrößte\sTeil|[Dd]en\sgrößten\sTeil"
            r"|[Ü]berwiegend",
        "few":
            r"(?:[Nn]ur\s)?[Ww]enige|[Ee]ine\sMinderheit|[Ee]in\skleiner\sTeil|[Ee]inen\skleinen\sTeil"
            r"|[Dd]ie\swenigsten",
        "some": r"[Ee]inige|[Mm]anche|[Ee]in\sTeil|[Ee]inen\sTeil|[Mm]ehrere",
        "all":
            r"(?<!vor\s)(?<!Vor\s)\b(?:[Aa]lle[nr]?|[Ss]ämtliche[nr]?"
            r"|[Jj]ede[rsnm]?(?:\seinzelne[rns]?)?)(?=\s(?!\d|zwei|drei|dings)[a-zäöüA-ZÄÖÜ])"
            r"|[Aa]usnahmslos",
    },
    "en": {
        "not all": r"[Nn]ot\s(?:all|every|everyone)|[Oo]nly\s(?:some|part|a\spart)|[Nn]ot\sall\sof",
        "none": r"[Nn]one\sof|[Nn]ot\sa\ssingle|[Nn]o(?=\s(?!one|longer|more|less|fewer)[a-z]+)|[Nn]o\sone|[Nn]obody",
        "most":
            r"[Mm]ost(?=\s(?:of|[a-z]+s\b|people))|(?:[Aa]|[Tt]he)\s(?:large\s|vast\s"
            r"|great\s)?majority|[Tt]he\slargest\spart",
        "few": r"(?:[Oo]nly\s)?(?<!a\s)[Ff]ew(?=\s)|[Oo]nly\sa\sfew|[Aa]\sminority|[Aa]\ssmall\s(?:part|number)",
        "some": r"[Ss]ome(?=\s(?:of|[a-z]+s?\b))|[Ss]everal|[Aa]\sfew|[Pp]art\sof",
        "all":
            r"(?<!at\s)(?<!after\s)(?<!of\s)\b(?:[Aa]ll|[Ee]very|[Ee]ach)(?=\s(?!other|but"
            r"|in\sall)[a-z]+)|[Ee]veryone",
    },
}  # fmt: skip
_MODALITY = {
    "de": {
        "voluntary":
            r"freiwillig|unverbindlich|(?:nicht|keine?)\s(?:bindend|verpflichtend|verpflichtet|Pflicht"
            r"|vorgeschrieben|verbindlich)|(?:muss|müssen)\s(?:[^.,;]{0,30}\s)?nicht|empfohlen"
            r"|empfiehlt|Empfehlung|(?:muss|müssen)\skeine?n?",
        "forbidden":
            r"(?:darf|dürfen)\s(?:[^.,;]{0,40}\s)?(?:nicht|keine?[nrms]?|nie)(?!\snur)|verboten"
            r"|untersagt|unzulässig|(?:nicht|nicht\smehr)\s(?:erlaubt|gestattet|zulässig)|illegal",
        "must": r"muss|müssen|mussten?|verpflichtet|verpflichtend|Pflicht|vorgeschrieben|bindend|verbindlich|zwingend",
        "allowed": r"darf|dürfen|durften?|erlaubt|gestattet|zulässig|legal",
        "possible": r"könnten?|möglicherweise|vielleicht|womöglich|eventuell|dürften?|wahrscheinlich",
        "reported": r"angeblich|mutmaßlich|vermeintlich|soll(?:en)?(?=\s[^.,;]*\b(?:haben|sein)\b)",
        "should": r"sollten?",
    },
    "en": {
        "voluntary":
            r"voluntary|voluntarily|optional|non-binding|not\s(?:binding|mandatory|compulsory|required"
            r"|obliged|obligatory)|(?:do|does|need)\s?n[o’']t\s(?:have\sto|need\sto)?|recommended"
            r"|recommends?|recommendation|advised",
        "forbidden":
            r"must\snot|may\snot|may\sno\slonger|cannot|banned|prohibited|forbidden|(?:not"
            r"|no\slonger)\s(?:allowed|permitted)|illegal|outlawed",
        "must": r"must|(?:have|has|had)\sto|required|mandatory|compulsory|obliged|obligatory|binding",
        "allowed": r"(?:is|are|was|were|be)\s(?:now\s|still\s)?(?:allowed|permitted|legal)|legal|can",
        "possible": r"might|could|possibly|perhaps|may\shave|may\sbe|likely|probably|may",
        "reported": r"reportedly|allegedly|alleged|is\ssaid\sto|are\ssaid\sto|supposedly",
        "should": r"should|ought\sto",
    },
}  # fmt: skip
_NEGATION = {
    "de": r"[Nn]icht|[Kk]eine?[rnms]?|[Nn]iemals|[Nn]ie|[Nn]ichts|[Ww]eder",
    "en": r"[Nn]ot|[Nn]ever|[Nn]o|[Nn]othing|[Nn]either|cannot|\w+n[’']t",
}
_NO_NEGATION = {
    "de": re.compile(
        r"\b(?:nicht\s(?:nur|bloß|zuletzt|mehr\sals|weniger\sals|mal)|keine?\sweniger\sals|nichts\sals)\b", re.I
    ),
    "en": re.compile(
        r"\b(?:not\s(?:only|just|least|more\sthan|less\sthan|merely)|no\s(?:more|less|fewer)\sthan|no\.)\b", re.I
    ),
}
_CONTRAST = re.compile(r",\s(?:sondern|but)\b")
_TENSE = {
    "de": {
        "future":
            r"soll(?:en)?\b(?=[^.;]*\b(?:werden|\w+en)\b)(?!\s[^.;]*\b(?:haben|sein)\b)|(?:wird"
            r"|werden)\b(?=[^.;]*\s(?!ge)\w{3,}(?:en|rn)\b\s?(?:[.,;]|$))|(?:ist|sind)\sgeplant"
            r"|geplant|steht\s\w*\s?bevor|plant|planen",
        "past":
            r"(?:hat|haben)\b(?=[^.;]*\b(?:\w*ge\w+(?:t|en)|\w+iert|be\w+(?:t|en)|er\w+(?:t|en)"
            r"|ver\w+(?:t|en)|ent\w+(?:t|en)|zer\w+t|unter\w+(?:t|en))\b)|wurden?\b|worden\b"
            r"|(?:eröffne|starte|verkauf|verabschied|unterzeichne|schließ|beschlos)\w*te[n]?\b"
            r"|begann(?:en)?|ist\b(?=[^.;]*\b\w*ge\w+en\b)|trat(?:en)?\b",
    },
    "en": {
        "future":
            r"will\b(?!\snot\b)|(?:is|are)\s(?:to|due\sto|set\sto|going\sto|expected\sto|scheduled\sto"
            r"|planned)|plans?\sto|shall",
        "past":
            r"(?:has|have)\s(?:already\s)?(?:been\s)?\w+(?:ed|en|n|t|ld|ught)\b|(?:was"
            r"|were)\s(?:\w+ly\s)?\w+(?:ed|en|ld|ught|lt)\b|(?<!be\s)(?<!to\s)(?:opened|started|began"
            r"|sold|signed|closed|resigned|adopted|passed|approved|launched|completed|joined|left"
            r"|introduced|bought|moved|withdrew)\b",
    },
}  # fmt: skip


@cache
def _table(language: str) -> list[tuple[SlotKind, re.Pattern[str]]]:
    def joined(table: dict[str, str]) -> re.Pattern[str]:
        body = "|".join(f"(?P<g{n}>{p})" for n, p in enumerate(table.values()))
        return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])")

    return [
        (SlotKind.QUANTIFIER, joined(_QUANTIFIERS[language])),
        (SlotKind.MODALITY, joined(_MODALITY[language])),
        (SlotKind.NEGATION, re.compile(rf"(?<![\w-])(?:{_NEGATION[language]})(?![\w-])")),
        (SlotKind.TENSE, joined(_TENSE[language])),
    ]


def find_logic(text: str, language: str) -> Iterator[Slot]:
    """Marks of logic. A negation inside a modal or a quantifier (``darf nicht``) is no slot of its own."""
    held: list[tuple[int, int]] = []
    idle = [m.span() for m in _NO_NEGATION[language].finditer(text)]
    for kind, pattern in _table(language):
        for match in pattern.finditer(text):
            start, end = match.span()
            value = _value(kind, language, match)
            if kind is SlotKind.NEGATION and (_inside(match, held) or _inside(match, idle)):
                continue
            if kind is SlotKind.QUANTIFIER and _inside(match, idle):
                continue
            if kind in (SlotKind.MODALITY, SlotKind.QUANTIFIER):
                held.append((start, end))
            yield Slot(kind, start, end, match.group(), value)


def _inside(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(s < match.end() and match.start() < e for s, e in spans)


def _value(kind: SlotKind, language: str, match: re.Match[str]) -> Amount | Mark:
    if kind is SlotKind.NEGATION:
        return Mark("contrast" if _CONTRAST.search(match.string, match.end(), match.end() + 60) else "not")
    table = {SlotKind.QUANTIFIER: _QUANTIFIERS, SlotKind.MODALITY: _MODALITY, SlotKind.TENSE: _TENSE}[kind][language]
    name = list(table)[int((match.lastgroup or "g0")[1:])]
    if kind is SlotKind.QUANTIFIER:
        low, high = _SHARES[name]
        return Amount(low, high, "share", name, 0.0, 0.0, Hold.BOUND)
    return Mark(name)
