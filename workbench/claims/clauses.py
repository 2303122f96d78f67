"""Main clauses of a compound sentence that stand alone, by rules for German and English.

High precision before reach: a clause whose subject is shared, left out or a pronoun stays with its sentence, as
does all that is quoted, reported, conditional or asked.
"""

from __future__ import annotations

import re

from workbench.claims.attribution import attribute
from workbench.claims.splitting import Span

_MIN_WORDS = 4
_CAP = r"[A-ZÄÖÜ][\w’'-]*"
_FINITE_DE = (
    r"(?:hat|hatte|haben|hatten|ist|war|sind|waren|wird|werden|wurden?|soll|sollen|sollte|will|wollen|wollte|kann|können|konnten?|"
    r"muss|müssen|musste|darf|bleibt|blieb|blieben|steht|stand|liegt|lag|lagen|kam|kamen|ging|gingen|gab|gaben|nahm|fiel|fielen|"
    r"stieg|stiegen|sank|sanken|verlor|verloren|fand|hielt|hielten|ließ|trat|begann|gewann|starb|starben|zog|brach|brannte|"
    r"[a-zäöüß]{3,}te|[a-zäöüß]{3,}ten|kostet|zahlt|endet|beginnt|fährt|gilt|sinkt|steigt|übernimmt|schließt|schloss|sperrt|fahren|steuern|zahlen|erhält|lehnt|fehlt|"
    r"arbeitet|leitet|plant|fordert|verkauft|baut|liefert|trägt|verlangt|kündigt|prüft|ermittelt|wächst|schrumpft|rechnet)"
)
_NUMBER = (
    r"(?:\d[\d.,]*|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|Mehr als \d\S*|mehr als \d\S*|rund \d\S*)"
)
_NP_DE = (
    rf"(?:(?:(?:[Dd]er|[Dd]ie|[Dd]as|[Ee]in|[Ee]ine)|{_NUMBER})\s(?:[a-zäöüß]+(?:e|er|es|en)\s){{0,2}}{_CAP}(?:\s{_CAP}){{0,2}}"
    rf"|{_CAP}(?:\s{_CAP}){{0,2}})(?:\s(?:der|des|aus|von|in|im|für)\s(?:[a-zäöüß]+en\s)?{_CAP}(?:\s{_CAP})?)?"
)
_MAIN_DE = re.compile(rf"^{_NP_DE}\s{_FINITE_DE}\b\s\S")
_FRONTED_DE = re.compile(
    rf"^(?i:am|im|in|an|bei|seit|nach|vor|beim|zum|gestern|heute)\s[^,;]{{2,60}}?\s{_FINITE_DE}\s(?:der|die|das|ein|eine|{_CAP}|{_NUMBER})\b"
)
_FINAL_DE = re.compile(rf"^(?P<subject>{_NP_DE})\s(?P<rest>\S.*?)\s(?P<verb>{_FINITE_DE})[.!]?$")
_JOINTS_DE = re.compile(r",\s(?:und|doch|aber)\s|\sund\s|;\s")
_BEHIND_DE = re.compile(r",\s(?P<word>während|nachdem)\s")
_SUBORDINATE_DE = re.compile(
    r",\s(?:dass|ob|weil|wenn|falls|damit|obwohl|sofern|wie|was|wer|wo|die|der|das|den|dem|deren|dessen|um|so|sondern|als)\s",
    re.I,
)
_PRONOUN_DE = re.compile(
    r"^(?:er|sie|es|man|ich|wir|ihr|das|dies|diese[rs]?|jene[rs]?|alle|beide|sein\w*|ihre?\w*|davon|damit|dafür|dort)\b(?!\s[A-ZÄÖÜ])",
    re.I,
)
_OWNED = re.compile(r"^(?:sein|ihr|dies|jen|solch|beide|its|his|her|their|this|that|these|those|such|both)\w*\s", re.I)

