"""Every figure known of one indicator and group, and where each is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl

from stocktake.standards.periods import Period
from stocktake.standards.released import Basis, Released
from stocktake.statistics.figure_notes import FigureKey, read_figure_notes
from stocktake.statistics.gather import PERIOD
from stocktake.statistics.schema import Indicator
from stocktake.statistics.store import Release, is_local


@dataclass(frozen=True)
class FigureSource:
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


class PlaceRows(Mapping[str, dict[str, Any]]):
    """The rows of one period by place; places are looked up, and a row read, when asked for.

    Of the figures of every place and period a judgement reads those of one place in a few
    periods, and of a few places to compare with.

    Parameters
    ----------
    table : polars.DataFrame
        The latest of several dated returns for a place, which stands last, counts.
    """

    def __init__(self, table: pl.DataFrame) -> None:
        self.table = table
        self._rows: dict[str, dict[str, Any]] = {}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each place's row."""
        return {place: number for number, place in enumerate(self.table["place"].to_list())}

    @property
    def has_figure(self) -> bool:
        """Whether any place has a figure."""
        return self.table["value"].null_count() < self.table.height

    def __getitem__(self, place: str) -> dict[str, Any]:
        if place not in self._rows:
            self._rows[place] = self.table.row(self.numbers[place], named=True)
        return self._rows[place]

    def __contains__(self, place: object) -> bool:
        return place in self.numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)


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
    quoted_figures : polars.DataFrame
        Columns ``QUOTED_COLUMNS``: positions that a plan quotes where the other authorities'
        figures are not held. Empty where none.
    releases : dict of str to Release
        The releases that ``table`` names, by id.
    definition : str
        The definition file used, for the record; empty for a series without one.
    """

    indicator_id: str
    group: str
    indicator: Indicator
    table: pl.DataFrame
    quoted_figures: pl.DataFrame
    releases: Mapping[str, Release]
    definition: str = ""

    @cached_property
    def by_period(self) -> dict[tuple[str, str, int], PlaceRows]:
        """Rows by period (time_period, time_identifier, span_years), then by place.

        A judgement asks for thousands of single figures; a filter for each would take seconds.
        The latest of several dated returns for a place stands.
        """
        columns = [self.table[name] for name in PERIOD]
        return {
            tuple(column[first] for column in columns): PlaceRows(
                self.table.slice(first, end - first)
            )
            for first, end in pairwise(_run_bounds(columns))
        }

    @property
    def latest(self) -> pl.DataFrame:
        """The table with, of several dated returns for a place and period, the last alone."""
        if self.table["as_at"].null_count() == self.table.height:
            return self.table
        return self.table.unique([*PERIOD, "place"], keep="last", maintain_order=True)

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
        match = self.releases.get(release)
        if match is not None:
            return match.basis(located.locator)
        return Basis("published", located.release, located.sha256, located.locator)

    @cached_property
    def _notes(self) -> dict[FigureKey, tuple[str, ...]]:
        return read_figure_notes(self.table, self.releases)

    @property
    def has_notes(self) -> bool:
        """Whether anything was noted of any of its figures."""
        return bool(self._notes)

    def notes(self, place: str, period: Period) -> tuple[str, ...]:
        """What was noted of a figure when its file was read, each as a clause."""
        return self._notes.get((place, period.time_period, period.time_identifier), ())

    def locate(self, release: str, row: int | None) -> FigureSource:
        """Where one figure is written: release, digest, file and row."""
        match = self.releases.get(release)
        if match is not None:
            files, digest = match.provenance.files[0], match.provenance.file_sha256
        elif self.quoted_figures.height:
            files, digest = self.quoted_figures["file"][0], self.quoted_figures["sha256"][0]
        else:
            files, digest = release, ""
        return FigureSource(release, digest, f"{files}, row {row}" if row else files)


def _run_bounds(columns: Sequence[pl.Series]) -> list[int]:
    """Where each run of the same values begins, and where the last one ends."""
    height = len(columns[0])
    if not height:
        return []
    is_change = np.zeros(height - 1, dtype=bool)
    for column in columns:
        if column.min() != column.max():
            is_change |= (column.slice(1) != column.slice(0, height - 1)).to_numpy()
    return [0, *(np.flatnonzero(is_change) + 1).tolist(), height]
