"""Gives the figures of an indicator, as known on a date, each with the release it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.standards.errors import UsageError
from stocktake.standards.released import Basis, Released
from stocktake.statistics.indicators import from_series, load_indicators, unknown_indicator
from stocktake.statistics.quoted import QUOTED, QUOTED_RELEASE
from stocktake.statistics.schema import Indicator, SeriesUse
from stocktake.statistics.store import Release, Warehouse, is_local

FIGURES: dict[str, pl.DataType] = {
    "series": pl.String(),
    "place": pl.String(),
    "time_period": pl.String(),
    "time_identifier": pl.String(),
    "span_years": pl.Int8(),
    "value": pl.Float64(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "missing": pl.String(),
    "stage": pl.String(),
    "row": pl.Int32(),
    "release": pl.String(),
    "as_at": pl.Date(),
    "cumulative": pl.Boolean(),
    "schools_returned_count": pl.Int32(),
    "schools_expected_count": pl.Int32(),
    "returned_by": pl.String(),
    "returned_on": pl.Date(),
}
"""Columns of an indicator's figures: one row per place and period (local returns: and date)."""

IDENTITY = ["place", "time_period", "time_identifier", "span_years", "as_at"]


@dataclass(frozen=True)
class Located:
    """Where a figure is written down.

    Parameters
    ----------
    release : str
        Release id, or ``quoted`` for a figure that the plan itself carries.
    sha256 : str
        Digest of the file's bytes.
    locator : str
        File and row.
    """

    release: str
    sha256: str
    locator: str


@dataclass(frozen=True)
class Figures:
    """Every figure known of one indicator and group.

    Parameters
    ----------
    indicator_id, group : str
    indicator : Indicator
        The definition used.
    table : polars.DataFrame
        Columns of ``FIGURES``.
    quoted : polars.DataFrame
        Columns of ``QUOTED``: positions that a plan quotes where the other authorities' figures
        are not held. Empty where none.
    releases : dict of str to Release
        The releases that ``table`` names, by id.
    definition : str
        The definition file used, for the record; empty for a series without one.
    """

    indicator_id: str
    group: str
    indicator: Indicator
    table: pl.DataFrame
    quoted: pl.DataFrame
    releases: Mapping[str, Release]
    definition: str = ""

    @cached_property
    def by_period(self) -> dict[tuple[str, str, int], dict[str, dict[str, Any]]]:
        """Rows by period (time_period, time_identifier, span_years), then by place.

        A judgement asks for thousands of single figures; a filter for each would take seconds.
        The latest of several dated returns for a place stands.
        """
        index: dict[tuple[str, str, int], dict[str, dict[str, Any]]] = {}
        for row in self.table.iter_rows(named=True):
            period = (row["time_period"], row["time_identifier"], row["span_years"])
            index.setdefault(period, {})[row["place"]] = row
        return index

    @property
    def local(self) -> bool:
        """Whether any figure is a local return: for the board until it is released."""
        return any(is_local(release) for release in self.releases.values())

    def released(self) -> Released[pl.DataFrame] | None:
        """The table as a released one, with its bases; None where it holds a local return."""
        if self.local or self.table.is_empty():
            return None
        found = [self.locate(name, None) for name in self.table["release"].unique().sort()]
        return Released(
            self.table,
            tuple(Basis("published", each.release, each.sha256, each.locator) for each in found),
        )

    def locate(self, release: str, row: int | None) -> Located:
        """Where one figure is written: release, digest, file and row."""
        held = self.releases.get(release)
        if held is not None:
            files, digest = held.provenance.files[0], held.provenance.file_sha256
        elif self.quoted.height:
            files, digest = self.quoted["file"][0], self.quoted["sha256"][0]
        else:
            files, digest = release, ""
        return Located(release, digest, f"{files}, row {row}" if row else files)


