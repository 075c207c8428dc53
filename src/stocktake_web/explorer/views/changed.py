"""What a release changed: figures added, withdrawn and revised since the one before."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse

from stocktake_web.accounts.models import Area
from stocktake_web.explorer import markup, writing
from stocktake_web.explorer.asked import Asked
from stocktake_web.explorer.asked import asked as read_asked
from stocktake_web.explorer.views.pages import (
    address,
    explorer_page,
    published,
    release_name,
    release_options,
    show,
)
from stocktake_web.gateway import figures
from stocktake_web.gateway.documents import Cell, Column, Table
from stocktake_web.gateway.figures import Listed, Period, Release, Shelf
from stocktake_web.gateway.memory import Memory

KINDS = ("added", "revised", "withdrawn")
SHOWN = 150

_counts = Memory[pl.DataFrame](size=16)


@explorer_page
def changed(request: HttpRequest, area: Area, shelf: Shelf) -> HttpResponse:
    """What changed, in all, by topic, and at one place."""
    asked = read_asked(shelf, request.GET)
    before = shelf.before(asked.release)
    shown: dict[str, Any] = {
        "asked": asked,
        "before": before,
        "published": published(asked.release),
        "release": release_name(asked.release),
        "releases": release_options(shelf, asked),
        "places": markup.options(markup.place_groups(shelf.authorities.values()), [asked.place.id]),
        "table": markup.table,
    }
    if before is not None:
        rows = at_place(asked, before)
        shown |= {
            "earlier": release_name(before),
            "topics": topics_table(asked, before),
            "total": rows.height,
            "here": place_table(
                asked,
                rows.head(SHOWN),
                lambda name: address(area, "authority", asked.query(indicator=name)),
            ),  # fmt: skip
            "limit": SHOWN,
        }
    return show(request, "changes", shown)


def topics_table(asked: Asked, before: Release) -> Table:
    """How many figures of each topic were added, revised and withdrawn."""
    key = (asked.release.id, before.id, str(asked.release.folder))
    counts = _counts.get(
        key,
        lambda: (
            figures.changes(asked.shelf, before, asked.release)
            .group_by("series", "change")
            .agg(n=pl.len())
            .collect()
        ),
    )
    totals: dict[str, dict[str, int]] = {}
    for series, change, n in counts.select("series", "change", "n").iter_rows():
        listed = asked.catalogue.series.get(series)
        topic = listed.topic if listed else "No longer listed"
        found = totals.setdefault(topic, dict.fromkeys(KINDS, 0))
        found[change] += n
    every = {kind: sum(each[kind] for each in totals.values()) for kind in KINDS}
    rows = [("All topics", every), *sorted(totals.items())]
    columns = (Column("Topic"), *(Column(kind.capitalize(), True) for kind in KINDS))
    return Table(
        f"Figures changed since {release_name(before)}",
        columns,
        tuple(
            (Cell(name), *(Cell(f"{found[kind]:,}", float(found[kind])) for kind in KINDS))
            for name, found in rows
        ),
    )


def at_place(asked: Asked, before: Release) -> pl.DataFrame:
    """The changed figures of a place, the latest periods first."""
    return (
        figures.changes(asked.shelf, before, asked.release)
        .filter(pl.col("place") == asked.place.id)
        .sort("time_period", "series", descending=[True, False])
        .collect()
    )


def place_table(asked: Asked, rows: pl.DataFrame, link: Any = None) -> Table:
    """The changed figures of a place as a table."""
    columns = (
        Column("Indicator"),
        Column("Year"),
        Column("What changed"),
        Column("Before", True, 2),
        Column("Now", True, 2),
    )
    made = []
    for row in rows.iter_rows(named=True):
        listed = asked.catalogue.series.get(row["series"])
        period = Period(row["time_period"], row["time_identifier"], row["span_years"])
        made.append(
            (
                Cell(
                    listed.title if listed else row["series"],
                    link=link(row["series"]) if link and listed else "",
                ),
                Cell(period.label),
                Cell(row["change"]),
                _figure(listed, row["value_before"]),
                _figure(listed, row["value_after"]),
            )
        )
    return Table(f"Figures of {asked.place.name} that changed", columns, tuple(made))


def _figure(listed: Listed | None, value: float | None) -> Cell:
    if value is None:
        return Cell("none")
    return Cell(writing.short(listed, value) if listed else f"{value:g}", value)
