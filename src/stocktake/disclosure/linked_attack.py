"""Attacks a table together with everything that was let out before it.

Where a figure was revised there are two pictures of the same pupils. An outsider supposes that
whatever was not revised in print has not changed, as long as that does not contradict itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from stocktake.disclosure.attack import Bounds, attack
from stocktake.disclosure.cells import Cell, CellId, Equation, Problem, Ratio
from stocktake.disclosure.earlier import Earlier, Promise
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.linked_tables import lay_beside
from stocktake.disclosure.structure import Table
from stocktake.standards.errors import InputError


def attack_beside(
    published_table: Table, earlier: Sequence[Earlier], promises: Sequence[Promise]
) -> dict[CellId, Bounds]:
    """What an outsider who has every release derives of the hidden and the promised cells.

    Parameters
    ----------
    published_table : Table
        What is to be let out, exactly as it would be.
    earlier : sequence of Earlier
    promises : sequence of Promise
        For this table and for the earlier ones.

    Returns
    -------
    dict of CellId to Bounds
    """
    beside = lay_beside(published_table, earlier)
    problem = beside.problem
    if beside.apart:
        linked_problem = _link_problem(problem, beside.apart)
        try:
            return _attacked(linked_problem, promises)
        except InputError:
            pass  # something that is hidden was revised too: nobody can link the pictures
    return _attacked(problem, promises)


def _attacked(problem: Problem, promises: Sequence[Promise]) -> dict[CellId, Bounds]:
    promised_cells = {promise.cell for promise in promises} & problem.position.keys()
    published_cells = {cell.id for cell in problem.cells if cell.state == "shown"}
    cells_in_question = (problem.marked_cells | promised_cells) - published_cells
    bounds = {
        name: Bounds(name, cell.value, cell.value, "known")
        for name in (problem.marked_cells | promised_cells) & published_cells
        if name in problem.position
        and (cell := problem.cells[problem.position[name]]).value is not None
    }
    if not cells_in_question & problem.position.keys() or not (problem.equations or problem.ratios):
        return bounds
    bounds |= {item.cell: item for item in attack(problem, cells_in_question)}
    if not problem.ratios:
        # Where zeros are printed, whoever knows the policy takes what is hidden for one at least.
        try:
            informed = attack(problem, cells_in_question, least_count=1.0)
        except InputError:
            informed = ()  # a zero is hidden after all, so nobody may suppose so
        for item in informed:
            loose = bounds[item.cell]
            low = item.low if item.low > 1 else loose.low
            bounds[item.cell] = replace(loose, low=low, high=min(item.high, loose.high))
    return bounds


def _link_problem(problem: Problem, apart: Sequence[Earlier]) -> Problem:
    """The pictures together: each cell equal to itself in the other, unless it was revised."""
    cells, equations = list(problem.cells), list(problem.equations)
    ratios, marked_cells = list(problem.ratios), set(problem.marked_cells)
    for release in apart:
        release_problem = build_problem([release.table])
        shift = len(cells)
        cells += [replace(cell, id=_earlier_id(cell.id, release)) for cell in release_problem.cells]
        equations += [
            Equation(line.total + shift, tuple(part + shift for part in line.parts))
            for line in release_problem.equations
        ]
        ratios += [_shift_ratio(ratio, shift, release) for ratio in release_problem.ratios]
        for place, cell in enumerate(release_problem.cells):
            position = problem.position.get(cell.id)
            if position is not None and not _revised(cell, problem.cells[position]):
                equations.append(Equation(position, (place + shift,)))
    return Problem(tuple(cells), tuple(equations), tuple(ratios), frozenset(marked_cells))


def _earlier_id(name: CellId, release: Earlier) -> CellId:
    return replace(name, measure=f"{name.measure} as in {release.record.id}")


def _shift_ratio(ratio: Ratio, shift: int, release: Earlier) -> Ratio:
    rest = None if ratio.complement is None else ratio.complement + shift
    return replace(
        ratio,
        id=_earlier_id(ratio.id, release),
        numerator=ratio.numerator + shift,
        denominator=ratio.denominator + shift,
        complement=rest,
    )


def _revised(one: Cell, second: Cell) -> bool:
    both_shown = one.state == second.state == "shown"
    return both_shown and one.value is not None and one.value != second.value


def falls_short(bounds: Bounds, promise: Promise) -> bool:
    """Whether an outsider comes nearer to a cell than was promised."""
    if bounds.exact:
        return True
    if promise.percent is None:
        return bounds.low > promise.low + 1e-6 or bounds.high < promise.high - 1e-6
    if bounds.width == inf:
        return False
    middle = abs(bounds.low + bounds.high) / 2
    return bounds.width < promise.percent / 100 * middle
