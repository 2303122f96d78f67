"""Other people's text in our markup."""

from __future__ import annotations

import re
from html import escape

from workbench.exports.links import web_url

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


def passage_html(text: str, language: str) -> str:
    """A quoted passage, a line for each of its paragraphs; the colours follow the theme's."""
    border = "3px solid color-mix(in srgb, currentColor 25%, transparent)"
    style = f"margin:0;padding-left:.75rem;white-space:pre-line;border-left:{border}"
    shown = escape(_EMPTY_LINES.sub("\n", text))
    return f'<blockquote lang="{escape(language, quote=True)}" dir="auto" style="{style}">{shown}</blockquote>'
