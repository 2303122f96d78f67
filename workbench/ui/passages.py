"""Passages as cards, and a passage in its report."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.exports.marking import Pieces, agreeing, claim_pieces, differing, passage_pieces
from workbench.exports.origins import OriginGroup
from workbench.types import Article, Claim, Evidence, Passage, Report, ReportKind, Stance
from workbench.ui import deps, shell, state
from workbench.ui.escape import claim_html, md, md_link, passage_html
from workbench.ui.marked import Mark, report_text
from workbench.ui.signs import mark_badges, plain_badge, side_heading, stance_badge
from workbench.ui.texts import Texts

# Origins shown at once on a side, or as many as were counted.
_AT_ONCE = 3


def side(stance: Stance, groups: Sequence[OriginGroup], origins: int, claim: Claim, seen_in: str) -> None:
    """One side of the evidence. ``origins`` is what the assessment counted, ``seen_in`` the check's generation."""
    t = state.texts()
    counts = t.count("origins", origins) + _uncounted(groups, origins, t)
    st.markdown(f"#### {side_heading(stance, t)} :gray[· {md(counts)}]", anchors=False)
    if not groups:
        with st.container(border=True):
            st.markdown(f":gray[{md(t[f'none_{stance.value}'])}]")
    shown = max(origins, _AT_ONCE)
    for group in groups[:shown]:
        with st.container(border=True):
            card(group, claim, seen_in)
    if groups[shown:]:
        _folded(t.count("more", len(groups[shown:])), f"more:{claim.id}:{stance.value}", groups[shown:], claim, seen_in)


def _folded(label: str, key: str, groups: Sequence[OriginGroup], claim: Claim, seen_in: str) -> None:
    """Cards that are drawn only when they are asked for."""
    folded = st.expander(md(label), key=key, on_change="rerun")
    if folded.open:
        with folded:
            for group in groups:
                with st.container(border=True):
                    card(group, claim, seen_in)


def _uncounted(groups: Sequence[OriginGroup], origins: int, t: Texts) -> str:
    uncounted = len(groups) - origins
    return f" · {t.count('uncounted', uncounted)}" if uncounted > 0 else ""


def card(group: OriginGroup, claim: Claim, seen_in: str) -> None:
    """The passage of an origin that bears most, with its copies folded below."""
    t, lead = state.texts(), group.lead
    with st.container(gap="xsmall"):
        stance = stance_badge(lead.stance, lead.probabilities.of(lead.stance), t)
        source(lead.report, stance, *mark_badges(lead, t))
        _quoted(lead, seen_in)
        with st.container(gap=None):
            _context_button(lead, claim, seen_in)
            if group.rest:
                _rest(group, claim, seen_in)


def _quoted(one: Evidence, seen_in: str) -> None:
    """The passage, and below it one line of why: what differs from the claim, or else what agrees with it."""
    t, differs = state.texts(), differing(one)
    st.html(passage_html(passage_pieces(one), one.report.language))
    if reasons := differs or agreeing(one):
        st.markdown(f":small[**{md(t['differs' if differs else 'agrees'])}** {md(' · '.join(reasons))}]")
    correction = deps.report(seen_in, one.corrected_by) if one.corrected_by else None
    if correction:
        title = md_link(correction.title or t["untitled_report"], correction.url)
        st.markdown(f":small[**{md(t['correction'])}** {title} · {source_line(correction, t)}]")


def source(report: Report, first: str = "", *more: str) -> None:
    """Outlet, day and language on one line between its badges; below it the title as a link."""
    t = state.texts()
    kind = (plain_badge(t["fact_check"], "blue", "fact_check"),) if report.kind is ReportKind.FACT_CHECK else ()
    st.markdown(" ".join((first, source_line(report, t), *kind, *more)).strip())
    st.markdown(md_link(report.title or t["untitled_report"], report.url))


def source_line(report: Report, t: Texts) -> str:
    words = (t.day(report.published_at), t.language_name(report.language))
    return f"**{md(report.outlet or t['unknown_outlet'])}** {md(' · '.join(('', *words)))}"


def _rest(group: OriginGroup, claim: Claim, seen_in: str) -> None:
    t = state.texts()
    if group.reprints:
        label = t.say("also_printed", outlets=", ".join(group.reprints))
    elif group.copies:
        label = t.count("copies", group.copies)
    else:
        label = t.count("more_of_text", len(group.rest))
    with st.expander(md(label), type="compact"):
        if group.copies:
            _origin_link(group.lead.report, claim, seen_in)
        for one in group.rest:
            with st.container(gap="xsmall"):
                source(one.report, "", *mark_badges(one, t))
                _quoted(one, seen_in)
                _context_button(one, claim, seen_in)


def _origin_link(report: Report, claim: Claim, seen_in: str) -> None:
    """To the page of the text's origin, and from there back to this claim."""
    wanted = {state.ORIGIN: report.origin_id, state.GENERATION: seen_in, state.CLAIM: claim.id}
    if article := st.session_state.get(state.ARTICLE):
        wanted[state.ARTICLE] = article
    label = state.texts()["to_origin"]
    st.page_link(shell.screen("origin"), label=label, icon=":material/difference:", query_params=wanted)


def _context_button(one: Evidence, claim: Claim, seen_in: str) -> None:
    t = state.texts()
    key = f"context:{claim.id}:{one.report.id}:{one.passage.start}:{one.passage.end}:{seen_in}"
    if st.button(t["in_context"], key=key, type="tertiary", icon=":material/menu_book:"):
        in_context(one.report, one.passage, claim_pieces(claim.text, one), seen_in)


def in_context(report: Report, passage: Passage, claim: Pieces | None, seen_in: str) -> None:
    """A drawer with the whole report, the passage marked, and the claim with its words that agree or differ."""
    t = state.texts()

    @st.dialog(t["in_context"], width="medium", position="right")
    def drawer() -> None:
        source(report)
        if claim:
            st.html(claim_html(t["the_claim"], claim))
        _whole(report, passage, seen_in)

    drawer()


def _whole(report: Report, passage: Passage, seen_in: str) -> None:
    """The report of the generation that was checked against, or of the present one if it still has the passage."""
    t = state.texts()
    for generation in dict.fromkeys((seen_in, deps.current_generation() or seen_in)):
        found = deps.report(generation, report.id)
        if found and found.text[passage.start : passage.end] == passage.text:
            mark = Mark("passage", passage.start, passage.end, "passage", t["the_passage"])
            report_text(found.text, mark, found.language, key=f"report:{report.id}:{passage.start}")
            return
    st.warning(t["report_gone"], icon=":material/history:")
    st.html(passage_html([(passage.text, None)], report.language))


def near(groups: Sequence[OriginGroup], claim: Claim, article: Article, seen_in: str) -> None:
    """Further near passages, drawn only when they are asked for."""
    t = state.texts()
    if not groups:
        return
    folded = st.expander(t.count("near", len(groups)), key=f"near:{article.id}:{claim.id}", on_change="rerun")
    if folded.open:
        with folded, st.grid(2, min_column_width=280, gap="medium"):
            for group in groups:
                with st.container(border=True):
                    card(group, claim, seen_in)
