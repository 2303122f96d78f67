"""Progress on stderr with rate and time left. Silent where stderr is no terminal, but for one line a stage."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from workbench.protocols import Progress

_TITLES = {
    "reports": "reading and encoding reports",
    "vectors": "indexing vectors",
    "words": "indexing words",
    "checksums": "checksums",
    "matching": "matching claims",
    "stance": "reading evidence",
    "watch": "watching claims",
}


@contextmanager
def stages() -> Iterator[Progress]:
    """A callback (stage, done, total) that shows a bar per stage."""
    if sys.stderr.isatty():
        with _bars() as update:
            yield update
    else:
        yield _lines()


@contextmanager
def _bars() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, tuple[TaskID, float]] = {}

        def update(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(_TITLES.get(stage, stage), total=total or None, rate=""), time.monotonic()
            task, started = tasks[stage]
            elapsed = time.monotonic() - started
            rate = f"{done / elapsed:,.0f}/s" if elapsed > 0.5 else ""
            bars.update(task, completed=done, total=total or None, rate=rate)

        yield update


def _lines() -> Progress:
    """For logs and pipes: a line when a stage begins and then at most every ten seconds."""
    last: dict[str, tuple[float, float]] = {}

    def update(stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        started, shown = last.get(stage, (now, 0.0))
        if stage in last and now - shown < 10:
            return
        last[stage] = started, now
        rate = done / (now - started) if now > started else 0.0
        left = f", {rate:,.0f}/s, {(total - done) / rate:,.0f} s left" if rate and total else ""
        print(f"{_TITLES.get(stage, stage)}: {done:,} of {total:,}{left}", file=sys.stderr, flush=True)

    return update