class Statistics:
    """The figures known on a day: releases of a warehouse, then what a plan quotes.

    Parameters
    ----------
    warehouse : Warehouse, optional
        Where releases are kept; None for a plan judged on quoted figures alone.
    as_of : date
        Only releases known by then are used.
    own : Path, optional
        A place's own definition files.
    quoted : polars.DataFrame, optional
        Figures that the plan itself carries (columns of ``QUOTED``); used for a period only
        where no release gives that place a figure.
    local : mapping of str to Indicator, optional
        The plan's local indicators, by ``local:<id>``.
    """

    def __init__(
        self,
        warehouse: Warehouse | None = None,
        *,
        as_of: date,
        own: Path | None = None,
        quoted: pl.DataFrame | None = None,
        local: Mapping[str, Indicator] | None = None,
    ) -> None:
        self.warehouse = warehouse
        self.as_of = as_of
        self.own = own
        self.local = dict(local or {})
        self._quoted = pl.DataFrame(schema=QUOTED) if quoted is None else quoted
        self._cache: dict[tuple[str, str], Figures] = {}

    @cached_property
    def every_release(self) -> list[Release]:
        """All releases held, whenever they became known."""
        return self.warehouse.releases() if self.warehouse else []

    @cached_property
    def releases(self) -> list[Release]:
        """The releases known on the day."""
        return self.warehouse.known_on(self.as_of) if self.warehouse else []

    @cached_property
    def neighbours(self) -> pl.DataFrame:
        """Statistical neighbours of every vintage held.

        The vintage, not the day on which its file became known, says which list applies, so
        lists published later are there to choose from.
        """
        tables = [release.table("neighbours") for release in self.every_release]
        held = [table for table in tables if table is not None]
        return (
            pl.concat(held).unique(maintain_order=True)
            if held
            else pl.DataFrame(
                schema={
                    "vintage": pl.Int16,
                    "place": pl.String,
                    "order": pl.Int8,
                    "neighbour": pl.String,
                    "closeness": pl.String,
                    "row": pl.Int32,
                }
            )
        )

    @cached_property
    def series(self) -> pl.DataFrame:
        """The series listed by the known releases, one row each."""
        tables = [release.series() for release in self.releases]
        tables = [table for table in tables if table.height]
        if not tables:
            return pl.DataFrame(
                schema={"series": pl.String, "title": pl.String, "topic": pl.String}
            )
        return pl.concat(tables, how="diagonal").unique("series", keep="last", maintain_order=True)

    def indicator(self, name: str) -> tuple[Indicator, str]:
        """A curated indicator, a plan's local one, or a series straight from a release.

        Returns
        -------
        Indicator, str
            The definition, and the file that it was read from (empty for the other two kinds).

        Raises
        ------
        UsageError
            Nothing of that name; the nearest name is suggested.
        """
        if name in self.local:
            return self.local[name], ""
        if ":" in name:
            rows = self.series.filter(pl.col("series") == name)
            if rows.is_empty():
                raise unknown_indicator(name, self.own)
            return from_series(rows.row(0, named=True)), ""
        loaded = load_indicators(self.own, only=[name])
        if name not in loaded:
            raise unknown_indicator(name, self.own)
        found = loaded[name]
        return found.value, found.path

    def figures(self, name: str, group: str = "all") -> Figures:
        """Every known figure of an indicator and group, best source first.

        Parameters
        ----------
        name : str
            Indicator id, ``lait:`` or ``ees:`` series, or ``local:`` indicator of the plan.
        group : str
            ``all``, or the id of one of the indicator's groups.

        Raises
        ------
        UsageError
            Unknown indicator or group.
        """
        key = (name, group)
        if key not in self._cache:
            indicator, definition = self.indicator(name)
            uses = _uses(name, indicator, group)
            table = _collect(uses, self.releases)
            table, quoted = _add_quoted(table, self._quoted_for(uses))
            named = set(table["release"].unique().to_list())
            releases = {r.id: r for r in self.releases if r.id in named}
            self._cache[key] = Figures(name, group, indicator, table, quoted, releases, definition)
        return self._cache[key]

    def first_known(self, name: str, group: str, place: str, time_period: str) -> date | None:
        """The first day, after this one, from which a figure is known; None where never."""
        indicator, _ = self.indicator(name)
        names = [use.series for use in _uses(name, indicator, group)]
        later = [r for r in self.every_release if r.known_on > self.as_of]
        for release in sorted(later, key=lambda r: r.known_on):
            hit = release.scan().filter(
                pl.col("series").is_in(names)
                & (pl.col("place") == place)
                & (pl.col("time_period") == time_period)
                & pl.col("value").is_not_null()
            )
            if hit.select(pl.len()).collect().item():
                return release.known_on
        quoted = self._quoted.filter(
            pl.col("series").is_in(names)
            & (pl.col("place") == place)
            & (pl.col("time_period") == time_period)
            & pl.col("value").is_not_null()
            & (pl.col("known_on") > self.as_of)
        )
        return quoted["known_on"].min() if quoted.height else None  # type: ignore[return-value]

    def _quoted_for(self, uses: tuple[SeriesUse, ...]) -> pl.DataFrame:
        names = [use.series for use in uses]
        return self._quoted.filter(
            pl.col("series").is_in(names) & (pl.col("known_on") <= self.as_of)
        )


