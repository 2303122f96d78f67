"""An origin: the reports that copy one text, in time, and what each changed against the earliest."""

from __future__ import annotations

import streamlit as st

from workbench.lineage import Member
from workbench.ui import deps, passages, shell, state
from workbench.ui.escape import edits_html, md
from workbench.ui.signs import plain_badge
from workbench.ui.texts import Texts

# Changes that stand open; a copy cut to a third may have dozens.
_OPEN = 4


def show() -> None:
    t = state.texts()
    _back(t)
    report_id, generation = st.query_params.get(state.ORIGIN), st.query_params.get(state.GENERATION)
    members = deps.origin(generation, report_id) if report_id else ()
    if not members:
        st.title(t["nav_origin"], anchor=False)
        st.info(t["origin_gone"] if report_id else t["no_origin"], icon=":material/info:")
        st.page_link(shell.screen("queue"), label=t["to_queue"], icon=":material/list:")
        return
    first = members[0].report
    st.title(md(first.title or t["untitled_report"]), anchor=False)
    outlets = len({member.report.outlet for member in members if member.report.outlet})
    st.caption(md(f"{t.count('carry_text', len(members))} · {t.count('outlets_n', outlets)}"))
    st.markdown(md(t["origin_help"]))
    for member in members:
        with st.container(border=True, gap="xsmall"):
            _member(member, member is members[0], t)


def _back(t: Texts) -> None:
    """To the claim that the reader came from."""
    article, claim = st.query_params.get(state.ARTICLE), st.query_params.get(state.CLAIM)
    if article and claim:
        wanted = {state.ARTICLE: article, state.CLAIM: claim}
        st.page_link(
            shell.screen("review"), label=t["back_to_claim"], icon=":material/arrow_back:", query_params=wanted
        )


def _member(member: Member, earliest: bool, t: Texts) -> None:
    passages.source(member.report, *_badges(member, earliest, t))
    if earliest:
        return
    counts = {"added_n": member.added, "removed_n": member.removed, "reworded_n": member.reworded}
    words = [t.count(key, n) for key, n in counts.items() if n]
    st.caption(md(" · ".join(words) or t["nothing_changed"]))
    shown = [edits_html(change, member.report.language) for change in member.changes]
    if shown:
        st.html("".join(shown[:_OPEN]))
    if shown[_OPEN:]:
        with st.expander(md(t.count("more_changes", len(shown[_OPEN:]))), type="compact"):
            st.html("".join(shown[_OPEN:]))


def _badges(member: Member, earliest: bool, t: Texts) -> list[str]:
    if earliest:
        return [plain_badge(t["earliest"], "blue", "flag")]
    badges = [plain_badge(t.say("kept_share", share=t.percent(member.kept)))]
    return badges + ([plain_badge(t["retitled"], "orange", "title")] if member.retitled else [])


if __name__ == "__main__":
    show()
