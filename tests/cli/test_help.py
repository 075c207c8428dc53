"""Every command says what it does, and its example works as it stands."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import get_type_hints

import pytest
import typer
from cli_process import process, too_wide

from stocktake.cli import load
from stocktake.cli.main import app

SERVE_COMMAND = "serve"


def commands() -> list[list[str]]:
    """Every command, as it is typed."""
    root = typer.main.get_command(app)
    names: list[list[str]] = []
    for name, entry in root.commands.items():  # type: ignore[attr-defined]
        inner = getattr(entry, "commands", None)
        names += [[name, second] for second in inner] if inner else [[name]]
    return names


COMMANDS = [*commands(), [], ["load"]]


def example_of(help_text: str) -> list[str]:
    """The words of the example that ends a help text."""
    _, _, example = help_text.partition("Example: stocktake ")
    return shlex.split(example)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_ends_with_an_example_and_fits(words: list[str], stocktake) -> None:
    result = stocktake(*words, "--help")
    assert result.code == 0
    assert result.err == ""
    assert too_wide(result.out) == []
    assert "..." not in result.out.partition("Commands:")[2]  # no summary cut short
    assert example_of(result.out)[: len(words)] == words


@pytest.mark.parametrize(
    "words", [words for words in COMMANDS if words != [SERVE_COMMAND]], ids=" ".join
)
def test_the_example_works(words: list[str], one_desk: Path, tmp_path: Path, stocktake) -> None:
    example = example_of(stocktake(*words, "--help").out)
    for path in one_desk.iterdir():
        if path.is_dir():
            shutil.copytree(path, tmp_path / path.name)
        else:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    result = process(*example, folder=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    assert result.stdout


def test_no_command_at_all_gives_the_help(stocktake) -> None:
    assert "Commands:" in stocktake().out + stocktake().err


def test_the_version_is_that_of_the_distribution(stocktake) -> None:
    from importlib.metadata import version

    assert stocktake("--version").out == f"stocktake {version('stocktake')}\n"


def test_an_option_of_several_commands_is_declared_once() -> None:
    declarations: dict[tuple[str, str], set[int]] = {}
    for command in load.app.registered_commands:
        assert command.callback is not None
        for name, hint in get_type_hints(command.callback, include_extras=True).items():
            for option in getattr(hint, "__metadata__", ()):
                if isinstance(option, typer.models.OptionInfo):
                    declarations.setdefault((name, option.help or ""), set()).add(id(option))
    assert ("strict", "Refuse a file with implausible figures.") in declarations
    assert [key for key, options in declarations.items() if len(options) > 1] == []
