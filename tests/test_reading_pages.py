"""The block classifier on pasted pages that we wrote, line by line. ``tests/pages/README.md`` says what the labels mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from workbench.reading import article_from_text
from workbench.types import Article, BlockKind

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
KINDS = {"T": BlockKind.TITLE, "B": BlockKind.BODY, "S": BlockKind.SUBHEAD, "X": BlockKind.BOILERPLATE}


@dataclass
class Page:
    name: str
    language: str
    text: str = ""
    labels: list[tuple[int, int, str]] = field(default_factory=list)
    # Spans of sentences that are no claims.
    loose: list[int] = field(default_factory=list)


def load(path: Path) -> Page:
    """A page as pasted, with the spans of its lines and the offsets where sentences that are no claims begin."""
    page = Page(path.stem, path.suffixes[0].lstrip("."))
    for row in path.read_text("utf-8").splitlines():
        label, _, line = row.partition("\t")
        start = len(page.text)
        while "¬" in line:
            page.loose.append(start + line.index("¬"))
            line = line.replace("¬", "", 1)
        page.text += line + "\n"
        if label:
            page.labels.append((start, start + len(line), label))
    return page


def kind_at(article: Article, offset: int) -> BlockKind:
    return next(block.kind for block in article.blocks if block.start <= offset < block.end)


@dataclass
class Counts:
    """Lines by what they are and what they were taken for."""

    body: int = 0
    body_found: int = 0
    other: int = 0
    other_as_body: int = 0
    titles: int = 0
    titles_found: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, page: Page) -> None:
        article = article_from_text(page.text)
        for start, end, label in page.labels:
            offset = start + len(page.text[start:end]) - len(page.text[start:end].lstrip())
            kind, wanted = kind_at(article, offset), KINDS[label]
            is_body = kind is BlockKind.BODY
            if wanted is BlockKind.BODY:
                self.body, self.body_found = self.body + 1, self.body_found + is_body
            else:
                self.other, self.other_as_body = self.other + 1, self.other_as_body + is_body
            if wanted is BlockKind.TITLE:
                self.titles, self.titles_found = self.titles + 1, self.titles_found + (kind is wanted)
            if kind is not wanted:
                self.wrong.append(f"{page.name}: {label} as {kind}: {page.text[start:end][:90]}")


def count(prefix: str) -> Counts:
    counts = Counts()
    for path in PAGES:
        if path.name.startswith(prefix):
            counts.add(load(path))
    return counts
