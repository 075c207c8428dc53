"""The figures that an outsider could put side by side, by what they have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from stocktake.disclosure.cells import Cell, CellId
from stocktake.disclosure.reading import read_cells
from stocktake.disclosure.structure import Table
from stocktake.standards.errors import Fault

Figures = dict[CellId, float]
Column = dict[CellId, float]
"""Figures of one name, by everything else that their cells are known by."""


def read_figures(table: Table) -> tuple[Figures, list[Fault]]:
    """The counts and sums of a table, of hidden cells none; what cannot be read is a fault."""
    faults: list[Fault] = []
    cells, _ = read_cells([table], faults)
    return _figures(table, cells), faults


def read_printed(table: Table) -> tuple[Figures, set[CellId]]:
    """What a released table prints, and the cells that it hides."""
    cells, hidden_cells = read_cells([table], [])
    return _figures(table, cells), hidden_cells


def _figures(table: Table, cells: Mapping[CellId, Cell]) -> Figures:
    ratios = {measure.id for measure in table.structure.measure if measure.is_ratio}
    return {
        name: cell.value
        for name, cell in cells.items()
        if cell.value is not None and cell.state != "rounded" and name.measure not in ratios
    }


def by_measure(name: CellId) -> tuple[str, CellId]:
    """A cell's measure, and the rest of it."""
    return name.measure, name.measuring("")


def by_population(name: CellId) -> tuple[str, CellId]:
    """A cell's population, and the rest of it."""
    return name.population, name.of("")


def by_place(name: CellId) -> tuple[str, CellId]:
    """A cell's place, and the rest of it."""
    return name.place, replace(name, place="")


def columns(figures: Iterable[tuple[CellId, float]], axis: Axis) -> dict[str, Column]:
    """Figures set out as columns along an axis."""
    table: dict[str, Column] = {}
    for name, value in figures:
        label, rest = axis(name)
        table.setdefault(label, {})[rest] = value
    return table


def shared_rows(first: Mapping[CellId, float], second: Mapping[CellId, float]) -> list[CellId]:
    """What two columns both have a figure of."""
    if len(second) < len(first):
        first, second = second, first
    return [row for row in first if row in second]


Axis = Callable[[CellId], tuple[str, CellId]]
