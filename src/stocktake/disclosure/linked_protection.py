"""Protects tables together with all that is out: no later release undoes what an earlier one hid.

Against an outsider and against each contributor who knows its own figures, every small figure keeps
the interval that is attainable, and no hidden figure becomes exact. Attainable is what remains
possible where all that may still be hidden is hidden: a school of eight pupils in two groups cannot
be made to look like one of one pupil.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from stocktake.disclosure.cells import CellId
from stocktake.disclosure.earlier_alone import own_zeros
from stocktake.disclosure.exact import EXACT_CELLS, TRIED_ROUNDS, best_cover
from stocktake.disclosure.feasible_tables import Change
from stocktake.disclosure.linked_problem import LinkedProblem
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.primary import Primary, primary_cells
from stocktake.disclosure.proof_check import check_proofs
from stocktake.disclosure.proof_limits import refuse_size
from stocktake.disclosure.proof_tables import Cover, Question
from stocktake.disclosure.protection_levels import (
    ProtectionLevel,
    Task,
    state_task,
    with_zeros,
)
from stocktake.disclosure.secondary_suppression import quick_cover
from stocktake.disclosure.uncovered import Uncovered, judge_shortfalls

EXACT_PROGRAMMES = 1_000
"""Where the quick way took more, the search for a cheaper set would take minutes."""


@dataclass(frozen=True)
class LinkedProtection:
    """What is to be hidden of some tables, and what is proved of all that is then out.

    Parameters
    ----------
    primary : tuple of Primary
        Of the tables: cells hidden for their own sake, remainders among them.
    secondary : frozenset of CellId
        Hidden so that these, and what was hidden before, cannot be worked out.
    task : Task
    cover : Cover
        With its proofs.
    uncovered : Uncovered
        What falls short of the promise, and whose fault that is.
    checks_count : int
        Questions of which the proof was added up.
    """

    primary: tuple[Primary, ...]
    secondary: frozenset[CellId]
    task: Task
    cover: Cover
    uncovered: Uncovered
    checks_count: int

    def asked_about(self, cell: CellId) -> bool:
        """Whether a figure was to be protected for its own sake."""
        return self.task.problem.position.get(cell) in self._needs

    def attained(self, cell: CellId) -> tuple[float, float]:
        """Between which an outsider must hold a figure possible, as was proved."""
        place = self.task.problem.position[cell]
        value = self.task.problem.cells[place].value or 0.0
        down, up = outsider_reach(self.cover, self._needs[place])
        return value - down, value + up

    @cached_property
    def _needs(self) -> dict[int | None, ProtectionLevel]:
        return {need.cell: need for need in self.task.needs}


def protect_linked(
    linked_problem: LinkedProblem,
    policy: Policy,
    *,
    tables: Sequence[Change] = (),
    forced_cells: Collection[CellId] = (),
    progress: Callable[[int, int], None] | None = None,
) -> LinkedProtection:
    """Find a small set of further cells of the tables to be released.

    Parameters
    ----------
    linked_problem : LinkedProblem
    policy : Policy
    tables : sequence of dict
        Proofs of earlier releases, by position; those that still hold are used again.
    forced_cells : collection of CellId
        Hidden in any case: another picture of the same pupils needs it.
    progress : callable, optional
        Called with cells done and cells in all.

    Raises
    ------
    StocktakeError
        A figure of the tables would be uncovered whatever else of them is hidden; or so much hangs
        together that it is not tried.
    """
    problem = linked_problem.problem
    primary = _primary(linked_problem, policy)
    task = _state(linked_problem, policy, primary, forced_cells)
    refuse_size(len(task.room))
    cover = quick_cover(task, start=Cover(tables=list(tables)), progress=progress)
    small = len(task.weights) <= EXACT_CELLS and cover.programmes_count <= EXACT_PROGRAMMES
    if task.needs and small:
        cover = _try_cheaper(task, cover)
    uncovered = judge_shortfalls(linked_problem, policy, primary, task, cover)
    if uncovered.listed_cells or uncovered.refused_shortfalls:
        # A zero that is printed can give away what stands next to it: then it is hidden too.
        freer = with_zeros(task, own_zeros(linked_problem))
        again = Cover(further=cover.further, tables=cover.tables)
        other_cover = quick_cover(freer, start=again) if freer is not task else cover
        other_uncovered = judge_shortfalls(linked_problem, policy, primary, freer, other_cover)
        if other_uncovered.severity < uncovered.severity:
            task, cover, uncovered = freer, other_cover, other_uncovered
    checks_count = check_proofs(cover, task)
    secondary = {problem.cells[place].id for place in cover.further}
    return LinkedProtection(
        tuple(
            item
            for item in primary
            if item.cell in linked_problem.own_cells or _is_rest(item, linked_problem)
        ),
        frozenset(secondary),
        task,
        cover,
        uncovered,
        checks_count,
    )


def _is_rest(item: Primary, linked_problem: LinkedProblem) -> bool:
    """A remainder that the tables make with what is out, and that nobody prints."""
    return (
        item.cell not in linked_problem.promises and item.cell not in linked_problem.hidden_before
    )


def _primary(linked_problem: LinkedProblem, policy: Policy) -> tuple[Primary, ...]:
    """What the policy hides of all that is linked, and what earlier releases promised to hide."""
    first = [
        item
        for item in primary_cells(linked_problem.problem, policy)
        if item.cell not in linked_problem.known_cells and item.cell not in linked_problem.standins
    ]
    names = {item.cell for item in first} | linked_problem.known_cells
    promised_primary = [
        Primary(promise.cell, "count" if promise.percent is None else "p-percent")
        for promise in linked_problem.promises.values()
        if promise.cell in linked_problem.problem.position and promise.cell not in names
    ]
    return (*first, *promised_primary)


def _state(
    linked_problem: LinkedProblem,
    policy: Policy,
    primary: Sequence[Primary],
    forced_cells: Collection[CellId],
) -> Task:
    """The task of the tables and all that is linked to them."""
    problem = linked_problem.problem
    task = state_task(problem, policy, primary, known_cells=linked_problem.known_cells)
    needs = [_widen(need, linked_problem) for need in task.needs]
    printed_ids = {cell for cell in linked_problem.own_cells if cell in problem.position}
    concealed = {item.cell for item in primary} & printed_ids
    concealed |= linked_problem.hidden_before & problem.position.keys()
    forced_ids = set(forced_cells) & printed_ids - linked_problem.known_cells
    task = with_zeros(
        task,
        [place for place in problem.positions(forced_ids) if problem.cells[place].value == 0],
    )
    forced_places = problem.positions(forced_ids)
    concealed |= forced_ids
    return replace(
        task,
        weights={
            place: weight for place, weight in task.weights.items() if place not in forced_places
        },
        needs=tuple(needs),
        concealed=_can_differ(task, problem.positions(concealed)),
        standins=problem.positions(linked_problem.standins),
        attainable=True,
        never_exact=True,
    )


def _can_differ(task: Task, places: Collection[int]) -> frozenset[int]:
    return frozenset(place for place in places if place in task.room)


def _widen(need: ProtectionLevel, linked_problem: LinkedProblem) -> ProtectionLevel:
    """At least what an earlier release promised."""
    cell = linked_problem.problem.cells[need.cell]
    promise = linked_problem.promises.get(cell.id)
    if promise is None or promise.percent is not None or cell.value is None:
        return need
    down, up = cell.value - promise.low, promise.high - cell.value
    return replace(need, down=max(need.down, down), up=max(need.up, up))


def _try_cheaper(task: Task, cover: Cover) -> Cover:
    """A few rounds of cutting planes, asking of every cell what is attainable."""
    needs = []
    for need in task.needs:
        down, up = outsider_reach(cover, need)
        needs.append(replace(need, down=down, up=up))
    content = replace(task, needs=tuple(needs))
    start = Cover(further=cover.further, tables=cover.tables)
    again = quick_cover(content, start=start, keep=True) if cover.attained else cover
    better, _ = best_cover(content, again, rounds=TRIED_ROUNDS)
    if better is again:
        return cover
    # Asked once more in full, so that what falls short is counted against the whole need.
    whole = quick_cover(task, start=Cover(further=better.further, tables=better.tables))
    cheaper = sum(task.weights[place] for place in whole.further) < sum(
        task.weights[place] for place in cover.further
    )
    return whole if cheaper else cover


def outsider_reach(cover: Cover, need: ProtectionLevel) -> tuple[float, float]:
    """How far down and up an outsider must hold a figure possible, as was proved."""
    down = abs(cover.level(Question(need.cell, -need.down))) if need.down else 0.0
    up = cover.level(Question(need.cell, need.up)) if need.up else 0.0
    return down, up
