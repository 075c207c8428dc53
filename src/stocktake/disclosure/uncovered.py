"""What falls short of the guarantee, and why: the new tables, what is out already, or own figures.

A figure that a school works out from its own figures and printed zeros alone is no fault of any
release. What is uncovered by what is out already cannot be covered by refusing: it is listed, if
whoever has the earlier releases alone comes as near. What a new table would uncover is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from stocktake.disclosure.attained_values import AttainedValues
from stocktake.disclosure.cells import CellId
from stocktake.disclosure.earlier_alone import EarlierAlone, greatest_change
from stocktake.disclosure.feasible_tables import Alternatives
from stocktake.disclosure.linked_problem import LinkedProblem
from stocktake.disclosure.policy import Policy, hides_zeros
from stocktake.disclosure.primary import Primary
from stocktake.disclosure.proof_tables import Cover, Question, smallest_change
from stocktake.disclosure.protection_levels import ProtectionLevel, Task, state_task
from stocktake.disclosure.secondary_suppression import hidden_positions

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
    def severity(self) -> tuple[int, int]:
        """How much is refused; then how much is listed."""
        return len(self.refused_shortfalls), len(self.listed_cells)


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
    judge = _Judge(linked_problem, policy, tuple(primary), task, cover)
    refused_shortfalls = dict[Shortfall, None]()
    listed_cells = dict[CellId, None]()
    for question in cover.attained:
        if judge.is_enough(question):
            continue
        cell = linked_problem.problem.cells[question.cell].id
        if question.attacker and judge.follows_from_own(question):
            continue
        if judge.is_out(question):
            listed_cells[cell] = None
        elif question.attacker and linked_problem.without_figures:
            continue  # nothing is claimed about contributors, and the record says so
        else:
            refused_shortfalls[Shortfall(cell, question.attacker)] = None
    for shortfall in judge.too_few_values():
        if judge.had_too_few_values(shortfall):
            listed_cells[shortfall.cell] = None
        elif not (shortfall.attacker and linked_problem.without_figures):
            refused_shortfalls[shortfall] = None
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
        primary: tuple[Primary, ...],
        task: Task,
        cover: Cover,
    ) -> None:
        self._linked_problem, self._policy, self._primary = linked_problem, policy, primary
        self._task, self._cover = task, cover
        self._needs = {need.cell: need for need in task.needs}
        self._earlier = EarlierAlone(linked_problem, policy, primary, task)

    def is_out(self, question: Question) -> bool:
        """Whether what is out already leaves no more, so that the new tables are not at fault."""
        if not self._may_be_out(self._task.problem.cells[question.cell].id):
            return False
        cell, attacker = question.cell, question.attacker
        if question.change == 0:
            return not self._earlier.was_possible(cell, 0.0, attacker)
        sign = 1.0 if question.change > 0 else -1.0
        level = self._cover.attained[question]
        more = level + sign * smallest_change(self._task, cell)
        if self._earlier.would_be_possible(cell, more, attacker):
            return False
        need = self._needs.get(cell)
        if need is None or not self._is_small(cell):
            return not self._earlier.was_possible(cell, question.change, attacker)
        down, up = (self._earlier.reach(cell, end, attacker) for end in (-need.down, need.up))
        return not self._leaves_enough(cell, down, up) and not self._loses_values(need, attacker)

    def _loses_values(self, need: ProtectionLevel, attacker: str) -> bool:
        """Whether a figure of which few small values were possible becomes exact, or nearly.

        Values above the threshold do not protect it as promised, but they were possible.
        """
        cell, most = need.cell, LEAST_VALUES - 1.0
        before = after = 1.0
        for end in (-need.down, most):
            before += self._earlier.reach(cell, end, attacker)
            after += greatest_change(self._printed_model, cell, end, self._task.barred(attacker))
        return after < LEAST_VALUES <= before or after == 1 < before

    @cached_property
    def _printed_model(self) -> Alternatives:
        """What is possible as the tables would be printed."""
        hidden_places = hidden_positions(self._task, self._cover.further)
        return Alternatives(self._task, {}, only=hidden_places)

    def had_too_few_values(self, shortfall: Shortfall) -> bool:
        """Whether a small figure had a hole between its ends already."""
        if not self._may_be_out(shortfall.cell):
            return False
        cell = self._task.problem.position[shortfall.cell]
        need = self._needs[cell]
        return not self._is_many(
            self._task.problem.cells[cell].value or 0.0,
            [
                change
                for change in range(-round(need.down), round(need.up) + 1)
                if self._earlier.was_value(cell, change, shortfall.attacker)
            ],
        )

    def _may_be_out(self, cell: CellId) -> bool:
        """Whether a figure is out already, or is a remainder that no new table prints."""
        linked_problem = self._linked_problem
        before = cell in linked_problem.promises or cell in linked_problem.hidden_before
        return before or cell not in linked_problem.own_cells

    def _is_small(self, cell: int) -> bool:
        item = self._task.problem.cells[cell]
        return item.whole and (item.value or 0.0) < self._policy.threshold

    def is_enough(self, question: Question) -> bool:
        """Whether enough values of a small count are left, although not the whole interval."""
        need = self._needs.get(question.cell)
        cell = self._task.problem.cells[question.cell]
        if need is None or question.change == 0 or not cell.whole:
            return False
        down = self._reach(question.cell, -need.down, question.attacker)
        up = self._reach(question.cell, need.up, question.attacker)
        return self._leaves_enough(question.cell, down, up)

    def _leaves_enough(self, cell: int, down: float, up: float) -> bool:
        value = self._task.problem.cells[cell].value or 0.0
        least = 0.0 if hides_zeros(self._policy) or value == 0 else 1.0
        threshold = self._policy.threshold
        # A low threshold promises fewer in any case.
        enough = min(LEAST_VALUES, threshold - least + 1)
        return min(value + up, threshold) - max(value - down, least) + 1 >= enough

    def too_few_values(self) -> Iterator[Shortfall]:
        """Small figures with a hole between their ends, so that too few values are possible."""
        values = AttainedValues(self._task, self._cover)
        for need in self._task.needs:
            cell = self._task.problem.cells[need.cell]
            value = cell.value or 0.0
            if not cell.whole or value >= self._policy.threshold:
                continue
            for attacker in ("", *sorted(self._task.attackers)):
                if need.cell in self._task.barred(attacker):
                    continue
                changes = values.changes(need, attacker)
                between = range(int(min(changes)), int(max(changes)) + 1)
                if self._is_many(value, between) and not self._is_many(value, changes):
                    yield Shortfall(cell.id, attacker)

    def _is_many(self, value: float, changes: Collection[int]) -> bool:
        least = 0.0 if hides_zeros(self._policy) or value == 0 else 1.0
        threshold = self._policy.threshold
        count = sum(least <= value + change <= threshold for change in changes)
        return count >= min(LEAST_VALUES, threshold - least + 1)

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
