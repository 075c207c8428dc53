"""Rows together: the same thing twice, spells that overlap, too many days suspended."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from stocktake.sources.pupils.cells import year_of_day
from stocktake.sources.pupils.rules.model import Failing, RuleContext, rule

MOST_SESSIONS_SUSPENDED = 90


@rule("R-060", "a row stands once")
def said_once(context: RuleContext) -> Iterator[Failing]:
    """Of rows that say the same the first is kept."""
    columns = _columns(context)
    repeats = _repeated_keys(context)
    if repeats is not None:
        yield context.layout.key[0], repeats & ~pl.struct(columns).is_first_distinct()


@rule("R-061", "two rows about the same thing do not differ")
def no_contradiction(context: RuleContext) -> Iterator[Failing]:
    """None of them is kept, since nobody can tell which is right."""
    repeats = _repeated_keys(context)
    if repeats is not None:
        versions = pl.struct(_columns(context)).n_unique().over(context.layout.key)
        yield context.layout.key[0], repeats & (versions > 1)


def _columns(context: RuleContext) -> list[str]:
    return [column.name for column in context.layout.column if context.has_columns(column.name)]


def _repeated_keys(context: RuleContext) -> pl.Expr | None:
    """Which rows share their key; None where no row does, which one pass of hashes tells."""
    keys = list(context.layout.key)
    if not context.has_columns(*keys) or not context.hashes_repeat(tuple(keys)):
        return None
    whole = pl.all_horizontal(pl.col(key).is_not_null() for key in keys)
    return whole & pl.struct(keys).is_duplicated()


@rule(
    "R-062",
    "a former UPN belongs to one pupil, who no longer uses it in that year",
    tables=("pupils",),
)
def former_number_of_one(context: RuleContext) -> Iterator[Failing]:
    """Otherwise two pupils would become one wherever their numbers are followed back."""
    if not context.has_columns("time_period", "upn", "former_upn"):
        return
    former = pl.col("former_upn")
    heirs = pl.col("upn").n_unique().over("time_period", "former_upn")
    in_use = context.rows.select("time_period", former_upn="upn").drop_nulls().unique()
    former_numbers = (
        context.rows.lazy()
        .select("time_period", "former_upn")
        .join(
            in_use.lazy().with_columns(__used=pl.lit(value=True)),
            on=["time_period", "former_upn"],
            how="left",
            maintain_order="left",
        )
        .select(pl.col("__used").fill_null(value=False))
        .collect()["__used"]
    )
    yield "former_upn", former.is_not_null() & (heirs > 1)
    yield "former_upn", former_numbers


@rule(
    "R-030",
    "a pupil is at one school only, or the rolls say that two share the pupil",
    tables=("enrolments",),
)
def one_sole_roll(context: RuleContext) -> Iterator[Failing]:
    """Spells of a sole or main enrolment do not overlap; changing school on one day is no overlap.

    The later spell fails: the pupil's first school is taken at its word.
    """
    if context.has_columns("upn", "entry_date", "leaving_date", "enrolment_status"):
        main = pl.col("enrolment_status").is_in(["C", "M"])
        yield "entry_date", _overlaps(context, "entry_date", "leaving_date", ["upn"], only=main)


@rule(
    "R-031",
    "spells of the same kind do not overlap",
    severity="query",
    tables=("home_education", "social_care", "young_carers"),
)
def spells_apart(context: RuleContext) -> Iterator[Failing]:
    """A query: the pupil is counted once all the same."""
    if context.layout.spell and context.has_columns("upn", *context.layout.spell):
        start_column, ends = context.layout.spell
        kind = ["upn", "status"] if context.has_columns("status") else ["upn"]
        yield start_column, _overlaps(context, start_column, ends, kind)


def _overlaps(
    context: RuleContext,
    start_column: str,
    ends: str,
    of: list[str],
    *,
    only: pl.Expr | None = None,
) -> pl.Series:
    """Rows that begin before an earlier spell of the same pupil has ended."""
    last = pl.col(ends).fill_null(pl.date(2999, 12, 31)).cast(pl.Int32)
    considered_rows = only if only is not None else pl.lit(value=True)
    spells = (
        context.rows.lazy()
        .select(*of, start_column, last.alias("__last"), considered_rows.alias("__kept"))
        .with_row_index("__at")
        .filter(pl.col("__kept") & pl.all_horizontal(pl.col(*of, start_column).is_not_null()))
        .sort(*of, start_column, "__at")
        .with_columns(__before=pl.col("__last").cum_max().shift(1).over(of))
        .filter(pl.col(start_column).cast(pl.Int32) < pl.col("__before"))
        .select("__at")
        .collect()["__at"]
    )
    return pl.Series(range(context.rows.height), dtype=pl.UInt32).is_in(spells.implode())


@rule(
    "R-074",
    "a pupil is suspended for at most 45 school days of an academic year",
    severity="query",
    tables=("exclusions",),
)
def forty_five_days(context: RuleContext) -> Iterator[Failing]:
    """Across schools; a query, since it happened even where it should not have.

    Source: The School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012.
    """
    if context.has_columns("upn", "start_date", "sessions"):
        year = year_of_day(pl.col("start_date"))
        total = pl.col("sessions").sum().over("upn", year)
        yield "sessions", pl.col("sessions").is_not_null() & (total > MOST_SESSIONS_SUSPENDED)
