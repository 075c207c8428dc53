"""How far an outsider must be kept from each primary cell, and how far every cell could differ.

The interval of a small count goes from zero to the threshold. Where a policy prints zeros,
everybody knows that the other hidden cells are not zero either, and no proof may rely on it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf

from stocktake.disclosure.cells import Cell, CellId, Problem
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.primary import Primary
from stocktake.disclosure.published_cells import Row
from stocktake.disclosure.whole_groups import attribute_equations

WHOLE_INTERVAL = ("count", "zero", "extreme percentage", "whole group")
"""Rules that keep a small count's interval, from zero to the threshold."""


@dataclass(frozen=True, slots=True)
class ProtectionLevel:
    """The interval that must stay possible for one cell, as changes from the true figure."""

    cell: int
    down: float
    up: float


@dataclass(frozen=True)
class Task:
    """A suppression to be found.

    Parameters
    ----------
    problem : Problem
    needs : tuple of ProtectionLevel
    room : dict of int to (float, float)
        How far each cell that may be hidden, or is never printed, could differ down and up.
    weights : dict of int to float
        What hiding each further cell costs; only cells that may be hidden and need not be.
    lines : tuple of Row
        What changes must satisfy: parts change by as much as their total.
    attackers : dict of str to frozenset of int
        Besides the outsider, those who know cells of their own.
    concealed : frozenset of int
        Printed somewhere as confidential, whether or not for their own sake.
    standins : frozenset of int
        Cells whose true figure nobody kept: no proof against an attacker who may know it can rely
        on them.
    attainable : bool
        Whether less than a need is accepted where all that may be hidden does not allow more.
    never_exact : bool
        Whether no hidden figure at all may be exact.
    patience : int
        After so many programmes, times their columns, nothing more is taken back.
    """

    problem: Problem
    needs: tuple[ProtectionLevel, ...]
    room: dict[int, tuple[float, float]]
    weights: dict[int, float]
    lines: tuple[Row, ...]
    attackers: dict[str, frozenset[int]] = field(default_factory=dict)
    concealed: frozenset[int] = frozenset()
    standins: frozenset[int] = frozenset()
    attainable: bool = False
    never_exact: bool = False
    patience: int = 4_000_000

    def barred(self, attacker: str) -> frozenset[int]:
        """The cells that may not differ in a table that is to convince an attacker."""
        if not attacker:
            return frozenset()
        return self.attackers.get(attacker, frozenset()) | self.standins

    @cached_property
    def through(self) -> dict[int, tuple[int, ...]]:
        """The lines on which each cell stands."""
        positions_by_owner: dict[int, list[int]] = {}
        for number, line in enumerate(self.lines):
            for cell, _ in line.terms:
                positions_by_owner.setdefault(cell, []).append(number)
        return {cell: tuple(numbers) for cell, numbers in positions_by_owner.items()}


def state_task(
    problem: Problem,
    policy: Policy,
    primary: Sequence[Primary],
    *,
    known_cells: Collection[CellId] = (),
) -> Task:
    """Put a table, a policy and its primary cells as a task to be solved.

    Parameters
    ----------
    problem : Problem
    policy : Policy
    primary : sequence of Primary
    known_cells : collection of CellId
        Cells that are out already and cannot be hidden any more.
    """
    out = problem.positions(known_cells)
    rules = {
        problem.position[item.cell]: item.rule for item in primary if item.cell in problem.position
    }
    # The figure above the line of a printed percentage is as good as printed.
    tied = {ratio.numerator for ratio in problem.ratios if ratio.state == "shown"}
    limits = _limits(problem)
    # Where percentages of 0 are hidden, so are the zeros above their line.
    hides_extremes = policy.percent_extremes == "hidden"
    percentages = (*problem.ratios, *problem.derived_ratios) if hides_extremes else ()
    shares = {ratio.numerator for ratio in percentages if ratio.complement}
    if policy.whole_groups == "hidden":
        shares |= {part for line in attribute_equations(problem) for part in line.parts}
    room: dict[int, tuple[float, float]] = {}
    weights: dict[int, float] = {}
    for place, cell in enumerate(problem.cells):
        is_published = cell.state in ("shown", "rounded") or place in tied
        if cell.value is None or cell.contributors_count == 0 or place in out:
            continue
        if place not in rules and is_published:
            weight = policy.weight(cell, tied=place in tied)
            # A zero that is printed is known; hidden, it would deceive nobody.
            if cell.value == 0 or weight == inf:
                continue
            weights[place] = weight
        never_nought = policy.zeros == "shown" and is_published and place not in shares
        lowest = max(cell.lower, 1.0) if never_nought and cell.whole and cell.value else cell.lower
        room[place] = (max(0.0, cell.value - lowest), max(0.0, cell.upper - cell.value))
    needs = [
        _need(place, problem.cells[place], rule, room, limits.get(place, (-inf, inf)), policy)
        for place, rule in rules.items()
    ]
    attackers = dict(problem.cells_by_owner) if policy.insiders else {}
    return Task(problem, tuple(needs), room, weights, _lines(problem, room), attackers)