_FINITE_EN = (
    r"(?:is|was|has|had|will|would|can|could|should|must|are|were|have|did|does|rose|fell|won|lost|met|took|came|went|began|left|"
    r"told|made|gave|found|cut|kept|held|paid|sold|grew|wrote|hit|shut|spent|stood|sank|struck|burst|rejects|remains|employs|runs|faces|"
    r"plans|costs|opens|closes|pays|owns|closed|opened|[a-z]{3,}ed)"
)
_NUMBER_EN = r"(?:[£$€]?\d[\d.,]*|(?i:some|about|more than|nearly|two|three|four|five|six|seven|eight|nine|ten))"
_NP_EN = (
    rf"(?:(?:(?:[Tt]he|[Aa]n?)|{_NUMBER_EN})\s(?:[\w’'%-]+\s){{0,3}}?[\w’'%-]+|{_CAP}(?:\s{_CAP}){{0,3}})"
    rf"(?:\s(?:of|in|from|at|for)\s(?:the\s|a\s)?[\w’'-]+(?:\s{_CAP}){{0,2}})?"
)
_MAIN_EN = re.compile(rf"^(?:(?:On|In|At|Last|By|Since)\s[^,]{{2,40}},?\s)?{_NP_EN}\s{_FINITE_EN}\b\s?\S")
_BARE_EN = re.compile(rf"^(?:{_NP_EN}|(?:[a-z-]+\s){{0,2}}[a-z]{{3,}}s|police|talks)\s{_FINITE_EN}\b")
_JOINTS_EN = re.compile(r",\s(?:and|but)\s|;\s")
_BEHIND_EN = re.compile(r",?\s(?:while|after)\s")
_SUBORDINATE_EN = re.compile(
    r"\b(?:that|which|who|whose|whether|if|unless|because|although|though|when|so|not only|either|between|both)\b", re.I
)
_PRONOUN_EN = re.compile(
    r"^(?:he|she|it|they|we|i|you|this|that|these|those|there|one|others|both|his|her|its|their)\b", re.I
)
_OPENS_BELOW = re.compile(
    r"^(?:Wenn|Falls|Weil|Obwohl|Während|Nachdem|Als|Sollte|Ob|Dass|Wer|If|When|While|Although|Because|As|Since|After|Unless|"
    r"Whether|Either|Weder|Neither|Entweder|Sowohl|Zwar|Both)\b"
)
_QUOTED = re.compile(r"[„“”»«\"?!:]|‘|’’")


def split_clauses(sentence: str, language: str) -> list[Span]:
    """Spans of the clauses of ``sentence`` that each state something on their own; one span where it stays whole.

    Spans are code points, in order, never overlapping, without the words that join them.
    """
    whole = [(0, len(sentence))]
    code = language.lower().split("-")[0]
    if code not in ("de", "en") or _QUOTED.search(sentence) or _OPENS_BELOW.match(sentence):
        return whole
    if attribute(sentence, code) is not None:
        return whole
    joints = _JOINTS_DE if code == "de" else _JOINTS_EN
    behind = _BEHIND_DE if code == "de" else _BEHIND_EN
    for pattern in (joints, behind):
        for joint in pattern.finditer(sentence):
            first, second = sentence[: joint.start()], sentence[joint.end() :]
            below = pattern is behind
            if _stands(first, code) and (_stands_below(second, code) if below else _stands(second, code)):
                return [(0, joint.start()), (joint.end(), len(sentence))]
    return whole


def _stands(clause: str, code: str) -> bool:
    if len(clause.split()) < _MIN_WORDS or _OWNED.match(clause):
        return False
    if code == "de":
        if _PRONOUN_DE.match(clause) or _SUBORDINATE_DE.search(clause):
            return False
        return bool(_MAIN_DE.match(clause) or _FRONTED_DE.match(clause))
    if _PRONOUN_EN.match(clause) or _SUBORDINATE_EN.search(clause):
        return False
    return _MAIN_EN.match(clause) is not None


def _stands_below(clause: str, code: str) -> bool:
    """A clause after ``während``, ``nachdem``, ``while`` or ``after``: with its own subject and verb."""
    if len(clause.split()) < 3 or _OWNED.match(clause):
        return False
    if code == "de":
        outside = not _PRONOUN_DE.match(clause) and "," not in clause
        return outside and _FINAL_DE.match(clause) is not None
    return not _PRONOUN_EN.match(clause) and not _SUBORDINATE_EN.search(clause) and _BARE_EN.match(clause) is not None


def as_sentence(clause: str, language: str) -> str:
    """A clause written as a sentence: a capital, a full stop, a German verb moved from its end behind the subject."""
    text = clause.rstrip(" .;,")
    if language.lower().startswith("de") and not (_MAIN_DE.match(text) or _FRONTED_DE.match(text)):
        match = _FINAL_DE.match(text)
        text = f"{match['subject']} {match['verb']} {match['rest']}" if match else text
    return f"{text[:1].upper()}{text[1:]}."
