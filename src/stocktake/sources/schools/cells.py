"""Reads columns of printed cells as figures: number, or the reason for which there is none."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from stocktake.sources.csv_cells import read_number
from stocktake.standards.missing import Missing

VALUE, SYMBOL = "value", "symbol"
_UNKNOWN = {"text": pl.String, "place": pl.Int64, "count": pl.UInt32}


def plain_numbers(text: pl.Expr) -> pl.Expr:
    """The numbers of cells that hold nothing but digits, a point and a sign; null otherwise."""
    number = text.cast(pl.Float64, strict=False)
    # "inf" and "nan" are words to a reader, and numbers to a computer.
    return pl.when(number.is_finite()).then(number)


def read_texts(
    texts: pl.Series, extra: Mapping[str, Missing]
) -> dict[str, tuple[float | None, str | None]]:
    """What each text says that is no plain number: ``66.2%``, ``£45,884``, ``SUPP``, ``12.3 u``.

    Parameters
    ----------
    texts : polars.Series
        Distinct printed cells, none of them blank.
    extra : mapping of str to Missing
        Texts that this table alone has.

    Returns
    -------
    dict of str to tuple
        Figure and symbol; a text that says nothing known is left out.
    """
    symbols = {text.casefold(): symbol for text, symbol in extra.items()}
    meanings: dict[str, tuple[float | None, str | None]] = {}
    for text in texts:
        symbol = symbols.get(text.strip().casefold())
        if symbol is not None:
            meanings[text] = (None, symbol.value)
            continue
        try:
            meanings[text] = read_number(text)
        except ValueError:
            continue
    return meanings


def read_figures(
    table: pl.DataFrame, column: str, extra: Mapping[str, Missing]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read one column of printed cells.

    Parameters
    ----------
    table : polars.DataFrame
    column : str
        Name of a text column of it; blank is null.
    extra : mapping of str to Missing

    Returns
    -------
    figures : polars.DataFrame
        ``value`` and ``symbol``, in the order of the rows; a blank cell has the symbol ``-``.
    unknown : polars.DataFrame
        ``text``, ``place`` (from 0) of its first cell and ``count``, of each text that is neither
        a number nor a symbol.
    """
    text = table.get_column(column)
    value = table.select(plain_numbers(pl.col(column))).to_series()
    is_other = value.is_null() & text.is_not_null()
    texts = text.filter(is_other).unique().sort()
    meanings = read_texts(texts, extra)
    value = value.fill_null(_mapped(text, {t: number for t, (number, _) in meanings.items()}))
    symbol = _mapped(text, {t: mark for t, (_, mark) in meanings.items()}, pl.String())
    figures = pl.DataFrame({VALUE: value, SYMBOL: symbol}).with_columns(
        pl.when(text.is_null())
        .then(pl.lit(Missing.NO_REASON.value))
        .otherwise(SYMBOL)
        .alias(SYMBOL)
    )
    return figures, _unknown(text, [t for t in texts if t not in meanings])


def _mapped(
    text: pl.Series, meanings: Mapping[str, object], kind: pl.DataType | None = None
) -> pl.Series:
    kind = kind or pl.Float64()
    by_text = {t: meaning for t, meaning in meanings.items() if meaning is not None}
    if not by_text:
        return pl.repeat(None, text.len(), dtype=kind, eager=True)
    return text.replace_strict(by_text, default=None, return_dtype=kind)


def _unknown(text: pl.Series, unknown_texts: list[str]) -> pl.DataFrame:
    if not unknown_texts:
        # As in nearly every column: its cells need not be counted.
        return pl.DataFrame(schema=_UNKNOWN)
    return (
        pl.DataFrame({"text": text, "place": pl.int_range(text.len(), eager=True)})
        .filter(pl.col("text").is_in(unknown_texts))
        .group_by("text")
        .agg(pl.col("place").min(), pl.len().alias("count"))
        .sort("place")
    )
