"""The command line as a test starts it: a process of its own, in a clean environment."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"


@dataclass(frozen=True)
class CommandResult:
    """How a command ended."""

    code: int
    out: str
    err: str


def process(*arguments: object, folder: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process of its own."""
    return subprocess.run(
        command(*arguments), cwd=folder, env=environment(**more), capture_output=True, check=False
    )


def command(*arguments: object) -> list[str]:
    """The words that start the command line in this interpreter."""
    return [sys.executable, "-m", "stocktake", *(str(argument) for argument in arguments)]


def environment(**more: str) -> dict[str, str]:
    """The environment of such a process: no word in it about colour or width."""
    about_output = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM")
    inherited = {key: value for key, value in os.environ.items() if key not in about_output}
    return {**inherited, "PYTHONPATH": str(SOURCE), **more}


def too_wide(text: str) -> list[str]:
    """The lines of more than 80 characters."""
    return [line for line in text.splitlines() if len(line) > 80]
