"""Complementary suppression that is proved: a small set of further cells, and why it suffices.

Hiding a small figure is not enough where its total and its neighbours are printed; and no rule
about rows and columns is enough either, since sums of rows less sums of columns leak. What counts
is whether an outsider, or a school that knows its own figures, can pin a hidden cell inside its
protection interval.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from stocktake.disclosure.cells import CellId, Problem
from stocktake.disclosure.exact import EXACT_CELLS, TRIED_ROUNDS, best_cover
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.primary import Primary, primary_cells
from stocktake.disclosure.proof_check import check_proofs
from stocktake.disclosure.proof_tables import Cover
from stocktake.disclosure.protection_levels import Task, state_task
from stocktake.disclosure.secondary_suppression import quick_cover
from stocktake.standards.errors import Fault, InputError, StocktakeError

Method = Literal["auto", "exact", "quick"]


@dataclass(frozen=True)
class Protection:
    """What is to be hidden, and why.

    Parameters
    ----------
    primary : tuple of Primary
        Hidden for their own sake, remainders that no table prints among them.
    secondary : tuple of CellId
        Hidden so that the primary ones cannot be worked out; percentages and means of hidden
        figures among them.
    weight : float
        The cost of the secondary cells by the policy's weights.
    optimal : bool
        Whether no cheaper set protects as well against an outsider who allows fractions.
    questions_count : int
        Cells times directions times attackers for which another table was shown to exist.
    """

    primary: tuple[Primary, ...]
    secondary: tuple[CellId, ...]
    weight: float
    optimal: bool
    questions_count: int

    @property
    def hidden_cells(self) -> frozenset[CellId]:
        """Everything to be printed as confidential; figures that are never printed among them."""
        return frozenset((*(item.cell for item in self.primary), *self.secondary))


def protect(
    problem: Problem,
    policy: Policy,
    *,
    primary: Sequence[Primary] | None = None,
    known_cells: Collection[CellId] = (),
    method: Method = "auto",
    progress: Callable[[int, int], None] | None = None,
) -> Protection:
    """Find a small set of further cells such that no hidden cell can be pinned.

    Parameters
    ----------
    problem : Problem
        With the true figure of every cell.
    policy : Policy
    primary : sequence of Primary, optional
        By default what the policy's rules find.
    known_cells : collection of CellId
        Cells that are out already, from earlier releases.
    method : str
        ``exact`` (cutting planes to the end), ``quick`` (cell by cell, then taken back), or
        ``auto``: quick, then a few rounds of cutting planes where the table is small.
    progress : callable, optional
        Called with cells done and cells in all.

    Returns
    -------
    Protection

    Raises
    ------
    InputError
        Where a combination has no row, or a cell no figure.
    StocktakeError
        Where no suppression can satisfy the policy, naming the cells.
    UsageError
        Where HiGHS is not installed.

    Notes
    -----
    For every primary cell, direction and attacker another table is found that agrees with all that
    is printed; each is checked by addition before anything is returned. Printed zeros are known
    and never serve as secondary cells. Counts are proved in whole numbers.

    Source: M. Fischetti and J. J. Salazar, cutting planes for complementary cell suppression
    (2000).

    Examples
    --------
    >>> from stocktake.disclosure.cells import Cell, CellId, Equation
    >>> from stocktake.disclosure.policy import load_policy
    >>> figures = {"all": 90.0, "a": 3.0, "b": 57.0, "c": 30.0}
    >>> cells = tuple(
    ...     Cell(CellId("pupils", "all", name), value=value, depth=int(name == "all"))
    ...     for name, value in figures.items()
    ... )
    >>> found = protect(Problem(cells, (Equation(0, (1, 2, 3)),)), load_policy("stocktake_default"))
    >>> [cell.place for cell in found.secondary]
    ['c']
    """
    _refuse_gaps(problem)
    hidden_first = tuple(primary_cells(problem, policy) if primary is None else primary)
    _refuse_known(hidden_first, known_cells)
    task = state_task(problem, policy, hidden_first, known_cells=known_cells)
    optimal = not task.needs
    cover = Cover()
    if task.needs:
        cover = quick_cover(task, progress=progress)
        _refuse_unanswered(cover, task)
        if method == "exact":
            cover, optimal = best_cover(task, cover)
        elif method == "auto" and len(task.weights) <= EXACT_CELLS:
            cover, optimal = best_cover(task, cover, rounds=TRIED_ROUNDS)
    check_proofs(cover, task)
    secondary = [cell.id for place, cell in enumerate(problem.cells) if place in cover.further]
    firsts = {item.cell for item in hidden_first}
    suppressed_positions = cover.further | {
        problem.position[name] for name in firsts if name in problem.position
    }
    secondary += [
        ratio.id
        for ratio in problem.ratios
        if ratio.id not in firsts and suppressed_positions & {ratio.numerator, ratio.denominator}
    ]
    weight = sum(task.weights[place] for place in cover.further)
    return Protection(hidden_first, tuple(secondary), weight, optimal, len(cover.proofs))


def _refuse_gaps(problem: Problem) -> None:
    faults = [
        Fault(str(cell.id), "has no figure", "a row with its figure; 0 is a figure")
        for cell in problem.cells
        if cell.value is None
    ]
    if faults:
        raise InputError("a table with gaps cannot be protected", faults)


def _refuse_known(primary: Sequence[Primary], known_cells: Collection[CellId]) -> None:
    out = set(known_cells)
    faults = [
        Fault(str(item.cell), "is to be hidden, and is out already")
        for item in primary
        if item.cell in out
    ]
    if faults:
        raise StocktakeError("no suppression can hide what has been let out", faults)


def _refuse_unanswered(cover: Cover, task: Task) -> None:
    cells = task.problem.cells
    unanswered_pairs = dict.fromkeys(
        (question.cell, question.attacker) for question in cover.unanswered
    )
    faults = [
        Fault(
            str(cells[cell].id),
            "can be worked out whatever else is hidden" + (f", by {attacker}" if attacker else ""),
            "",
            "leave out a dimension, merge items, or allow totals to be hidden",
        )
        for cell, attacker in unanswered_pairs
    ]
    if faults:
        raise StocktakeError("no suppression can satisfy the policy", faults)


__all__ = ["Method", "Protection", "protect"]
