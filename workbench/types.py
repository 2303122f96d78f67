"""The words of the workbench as frozen types. This module imports nothing of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self


class Stance(StrEnum):
    """What a passage does to a claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    NOT_ENOUGH_INFO = "not_enough_info"


# The column order of every (n, 3) array of stance probabilities.
STANCE_ORDER = (Stance.SUPPORTS, Stance.REFUTES, Stance.NOT_ENOUGH_INFO)


class Verdict(StrEnum):
    """The four verdict classes of AVeriTeC (Schlichtkrull et al. 2023)."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    CONFLICTING = "conflicting"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"


class ReportKind(StrEnum):
    REPORT = "report"
    FACT_CHECK = "fact_check"


class Rating(StrEnum):
    """What a fact-check finds of the claim that it checks."""

    TRUE = "true"
    MOSTLY_TRUE = "mostly_true"
    MIXED = "mixed"
    MISLEADING = "misleading"
    MOSTLY_FALSE = "mostly_false"
    FALSE = "false"
    UNPROVEN = "unproven"


class Modality(StrEnum):
    """What a speaker does with what is said."""

    ASSERTS = "asserts"
    ANNOUNCES = "announces"
    PLANS = "plans"
    DEMANDS = "demands"
    DENIES = "denies"
    DOUBTS = "doubts"


class DropReason(StrEnum):
    """Why a sentence of the body was not taken for a claim."""

    QUESTION = "question"
    PREDICTION = "prediction"
    OPINION = "opinion"
    FILLER = "filler"
    NOTHING_CHECKABLE = "nothing_checkable"
    # It could be checked, but the threshold that was set lies higher.
    BELOW_THRESHOLD = "below_threshold"


class BlockKind(StrEnum):
    """What a block of an article's text is. Claims are taken from BODY alone."""

    TITLE = "title"
    BODY = "body"
    SUBHEAD = "subhead"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph of an article's text: ``text[start:end]``, code points, end exclusive."""

    start: int
    end: int
    kind: BlockKind

    @classmethod
    def of(cls, text: str, start: int, end: int, kind: BlockKind) -> Self:
        """A block checked against its text; ValueError names the span and the text's length."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"block {start}:{end} does not lie in a text of {len(text)} characters")
        return cls(start, end, kind)


@dataclass(frozen=True, slots=True)
class Article:
    """The text under review. ``text`` is shown as it is; every span in the workbench counts its code points.

    Boilerplate stays in ``text`` and is marked in ``blocks``, so that offsets hold and nothing is lost.
    """

    id: str
    text: str
    language: str
    blocks: tuple[Block, ...]
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A checkable statement: ``article.text[start:end] == text``. ``check_worthiness`` lies in [0, 1].

    Where the article attributes it, ``said`` is the content alone and ``modality`` what its speaker does with it;
    ``speaker`` stays None where nobody is named (``sagte er``, ``ihm wird vorgeworfen``). ``matched`` is the text that
    was matched in its place where it refers to something outside it; None where that is ``text`` itself. ``sentence``
    is the span of the compound sentence that the claim is a clause of; None where it is a whole sentence.
    """

    id: str
    text: str
    start: int
    end: int
    check_worthiness: float
    speaker: str | None = None
    said: str | None = None
    modality: Modality | None = None
    matched: str | None = None
    sentence: tuple[int, int] | None = None

    @property
    def in_full(self) -> str:
        """The claim with what it refers to."""
        return self.matched or self.text


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence of the body that was not taken for a claim: ``article.text[start:end] == text``."""

    text: str
    start: int
    end: int
    check_worthiness: float
    reason: DropReason


@dataclass(frozen=True, slots=True)
class Report:
    """A text of another outlet, or an earlier fact-check.

    ``content_hash`` is the SHA-256 of the text with case, spacing and punctuation folded, so exact copies share
    it; ``origin_id`` is the id of the report that stands for all copies and light rewrites of one text. ``source`` is
    whom a feed names as the author of the text, ``canonical_url`` the page that the report declares a copy of.
    """

    id: str
    text: str
    language: str
    content_hash: str
    origin_id: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    kind: ReportKind = ReportKind.REPORT
    source: str | None = None
    canonical_url: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A window of one to three sentences of a report: ``report.text[start:end] == text``.

    ``id`` is a positive 63-bit integer made from report id, span and text, the same in every build.
    """

    id: int
    report_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reports may answer. Empty tuples and None mean no restriction; dates are inclusive days in UTC.

    ``as_of`` goes back to that moment: only reports published before it are seen. One of which the day alone is known
    (its time is midnight) is seen when that day is over, one without a date never.
    """

    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[ReportKind, ...] = ()
    since: date | None = None
    until: date | None = None
    as_of: datetime | None = None
    exclude_reports: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Match:
    """A passage found for a query, with its report, whose ``text`` is left empty.

    ``similarity`` is the cosine of the embeddings, in [-1, 1]; ``nearness`` is how many standard deviations it lies
    above that of random passages, which means the same for every encoder; ``relevance`` is the fused score in [0, 1],
    by which matches are ordered.
    """

    passage: Passage
    report: Report
    similarity: float
    nearness: float
    relevance: float


@dataclass(frozen=True, slots=True)
class StanceProbabilities:
    """Probabilities of the three stances; they sum to one."""

    supports: float
    refutes: float
    not_enough_info: float

    def of(self, stance: Stance) -> float:
        return {
            Stance.SUPPORTS: self.supports,
            Stance.REFUTES: self.refutes,
            Stance.NOT_ENOUGH_INFO: self.not_enough_info,
        }[stance]

    @property
    def stance(self) -> Stance:
        """The most probable stance; ties go to the one that says less."""
        return max(reversed(STANCE_ORDER), key=self.of)


class SlotKind(StrEnum):
    """What a slot is; slots are compared with slots of their own kind (shares also with points and quantifiers)."""

    NUMBER = "number"
    SHARE = "share"
    POINTS = "points"
    MEASURE = "measure"
    MONEY = "money"
    DATE = "date"
    PLACE = "place"
    NAME = "name"
    NEGATION = "negation"
    QUANTIFIER = "quantifier"
    MODALITY = "modality"
    TENSE = "tense"
    ROLE = "role"


class Relation(StrEnum):
    AGREES = "agrees"
    CONFLICTS = "conflicts"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SlotComparison:
    """One slot of the claim beside one of the passage, with one line of reason for the reviewer.

    Spans count code points of ``claim.text`` (or of the text that was matched for it) and of ``passage.text``.
    """

    kind: SlotKind
    claim_start: int
    claim_end: int
    claim_text: str
    passage_start: int
    passage_end: int
    passage_text: str
    relation: Relation
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A match with its stance towards the claim.

    ``bearing`` in [0, 1] is how probable it is that the passage bears on the claim at all; it orders evidence.
    ``slots`` are the slots of both that are about the same, in the claim's order. ``before_event``: published before
    what the claim speaks of happened. ``corrected_by`` is the id of the later report that takes the passage back.
    ``rating`` is the fact-check's own on the claim that the passage repeats.
    """

    passage: Passage
    report: Report
    similarity: float
    stance: Stance
    probabilities: StanceProbabilities
    bearing: float
    slots: tuple[SlotComparison, ...] = ()
    before_event: bool = False
    corrected_by: str | None = None
    rating: Rating | None = None

    @property
    def counts(self) -> bool:
        """Whether its origin may be counted for its side."""
        return not self.before_event and self.corrected_by is None


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A passage that comes near a claim, ``report.text[start:end]``, with one line on why it does not bear on it."""

    report_id: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The suggested verdict. Origins are counted, not reports; ``reasons`` are sentences for the reviewer.

    ``searched`` is how many reports could have answered. ``near_misses`` are there where the verdict is
    NOT_ENOUGH_EVIDENCE: at most three, of different origins, nearest first.
    """

    verdict: Verdict
    confidence: float
    supporting_origins: int
    refuting_origins: int
    reasons: tuple[str, ...]
    searched: int = 0
    near_misses: tuple[NearMiss, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with the evidence that is shown, and what matching brought besides: it bore less and was rejected."""

    claim: Claim
    assessment: Assessment
    evidence: tuple[Evidence, ...]
    rejected: tuple[Evidence, ...] = ()

    @property
    def near_misses(self) -> tuple[tuple[Evidence, str], ...]:
        """The passages that come nearest to an open claim, each with why it does not bear on it."""
        found = {(one.report.id, one.passage.start, one.passage.end): one for one in self.evidence}
        misses = (
            (found.get((miss.report_id, miss.start, miss.end)), miss.reason) for miss in self.assessment.near_misses
        )
        return tuple((one, reason) for one, reason in misses if one)


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """Which generation and which models an answer came from."""

    generation: str
    encoder: str
    stance_model: str
    reports: int
    passages: int


@dataclass(frozen=True, slots=True)
class RunInfo:
    """How a check was made: what it takes to make it again, beside the generation.

    Fingerprints are SHA-256 of the models' weights, ``libraries`` the versions of what computes.
    """

    workbench: str
    libraries: Mapping[str, str]
    encoder_fingerprint: str
    stance_fingerprint: str
    claims_fingerprint: str
    candidates: int
    evidence: int
    min_check_worthiness: float
    min_confidence: float
    filters: Filters


@dataclass(frozen=True, slots=True)
class Check:
    """An article with all its claims checked against one generation of the corpus.

    ``run`` is None for checks from before it was recorded.
    """

    article: Article
    index: IndexInfo
    claims: tuple[CheckedClaim, ...] = field(default=())
    run: RunInfo | None = None
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's standing verdict on a claim. ``claim_text`` is what was decided about: ids may be renumbered."""

    claim_id: str
    claim_text: str
    verdict: Verdict
    reviewer: str
    at: datetime
    note: str = ""
    generation: str | None = None


class EventKind(StrEnum):
    """What the ledger records."""

    ARTICLE_ADDED = "article_added"
    ARTICLE_RECHECKED = "article_rechecked"
    ARTICLE_ARCHIVED = "article_archived"
    ARTICLE_RESTORED = "article_restored"
    VERDICT_DECIDED = "verdict_decided"
    VERDICT_WITHDRAWN = "verdict_withdrawn"
    ALERT_RAISED = "alert_raised"
    ALERT_SETTLED = "alert_settled"


@dataclass(frozen=True, slots=True)
class ReviewEvent:
    """One entry of the ledger. ``at`` is in UTC, ``payload`` is JSON; ``sequence`` is given by the ledger."""

    kind: EventKind
    article_id: str
    at: datetime
    reviewer: str
    claim_id: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    sequence: int | None = None
