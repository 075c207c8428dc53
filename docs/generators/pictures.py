"""Pictures of commands as a terminal shows them: ``python docs/generate.py --pictures``."""

from __future__ import annotations

import io
import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from executed import fences
from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).resolve().parents[1]
IMAGES = DOCS / "images"
WIDTH = 80
FONT = "ui-monospace, 'DejaVu Sans Mono', Consolas, Menlo, monospace"
TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}

PICTURES: dict[str, tuple[str, str]] = {
    "pupils-check": (
        "how-to/load-pupil-data.md",
        "stocktake pupils check returns --mapping exclusions.toml --as-of 2024-09-01",
    ),
}
"""By name: the page whose files the command reads, and the command, which the page shows too."""


class _Terminal(io.StringIO):
    """Text that says of itself that it is a terminal, so that it is coloured like one."""

    def isatty(self) -> bool:
        return True


def picture(name: str) -> str:
    """One picture, as SVG."""
    page, command = PICTURES[name]
    console = Console(record=True, width=WIDTH, file=io.StringIO(), highlight=False)
    console.print(Text(f"$ {command}"))
    console.print(Text.from_ansi(_transcript(DOCS / page, command)), end="")
    picture = console.export_svg(title="stocktake", unique_id=f"terminal-{name}")
    # Rich fetches its font from elsewhere; a page of ours fetches nothing.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    return picture.replace("Fira Code, monospace", FONT).rstrip() + "\n"


def write_pictures() -> None:
    """Write every picture."""
    for name in PICTURES:
        (IMAGES / f"{name}.svg").write_text(picture(name), encoding="utf-8", newline="\n")


def _transcript(page: Path, command: str) -> str:
    from stocktake.cli.main import run

    out = _Terminal()
    with tempfile.TemporaryDirectory() as folder, _inside(Path(folder)):
        for fence in fences(page.read_text(encoding="utf-8")):
            if fence.file:
                Path(fence.file).parent.mkdir(parents=True, exist_ok=True)
                Path(fence.file).write_text(fence.text, encoding="utf-8")
        environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
        with (
            patch.dict(os.environ, environment | TERMINAL, clear=True),
            redirect_stdout(out),
            redirect_stderr(io.StringIO()),
        ):
            run(shlex.split(command)[1:])
    return out.getvalue()


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
