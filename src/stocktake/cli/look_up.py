"""``stocktake compare``, ``indicators`` and ``places``: find a figure and set it among others."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import WAREHOUSE, AsJson, AsOf, OwnFolder, Store

Words = Annotated[list[str], typer.Argument(metavar="WORDS...", show_default=False)]
SHOWN_COUNT = 20


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
    definitions: OwnFolder = None,
) -> None:
    """Set a place's figures among others: rank, gaps, change.

    Example: stocktake compare progress-8 --place la-890 --neighbours 2021
    """
    from stocktake.cli.comparison import as_json as write_json
    from stocktake.cli.comparison import compare_places, show_comparison
    from stocktake.cli.output import write_out

    comparison = compare_places(
        params.statistics_in(
            warehouse, as_of=as_of or params.today(), own_folder=params.own_folder(definitions)
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
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to list.")] = SHOWN_COUNT,
    warehouse: Store = WAREHOUSE,
    definitions: OwnFolder = None,
) -> None:
    """Find indicators by the words that people use.

    Example: stocktake indicators persistent absence
    """
    from stocktake.cli.terminal import show, table
    from stocktake.statistics.figures import Statistics
    from stocktake.statistics.indicators import search
    from stocktake.statistics.store import Warehouse

    statistics = Statistics(Warehouse(warehouse), as_of=params.today())
    matches = search(" ".join(words), statistics.series, own_folder=params.own_folder(definitions))
    listing = table(["Indicator", "Title"], fold="Title")
    for match in matches[:limit]:
        listing.add_row(match.id, match.title)
    _list(
        listing, len(matches), limit, f"No indicator has all of the words: {' '.join(words)}", show
    )


def places(
    words: Words,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to list.")] = SHOWN_COUNT,
) -> None:
    """Find places by name, number or code.

    Example: stocktake places hull
    """
    from stocktake.cli.terminal import show, table
    from stocktake.standards.places import place_register

    today = params.today()
    matches = place_register().find(" ".join(words))
    listing = table(["Place", "Name", "Level", "Code"], fold="Name")
    for place in matches[:limit]:
        until = f" (until {place.ends.isoformat()})" if place.ends else ""
        code = place.code_on(place.ends if place.ends and place.ends < today else today)
        listing.add_row(place.id, f"{place.name}{until}", place.level, code or "")
    _list(listing, len(matches), limit, f"No place is called {' '.join(words)}", show)


def _list(listing: object, count: int, limit: int, empty_message: str, show: object) -> None:
    if not count:
        typer.echo(empty_message)
        return
    show(listing)  # type: ignore[operator]
    if count > limit:
        typer.echo(f"and {count - limit} more; see --limit")
