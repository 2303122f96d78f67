"""The whole way on the sample, with a stance model that can be foreseen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import SAMPLE, WordStance, build, report
from workbench.checking import Checker
from workbench.corpus.readers import content_hash
from workbench.indexing.generations import Generation, IndexDirectory
from workbench.matching import Matcher
from workbench.models import load_encoder
from workbench.reading import article_from_text, read_article
from workbench.settings import Settings
from workbench.types import Check, Filters, Verdict

GOLD = json.loads((SAMPLE / "gold.json").read_text("utf-8"))


@pytest.fixture
def checker(sample_generation: Generation) -> Checker:
    return Checker(Matcher(sample_generation, load_encoder()), WordStance(), Settings())


@pytest.fixture
def check(checker: Checker) -> Check:
    return checker.check(read_article(str(SAMPLE / "article.txt")))


def test_claims_of_the_sample_have_evidence_in_order(check: Check) -> None:
    texts = {checked.claim.text for checked in check.claims}
    gold = {claim["text"] for claim in GOLD["claims"]}
    assert len(texts & gold) >= 0.95 * len(gold)
    assert not texts & set(GOLD["non_claims"])
    for checked in check.claims:
        different = {(one.report.origin_id, content_hash(one.passage.text)) for one in checked.evidence}
        assert len(different) == Settings().evidence >= 10
        bearing = [one.bearing for one in checked.evidence]
        assert bearing == sorted(bearing, reverse=True)


def test_the_article_and_its_reprints_are_no_evidence_for_it(check: Check) -> None:
    own = next(origin for origin in GOLD["origins"] if "r106" in origin)
    found = {one.report.id for checked in check.claims for one in checked.evidence}
    assert found.isdisjoint(own)


def test_what_the_check_was_made_on_is_named(check: Check, sample_generation: Generation) -> None:
    manifest = sample_generation.manifest
    assert (check.index.generation, check.index.reports) == (manifest.generation, manifest.reports)
    assert (check.index.encoder, check.index.stance_model) == ("static-de-en", "words")


def test_filters_reach_the_evidence(checker: Checker) -> None:
    found = checker.check(read_article(str(SAMPLE / "article.txt")), Filters(languages=("en",)))
    assert {one.report.language for checked in found.claims for one in checked.evidence} == {"en"}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Checker]:
    reports = [
        report("same-url", "Die Stadt Gera hat 120 Wohnungen gebaut, heißt es hier.", url="https://blatt.example/1"),
        report("other", "In Gera hat die Stadt am Montag 210 Wohnungen gebaut."),
        report("copy-1", "Gera hat im Jahr 2025 genau 300 Bäume gepflanzt, teilte das Amt für Grün am Freitag mit."),
        report("copy-2", "Gera hat im Jahr 2025 genau 300 Bäume gepflanzt, teilte das Amt für Grün am Freitag mit!"),
    ]
    build(tmp_path, reports)
    generation = IndexDirectory(tmp_path).open()
    yield Checker(Matcher(generation, load_encoder()), WordStance(), Settings())
    generation.close()


def test_a_report_under_the_articles_url_is_the_article(small: Checker) -> None:
    text = "Die Stadt Gera hat 120 Wohnungen gebaut."
    without = small.check(article_from_text(text, url="https://blatt.example/1"))
    assert "same-url" not in {e.report.id for c in without.claims for e in c.evidence}
    elsewhere = small.check(article_from_text(text, url="https://other.example/1"))
    assert "same-url" in {e.report.id for c in elsewhere.claims for e in c.evidence}


def test_exact_copies_are_one_origin(small: Checker) -> None:
    (checked,) = small.check(article_from_text("Das Amt ließ in Gera 2025 genau 300 Bäume pflanzen.")).claims
    copies = [e for e in checked.evidence if e.report.id.startswith("copy")]
    assert len({e.report.origin_id for e in copies}) == 1
    assert len(copies) == 2
    assert checked.assessment.supporting_origins <= 1


def test_other_figures_conflict(small: Checker) -> None:
    article = article_from_text("In Gera hat die Stadt am Montag 120 Wohnungen gebaut.", url="https://blatt.example/1")
    (checked,) = small.check(article).claims
    assert checked.assessment.verdict is Verdict.REFUTED
    assert checked.evidence[0].report.id == "other"


def test_an_article_may_hold_no_claim(small: Checker) -> None:
    assert small.check(article_from_text("Was soll man dazu noch sagen?")).claims == ()
