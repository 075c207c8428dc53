"""Days: plausible, not in the future, in the year of their row, ends after beginnings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from stocktake.sources.pupils.cells import day_of, first_day_of_year, year_of_day
from stocktake.sources.pupils.rules.model import Failing, RuleContext, rule

EARLIEST = date(1975, 1, 1)
LATEST = date(2099, 12, 31)
YOUNGEST, OLDEST = 2, 25
YEARS_OUT_OF_STEP = 2


@rule("R-020", f"a day lies between {EARLIEST.year} and {LATEST.year}")
def plausible(context: RuleContext) -> Iterator[Failing]:
    """Typing slips such as the year 0202 or 2203."""
    for column in context.layout.column:
        if column.kind in ("date", "month") and context.has_columns(column.name):
            yield column.name, ~day_of(column).is_between(EARLIEST, LATEST)


@rule("R-021", "what has happened does not lie in the future", needs_day=True)
def not_in_future(context: RuleContext) -> Iterator[Failing]:
    """Births, marks, exclusions and predictions; a spell may end later than today."""
    happened = ("date_of_birth", "entry_date", "start_date", "made_on", "award_date", "month")
    names = happened + (("date",) if context.table == "marks" else ())
    for column in context.layout.column:
        if column.name in names and context.has_columns(column.name):
            yield column.name, day_of(column) > pl.lit(context.as_of)


@rule("R-022", "a spell ends no earlier than it begins")
def ends_after_beginning(context: RuleContext) -> Iterator[Failing]:
    """An empty end is a spell that lasts."""
    spell = context.layout.spell or (("opened", "closed") if context.table == "schools" else None)
    if spell and context.has_columns(*spell):
        yield spell[1], pl.col(spell[1]) < pl.col(spell[0])


@rule(
    "R-023",
    f"a pupil is {YOUNGEST} to {OLDEST} on the 31 August before the year",
    tables=("pupils",),
)
def plausible_age(context: RuleContext) -> Iterator[Failing]:
    """Statistics count age on that day."""
    if context.has_columns("time_period", "date_of_birth"):
        yield "date_of_birth", ~_age().is_between(YOUNGEST, OLDEST)


@rule(
    "R-024",
    f"a pupil is taught within {YEARS_OUT_OF_STEP - 1} year of the group of the same age",
    severity="query",
    tables=("pupils",),
)
def year_fits_age(context: RuleContext) -> Iterator[Failing]:
    """A query: pupils are taught out of step, and years are typed wrongly."""
    if context.has_columns("time_period", "date_of_birth", "nc_year"):
        group = pl.col("nc_year").replace({"R": "0"}).cast(pl.Int64, strict=False)
        yield "nc_year", (group - (_age() - 4)).abs() >= YEARS_OUT_OF_STEP


@rule("R-025", "a day lies in the academic year of its row")
def in_year(context: RuleContext) -> Iterator[Failing]:
    """School days and predictions; an award may come with the results in August."""
    for name in ("date", "award_date", "made_on"):
        if context.has_columns("time_period", name):
            yield name, year_of_day(pl.col(name)) != pl.col("time_period")


def _age() -> pl.Expr:
    """Whole years on the 31 August before the academic year begins."""
    last = first_day_of_year(pl.col("time_period"))
    birth_date = pl.col("date_of_birth")
    # Somebody born on or after 1 September has the birthday still to come.
    return last.dt.year() - birth_date.dt.year() - (birth_date.dt.month() >= 9).cast(pl.Int32)
