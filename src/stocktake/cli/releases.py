"""``stocktake releases``, ``changes`` and ``brief``: what the store holds and what moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import WAREHOUSE, AsOf, At, OwnFolder, PlanName, Store

if TYPE_CHECKING:
    from stocktake.plan.schema import Plan

ReleaseName = Annotated[
    str,
    typer.Argument(help="A release's id, or enough of it.", show_default=False),
]


def releases(warehouse: Store = WAREHOUSE) -> None:
    """List the releases in the store.

    Example: stocktake releases --warehouse warehouse
    """
    from stocktake.cli.terminal import show, table
    from stocktake.statistics.store import Warehouse

    stored_releases = Warehouse(warehouse).releases()
    if not stored_releases:
        typer.echo(f"No releases in {warehouse}. Load one with: stocktake load lait FILE ...")
        return
    listing = table(
        ["Release", "Published", "Series", "Figures"], right=["Series", "Figures"], fold="Release"
    )
    for release in stored_releases:
        published = release.provenance.published
        listing.add_row(
            release.id,
            published.isoformat() if published else "not stated",
            f"{release.series_count:,}",
            f"{release.observation_count:,}",
        )
    show(listing)


def changes(
    earlier: ReleaseName,
    later: ReleaseName,
    place: Annotated[
        str | None, typer.Option("--place", help="List what touches this place first.")
    ] = None,
    plan: Annotated[
        str | None, typer.Option("--plan", metavar="PLAN", help="The same for a plan.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many to list.")] = 20,
    warehouse: Store = WAREHOUSE,
) -> None:
    """Say what a later release added, withdrew and revised.

    Example: stocktake changes 2025-12-02 2026-04-08 --plan blackpool
    """
    from stocktake.cli.terminal import paragraph, show, table
    from stocktake.standards.places import place_register
    from stocktake.statistics.changes import compare_releases
    from stocktake.statistics.store import Warehouse

    store = Warehouse(warehouse)
    plan_of_interest = params.plan_file(plan).plan if plan else None
    places = [params.place_named(place, place_register()).id] if place else []
    if plan_of_interest and not place:
        places = [plan_of_interest.place.id]
    change_table = compare_releases(
        store.get(earlier),
        store.get(later),
        places=places,
        series=series_of(plan_of_interest) if plan_of_interest else (),
    )
    counts = ", ".join(
        f"{change_table.count(kind):,} {kind}" for kind in ("added", "withdrawn", "revised")
    )
    show(
        paragraph(f"{change_table.earlier} to {change_table.later}"),
        paragraph(f"Figures: {counts}."),
    )
    if places:
        concern_count = change_table.table["concerns"].sum()
        show(paragraph(f"Of these {concern_count:,} touch what you asked for; they come first."))
    listing = table(
        ["Change", "Series", "Place", "Period", "Before", "After"],
        right=["Before", "After"],
        fold="Series",
    )
    for row in change_table.table.head(limit).iter_rows(named=True):
        listing.add_row(
            row["change"],
            row["series"],
            row["place"],
            row["time_period"],
            _figure(row["value_before"]),
            _figure(row["value_after"]),
        )
    show(listing)
    if change_table.table.height > limit:
        typer.echo(f"and {change_table.table.height - limit:,} more; see --limit")


def brief(
    plan: PlanName,
    release: Annotated[
        str, typer.Option("--release", help="The release that came out: its id, or enough of it.")
    ],
    at: At = None,
    as_of: AsOf = None,
    warehouse: Store = WAREHOUSE,
    definitions: OwnFolder = None,
) -> None:
    """Say what a release moved for a plan, to paste.

    Example: stocktake brief blackpool --release lait/2026-04-08
    """
    from stocktake.cli.terminal import paragraph, show
    from stocktake.plan.brief import brief as write_brief
    from stocktake.statistics.store import Warehouse

    brief_path = write_brief(
        params.plan_file(plan),
        Warehouse(warehouse),
        release=release,
        as_of=as_of or params.today(),
        at=at,
        own_folder=params.own_folder(definitions),
    )
    show(*(paragraph(f"{sentence}\n") for sentence in brief_path.sentences()))


def series_of(plan: Plan) -> set[str]:
    """The series behind every indicator that a plan's targets name."""
    from stocktake.plan.names import walk_targets
    from stocktake.statistics.indicators import load_indicators

    indicators = load_indicators()
    indicator_names: set[str] = set()
    for _, target in walk_targets(plan):
        beside = (target.proxy, target.watch, target.leading, target.reading)
        indicator_names |= {
            target.indicator for targets in beside for target in targets if target.indicator
        }
        indicator_names |= {target.indicator} if target.indicator else set()
    series = {name for name in indicator_names if ":" in name}
    for name in indicator_names & set(indicators):
        indicator = indicators[name].value
        uses = [*indicator.series, *(use for group in indicator.group for use in group.series)]
        series |= {use.series for use in uses}
    return series


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
