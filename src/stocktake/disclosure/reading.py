"""Reads a table's rows as cells, with their symbols, and merges the same cell of two tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf, isfinite
from typing import Any

from stocktake.disclosure.cells import Cell, CellId, State
from stocktake.disclosure.structure import Dimension, Measure, Table
from stocktake.standards.errors import Fault, nearest
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
    marked: set[CellId] = set()
    for table in tables:
        if not _columns_are_there(table, faults):
            continue
        seen: dict[CellId, int] = {}
        for row, cell in _table_cells(table, faults):
            where = f"{table.name}: row {row}"
            if cell.id in seen:
                faults.append(
                    Fault(where, f"{cell.id} is there twice, first in row {seen[cell.id]}")
                )
                continue
            seen[cell.id] = row
            if cell.state == "hidden":
                marked.add(cell.id)
            known = cells.get(cell.id)
            merged = cell if known is None else _merged(known, cell)
            if merged is None:
                what = f"{cell.id} has another figure in an earlier table"
                faults.append(Fault(where, what, "the same cell to be the same figure"))
            else:
                cells[cell.id] = merged
    return cells, marked


def _columns_are_there(table: Table, faults: list[Fault]) -> bool:
    present = table.frame.columns
    asked: list[tuple[str, str]] = []
    for dimension in table.structure.dimension:
        asked.append((f"dimension {dimension.id}", dimension.column))
    for measure in table.structure.measure:
        of = f"measure {measure.id}"
        named = (measure.column, measure.symbol, measure.contributors, *measure.largest)
        asked.extend((of, name) for name in named if name)
    missing = [(of, name) for of, name in asked if name not in present]
    for of, name in missing:
        what = f"no column {name!r}, which its structure names for the {of}"
        faults.append(Fault(table.name, what, "", nearest(name, present)))
    return not missing


def _table_cells(table: Table, faults: list[Fault]) -> Iterator[tuple[int, Cell]]:
    structure = table.structure
    unknown: set[tuple[str, str]] = set()
    for row, values in enumerate(table.frame.iter_rows(named=True), start=1):
        where = f"{table.name}: row {row}"
        place, period = structure.place, structure.period
        items: list[tuple[str, str]] = []
        readable = True
        for dimension in structure.dimension:
            item = values[dimension.column]
            if item is None:
                faults.append(Fault(where, f"no item in {dimension.column}", "an item"))
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
        named = tuple(sorted(items))
        for measure in structure.measure:
            if measure.column:
                identity = CellId(measure.id, structure.population, place, period, named)
                cell = _cell(identity, measure, values, where, faults)
                if cell is not None:
                    yield row, cell


def _check_item(
    dimension: Dimension, item: str, name: str, unknown: set[tuple[str, str]], faults: list[Fault]
) -> None:
    """An item outside the hierarchy makes every sum of it doubtful; said once for each item."""
    if dimension.split and item not in dimension.items and (dimension.id, item) not in unknown:
        unknown.add((dimension.id, item))
        what = f"{dimension.column} holds {item!r}, which the structure's {dimension.id} lacks"
        hint = nearest(item, dimension.items) or "add it to the structure"
        faults.append(Fault(name, what, "", hint))


def _cell(
    identity: CellId, measure: Measure, row: dict[str, Any], where: str, faults: list[Fault]
) -> Cell | None:
    raw = row[measure.column]
    try:
        value, symbol = _figure(raw, row[measure.symbol] if measure.symbol else None)
    except ValueError:
        what = f"{measure.column} is neither a number nor a known symbol"
        faults.append(Fault(where, what, "a figure, or a symbol such as c"))
        return None
    if value is None and symbol in (None, Missing.NO_REASON):
        what = f"{measure.column} has neither a figure nor a symbol"
        faults.append(Fault(where, what, "c where it is confidential, z, x or low otherwise"))
        return None
    if value is not None and _impossible(value, measure):
        kind = "a whole number of nought or more" if measure.unit == "count" else "a figure"
        faults.append(Fault(where, f"{measure.column} is impossible for a {measure.unit}", kind))
        return None
    state: State = "shown"
    lower, upper = (0.0 if (measure.minimum or 0.0) >= 0 else -inf), inf
    if value is None:
        state = "hidden" if symbol == Missing.CONFIDENTIAL else "unknown"
        if symbol in ROUNDS_TO_ZERO and measure.unit == "count":
            lower, upper = 1.0, float(measure.rounded_to or inf)
    elif measure.withheld:
        state = "withheld"
    elif measure.rounded_to:
        state = "rounded"
        reach = measure.rounded_to / 2 if measure.rounding == "nearest" else measure.rounded_to - 1
        lower, upper = max(0.0, value - reach), value + reach
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


def _merged(one: Cell, other: Cell) -> Cell | None:
    """Two tables' word on one cell; None where they contradict each other."""
    strength = {"shown": 4, "withheld": 3, "rounded": 2, "hidden": 1, "unknown": 0}
    best, less = sorted((one, other), key=lambda cell: strength[cell.state], reverse=True)
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
