"""Figures with their units, bounds, ranges and roundings, as intervals in base units."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.slots.figures import Figure
from workbench.slots.kinds import Amount, Hold, Slot
from workbench.slots.modifiers import BY, direction, modifier, shaped
from workbench.slots.numbers import find_figures
from workbench.slots.units import Unit, currency_before, per_after, per_before, unit_after
from workbench.types import SlotKind

_COUNT = Unit("count", "", 1.0)
_TIMES = Unit("times", "", 1.0)
_AGE = Unit("age", "year-old", 1.0)
# `jeder Fünfte` is said of 17 to 23 per cent; `mehrere Hundert` and `hundreds` of 150 to 1,000.
FRACTION_STEP = 0.06
VAGUE = (1.5, 10.0)
_COUNTING = ("number", "vague", "times")
_RANGE = re.compile(r"\s?(?:bis|to|[-–—]|und|and|bis\szu)\s?(?:\$|€|£)?")
_FROM = re.compile(r"\b(?:from|von)\s$", re.I)
_CHANGE = re.compile(r"\s(?:auf|to|statt|instead\sof|rather\sthan|oder|or|and|und)\s(?:bisher\s|zuvor\s)?(?:\$|€|£)?")
_BETWEEN = re.compile(r"\b(?:zwischen|between)\s(?:\$|€|£)?$", re.I)
_NEGATIVE = re.compile(r"\b(?:minus)\s?$", re.I)
_BELOW_ZERO = re.compile(r"\s(?:unter\s(?:null|Null)|below\s(?:zero|freezing)|minus)\b")
_PRICES_OF = re.compile(
    r"(?:in\s)?(?:Preisen\s(?:von|des\sJahres)\s|prices\sof\s|(?=(?:19|20)\d\d\s(?:prices"
    r"|dollars|money)))((?:19|20)\d\d)"
)
# Pounds are money from here on, or after a word of paying, where nothing is weighed.
STERLING = 1e3
# Behind these a year is what something is compared with.
_BESIDE = re.compile(r"\b(?:gegenüber|im\sVergleich\szu|compared\s(?:with|to)|as\sagainst)\s(?:dem\sJahr\s)?$", re.I)
# Newspapers write spans up to twelve years in words and ages in digits.
SPELLED_OUT, OLDEST = 12, 111
_PAID = re.compile(
    r"\b(?:paid|pays?|costs?|fined?|worth|prices?|earn\w*|salary|wages?|spen[dt]\w*|kost\w+|zahl\w+|wert)\b", re.I
)
_WEIGHS = re.compile(r"\b(?:weigh\w*|heavy|lost|wieg\w*|schwer|Gewicht)\b", re.I)

_KINDS = {"share": SlotKind.SHARE, "points": SlotKind.POINTS, "count": SlotKind.NUMBER, "times": SlotKind.NUMBER}


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
        step = min(FRACTION_STEP, 0.2 * stated)
        return Amount(stated, stated, "share", "fraction", step, step)
    if figure.shape == "vague":
        return Amount(VAGUE[0] * base, VAGUE[1] * base, unit.dimension, unit.name, step, coarse, Hold.BOUND)
    return Amount(base, base, unit.dimension, unit.name, step, coarse)


def _one(text: str, figure: Figure) -> tuple[Amount, int, int]:
    """The amount of one figure with its span, without bound words."""
    start, end, unit = figure.start, figure.end, _COUNT
    sign = currency_before(text, start)
    after = unit_after(text, end)
    if sign:
        unit, start = sign
    elif figure.shape == "times":
        unit = _TIMES
    elif after and figure.shape in _COUNTING:
        unit, end = after
    unit = _aged(text, figure, unit)
    if (
        unit.name in ("lb", "Pfund")
        and not _WEIGHS.search(text, max(0, start - 48), end + 24)
        and (figure.value >= STERLING or _PAID.search(text, max(0, start - 48), start))
    ):
        unit = Unit("money:GBP", "£", 1.0)
    value = figure.value
    negative = _NEGATIVE.search(text, max(0, start - 7), start)
    if unit.dimension == "temperature" and value > 0 and (negative or _BELOW_ZERO.match(text, end)):
        value = -value
        start = negative.start() if negative else start
    if unit.dimension == "temperature" and BY.search(text[max(0, start - 10) : start]):
        unit = Unit("temperature difference", unit.name, unit.factor)
    amount = _amount(figure, unit, value)
    per = per_after(text, end, amount.dimension) if figure.shape in _COUNTING else None
    if per is None and figure.shape in _COUNTING:
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


def _aged(text: str, figure: Figure, unit: Unit) -> Unit:
    """``23-jährige`` is an age where ``zehnjährige`` is a span of time; ``, 54,`` and ``(54)`` tell an age."""
    if unit.name == "year" and text.startswith(("jährig", "-jährig"), figure.end):
        return _AGE if figure.value > SPELLED_OUT else unit
    aside = text[: figure.start].endswith((", ", "(")) and text[figure.end : figure.end + 1] in (",", ")")
    apart = aside and unit is _COUNT and 0 < figure.value < OLDEST and figure.value.is_integer()
    return _AGE if apart and not figure.in_words and figure.step == 1 else unit


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
    if _FROM.search(text, max(0, start - 10), start) and direction(text, start, one_end):
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


def _unit_shared(text: str, amount: Amount, end: int, following: Figure) -> Amount:
    """The amount with the unit and size that only the next figure has: ``von 9,4 auf 13 Millionen Euro``."""
    if amount.dimension != "count" or amount.unit or not _CHANGE.fullmatch(text, end, following.start):
        return amount
    two, _, _ = _one(text, following)
    if two.dimension in ("ordinal", "age") or two.low <= 0 or following.shape != "number":
        return amount
    sized = re.search(r"(?i)mio|mrd|illi|thousand|tausend", text[following.start : following.end])
    scale = 10 ** (3 * (int(math.log10(following.value)) // 3)) if sized and following.value > 999 > amount.low else 1
    factor = two.low / following.value * scale if two.dimension != "temperature" else 1.0
    return replace(
        two,
        low=amount.low * factor,
        high=amount.high * factor,
        step=amount.step * factor,
        coarse=amount.coarse * factor,
        hold=amount.hold,
    )


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
        if not joined and at + 1 < len(figures):
            amount = _unit_shared(text, amount, end, figures[at + 1])
        at += 2 if joined else 1
        at += sum(1 for figure in figures[at:] if figure.start < end)
        word, start, end = (
            modifier(text, start, end)
            if amount.hold is Hold.EXACT and amount.dimension != "ordinal"
            else (None, start, end)
        )
        if word:
            amount = shaped(amount, word)
        if amount.dimension.split("/")[0] not in ("ordinal", "age"):
            amount = replace(amount, direction=direction(text, start, end))
        yield Slot(_kind(amount.dimension), start, end, text[start:end], amount)


def _is_no_amount(text: str, figure: Figure) -> bool:
    """Clock times, scores, names such as ``Covid-19``, ``A 7`` or ``§ 5`` are no amounts."""
    before, after = text[max(0, figure.start - 8) : figure.start], text[figure.end : figure.end + 7]
    if re.match(r"\s?(?:Uhr|o’clock|o'clock|[ap]\.?m\b)|:\d", after) or re.search(r"\d:$", before):
        return True
    if re.match(r"\.\s[a-zäöü]", after) and not figure.in_words:
        return True
    if re.fullmatch(r"(?:19|20)\d\d", text[figure.start : figure.end]) and _BESIDE.search(text, 0, figure.start):
        return True
    if (
        re.search(r"(?:[A-Za-z]-|§\s?|Artikel\s|Article\s|\bNr\.\s?|\bNo\.\s?|\b[A-Z]{1,2}\s?|[A-Z])$", before)
        and not figure.in_words
    ):
        return not re.search(r"(?:US|I|A)\s?$", before) or bool(re.search(r"-$", before))
    return False