def _uses(name: str, indicator: Indicator, group: str) -> tuple[SeriesUse, ...]:
    if group == "all":
        return indicator.series
    for known in indicator.group:
        if known.id == group:
            return known.series
    ids = ", ".join(["all", *(known.id for known in indicator.group)])
    raise UsageError(f"{name} has no group {group!r}; its groups are {ids}")


def _collect(uses: tuple[SeriesUse, ...], releases: list[Release]) -> pl.DataFrame:
    """Rows of the preferred series, each place and period once, a figure before a blank."""
    frames = []
    for preference, use in enumerate(uses):
        table = _series_table(use, releases)
        if use.first_period:
            table = table.filter(pl.col("time_period") >= use.first_period)
        if use.last_period:
            table = table.filter(pl.col("time_period") <= use.last_period)
        frames.append(table.with_columns(pl.lit(preference).alias("preference")))
    return (
        pl.concat(frames)
        .sort(
            [pl.col("value").is_null(), "preference", "loaded"],
            descending=[False, False, True],
            maintain_order=True,
        )
        .unique(IDENTITY, keep="first", maintain_order=True)
        .sort(["time_period", "as_at", "place"])
        .select(list(FIGURES))
    )


def _series_table(use: SeriesUse, releases: list[Release]) -> pl.DataFrame:
    table = _read_series(use.series, releases)
    for column, series in (("numerator", use.numerator), ("denominator", use.denominator)):
        if series and table.height:
            counts = _read_series(series, releases).select(
                *IDENTITY[:-1], pl.col("value").alias(f"{column}_count")
            )
            table = (
                table.join(counts.unique(IDENTITY[:-1], keep="last"), on=IDENTITY[:-1], how="left")
                .with_columns(pl.coalesce(column, f"{column}_count").alias(column))
                .drop(f"{column}_count")
            )
    return table


def _read_series(series: str, releases: list[Release]) -> pl.DataFrame:
    source = _source_of(series)
    frames = [
        release.scan()
        .filter((pl.col("series") == series) & (pl.col("group") == "all"))
        .collect()
        .with_columns(pl.lit(release.id).alias("release"), pl.lit(index).alias("loaded"))
        for index, release in enumerate(releases)
        if release.source.startswith(source)
    ]
    empty = pl.DataFrame(schema=FIGURES | {"loaded": pl.Int32()})
    return pl.concat([empty, *frames], how="diagonal_relaxed").select(
        [*(pl.col(name).cast(kind) for name, kind in FIGURES.items()), "loaded"]
    )


def _source_of(series: str) -> str:
    """The source folder that can hold a series, so that no other release is opened."""
    kind, _, rest = series.partition(":")
    return f"ees-{rest.split('/', 1)[0]}" if kind == "ees" else kind


def _add_quoted(table: pl.DataFrame, quoted: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Quoted figures fill what no release gives; where one does, they are not used."""
    if quoted.is_empty():
        return table, quoted
    keys = ["place", "time_period", "time_identifier"]
    held = table.filter(pl.col("value").is_not_null())
    used = quoted.join(held.select(keys).unique(), on=keys, how="anti")
    if used.is_empty():
        return table, used
    rest = table.join(used.select(keys), on=keys, how="anti")
    rows = used.with_columns(
        pl.lit(QUOTED_RELEASE).alias("release"), pl.lit(1, pl.Int8).alias("span_years")
    )
    filled = pl.concat(
        [rest, rows.select([name for name in FIGURES if name in rows.columns])],
        how="diagonal_relaxed",
    )
    return filled.select(list(FIGURES)).sort(["time_period", "as_at", "place"]), used
