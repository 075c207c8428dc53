"""Checks on what the data file says: repeated rows, and cells that are no plain number."""

from __future__ import annotations

import polars as pl

from stocktake.sources.ees_file import rows_of
from stocktake.sources.ees_screened import EesFile
from stocktake.standards.errors import Fault

OLD_SYMBOLS = ("", ":", "~")
NULL_SYMBOLS = ("NULL", "Null", "null", "NA", "na")
LEGACY_SYMBOLS = ("N/A", "n/a", ".", "..", "-")

SHOWN_LINES = 6
SHOWN_NAMES = 3


def unclear(file: EesFile) -> list[Fault]:
    """Rows of one place, period and set of filter items say one thing."""
    telling = file.repeats.telling
    cause = "no column tells them apart: a filter is missing from the file"
    if telling:
        columns = ", ".join(file.column_name(key) for key in telling)
        cause = f"they differ in {columns}, which the meta file does not list as a filter"
    return [
        Fault(
            f"{file.name}: lines {', '.join(map(str, lines[:SHOWN_LINES]))}",
            "are the same place, period and filters with different figures",
            "one row",
            cause,
        )
        for lines in file.repeats.unclear
    ]


def names_apart(file: EesFile) -> list[Fault]:
    """A code has one name; where rows of two names would clash, each name is a place of its own."""
    return [
        Fault(
            file.at(line, column),
            f"{place!r} has {len(names)} names: {', '.join(names[:SHOWN_NAMES])}; "
            "each is kept as a place of its own",
        )
        for place, column, line, names in file.split_places
    ]


def left_out_rows(file: EesFile) -> list[Fault]:
    """Rows that were left out: written twice, or parts labelled as the total."""
    repeats = file.repeats
    kinds = (
        (repeats.identical, "repeating an earlier row figure for figure; left out"),
        (
            repeats.parts,
            "labelled as the total, but another row is the total that they add up to; left out",
        ),
    )
    faults = []
    for lines, problem in kinds:
        if lines:
            line_list = ", ".join(map(str, sorted(lines)[:SHOWN_LINES]))
            more = f" and {len(lines) - SHOWN_LINES} more" if len(lines) > SHOWN_LINES else ""
            location = f"{file.name}: line{'s' * (len(lines) > 1)} {line_list}{more}"
            faults.append(Fault(location, f"{rows_of(len(lines))} {problem}"))
    return faults


def no_symbol(file: EesFile) -> list[Fault]:
    """Every cell of an indicator is a number or a symbol that stands for a missing one."""
    unknown = file.symbols.filter(~pl.col("known"))
    faults = []
    for (column,), rows in unknown.group_by("column", maintain_order=True):
        text, line = rows.select("text", "first").row(0)
        others_clause = f", and {rows.height - 1} other text(s)" if rows.height > 1 else ""
        faults.append(
            Fault(
                file.at(line, str(column)),
                f"{_short(text)!r} is neither a number nor a symbol "
                f"({rows_of(int(rows['rows'].sum()))}{others_clause})",
                "a number, or one of z x c low k u",
                f"is {str(column)!r} an indicator?",
            )
        )
    return faults


def old_symbol(file: EesFile) -> list[Fault]:
    """Blanks and the symbols ``:`` and ``~``."""
    return _symbols(file, OLD_SYMBOLS)


def null_symbol(file: EesFile) -> list[Fault]:
    """NULL and NA."""
    return _symbols(file, NULL_SYMBOLS)


def legacy_symbol(file: EesFile) -> list[Fault]:
    """``.``, ``..``, ``-`` and N/A."""
    return _symbols(file, LEGACY_SYMBOLS)


def formatted(file: EesFile) -> list[Fault]:
    """Numbers with thousands separators, a per cent sign or a mark of low reliability."""
    odd_figures = file.symbols.filter(pl.col("value").is_not_null())
    faults = []
    for (column,), rows in odd_figures.group_by("column", maintain_order=True):
        cells = rows_of(int(rows["rows"].sum()))
        problem = f"{rows['text'][0]!r} is read as {rows['value'][0]:g} ({cells})"
        faults.append(Fault(file.at(rows["first"][0], str(column)), problem))
    return faults


def _symbols(file: EesFile, texts: tuple[str, ...]) -> list[Fault]:
    symbol_cells = file.symbols.filter(pl.col("text").is_in(list(texts)) & pl.col("known"))
    faults = []
    for (text,), rows in symbol_cells.group_by("text", maintain_order=True):
        line, column = rows.select("first", "column").row(0)
        name = repr(text) if text else "a blank"
        meaning = rows["missing"][0]
        cells = rows_of(int(rows["rows"].sum()), "cell")
        faults.append(
            Fault(
                file.at(line, column),
                f"{name} stands for a missing figure ({cells} in "
                f"{rows_of(rows.height, 'column')}); read as {meaning!r}",
            )
        )
    return faults


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"
