"""Cuts a report into passages of one to three sentences."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from workbench.claims import split_sentences
from workbench.types import Passage, Report

MAX_SENTENCES = 3
# A passage and a claim together stay under the 128 tokens that the shipped stance model reads.
MAX_CHARACTERS = 400
# A heading or a one-word paragraph is no evidence by itself; it goes with the sentence after it.
_MIN_CHARACTERS = 80


def passages_of(report: Report) -> list[Passage]:
    """The passages of a report in order, without overlap; each id depends on report id, span and text alone."""
    return [
        Passage(_passage_id(report.id, start, report.text[start:end]), report.id, start, end, report.text[start:end])
        for start, end in windows(report.text, report.language)
    ]


def windows(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Spans of up to three sentences and 400 characters; a paragraph ends one, unless it is a mere heading.

    Longer sentences are cut at spaces.
    """
    current: list[tuple[int, int]] = []
    for start, end in _sentences(text, language):
        full = current and (
            len(current) == MAX_SENTENCES
            or end - current[0][0] > MAX_CHARACTERS
            or (current[-1][1] - current[0][0] >= _MIN_CHARACTERS and "\n\n" in text[current[-1][1] : start])
        )
        if full:
            yield current[0][0], current[-1][1]
            current = []
        current.append((start, end))
    if current:
        yield current[0][0], current[-1][1]


def _sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    for sentence_start, end in split_sentences(text, language):
        start = sentence_start
        while end - start > MAX_CHARACTERS:
            cut = text.rfind(" ", start + MAX_CHARACTERS // 2, start + MAX_CHARACTERS)
            cut = cut if cut > 0 else start + MAX_CHARACTERS
            yield start, cut
            start = cut + (text[cut] == " ")
        if end > start:
            yield start, end


def _passage_id(report_id: str, start: int, text: str) -> int:
    key = f"{report_id}\x00{start}\x00{text}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(key, digest_size=8).digest(), "big") >> 1
