"""Places pupils by their school, and counts them by its grade."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from stocktake.schools.inspections.inspections import URN
from stocktake.schools.register.places import counted_phase, is_state_funded

LA, PHASE, GROUP, WARD = "la_code", "counted_phase", "group", "ward"
PHASES = ("nursery", "primary", "secondary", "special", "alternative provision")
COUNTS = ("school_count", "pupil_count", "carried_pupil_count")


def place_pupils(
    pupils: pl.DataFrame, schools: pl.DataFrame, by: Sequence[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Pupils with the place and phase of their school, and those whose school has none."""
    columns = [name for name in by if name not in (GROUP, PHASE)]
    state = counted_phase(schools).select(URN, PHASE, *columns, is_state=is_state_funded())
    counted_rows = pupils if GROUP in by else pupils.filter(pl.col(GROUP) == "all")
    counted_rows = counted_rows.filter(pl.col("pupil_count") > 0)
    joined_rows = counted_rows.join(state, on=URN, how="left")
    is_out = pl.col("is_state").not_().fill_null(value=False)
    after_16 = pl.col(PHASE) == "16 plus"
    joined_rows = joined_rows.filter(~is_out & ~after_16.fill_null(value=False))
    has_phase = pl.col(PHASE).is_in(PHASES).fill_null(value=False)
    unplaced = joined_rows.filter(~has_phase & (pl.col(GROUP) == "all"))
    return joined_rows.filter(has_phase), unplaced


def count_shares(
    rows: pl.DataFrame, by: Sequence[str], classes: Sequence[str], last: str
) -> pl.DataFrame:
    """The pupils of each class by some columns; ``last`` is the class without a grade."""
    keys = list(by)
    counts = rows.group_by(*keys, "grade").agg(
        pl.col(URN).n_unique().alias("school_count"),
        pl.col("pupil_count").sum(),
        pl.col("pupil_count").filter(pl.col("is_carried")).sum().alias("carried_pupil_count"),
    )
    return complete_shares(counts, by, classes, last)


def complete_shares(
    counts: pl.DataFrame, by: Sequence[str], classes: Sequence[str], last: str
) -> pl.DataFrame:
    """Counts of each class with its percentages, the classes without pupils among them."""
    keys = list(by)
    order = pl.DataFrame(
        {"grade": list(classes), "order": range(len(classes))},
        schema={"grade": pl.String, "order": pl.Int32},
    )
    # A class with no pupils is shown with none, so that every place has the same rows.
    cells = counts.select(keys).unique().join(order, how="cross") if keys else order
    cells = cells.join(counts, on=[*keys, "grade"], how="left", nulls_equal=True)
    cells = cells.with_columns(pl.col(*COUNTS).fill_null(0).cast(pl.Int64))
    total = pl.col("pupil_count").sum().over(keys) if keys else pl.col("pupil_count").sum()
    rated_count = pl.when(pl.col("grade") != last).then(pl.col("pupil_count"))
    rated = rated_count.sum().over(keys) if keys else rated_count.sum()
    return (
        cells.with_columns(
            pupils_percent=100 * pl.col("pupil_count") / total,
            percent_of_rated=pl.when(rated > 0).then(100 * rated_count / rated),
        )
        .sort(*keys, "order", nulls_last=True)
        .select(*keys, "grade", *COUNTS[:2], "pupils_percent", "percent_of_rated", COUNTS[2])
    )  # fmt: skip


def no_rows(by: Sequence[str]) -> pl.DataFrame:
    """The columns of a share without a row."""
    columns = {**dict.fromkeys(by, pl.String()), "grade": pl.String()}
    counts = dict.fromkeys(COUNTS, pl.Int64())
    percents = dict.fromkeys(("pupils_percent", "percent_of_rated"), pl.Float64())
    return pl.DataFrame(schema={**columns, **counts, **percents})
