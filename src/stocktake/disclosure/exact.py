"""Chooses further cells at the least cost, by cutting planes.

A master programme proposes the cheapest set that satisfies every condition found so far. Where a
proposal leaves a question open, the attacker's own programme says why: its dual solution is a
condition that every sufficient set satisfies ("of these cells, enough must be hidden"). The
conditions are added and the master is asked again. When a proposal leaves nothing open, nothing
cheaper would do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf

from stocktake.disclosure.feasible_tables import Alternatives
from stocktake.disclosure.proof_tables import Cover, ProofTables, Question, questions
from stocktake.disclosure.protection_levels import ProtectionLevel, Task
from stocktake.disclosure.secondary_suppression import quick_cover
from stocktake.disclosure.solver import Programme, Rows

EXACT_CELLS = 400
"""Up to so many cells to choose from, the search is tried without being asked for."""

TRIED_ROUNDS = 4
FULL_ROUNDS = 200
NODES = 5_000
SMALL = 1e-7
Condition = tuple[tuple[int, float], ...]
"""Cells with shares: of the hidden ones, the shares must add up to one at least."""


def best_cover(task: Task, start: Cover, *, rounds: int = FULL_ROUNDS) -> tuple[Cover, bool]:
    """The cheapest sufficient set, or what one had where the search is given up.

    Parameters
    ----------
    task : Task
    start : Cover
        A sufficient set, as a limit.
    rounds : int
        How many proposals are examined at most; no clock is read, so that every machine finds the
        same.

    Returns
    -------
    cover : Cover
    optimal : bool
        Whether nothing cheaper protects against attackers who allow fractions. False where the
        search was given up, or whole numbers needed more.
    """
    limit = _weight(task, start.further)
    enough = 1e-6 * max(1.0, limit)
    master = _Master(task)
    adversary = _Adversary(task)
    if master.relax(adversary, list(questions(task)), limit - enough):
        return start, True
    witness = _Witness(task)
    last: set[int] = set()
    for _ in range(rounds):
        proposal, cost_bound = master.propose()
        if proposal is None:
            break
        if cost_bound >= limit - enough:
            return start, True
        choices = dict.fromkeys(proposal, 1.0)
        conditions = [
            condition
            for question in witness.doubt(proposal)
            if (condition := adversary.condition(question, choices)) is not None
        ]
        if not conditions:
            cover = quick_cover(task, start=Cover(further=proposal), keep=True)
            if cover.unanswered or _weight(task, cover.further) >= limit:
                return start, False
            return cover, cover.further == proposal
        master.require(conditions)
        last = proposal
    # What the last proposal lacks is often little.
    quick_solution = quick_cover(task, start=Cover(further=last))
    better = (
        not quick_solution.unanswered and _weight(task, quick_solution.further) < limit - enough
    )
    return (quick_solution if better else start), False


class _Master:
    """Proposes the cheapest set that satisfies all conditions found so far."""

    def __init__(self, task: Task) -> None:
        self._cells = sorted(task.weights)
        self._column = {cell: place for place, cell in enumerate(self._cells)}
        size = len(self._cells)
        bounds, costs = ([0.0] * size, [1.0] * size), [task.weights[cell] for cell in self._cells]
        self._relaxed = Programme(*bounds, costs, Rows())
        self._integer = Programme(*bounds, costs, Rows(), whole=[True] * size)
        self._integer.limit_nodes(NODES)

    def require(self, conditions: Iterable[Condition]) -> None:
        """Add conditions."""
        for condition in dict.fromkeys(conditions):
            terms = [(self._column[cell], share) for cell, share in condition]
            self._relaxed.add_row(terms, 1.0, inf)
            self._integer.add_row(terms, 1.0, inf)

    def relax(
        self,
        adversary: _Adversary,
        questions_asked: list[tuple[ProtectionLevel, float]],
        limit: float,
    ) -> bool:
        """Gather conditions while cells may be hidden in part, which costs no search.

        True where even that cannot be had for less than the limit.
        """
        for _ in range(TRIED_ROUNDS):
            values = self._relaxed.solve()
            if values is None:
                return False
            if self._relaxed.objective >= limit:
                return True
            shares = {
                cell: value
                for cell, value in zip(self._cells, values, strict=True)
                if value > SMALL
            }
            conditions = [
                condition
                for need, change in questions_asked
                if (condition := adversary.condition(Question(need.cell, change), shares))
            ]
            if not conditions:
                return False
            self.require(conditions)
        return False

    def propose(self) -> tuple[set[int] | None, float]:
        """The cheapest set, and a cost that no set can beat."""
        values = self._integer.solve()
        if values is None:
            return None, -inf
        chosen_cells = {
            cell for cell, value in zip(self._cells, values, strict=True) if value > 0.5
        }
        return chosen_cells, self._integer.proved_bound


def _weight(task: Task, cells: Iterable[int]) -> float:
    return sum(task.weights[cell] for cell in cells)


class _Witness:
    """Tells which questions a proposal leaves open, remembering every table it has seen."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._questions = list(questions(task))
        self._tables: dict[int, list[tuple[int, frozenset[int]]]] = {}
        self._proofs = ProofTables(task, [])
        self._model = Alternatives(task, {})
        self._open: set[int] = set(task.weights)

    def doubt(self, proposal: set[int]) -> list[Question]:
        """The questions without an answer; an insider's only where the outsider's has one."""
        self._model.show(self._open - proposal)
        self._model.reopen(proposal - self._open)
        self._open = set(proposal)
        left: list[Question] = []
        for need, change in self._questions:
            question = Question(need.cell, change)
            number = self._answer(question, proposal)
            if number is None:
                left.append(question)
                continue
            for name in self._proofs.attacker_names(self._proofs.unserved(number, need.cell)):
                insider = Question(need.cell, change, name)
                if self._answer(insider, proposal) is None:
                    left.append(insider)
        return left

    def _answer(self, question: Question, proposal: set[int]) -> int | None:
        bit = self._proofs.bit(question.attacker)
        for number, needed_cells in self._tables.get(question.cell, ()):
            if (
                needed_cells <= proposal
                and not self._proofs.unserved(number, question.cell) & bit
                and self._proofs.answers(number, question.cell, question.change)
            ):
                return number
        barred = self._task.barred(question.attacker)
        table = self._model.find(question.cell, question.change, without=barred)
        if table is None:
            return None
        used_cells = frozenset(cell for cell in table if cell in self._task.weights)
        number = self._proofs.add(table)
        for cell in table:
            self._tables.setdefault(cell, []).append((number, used_cells))
        return number


