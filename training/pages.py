"""The pages of ``data/pages``, marked line by line, their splits, and how a reading of them is scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from workbench.types import Block, BlockKind

PAGES = Path(__file__).resolve().parents[1] / "data" / "pages"
KINDS = {"T": BlockKind.TITLE, "B": BlockKind.BODY, "S": BlockKind.SUBHEAD, "X": BlockKind.BOILERPLATE}
# Rules were written on the first three, the last were written for training; none of them is measured on.
_READ_BEFORE = ("a_", "b_", "c_", "t_")


@dataclass(frozen=True, slots=True)
class Page:
    """A pasted page. ``kinds[i]`` is what line ``i`` of ``text`` is, None for a blank one."""

    name: str
    language: str
    text: str
    kinds: tuple[BlockKind | None, ...]

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")


def split_of(name: str) -> str:
    """``train``, ``dev`` or ``test`` by the hash of a page's name, about six, one and three of ten over all."""
    if name.startswith(_READ_BEFORE):
        return "train"
    share = int(sha256(name.encode()).hexdigest(), 16) % 100
    return "train" if share < 26 else "dev" if share < 60 else "test"


def load(path: Path) -> Page:
    """A page without its marks. Appeals and opinions in the body are marked ``¬``; that is for the claims."""
    rows = [row.partition("\t") for row in path.read_text("utf-8").splitlines()]
    text = "\n".join(line.replace("¬", "") for _, _, line in rows)
    return Page(path.stem, path.suffixes[0].lstrip("."), text, tuple(KINDS.get(label) for label, _, _ in rows))


def pages(*splits: str) -> list[Page]:
    """Pasted pages of the splits named, in order of their names."""
    found = (load(path) for path in sorted(PAGES.glob("*.txt")))
    return [page for page in found if split_of(page.name) in splits]


def line_kinds(text: str, blocks: Sequence[Block]) -> list[BlockKind | None]:
    """The kind of each line of ``text``: that of the block in which its first letter lies."""
    kinds: list[BlockKind | None] = []
    start = 0
    for line in text.split("\n"):
        first = start + len(line) - len(line.lstrip())
        kinds.append(next((block.kind for block in blocks if block.start <= first < block.end), None))
        start += len(line) + 1
    return kinds


@dataclass(frozen=True, slots=True)
class Score:
    """Shares over lines; ``boilerplate`` is what was dropped, ``leaked`` what was taken as body instead."""

    boilerplate_precision: float
    boilerplate_recall: float
    boilerplate_f1: float
    body_recall: float
    leaked: float
    title: float
    subhead: float


def score(read: Iterable[tuple[Page, Sequence[BlockKind | None]]]) -> tuple[Score, list[str]]:
    """Scores readings, with one row for each line that was read wrongly."""
    table: Counter[tuple[BlockKind, BlockKind]] = Counter()
    wrong = []
    for page, kinds in read:
        for line, gold, kind in zip(page.lines, page.kinds, kinds, strict=True):
            if gold is None or kind is None:
                continue
            table[gold, kind] += 1
            if gold is not kind:
                wrong.append(f"{page.name}: {gold} as {kind}: {line[:90]}")

    def share(gold: BlockKind, kind: BlockKind) -> float:
        return table[gold, kind] / max(sum(table[gold, one] for one in BlockKind), 1)

    x = BlockKind.BOILERPLATE
    precision = table[x, x] / max(sum(table[one, x] for one in BlockKind), 1)
    recall = share(x, x)
    return Score(
        boilerplate_precision=precision,
        boilerplate_recall=recall,
        boilerplate_f1=2 * precision * recall / max(precision + recall, 1e-9),
        body_recall=share(BlockKind.BODY, BlockKind.BODY),
        leaked=share(x, BlockKind.BODY),
        title=share(BlockKind.TITLE, BlockKind.TITLE),
        subhead=share(BlockKind.SUBHEAD, BlockKind.SUBHEAD),
    ), wrong
