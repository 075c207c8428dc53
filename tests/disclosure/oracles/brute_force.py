"""The cheapest suppression found by trying every set, with the plain attacker as judge."""

from __future__ import annotations

from itertools import combinations

from plain_attack import plain_bounds

from stocktake.disclosure import Policy, Problem, primary_cells


def cheapest_weight(problem: Problem, policy: Policy) -> float:
    """The least total weight of further cells with which every primary cell is protected."""
    primary = [item.cell for item in primary_cells(problem, policy)]
    choices = [
        cell
        for cell in problem.cells
        if cell.id not in primary and cell.value and policy.weight(cell) < float("inf")
    ]
    best = float("inf")
    for size in range(len(choices) + 1):
        for extra_cells in combinations(choices, size):
            weight = sum(policy.weight(cell) for cell in extra_cells)
            hidden_cells = [*primary, *(cell.id for cell in extra_cells)]
            if weight < best and _safe(problem, policy, primary, hidden_cells):
                best = weight
    return best


def _safe(problem: Problem, policy: Policy, primary: list, hidden_cells: list) -> bool:
    bounds = plain_bounds(problem, hidden_cells, target_cells=primary, least=1.0)
    return all(
        bounds[name][0] <= 1e-6 and bounds[name][1] >= policy.threshold - 1e-6 for name in primary
    )
