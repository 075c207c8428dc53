"""What an estimate is made from: a school's past results, its next cohort, its year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.schools.improvement.measures import period_of

Floats = NDArray[np.float64]

TYPICAL_COHORT = 30
LAST_YEARS_BACK = 4
"""The last result may be so many years old: there were none in 2020 to 2022."""
CONTEXT_YEARS_BACK = 3


@dataclass(frozen=True)
class ContextInput:
    """Something that is known of a cohort, or of its school, before the results.

    Parameters
    ----------
    name : str
        Of its column.
    measures : tuple of str
        Measures of school figures, the first that is held is used.
    years_back : int
        0 for what is known of the cohort itself; 1 for what was published of the year before.
        Where a school's figure of that year is missing, the latest of the two years before it is
        used unless ``years_back`` is 0 and ``is_needed``.
    is_needed : bool
        A school without it has no estimate.
    has_own_last : bool
        Whether the same of the last cohort with a result is an input too, and needed: from it
        follows what the school added to that cohort.
    """

    name: str
    measures: tuple[str, ...]
    years_back: int = 0
    is_needed: bool = False
    has_own_last: bool = False


@dataclass(frozen=True)
class Cases:
    """Schools with what is known of them, and what came.

    Parameters
    ----------
    school_urn : array of int
    names : tuple of str
        Of the columns.
    columns : array
        One row for each school.
    pupils : array
        Of the cohort; of the nearest year where that of the year is not known.
    result : array
        Distance to the national result; NaN where it is still to come.
    last, two_years : array
        The distance of the last result, and the mean of the results of the last two years; NaN
        where the year before the last has none.
    """

    school_urn: NDArray[np.int64]
    names: tuple[str, ...]
    columns: Floats
    pupils: Floats
    result: Floats
    last: Floats
    two_years: Floats

    def take(self, rows: NDArray[np.bool_]) -> Cases:
        """Only some of the schools."""
        return Cases(
            self.school_urn[rows],
            self.names,
            self.columns[rows],
            self.pupils[rows],
            self.result[rows],
            self.last[rows],
            self.two_years[rows],
        )


def build_cases(
    points: pl.DataFrame,
    figures: pl.DataFrame,
    *,
    target: int,
    last_year: int,
    inputs: Sequence[ContextInput],
    cohorts: Mapping[int, int] | None = None,
) -> Cases:
    """Put together what is known before the results of a summer.

    Parameters
    ----------
    points : polars.DataFrame
        As :func:`comparable_points` returns them. Results of the target year are used as what
        came, never as something known.
    figures : polars.DataFrame
        School figures under the same numbers as the points.
    target, last_year : int
        The summer to estimate, and that of the last results.
    inputs : sequence of ContextInput
    cohorts : mapping of int to int, optional
        Pupils of the cohort by school, where the school has said.

    Returns
    -------
    Cases
        Schools with a result in ``last_year`` and every needed input, by number.
    """
    wide = _history(points, last_year)
    target_rows = points.filter(pl.col("year") == target).select(
        "school_urn", result="distance", target_pupils="pupil_count"
    )
    wide = wide.join(target_rows, on="school_urn", how="left")
    for item in inputs:
        wide = _with_input(wide, figures, item, target)
        if item.has_own_last:
            wide = _with_input(wide, figures, item, last_year, suffix="_last")
    needed_columns = [item.name for item in inputs if item.is_needed]
    needed_columns += [f"{item.name}_last" for item in inputs if item.has_own_last]
    stated_cohorts = pl.DataFrame(
        {"school_urn": list(cohorts or {}), "stated": list((cohorts or {}).values())},
        schema={"school_urn": pl.Int64, "stated": pl.Int64},
    )
    wide = (
        wide.drop_nulls(needed_columns)
        .join(stated_cohorts, on="school_urn", how="left")
        .with_columns(pupils=pl.coalesce("stated", "target_pupils", "pupil_count"))
        .filter(pl.col("pupils") > 0)
        .sort("school_urn")
    )
    return _cases(wide, inputs)


def _history(points: pl.DataFrame, last_year: int) -> pl.DataFrame:
    """The last result, that of the year before, and the mean of up to three years before that."""
    past = points.filter(pl.col("year") <= last_year)

    def in_year(year: int, name: str) -> pl.DataFrame:
        return past.filter(pl.col("year") == year).select(
            "school_urn", pl.col("distance").alias(name)
        )

    older = (
        past.filter(pl.col("year") < last_year - 1, pl.col("year") >= last_year - 8)
        .sort("school_urn", "year")
        .group_by("school_urn")
        .agg(older=pl.col("distance").tail(3).mean())
    )
    return (
        past.filter(pl.col("year") == last_year)
        .select("school_urn", "pupil_count", last="distance")
        .filter(pl.col("pupil_count").is_not_null())
        .join(in_year(last_year - 1, "second"), on="school_urn", how="left")
        .join(older, on="school_urn", how="left")
    )


def _with_input(
    wide: pl.DataFrame, figures: pl.DataFrame, item: ContextInput, year: int, *, suffix: str = ""
) -> pl.DataFrame:
    """The input in standard deviations from the mean of all schools of its own year."""
    newest = year - item.years_back
    oldest = newest if item.is_needed or item.has_own_last else newest - CONTEXT_YEARS_BACK
    periods = [period_of(y) for y in range(oldest, newest + 1)]
    rank = pl.col("measure").replace_strict(
        {name: number for number, name in enumerate(item.measures)},
        default=None,
        return_dtype=pl.Int64,
    )
    mean, spread = pl.col("value").mean(), pl.col("value").std()
    name = f"{item.name}{suffix}"
    values = (
        figures.filter(
            pl.col("measure").is_in(list(item.measures)),
            pl.col("time_period").is_in(periods),
            pl.col("value").is_not_null(),
        )
        .join(wide.select("school_urn"), on="school_urn", how="semi")
        .with_columns(
            standard=((pl.col("value") - mean) / spread).over("measure", "time_period"), rank=rank
        )
        .sort("time_period", "rank", descending=[True, False])
        .unique("school_urn", keep="first", maintain_order=True)
        .select("school_urn", pl.col("standard").fill_nan(None).alias(name))
    )
    return wide.join(values, on="school_urn", how="left")


def _cases(wide: pl.DataFrame, inputs: Sequence[ContextInput]) -> Cases:
    pupils = wide["pupils"].to_numpy().astype(np.float64)
    small = np.sqrt(TYPICAL_COHORT / np.maximum(pupils, 1))
    names, columns = ["constant"], [np.ones(len(pupils))]
    for name in ("last", "second", "older"):
        values = wide[name].to_numpy().astype(np.float64)
        is_known = ~np.isnan(values)
        if not is_known.any():
            # A column that no school has would take its part of what the others say.
            continue
        values_or_0 = np.where(is_known, values, 0.0)
        names += [name, f"{name}_small"]
        columns += [values_or_0, values_or_0 * small]
        if name != "last":
            last = wide["last"].to_numpy().astype(np.float64)
            names += [f"last_without_{name}"]
            columns += [np.where(is_known, 0.0, last)]
    for item in inputs:
        for name in (item.name, f"{item.name}_last") if item.has_own_last else (item.name,):
            values = wide[name].to_numpy().astype(np.float64)
            is_known = ~np.isnan(values)
            if not is_known.any():
                continue
            names.append(name)
            columns.append(np.where(is_known, values, 0.0))
            if not item.is_needed:
                names.append(f"without_{name}")
                columns.append((~is_known).astype(np.float64))
    last = wide["last"].to_numpy().astype(np.float64)
    second = wide["second"].to_numpy().astype(np.float64)
    return Cases(
        wide["school_urn"].to_numpy(),
        tuple(names),
        np.column_stack(columns),
        pupils,
        wide["result"].to_numpy().astype(np.float64),
        last,
        (last + second) / 2,
    )
