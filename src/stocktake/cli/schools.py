"""``stocktake schools``: one school's record, from published tables."""

from __future__ import annotations

import typer

app = typer.Typer(
    help="One school's record, and what it says of the school.",
    epilog="Example: stocktake schools profile 119732",
    no_args_is_help=True,
    rich_markup_mode=None,
)
