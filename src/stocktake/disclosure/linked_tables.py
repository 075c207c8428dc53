"""Links a table with everything that was released before it, as an outsider does.

A figure that was printed otherwise in an earlier release was revised. Then the two releases are
two pictures of the same pupils, and they are kept apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stocktake.disclosure.cells import CellId, Problem
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.reading import read_cells
from stocktake.disclosure.register import Earlier
from stocktake.disclosure.structure import Table
from stocktake.standards.errors import InputError


@dataclass(frozen=True)
class Beside:
    """A table and the earlier releases that bear on it.

    Parameters
    ----------
    problem : Problem
        The table with those earlier ones that agree with it.
    together, apart : tuple of Earlier
        Those that agree, and those of which a figure was revised.
    """

    problem: Problem
    together: tuple[Earlier, ...]
    apart: tuple[Earlier, ...]


@dataclass(frozen=True)
class Out:
    """What earlier releases print, and what they hide."""

    shown_values: dict[CellId, frozenset[float]]
    hidden_cells: frozenset[CellId]


def what_is_out(earlier: Sequence[Earlier]) -> Out:
    """Every figure that was ever printed, and every cell that was ever hidden."""
    shown_values: dict[CellId, set[float]] = {}
    hidden_cells: set[CellId] = set()
    for release in earlier:
        cells, marked_cells = read_cells([release.table], [])
        hidden_cells |= marked_cells
        for name, cell in cells.items():
            if cell.state == "shown" and cell.value is not None:
                shown_values.setdefault(name, set()).add(cell.value)
    return Out(
        {name: frozenset(values) for name, values in shown_values.items()}, frozenset(hidden_cells)
    )


def lay_beside(table: Table, earlier: Sequence[Earlier]) -> Beside:
    """Write down everything that binds a table to earlier releases.

    Parameters
    ----------
    table : Table
        To be released, or as printed.
    earlier : sequence of Earlier
        In the order of release.

    Raises
    ------
    InputError
        The table contradicts itself, or its structure contradicts an earlier one's.
    """
    alone = build_problem([table])
    _refuse_other_lines(table, earlier)
    if not earlier:
        return Beside(alone, (), ())
    try:
        problem = build_problem([table, *(release.table for release in earlier)])
    except InputError:
        pass
    else:
        return Beside(problem, tuple(earlier), ())
    problem, together, apart = alone, list[Earlier](), list[Earlier]()
    for release in reversed(earlier):
        try:
            problem = build_problem(
                [table, *(linked_release.table for linked_release in together), release.table]
            )
            together.append(release)
        except InputError:
            apart.append(release)
    return Beside(problem, tuple(reversed(together)), tuple(reversed(apart)))


def _refuse_other_lines(table: Table, earlier: Sequence[Earlier]) -> None:
    """Structures that contradict each other are a mistake, not a revision."""
    blank = replace(table, frame=table.frame.clear())
    faults = []
    for release in earlier:
        try:
            build_problem([blank, replace(release.table, frame=release.table.frame.clear())])
        except InputError as error:
            faults += [replace(fault, location=release.record.id) for fault in error.faults]
    if faults:
        raise InputError("the structure contradicts that of an earlier release", faults)
