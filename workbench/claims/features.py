"""What can be read off a sentence about whether it states a fact: named features, and hashed words.

Used by the scorer and by ``training/checkworthiness.py``; a change here asks for training again.
"""

from __future__ import annotations

import math
import re
from zlib import crc32

# Slots for hashed words and letter groups: 130 KB of weights. Other sizes were not tried.
BUCKETS = 1 << 16

_QUOTED = re.compile(r"„[^“”\"]*[“”\"]|“[^”]*”|»[^«]*«|\"[^\"]*\"")
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[%€$£?!…]")
_DIGITS = re.compile(r"\d")


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.split())})\b", re.I)


_PATTERNS: dict[str, re.Pattern[str]] = {
    "figure": re.compile(r"\d"),
    "large_figure": re.compile(
        r"\d{3}|\b(?:million|billion|thousand|hundred|percent|per cent|mio|mrd|million\w*|milliarde\w*"
        r"|tausend\w*|hundert\w*|prozent\w*)\b",
        re.I,
    ),
    "unit": re.compile(
        r"[%€$£]|\b(?:percent|euros?|dollars?|pounds?|prozent|kilometer|km|meter|tonnen|tons|jahre[n]?"
        r"|years?|days?|tage[n]?|menschen|people)\b",
        re.I,
    ),
    "year": re.compile(r"\b(?:19|20)\d\d\b"),
    "date": _words(
        "january february march april june july august september october november december januar februar "
        "märz mai juni juli "
        "oktober dezember monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag "
        "freitag samstag sonntag yesterday gestern heute today vergangene[nrs]? last week month year woche monat"
    ),
    "number_word": _words(
        "two three four five six seven eight nine ten eleven twelve dozen dozens zwei drei vier fünf sechs "
        "sieben acht neun zehn elf zwölf dutzend hälfte half third quarter drittel viertel double verdoppelt"
    ),
    "acronym": re.compile(r"\b[A-ZÄÖÜ]{2,6}s?\b"),
    "said": _words(
        "said says told announced reported according stated confirmed denied added wrote found shows showed "
        "revealed accused claimed "
        "sagte sagt teilte mitteilte laut zufolge angaben erklärte kündigte angekündigt berichtete berichtet "
        "berichten bestätigte betonte "
        "heißt schrieb schreibt forderte fordert meldete mitgeteilt warnte warnt kritisierte gab"
    ),
    "past": re.compile(
        r"\b(?:was|were|had|has|have|did|wurde[n]?|worden|war(?:en)?|hat(?:te)?[n]?|haben|\w{3,}ed"
        r"|ge\w{3,}(?:t|en)|\w{3,}ierte[n]?)\b",
        re.I,
    ),
    "passive": re.compile(r"\b(?:wurden?|worden|werden|(?:was|were|been|being) \w+ed)\b", re.I),
    "official": _words(
        "government minister ministry president court police study report law bill parliament senate company "
        "researchers officials agency department university data survey "
        "regierung minister(?:in|ium)? präsident(?:in)? gericht polizei studie bericht gesetz parlament "
        "unternehmen forscher behörde[n]? ministerium universität daten umfrage institut zahl zahlen "
        "staatsanwaltschaft bundestag sprecher(?:in)?"
    ),
    "we": _words("we us our ours wir uns unser unsere unseren unserem unserer"),
    "me": _words("i i'm i've my me mine ich mich mir mein meine meinen meinem meiner"),
    "you": _words("you your yours du dich dir dein deine euch euer eure"),
    "ought": _words(
        "should must ought shall need needs let sollte[n]? müssen muss müsste[n]? sollen soll gilt darf dürfen lasst"
    ),
    "maybe": _words(
        "would could might may perhaps maybe probably seems? könnte[n]? würde[n]? dürfte[n]? vielleicht wohl "
        "vermutlich offenbar wahrscheinlich scheint möglicherweise angeblich"
    ),
    "future": _words("will going won't gonna wird werden künftig"),
    "feel": _words(
        "think believe feel hope love hate want wish know understand glaube glaubt denke finde findet hoffe "
        "hofft wünsche meine gefühl meinung weiß"
    ),
    "judge": _words(
        "good bad great terrible wrong right best worst better true false important stupid ridiculous absurd "
        "wonderful horrible simply obviously clearly "
        "course really very indeed sadly unfortunately frankly truth moral evil shame nonsense gut schlecht "
        "schlimm richtig falsch wichtig absurd dumm lächerlich "
        "natürlich leider einfach eigentlich wirklich offensichtlich endlich unfassbar skandal wahnsinn "
        "peinlich unsinn quatsch sogenannte[nr]? angst wahre freilich selbstverständlich sicherlich schade "
        "gerne hoffentlich"
    ),
    "particle": _words("doch ja eben halt mal eh denn nun schließlich well just so oh yeah okay ok"),
    "absolute": _words(
        "never always nobody everyone everybody nothing everything all ever nie niemals immer niemand jeder "
        "alle alles nichts nur ganz total völlig"
    ),
    "opens_loose": re.compile(
        r"^\W*(?:and|but|so|or|because|well|look|now|yet|und|aber|denn|also|doch|oder|tja|nun|ach)\b", re.I
    ),
    "exclaims": re.compile(r"!"),
    "asks": re.compile(r"\?"),
    "trails": re.compile(r"\.\.|…"),
    "mention": re.compile(r"@\w+|#\w+|[\U0001F300-\U0001FAFF]"),
    "quote": re.compile(r"[„“”»«\"]"),
    "colon": re.compile(r":"),
    "bracket": re.compile(r"[()\[\]]"),
    "superlative": re.compile(r"\b(?:most|least|\w{3,}est|am \w+sten|\w+ste[nrs]?)\b", re.I),
    "thanks": _words("thank thanks welcome hello dear please sorry danke bitte hallo liebe lieber willkommen grüße"),
    "not": _words("not no none never isn't don't doesn't didn't nicht kein keine keinen keiner"),
    "metaphor": _words("like as wie als ob gleichsam quasi"),
    "verb": re.compile(
        r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|said|says|\w{3,}ed|\w{3,}s|"
        r"ist|sind|war|waren|hat|haben|hatte|hatten|wird|werden|wurde|wurden|kann|können|soll|sollen|will"
        r"|wollen|muss|müssen|[a-zäöüß]{3,}(?:t|te|ten|en))\b"
    ),
}
NAMES: tuple[str, ...] = (*_PATTERNS, "bias_de", "length", "short", "names", "one_word", "quoted_share", "word_length")


