"""How the rows of a pupil table lie in the store: what names a year, what is kept apart."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import polars as pl

from stocktake.sources.pupils.cells import first_day_of_month, year_of_day
from stocktake.sources.pupils.schema import Layout

PUPIL = "pupil"
BIRTH = "date_of_birth"


def year_of_rows(layout: Layout) -> pl.Expr:
    """The academic year under which a row is kept; empty where its table has none.

    A spell is kept under the year in which it begins.
    """
    name = layout.spell[0] if layout.spell else layout.year_column
    column = layout.get(name)
    if column is None:
        return pl.lit("")
    if column.kind == "academic_year":
        return pl.col(name)
    day = first_day_of_month(pl.col(name)) if column.kind == "month" else pl.col(name)
    return year_of_day(day)


def attribute_columns(layout: Layout) -> list[pl.Expr]:
    """What measures may read of a row: no identifier, and of a birth the month.

    The day of birth is kept with the identifiers. What stands here is the first of the month,
    which leaves age on 31 August and term of birth as they were.
    """
    names = [column.name for column in layout.column if not column.identifier]
    expressions: list[pl.Expr] = [pl.col(name) for name in names]
    if layout.get(BIRTH) is not None:
        expressions.append(pl.col(BIRTH).dt.month_start())
    return [pl.col(PUPIL), *expressions] if has_pupils(layout) else expressions


def identifier_columns(layout: Layout) -> list[pl.Expr]:
    """Who a pupil is, besides the pseudonym."""
    names = [column.name for column in layout.column if column.identifier]
    return [pl.col(PUPIL), pl.col("time_period"), *map(pl.col, names)]


def has_pupils(layout: Layout) -> bool:
    """Whether the rows of a table are about pupils."""
    return layout.get("upn") is not None


def holds_identifiers(layout: Layout) -> bool:
    """Whether a table says more of who a pupil is than the UPN."""
    return any(column.identifier and column.name != "upn" for column in layout.column)


def sort_order(layout: Layout) -> list[str]:
    """An order that says nothing: rows in the order of a register tell who comes before whom."""
    key = [PUPIL if name == "upn" else name for name in layout.key]
    return sorted(key, key=lambda name: name != PUPIL)


def lasting_in(layout: Layout, years: Collection[str]) -> pl.Expr:
    """Rows of spells that touch any of some academic years."""
    start_column, ends = (pl.col(name) for name in layout.spell or ("", ""))
    touches = pl.lit(value=False)
    for year in years:
        first, last = days_of(year)
        touches = touches | ((start_column <= last) & (ends.is_null() | (ends >= first)))
    return touches


def days_of(year: str) -> tuple[date, date]:
    """First and last day of an academic year in six digits.

    Examples
    --------
    >>> [str(day) for day in days_of("202324")]
    ['2023-09-01', '2024-08-31']
    """
    first = int(year[:4])
    return date(first, 9, 1), date(first + 1, 8, 31)
