"""What changes for pupils between primary and secondary school, by the grade of the schools."""

from __future__ import annotations

import polars as pl

from stocktake.schools.inspections.grade_measures import GOOD_GRADES
from stocktake.schools.inspections.share import GradeShare
from stocktake.schools.inspections.share_rows import PHASE
from stocktake.standards.errors import UsageError

PRIMARY, SECONDARY = "primary", "secondary"


def transition_change(share: GradeShare) -> pl.DataFrame:
    """How the share of pupils in good schools differs between secondary and primary schools.

    It compares the pupils of a place's primaries with those of its secondaries in one year, which
    stands for the step from year 6 to year 7 as far as pupils stay in the place and year groups
    are of a size. Give ``share_by_grade`` the counts of year 6 and year 7, where they are held, to
    compare just these.

    Returns
    -------
    polars.DataFrame
        The columns grouped by but the phase; ``primary_percent``, ``secondary_percent``,
        ``change_points`` (secondary less primary) and, as the bounds that schools not yet rated
        leave open, ``lowest_change_points`` and ``highest_change_points``. Null where a place has
        no pupils in one of the phases.

    Raises
    ------
    UsageError
        The share is not by phase, or there is no measure on its day.
    """
    if share.measure is None:
        raise UsageError(f"there is no share of pupils by grade: {share.reason}")
    if PHASE not in share.rows.columns:
        raise UsageError("the share is not by phase; group it by counted_phase")
    keys = share.rows.columns[: share.rows.columns.index("grade")]
    keys.remove(PHASE)
    by_phase = [_good(share, phase, keys) for phase in (PRIMARY, SECONDARY)]
    if keys:
        both_phases = by_phase[0].join(
            by_phase[1], on=keys, how="full", coalesce=True, nulls_equal=True
        )
    else:
        both_phases = pl.concat(by_phase, how="horizontal")
    low, high = "primary_percent", "secondary_percent"
    both_phases = both_phases.with_columns(
        change_points=pl.col(high) - pl.col(low),
        # Of schools without a grade all could be good, or none.
        lowest_change_points=pl.col(high) - pl.col(low) - pl.col("primary_open"),
        highest_change_points=pl.col(high) + pl.col("secondary_open") - pl.col(low),
    )
    changes = both_phases.drop("primary_open", "secondary_open")
    return changes.sort(keys) if keys else changes


def _good(share: GradeShare, phase: str, keys: list[str]) -> pl.DataFrame:
    rows = share.rows.filter(pl.col(PHASE) == phase)
    grades = GOOD_GRADES[share.measure or "overall_grade"]
    percent = pl.col("pupils_percent")
    is_open = pl.col("percent_of_rated").is_null()
    sums = (
        percent.filter(pl.col("grade").is_in(grades)).sum().alias(f"{phase}_percent"),
        percent.filter(is_open).sum().alias(f"{phase}_open"),
    )
    return rows.group_by(keys).agg(*sums) if keys else rows.select(*sums)
