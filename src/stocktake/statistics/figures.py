"""Gives the figures of an indicator, as known on a date, each with the release it came from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.sources.neighbours import NEIGHBOURS
from stocktake.sources.reading import SERIES
from stocktake.standards.errors import UsageError
from stocktake.standards.released import Basis, Released
from stocktake.statistics.gather import FIGURES, add_quoted, gather
from stocktake.statistics.indicators import from_series, load_indicators, unknown_indicator
from stocktake.statistics.quoted import QUOTED
from stocktake.statistics.schema import Indicator, SeriesUse
from stocktake.statistics.store import Release, Warehouse, is_local

__all__ = ["FIGURES", "Figures", "Located", "Statistics"]


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
        return Released(
            self.table, tuple(map(self._basis, self.table["release"].unique().sort().to_list()))
        )

    def _basis(self, release: str) -> Basis:
        located = self.locate(release, None)
        held = self.releases.get(release)
        if held is not None:
            return held.basis(located.locator)
        return Basis("published", located.release, located.sha256, located.locator)

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
        own: Path | None = None,
        quoted: pl.DataFrame | None = None,
        local: Mapping[str, Indicator] | None = None,
        streams: Collection[str] | None = None,
    ) -> None:
        self.warehouse = warehouse
        self.streams = streams
        self.as_of = as_of
        self.own = own
        self.local = dict(local or {})
        self._quoted = pl.DataFrame(schema=QUOTED) if quoted is None else quoted
        self._cache: dict[tuple[str, str], Figures] = {}

    @cached_property
    def every_release(self) -> list[Release]:
        """All releases held, whenever they became known."""
        return self._used(self.warehouse.releases()) if self.warehouse else []

    @cached_property
    def releases(self) -> list[Release]:
        """The releases known on the day."""
        return self._used(self.warehouse.known_on(self.as_of)) if self.warehouse else []

    def _used(self, releases: Sequence[Release]) -> list[Release]:
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
    def series(self) -> pl.DataFrame:
        """The series listed by the known releases, one row each."""
        return _listed(self.releases)

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
            # A series that no known release lists yet is no mistake: its figures come later.
            rows = self.series.filter(pl.col("series") == name)
            if rows.is_empty():
                rows = _listed(self.every_release).filter(pl.col("series") == name)
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
            table, quoted = add_quoted(gather(uses, self.releases), self._quoted_for(uses))
            releases = self._named_in(table)
            self._cache[key] = Figures(name, group, indicator, table, quoted, releases, definition)
        return self._cache[key]

    def counted(self, name: str, group: str = "all") -> Figures:
        """The figures for which the counts behind them are known, best source first.

        The preferred series of an indicator may publish its rate alone while another publishes
        numerator and denominator too; only these can be added up. A count adds up by itself.
        """
        indicator, definition = self.indicator(name)
        known = pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()
        if indicator.unit in ("count", "pounds"):
            known = pl.col("value").is_not_null()
        table = gather(_uses(name, indicator, group), self.releases, known=known)
        quoted = pl.DataFrame(schema=QUOTED)
        releases = self._named_in(table)
        return Figures(name, group, indicator, table, quoted, releases, definition)

    def _named_in(self, table: pl.DataFrame) -> dict[str, Release]:
        named = set(table["release"].unique().to_list())
        return {release.id: release for release in self.releases if release.id in named}

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


def _listed(releases: list[Release]) -> pl.DataFrame:
    tables = [table for release in releases if (table := release.series()).height]
    if not tables:
        return pl.DataFrame(schema=SERIES)
    return pl.concat(tables, how="diagonal").unique("series", keep="last", maintain_order=True)


def _uses(name: str, indicator: Indicator, group: str) -> tuple[SeriesUse, ...]:
    if group == "all":
        return indicator.series
    for known in indicator.group:
        if known.id == group:
            return known.series
    ids = ", ".join(["all", *(known.id for known in indicator.group)])
    raise UsageError(f"{name} has no group {group!r}; its groups are {ids}")
