"""What a release changed: figures added, withdrawn and revised since the one before."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse

from stocktake.publish import Cell, Column, Table
from stocktake.standards import Period
from stocktake.statistics import CatalogueEntry, Release
from stocktake_web.accounts.models import Area
from stocktake_web.explorer import markup, wording
from stocktake_web.explorer.page_table import PageTables
from stocktake_web.explorer.pages import (
    address,
    explorer_page,
    publication_words,
    release_name,
    release_options,
    render_page,
)
from stocktake_web.explorer.query_params import ExplorerQuery, read_params
from stocktake_web.services import figures
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.explorer_data import ExplorerData

KINDS = ("added", "revised", "withdrawn")
MOST_ROWS = 150
"""How many rows are shown."""
LONGEST_TABLE = 5_000
"""Among how many rows they are sorted and filtered."""

_counts = LRUCache[pl.DataFrame](size=16)


@explorer_page
def changes(request: HttpRequest, area: Area, data: ExplorerData) -> HttpResponse:
    """What changed, in all, by topic, and at one place."""
    params = read_params(data, request.GET)
    before = data.before(params.release)
    context: dict[str, Any] = {
        "params": params,
        "before": before,
        "published": publication_words(params.release),
        "release": release_name(params.release),
        "releases": release_options(data, params),
        "places": markup.options(markup.place_groups(data.authorities.values()), [params.place.id]),
        "table": PageTables(request.GET),
    }
    if before is not None:
        rows = place_changes(params, before)
        context |= {
            "earlier": release_name(before),
            "topics": topics_table(params, before),
            "total": rows.height,
            "here": place_table(
                params,
                rows.head(LONGEST_TABLE),
                lambda name: address(area, "authority", params.query(indicator=name)),
            ),  # fmt: skip
            "limit": MOST_ROWS,
            "longest": LONGEST_TABLE,
        }
    return render_page(request, "releases/changes", context)


def topics_table(params: ExplorerQuery, before: Release) -> Table:
    """How many figures of each topic were added, revised and withdrawn."""
    key = (params.release.id, before.id, str(params.release.folder))
    counts = _counts.get(
        key,
        lambda: (
            figures.scan_changes(params.data, before, params.release)
            .group_by("series", "change")
            .agg(n=pl.len())
            .collect()
        ),
    )
    totals: dict[str, dict[str, int]] = {}
    for series, change, n in counts.select("series", "change", "n").iter_rows():
        entry = params.catalogue.series.get(series)
        topic = entry.topic if entry else "No longer listed"
        counts_of_topic = totals.setdefault(topic, dict.fromkeys(KINDS, 0))
        counts_of_topic[change] += n
    all_counts = {kind: sum(counts[kind] for counts in totals.values()) for kind in KINDS}
    rows = [("All topics", all_counts), *sorted(totals.items())]
    columns = (Column("Topic"), *(Column(kind.capitalize(), True) for kind in KINDS))
    return Table(
        f"Figures changed since {release_name(before)}",
        columns,
        tuple(
            (
                Cell(name),
                *(
                    Cell(f"{counts_of_topic[kind]:,}", float(counts_of_topic[kind]))
                    for kind in KINDS
                ),
            )
            for name, counts_of_topic in rows
        ),
    )


def place_changes(params: ExplorerQuery, before: Release) -> pl.DataFrame:
    """The changed figures of a place, the latest periods first."""
    return (
        figures.scan_changes(params.data, before, params.release)
        .filter(pl.col("place") == params.place.id)
        .sort("time_period", "series", descending=[True, False])
        .collect()
    )


def place_table(params: ExplorerQuery, rows: pl.DataFrame, link: Any = None) -> Table:
    """The changed figures of a place as a table."""
    columns = (
        Column("Indicator"),
        Column("Now", True, 2),
        Column("Before", True, 2),
        Column("What changed"),
        Column("Year"),
    )
    rows_of_table = []
    for row in rows.iter_rows(named=True):
        entry = params.catalogue.series.get(row["series"])
        period = Period(row["time_period"], row["time_identifier"], row["span_years"])
        rows_of_table.append(
            (
                Cell(
                    entry.title if entry else row["series"],
                    link=link(row["series"]) if link and entry else "",
                ),
                _figure(entry, row["value_after"]),
                _figure(entry, row["value_before"]),
                Cell(row["change"]),
                Cell(period.label),
            )
        )
    return Table(f"Figures of {params.place.name} that changed", columns, tuple(rows_of_table))


def _figure(entry: CatalogueEntry | None, value: float | None) -> Cell:
    if value is None:
        return Cell("none")
    return Cell(wording.figure(entry, value) if entry else f"{value:g}", value)
