"""The page of commands, from what each says with ``--help``."""

from __future__ import annotations

from typing import Any

from typer.main import get_command
from typer.testing import CliRunner

from generators.markdown import sentence, table
from stocktake.cli.main import app

HEAD = """# Commands

Results go to standard output and messages to standard error, so that a pipe carries results
alone. Output is plain where it is piped or where `NO_COLOR` is set, and fits 80 columns.

| Exit status | Meaning |
| --- | --- |
| 0 | Done, whatever the verdicts |
| 2 | Wrong usage, or a plan or definition with faults |
| 3 | An input file that cannot be read truthfully |
| 4 | The release store refuses |
| 70 | A fault of Stocktake's own; add `--debug` and report it |

"""


def page() -> str:
    """The page."""
    rows = [
        (f"[`stocktake {path}`](#{_anchor(path)})", sentence(help_))
        for path, help_ in every_command()
    ]
    parts = [HEAD + table(["Command", "What it does"], rows)]
    for path, _ in every_command():
        parts.append(f"## {path} {{: #{_anchor(path)} }}\n\n```text\n{help_of(path)}\n```\n")
    return "\n".join(parts)


def every_command() -> list[tuple[str, str]]:
    """Every command with its path, ``load lait``, and its help, in the application's order."""
    result: list[tuple[str, str]] = []

    # The classes behind these differ between versions of Typer; these attributes do not.
    def visit(path: tuple[str, ...], command: Any) -> None:
        children = getattr(command, "commands", {})
        for name, child in children.items():
            visit((*path, name), child)
        if not children:
            result.append((" ".join(path), command.help or ""))

    visit((), get_command(app))
    return result


def help_of(path: str) -> str:
    """What a command says with ``--help``."""
    ran = CliRunner().invoke(
        app, [*path.split(), "--help"], prog_name="stocktake", env={"COLUMNS": "80"}
    )
    if ran.exit_code:
        raise RuntimeError(f"stocktake {path} --help: {ran.output}")
    return "\n".join(line.rstrip() for line in ran.stdout.strip().splitlines())


def _anchor(path: str) -> str:
    return path.replace(" ", "-")
