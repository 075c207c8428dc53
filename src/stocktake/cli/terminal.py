"""Shows text and tables in 80 columns: coloured in a terminal, plain anywhere else."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from stocktake.cli.params import printable

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

WIDTH = 80

STATUS_STYLES = {
    "met": "bold green",
    "on_track": "green",
    "not_met": "bold red",
    "off_track": "red",
    "cannot_tell": "yellow",
    "not_yet_due": "cyan",
    "awaiting_figures": "blue",
}
"""Colour repeats what the word already says; nothing rests on it alone."""


def show(*items: RenderableType) -> None:
    """Print results: with colour where a terminal wants it, otherwise as ``plain``."""
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        console = _console(sys.stdout)
        for item in items:
            console.print(item)
    else:
        sys.stdout.write(plain(*items))


def plain(*items: RenderableType) -> str:
    """The same as text alone: no colour, no spaces at the end of lines."""
    stream = io.StringIO()
    console = _console(stream, plain=True)
    for item in items:
        console.print(item)
    return "".join(f"{printable(line).rstrip()}\n" for line in stream.getvalue().splitlines())


def table(heads: Sequence[str], *, right: Sequence[str] = (), fold: str = "") -> Table:
    """An empty table with its heads; figures stand to the right, one column may take the room."""
    from rich import box
    from rich.table import Table

    grid = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1), collapse_padding=True
    )
    for head in heads:
        grid.add_column(
            head,
            justify="right" if head in right else "left",
            overflow="fold",
            ratio=1 if head == fold else None,
        )
    grid.expand = bool(fold)
    return grid


def paragraph(words: str, *, indent: int = 0, style: str = "") -> RenderableType:
    """Text wrapped to the width, every line indented alike."""
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(words, style=style), (0, 0, 0, indent), expand=False)


def bullets(sentences: Iterable[str]) -> RenderableType:
    """Sentences under each other, each wrapped next to its mark."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1, 0, 0))
    for sentence in sentences:
        grid.add_row("-", sentence)
    return grid


def heading(words: str, *, first: bool = False) -> RenderableType:
    """A line of its own, with a blank line above unless it comes first."""
    from rich.text import Text

    return Text(words if first else f"\n{words}", style="bold")


def status(words: str, code: str) -> RenderableType:
    """A verdict in its colour."""
    from rich.text import Text

    return Text(words, style=STATUS_STYLES.get(code, ""))


def _console(stream: io.TextIOBase | object, *, plain: bool = False) -> Console:
    from rich.console import Console

    return Console(
        file=stream,  # type: ignore[arg-type]
        width=WIDTH,
        color_system=None if plain else "auto",
        force_terminal=False if plain else None,
        legacy_windows=False if plain else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
