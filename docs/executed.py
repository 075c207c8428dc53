"""Runs the fences of a page, so that every number and every line of output in it is a real one.

A page speaks to this module through HTML comments, which readers do not see:

* ``<!-- file: plan.toml -->`` before a fence writes the fence to that file;
* ``<!-- not run -->`` before a fence leaves it alone;
* ``<!-- slow -->`` on a line of its own: the page takes longer than a test should on a working day;
* ``<!-- real data -->`` on a line of its own: from here on the published files are needed, and
  the fences are left out where they are not at hand.

``console`` fences hold ``$ stocktake ...`` commands with what they print, ``python`` fences are
executed, ``pycon`` fences hold ``>>>`` examples. A line ``...`` stands for any lines, and ``...``
within a line for anything (a date, the rest of a number).
"""

from __future__ import annotations

import doctest
import io
import os
import re
import shlex
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RUN = ("console", "python", "pycon")
REAL_DATA = "<!-- real data -->"
SLOW = "<!-- slow -->"
_FENCE = re.compile(r"^```(?P<kind>[a-z]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"<!-- file: (?P<name>[\w./-]+) -->\n$")


@dataclass(frozen=True)
class Fence:
    """One fence of a page: its kind, text, first line and where it lies in the page."""

    kind: str
    text: str
    line: int
    start: int
    end: int
    file: str | None
    real: bool


@dataclass(frozen=True)
class Ran:
    """A fence that was run: the text it should have."""

    fence: Fence
    text: str

    @property
    def current(self) -> bool:
        """Whether the page says what really comes out."""
        return self.text == self.fence.text


def fences(page: str) -> list[Fence]:
    """The fences of a page that are run or written to a file, in order."""
    real_from = page.find(REAL_DATA)
    result = []
    for match in _FENCE.finditer(page):
        before = page[: match.start()]
        file = _FILE.search(before)
        if before.endswith("<!-- not run -->\n") or not (file or match["kind"] in RUN):
            continue
        result.append(
            Fence(
                match["kind"],
                match["text"],
                before.count("\n") + 2,
                match.start("text"),
                match.end("text"),
                file["name"] if file else None,
                0 <= real_from < match.start(),
            )
        )
    return result


def run_page(path: Path, folder: Path, data: Path | None) -> list[Ran]:
    """Run a page's fences one after another in a folder of their own.

    Parameters
    ----------
    path : Path
        The page.
    folder : Path
        An empty folder; relative names in the page are found there.
    data : Path or None
        The folder of published files; those of LAIT are copied next to the page's own.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    ran = []
    with _inside(folder):
        for fence in fences(path.read_text(encoding="utf-8")):
            if fence.real:
                if data is None:
                    break
                _lay_out(data, folder)
            if fence.file:
                Path(fence.file).parent.mkdir(parents=True, exist_ok=True)
                Path(fence.file).write_text(fence.text, encoding="utf-8")
            elif fence.kind == "console":
                ran.append(Ran(fence, _console(fence.text)))
            elif fence.kind == "pycon":
                ran.append(Ran(fence, _pycon(fence.text, names)))
            else:
                with redirect_stdout(io.StringIO()):
                    exec(compile(fence.text, f"{path.name}:{fence.line}", "exec"), names)
                ran.append(Ran(fence, fence.text))
    return ran


def refresh(path: Path, folder: Path, data: Path | None) -> bool:
    """Write what really comes out into the page; True where that changed it."""
    page = path.read_text(encoding="utf-8")
    stale = [item for item in run_page(path, folder, data) if not item.current]
    for entry in reversed(stale):
        page = page[: entry.fence.start] + entry.text + page[entry.fence.end :]
    if stale:
        path.write_text(page, encoding="utf-8")
    return bool(stale)


def agrees(page_text: str, real: str) -> bool:
    """Whether written output is the real one, ``...`` standing for any lines or any text."""
    pattern = ""
    for line in page_text.strip("\n").splitlines():
        if line.strip() == "...":
            # The blank lines around it belong to what it stands for.
            pattern = pattern.removesuffix(r"\n") + r"(?:\n.*)*?\n" if pattern else r"(?:.*\n)*?"
        else:
            pattern += r".*".join(re.escape(part) for part in line.rstrip().split("...")) + r"\n"
    tidy = "".join(f"{line.rstrip()}\n" for line in real.strip("\n").splitlines())
    return re.fullmatch(pattern, tidy) is not None


def excerpt(page_text: str, real: str) -> str:
    """The real output, with whatever the page leaves out left out as before.

    Of a page that leaves out paragraphs (a line ``...``), those are kept whose first line it
    quotes. A line that leaves out a part (a date) stays where it still agrees.
    """
    lines = real.strip("\n").splitlines()
    for loose in (line for line in page_text.splitlines() if "..." in line and line != "..."):
        lines = [loose if agrees(loose, line) else line for line in lines]
    tidy = "".join(f"{line}\n" for line in lines)
    if "\n...\n" not in f"\n{page_text}":
        return tidy
    paragraphs = {part.splitlines()[0] for part in _paragraphs(page_text)}
    rows: list[str] = []
    for part in _paragraphs(tidy):
        if part.splitlines()[0] in paragraphs:
            rows.append(part)
        elif not rows or rows[-1] != "...":
            rows.append("...")
    return "\n\n".join(rows) + "\n" if set(rows) != {"..."} else tidy


def _paragraphs(text: str) -> list[str]:
    return [part.strip("\n") for part in re.split(r"\n\s*\n", text) if part.strip()]


def _console(text: str) -> str:
    page_text = ""
    for block in re.split(r"^(?=\$ )", text, flags=re.MULTILINE):
        if not block:
            continue
        command, _, output = block.removeprefix("$ ").partition("\n")
        while command.endswith("\\"):
            more, _, output = output.partition("\n")
            command = f"{command[:-1]}\n{more}"
        command_line = command.replace("\n", "\\\n")
        real = _command(shlex.split(command))
        real = output if agrees(output, real) else excerpt(output, real)
        page_text += f"$ {command_line}\n{real}"
    return page_text


def _command(words: list[str]) -> str:
    from stocktake.cli.main import run

    if words[0] != "stocktake":
        raise ValueError(f"only stocktake is run, not {words[0]!r}")
    out, messages = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(messages):
        status = run(words[1:])
    if status not in (0, 1, 2, 3, 4):
        raise RuntimeError(f"{' '.join(words)}\n{messages.getvalue()}")
    # Messages next to a result, such as progress, are not what the page is about.
    return out.getvalue() or (messages.getvalue() if status else "")


def _pycon(text: str, names: dict[str, Any]) -> str:
    page_text = ""
    for part in doctest.DocTestParser().parse(text):
        if isinstance(part, str):
            page_text += part
            continue
        out = io.StringIO()
        try:
            with redirect_stdout(out):
                exec(compile(part.source, "<page>", "single"), names)
            real = out.getvalue()
        except Exception as error:
            last = traceback.format_exception_only(error)
            real = "".join(["Traceback (most recent call last):\n", *last])
        lines = part.source.splitlines()
        page_text += "".join(
            f"{'...' if number else '>>>'} {line}".rstrip() + "\n"
            for number, line in enumerate(lines)
        )
        page_text += part.want if agrees(part.want, real) else real
    return page_text


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _lay_out(data: Path, folder: Path) -> None:
    for file in sorted((data / "lait").iterdir()):
        beside = folder / file.name
        if not beside.exists():
            beside.write_bytes(file.read_bytes())
