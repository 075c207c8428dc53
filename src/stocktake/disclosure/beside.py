"""Lays a table beside everything that was let out before it, as an outsider does.

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
from stocktake.disclosure.structure import Structure, Table
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

    shown: dict[CellId, frozenset[float]]
    hidden: frozenset[CellId]


def related(structure: Structure, earlier: Sequence[Earlier]) -> tuple[Earlier, ...]:
    """The earlier releases that share a measure with a table, or with one that shares one."""
    measures = {measure.id for measure in structure.measure}
    found: set[str] = set()
    changed = True
    while changed:
        changed = False
        for each in earlier:
            theirs = {measure.id for measure in each.table.structure.measure}
            if each.record.id not in found and theirs & measures:
                found.add(each.record.id)
                measures |= theirs
                changed = True
    return tuple(each for each in earlier if each.record.id in found)


def what_is_out(earlier: Sequence[Earlier]) -> Out:
    """Every figure that was ever printed, and every cell that was ever hidden."""
    shown: dict[CellId, set[float]] = {}
    hidden: set[CellId] = set()
    for each in earlier:
        cells, marked = read_cells([each.table], [])
        hidden |= marked
        for name, cell in cells.items():
            if cell.state == "shown" and cell.value is not None:
                shown.setdefault(name, set()).add(cell.value)
    return Out({name: frozenset(values) for name, values in shown.items()}, frozenset(hidden))


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
        problem = build_problem([table, *(each.table for each in earlier)])
    except InputError:
        pass
    else:
        return Beside(problem, tuple(earlier), ())
    problem, together, apart = alone, list[Earlier](), list[Earlier]()
    for each in reversed(earlier):
        try:
            problem = build_problem([table, *(other.table for other in together), each.table])
            together.append(each)
        except InputError:
            apart.append(each)
    return Beside(problem, tuple(reversed(together)), tuple(reversed(apart)))


def _refuse_other_lines(table: Table, earlier: Sequence[Earlier]) -> None:
    """Structures that contradict each other are a mistake, not a revision."""
    blank = replace(table, frame=table.frame.clear())
    faults = []
    for each in earlier:
        try:
            build_problem([blank, replace(each.table, frame=each.table.frame.clear())])
        except InputError as error:
            faults += [replace(fault, where=each.record.id) for fault in error.faults]
    if faults:
        raise InputError("the structure contradicts that of an earlier release", faults)