def dense(sentence: str, language: str) -> list[float]:
    """The named features, in the order of ``NAMES``; each roughly between 0 and 2."""
    tokens = sentence.split()
    count = max(len(tokens), 1)
    row = [math.log1p(sum(1 for _ in pattern.finditer(sentence))) for pattern in _PATTERNS.values()]
    quoted = sum(len(match.group()) for match in _QUOTED.finditer(sentence))
    names = sum(token[:1].isupper() for token in tokens[1:]) / count
    letters = sum(map(len, tokens)) / count
    return [
        *row,
        float(language == "de"),
        math.log(count) / 2,
        max(0.0, 1 - count / 8),
        names * (0.5 if language == "de" else 1.0),
        float(count <= 3),
        quoted / max(len(sentence), 1),
        letters / 6,
    ]


def hashed(sentence: str) -> list[int]:
    """Buckets of the words, word pairs and letter groups of a sentence, each once. Figures are folded to 0."""
    words = [_DIGITS.sub("0", token.lower()) for token in _TOKEN.findall(sentence)]
    found = {f"w {word}" for word in words}
    found.update(f"p {a} {b}" for a, b in zip(["^", *words], [*words, "$"], strict=True))
    for word in words:
        if len(word) > 4:
            framed = f"<{word}>"
            found.update(f"c {framed[i : i + 4]}" for i in range(len(framed) - 3))
    return [crc32(key.encode()) % BUCKETS for key in found]
