"""The command ``stocktake``: its commands in the order of a working day, and how it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

import typer

from stocktake.cli import (
    attack,
    disclose,
    judge,
    load,
    look_up,
    plans,
    programmes,
    pupil_release,
    pupils,
    register,
    releases,
    schools,
    schools_concerns,
    schools_grades,
    schools_history,
    schools_improvement,
    schools_powers,
    schools_predictions,
    schools_profile,
    schools_similar,
    serve,
)

OUR_FAULT = 70
"""Exit status where the fault is ours, as ``sysexits`` has it."""

app = typer.Typer(
    name="stocktake",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: the same in a pipe, and nothing heavy to load
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
app.add_typer(load.app, name="load")
pupils.app.command(
    epilog="Example: stocktake pupils release absence --by sex --year 202324 --place la-001 "
    "--store pupils --keys keys.toml --register register --asked-by analyst --out released"
)(pupil_release.release)
app.add_typer(pupils.app, name="pupils")
app.add_typer(register.app, name="register")
schools.app.command(epilog=schools_profile.EXAMPLE)(schools_profile.profile)
schools.app.command(epilog=schools_similar.EXAMPLE)(schools_similar.similar)
schools.app.command(epilog=schools_improvement.EXAMPLE)(schools_improvement.improvement)
schools.app.command(epilog=schools_concerns.EXAMPLE)(schools_concerns.concerns)
schools.app.command(epilog=schools_history.EXAMPLE)(schools_history.history)
schools.app.command(epilog=schools_grades.EXAMPLE)(schools_grades.grades)
schools.app.command(epilog=schools_powers.POWERS_EXAMPLE)(schools_powers.powers)
schools.app.command(epilog=schools_powers.WORKING_DAYS_EXAMPLE)(schools_powers.working_days)
schools.app.command(epilog=schools_predictions.EXAMPLE)(schools_predictions.predictions)
schools.app.command(epilog=schools_predictions.TEMPLATE_EXAMPLE)(
    schools_predictions.prediction_template
)
app.add_typer(schools.app, name="schools")
app.add_typer(programmes.app, name="programmes")
for command in (
    judge.judge,
    judge.explain,
    plans.check,
    look_up.compare,
    look_up.indicators,
    look_up.places,
    releases.releases,
    releases.changes,
    releases.brief,
    plans.new,
    plans.diff,
    plans.example,
    plans.schema,
    disclose.disclose,
    attack.attack,
    serve.serve,
):
    summary, _, example = (command.__doc__ or "").partition("\n\n")
    app.command(help=summary, epilog=example.strip())(command)


def _version(is_requested: bool) -> None:
    if is_requested:
        import stocktake

        typer.echo(f"stocktake {stocktake.__version__}")
        raise typer.Exit


@app.callback(epilog="Example: stocktake judge blackpool --at 202021")
def stocktake(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="On a fault of ours, show where it arose.")
    ] = False,
) -> None:
    """Run a local education plan: judge its targets on published statistics."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        By default those that the process was given.

    Returns
    -------
    int
        0 done, whatever the verdicts; 1 hidden figures are, or would be, uncovered; 2 wrong usage
        or plan; 3 input file; 4 store; 70 our fault.
    """
    command_line = list(sys.argv[1:] if arguments is None else arguments)
    # Wherever it stands, so that it can be added to a line that failed.
    debug = "--debug" in command_line
    command_line = [argument for argument in command_line if argument != "--debug"]
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app(command_line, prog_name="stocktake")
    except SystemExit as exit_request:
        code = exit_request.code if isinstance(exit_request.code, int) else 0
        # Typer's own status for a pipe that was closed; nothing else here ends with it.
        return _broken_pipe_status() if code == 1 else _flushed(code)
    except Exception as error:
        return _failure_status(error, debug=debug)
    return _flushed(0)


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _broken_pipe_status()
    return code


def _broken_pipe_status() -> int:
    """Whoever read our output has read enough: no fault, and nothing more to write."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _failure_status(error: Exception, *, debug: bool) -> int:
    from stocktake.cli.params import say
    from stocktake.standards.errors import StocktakeError

    if isinstance(error, StocktakeError):
        say(str(error))
        return error.exit_code
    if debug:
        import traceback

        traceback.print_exception(error)
    say(
        f"This is a fault of Stocktake's, not yours: {type(error).__name__}.\n"
        "Please report it with the command that you gave and what it prints when you add --debug."
    )
    return OUR_FAULT
