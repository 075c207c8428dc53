"""The arguments and options that several commands share, each worded once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer


def as_day(text: str) -> date:
    """A day as it is typed."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day such as 2026-04-08") from None


PlanName = Annotated[
    str,
    typer.Argument(
        metavar="PLAN",
        help="A plan.toml, a folder that holds one, or the name of an example: blackpool.",
        show_default=False,
    ),
]
Store = Annotated[
    Path,
    typer.Option("--warehouse", metavar="DIR", help="The folder in which releases are kept."),
]
OwnFolder = Annotated[
    Path | None,
    typer.Option(
        "--definitions",
        metavar="DIR",
        help="Your own definitions; each file replaces the shipped one of its name.",
    ),
]
At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="YEAR",
        help="Judge as at a past academic year, such as 202021; otherwise as of --as-of.",
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=as_day,
        metavar="DATE",
        help="Use only releases known by this day, such as 2026-11-22; otherwise today.",
    ),
]
Published = Annotated[
    date | None,
    typer.Option(
        "--published",
        parser=as_day,
        metavar="DATE",
        help="The day on which the producer published the file, where it is known.",
    ),
]
Supersedes = Annotated[
    bool,
    typer.Option(
        "--supersedes",
        help="The producer replaced the file of this date; keep both and use this one.",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Refuse a file with implausible figures.")]
Notes = Annotated[
    bool, typer.Option("--notes", help="List every note on the file, not only their number.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace what is there already.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]

WAREHOUSE = Path("warehouse")
"""The default of ``--warehouse``."""
