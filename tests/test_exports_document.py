"""The document of `check --json`: its schema, its values, and the way back."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from tests.test_exports_samples import ARTICLE_ID, EXCHANGED, FILLER, LIBRARIES, SAID, TEXT, TITLE, check, span
from workbench.errors import InputError
from workbench.exports.document import check_document, check_from_document
from workbench.types import (
    Article,
    Assessment,
    Block,
    BlockKind,
    Check,
    CheckedClaim,
    Claim,
    Dropped,
    DropReason,
    Evidence,
    Filters,
    IndexInfo,
    Modality,
    NearMiss,
    Passage,
    Rating,
    Relation,
    Report,
    ReportKind,
    RunInfo,
    SlotComparison,
    SlotKind,
    Stance,
    StanceProbabilities,
    Verdict,
)

SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "check.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
maybe = st.none() | texts
share = st.floats(0, 1) | st.floats(0, 1, width=32).map(np.float32)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.none() | offsets)
spans = st.tuples(st.integers(0, 10**6), st.integers(1, 500)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def probabilities(draw: st.DrawFn) -> StanceProbabilities:
    parts = np.array(draw(st.lists(st.floats(2**-10, 1, width=32), min_size=3, max_size=3)), np.float32)
    return StanceProbabilities(*(parts / parts.sum()))


blocks = st.builds(lambda span, kind: Block(*span, kind), spans, st.sampled_from(BlockKind))
articles = st.builds(
    Article,
    id=st.from_regex(r"a-[0-9a-f]{12}", fullmatch=True),
    text=texts,
    language=st.sampled_from(["de", "en", "pt-BR"]),
    blocks=st.lists(blocks, max_size=3).map(tuple),
    title=maybe,
    outlet=maybe,
    url=maybe,
    published_at=moments,
)
reports = st.builds(
    Report,
    id=texts,
    text=texts,
    language=st.sampled_from(["de", "en"]),
    content_hash=st.just("x"),
    origin_id=texts,
    url=maybe,
    outlet=maybe,
    title=maybe,
    published_at=moments,
    kind=st.sampled_from(ReportKind),
)
passages = st.builds(lambda n, report, span, text: Passage(n, report, *span, text), st.integers(1), texts, spans, texts)
slots = st.builds(
    lambda kind, ours, mine, theirs, yours, relation, reason: SlotComparison(
        kind, *ours, mine, *theirs, yours, relation, reason
    ),
    st.sampled_from(SlotKind), spans, texts, spans, texts, st.sampled_from(Relation), texts,
)  # fmt: skip
evidence = st.builds(
    Evidence,
    passage=passages,
    report=reports,
    similarity=st.floats(-1, 1) | st.floats(-1, 1, width=32).map(np.float32),
    stance=st.sampled_from(Stance),
    probabilities=probabilities(),
    bearing=share,
    slots=st.lists(slots, max_size=2).map(tuple),
    before_event=st.booleans(),
    corrected_by=maybe,
    rating=st.none() | st.sampled_from(Rating),
)
claims = st.builds(
    lambda n, text, span, worth, *attributed: Claim(f"c{n}", text, *span, worth, *attributed),
    st.integers(1, 99),
    texts,
    spans,
    share,
    maybe,
    maybe,
    st.none() | st.sampled_from(Modality),
    maybe,
    st.none() | spans,
)
near_misses = st.builds(lambda report, span, why: NearMiss(report, *span, why), texts, spans, texts)
assessments = st.builds(
    Assessment,
    verdict=st.sampled_from(Verdict),
    confidence=share,
    supporting_origins=st.integers(0, 9),
    refuting_origins=st.integers(0, 9),
    reasons=st.lists(texts, max_size=2).map(tuple),
    searched=st.integers(0, 10**6),
    near_misses=st.lists(near_misses, max_size=3).map(tuple),
)
checked_claims = st.builds(CheckedClaim, claims, assessments, st.lists(evidence, max_size=2).map(tuple))
days = st.none() | st.dates()
filters = st.builds(
    Filters,
    outlets=st.lists(texts, max_size=2).map(tuple),
    languages=st.lists(texts, max_size=2).map(tuple),
    kinds=st.lists(st.sampled_from(ReportKind), max_size=2).map(tuple),
    since=days,
    until=days,
    as_of=st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=offsets),
    exclude_reports=st.lists(texts, max_size=2).map(tuple),
)
libraries = st.fixed_dictionaries(dict.fromkeys(LIBRARIES, texts))
counts = st.integers(0, 99)
runs = st.builds(RunInfo, texts, libraries, texts, texts, texts, counts, counts, share, share, filters)
indexes = st.builds(IndexInfo, texts, texts, texts, st.integers(0, 10**9), st.integers(0, 10**9))
dropped = st.builds(
    lambda text, span, worth, reason: Dropped(text, *span, worth, reason),
    texts,
    spans,
    share,
    st.sampled_from(DropReason),
)
checks = st.builds(
    Check,
    articles,
    indexes,
    st.lists(checked_claims, max_size=2).map(tuple),
    runs,
    st.lists(dropped, max_size=2).map(tuple),
)


@settings(max_examples=60)
@given(checks)
def test_any_check_gives_a_valid_document_and_comes_back(made: Check) -> None:
    document = check_document(made)
    VALIDATOR.validate(document)
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert check_document(check_from_document(document)) == document


@given(checks)
@settings(max_examples=20)
def test_the_run_comes_back_as_it_was(made: Check) -> None:
    assert check_from_document(check_document(made)).run == made.run


def test_a_document_from_before_runs_were_recorded_is_read() -> None:
    document = {key: value for key, value in check_document(check()).items() if key != "run"}
    read = check_from_document(document)
    assert read.run is None
    assert check_document(read) == document


@given(probabilities())
def test_rounded_probabilities_still_sum_to_one(given_shares: StanceProbabilities) -> None:
    sample = check()
    found = replace(sample.claims[0].evidence[0], probabilities=given_shares)
    claim = replace(sample.claims[0], evidence=(found,))
    shares = check_document(replace(sample, claims=(claim,)))["claims"][0]["evidence"][0]["stance_probabilities"]
    assert sum(round(value * 10_000) for value in shares.values()) == 10_000
    for stance in Stance:
        assert shares[stance.value] == round(shares[stance.value], 4)
        assert abs(shares[stance.value] - given_shares.of(stance)) <= 0.00016


def test_the_schema_is_a_schema_and_strict_everywhere() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    objects = [SCHEMA, *_objects(SCHEMA)]
    assert len(objects) > 9
    for each in objects:
        assert each["additionalProperties"] is False
        assert sorted(each["required"]) == sorted(each["properties"])


def _objects(schema: Any) -> list[Any]:
    """Every schema of an object below this one."""
    if not isinstance(schema, dict):
        return []
    below = list(schema.values())
    found = [value for value in below if isinstance(value, dict) and value.get("type") == "object"]
    return found + [each for value in below for each in _objects(value)]


def test_the_document_of_the_sample() -> None:
    document = check_document(check())
    VALIDATOR.validate(document)
    assert document["article"] == {
        "id": ARTICLE_ID,
        "title": TITLE,
        "outlet": "Beispielblatt",
        "language": "de",
        "url": "https://www.beispielblatt.example/politik/istanbul",
        "published_at": "2025-07-25T12:30:00+02:00",
        "text": TEXT,
        "blocks": [
            {"start": 0, "end": 55, "kind": "title"},
            {"start": 56, "end": 170, "kind": "body"},
            {"start": 171, "end": 184, "kind": "subhead"},
            {"start": 185, "end": 348, "kind": "body"},
            {"start": 349, "end": 390, "kind": "boilerplate"},
        ],
    }
    assert document["index"] == {
        "generation": "2026-11-23T051500-4f1c",
        "encoder": "static-de-en-384",
        "stance_model": "cross-de-en",
        "reports": 33103,
        "passages": 512440,
    }
    claim = document["claims"][0]
    assert {key: value for key, value in claim.items() if key != "evidence"} == {
        "id": "c1",
        "text": EXCHANGED,
        "start": 56,
        "end": 128,
        "speaker": None,
        "said": None,
        "modality": None,
        "matched": None,
        "sentence": None,
        "check_worthiness": 0.91,
        "assessment": {
            "verdict": "conflicting",
            "confidence": 0.71,
            "supporting_origins": 1,
            "refuting_origins": 1,
            "reasons": ["1 Ursprung stützt, 1 widerspricht.", "1.200 ↔ 840 Gefangene."],
            "searched": 0,
            "near_misses": [],
        },
    }
    assert claim["evidence"][1] == {
        "report_id": "r2",
        "origin_id": "r1",
        "outlet": "Tagesbote",
        "title": "1.200 Gefangene kehren heim",
        "url": "https://tagesbote.example/1",
        "published_at": "2025-07-24T00:00:00+00:00",
        "language": "de",
        "kind": "report",
        "passage": {
            "text": "Rund 1200 Kriegsgefangene sind am Donnerstag heimgekehrt, wie Kiew mitteilte.",
            "start": 0,
            "end": 77,
        },
        "similarity": 0.78,
        "stance": "supports",
        "stance_probabilities": {"supports": 0.88, "refutes": 0.04, "not_enough_info": 0.08},
        "bearing": 0.86,
        "slots": [],
        "before_event": False,
        "corrected_by": None,
        "rating": None,
    }


def test_the_way_back_keeps_all_that_the_document_holds() -> None:
    """The sample's scores have four digits, its report texts are its passages: only passage ids differ."""
    back, sample = check_from_document(check_document(check())), check()
    assert (back.article, back.index) == (sample.article, sample.index)
    ids = [found.passage.id for each in back.claims for found in each.evidence]
    assert len(set(ids)) == len(ids)
    assert all(0 < each < 2**63 for each in ids)
    numbers = iter(found.passage for each in sample.claims for found in each.evidence)
    claims = [
        replace(each, evidence=tuple(replace(found, passage=next(numbers)) for found in each.evidence))
        for each in back.claims
    ]
    expected = [
        replace(each, assessment=replace(each.assessment, confidence=round(each.assessment.confidence, 4)))
        for each in sample.claims
    ]
    assert claims == expected


