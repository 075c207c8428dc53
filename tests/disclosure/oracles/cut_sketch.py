"""The cutting-plane loop written plainly: every programme from scratch, against outsiders only."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from stocktake.disclosure import CellId, Policy, Problem, primary_cells


def sketch(problem: Problem, policy: Policy) -> tuple[set[CellId], float]:
    """The cheapest further cells and their weight, by SciPy alone."""
    cells = problem.cells
    values = np.array([cell.value for cell in cells], dtype=float)
    rows = [
        {equation.total: 1.0} | dict.fromkeys(equation.parts, -1.0)
        for equation in problem.equations
    ]
    matrix = np.zeros((len(rows), len(cells)))
    for number, row in enumerate(rows):
        for place, sign in row.items():
            matrix[number, place] = sign
    primary = [problem.position[item.cell] for item in primary_cells(problem, policy)]
    weights = np.array([policy.weight(cell) for cell in cells])
    fixed_out = [place for place, cell in enumerate(cells) if not cell.value]
    cuts: list[np.ndarray] = []
    solution = np.zeros(len(cells))
    solution[primary] = 1
    while True:
        new_cuts = [
            cut
            for place in primary
            for sign, need in ((1.0, policy.threshold - values[place]), (-1.0, values[place]))
            if need > 0 and (cut := _cut(matrix, values, solution, place, sign, need)) is not None
        ]
        if not new_cuts:
            extra = [place for place in np.flatnonzero(solution > 0.5) if place not in set(primary)]
            return {cells[place].id for place in extra}, float(weights[extra].sum())
        cuts += new_cuts
        low, high = np.zeros(len(cells)), np.ones(len(cells))
        low[primary], high[fixed_out] = 1, 0
        high[primary] = 1
        answer = milp(
            weights,
            constraints=LinearConstraint(np.array(cuts), np.ones(len(cuts)), np.inf),
            bounds=Bounds(low, high),
            integrality=np.ones(len(cells)),
        )
        solution = np.round(answer.x)


def _cut(
    matrix: np.ndarray,
    values: np.ndarray,
    solution: np.ndarray,
    place: int,
    sign: float,
    need: float,
) -> np.ndarray | None:
    is_hidden = solution > 0.5
    # Noughts are printed: other hidden cells are one at least, the cell in question may be nought.
    room = np.maximum(values - 1, 0)
    room[place] = values[place]
    low = np.where(is_hidden, -room, 0.0)
    high = np.where(is_hidden, np.inf, 0.0)
    cost = np.zeros(len(values))
    cost[place] = -sign
    zeros = np.zeros(len(matrix))
    answer = linprog(
        cost, A_eq=matrix, b_eq=zeros, bounds=np.column_stack([low, high]), method="highs"
    )
    if answer.fun is None or -answer.fun >= need - 1e-7:
        return None
    slope = cost - matrix.T @ answer.eqlin.marginals
    slope[np.abs(slope) < 1e-9] = 0
    reach = np.where(slope < 0, np.inf, slope * room)
    return np.minimum(need, reach) / need
