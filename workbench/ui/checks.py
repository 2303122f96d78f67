"""Checking an article from the UI: with progress, and faults explained in place."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from workbench.errors import IndexMissing, WorkbenchError
from workbench.exports.document import check_document
from workbench.reviews import rules
from workbench.types import Article, BlockKind
from workbench.ui import deps, dropped, shell, state
from workbench.ui.deps import Reviewed


def check_and_add(article: Article) -> bool:
    """Checks the article and puts it into the queue; False, with the reason shown, where that cannot be."""
    t = state.texts()
    bar = st.progress(0.0, t["loading_models"])

    def progress(stage: str, done: int, total: int) -> None:
        share = done / total if total else 1.0
        bar.progress(share, t.say("checking", done=done, total=total) if done else t["matching"])

    try:
        check = deps.checker().check(article, progress=progress)
        if not check.claims:
            st.warning(t["no_claims"], icon=":material/search_off:")
            return False
        rules.add_article(deps.ledger(), check_document(check), reviewer=state.reviewer())
    except IndexMissing:
        no_index()
        return False
    except WorkbenchError as error:
        shell.show_error(t["check_failed"], error)
        return False
    finally:
        bar.empty()
    state.flash(t.count("checked", len(check.claims)), ":material/fact_check:")
    return True


def open_in_review(article_id: str) -> None:
    """Leaves for the review screen."""
    st.switch_page(shell.screen("review"), query_params={state.ARTICLE: article_id})


def no_index() -> None:
    """Says how an index is made, with the command to copy."""
    t = state.texts()
    st.warning(t["no_index"], icon=":material/database_off:")
    st.code(build_command(), language=None, wrap_lines=True)
    if sample_reports() is not None:
        st.caption(t["no_index_sample"])


def build_command() -> str:
    reports = sample_reports() or "REPORTS..."
    return f"workbench index build {reports} --index {_short(deps.settings().index)}"


def sample_reports() -> str | None:
    path = deps.SAMPLE / "reports.jsonl"
    return _short(path) if path.is_file() else None


def _short(path: Path) -> str:
    """Relative to where the app was started, where it lies below."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def recheck_button(reviewed: Reviewed) -> None:
    """Checks the article again; what was decided stays with its sentences."""
    t = state.texts()
    newer = deps.current_generation() not in (None, reviewed.check.index.generation)
    when = t.moment(reviewed.state.checked_at)
    hint = t.say("recheck_newer" if newer else "recheck_same", when=when)
    pressed = st.button(t["recheck"], key="recheck", icon=":material/refresh:", help=hint)
    if pressed and shell.ask_reviewer() and check_and_add(reviewed.check.article):
        st.rerun()


def left_out(reviewed: Reviewed) -> None:
    """What was read as no part of the article; lines that are put back are checked with it."""
    t, article = state.texts(), reviewed.check.article
    # The key changes with what is body, or ticks would outlive the lines they stood for.
    bodies = sum(block.kind is BlockKind.BODY for block in article.blocks)
    chosen = dropped.choose(article, t, key=f"left_out:{article.id}:{bodies}")
    if chosen == article:
        return
    pressed = st.button(t["put_back"], key="put_back", icon=":material/refresh:", type="primary")
    if pressed and shell.ask_reviewer() and check_and_add(chosen):
        st.rerun()