def test_a_claim_says_who_does_what_with_which_content() -> None:
    claim = check_document(check())["claims"][2]
    assert (claim["speaker"], claim["said"], claim["modality"]) == ("Wolodymyr Selenskyj", SAID, "asserts")


def test_the_fields_of_clauses_references_and_dropped_sentences() -> None:
    sample = check()
    first, *others = sample.claims
    clause = replace(first, claim=replace(first.claim, matched="Am 24. Juli tauschten beide aus.", sentence=(56, 170)))
    dropped = (Dropped(FILLER, *span(FILLER), 0.12344, DropReason.QUESTION),)
    document = check_document(replace(sample, claims=(clause, *others), dropped=dropped))
    VALIDATOR.validate(document)
    assert document["claims"][0]["matched"] == "Am 24. Juli tauschten beide aus."
    assert document["claims"][0]["sentence"] == {"start": 56, "end": 170}
    start, end = span(FILLER)
    assert document["dropped"] == [
        {"text": FILLER, "start": start, "end": end, "check_worthiness": 0.1234, "reason": "question"}
    ]
    back = check_from_document(document)
    assert back.claims[0].claim == clause.claim
    assert back.dropped == (replace(dropped[0], check_worthiness=0.1234),)


def test_a_document_from_before_attribution_is_still_read() -> None:
    document = check_document(check())
    for claim in document["claims"]:
        del claim["said"], claim["modality"]
    back = check_from_document(document).claims[2].claim
    assert (back.speaker, back.said, back.modality) == ("Wolodymyr Selenskyj", None, None)


