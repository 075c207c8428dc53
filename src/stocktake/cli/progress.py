"""Tells on standard error how far a long load is: a bar in a terminal, plain lines in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

Tell = Callable[[str, int, int], None]
SECONDS_BETWEEN_LINES = 2.0


@contextmanager
def progress(title: str) -> Iterator[Tell]:
    """A function that a reader calls with what it does, the steps done and the steps in all."""
    if sys.stderr.isatty():
        with _bar(title) as tell:
            yield tell
    else:
        yield _lines(title)


def _lines(title: str) -> Tell:
    spoke = 0.0

    def tell(stage: str, count: int, total: int) -> None:
        nonlocal spoke
        if monotonic() - spoke >= SECONDS_BETWEEN_LINES:
            spoke = monotonic()
            print(f"{title}: {stage}", file=sys.stderr, flush=True)  # noqa: T201

    return tell


@contextmanager
def _bar(title: str) -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True, width=80), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def tell(stage: str, count: int, total: int) -> None:
            bar.update(task, description=f"{title}: {stage}", completed=count, total=total)

        yield tell