class _Adversary:
    """The attacker's programme, and what its dual says must be hidden."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._cells = tuple(task.room)
        self._column = {cell: place for place, cell in enumerate(self._cells)}
        rows = Rows()
        for line in task.lines:
            terms = [(self._column[cell], coefficient) for cell, coefficient in line.terms]
            rows.add(terms, line.lower, line.upper)
        lower = [-task.room[cell][0] for cell in self._cells]
        upper = [task.room[cell][1] for cell in self._cells]
        self._programme = Programme(lower, upper, [0.0] * len(lower), rows)
        self._shapes: dict[int, float] = {}

    def condition(self, question: Question, shares: Mapping[int, float]) -> Condition | None:
        """What must be hidden for this question; None if these shares of the cells suffice."""
        task = self._task
        barred = task.barred(question.attacker)
        required_change = abs(question.change)
        self._shape(shares, barred, required_change)
        upwards = question.change > 0
        column = self._column[question.cell]
        if not upwards:
            _, up = task.room[question.cell]
            self._programme.set_bounds(column, -required_change, up)
            self._shapes[question.cell] = -1.0
        self._programme.charge([column], [-1.0 if upwards else 1.0])
        values = self._programme.solve()
        duals = self._programme.reduced_costs() if values is not None else []
        self._programme.charge([column], [0.0])
        if values is None or abs(values[column]) >= required_change - SMALL:
            return None
        # What lines with some slack contribute is what the cells do not.
        dual_sum = sum(-dual * value for dual, value in zip(duals, values, strict=True))
        least = required_change - (abs(values[column]) - dual_sum)
        terms: list[tuple[int, float]] = []
        for cell, dual in zip(self._cells, duals, strict=True):
            if abs(dual) < SMALL or cell in barred:
                continue
            down, up = task.room[cell]
            reach = -dual * up if dual < 0 else dual * down
            if cell in task.weights:
                terms.append((cell, reach))
            else:
                least -= reach
        if least <= SMALL:
            return None
        condition = tuple((cell, min(1.0, reach / least)) for cell, reach in terms if reach > SMALL)
        met = sum(share * shares.get(cell, 0.0) for cell, share in condition)
        return condition if met < 1 - 1e-6 else None

    def _shape(
        self, shares: Mapping[int, float], barred: frozenset[int], required_change: float
    ) -> None:
        """Let each cell differ by its share of its room, and the barred ones not at all."""
        for cell, column in self._column.items():
            share = 1.0 if cell not in self._task.weights else shares.get(cell, 0.0)
            if cell in barred:
                share = 0.0
            if share == self._shapes.get(cell, 1.0) and share in (0.0, 1.0):
                continue
            down, up = self._task.room[cell]
            if share < 1.0:
                # A share of no limit would be no limit; no change needs to be larger than this.
                down, up = min(down, required_change) * share, min(up, required_change) * share
            self._programme.set_bounds(column, -down, up)
            self._shapes[cell] = share
