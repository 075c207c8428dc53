"""What is printed of a table: the figures that may leave, symbols for the others, nothing besides.

Columns that the structure does not name, numerators behind printed percentages and the number of
contributors stay inside; so does the order of the rows, which may be the order of the figures.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from stocktake.disclosure.cells import CellId, Problem
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.structure import Measure, Structure, Table
from stocktake.standards.missing import Missing, read_cell
from stocktake.standards.rounding import round_half_up

if TYPE_CHECKING:
    import polars as pl

SYMBOL = "_symbol"
"""How the column of symbols next to a column of figures ends."""


def printed_structure(structure: Structure, policy: Policy) -> Structure:
    """The structure of what is printed: what an outsider may know of the table.

    Parameters
    ----------
    structure : Structure
        Of the table inside.
    policy : Policy
        Where its method is to round, counts are said to be rounded to its base.
    """
    needed_columns = {
        name
        for measure in structure.measure
        if not measure.withheld
        for name in (measure.numerator, measure.denominator)
    }
    measures = [
        _printed_measure(measure, policy)
        for measure in structure.measure
        if not measure.withheld or measure.id in needed_columns
    ]
    return structure.model_copy(update={"measure": tuple(measures)})


def attacked_structure(structure: Structure) -> Structure:
    """The same without percentages of rounded counts: they say no more than the counts do."""
    if not any(measure.rounded_to for measure in structure.measure):
        return structure
    counts = tuple(measure for measure in structure.measure if not measure.is_ratio)
    return structure.model_copy(update={"measure": counts})


def figure_columns(structure: Structure) -> tuple[str, ...]:
    """The columns of a printed table that hold figures, not items."""
    measures = structure.measure
    return tuple(measure.column for measure in measures if measure.column and not measure.withheld)


def printed_frame(
    table: Table,
    problem: Problem,
    hidden_cells: Collection[CellId],
    *,
    rounded_values: Mapping[CellId, int] | None = None,
) -> pl.DataFrame:
    """The rows as they may leave.

    Parameters
    ----------
    table : Table
        The table inside.
    problem : Problem
        Made of it.
    hidden_cells : collection of CellId
        Printed as ``c``.
    rounded_values : mapping of CellId to int, optional
        What counts are rounded to; percentages are then worked out from these.

    Returns
    -------
    polars DataFrame
        The dimensions' columns, and for each measure its column and ``<column>_symbol``; sorted by
        the dimensions.
    """
    import polars as pl

    structure = table.structure
    measures = [measure for measure in structure.measure if measure.column and not measure.withheld]
    columns = [dimension.column for dimension in structure.dimension]
    ratios = {ratio.id: ratio.value for ratio in problem.ratios}
    rows = []
    for values in table.frame.iter_rows(named=True):
        row: dict[str, Any] = {column: str(values[column]) for column in columns}
        base = identity(structure, values)
        for measure in measures:
            name = base.measuring(measure.id)
            value = ratios.get(name) if measure.is_ratio else _value(problem, name)
            symbol = None if value is not None else _symbol(values, measure)
            if name in hidden_cells:
                value, symbol = None, Missing.CONFIDENTIAL.value
            elif value is not None and rounded_values is not None:
                value, symbol = _rounded_text(name, measure, value, rounded_values)
            if value is not None and measure.decimals is not None:
                value = round_half_up(value, measure.decimals)
            row[measure.column] = value
            row[f"{measure.column}{SYMBOL}"] = symbol
        rows.append(row)
    schema: dict[str, Any] = dict.fromkeys(columns, pl.String)
    for measure in measures:
        schema[measure.column] = pl.Int64 if measure.unit == "count" else pl.Float64
        schema[f"{measure.column}{SYMBOL}"] = pl.String
    counts = [measure.column for measure in measures if measure.unit == "count"]
    for row in rows:
        row |= {column: int(row[column]) for column in counts if row[column] is not None}
    # Sorted before they are a frame, where a name such as "*" would be taken for a pattern.
    rows.sort(key=lambda row: [row[column] for column in columns])
    return pl.DataFrame(rows, schema=schema)


def identity(structure: Structure, row: Mapping[str, Any]) -> CellId:
    """The cell of a row, but for its measure."""
    place, period, items = structure.place, structure.period, []
    for dimension in structure.dimension:
        item = str(row[dimension.column])
        if dimension.id == "place":
            place = item
        elif dimension.id == "period":
            period = item
        elif item != dimension.total:
            items.append((dimension.id, item))
    return CellId("", structure.population, place, period, tuple(sorted(items)))


def csv_text(frame: pl.DataFrame) -> str:
    """The printed rows as a CSV file, symbols in the cells, as the open data standard has it."""
    import polars as pl

    figures = [name for name in frame.columns if f"{name}{SYMBOL}" in frame.columns]
    other_columns = [name for name in frame.columns if name.removesuffix(SYMBOL) not in figures]
    other_columns = [name for name in frame.columns if name in figures or name in other_columns]
    # Names stay out of the expression, where one such as "*" would be taken for a pattern.
    printed_columns = {
        name: frame[name]
        .alias("figure")
        .cast(pl.String)
        .fill_null(frame[f"{name}{SYMBOL}"].alias("symbol"))
        if name in figures
        else frame[name]
        for name in other_columns
    }
    return pl.DataFrame(printed_columns).write_csv(line_terminator="\n")


def read_csv_text(data: bytes) -> pl.DataFrame:
    """What :func:`csv_text` wrote, or another table like it: every cell as text.

    The header is read as a row, since Polars keeps quotation marks that stand in a name twice.

    Raises
    ------
    polars.exceptions.PolarsError
        It is no such table, or names a column twice.
    """
    import polars as pl

    rows = pl.read_csv(data, infer_schema=False, has_header=False)
    names = ["" if name is None else name for name in rows.row(0)]
    columns = [column.alias("") for column in rows.slice(1)]
    return pl.DataFrame(columns, schema=names)


def _printed_measure(measure: Measure, policy: Policy) -> Measure:
    replacements: dict[str, Any] = {"symbol": "", "contributors": "", "largest": ()}
    if measure.withheld:
        replacements["column"] = ""
    elif policy.method == "round" and measure.unit == "count":
        replacements |= {"rounded_to": policy.rounding_base, "rounding": "random"}
    return measure.model_copy(update=replacements)


def _value(problem: Problem, name: CellId) -> float | None:
    place = problem.position.get(name)
    return None if place is None else problem.cells[place].value


def _symbol(row: Mapping[str, Any], measure: Measure) -> str:
    """Why an inner table has no figure (a percentage of nobody)."""
    raw = row[measure.column]
    text = raw if isinstance(raw, str) else row.get(measure.symbol)
    _, symbol = read_cell(None if text is None else str(text))
    return str(symbol)


def _rounded_text(
    name: CellId, measure: Measure, value: float, rounded_values: Mapping[CellId, int]
) -> tuple[float | None, str | None]:
    if not measure.is_ratio:
        figure = rounded_values[name]
        return (None, Missing.LOW.value) if figure == 0 and value else (float(figure), None)
    above = rounded_values.get(name.measuring(measure.numerator))
    below = rounded_values.get(name.measuring(measure.denominator))
    if above is None or not below:
        return None, Missing.NOT_APPLICABLE.value
    share = min(100.0, measure.scale * above / below)
    return share, None


__all__ = [
    "SYMBOL",
    "attacked_structure",
    "csv_text",
    "figure_columns",
    "identity",
    "printed_frame",
    "printed_structure",
    "read_csv_text",
]