def test_a_naive_date_is_taken_for_utc() -> None:
    naive = replace(check().article, published_at=datetime(2025, 7, 25, 12, 30))
    document = check_document(replace(check(), article=naive))
    assert document["article"]["published_at"] == "2025-07-25T12:30:00+00:00"
    assert check_from_document(document).article.published_at == datetime(2025, 7, 25, 12, 30, tzinfo=UTC)


def broken(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    document = deepcopy(check_document(check()))
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return document


EVIDENCE = ("claims", 0, "evidence", 0)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(("claims",), None, id="a missing list"),
        pytest.param(("more",), 1, id="an unknown key"),
        pytest.param(("article", "id"), "a-XYZ", id="a foreign article id"),
        pytest.param(("article", "published_at"), "25.07.2025", id="a German date"),
        pytest.param(("article", "published_at"), "2025-07-25T12:30:00", id="a date without offset"),
        pytest.param(("article", "language"), "German", id="a language by name"),
        pytest.param(("article", "blocks", 0, "kind"), "advert", id="an unknown kind of block"),
        pytest.param(("index", "reports"), -1, id="fewer than none"),
        pytest.param(("claims", 0, "id"), "c0", id="claims count from one"),
        pytest.param(("claims", 0, "modality"), "sings", id="an unknown modality"),
        pytest.param(("claims", 0, "end"), 0, id="an empty span"),
        pytest.param(("claims", 0, "assessment", "confidence"), 1.01, id="more than sure"),
        pytest.param(("claims", 0, "assessment", "verdict"), "true", id="a fifth verdict"),
        pytest.param((*EVIDENCE, "similarity"), -1.5, id="no cosine"),
        pytest.param((*EVIDENCE, "stance"), "agrees", id="a fourth stance"),
        pytest.param((*EVIDENCE, "stance_probabilities", "refutes"), None, id="two probabilities"),
        pytest.param((*EVIDENCE, "kind"), "opinion", id="an unknown kind of report"),
        pytest.param((*EVIDENCE, "passage", "id"), 7, id="a passage's id is ours alone"),
    ],
)
def test_the_schema_refuses(path: tuple[Any, ...], value: Any) -> None:
    with pytest.raises(ValidationError):
        VALIDATOR.validate(broken(path, value))


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        pytest.param(("claims",), None, "'claims' is missing", id="a missing list"),
        pytest.param((*EVIDENCE, "stance"), "agrees", "'agrees' is not a valid Stance", id="a fourth stance"),
        pytest.param(("claims", 2, "modality"), "sings", "'sings' is not a valid Modality", id="an unknown modality"),
        pytest.param(("index", "more"), 1, "unexpected keyword argument 'more'", id="an unknown key"),
        pytest.param(("article", "published_at"), "gestern", "gestern", id="no date"),
    ],
)
def test_a_document_that_cannot_be_read_says_why(path: tuple[Any, ...], value: Any, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        check_from_document(broken(path, value))
