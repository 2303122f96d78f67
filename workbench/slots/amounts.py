"""Figures with their units, bounds, ranges and roundings, as intervals in base units."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.slots.figures import Figure
from workbench.slots.kinds import Amount, Hold, Slot
from workbench.slots.numbers import find_figures
from workbench.slots.units import Unit, currency_before, per_after, per_before, unit_after
from workbench.types import SlotKind

_COUNT = Unit("count", "", 1.0)
_AHEAD = r"(?:den|die|der|das|dem|the|an|a|some|von|auf|um|bei|mit|to|by|of)?\s?(?:\$|€|£|US\$)?$"
# `rund` widens by half a unit of the last digit that is not zero, at least 5 and at most 10 per cent: `rund 500` is
# 450 to 550, `rund 1.200` is 1.140 to 1.260. Set by hand on the cases of tests/slots_cases.tsv.
ROUND_LEAST, ROUND_MOST = 0.05, 0.10
_BEFORE = [
    (re.compile(
        rf"\b(?:nicht\smehr\sals|höchstens|maximal|bis\szu|no\smore\sthan|not\smore\sthan|at\smost"
        rf"|up\sto|maximum\sof)\s{_AHEAD}", re.I), "most"),
    (re.compile(
        rf"\b(?:mindestens|wenigstens|nicht\sweniger\sals|keine\sweniger\sals|at\sleast"
        rf"|no\sfewer\sthan|no\sless\sthan|not\sless\sthan|minimum\sof|ab)\s{_AHEAD}", re.I), "least"),
    (re.compile(
        rf"\b(?:mehr\sals|über|more\sthan|over|above|exceed(?:s|ed|ing)?|upwards\sof"
        rf"|überstieg)\s{_AHEAD}", re.I), "over"),
    (re.compile(rf"\b(?:weniger\sals|unter|fewer\sthan|less\sthan|under|below|keine)\s{_AHEAD}", re.I), "under"),
    (re.compile(
        rf"\b(?:knapp|fast|beinahe|nahezu|nearly|almost|just\sunder|close\sto|annähernd"
        rf"|not\squite)\s{_AHEAD}", re.I), "nearly"),
    (re.compile(
        rf"\b(?:gut|etwas\smehr\sals|etwas\süber|knapp\süber|just\sover|slightly\smore\sthan"
        rf"|a\slittle\sover|just\sabove|good)\s{_AHEAD}", re.I), "barely"),
    (re.compile(
        rf"(?:\b(?:rund|etwa|ungefähr|circa|ca\.|zirka|schätzungsweise|about|around|roughly"
        rf"|approximately|some|an\sestimated|approx\.|circa|geschätzt|in\sthe\sregion\sof"
        rf"|ca)\s{_AHEAD}|[~≈]\s?$)", re.I), "about"),
]  # fmt: skip
_AFTER = [
    (re.compile(r"\s(?:und\smehr|oder\smehr|or\smore|and\smore)\b"), "least"),
    (re.compile(r"\s(?:oder\sweniger|or\sless|or\sfewer)\b"), "most"),
]
_RANGE = re.compile(r"\s?(?:bis|to|[-–—]|und|and|bis\szu)\s?(?:\$|€|£)?")
_BETWEEN = re.compile(r"\b(?:zwischen|between)\s(?:\$|€|£)?$", re.I)
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
_NEGATIVE = re.compile(r"\b(?:minus)\s?$", re.I)
_BELOW_ZERO = re.compile(r"\s(?:unter\s(?:null|Null)|below\s(?:zero|freezing)|minus)\b")
_PRICES_OF = re.compile(
    r"(?:in\s)?(?:Preisen\s(?:von|des\sJahres)\s|prices\sof\s|(?=(?:19|20)\d\d\s(?:prices"
    r"|dollars|money)))((?:19|20)\d\d)"
)
_BY = re.compile(r"\b(?:um|by)\s(?:\w+\s)?$")

# Pounds are money from here on, or after a word of paying; else they weigh.
STERLING = 1e5
_PAID = re.compile(r"\b(?:paid|pays?|costs?|fined?|worth|prices?|earn\w*|salary|wages?|spen[dt]\w*)\b", re.I)

_KINDS = {"share": SlotKind.SHARE, "points": SlotKind.POINTS, "count": SlotKind.NUMBER}


def _kind(dimension: str) -> SlotKind:
    base = dimension.split("/", maxsplit=1)[0]
    if base.startswith("money"):
        return SlotKind.MONEY
    return _KINDS.get(base, SlotKind.NUMBER if base in ("ordinal", "ratio") else SlotKind.MEASURE)


def _coarse(value: float, step: float) -> float:
    """One unit of the last digit that is not zero: 100 for 1,200, 1 for 488, the step where it is larger."""
    size, whole = step, abs(value)
    while whole and size < whole and math.isclose(whole / (size * 10), round(whole / (size * 10)), abs_tol=1e-9):
        size *= 10
    return size


def _amount(figure: Figure, unit: Unit, stated: float) -> Amount:
    base, step = (stated + unit.offset) * unit.factor, figure.step * unit.factor
    coarse = _coarse(stated, figure.step) * unit.factor
    if unit is _COUNT and figure.shape in ("ordinal", "ratio"):
        return Amount(base, base, figure.shape, figure.shape, step, step)
    if figure.shape == "share":
        return Amount(stated, stated, "share", "fraction", 0.06, 0.06)
    return Amount(base, base, unit.dimension, unit.name, step, coarse)


def _shaped(amount: Amount, word: str) -> Amount:
    """The amount as its bound or rounding word makes it."""
    value = amount.low
    slack = min(max(amount.coarse / 2, ROUND_LEAST * abs(value)), ROUND_MOST * abs(value))
    if amount.dimension == "temperature":
        slack = max(slack, 1.0) if amount.unit != "F" else max(slack, 0.6)
    if word == "about":
        return replace(amount, low=value - slack, high=value + slack, hold=Hold.ROUNDED)
    if word == "nearly":
        return replace(amount, low=value - slack, hold=Hold.ROUNDED)
    if word == "barely":
        return replace(amount, high=value + slack, hold=Hold.ROUNDED)
    if word in ("over", "least"):
        return replace(amount, high=math.inf, hold=Hold.BOUND)
    return replace(amount, low=-math.inf, hold=Hold.BOUND)


def _modifier(text: str, start: int, end: int) -> tuple[str | None, int, int]:
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


def _direction(text: str, start: int, end: int) -> int:
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
        if bool(rises) == bool(falls) or not _BY.search(text[max(0, start - 12) : start]):
            return 0
    return 1 if max(rises, default=-1) > max(falls, default=-1) else -1


def _one(text: str, figure: Figure) -> tuple[Amount, int, int]:
    """The amount of one figure with its span, without bound words."""
    start, end, unit = figure.start, figure.end, _COUNT
    sign = currency_before(text, start)
    after = unit_after(text, end)
    if sign:
        unit, start = sign
    elif after and figure.shape == "number":
        unit, end = after
    if unit.name == "lb" and (figure.value >= STERLING or _PAID.search(text, max(0, start - 48), start)):
        unit = Unit("money:GBP", "£", 1.0)
    value = figure.value
    negative = _NEGATIVE.search(text, max(0, start - 7), start)
    if unit.dimension == "temperature" and value > 0 and (negative or _BELOW_ZERO.match(text, end)):
        value = -value
        start = negative.start() if negative else start
    if unit.dimension == "temperature" and _BY.search(text[max(0, start - 10) : start]):
        unit = Unit("temperature difference", unit.name, unit.factor)
    amount = _amount(figure, unit, value)
    per = per_after(text, end, amount.dimension) if figure.shape == "number" else None
    if per is None and figure.shape == "number":
        per = per_before(text, start)
        per = replace(per, end=end) if per else None
    if per and amount.dimension not in ("share", "points", "age", "temperature"):
        amount = _divided(amount, per.factor, per.suffix)
        end = max(end, per.end)
    if amount.dimension.startswith("money"):
        priced = _PRICES_OF.match(text, end + 1)
        if priced:
            amount = replace(amount, price_year=int(priced[1]))
            tail = re.match(r"\s(?:dollars|prices|money)", text[priced.end() :])
            end = priced.end() + (tail.end() if tail else 0)
    return amount, start, end


def _divided(amount: Amount, factor: float, suffix: str) -> Amount:
    return replace(
        amount,
        low=amount.low / factor,
        high=amount.high / factor,
        step=amount.step / factor,
        coarse=amount.coarse / factor,
        dimension=amount.dimension + suffix,
        unit=f"{amount.unit}/{factor:g}",
    )


def _joined(text: str, first: Figure, second: Figure) -> tuple[Amount, int, int] | None:
    """Two figures as one range: ``500 bis 600``, ``between 5 and 7 percent``, ``3–4 km``."""
    one, start, one_end = _one(text, first)
    gap = _RANGE.fullmatch(text, one_end, currency_start(text, second)) if one_end <= second.start else None
    if gap is None or first.shape != "number" or second.shape != "number":
        return None
    between = _BETWEEN.search(text, max(0, start - 10), start)
    if gap.group().strip(" $€£") in ("und", "and") and not between:
        return None
    two, _, end = _one(text, second)
    if one.dimension == "count" and two.dimension != "count":
        sized = re.search(
            r"(?i)(mio|mrd|million|milliarde|billion|thousand|tausend)\w*", text[second.start : second.end]
        )
        factor = (two.low / second.value) if second.value else 1.0
        scale = 10 ** (3 * (int(math.log10(second.value)) // 3)) if sized and second.value > 999 > first.value else 1
        if two.dimension == "temperature" or not factor:
            return None
        one = replace(two, low=one.low * factor * scale, high=one.high * factor * scale)
    elif (
        one.dimension == two.dimension == "count"
        and two.low > 999 > one.low
        and "illi" in text[second.start : second.end]
    ):
        one = replace(one, low=one.low * 10 ** (3 * (int(math.log10(two.low)) // 3)))
    if one.dimension != two.dimension or one.low >= two.low:
        return None
    return replace(two, low=one.low, hold=Hold.RANGE), between.start() if between else start, end


def currency_start(text: str, figure: Figure) -> int:
    return figure.start


def find_amounts(text: str, language: str, masked: Sequence[tuple[int, int]]) -> Iterator[Slot]:
    """Numbers, shares, points, measures and money of a text; ``masked`` spans belong to dates and names."""
    figures = [f for f in find_figures(text, language) if not any(s < f.end and f.start < e for s, e in masked)]
    figures = [f for f in figures if not _is_no_amount(text, f)]
    at = 0
    while at < len(figures):
        joined = _joined(text, figures[at], figures[at + 1]) if at + 1 < len(figures) else None
        amount, start, end = joined or _one(text, figures[at])
        at += 2 if joined else 1
        at += sum(1 for figure in figures[at:] if figure.start < end)
        word, start, end = (
            _modifier(text, start, end) if not joined and amount.dimension != "ordinal" else (None, start, end)
        )
        if word:
            amount = _shaped(amount, word)
        if amount.dimension.split("/")[0] not in ("ordinal", "age"):
            amount = replace(amount, direction=_direction(text, start, end))
        yield Slot(_kind(amount.dimension), start, end, text[start:end], amount)


def _is_no_amount(text: str, figure: Figure) -> bool:
    """Clock times, scores, names such as ``Covid-19``, ``A 7`` or ``§ 5`` are no amounts."""
    before, after = text[max(0, figure.start - 8) : figure.start], text[figure.end : figure.end + 7]
    if re.match(r"\s?(?:Uhr|o’clock|o'clock|[ap]\.?m\b)|:\d", after) or re.search(r"\d:$", before):
        return True
    if re.match(r"\.\s[a-zäöü]", after) and not figure.in_words:
        return True
    if (
        re.search(r"(?:[A-Za-z]-|§\s?|Artikel\s|Article\s|\bNr\.\s?|\bNo\.\s?|[A-Z]\s?)$", before)
        and not figure.in_words
    ):
        return not re.search(r"(?:US|I|A)\s?$", before) or bool(re.search(r"-$", before))
    return False
