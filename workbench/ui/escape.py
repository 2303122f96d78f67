"""Other people's text in our markup."""

from __future__ import annotations

import re
from html import escape

from workbench.exports.links import web_url
from workbench.exports.marking import Pieces
from workbench.lineage import Change, Edit
from workbench.types import Relation

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Shortcodes of emoji and icons are looked for after Markdown has taken the backslashes away.
_SHORTCODE = re.compile(r":(?=[\w+/-]+:)")
_WORD_JOINER = "\u2060"
# Not \s: a no-break space keeps a number and its sign on one line.
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_EMPTY_LINES = re.compile(r"\n\s*\n")


def md(text: str) -> str:
    """Text that Markdown and Streamlit's directives leave as it is, on one line."""
    text = _SHORTCODE.sub(f":{_WORD_JOINER}", _SPACE.sub(" ", text).strip())
    return _PUNCTUATION.sub(r"\\\1", text)


def shorten(text: str, longest: int) -> str:
    """The text's beginning, cut between words."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def md_link(text: str, url: str | None) -> str:
    """A link, or the text alone where the address is not of the web."""
    address = web_url(url)
    if address is None:
        return md(text)
    for character in "<>\\":
        address = address.replace(character, f"%{ord(character):02X}")
    return f"[{md(text)}](<{address}>)"


# Two kinds of line, because colour alone would not do.
_LINES = {
    Relation.CONFLICTS: "font-weight:700;text-decoration:underline double;text-underline-offset:.2em",
    Relation.AGREES: "text-decoration:underline dotted;text-underline-offset:.2em",
}


def passage_html(pieces: Pieces, language: str) -> str:
    """A quoted passage, a line for each of its paragraphs; the colours follow the theme's."""
    border = "3px solid color-mix(in srgb, currentColor 25%, transparent)"
    style = f"margin:0;padding-left:.75rem;white-space:pre-line;border-left:{border}"
    language = escape(language, quote=True)
    return f'<blockquote lang="{language}" dir="auto" style="{style}">{_pieces_html(pieces)}</blockquote>'


def claim_html(label: str, pieces: Pieces) -> str:
    """A claim under its label, its words underlined as those of the passage are."""
    background = "color-mix(in srgb, currentColor 7%, transparent)"
    style = f"margin:0;padding:.6rem .75rem;border-radius:.5rem;background:{background}"
    return f'<p dir="auto" style="{style}"><small>{escape(label)}</small><br>{_pieces_html(pieces)}</p>'


def _pieces_html(pieces: Pieces) -> str:
    return "".join(
        f'<span style="{_LINES[relation]}">{_shown(text)}</span>' if relation in _LINES else _shown(text)
        for text, relation in pieces
    )


_EDITS = {Edit.ADDED: ("ins", "+"), Edit.REMOVED: ("del", "\N{MINUS SIGN}")}
_REWORDED_SIGN = "~"


def edits_html(change: Change, language: str) -> str:
    """A line of what was added (underlined), left out (struck out) or reworded, with a sign for each kind."""
    edits = {edit for edit, _ in change.pieces}
    sign = _EDITS[edits.pop()][1] if len(edits) == 1 else _REWORDED_SIGN
    words = "".join(_edited(edit, text) for edit, text in change.pieces)
    style = "margin:.15rem 0;padding-left:1.2rem;text-indent:-1.2rem"
    mark = f'<span aria-hidden="true" style="display:inline-block;width:1.2rem;text-indent:0;opacity:.7">{sign}</span>'
    return f'<p lang="{escape(language, quote=True)}" dir="auto" style="{style}">{mark}{words}</p>'


def _edited(edit: Edit, text: str) -> str:
    if edit is Edit.KEPT:
        return escape(text)
    tag, _ = _EDITS[edit]
    space = text[: len(text) - len(text.lstrip())]
    return f"{space}<{tag}>{escape(text.lstrip())}</{tag}>"


def _shown(text: str) -> str:
    return escape(_EMPTY_LINES.sub("\n", text))
