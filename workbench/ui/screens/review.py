"""An article and its claims: read, weigh, decide."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workbench.exports.origins import by_origin
from workbench.reviews.state import ArticleState
from workbench.types import CheckedClaim, Claim, Stance
from workbench.ui import alerts, checks, claims, decision, deps, passages, shell, state
from workbench.ui.anchor import anchor
from workbench.ui.deps import Reviewed
from workbench.ui.escape import md, md_link
from workbench.ui.signs import ArticleStatus, disputed_badge, status_badge
from workbench.ui.suggestion import suggestion
from workbench.ui.texts import Texts


def show() -> None:
    article_id = state.open_article()
    known = {article.article_id for article in deps.queue()}
    if article_id is None or article_id not in known:
        _nothing_open(article_id)
        return
    reviewed = deps.reviewed(article_id)
    _header(reviewed)
    if not reviewed.state.claims:
        state.put_in_url(article_id, None)
        st.info(state.texts()["no_claims_left"], icon=":material/info:")
        claims.dropped(reviewed.check)
        return
    opened = state.open_claim(article_id, [claim.claim_id for claim in reviewed.state.claims])
    assert opened is not None
    with st.sidebar:
        # It stays in sight while the evidence is scrolled, and folds away on narrow screens.
        chosen = claims.chooser(reviewed, opened)
        claims.dropped(reviewed.check)
        _orphans(reviewed)
        checks.left_out(reviewed)
    if chosen != opened:
        state.put_in_url(article_id, chosen)
        st.rerun()
    _claim(reviewed, opened)


def _nothing_open(article_id: str | None) -> None:
    t = state.texts()
    st.title(t["nav_review"])
    st.info(md(t["unknown_article"] if article_id else t["nothing_open"]), icon=":material/inbox:")
    st.page_link(shell.screen("queue"), label=t["to_queue"], icon=":material/list:")


def _header(reviewed: Reviewed) -> None:
    t, article = state.texts(), reviewed.state
    st.header(md(article.heading), anchor=False)
    words = [article.outlet, t.day(article.published_at), t.language_name(article.language)]
    line = md(" · ".join(word for word in words if word))
    if article.disputed:
        line += f" {disputed_badge(t.count('disputed_n', article.disputed))}"
    if article.url:
        line += f" {md_link(t['original'], article.url)}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{status_badge(ArticleStatus.of(article), t)} {line}", width="stretch")
        with st.container(horizontal=True, width="content"):
            checks.recheck_button(reviewed)
            if st.button(t["nav_export"], key="to_export", icon=":material/download:"):
                st.switch_page(shell.screen("export"), query_params={state.ARTICLE: article.article_id})


def _claim(reviewed: Reviewed, opened: str) -> None:
    t = state.texts()
    number = [claim.claim_id for claim in reviewed.state.claims].index(opened) + 1
    checked, known = reviewed.check.claims[number - 1], reviewed.state.claims[number - 1]
    with st.container(gap=None):
        anchor(opened)
        _steps(reviewed.state, checked, number, t)
    with st.container(gap="xxsmall"):
        st.markdown(f"### {md(checked.claim.text)}", anchors=False)
        if checked.claim.speaker:
            st.caption(md(_said_by(checked.claim, t)))
        if checked.claim.matched:
            st.caption(md(t.say("matched_as", text=checked.claim.matched)))
    alerts.at_claim(reviewed, known, checked.claim)
    with st.grid(2, min_column_width=280, gap="medium"):
        with st.container(gap="xsmall"):
            st.markdown(f"#### {md(t['suggestion'])}", anchors=False)
            suggestion(checked)
        with st.container(gap="xsmall"):
            st.markdown(f"#### {md(t['decisions'])}", anchors=False)
            decision.standing(reviewed, known, checked.claim)
    _evidence(reviewed, checked)
    with st.bottom:
        decision.bar(reviewed, checked.claim, known, number)


def _said_by(claim: Claim, t: Texts) -> str:
    if claim.speaker and claim.modality:
        return t.say("said_by_as", speaker=claim.speaker, modality=t.modality(claim.modality))
    return t.say("said_by", speaker=claim.speaker)


def _steps(article: ArticleState, checked: CheckedClaim, number: int, t: Texts) -> None:
    opened = checked.claim.id
    targets = {
        "previous": (claims.step(article.claims, opened, -1), ":material/chevron_left:", "K"),
        "next": (claims.step(article.claims, opened, 1), ":material/chevron_right:", "J"),
        "next_undecided": (claims.next_undecided(article.claims, opened), ":material/skip_next:", "U"),
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        worth = t.say("worth_long", share=t.percent(checked.claim.check_worthiness))
        where = t.say("claim_of", n=number, total=article.total)
        st.markdown(f"**{md(where)}** :gray[· {md(worth)}]", width="stretch")
        for name, (target, icon, shortcut) in targets.items():
            st.button(
                t[name],
                key=f"step:{name}",
                icon=icon,
                disabled=target is None,
                shortcut=shortcut,
                on_click=partial(state.put_in_url, article.article_id, target or opened),
            )


def _evidence(reviewed: Reviewed, checked: CheckedClaim) -> None:
    claim, assessment, seen_in = checked.claim, checked.assessment, reviewed.check.index.generation
    counted = {Stance.SUPPORTS: assessment.supporting_origins, Stance.REFUTES: assessment.refuting_origins}
    with st.grid(2, min_column_width=280, gap="medium"):
        for stance, origins in counted.items():
            with st.container():
                passages.side(stance, by_origin(checked.evidence, stance), origins, claim, seen_in)
    near = by_origin(checked.evidence, Stance.NOT_ENOUGH_INFO)
    passages.near(near, claim, reviewed.check.article, seen_in)


def _orphans(reviewed: Reviewed) -> None:
    t, article = state.texts(), reviewed.state
    if not article.orphaned:
        return
    with st.expander(t.count("orphans", len(article.orphaned)), icon=":material/history:"):
        st.caption(t["orphans_note"])
        for orphan in article.orphaned:
            st.markdown(f"**{md(orphan.text)}**")
            decision.standing(reviewed, orphan, None)


if __name__ == "__main__":
    show()
