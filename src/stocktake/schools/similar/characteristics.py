"""The characteristics of all schools of a phase as one matrix, each of one stated year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.schools.similar.definition import Characteristic, SimilarVersion


@dataclass(frozen=True)
class CharacteristicTable:
    """What is held of the characteristics of one set.

    Parameters
    ----------
    schools : array of int
        Numbers of the schools that have at least one value.
    population_count : int
        Open schools of the phase, with values or without.
    characteristics : tuple of Characteristic
        Those that are held.
    periods : tuple of str
        The academic year of each.
    not_held : tuple of Characteristic
        Those that are not held for enough schools in any year near enough.
    values : array
        One row per school, one column per characteristic; not-a-number where missing.
    """

    schools: NDArray[np.int64]
    population_count: int
    characteristics: tuple[Characteristic, ...]
    periods: tuple[str, ...]
    not_held: tuple[Characteristic, ...]
    values: NDArray[np.float64]

    @property
    def vintage(self) -> str:
        """The year of the newest characteristic; empty where none is held."""
        return max(self.periods, default="")


def characteristic_table(
    figures: pl.DataFrame,
    details: pl.DataFrame,
    version: SimilarVersion,
    phase: str,
    *,
    minimum_share: float | None = None,
    until: str | None = None,
) -> CharacteristicTable:
    """Collect the characteristics of the open mainstream schools of a phase.

    Parameters
    ----------
    figures : polars.DataFrame
        One row per school, period, measure and group.
    details : polars.DataFrame
        What each school is.
    version : SimilarVersion
        The characteristics.
    phase : str
        ``primary`` or ``secondary``; all-through schools are in both.
    minimum_share : float, optional
        A year of a characteristic counts as held where at least this share of the schools has a
        value; by default the version's own.
    until : str, optional
        The last academic year to use, such as ``201617``; by default all that is held.

    Returns
    -------
    CharacteristicTable
        Each characteristic in the newest year in which it is held, at most ``oldest_years`` before
        the newest of all: so that two schools are never compared on different years.
    """
    share = version.minimum_share_of_schools if minimum_share is None else minimum_share
    population = details.filter(
        pl.col("is_open")
        & (pl.col("sector") == "mainstream")
        & ((pl.col("counted_phase") == phase) | pl.col("is_all_through"))
    ).select("school_urn")
    measures = [entry.measure for entry in version.characteristic]
    rows = figures.filter(
        pl.col("measure").is_in(measures) & (pl.col("group") == "all") & pl.col("value").is_finite()
    ).join(population, on="school_urn", how="semi")
    if until is not None:
        rows = rows.filter(pl.col("time_period").cast(pl.String) <= until)
    periods = _newest_periods(rows, population.height, share, version.oldest_years)
    characteristics = tuple(entry for entry in version.characteristic if entry.measure in periods)
    not_held = tuple(entry for entry in version.characteristic if entry.measure not in periods)
    columns = [
        rows.filter(pl.col("measure") == name, pl.col("time_period") == periods[name])
        for name in (entry.measure for entry in characteristics)
    ]
    chosen_rows = pl.concat(columns) if columns else rows.clear()
    schools = np.sort(chosen_rows["school_urn"].unique().to_numpy())
    values = np.full((len(schools), len(characteristics)), np.nan)
    for index, column in enumerate(columns):
        position = np.searchsorted(schools, column["school_urn"].to_numpy())
        values[position, index] = column["value"].to_numpy()
    return CharacteristicTable(
        schools=schools,
        population_count=population.height,
        characteristics=characteristics,
        periods=tuple(periods[entry.measure] for entry in characteristics),
        not_held=not_held,
        values=values,
    )


def _newest_periods(
    rows: pl.DataFrame, population_count: int, share: float, oldest_years: int
) -> dict[str, str]:
    counts = (
        rows.group_by("measure", "time_period")
        .agg(school_count=pl.len())
        .with_columns(pl.col("measure", "time_period").cast(pl.String))
    )
    enough = counts.filter(pl.col("school_count") >= max(share * population_count, 1))
    newest = dict(enough.group_by("measure").agg(pl.col("time_period").max()).iter_rows())
    if not newest:
        return {}
    first = int(max(newest.values())[:4]) - oldest_years
    return {measure: period for measure, period in newest.items() if int(period[:4]) >= first}
