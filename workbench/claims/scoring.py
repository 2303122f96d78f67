"""Check-worthiness of sentences, and the reason why one is not taken for a claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.claims.heads import Features, Task, shipped, sigmoid
from workbench.reading import lexicon
from workbench.types import DropReason

_MIN_WORDS = 3
_QUESTION = re.compile(r"\?[!?]*['\"”“»«’)\]]*$")
_GREETING = re.compile(
    r"^\W*(?:Liebe[rs]?|Hallo|Guten (?:Morgen|Tag|Abend)|Dear|Hello|Hi|Good (?:morning|evening)"
    r"|Welcome|Willkommen|Vielen Dank|Danke|Thank you|Thanks)\b.{0,90}$"
)
_SENTENCE_END = re.compile(r"[.!:…]['\"”“»«’)\]]*(?:\s*\([^()]{1,30}\))?$")
# The verbs of short lines. A list entry with neither verb nor full stop names a thing and states nothing.
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|said|says|fell|rose|won|lost|cut|hit"
    r"|goes?|went|gets?|makes?|\w{2,}ed|"
    r"ist|sind|war|waren|hat|haben|hatte|wird|werden|wurden?|kann|können|soll|sollen|will|muss|müssen|gibt|steht|liegt|"
    r"[a-zäöüß]{3,}(?<!seit)(?<!nicht)(?<!statt)(?<!samt)(?<!heute)(?<!ist)(?<!mit)(?:t|te|ten|tet))\b"
)
# What nobody knows yet. With a figure or a source in it, a forecast can be checked for having been made.
_FORECAST = re.compile(
    r"\b(?:dürften?|bleibt (?:abzuwarten|offen|unklar|zu hoffen)|ist (?:noch )?(?:offen|unklar|ungewiss)|mal sehen|"
    r"remains (?:unclear|to be seen|uncertain|a mystery)|only time will tell)\b",
    re.I,
)
_SOURCED = re.compile(r"\d|[„“”»«\"]|\b(?:laut|zufolge|nach Angaben|sagt\w*|said|says|according to|reported)\b", re.I)
# A refused sentence keeps a small part of its score, so that a reviewer who lowers the threshold sees the best first.
_REFUSED = 0.2


# The score from which the ranker takes a sentence for a claim: what is left out above it was left out by the setting.
_WORTH_CHECKING = 0.5
_PREDICTION = re.compile(
    r"\b(?:wird|werden|könnten?|dürften?|vielleicht|vermutlich|wohl|absehbar|will|could|may|might|expect|likely|unlikely"
    r"|perhaps|sooner or later|sure to)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Scored:
    """``worthiness`` in [0, 1], and why the sentence would be left out if it is."""

    worthiness: float
    reason: DropReason


def score_sentences(sentences: Sequence[str], language: str) -> list[Scored]:
    """Check-worthiness of sentences of news articles; from 0.5 on one states something that can be checked."""
    if not sentences:
        return []
    heads, encoder = shipped()
    features = Features.of(sentences, language, encoder)
    row = list(Task).index(Task.OBJECTIVE)
    opinions = sigmoid(heads.scores(features)[:, row]) < heads.thresholds[row]
    return [_scored(*each) for each in zip(sentences, heads.worthiness(features), opinions, strict=True)]


def task_scores(sentences: Sequence[str], language: str, task: Task) -> tuple[list[float], float]:
    """Calibrated probability of ``task`` for each sentence, and the threshold that was chosen for it."""
    heads, encoder = shipped()
    row = list(Task).index(task)
    scores = sigmoid(heads.scores(Features.of(sentences, language, encoder))[:, row])
    return [float(score) for score in scores], float(heads.thresholds[row])


def _scored(sentence: str, worthiness: float, opinion: bool) -> Scored:
    refused = refusal(sentence)
    if refused is not None:
        return Scored(round(float(worthiness) * _REFUSED, 4), refused)
    if worthiness >= _WORTH_CHECKING:
        return Scored(round(float(worthiness), 4), DropReason.BELOW_THRESHOLD)
    if _PREDICTION.search(sentence):
        reason = DropReason.PREDICTION
    else:
        reason = DropReason.OPINION if opinion else DropReason.NOTHING_CHECKABLE
    return Scored(round(float(worthiness), 4), reason)


def refusal(sentence: str) -> DropReason | None:
    """Questions, appeals, greetings, fragments and open forecasts, whatever the model says of them."""
    if _QUESTION.search(sentence):
        return DropReason.QUESTION
    if len(sentence.split()) < _MIN_WORDS or _GREETING.match(sentence):
        return DropReason.FILLER
    if not _SENTENCE_END.search(sentence) and not _VERB.search(sentence):
        return DropReason.FILLER
    if _FORECAST.search(sentence) and not _SOURCED.search(sentence):
        return DropReason.PREDICTION
    outside = lexicon.QUOTED.sub("„“", sentence)
    return DropReason.FILLER if lexicon.IMPERATIVE.match(outside) or lexicon.PLEA.search(outside) else None
