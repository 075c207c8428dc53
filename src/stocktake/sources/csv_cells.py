"""Reads the figures of a CSV file without metadata, and knows columns that are no figures."""

from __future__ import annotations

import re

import polars as pl

from stocktake.sources.csv_file import CsvFile
from stocktake.sources.csv_mapping import CsvMapping
from stocktake.sources.ees_file import LINE, rows_of
from stocktake.standards.errors import Fault
from stocktake.standards.missing import Missing, read_cell

POUNDS = "£"
_UPN = r"^[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]$"
_PERSONAL = re.compile(
    r"upn|uln|forename|surname|first ?name|last ?name|pupil ?name|date ?of ?birth|dob",
    re.IGNORECASE,
)


def pupil_columns(file: CsvFile) -> list[Fault]:
    """Columns of a person's number, name or birth: such a file is for ``stocktake pupils``."""
    faults = []
    for name, key in file.keys.items():
        is_number = file.data[key].str.contains(_UPN).any()
        words = re.sub(r"[^A-Za-z]+", " ", name).strip()
        if is_number or _PERSONAL.fullmatch(words):
            faults.append(
                Fault(file.at(1, name), "holds records of people", "a table of places",
                      "see stocktake pupils --help")
            )  # fmt: skip
    return faults


def read_number(text: str) -> tuple[float | None, str | None]:
    """Read a cell as ``standards.missing`` does; a pound sign may stand before the number.

    Raises
    ------
    ValueError
        The text is neither a number nor a symbol.

    Examples
    --------
    >>> read_number("£45,884"), read_number("-£5"), read_number("SUPP")
    ((45884.0, None), (-5.0, None), (None, 'c'))
    """
    return read_cell(re.sub(r"^(-?)£(?=[\d.])", r"\1", text))


def read_figures(
    file: CsvFile, rules: CsvMapping, location: str
) -> tuple[dict[str, pl.DataFrame], list[Fault]]:
    """What each text in a column of figures says.

    Returns
    -------
    figures : dict of str to polars.DataFrame
        By column: ``cell`` (null is blank), ``value``, ``missing``.
    faults : list of Fault
        One for each text that is neither a number nor a symbol of the mapping.
    """
    figures: dict[str, pl.DataFrame] = {}
    unknown: dict[str, tuple[int, str, int]] = {}
    symbols = {symbol.strip().lower(): meaning for symbol, meaning in rules.missing.items()}
    for item in rules.columns.figure:
        cells = file.data.group_by(pl.col(file.keys[item.column]).alias("cell")).agg(
            pl.col(LINE).min(), pl.len()
        )
        rows = []
        for text, line, count in cells.iter_rows():
            figure = _figure(text or "", symbols)
            if figure is None:
                first = min(unknown.get(text or "", (line, item.column, 0)), (line, item.column, 0))
                total = unknown.get(text or "", (0, "", 0))[2] + count
                unknown[text or ""] = (first[0], first[1], total)
            else:
                rows.append((text, *figure))
        schema = {"cell": pl.String(), "value": pl.Float64(), "missing": pl.String()}
        figures[item.column] = pl.DataFrame(rows, schema=schema, orient="row")
    in_order = sorted(unknown.items(), key=lambda pair: pair[1])
    return figures, [
        Fault(file.at(line, column),
              f"{text!r} is neither a number nor a symbol of {location} ({rows_of(count, 'cell')})",
              "a line under [missing], such as \"SUPP\" = \"c\"",
              "or put the column under ignored")
        for text, (line, column, count) in in_order
    ]  # fmt: skip


def _figure(text: str, symbols: dict[str, Missing]) -> tuple[float | None, str | None] | None:
    """Value and symbol of a text; None where the mapping does not say what it means."""
    symbol = symbols.get(text.lower())
    if symbol is not None:
        return None, symbol.value
    try:
        value, mark = read_number(text)
    except ValueError:
        return None
    return None if value is None else (value, mark)
