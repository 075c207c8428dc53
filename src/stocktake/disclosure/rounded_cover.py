"""Hides what rounding alone does not protect.

Random rounding leaves a count several values, but the sums of rounded counts, and a school's own
figures, take some of them away. Where fewer than four values are left for a small count it is
hidden, and after it, one by one, the cheapest figures that still bind it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from math import inf

from stocktake.disclosure.cells import CellId, Problem
from stocktake.disclosure.cyclic_groups import Method, settle_group, uneven
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.published_cells import CLOSE, gather, groups, subtract
from stocktake.standards.errors import Fault, StocktakeError

FEWEST_VALUES = 4
"""How many values a small count keeps, against anybody."""

Published = Callable[[Collection[CellId]], Problem]
"""What an attacker lays side by side once some cells of the table are hidden."""


def cover_rounded(
    truth: Problem,
    published: Published,
    policy: Policy,
    *,
    may_be_hidden: Collection[CellId],
    hidden_before: Collection[CellId],
) -> frozenset[CellId]:
    """Which counts of a rounded table are hidden.

    Parameters
    ----------
    truth : Problem
        The true table, with those of earlier rounded releases.
    published : callable
        Lays the printed table next to earlier ones, for a set of hidden cells.
    policy : Policy
        Its threshold, weights, and whether contributors are attackers.
    may_be_hidden : collection of CellId
        Counts that this table prints and none before it.
    hidden_before : collection of CellId
        Hidden by an earlier release: they stay hidden.

    Raises
    ------
    StocktakeError
        Hiding everything that binds a small count is not enough.
    """
    hidden_cells = set(hidden_before)
    while True:
        problem = published(hidden_cells)
        further = _further(truth, problem, policy, set(may_be_hidden) - hidden_cells)
        if not further:
            return frozenset(hidden_cells)
        hidden_cells |= further


def _further(
    truth: Problem, problem: Problem, policy: Policy, may_be_hidden: set[CellId]
) -> set[CellId]:
    small = {
        cell.id
        for cell in truth.cells
        if cell.whole and cell.value is not None and 0 < cell.value < policy.threshold
    }
    further: set[CellId] = set()
    for own_values in _attackers(truth, policy):
        for name in sorted(narrow_counts(problem, small - own_values.keys(), own_values)):
            further.add(_next_to_hide(truth, policy, name, may_be_hidden - own_values.keys()))
    return further


def _attackers(truth: Problem, policy: Policy) -> Iterator[Mapping[CellId, float]]:
    """What each attacker knows besides the printed figures."""
    yield {}
    if policy.insiders:
        for positions in truth.cells_by_owner.values():
            own_cells = (truth.cells[position] for position in positions)
            yield {cell.id: cell.value for cell in own_cells if cell.value is not None}


def narrow_counts(
    problem: Problem, names: Collection[CellId], own_values: Mapping[CellId, float]
) -> set[CellId]:
    """Counts for which an attacker is left with fewer than four values.

    Parameters
    ----------
    problem : Problem
        As printed.
    names : collection of CellId
        The counts in question.
    own_values : mapping of CellId to float
        What the attacker knows besides.
    """
    facts = gather(problem, problem.marked_cells, known_values=own_values)
    for position in problem.positions(problem.marked_cells) & facts.low.keys():
        # No zero is hidden where counts are rounded: it is printed as what it is.
        facts.low[position] = max(1.0, facts.low[position])
    is_settled = subtract(facts)
    positions = {problem.position[name] for name in names if name in problem.position}
    methods: dict[int, Method] = dict.fromkeys(facts.low, "subtraction")
    for group in groups(facts):
        if not positions.isdisjoint(group.cells) and (
            group.has_ring or not is_settled or uneven(group)
        ):
            settle_group(facts, group, positions, methods, "auto")
    return {
        problem.cells[position].id
        for position in positions
        if position not in facts.low
        or facts.high[position] - facts.low[position] + 1 < FEWEST_VALUES - CLOSE
    }


def _next_to_hide(
    truth: Problem, policy: Policy, name: CellId, may_be_hidden: Collection[CellId]
) -> CellId:
    """The count itself, else the cheapest one on a line with it, else on a line with those."""
    if name in may_be_hidden:
        return name
    near, border = {truth.position[name]}, {truth.position[name]}
    while border:
        on_lines = {
            member
            for equation in truth.equations
            for member in (equation.total, *equation.parts)
            if not border.isdisjoint((equation.total, *equation.parts))
        }
        costs = {
            cell.id: policy.weight(cell)
            for cell in (truth.cells[member] for member in on_lines - near)
            if cell.id in may_be_hidden and cell.value
        }
        if costs and min(costs.values()) < inf:
            return min(costs, key=lambda candidate: (costs[candidate], candidate))
        border = on_lines - near
        near |= on_lines
    problem_text = f"keeps fewer than {FEWEST_VALUES} values whatever else is hidden"
    fix = "take a larger base, merge items, or hide instead of rounding"
    raise StocktakeError(
        "the rounded figures would uncover small counts", [Fault(str(name), problem_text, "", fix)]
    )
