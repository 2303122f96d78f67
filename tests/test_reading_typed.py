"""What a copy leaves behind comes out as a person would type it, and every offset is true to that text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.reading import article_from_html, article_from_text, as_typed, keep_all, put_back
from workbench.types import BlockKind


@pytest.mark.parametrize(
    ("copied", "typed"),
    [
        ("10\u00a0000\u202fEuro", "10 000 Euro"),
        ("Auto\u00adverlade\u00adhafen", "Autoverladehafen"),
        ("Ber\u200blin\ufeff\u2060", "Berlin"),
        ("ﬁnden, geﬂogen, oﬃziell, Stoﬀ", "finden, geflogen, offiziell, Stoff"),
        ("Berlin , die Stadt", "Berlin, die Stadt"),
        ("sagte sie .", "sagte sie."),
        ("„Ja“ , sagte er", "„Ja“, sagte er"),
        ("Wer war das ?", "Wer war das?"),
        ("Das Spiel endete 2 : 1.", "Das Spiel endete 2 : 1."),
        ("Und dann ... Schluss …", "Und dann ... Schluss …"),
        ("u\u0308ber", "über"),
        ("E\u2011Mail", "E-Mail"),
        (",,So ist es'', sagte er", "„So ist es“, sagte er"),
        ("``So it is'', he said", "“So it is”, he said"),
        ("👩\u200d💻 tippt", "👩\u200d💻 tippt"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\ufeffText", "Text"),
        # Words broken at the end of a line, as PDF has them.
        ("die Ver-\nwaltung hat", "die Verwaltung\nhat"),
        ("Baden-\nWürttemberg hat", "Baden-Württemberg\nhat"),
        ("Ein-\nund Ausfuhr", "Ein-\nund Ausfuhr"),
        ("a long-term plan is a long-\nterm plan", "a long-term plan is a long-term\nplan"),
        ("2020-\n2025", "2020-\n2025"),
        ("Die Stadt – das heißt\nder Rat", "Die Stadt – das heißt\nder Rat"),
    ],
)
def test_as_typed(copied: str, typed: str) -> None:
    assert as_typed(copied) == typed
    assert as_typed(typed) == typed


def test_inline_tags_and_entities_of_a_page() -> None:
    html = (
        "<html><body><h1>Titel der Seite heute</h1><p>In <b>Emden</b> , dem Auto&shy;hafen, kostet es 74&nbsp;Mio. Euro"
        " ab <time>1. Mai</time> .</p><p>Das teilte der Hafen am Montag mit, wie die Zeitung berichtet.</p>"
        "</body></html>"
    )
    article = article_from_html(html)
    bodies = [article.text[block.start : block.end] for block in article.blocks if block.kind is BlockKind.BODY]
    assert bodies[0] == "In Emden, dem Autohafen, kostet es 74 Mio. Euro ab 1. Mai."


PASTED = (
    "Startseite  Politik  Sport\nKommentare\nRat beschließt neuen Haushalt\n"
    "Der Rat hat am Montag den Haushalt beschlossen. Er umfasst 120 Millionen Euro.\n"
    "Mehr zum Thema\nSchule wird saniert\n"
)


def test_what_was_dropped_is_put_back() -> None:
    article = article_from_text(PASTED)
    dropped = [block for block in article.blocks if block.kind is BlockKind.BOILERPLATE]
    assert [article.text[block.start : block.end] for block in dropped] == [
        "Startseite  Politik  Sport",
        "Kommentare",
        "Mehr zum Thema",
        "Schule wird saniert",
    ]
    back = put_back(article, [dropped[-1].start])
    assert (back.text, back.id) == (article.text, article.id)
    assert [a != b for a, b in zip(article.blocks, back.blocks, strict=True)] == [False] * 5 + [True]
    assert back.blocks[-1].kind is BlockKind.BODY


def test_keep_all_drops_nothing() -> None:
    kept = keep_all(article_from_text(PASTED))
    kinds = [block.kind for block in kept.blocks]
    assert BlockKind.BOILERPLATE not in kinds
    assert kinds.count(BlockKind.TITLE) == 1
    assert kept.title == "Rat beschließt neuen Haushalt"


@given(st.text(alphabet="aäB .:!?-–•\n|\"„“0€©(),'`\u00a0\u00ad\u200bﬁ\u2028\r", max_size=200))
def test_blocks_are_spans_of_the_text_shown(pasted: str) -> None:
    try:
        article = article_from_text(pasted)
    except InputError:
        return
    assert article.text == as_typed(pasted)
    assert not set(article.text) & set("\u00a0\u00ad\u200bﬁ\u2028\r")
    for block in article.blocks:
        line = article.text[block.start : block.end]
        assert line == line.strip() != ""
