"""What else of a table could be hidden from whoever believes a revised or recalled release."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import inf

from stocktake.disclosure.cells import Cell, CellId
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.linked_problem import LinkedProblem
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.revised_pictures import blank_table
from stocktake.disclosure.structure import Table
from stocktake.disclosure.uncovered import Shortfall

REACH = 3
"""So many sums away from a figure that is worked out others are hidden to protect it."""


def cells_beside(
    shortfalls: Sequence[Shortfall],
    inners: Sequence[Table],
    linked_problem: LinkedProblem,
    policy: Policy,
    hidden_cells: Collection[CellId],
) -> frozenset[CellId]:
    """What of the tables stands in a sum with figures that are worked out, and could be hidden.

    Where all of it is hidden already, what stands in a sum with that.
    """
    problem = linked_problem.problem
    blanks = [blank_table(release.table) for release in linked_problem.apart]
    short_ids = {item.cell for item in shortfalls}
    lines = [
        {bound_problem.cells[place].id for place in (line.total, *line.parts)}
        for bound_problem in (problem, build_problem([*inners, *blanks]))
        for line in bound_problem.equations
    ]
    near_ids, further_cells = short_ids, list[Cell]()
    for reach in range(REACH):
        near_ids = near_ids.union(*(line for line in lines if not near_ids.isdisjoint(line)))
        further_cells = [
            problem.cells[place]
            for place in sorted(problem.positions(near_ids))
            if problem.cells[place].id in linked_problem.own_cells - linked_problem.known_cells
            and problem.cells[place].id not in hidden_cells
            and problem.cells[place].state == "shown"
            and problem.cells[place].value != 0
            and policy.weight(problem.cells[place]) < inf
        ]
        if further_cells:
            # What is further away protects by widening a sum, for which one figure may do.
            further_cells = further_cells if reach == 0 else [min(further_cells, key=policy.weight)]
            break
    return frozenset(cell.id for cell in further_cells)
