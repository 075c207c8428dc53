"""Pupil measures of schools that disclosure control released, as the warehouse holds them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import polars as pl
from pydantic import BaseModel, ConfigDict

from stocktake.standards import period_label
from stocktake.statistics import Release, Warehouse
from stocktake.statistics.release import DISCLOSED

PLACE = "school-"
COLUMNS = (
    "series", "place", "time_period", "value", "numerator", "denominator", "missing", "row",
    "title", "unit", "decimal_places", "release", "source", "released_on",
)  # fmt: skip


class ReleasedFigure(BaseModel):
    """One released figure of one school.

    Parameters
    ----------
    series : str
        As the warehouse names it: ``disclosed:persistent?population=send_support``.
    title, unit : str
        As the table's structure has them.
    value : float or None
        None where disclosure control hid it.
    numerator, denominator : float or None
        Where both are printed.
    release, row
        The release, and the row of its table. ``released_on`` is the day of the decision.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    school_urn: int
    series: str
    title: str
    unit: str
    decimal_places: int
    time_period: str
    period_label: str
    value: float | None
    numerator: float | None
    denominator: float | None
    release: str
    row: int
    released_on: date


def released_table(releases: Iterable[Release]) -> pl.DataFrame:
    """Every released figure of every school: a later release takes the place of an earlier one.

    Parameters
    ----------
    releases : iterable of Release
        Those known on a day, oldest first; releases of other kinds are passed over. One that was
        recalled is in no warehouse's answer.

    Raises
    ------
    StoreError
        A release is damaged.
    """
    frames = [_school_rows(item) for item in releases if item.source.startswith(DISCLOSED)]
    frames = [frame for frame in frames if frame.height]
    if not frames:
        return pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String()))
    table = pl.concat(frames, how="vertical_relaxed")
    keys = ["series", "place", "time_period"]
    return table.unique(keys, keep="last", maintain_order=True).sort(keys)


def held_released_table(warehouse: Warehouse, *, as_of: date) -> pl.DataFrame:
    """The same from all releases that a warehouse knew on a day.

    Examples
    --------
    >>> from pathlib import Path
    >>> held_released_table(Warehouse(Path("no-such-folder")), as_of=date(2026, 12, 1)).height
    0
    """
    return released_table(warehouse.known_on(as_of))


def released_figures(table: pl.DataFrame, urns: Collection[int]) -> tuple[ReleasedFigure, ...]:
    """The figures of a school, by measure and year.

    Parameters
    ----------
    table : polars.DataFrame
        As :func:`released_table` makes it.
    urns : collection of int
        The numbers that the school has and had.
    """
    rows = table.filter(pl.col("place").is_in([f"{PLACE}{urn}" for urn in urns]))
    return tuple(
        ReleasedFigure(
            school_urn=int(row["place"].removeprefix(PLACE)),
            series=row["series"],
            title=row["title"],
            unit=row["unit"] or "",
            decimal_places=row["decimal_places"] or 0,
            time_period=row["time_period"],
            period_label=period_label(row["time_period"]),
            value=row["value"],
            numerator=row["numerator"],
            denominator=row["denominator"],
            release=row["release"],
            row=row["row"],
            released_on=row["released_on"],
        )
        for row in rows.iter_rows(named=True)
    )


def _school_rows(release: Release) -> pl.DataFrame:
    rows = release.scan().filter(pl.col("place").str.starts_with(PLACE)).collect()
    titles = release.series().select("series", "title", "unit", "decimal_places")
    return rows.join(titles, on="series", how="left").select(
        *COLUMNS[:11],
        release=pl.lit(release.id),
        source=pl.lit(release.source),
        released_on=pl.lit(release.known_on),
    )
