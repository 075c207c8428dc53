"""Puts figures that fit in the place of those that an earlier release hid, and nobody kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from stocktake.disclosure.cells import Cell, CellId, Problem
from stocktake.disclosure.earlier import Promise
from stocktake.disclosure.published_cells import gather
from stocktake.disclosure.solver import Programme, Rows
from stocktake.standards.errors import Fault, StocktakeError


def complete_table(
    problem: Problem,
    hidden_cells: Collection[CellId],
    promises: Sequence[Promise],
    *,
    primary: Collection[CellId] = (),
) -> Problem:
    """Give every cell a figure: where the true one is no longer known, any that fits.

    What an outsider can derive depends on what is printed alone, so that a suppression that is
    proved for one table is proved for every other that prints alike.

    Parameters
    ----------
    problem : Problem
        Of a table inside and earlier ones as printed.
    hidden_cells : collection of CellId
        Cells that an earlier release hides; they are hidden for nothing.
    promises : sequence of Promise
        For cells hidden earlier for their own sake.
    primary : collection of CellId
        Cells that this table hides for their own sake.

    Raises
    ------
    StocktakeError
        Where no figures fit, which means that the register is not of this table.
    """
    marked_cells = set(hidden_cells)
    cells_in_question = {promise.cell for promise in promises} | set(primary)
    least = 0.0 if problem.ratios else 1.0
    cells = [
        _hidden_before(cell, cells_in_question, least) if cell.id in marked_cells else cell
        for cell in problem.cells
    ]
    if all(cell.value is not None for cell in cells):
        return replace(problem, cells=tuple(cells))
    known_values = {
        cell.id: cell.value for cell in cells if cell.value is not None and cell.state != "rounded"
    }
    facts = gather(
        replace(problem, cells=tuple(cells)),
        marked_cells - known_values.keys(),
        known_values=known_values,
    )
    for promise in promises:
        place = problem.position.get(promise.cell)
        if place is not None and place in facts.low and promise.percent is None:
            facts.high[place] = min(facts.high[place], promise.high - 1)
    columns = {place: number for number, place in enumerate(facts.low)}
    rows = Rows()
    for row in facts.rows:
        rows.add([(columns[place], factor) for place, factor in row.terms], row.lower, row.upper)
    lower = [facts.low[place] for place in columns]
    upper = [facts.high[place] for place in columns]
    whole = [facts.whole[place] for place in columns]
    values = Programme(lower, upper, [0.0] * len(columns), rows, whole=whole).solve()
    if values is None:
        fault = Fault("", "no figures agree with this table and all that is out")
        raise StocktakeError("the earlier releases are not of this table", [fault])
    for place, number in columns.items():
        if cells[place].value is None:
            figure = float(round(values[number])) if whole[number] else values[number]
            cells[place] = replace(cells[place], value=figure)
    return replace(problem, cells=tuple(cells))


def _hidden_before(cell: Cell, cells_in_question: Collection[CellId], least: float) -> Cell:
    if cell.state not in ("shown", "hidden"):
        return cell
    if cell.id in cells_in_question:
        return replace(cell, state="shown")
    # A printed zero is known, so that nobody believes that a hidden count is one.
    sure = cell.whole and cell.value != 0
    return replace(cell, state="hidden", lower=max(cell.lower, least) if sure else cell.lower)
