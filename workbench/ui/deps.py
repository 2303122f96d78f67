"""The only caches of the UI. Heavy libraries are imported when they are first needed, never for the first paint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from workbench.errors import IndexDamaged
from workbench.exports.document import check_from_document
from workbench.reviews import rules
from workbench.reviews.ledger import SqlLedger, open_ledger
from workbench.reviews.state import ArticleState
from workbench.settings import Settings
from workbench.types import Check, Report

if TYPE_CHECKING:
    from workbench.checking import Checker
    from workbench.corpus.store import CorpusStore
    from workbench.indexing.generations import Generation
    from workbench.indexing.manifest import Manifest
    from workbench.lineage import Member
    from workbench.matching import Matcher
    from workbench.protocols import Encoder, Progress, StanceModel

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def settings() -> Settings:
    return Settings.load()


# Reviews: read again only when the ledger has grown.


def ledger() -> SqlLedger:
    return _ledger(settings().reviews)


def queue() -> list[ArticleState]:
    """All articles, those in the archive too, newest first."""
    where = settings().reviews
    return _queue(where, _ledger(where).last())


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An article under review with its latest check."""

    state: ArticleState
    check: Check


def reviewed(article_id: str) -> Reviewed:
    """Raises ReviewError for an article that was never added."""
    where = settings().reviews
    return _reviewed(where, article_id, _ledger(where).last())


@dataclass(frozen=True, slots=True)
class Packet:
    """A sealed packet. ``faults`` say why the rejected passages are missing in it, where they are."""

    data: bytes
    seal: str
    faults: tuple[str, ...]


def packet(article_id: str, progress: Progress) -> Packet:
    """The sealed packet of an article's latest decision. Runs the check again."""
    from workbench import sealing
    from workbench.exports.packet import verify_packet
    from workbench.reviews.finding import find_review

    known = ledger()
    data, again = sealing.packet(known, find_review(known, article_id), settings(), progress)
    return Packet(data, verify_packet(data).seal or "", again.faults)


@st.cache_resource(show_spinner=False)
def _ledger(where: str) -> SqlLedger:
    return open_ledger(where)


@st.cache_resource(show_spinner=False, max_entries=2)
def _queue(where: str, last: int) -> list[ArticleState]:
    known = _ledger(where)
    return rules.queue(known) + rules.queue(known, archived=True)


@st.cache_resource(show_spinner=False, max_entries=16)
def _reviewed(where: str, article_id: str, last: int) -> Reviewed:
    state = rules.article_state(_ledger(where), article_id)
    assert state.document is not None
    return Reviewed(state, check_from_document(state.document))


# Corpus and models, by generation: a build beside the running app is seen by the next run.


def current_generation() -> str | None:
    """The id of the published generation. Reads one small file."""
    from workbench.indexing.generations import IndexDirectory

    return IndexDirectory(settings().index).current_id()


def manifest() -> Manifest:
    """What the published generation was made of; IndexMissing where there is none."""
    from workbench.indexing.generations import IndexDirectory
    from workbench.indexing.manifest import Manifest

    return Manifest.read(IndexDirectory(settings().index).current_folder())


def checker() -> Checker:
    """Checks against the published generation; IndexMissing, IndexDamaged or ModelError where that cannot be."""
    known = settings()
    return _checker(known, _published(known.index))


def matcher() -> Matcher:
    """Searches the published generation. Needs no stance model."""
    index = settings().index
    return _matcher(index, _published(index))


def overview() -> Mapping[str, Mapping[str, int]]:
    """Reports of the published generation by language, kind and outlet."""
    index = settings().index
    return _overview(index, _published(index))


def report(generation: str, report_id: str) -> Report | None:
    """A report as the generation has it; None where generation or report is gone."""
    try:
        return _store(settings().index, generation).report(report_id)
    except IndexDamaged:
        return None


def origin(generation: str | None, report_id: str) -> tuple[Member, ...]:
    """The origin of a report as the generation has it, or the present one where that is gone; empty if unknown."""
    index, current = settings().index, current_generation()
    for one in dict.fromkeys((generation, current)):
        try:
            members = _origin(index, one, report_id) if one else ()
        except IndexDamaged:
            continue
        if members:
            return members
    return ()


@st.cache_resource(show_spinner=False, max_entries=32)
def _origin(index: Path, generation: str, report_id: str) -> tuple[Member, ...]:
    from workbench.lineage import lineage

    return lineage(_store(index, generation).origin(report_id))


def _published(index: Path) -> str:
    from workbench.indexing.generations import IndexDirectory

    return IndexDirectory(index).current_folder().name


@st.cache_resource(show_spinner=False, max_entries=2)
def _generation(index: Path, generation: str) -> Generation:
    from workbench.indexing.generations import IndexDirectory

    return IndexDirectory(index).open(generation)


@st.cache_resource(show_spinner=False, max_entries=2)
def _encoder(name: str) -> Encoder:
    from workbench.models import load_encoder

    return load_encoder(name)


@st.cache_resource(show_spinner=False, max_entries=2)
def _stance_model(name: str) -> StanceModel:
    from workbench.models import load_stance_model

    return load_stance_model(name)


def _matcher(index: Path, generation: str) -> Matcher:
    from workbench.matching import Matcher

    opened = _generation(index, generation)
    return Matcher(opened, _encoder(opened.manifest.encoder))


def _checker(known: Settings, generation: str) -> Checker:
    """As ``checking.open_checker`` makes it, with matcher and models that searches and other sessions share."""
    from workbench.checking import Checker

    return Checker(_matcher(known.index, generation), _stance_model(known.stance_model), known)


@st.cache_resource(show_spinner=False, max_entries=2)
def _overview(index: Path, generation: str) -> Mapping[str, Mapping[str, int]]:
    return _store(index, generation).overview()


@st.cache_resource(show_spinner=False, max_entries=4)
def _store(index: Path, generation: str) -> CorpusStore:
    """The corpus of a generation that may not be the published one. IndexDamaged where it is gone."""
    from workbench.corpus.store import CorpusStore
    from workbench.indexing.generations import CORPUS, IndexDirectory

    return CorpusStore.open(IndexDirectory(index).folder(generation) / CORPUS)
