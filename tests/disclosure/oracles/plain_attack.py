"""The attacker written slowly and plainly: two programmes of SciPy for each hidden cell."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from stocktake.disclosure import CellId, Problem


def plain_bounds(
    problem: Problem,
    hidden_cells: Collection[CellId],
    *,
    whole: bool = False,
    target_cells: Collection[CellId] | None = None,
    known_cells: Collection[CellId] = (),
    least: float = 0.0,
) -> dict[CellId, tuple[float, float]]:
    """The least and the greatest figure of every hidden cell asked for, each from scratch.

    ``known`` are figures that the attacker has besides; ``least`` is what the other hidden cells
    are at least.
    """
    size = len(problem.cells)
    matrix = np.zeros((len(problem.equations), size))
    for number, equation in enumerate(problem.equations):
        matrix[number, equation.total] = 1
        for part in equation.parts:
            matrix[number, part] -= 1
    low, high = np.zeros(size), np.full(size, np.inf)
    for place, cell in enumerate(problem.cells):
        if cell.id in known_cells or (cell.id not in hidden_cells and cell.state == "shown"):
            low[place] = high[place] = cell.value
        elif cell.id in hidden_cells:
            low[place] = least
    bounds = {}
    for name in hidden_cells if target_cells is None else target_cells:
        ends = []
        floor = low.copy()
        floor[problem.position[name]] = min(0.0, floor[problem.position[name]])
        for sign in (1.0, -1.0):
            cost = np.zeros(size)
            cost[problem.position[name]] = sign
            ends.append(sign * _least(cost, matrix, floor, high, whole))
        bounds[name] = (ends[0], ends[1])
    return bounds


def _least(
    cost: np.ndarray, matrix: np.ndarray, low: np.ndarray, high: np.ndarray, whole: bool
) -> float:
    zeros = np.zeros(len(matrix))
    if whole:
        answer = milp(
            cost,
            constraints=LinearConstraint(matrix, zeros, zeros),
            bounds=Bounds(low, high),
            integrality=np.ones(len(cost)),
        )
    else:
        limits = np.column_stack([low, high])
        answer = linprog(cost, A_eq=matrix, b_eq=zeros, bounds=limits, method="highs")
    # The true table is possible, so that what has no least figure is unlimited.
    if answer.fun is None:
        return -np.inf
    return float(answer.fun)
