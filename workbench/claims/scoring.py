"""Check-worthiness: a logistic regression over named features and hashed words, served by numpy alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from workbench.claims.features import BUCKETS, NAMES, dense, hashed
from workbench.errors import ModelError
from workbench.reading import lexicon

WEIGHTS = "checkworthiness.safetensors"

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


@dataclass(frozen=True, slots=True)
class _Model:
    named: npt.NDArray[np.float64]
    words: npt.NDArray[np.float32]
    bias: float


def score_sentences(sentences: Sequence[str], language: str) -> list[float]:
    """Check-worthiness in [0, 1] for each sentence; from 0.5 on it states something that can be checked."""
    if not sentences:
        return []
    model = _model()
    return [_score(model, sentence, language) for sentence in sentences]


def probability(sentence: str, language: str) -> float:
    """What the model alone says, before questions, appeals and fragments are refused."""
    return _probability(_model(), sentence, language)


def _score(model: _Model, sentence: str, language: str) -> float:
    score = _probability(model, sentence, language)
    return round(score * _REFUSED if is_refused(sentence) else score, 4)


def _probability(model: _Model, sentence: str, language: str) -> float:
    slots = hashed(sentence)
    logit = model.bias + float(model.named @ np.asarray(dense(sentence, language)))
    if slots:
        logit += float(model.words[slots].sum()) / float(np.sqrt(len(slots)))
    return float(1 / (1 + np.exp(-np.clip(logit, -30, 30))))


def is_refused(sentence: str) -> bool:
    """Questions, appeals, greetings and fragments, whatever the model says of them."""
    if len(sentence.split()) < _MIN_WORDS or _QUESTION.search(sentence) or _GREETING.match(sentence):
        return True
    if not _SENTENCE_END.search(sentence) and not _VERB.search(sentence):
        return True
    if _FORECAST.search(sentence) and not _SOURCED.search(sentence):
        return True
    outside = lexicon.QUOTED.sub("„“", sentence)
    return bool(lexicon.IMPERATIVE.match(outside) or lexicon.PLEA.search(outside))


@cache
def _model() -> _Model:
    from safetensors.numpy import load

    try:
        found = load(files("workbench.claims").joinpath(WEIGHTS).read_bytes())
    except FileNotFoundError:
        raise ModelError(
            f"the weights {WEIGHTS} are missing from the installation; install the package again"
        ) from None
    named, words = found["named"].astype(np.float64), found["words"].astype(np.float32)
    if named.shape != (len(NAMES) + 1,) or words.shape != (BUCKETS,):
        raise ModelError(
            f"{WEIGHTS} has {named.shape[0]} and {words.shape[0]} weights, this version wants {len(NAMES) + 1} and "
            f"{BUCKETS}; run training/checkworthiness.py"
        )
    return _Model(named[:-1], words, float(named[-1]))
