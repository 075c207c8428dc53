"""Returns the figures of an indicator, as known on a date, each with the release it came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.sources.neighbours import NEIGHBOURS
from stocktake.standards.errors import UsageError
from stocktake.statistics.gather import FIGURES, add_quoted, distinct, gather, gather_at_once
from stocktake.statistics.indicator_figures import Figures, FigureSource
from stocktake.statistics.indicators import from_series, load_indicators, unknown_indicator
from stocktake.statistics.quoted import QUOTED_COLUMNS
from stocktake.statistics.release_series import kinds_of_year, list_series
from stocktake.statistics.schema import Indicator, SeriesUse
from stocktake.statistics.store import Release, Warehouse, is_local

__all__ = ["FIGURES", "Figures", "FigureSource", "Statistics"]


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
    quoted_figures : polars.DataFrame, optional
        Figures that the plan itself carries (columns of ``QUOTED_COLUMNS``); used for a period only
        where no release has a figure for that place.
    local : mapping of str to Indicator, optional
        The plan's local indicators, by ``local:<id>``.
    streams : collection of str, optional
        Streams of local returns to use, such as ``{"local-eastmere"}``; by default all that the
        warehouse holds. Two places that share a warehouse name their own.

    Examples
    --------
    >>> from datetime import date
    >>> Statistics(as_of=date(2026, 11, 22)).indicator("progress-8")[0].better
    'higher'
    """

    def __init__(
        self,
        warehouse: Warehouse | None = None,
        *,
        as_of: date,
        own_folder: Path | None = None,
        quoted_figures: pl.DataFrame | None = None,
        local: Mapping[str, Indicator] | None = None,
        streams: Collection[str] | None = None,
    ) -> None:
        self.warehouse = warehouse
        self.streams = streams
        self.as_of = as_of
        self.own_folder = own_folder
        self.local = dict(local or {})
        self._quoted_figures = (
            pl.DataFrame(schema=QUOTED_COLUMNS) if quoted_figures is None else quoted_figures
        )
        self._cache: dict[tuple[str, str], Figures] = {}
        self._definitions: dict[str, tuple[Indicator, str]] = {}

    @cached_property
    def every_release(self) -> list[Release]:
        """All releases held, whenever they became known."""
        return self._releases_for(self.warehouse.releases()) if self.warehouse else []

    @cached_property
    def releases(self) -> list[Release]:
        """The releases known on the day."""
        return self._releases_for(self.warehouse.known_on(self.as_of)) if self.warehouse else []

    def _releases_for(self, releases: Sequence[Release]) -> list[Release]:
        return [
            release
            for release in releases
            if self.streams is None or not is_local(release) or release.source in self.streams
        ]

    @cached_property
    def neighbours(self) -> pl.DataFrame:
        """Statistical neighbours of every vintage held.

        The vintage, not the day on which its file became known, says which list applies, so
        lists published later are there to choose from; of several releases of one list the last
        stands.
        """
        latest = {
            release.source: table
            for release in self.every_release
            if (table := release.table("neighbours")) is not None
        }
        return pl.concat([pl.DataFrame(schema=NEIGHBOURS), *latest.values()])

    @cached_property
    def neighbour_vintages(self) -> list[int]:
        """The years of the lists of statistical neighbours held."""
        return self.neighbours["vintage"].unique().to_list()

    @cached_property
    def series(self) -> pl.DataFrame:
        """The series listed by the known releases, one row each."""
        return list_series(self.releases)

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
        if name not in self._definitions:
            self._definitions[name] = self._define(name)
        return self._definitions[name]

    def _define(self, name: str) -> tuple[Indicator, str]:
        if name in self.local:
            return self.local[name], ""
        if ":" in name:
            # A series that no known release lists yet is no mistake: its figures come later.
            row = self._series_rows.get(name) or self._every_series_row.get(name)
            if row is None:
                raise unknown_indicator(name, self.own_folder)
            return from_series(row, self._kind_of_year(name)), ""
        definitions = load_indicators(self.own_folder, only=[name])
        if name not in definitions:
            raise unknown_indicator(name, self.own_folder)
        return definitions[name].value, definitions[name].path

    @cached_property
    def _series_rows(self) -> dict[str, dict[str, Any]]:
        return {row["series"]: row for row in self.series.iter_rows(named=True)}

    @cached_property
    def _every_series_row(self) -> dict[str, dict[str, Any]]:
        return {row["series"]: row for row in list_series(self.every_release).iter_rows(named=True)}

    def _kind_of_year(self, series: str) -> str:
        """The kind of year in which most of a series' periods are; academic where none is known."""
        return self._kinds_of_year.get(series, "Academic year")

    @cached_property
    def _kinds_of_year(self) -> dict[str, str]:
        """Read once for all series: a plan may name hundreds without a definition."""
        return kinds_of_year(self.releases or self.every_release)

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
            self.figures_at_once([key])
        return self._cache[key]

    def figures_at_once(self, keys: Iterable[tuple[str, str]]) -> list[Figures]:
        """The figures of several indicators and groups, as ``figures`` returns them one by one.

        A plan of many targets asks for hundreds of series: each release is read once for all.

        Parameters
        ----------
        keys : iterable of tuple of str
            Indicator and group.

        Raises
        ------
        UsageError
            Unknown indicator or group.
        """
        keys = list(keys)
        uses = {
            (name, group): _uses(name, self.indicator(name)[0], group)
            for name, group in keys
            if (name, group) not in self._cache
        }
        for key, table in gather_at_once(uses, self.releases).items():
            self._cache[key] = self._figures_of(*key, table, uses[key])
        return [self._cache[key] for key in keys]

    def _figures_of(
        self, name: str, group: str, table: pl.DataFrame, uses: tuple[SeriesUse, ...]
    ) -> Figures:
        indicator, definition = self.indicator(name)
        table, quoted_figures = add_quoted(table, self._quoted_for(uses))
        return Figures(
            name, group, indicator, table, quoted_figures, self._named_in(table), definition
        )

    def counts(self, name: str, group: str = "all") -> Figures:
        """The figures for which the counts behind them are known, best source first.

        The preferred series of an indicator may publish its rate alone while another publishes
        numerator and denominator too; only these can be added up. A count adds up by itself.
        """
        indicator, definition = self.indicator(name)
        is_complete = pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()
        if indicator.unit in ("count", "pounds"):
            is_complete = pl.col("value").is_not_null()
        table = gather(_uses(name, indicator, group), self.releases, known_filter=is_complete)
        quoted_figures = pl.DataFrame(schema=QUOTED_COLUMNS)
        releases = self._named_in(table)
        return Figures(name, group, indicator, table, quoted_figures, releases, definition)

    def _named_in(self, table: pl.DataFrame) -> dict[str, Release]:
        release_ids = distinct(table["release"])
        return {release.id: release for release in self.releases if release.id in release_ids}

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
        if self._quoted_figures.is_empty():
            return None
        quoted_rows = self._quoted_figures.filter(
            pl.col("series").is_in(names)
            & (pl.col("place") == place)
            & (pl.col("time_period") == time_period)
            & pl.col("value").is_not_null()
            & (pl.col("known_on") > self.as_of)
        )
        return quoted_rows["known_on"].min() if quoted_rows.height else None  # type: ignore[return-value]

    def _quoted_for(self, uses: tuple[SeriesUse, ...]) -> pl.DataFrame:
        if self._quoted_figures.is_empty():
            return self._quoted_figures
        names = [use.series for use in uses]
        return self._quoted_figures.filter(
            pl.col("series").is_in(names) & (pl.col("known_on") <= self.as_of)
        )


def _uses(name: str, indicator: Indicator, group: str) -> tuple[SeriesUse, ...]:
    if group == "all":
        return indicator.series
    for subgroup in indicator.group:
        if subgroup.id == group:
            return subgroup.series
    ids = ", ".join(["all", *(subgroup.id for subgroup in indicator.group)])
    raise UsageError(f"{name} has no group {group!r}; its groups are {ids}")
