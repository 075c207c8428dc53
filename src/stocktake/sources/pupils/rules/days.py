"""Days: plausible, not in the future, in the year of their row, ends after beginnings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from stocktake.sources.pupils.cells import day_of, first_day_of_year, year_of_day
from stocktake.sources.pupils.rules.model import Checked, Failing, rule

EARLIEST = date(1975, 1, 1)
LATEST = date(2099, 12, 31)
YOUNGEST, OLDEST = 2, 25
YEARS_OUT_OF_STEP = 2


@rule("R-020", f"a day lies between {EARLIEST.year} and {LATEST.year}")
def plausible(seen: Checked) -> Iterator[Failing]:
    """Typing slips such as the year 0202 or 2203."""
    for column in seen.layout.column:
        if column.kind in ("date", "month") and seen.has(column.name):
            yield column.name, ~day_of(column).is_between(EARLIEST, LATEST)


@rule("R-021", "what has happened does not lie in the future", needs_day=True)
def not_in_future(seen: Checked) -> Iterator[Failing]:
    """Births, marks, exclusions and predictions; a spell may end later than today."""
    happened = ("date_of_birth", "entry_date", "start_date", "made_on", "award_date", "month")
    names = happened + (("date",) if seen.table == "marks" else ())
    for column in seen.layout.column:
        if column.name in names and seen.has(column.name):
            yield column.name, day_of(column) > pl.lit(seen.as_of)


@rule("R-022", "a spell ends no earlier than it begins")
def ends_after_beginning(seen: Checked) -> Iterator[Failing]:
    """An empty end is a spell that lasts."""
    spell = seen.layout.spell or (("opened", "closed") if seen.table == "schools" else None)
    if spell and seen.has(*spell):
        yield spell[1], pl.col(spell[1]) < pl.col(spell[0])


@rule(
    "R-023",
    f"a pupil is {YOUNGEST} to {OLDEST} on the 31 August before the year",
    tables=("pupils",),
)
def plausible_age(seen: Checked) -> Iterator[Failing]:
    """Statistics count age on that day."""
    if seen.has("time_period", "date_of_birth"):
        yield "date_of_birth", ~_age().is_between(YOUNGEST, OLDEST)


@rule(
    "R-024",
    f"a pupil is taught within {YEARS_OUT_OF_STEP - 1} year of the group of the same age",
    severity="query",
    tables=("pupils",),
)
def year_fits_age(seen: Checked) -> Iterator[Failing]:
    """A query: pupils are taught out of step, and years are typed wrongly."""
    if seen.has("time_period", "date_of_birth", "nc_year"):
        group = pl.col("nc_year").replace({"R": "0"}).cast(pl.Int64, strict=False)
        yield "nc_year", (group - (_age() - 4)).abs() >= YEARS_OUT_OF_STEP


@rule("R-025", "a day lies in the academic year of its row")
def in_year(seen: Checked) -> Iterator[Failing]:
    """School days and predictions; an award may come with the results in August."""
    for name in ("date", "award_date", "made_on"):
        if seen.has("time_period", name):
            yield name, year_of_day(pl.col(name)) != pl.col("time_period")


def _age() -> pl.Expr:
    """Whole years on the 31 August before the academic year begins."""
    last = first_day_of_year(pl.col("time_period"))
    born = pl.col("date_of_birth")
    # Somebody born on or after 1 September has the birthday still to come.
    return last.dt.year() - born.dt.year() - (born.dt.month() >= 9).cast(pl.Int32)
