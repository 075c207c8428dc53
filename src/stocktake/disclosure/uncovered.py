"""What falls short of the guarantee, and why: the new tables, what is out already, or own figures.

A figure that a school works out from its own figures and printed zeros alone is no fault of any
release. What is uncovered by what is out already cannot be covered by refusing: it is listed. What
a new table would uncover is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

from stocktake.disclosure.cells import CellId
from stocktake.disclosure.feasible_tables import Alternatives
from stocktake.disclosure.linked_problem import LinkedProblem
from stocktake.disclosure.policy import Policy, hides_zeros
from stocktake.disclosure.primary import Primary
from stocktake.disclosure.proof_tables import Cover, Question, smallest_change
from stocktake.disclosure.protection_levels import Task, state_task

LEAST_VALUES = 6
"""So many values of a small figure must stay possible."""


@dataclass(frozen=True)
class Shortfall:
    """A figure that cannot be protected as promised, and from whom."""

    cell: CellId
    attacker: str = ""


@dataclass(frozen=True)
class Uncovered:
    """What falls short of the guarantee.

    Parameters
    ----------
    refused_shortfalls : tuple of Shortfall
        Figures of the new tables.
    listed_cells : tuple of CellId
        Uncovered by what is out already: not promised any more.
    """

    refused_shortfalls: tuple[Shortfall, ...] = ()
    listed_cells: tuple[CellId, ...] = ()

    @property
    def count(self) -> int:
        """How much falls short."""
        return len(self.refused_shortfalls) + len(self.listed_cells)


def judge_shortfalls(
    linked_problem: LinkedProblem,
    policy: Policy,
    primary: Sequence[Primary],
    task: Task,
    cover: Cover,
) -> Uncovered:
    """Say of every question that was answered in part whether that is enough, and whose fault not.

    Parameters
    ----------
    linked_problem : LinkedProblem
    policy : Policy
    primary : sequence of Primary
        Of all that is linked.
    task : Task
    cover : Cover
    """
    judge = _Judge(linked_problem, policy, primary, task, cover)
    refused_shortfalls = dict[Shortfall, None]()
    listed_cells = dict[CellId, None]()
    for question in cover.attained:
        if judge.is_enough(question):
            continue
        cell = linked_problem.problem.cells[question.cell].id
        if question.attacker and judge.follows_from_own(question):
            continue
        if judge.is_out(cell):
            listed_cells[cell] = None
        elif question.attacker and linked_problem.without_figures:
            continue  # nothing is claimed about contributors, and the record says so
        elif question.change or not question.attacker or judge.must_print:
            refused_shortfalls[Shortfall(cell, question.attacker)] = None
        else:
            listed_cells[cell] = None
    for item in _printed_before(linked_problem, policy):
        listed_cells[item] = None
    return Uncovered(tuple(refused_shortfalls), tuple(sorted(listed_cells)))


def _printed_before(linked_problem: LinkedProblem, policy: Policy) -> list[CellId]:
    """Small by this policy, and printed by an earlier release under another."""
    return [
        cell.id
        for cell in linked_problem.problem.cells
        if cell.id in linked_problem.known_cells
        and cell.whole
        and cell.value is not None
        and 0 < cell.value < policy.threshold
        and cell.state in ("shown", "hidden")
    ]


class _Judge:
    """Knows the task, and the same task with nothing printed."""

    def __init__(
        self,
        linked_problem: LinkedProblem,
        policy: Policy,
        primary: Sequence[Primary],
        task: Task,
        cover: Cover,
    ) -> None:
        self._linked_problem, self._policy, self._primary = linked_problem, policy, primary
        self._task, self._cover = task, cover
        self._needs = {need.cell: need for need in task.needs}

    def is_out(self, cell: CellId) -> bool:
        """Whether a figure belongs to what is out, so that the new tables cannot be at fault."""
        linked_problem = self._linked_problem
        before = cell in linked_problem.promises or cell in linked_problem.hidden_before
        rest = cell not in linked_problem.own_cells
        return (before or rest) and not self.must_print

    @cached_property
    def must_print(self) -> bool:
        """Whether the policy forbids to hide a total of the new tables."""
        return any(
            self._policy.weight(cell) == inf
            for cell in self._linked_problem.problem.cells
            if cell.id in self._linked_problem.own_cells and cell.state == "shown"
        )

    def is_enough(self, question: Question) -> bool:
        """Whether enough values of a small count are left, although not the whole interval."""
        need = self._needs.get(question.cell)
        cell = self._task.problem.cells[question.cell]
        if need is None or question.change == 0 or not cell.whole:
            return False
        value = cell.value or 0.0
        low = value - self._reach(question.cell, -need.down, question.attacker)
        high = value + self._reach(question.cell, need.up, question.attacker)
        least = 0.0 if hides_zeros(self._policy) or value == 0 else 1.0
        threshold = self._policy.threshold
        # A low threshold promises fewer in any case.
        enough = min(LEAST_VALUES, threshold - least + 1)
        return min(high, threshold) - max(low, least) + 1 >= enough

    def _reach(self, cell: int, change: float, attacker: str) -> float:
        level = self._cover.level(Question(cell, change)) if change else 0.0
        if attacker and level:
            level = self._cover.level(Question(cell, level, attacker))
        return abs(level)

    def follows_from_own(self, question: Question) -> bool:
        """Whether a contributor could say no less if nothing but zeros were printed."""
        smallest = smallest_change(self._task, question.cell)
        level = self._cover.attained[question]
        signs = (1.0, -1.0) if question.change == 0 else (1.0 if question.change > 0 else -1.0,)
        own_cells = self._task.attackers.get(question.attacker, frozenset())
        return all(
            self._bare.find(question.cell, level + sign * smallest, without=own_cells) is None
            for sign in signs
        )

    @cached_property
    def _bare(self) -> Alternatives:
        dear = self._policy.weights.model_copy(update={"headline": "dear"})
        policy = self._policy.model_copy(update={"weights": dear})
        task = state_task(self._linked_problem.problem, policy, self._primary)
        return Alternatives(replace(task, needs=()), {})
