"""``stocktake compare``, ``indicators`` and ``places``: find a figure and set it among others."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from stocktake.cli import given
from stocktake.cli.options import WAREHOUSE, AsJson, AsOf, Own, Store

Words = Annotated[list[str], typer.Argument(metavar="WORDS...", show_default=False)]
SHOWN = 20


class ProfileName(StrEnum):
    """By whose rules figures are placed."""

    DEFAULT = "default"
    LAIT_2026 = "lait-2026"


def compare(
    indicator: Annotated[
        str,
        typer.Argument(
            metavar="INDICATOR", help="Id of an indicator, or a series.", show_default=False
        ),
    ],
    place: Annotated[str, typer.Option("--place", help="A place: la-890, 890 or Blackpool.")],
    period: Annotated[
        str | None, typer.Option("--period", help="One period alone, such as 202021.")
    ] = None,
    group: Annotated[str, typer.Option("--group", help="A group of the indicator.")] = "all",
    neighbours: Annotated[
        int | None,
        typer.Option(
            "--neighbours",
            metavar="YEAR",
            help="Which list of statistical neighbours; otherwise the latest.",
        ),
    ] = None,
    profile: Annotated[
        ProfileName, typer.Option("--profile", help="Our rules, or those of LAIT itself.")
    ] = ProfileName.DEFAULT,
    as_json: AsJson = False,
    as_of: AsOf = None,
    warehouse: Store = WAREHOUSE,
    definitions: Own = None,
) -> None:
    """Set a place's figures among others: rank, gaps, change.

    Example: stocktake compare progress-8 --place la-890 --neighbours 2021
    """
    from stocktake.cli.comparison import as_json as write_json
    from stocktake.cli.comparison import compared, show_comparison
    from stocktake.cli.output import write_out

    comparison = compared(
        given.statistics_in(
            warehouse, as_of=as_of or given.today(), own=given.own_folder(definitions)
        ),
        indicator,
        place=place,
        group=group,
        period=period,
        vintage=neighbours,
        profile=profile.value,
    )
    if as_json:
        write_out(write_json(comparison), None)
    else:
        show_comparison(comparison)


def indicators(
    words: Words,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to list.")] = SHOWN,
    warehouse: Store = WAREHOUSE,
    definitions: Own = None,
) -> None:
    """Find indicators by the words that people use.

    Example: stocktake indicators persistent absence
    """
    from stocktake.cli.terminal import show, table
    from stocktake.statistics.figures import Statistics
    from stocktake.statistics.indicators import search
    from stocktake.statistics.store import Warehouse

    statistics = Statistics(Warehouse(warehouse), as_of=given.today())
    found = search(" ".join(words), statistics.series, own=given.own_folder(definitions))
    listing = table(["Indicator", "Title"], fold="Title")
    for each in found[:limit]:
        listing.add_row(each.id, each.title)
    _list(listing, len(found), limit, f"No indicator has all of the words: {' '.join(words)}", show)


def places(
    words: Words,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to list.")] = SHOWN,
) -> None:
    """Find places by name, number or code.

    Example: stocktake places hull
    """
    from stocktake.cli.terminal import show, table
    from stocktake.standards.places import place_register

    today = given.today()
    found = place_register().find(" ".join(words))
    listing = table(["Place", "Name", "Level", "Code"], fold="Name")
    for each in found[:limit]:
        until = f" (until {each.ends.isoformat()})" if each.ends else ""
        code = each.code_on(each.ends if each.ends and each.ends < today else today)
        listing.add_row(each.id, f"{each.name}{until}", each.level, code or "")
    _list(listing, len(found), limit, f"No place is called {' '.join(words)}", show)


def _list(listing: object, count: int, limit: int, none: str, show: object) -> None:
    if not count:
        typer.echo(none)
        return
    show(listing)  # type: ignore[operator]
    if count > limit:
        typer.echo(f"and {count - limit} more; see --limit")
