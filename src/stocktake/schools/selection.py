"""One figure for each school, period, measure and group: rows through numbers and stages."""

from __future__ import annotations

import polars as pl

STAGES = {"provisional": 0, "revised": 1, "final": 2}
KEYS = ("school_urn", "measure", "time_period", "group")
FEW_VALUES = ("measure", "time_period", "group", "symbol", "stage", "release")
"""Columns of few distinct texts, kept as categories: a country's table in a quarter of the room."""

FEWEST_PUPILS = 6
"""Results of fewer pupils are never shown, whatever a file holds."""

SMALL_COHORT = "small"
"""Our own mark: the file has a figure, of one to five pupils, and we do not show it."""


def select_figures(figures: pl.DataFrame, identities: pl.DataFrame) -> pl.DataFrame:
    """Choose one row for each school, period, measure and group.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns of ``SCHOOL_FIGURES``: one row for each number, period, measure and group.
    identities : polars.DataFrame
        ``school_urn`` and ``identity_urn``.

    Returns
    -------
    polars.DataFrame
        The columns of ``figures``, with ``school_urn`` the newest number and ``published_urn`` the
        number in the file. Where a school changed its number within a year and both numbers have
        the figure, the row with a figure or a reason is used, then the later stage, then that of
        the newest number. A figure of one to five pupils is taken out, with its count, and marked
        ``small``.
    """
    # Under the same name, so that what nobody else holds is freed on the way.
    figures = figures.with_columns(pl.col(name).cast(pl.Categorical) for name in FEW_VALUES)
    figures = _follow(figures, identities)
    # Only a school that had several numbers can have a figure twice.
    several = figures.with_row_index("row_id").filter(
        pl.col("school_urn").is_in(_several_numbers(identities).implode())
    )
    surplus = _surplus(several)
    if surplus.len():
        figures = figures.with_row_index("row_id")
        figures = figures.filter(~pl.col("row_id").is_in(surplus.implode())).drop("row_id")
    is_small = (pl.col("pupil_count") > 0) & (pl.col("pupil_count") < FEWEST_PUPILS)
    hide = is_small.fill_null(value=False)
    return figures.with_columns(
        *(
            pl.when(~hide).then(pl.col(name)).alias(name)
            for name in ("value", "lower", "upper", "pupil_count")
        ),
        symbol=pl.when(hide & pl.col("value").is_not_null())
        .then(pl.lit(SMALL_COHORT, dtype=pl.Categorical))
        .otherwise("symbol"),
    )


def _several_numbers(identities: pl.DataFrame) -> pl.Series:
    """The newest numbers of schools that had others before."""
    changed_numbers = identities.filter(pl.col("school_urn") != pl.col("identity_urn"))
    return changed_numbers["identity_urn"].unique()


def _surplus(rows: pl.DataFrame) -> pl.Series:
    """Rows that yield to another of the same figure."""
    repeated_rows = rows.filter(pl.struct(*KEYS).is_duplicated())
    says_something = pl.col("value").is_not_null() | (
        pl.col("symbol").is_not_null() & (pl.col("symbol") != "-")
    )
    stage = pl.col("stage").cast(pl.String).replace_strict(STAGES, default=0, return_dtype=pl.Int8)
    best = repeated_rows.sort(
        says_something,
        stage,
        pl.col("published_urn") == pl.col("school_urn"),
        pl.col("release").cast(pl.String),
    ).unique(KEYS, keep="last")
    return repeated_rows.join(best, on="row_id", how="anti")["row_id"]


def _follow(figures: pl.DataFrame, identities: pl.DataFrame) -> pl.DataFrame:
    changed_numbers = identities.filter(pl.col("school_urn") != pl.col("identity_urn"))
    published = figures.with_columns(published_urn="school_urn")
    if changed_numbers.is_empty():
        return published
    newest = pl.col("school_urn").replace_strict(
        changed_numbers["school_urn"], changed_numbers["identity_urn"], default=pl.col("school_urn")
    )
    return published.with_columns(school_urn=newest)
