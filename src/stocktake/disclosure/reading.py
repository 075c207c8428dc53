"""Reads a table's rows as cells, with their symbols, and merges the same cell of two tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf, isfinite
from typing import Any

from stocktake.disclosure.cells import Cell, CellId, State
from stocktake.disclosure.structure import Dimension, Measure, Table
from stocktake.standards.errors import Fault, InputError, nearest
from stocktake.standards.missing import Missing, read_cell

ROUNDS_TO_ZERO = (Missing.LOW, Missing.LOW_SENSITIVE)


def read_cells(
    tables: Sequence[Table], faults: list[Fault]
) -> tuple[dict[CellId, Cell], set[CellId]]:
    """Every cell of the tables, once, and those that some table marks as confidential.

    Parameters
    ----------
    tables : sequence of Table
    faults : list of Fault
        Grows by everything that cannot be read; no figure is quoted.

    Returns
    -------
    cells : dict of CellId to Cell
        In the order in which they first come; ratios among them.
    marked : set of CellId
        Cells with the symbol ``c`` in at least one table.
    """
    cells: dict[CellId, Cell] = {}
    marked_cells: set[CellId] = set()
    for table in tables:
        if not _columns_are_there(table, faults):
            continue
        rows_by_cell: dict[CellId, int] = {}
        for row, cell in _table_cells(table, faults):
            location = f"{table.name}: row {row}"
            if cell.id in rows_by_cell:
                faults.append(
                    Fault(
                        location, f"{cell.id} is there twice, first in row {rows_by_cell[cell.id]}"
                    )
                )
                continue
            rows_by_cell[cell.id] = row
            if cell.state == "hidden":
                marked_cells.add(cell.id)
            earlier_cell = cells.get(cell.id)
            merged_cell = cell if earlier_cell is None else _merge_cells(earlier_cell, cell)
            if merged_cell is None:
                problem = f"{cell.id} has another figure in an earlier table"
                faults.append(Fault(location, problem, "the same cell to be the same figure"))
            else:
                cells[cell.id] = merged_cell
    return cells, marked_cells


def refuse_missing_columns(tables: Sequence[Table]) -> None:
    """Refuse tables without a column that their structures name.

    Raises
    ------
    InputError
        With each of them.
    """
    faults: list[Fault] = []
    for table in tables:
        _columns_are_there(table, faults)
    if faults:
        raise InputError("the table has not all the columns that its structure names", faults)


def _columns_are_there(table: Table, faults: list[Fault]) -> bool:
    present = table.frame.columns
    requests: list[tuple[str, str]] = []
    for dimension in table.structure.dimension:
        requests.append((f"dimension {dimension.id}", dimension.column))
    for measure in table.structure.measure:
        of = f"measure {measure.id}"
        column_names = (measure.column, measure.symbol, measure.contributors, *measure.largest)
        requests.extend((of, name) for name in column_names if name)
    missing = [(of, name) for of, name in requests if name not in present]
    for of, name in missing:
        problem = f"no column {name!r}, which its structure names for the {of}"
        faults.append(Fault(table.name, problem, "", nearest(name, present)))
    return not missing


def _table_cells(table: Table, faults: list[Fault]) -> Iterator[tuple[int, Cell]]:
    structure = table.structure
    unknown: set[tuple[str, str]] = set()
    for row, values in enumerate(table.frame.iter_rows(named=True), start=1):
        location = f"{table.name}: row {row}"
        place, period = structure.place, structure.period
        items: list[tuple[str, str]] = []
        readable = True
        for dimension in structure.dimension:
            item = values[dimension.column]
            if item is None:
                faults.append(Fault(location, f"no item in {dimension.column}", "an item"))
                readable = False
                continue
            item = str(item)
            _check_item(dimension, item, table.name, unknown, faults)
            if dimension.id == "place":
                place = item
            elif dimension.id == "period":
                period = item
            elif item != dimension.total:
                items.append((dimension.id, item))
        if not readable:
            continue
        item_key = tuple(sorted(items))
        for measure in structure.measure:
            if measure.column:
                identity = CellId(measure.id, structure.population, place, period, item_key)
                cell = _cell(identity, measure, values, location, faults)
                if cell is not None:
                    yield row, cell


def _check_item(
    dimension: Dimension, item: str, name: str, unknown: set[tuple[str, str]], faults: list[Fault]
) -> None:
    """An item outside the hierarchy makes every sum of it doubtful; said once for each item."""
    if dimension.split and item not in dimension.items and (dimension.id, item) not in unknown:
        unknown.add((dimension.id, item))
        problem = f"{dimension.column} holds {item!r}, which the structure's {dimension.id} lacks"
        hint = nearest(item, dimension.items) or "add it to the structure"
        faults.append(Fault(name, problem, "", hint))


def _cell(
    identity: CellId, measure: Measure, row: dict[str, Any], location: str, faults: list[Fault]
) -> Cell | None:
    raw = row[measure.column]
    try:
        value, symbol = _figure(raw, row[measure.symbol] if measure.symbol else None)
    except ValueError:
        problem = f"{measure.column} is neither a number nor a known symbol"
        faults.append(Fault(location, problem, "a figure, or a symbol such as c"))
        return None
    if value is None and symbol in (None, Missing.NO_REASON):
        problem = f"{measure.column} has neither a figure nor a symbol"
        faults.append(Fault(location, problem, "c where it is confidential, z, x or low otherwise"))
        return None
    if value is not None and _impossible(value, measure):
        kind = "a whole number of zero or more" if measure.unit == "count" else "a figure"
        faults.append(Fault(location, f"{measure.column} is impossible for a {measure.unit}", kind))
        return None
    state: State = "shown"
    lower, upper = (0.0 if (measure.minimum or 0.0) >= 0 else -inf), inf
    if value is None:
        state = "hidden" if symbol == Missing.CONFIDENTIAL else "unknown"
        if symbol in ROUNDS_TO_ZERO and measure.unit == "count":
            reach = measure.rounded_to or inf
            # What is rounded by chance goes to the multiple below from less than the base.
            lower, upper = 1.0, float(reach if measure.rounding == "nearest" else reach - 1)
    elif measure.withheld:
        state = "withheld"
    elif measure.rounded_to:
        state = "rounded"
        reach = measure.rounded_to / 2 if measure.rounding == "nearest" else measure.rounded_to - 1
        lower, upper = max(0.0, value - reach), value + reach
        if value == 0 and measure.rounding == "random":
            # Whatever else goes to none is printed as low, so that a zero is one.
            upper = 0.0
    behind = row[measure.contributors] if measure.contributors else None
    return Cell(
        identity,
        state,
        value,
        lower,
        upper,
        whole=measure.unit == "count",
        contributors_count=None if behind is None else int(behind),
        largest=tuple(float(row[name]) for name in measure.largest if row[name] is not None),
    )


def _figure(raw: object, symbol: object) -> tuple[float | None, str | None]:
    if raw is None:
        return read_cell(str(symbol)) if symbol else (None, None)
    if isinstance(raw, str):
        return read_cell(raw)
    value = float(str(raw))
    if not isfinite(value):
        raise ValueError("not a figure")
    return value, None


def _impossible(value: float, measure: Measure) -> bool:
    if measure.unit == "count":
        return value < 0 or value != int(value)
    if measure.unit == "percent":
        return not 0 <= value <= 100
    return False


def _merge_cells(one: Cell, second: Cell) -> Cell | None:
    """Two tables' word on one cell; None where they contradict each other."""
    strength = {"shown": 4, "withheld": 3, "rounded": 2, "hidden": 1, "unknown": 0}
    best, less = sorted((one, second), key=lambda cell: strength[cell.state], reverse=True)
    if best.value is not None and less.value is not None:
        if less.state == "rounded":
            if not less.lower <= best.upper or not best.lower <= less.upper:
                return None
            if best.state != "rounded" and not less.lower <= best.value <= less.upper:
                return None
        elif abs(best.value - less.value) > 1e-9:
            return None
    lower, upper = max(best.lower, less.lower), min(best.upper, less.upper)
    if best.value is not None and best.state != "rounded":
        lower, upper = best.lower, best.upper
    behind = best.contributors_count
    return replace(
        best,
        lower=lower,
        upper=upper,
        contributors_count=less.contributors_count if behind is None else behind,
        largest=best.largest or less.largest,
    )
