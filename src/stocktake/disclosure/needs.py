"""How far an outsider must be kept from each primary cell, and how far every cell could differ.

The interval of a small count goes from nought to the threshold. Where a policy prints noughts,
everybody knows that the other hidden cells are not nought either, and no proof may rely on it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from stocktake.disclosure.cells import Cell, CellId, Problem
from stocktake.disclosure.facts import Row
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.primary import Primary


@dataclass(frozen=True, slots=True)
class Need:
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
    needs : tuple of Need
    room : dict of int to (float, float)
        How far each cell that may be hidden, or is never printed, could differ down and up.
    weights : dict of int to float
        What hiding each further cell costs; only cells that may be hidden and need not be.
    lines : tuple of Row
        What changes must satisfy: parts change by as much as their total.
    attackers : dict of str to frozenset of int
        Besides the outsider, those who know cells of their own.
    """

    problem: Problem
    needs: tuple[Need, ...]
    room: dict[int, tuple[float, float]]
    weights: dict[int, float]
    lines: tuple[Row, ...]
    attackers: dict[str, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def through(self) -> dict[int, tuple[int, ...]]:
        """The lines on which each cell stands."""
        found: dict[int, list[int]] = {}
        for number, line in enumerate(self.lines):
            for cell, _ in line.terms:
                found.setdefault(cell, []).append(number)
        return {cell: tuple(numbers) for cell, numbers in found.items()}


def state_task(
    problem: Problem,
    policy: Policy,
    primary: Sequence[Primary],
    *,
    known: Collection[CellId] = (),
) -> Task:
    """Put a table, a policy and its primary cells as a task to be solved.

    Parameters
    ----------
    problem : Problem
    policy : Policy
    primary : sequence of Primary
    known : collection of CellId
        Cells that are out already and cannot be hidden any more.
    """
    out = problem.positions(known)
    rules = {
        problem.position[item.cell]: item.rule for item in primary if item.cell in problem.position
    }
    # The figure above the line of a printed percentage is as good as printed.
    tied = {ratio.numerator for ratio in problem.ratios if ratio.state == "shown"}
    limits = _limits(problem)
    # Where percentages of 0 are hidden, so are the noughts above their line.
    hides_extremes = policy.percent_extremes == "hidden"
    percentages = (*problem.ratios, *problem.derived) if hides_extremes else ()
    shares = {ratio.numerator for ratio in percentages if ratio.complement}
    room: dict[int, tuple[float, float]] = {}
    weights: dict[int, float] = {}
    for place, cell in enumerate(problem.cells):
        printed = cell.state in ("shown", "rounded") or place in tied
        if cell.value is None or cell.contributors_count == 0 or place in out:
            continue
        if place not in rules and printed:
            weight = policy.weight(cell, tied=place in tied)
            # A nought that is printed is known; hidden, it would deceive nobody.
            if cell.value == 0 or weight == inf:
                continue
            weights[place] = weight
        never_nought = policy.zeros == "shown" and printed and place not in shares
        lowest = max(cell.lower, 1.0) if never_nought and cell.whole and cell.value else cell.lower
        room[place] = (max(0.0, cell.value - lowest), max(0.0, cell.upper - cell.value))
    needs = [
        _need(place, problem.cells[place], rule, room, limits.get(place, (-inf, inf)), policy)
        for place, rule in rules.items()
    ]
    attackers = dict(problem.owned) if policy.insiders else {}
    return Task(problem, tuple(needs), room, weights, _lines(problem, room), attackers)


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
                now = above - limit * below
                terms = [(ratio.numerator, 1.0), (ratio.denominator, -limit)]
                lines.append(Row(tuple(terms), min(0.0, low - now), max(0.0, high - now)))
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
) -> Need:
    value = cell.value or 0.0
    down, _ = room.get(place, (0.0, 0.0))
    if cell.whole and value < policy.threshold and rule in ("count", "zero", "extreme percentage"):
        return Need(place, value - max(0.0, cell.lower), policy.threshold - value)
    reach = max(1.0, abs(value) * policy.sum_protection_percent / 100)
    reach = float(round(reach + 0.5)) if cell.whole else reach
    # Nobody can be kept from what the scale of a mean says anyway.
    least, most = limits
    return Need(
        place, max(0.0, min(down, reach, value - least)), max(0.0, min(reach, most - value))
    )
