"""Words beside an amount: bounds, roundings, and whether something rises or falls."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from workbench.slots.kinds import Amount, Hold

_AHEAD = r"(?:den|die|der|das|dem|the|an|a|some|von|auf|um|bei|mit|to|by|of)?\s?(?:\$|€|£|US\$)?$"
# `rund` widens by half a unit of the last digit that is not zero, at least 5 and at most 10 per cent: `rund 500` is
# 450 to 550, `rund 1.200` is 1.140 to 1.260. Set by hand on the cases of tests/slots_cases.tsv.
ROUND_LEAST, ROUND_MOST = 0.05, 0.10
_BEFORE = [
    (re.compile(
        rf"\b(?:nicht\smehr\sals|höchstens|maximal|bis\szu|no\smore\sthan|not\smore\sthan|at\smost"
        rf"|up\sto|as\s(?:many|much)\sas|maximum\sof)\s{_AHEAD}", re.I), "most"),
    (re.compile(
        rf"\b(?:mindestens|wenigstens|nicht\sweniger\sals|keine\sweniger\sals|at\sleast"
        rf"|no\sfewer\sthan|no\sless\sthan|not\sless\sthan|minimum\sof|ab)\s{_AHEAD}", re.I), "least"),
    (re.compile(
        rf"\b(?:knappe?[nrs]?(?!\süber)|fast|beinahe|nahezu|nearly|almost|just\sunder|close\sto|annähernd"
        rf"|not\squite)\s{_AHEAD}", re.I), "nearly"),
    (re.compile(
        rf"\b(?:gute?[nrsm]?|etwas\smehr\sals|etwas\süber|knapp\süber|just\sover|slightly\smore\sthan"
        rf"|a\slittle\sover|just\sabove|good)\s{_AHEAD}", re.I), "barely"),
    (re.compile(
        rf"\b(?:mehr\sals|über|more\sthan|over|above|exceed(?:s|ed|ing)?|upwards\sof"
        rf"|überstieg)\s{_AHEAD}", re.I), "over"),
    (re.compile(rf"\b(?:weniger\sals|nicht\seinmal|not\seven|unter|fewer\sthan|less\sthan|under"
        rf"|below|keine)\s{_AHEAD}", re.I), "under"),
    (re.compile(
        rf"(?:\b(?:rund|etwa|ungefähr|circa|ca\.|zirka|schätzungsweise|about|around|roughly"
        rf"|approximately|some|an\sestimated|approx\.|circa|geschätzt|in\sthe\sregion\sof"
        rf"|ca)\s{_AHEAD}|[~≈]\s?$)", re.I), "about"),
]  # fmt: skip
_AFTER = [
    (re.compile(r"\s(?:und\smehr|oder\smehr|or\smore|and\smore)\b"), "least"),
    (re.compile(r"\s(?:oder\sweniger|or\sless|or\sfewer)\b"), "most"),
]
_RISE = re.compile(
    r"\b(?:stieg\w*|steigt|steigen|gestiegen\w*|erhöh\w+|zugenommen|zunahm\w*|wuchs\w*|gewachsen|kletter\w+|zuleg\w+"
    r"|teurer|plus|mehr|Anstieg|Zuwachs|höher|rose|rises?|risen|rising|increas\w+|grew|grown|climb\w+|up|jump\w+"
    r"|gain\w*|more|higher|Plus|angehoben|raised)\b"
)
_FALL = re.compile(
    r"\b(?:sank\w*|sinkt|sinken|gesunken\w*|fiel\w*|fällt|gefallen|Rückgang|zurückgegangen|abgenommen|schrumpf\w+"
    r"|verringer\w+|gesenkt|senk\w+|reduzier\w+|minus|Minus|billiger|weniger|niedriger|geringer|fell|falls?|fallen"
    r"|falling|drop\w*|declin\w+|decreas\w+|shr[aiu]nk\w*|down|cut|reduc\w+|lower\w*|lost|fewer|less|ging)\b"
)
BY = re.compile(r"\b(?:um|by)\s(?:\w+\s)?$")


def shaped(amount: Amount, word: str) -> Amount:
    """The amount as its bound or rounding word makes it."""
    value = amount.low
    slack = min(max(amount.coarse / 2, ROUND_LEAST * abs(value)), ROUND_MOST * abs(value))
    if amount.dimension == "temperature":
        slack = max(slack, 1.0) if amount.unit != "F" else max(slack, 0.6)
    if amount.unit == "fraction":
        slack = ROUND_MOST * abs(value)
    if word == "about":
        return replace(amount, low=value - slack, high=value + slack, hold=Hold.ROUNDED)
    if word == "nearly":
        return replace(amount, low=value - slack, hold=Hold.ROUNDED)
    if word == "barely":
        return replace(amount, high=value + slack, hold=Hold.ROUNDED)
    if word in ("over", "least"):
        return replace(amount, high=math.inf, hold=Hold.BOUND)
    return replace(amount, low=-math.inf, hold=Hold.BOUND)


def modifier(text: str, start: int, end: int) -> tuple[str | None, int, int]:
    """The bound or rounding beside an amount, and the span with it."""
    before = text[max(0, start - 28) : start]
    for pattern, word in _AFTER:
        match = pattern.match(text, end)
        if match:
            return word, start, match.end()
    for pattern, word in _BEFORE:
        match = pattern.search(before)
        if match:
            begin = start - (len(before) - match.start())
            if word == "over" and re.search(r"\b(?:nicht|not|no)\s$", text[:begin]):
                return "most", begin, end
            return word, begin, end
    return None, start, end


def direction(text: str, start: int, end: int) -> int:
    """Whether a word of rise or fall stands near before the amount, or right after it."""
    cut = max((text.rfind(mark, 0, start) for mark in ".;!?,"), default=-1)
    near = text[max(cut + 1, start - 48) : start]
    rises = [m.end() for m in _RISE.finditer(near) if not re.match(r"\s(?:als|than)\b", near[m.end() :])]
    falls = [m.end() for m in _FALL.finditer(near) if not re.match(r"\s(?:als|than)\b", near[m.end() :])]
    after = text[end : end + 14]
    if not rises and not falls:
        if re.match(r"\s(?:mehr|more|höher|higher|teurer)\b", after):
            return 1
        if re.match(r"\s(?:weniger|fewer|less|lower|niedriger|billiger)\b", after):
            return -1
        rest = re.split(r"[.;!?,]", text[end : end + 40])[0]
        rises, falls = [m.end() for m in _RISE.finditer(rest)], [m.end() for m in _FALL.finditer(rest)]
        if bool(rises) == bool(falls) or not BY.search(text[max(0, start - 12) : start]):
            return 0
    return 1 if max(rises, default=-1) > max(falls, default=-1) else -1
