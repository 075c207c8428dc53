"""Rows together: the same thing twice, spells that overlap, too many days suspended."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from stocktake.sources.pupils.cells import year_of_day
from stocktake.sources.pupils.rules.model import Checked, Failing, rule

MOST_SESSIONS_SUSPENDED = 90


@rule("R-060", "a row stands once")
def said_once(seen: Checked) -> Iterator[Failing]:
    """Of rows that say the same the first is kept."""
    columns = _columns(seen)
    repeated = _repeated_keys(seen)
    if repeated is not None:
        yield seen.layout.key[0], repeated & ~pl.struct(columns).is_first_distinct()


@rule("R-061", "two rows about the same thing do not differ")
def no_contradiction(seen: Checked) -> Iterator[Failing]:
    """None of them is kept, since nobody can tell which is right."""
    repeated = _repeated_keys(seen)
    if repeated is not None:
        versions = pl.struct(_columns(seen)).n_unique().over(seen.layout.key)
        yield seen.layout.key[0], repeated & (versions > 1)


def _columns(seen: Checked) -> list[str]:
    return [column.name for column in seen.layout.column if seen.has(column.name)]


def _repeated_keys(seen: Checked) -> pl.Expr | None:
    """Which rows share their key; None where no row does, which one pass of hashes tells."""
    keys = list(seen.layout.key)
    if not seen.has(*keys) or not seen.hashes_repeat(tuple(keys)):
        return None
    whole = pl.all_horizontal(pl.col(key).is_not_null() for key in keys)
    return whole & pl.struct(keys).is_duplicated()


@rule(
    "R-062",
    "a former UPN belongs to one pupil, who no longer uses it in that year",
    tables=("pupils",),
)
def former_number_of_one(seen: Checked) -> Iterator[Failing]:
    """Otherwise two pupils would become one wherever their numbers are followed back."""
    if not seen.has("time_period", "upn", "former_upn"):
        return
    former = pl.col("former_upn")
    heirs = pl.col("upn").n_unique().over("time_period", "former_upn")
    in_use = seen.rows.select("time_period", former_upn="upn").drop_nulls().unique()
    used = (
        seen.rows.lazy()
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
    yield "former_upn", used


@rule(
    "R-030",
    "a pupil is at one school only, or the rolls say that two share the pupil",
    tables=("enrolments",),
)
def one_sole_roll(seen: Checked) -> Iterator[Failing]:
    """Spells of a sole or main enrolment do not overlap; changing school on one day is no overlap.

    The later spell fails: the pupil's first school is taken at its word.
    """
    if seen.has("upn", "entry_date", "leaving_date", "enrolment_status"):
        main = pl.col("enrolment_status").is_in(["C", "M"])
        yield "entry_date", _overlaps(seen, "entry_date", "leaving_date", ["upn"], only=main)


@rule(
    "R-031",
    "spells of the same kind do not overlap",
    severity="query",
    tables=("home_education", "social_care", "young_carers"),
)
def spells_apart(seen: Checked) -> Iterator[Failing]:
    """A query: the pupil is counted once all the same."""
    if seen.layout.spell and seen.has("upn", *seen.layout.spell):
        begins, ends = seen.layout.spell
        kind = ["upn", "status"] if seen.has("status") else ["upn"]
        yield begins, _overlaps(seen, begins, ends, kind)


def _overlaps(
    seen: Checked, begins: str, ends: str, of: list[str], *, only: pl.Expr | None = None
) -> pl.Series:
    """Rows that begin before an earlier spell of the same pupil has ended."""
    last = pl.col(ends).fill_null(pl.date(2999, 12, 31)).cast(pl.Int32)
    kept = only if only is not None else pl.lit(value=True)
    spells = (
        seen.rows.lazy()
        .select(*of, begins, last.alias("__last"), kept.alias("__kept"))
        .with_row_index("__at")
        .filter(pl.col("__kept") & pl.all_horizontal(pl.col(*of, begins).is_not_null()))
        .sort(*of, begins, "__at")
        .with_columns(__before=pl.col("__last").cum_max().shift(1).over(of))
        .filter(pl.col(begins).cast(pl.Int32) < pl.col("__before"))
        .select("__at")
        .collect()["__at"]
    )
    return pl.Series(range(seen.rows.height), dtype=pl.UInt32).is_in(spells.implode())


@rule(
    "R-074",
    "a pupil is suspended for at most 45 school days of an academic year",
    severity="query",
    tables=("exclusions",),
)
def forty_five_days(seen: Checked) -> Iterator[Failing]:
    """Across schools; a query, since it happened even where it should not have.

    Source: The School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012.
    """
    if seen.has("upn", "start_date", "sessions"):
        year = year_of_day(pl.col("start_date"))
        total = pl.col("sessions").sum().over("upn", year)
        yield "sessions", pl.col("sessions").is_not_null() & (total > MOST_SESSIONS_SUSPENDED)
