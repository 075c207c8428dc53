"""Turns the text of a file's cells into dates, numbers, codes and Booleans, column by column."""

from __future__ import annotations

import polars as pl

from stocktake.sources.pupils.schema import Column

YES = ("Y", "YES", "TRUE", "T", "1")
NO = ("N", "NO", "FALSE", "F", "0")
ISO = "%Y-%m-%d"

DTYPES: dict[str, pl.DataType] = {
    "date": pl.Date(),
    "integer": pl.Int32(),
    "boolean": pl.Boolean(),
}
"""What each kind of column becomes; every other kind is text."""


def dtype_of(column: Column) -> pl.DataType:
    """The type that a column has in a frame."""
    return DTYPES.get(column.kind, pl.String())


def tidy_cell(cell: pl.Expr, source_dtype: pl.DataType) -> pl.Expr:
    """A cell as text without spaces around it; null where nothing is left."""
    if source_dtype == pl.Boolean:
        return pl.when(cell).then(pl.lit("Y")).when(~cell).then(pl.lit("N"))
    if source_dtype.is_temporal() and source_dtype != pl.Date:
        cell = cell.cast(pl.Date)
    if source_dtype.is_float():
        cell = pl.when(cell == cell.floor()).then(cell.cast(pl.Int64, strict=False)).otherwise(None)
    text = cell.cast(pl.String).str.strip_chars()
    return pl.when(text.str.len_bytes() > 0).then(text)


def parse_cell(text: pl.Expr, column: Column, *, date_format: str = ISO) -> pl.Expr:
    """What a tidied cell says; null where it cannot be read.

    Parameters
    ----------
    text : polars expression
        As ``tidy_cell`` returns it.
    column : Column
        Its ``kind`` says how to read.
    date_format : str
        Of the file's dates; one format for the whole file, so that no day is taken for a month.

    Returns
    -------
    polars expression
        Of the type ``dtype_of(column)``.

    Examples
    --------
    >>> frame = pl.DataFrame({"a": ["2023/24", "202324", "2023/25"]})
    >>> year = Column(name="a", kind="academic_year", meaning="")
    >>> frame.select(parse_cell(pl.col("a"), year))["a"].to_list()
    ['202324', '202324', None]
    """
    if column.kind == "date":
        return text.str.to_date(date_format, strict=False)
    if column.kind == "integer":
        whole = text.str.extract(r"^(-?[0-9]{1,9})(?:\.0+)?$", 1)
        return whole.cast(pl.Int32, strict=False)
    if column.kind == "boolean":
        upper = text.str.to_uppercase()
        return pl.when(upper.is_in(YES)).then(True).when(upper.is_in(NO)).then(False)
    if column.kind == "academic_year":
        return _academic_year(text)
    if column.kind == "month":
        return text.str.extract(r"^([12][0-9]{3}-(?:0[1-9]|1[0-2]))$", 1)
    if column.kind == "upn" or (column.kind == "code" and column.code_list):
        return text.str.to_uppercase()
    if column.kind == "postcode":
        return text.str.to_uppercase().str.replace_all(r"\s+", " ")
    if column.kind == "laestab":
        return text.str.replace_all(r"[/ -]", "")
    return text


def _academic_year(text: pl.Expr) -> pl.Expr:
    first = text.str.extract(r"^([12][0-9]{3})[/-]?([0-9]{2}|[12][0-9]{3})$", 1)
    second = text.str.extract(r"^([12][0-9]{3})[/-]?([0-9]{2}|[12][0-9]{3})$", 2)
    follows = (first.cast(pl.Int32) + 1) % 100 == second.str.slice(-2).cast(pl.Int32)
    century = (second.str.len_bytes() == 2) | (second.cast(pl.Int32) == first.cast(pl.Int32) + 1)
    return pl.when(follows & century).then(first + second.str.slice(-2))


def year_of_day(day: pl.Expr) -> pl.Expr:
    """The academic year, in six digits, that holds a day.

    Examples
    --------
    >>> from datetime import date
    >>> pl.DataFrame({"d": [date(2024, 8, 31), date(2024, 9, 1)]}).select(
    ...     year_of_day(pl.col("d")))["d"].to_list()
    ['202324', '202425']
    """
    first = day.dt.year() - (day.dt.month() < 9).cast(pl.Int32)
    last = ((first + 1) % 100).cast(pl.String).str.zfill(2)
    return first.cast(pl.String) + last


def first_day_of_year(time_period: pl.Expr) -> pl.Expr:
    """The first of September of an academic year in six digits."""
    return pl.date(time_period.str.slice(0, 4).cast(pl.Int32, strict=False), 9, 1)


def first_day_of_month(month: pl.Expr) -> pl.Expr:
    """The first day of a month such as ``2024-01``."""
    return (month + "-01").str.to_date(ISO, strict=False)


def day_of(column: Column) -> pl.Expr:
    """The day that a date, month or academic year column speaks of, the first where several."""
    cell = pl.col(column.name)
    if column.kind == "academic_year":
        return first_day_of_year(cell)
    return first_day_of_month(cell) if column.kind == "month" else cell