def with_zeros(task: Task, places: Collection[int]) -> Task:
    """The same task where some zeros may be hidden too, at more than all other cells cost.

    Parameters
    ----------
    task : Task
    places : collection of int
        Positions of zeros that are to be printed.
    """
    new = [place for place in places if place not in task.room]
    if not new:
        return task
    room = task.room | dict.fromkeys(new, (0.0, inf))
    dear = 1.0 + max(task.weights.values(), default=0.0)
    weights = task.weights | dict.fromkeys(new, dear)
    return replace(task, room=room, weights=weights, lines=_lines(task.problem, room))


def _lines(problem: Problem, room: dict[int, tuple[float, float]]) -> tuple[Row, ...]:
    """What the changes from the true table to another must satisfy."""
    lines: list[Row] = []
    for equation in problem.equations:
        terms = [(equation.total, 1.0), *((part, -1.0) for part in equation.parts)]
        lines.append(Row(tuple(terms), 0.0, 0.0))
    for ratio in problem.ratios:
        above, below = problem.cells[ratio.numerator].value, problem.cells[ratio.denominator].value
        if ratio.complement is not None or above is None or below is None:
            continue
        # No mean leaves its scale, however many pupils are behind it.
        for limit, low, high in ((ratio.minimum, 0.0, inf), (ratio.maximum, -inf, 0.0)):
            if abs(limit) < inf:
                difference = above - limit * below
                terms = [(ratio.numerator, 1.0), (ratio.denominator, -limit)]
                lines.append(
                    Row(tuple(terms), min(0.0, low - difference), max(0.0, high - difference))
                )
    moving = (
        Row(tuple(term for term in line.terms if term[0] in room), line.lower, line.upper)
        for line in lines
    )
    return tuple(line for line in moving if line.terms)


def _limits(problem: Problem) -> dict[int, tuple[float, float]]:
    """Between which the sum behind a mean lies, given how many pupils it is of."""
    limits: dict[int, tuple[float, float]] = {}
    for ratio in problem.ratios:
        below = problem.cells[ratio.denominator].value
        if ratio.complement is None and below is not None:
            limits[ratio.numerator] = (ratio.minimum * below, ratio.maximum * below)
    return limits


def _need(
    place: int,
    cell: Cell,
    rule: str,
    room: dict[int, tuple[float, float]],
    limits: tuple[float, float],
    policy: Policy,
) -> ProtectionLevel:
    value = cell.value or 0.0
    down, _ = room.get(place, (0.0, 0.0))
    if cell.whole and value < policy.threshold and rule in WHOLE_INTERVAL:
        return ProtectionLevel(place, value - max(0.0, cell.lower), policy.threshold - value)
    reach = max(1.0, abs(value) * policy.sum_protection_percent / 100)
    reach = float(round(reach + 0.5)) if cell.whole else reach
    # Nobody can be kept from what the scale of a mean says anyway.
    least, most = limits
    return ProtectionLevel(
        place, max(0.0, min(down, reach, value - least)), max(0.0, min(reach, most - value))
    )
