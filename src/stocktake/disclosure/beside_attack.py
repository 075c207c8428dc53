"""Attacks a table together with everything that was let out before it.

Where a figure was revised there are two pictures of the same pupils. An outsider supposes that
whatever was not revised in print has not changed, as long as that does not contradict itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from stocktake.disclosure.attack import Bounds, attack
from stocktake.disclosure.beside import lay_beside
from stocktake.disclosure.cells import Cell, CellId, Equation, Problem, Ratio
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.register import Earlier, Promise
from stocktake.disclosure.structure import Table
from stocktake.standards.errors import InputError


def attack_beside(
    printed: Table, earlier: Sequence[Earlier], promises: Sequence[Promise]
) -> dict[CellId, Bounds]:
    """What an outsider who has every release derives of the hidden and the promised cells.

    Parameters
    ----------
    printed : Table
        What is to be let out, exactly as it would be.
    earlier : sequence of Earlier
    promises : sequence of Promise
        For this table and for the earlier ones.

    Returns
    -------
    dict of CellId to Bounds
    """
    beside = lay_beside(printed, earlier)
    problem = beside.problem
    if beside.apart:
        linked = _linked(problem, beside.apart)
        try:
            return _attacked(linked, promises)
        except InputError:
            pass  # something that is hidden was revised too: nobody can link the pictures
    return _attacked(problem, promises)


def _attacked(problem: Problem, promises: Sequence[Promise]) -> dict[CellId, Bounds]:
    promised = {promise.cell for promise in promises} & problem.position.keys()
    printed = {cell.id for cell in problem.cells if cell.state == "shown"}
    wanted = (problem.marked | promised) - printed
    found = {
        name: Bounds(name, cell.value, cell.value, "known")
        for name in (problem.marked | promised) & printed
        if name in problem.position
        and (cell := problem.cells[problem.position[name]]).value is not None
    }
    if not wanted & problem.position.keys() or not (problem.equations or problem.ratios):
        return found
    found |= {item.cell: item for item in attack(problem, wanted)}
    if not problem.ratios:
        # Where noughts are printed, whoever knows the policy takes what is hidden for one at least.
        try:
            informed = attack(problem, wanted, least_count=1.0)
        except InputError:
            informed = ()  # a nought is hidden after all, so nobody may suppose so
        for item in informed:
            loose = found[item.cell]
            low = item.low if item.low > 1 else loose.low
            found[item.cell] = replace(loose, low=low, high=min(item.high, loose.high))
    return found


def _linked(problem: Problem, apart: Sequence[Earlier]) -> Problem:
    """The pictures together: each cell equal to itself in the other, unless it was revised."""
    cells, equations = list(problem.cells), list(problem.equations)
    ratios, marked = list(problem.ratios), set(problem.marked)
    for each in apart:
        other = build_problem([each.table])
        shift = len(cells)
        cells += [replace(cell, id=_then(cell.id, each)) for cell in other.cells]
        equations += [
            Equation(line.total + shift, tuple(part + shift for part in line.parts))
            for line in other.equations
        ]
        ratios += [_shifted(ratio, shift, each) for ratio in other.ratios]
        for place, cell in enumerate(other.cells):
            now = problem.position.get(cell.id)
            if now is not None and not _revised(cell, problem.cells[now]):
                equations.append(Equation(now, (place + shift,)))
    return Problem(tuple(cells), tuple(equations), tuple(ratios), frozenset(marked))


def _then(name: CellId, each: Earlier) -> CellId:
    return replace(name, measure=f"{name.measure} as in {each.record.id}")


def _shifted(ratio: Ratio, shift: int, each: Earlier) -> Ratio:
    rest = None if ratio.complement is None else ratio.complement + shift
    return replace(
        ratio,
        id=_then(ratio.id, each),
        numerator=ratio.numerator + shift,
        denominator=ratio.denominator + shift,
        complement=rest,
    )


def _revised(one: Cell, other: Cell) -> bool:
    both = one.state == other.state == "shown"
    return both and one.value is not None and one.value != other.value


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
