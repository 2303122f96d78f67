"""What one browser session knows: who reviews, in which language, what is open, and what was not recorded yet.

Decisions go to the ledger and the open claim to the URL. What lies here is lost with the session, so nothing that
counts lies only here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, tzinfo
from hashlib import sha256
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from workbench.reviews.state import reviewer_key
from workbench.types import Claim, Decision, Verdict
from workbench.ui.escape import md
from workbench.ui.texts import LANGUAGES, Texts

REVIEWER, LANGUAGE = "reviewer", "language"
ARTICLE, CLAIM = "article", "claim"
ORIGIN, GENERATION = "origin", "generation"
_DRAFTS, _FLASHES = "drafts", "flashes"


def texts() -> Texts:
    return Texts(language(), zone())


def language() -> str:
    """The language that was chosen, or else the browser's, or else English."""
    chosen = st.session_state.get(LANGUAGE)
    browser = (st.context.locale or "en").lower().split("-")[0]
    return chosen or (browser if browser in LANGUAGES else "en")


def zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def reviewer() -> str:
    return str(st.session_state.get(REVIEWER, ""))


def set_reviewer(name: str) -> None:
    """Names the reviewer; what was drafted before there was a name becomes theirs."""
    name = " ".join(name.split())
    if not reviewer() and name:
        drafts = _drafts()
        for key in [key for key in drafts if key.endswith("/")]:
            drafts[key + reviewer_key(name)] = drafts.pop(key)
    st.session_state[REVIEWER] = name


def flash(message: str, icon: str = ":material/check:") -> None:
    """Says something on the next run: a message before a rerun would be gone at once."""
    st.session_state.setdefault(_FLASHES, []).append((message, icon))


def show_flashes() -> None:
    for message, icon in st.session_state.pop(_FLASHES, []):
        st.toast(md(message), icon=icon)


# The open article and claim: the URL goes before the session, so that a link opens what it names.


def open_article() -> str | None:
    """The id of the article that the URL names, or the one that was open last."""
    named = st.query_params.get(ARTICLE)
    if named and named != st.session_state.get(ARTICLE):
        st.session_state[ARTICLE] = named
        st.session_state.pop(CLAIM, None)
    return named or st.session_state.get(ARTICLE)


def open_claim(article_id: str, claim_ids: list[str]) -> str | None:
    """The id of the open claim, the first one by default; the URL is made to name it."""
    wanted = st.query_params.get(CLAIM) or st.session_state.get(CLAIM)
    found = wanted if wanted in claim_ids else next(iter(claim_ids), None)
    put_in_url(article_id, found)
    return found


def put_in_url(article_id: str, claim_id: str | None) -> None:
    """Remembers what is open in session and URL. A URL that is right already is left alone: each change is a step
    of the browser's history."""
    st.session_state[ARTICLE], st.session_state[CLAIM] = article_id, claim_id
    wanted = {ARTICLE: article_id} | ({CLAIM: claim_id} if claim_id else {})
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reviewer chose and wrote but did not record."""

    verdict: Verdict | None = None
    note: str = ""


def draft_key(article_id: str, claim: Claim) -> str:
    """Its sentence is part of the key, because claims are renumbered by a recheck; so is who drafts."""
    sentence = sha256(claim.text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{article_id}/{claim.id}/{sentence}/{reviewer_key(reviewer())}"


def prepare_draft(key: str, standing: Decision | None) -> None:
    """Fills the widgets of a claim from its draft, or from what the reviewer stands by, before they are drawn.

    Streamlit drops the values of widgets one run after their page is left, hence the copy.
    """
    kept = _drafts().get(key) or Draft(standing.verdict if standing else None, standing.note if standing else "")
    st.session_state.setdefault(verdict_widget(key), kept.verdict)
    st.session_state.setdefault(note_widget(key), kept.note)


def keep_draft(key: str) -> None:
    """Copies what the widgets of a claim hold."""
    verdict, note = st.session_state.get(verdict_widget(key)), st.session_state.get(note_widget(key))
    _drafts()[key] = Draft(verdict, note or "")


def drop_draft(key: str) -> None:
    """Forgets draft and widgets: what stands in the ledger is shown again."""
    _drafts().pop(key, None)
    for widget in (verdict_widget(key), note_widget(key)):
        st.session_state.pop(widget, None)


def has_draft(key: str) -> bool:
    return key in _drafts()


def verdict_widget(key: str) -> str:
    return f"verdict:{key}"


def note_widget(key: str) -> str:
    return f"note:{key}"


def _drafts() -> dict[str, Draft]:
    drafts: dict[str, Draft] = st.session_state.setdefault(_DRAFTS, {})
    return drafts
