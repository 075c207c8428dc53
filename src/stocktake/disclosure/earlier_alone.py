"""What the earlier releases alone leave open, and what they leave with the new tables hidden whole.

A figure that is not enough protected is the fault of what is out already only if whoever had no
more than that could come as near. What is asked is asked of two tasks: one in which nothing of the
new tables is known, and one in which everything that they may hide is hidden, zeros and headlines
too. In the second whoever knows the policy takes most hidden figures for one at least.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property

from stocktake.disclosure.feasible_tables import Alternatives
from stocktake.disclosure.linked_problem import LinkedProblem
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.primary import Primary
from stocktake.disclosure.proof_tables import smallest_change
from stocktake.disclosure.protection_levels import Task, state_task, with_zeros


class EarlierAlone:
    """Asks what would be possible without the new tables.

    Parameters
    ----------
    linked_problem : LinkedProblem
    policy : Policy
    primary : tuple of Primary
        Of all that is linked.
    task : Task
        Of the new tables: says which cells each attacker knows.
    """

    def __init__(
        self,
        linked_problem: LinkedProblem,
        policy: Policy,
        primary: tuple[Primary, ...],
        task: Task,
    ) -> None:
        self._linked_problem, self._policy, self._primary = linked_problem, policy, primary
        self._task = task
        self._reaches: dict[tuple[int, float, str], float] = {}

    def reach(self, cell: int, change: float, attacker: str) -> float:
        """How much of a change of a count was possible before, in whole steps."""
        key = (cell, change, attacker)
        if key not in self._reaches:
            barred = self._task.barred(attacker)
            self._reaches[key] = greatest_change(self._before, cell, change, barred)
        return self._reaches[key]

    def was_possible(self, cell: int, change: float, attacker: str) -> bool:
        """Whether a figure could differ by at least so much before; by anything if 0."""
        return self._is_possible(self._before, cell, change, attacker)

    def was_value(self, cell: int, change: int, attacker: str) -> bool:
        """Whether a count could differ by exactly so much before."""
        if change == 0:
            return True
        task = self._unknown_task
        room = (max(0.0, -float(change)), max(0.0, float(change)))
        exact = Alternatives(replace(task, room=task.room | {cell: room}), {})
        return self._is_possible(exact, cell, float(change), attacker)

    def would_be_possible(self, cell: int, change: float, attacker: str) -> bool:
        """Whether it could if the new tables were hidden whole."""
        return self._is_possible(self._hidden_whole, cell, change, attacker)

    def _is_possible(self, model: Alternatives, cell: int, change: float, attacker: str) -> bool:
        barred = self._task.barred(attacker)
        smallest = smallest_change(self._task, cell)
        return cell not in barred and any(
            model.find(cell, shift, without=barred) is not None
            for shift in ((change,) if change else (smallest, -smallest))
        )

    @cached_property
    def _hidden_task(self) -> Task:
        """Everything of the new tables is hidden that an earlier release does not print."""
        linked_problem = self._linked_problem
        dear = self._policy.weights.model_copy(update={"headline": "dear"})
        policy = self._policy.model_copy(update={"weights": dear})
        task = state_task(
            linked_problem.problem, policy, self._primary, known_cells=linked_problem.known_cells
        )
        return with_zeros(replace(task, needs=()), own_zeros(linked_problem))

    @cached_property
    def _unknown_task(self) -> Task:
        """Nobody has heard of the new tables: nothing hidden in them is one at least."""
        linked_problem, task = self._linked_problem, self._hidden_task
        fresh = linked_problem.own_cells - linked_problem.hidden_before
        room = dict(task.room)
        for place in linked_problem.problem.positions(fresh) & room.keys():
            cell = linked_problem.problem.cells[place]
            value = cell.value or 0.0
            room[place] = (max(0.0, value - cell.lower), max(0.0, cell.upper - value))
        return replace(task, room=room)

    @cached_property
    def _hidden_whole(self) -> Alternatives:
        return Alternatives(self._hidden_task, {})

    @cached_property
    def _before(self) -> Alternatives:
        return Alternatives(self._unknown_task, {})


def greatest_change(
    model: Alternatives, cell: int, change: float, barred: Collection[int]
) -> float:
    """How much of a change of a count is possible, in whole steps; by halving.

    Parameters
    ----------
    model : Alternatives
    cell : int
        Position.
    change : float
        More is not asked for; negative: how much less the count could be.
    barred : collection of int
        Cells that may not differ.
    """
    sign = 1.0 if change > 0 else -1.0
    low, high = 0, 0 if cell in barred else round(abs(change))
    while low < high:
        middle = (low + high + 1) // 2
        if model.find(cell, sign * middle, without=barred) is None:
            high = middle - 1
        else:
            low = middle
    return float(low)


def own_zeros(linked_problem: LinkedProblem) -> list[int]:
    """Zeros of the new tables that no earlier release prints."""
    return [
        place
        for place, cell in enumerate(linked_problem.problem.cells)
        if cell.value == 0
        and cell.whole
        and cell.state == "shown"
        and cell.contributors_count != 0
        and cell.id in linked_problem.own_cells
        and cell.id not in linked_problem.known_cells
    ]
