"""Article and report text from pasted text, HTML and URLs, with what is boilerplate marked."""

from workbench.reading.article import article_from_html, article_from_text, keep_all, put_back, read_article
from workbench.reading.dates import parse_datetime
from workbench.reading.fetching import fetch
from workbench.reading.html import PageText, report_text_from_html
from workbench.reading.language import detect_language
from workbench.reading.typed import as_typed

__all__ = [
    "PageText",
    "article_from_html",
    "article_from_text",
    "as_typed",
    "detect_language",
    "fetch",
    "keep_all",
    "parse_datetime",
    "put_back",
    "read_article",
    "report_text_from_html",
]
