"""Says why a table may not leave: which earlier release, along which sum, never a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

from stocktake.disclosure.cells import CellId, Problem
from stocktake.disclosure.earlier import Earlier, Promise
from stocktake.disclosure.linked_attack import attack_beside, falls_short
from stocktake.disclosure.linked_tables import lay_beside
from stocktake.disclosure.reading import read_cells
from stocktake.disclosure.structure import Table
from stocktake.disclosure.uncovered import Shortfall
from stocktake.standards.errors import Fault, InputError, StocktakeError

SUMMARY = "with what is out already, this table would uncover hidden figures"
FIX = "leave out rows or a dimension: hiding more does not help"

MERGE = "merge it with another, or leave it out: hiding more does not help"


def refuse_gaps(problem: Problem) -> None:
    """Refuse a table in which combinations are left out.

    Raises
    ------
    InputError
        Naming them.
    """
    faults = [
        Fault(str(cell.id), "has no figure", "a row with its figure; 0 is a figure")
        for cell in problem.cells
        if cell.value is None
    ]
    if faults:
        raise InputError("a table with gaps cannot be protected", faults)


def refuse_uncovered(
    published_table: Table, earlier: Sequence[Earlier], short: Sequence[Promise]
) -> NoReturn:
    """Refuse a table that, with earlier ones, uncovers cells.

    Parameters
    ----------
    published_table : Table
        As it would leave.
    earlier : sequence of Earlier
    short : sequence of Promise
        What an outsider comes nearer to than was promised.

    Raises
    ------
    StocktakeError
        One fault for each cell.
    """
    if not earlier:
        faults = [Fault(str(promise.cell), "would be uncovered by the table") for promise in short]
        raise StocktakeError("the table uncovers what it hides; nothing is released", faults)
    problem = lay_beside([published_table], earlier).problem
    faults = []
    for promise in short:
        alone = [
            release
            for release in earlier
            if (bounds := attack_beside(published_table, [release], [promise]).get(promise.cell))
            is not None
            and falls_short(bounds, promise)
        ]
        faults.append(_uncovered(promise.cell, [published_table], problem, alone or earlier))
    raise StocktakeError(SUMMARY, faults)


def refuse_shortfalls(
    shortfalls: Sequence[Shortfall],
    inners: Sequence[Table],
    problem: Problem,
    earlier: Sequence[Earlier],
) -> NoReturn:
    """Refuse tables of which a figure cannot be protected, whatever else of them is hidden.

    Parameters
    ----------
    shortfalls : sequence of Shortfall
    inners : sequence of Table
    problem : Problem
        The tables with the earlier ones.
    earlier : sequence of Earlier
        That bear on them.

    Raises
    ------
    StocktakeError
        One fault for each figure, with the earlier releases that leave no way out, or what to
        merge.
    """
    faults: dict[CellId, Fault] = {}
    for item in shortfalls:
        near = _bearing_on(item.cell, problem, earlier)
        if near:
            fault = _uncovered(item.cell, inners, problem, near)
            if item.attacker:
                text = f"{fault.problem}, by {item.attacker}"
                fault = replace(fault, problem=text, fix=MERGE)
            faults.setdefault(item.cell, fault)
        else:
            faults.setdefault(item.cell, _too_small(item))
    summary = SUMMARY if earlier else "no suppression can satisfy the policy"
    raise StocktakeError(summary, list(faults.values()))


def refuse_contradicted(shortfalls: Sequence[Shortfall], apart: Sequence[Earlier]) -> NoReturn:
    """Refuse tables of which whoever believes a release that contradicts them works figures out.

    Parameters
    ----------
    shortfalls : sequence of Shortfall
    apart : sequence of Earlier
        The releases that contradict the tables.

    Raises
    ------
    StocktakeError
        One fault for each figure, with the releases and what to do about them.
    """
    names = ", ".join(release.record.id for release in apart)
    standing = ", ".join(r.record.id for r in apart if r.record.recall is None)
    fix = "merge it with another, or leave out rows or a dimension"
    if standing:
        fix = f"correct this table, or recall {standing} if that was wrong; else {fix}"
    faults = {
        item.cell: Fault(
            str(item.cell),
            f"would be uncovered by whoever believes {names}, which has other figures"
            + (f", and is {item.attacker}" if item.attacker else ""),
            "",
            fix,
        )
        for item in reversed(shortfalls)
    }
    raise StocktakeError(SUMMARY, list(faults.values()))


def _too_small(item: Shortfall) -> Fault:
    """A figure of which too few values would stay possible, with what could be merged."""
    problem = "can be worked out, or nearly, whatever else is hidden"
    problem += f", by {item.attacker}" if item.attacker else ""
    names = [item.cell.place, *(name for _, name in item.cell.items)]
    merges = " or ".join(repr(name) for name in names if name)
    fix = f"merge {merges or 'its items'} with another, leave it out, or leave out a dimension"
    fix += ", or take a policy that rounds" if item.attacker else ""
    return Fault(str(item.cell), problem, "", fix)


def _bearing_on(cell: CellId, problem: Problem, earlier: Sequence[Earlier]) -> tuple[Earlier, ...]:
    """The releases that hold a cell, or one in a sum with it."""
    beside = {name for line in _lines_through(cell, problem) for name in line} | {cell}
    return tuple(release for release in earlier if beside & _table_cells(release.table))


def _uncovered(
    cell: CellId, tables: Sequence[Table], problem: Problem, earlier: Sequence[Earlier]
) -> Fault:
    """One cell, the releases, and a sum that the new table and they make together."""
    own_cells = {name for table in tables for name in _table_cells(table)}
    earlier_cells = {name for release in earlier for name in _table_cells(release.table)}
    problem_text = "would be uncovered with " + ", ".join(release.record.id for release in earlier)
    for line in _lines_through(cell, problem):
        if own_cells & set(line) and earlier_cells & set(line):
            parts = "; ".join(map(str, line[1:]))
            problem_text += f", since [{line[0]}] is made of [{parts}]"
            break
    return Fault(str(cell), problem_text, "", FIX)


def _lines_through(cell: CellId, problem: Problem) -> list[tuple[CellId, ...]]:
    """Every sum with a cell in it: the total, then its parts."""
    place = problem.position.get(cell)
    return [
        tuple(problem.cells[position].id for position in (line.total, *line.parts))
        for line in problem.equations
        if place == line.total or place in line.parts
    ]


def _table_cells(table: Table) -> set[CellId]:
    return set(read_cells([table], [])[0])
