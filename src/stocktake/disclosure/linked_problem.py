"""Everything that is out, with its true figures, and the tables that are to follow: one problem.

What a school derives from two releases depends on its own figures, so that the proof needs the
true ones of both. Where an earlier release kept none, figures that fit stand in for them; no proof
against somebody who may know the true ones relies on these.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from stocktake.disclosure.cells import Cell, CellId, Problem
from stocktake.disclosure.completed_table import complete_table
from stocktake.disclosure.earlier import Earlier, Promise
from stocktake.disclosure.linked_tables import Out, lay_beside, sure_cells
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.structure import Table


@dataclass(frozen=True)
class LinkedProblem:
    """The tables to be released and all that bears on them.

    Parameters
    ----------
    problem : Problem
        With a figure for every cell.
    own_cells : frozenset of CellId
        Cells and ratios of the tables to be released, remainders among them.
    known_cells : frozenset of CellId
        Printed before with the figure that is true.
    hidden_before : frozenset of CellId
        Printed before as confidential.
    standins : frozenset of CellId
        Cells whose true figure nobody kept.
    promises : dict of CellId to Promise
        What earlier releases promised.
    together, apart : tuple of Earlier
        Earlier releases that agree with the tables, and those of which a figure was revised.
    """

    problem: Problem
    own_cells: frozenset[CellId]
    known_cells: frozenset[CellId]
    hidden_before: frozenset[CellId]
    standins: frozenset[CellId]
    promises: dict[CellId, Promise]
    together: tuple[Earlier, ...]
    apart: tuple[Earlier, ...]

    @property
    def without_figures(self) -> tuple[Earlier, ...]:
        """The earlier releases whose true figures were not kept."""
        return tuple(release for release in self.together if release.true_table is None)

    @property
    def untrue_ids(self) -> set[str]:
        """The recalled releases of which figures were wrong: they contradict the true ones."""
        return {release.record.id for release in self.apart if release.record.recall is not None}


def link_problem(
    tables: Sequence[Table], alone: Problem, earlier: Sequence[Earlier], out: Out, policy: Policy
) -> LinkedProblem:
    """Lay tables and everything that bears on them side by side, with their true figures.

    Parameters
    ----------
    tables : sequence of Table
        To be released, with every figure.
    alone : Problem
        Made of these alone.
    earlier : sequence of Earlier
    out : Out
        What the earlier ones print and hide.
    policy : Policy

    Raises
    ------
    InputError
        The structure contradicts an earlier one's.
    StocktakeError
        Where no figures fit in the place of those that nobody kept.
    """
    beside = lay_beside(tables, earlier, inside=True)
    own_cells = frozenset((*alone.position, *(ratio.id for ratio in alone.ratios)))
    known_cells = _known_cells(beside.problem, out, alone)
    hidden_before = out.hidden_cells - known_cells
    promises = latest_promises(beside.together)
    standins = frozenset(cell.id for cell in beside.problem.cells if cell.value is None)
    marked_problem = _mark(
        beside.problem, hidden_before, frozenset(promises), sure_cells(earlier), policy
    )
    whole = complete_table(marked_problem, hidden_before, tuple(promises.values()))
    return LinkedProblem(
        whole,
        own_cells,
        known_cells,
        hidden_before,
        standins,
        promises,
        beside.together,
        beside.apart,
    )


def _known_cells(problem: Problem, out: Out, alone: Problem) -> frozenset[CellId]:
    """What was printed with its true figure; and what stands above a printed percentage."""
    known_ids = {
        cell.id
        for cell in problem.cells
        if cell.value is not None and cell.value in out.shown_values.get(cell.id, ())
    }
    for ratio in problem.ratios:
        if ratio.value is None or ratio.value not in out.shown_values.get(ratio.id, ()):
            continue
        known_ids.add(ratio.id)
        above = problem.cells[ratio.numerator]
        # Nobody printed it, and the percentage says nearly as much.
        if above.state == "withheld" and above.id not in out.hidden_cells:
            known_ids.add(above.id)
    return frozenset(known_ids)


def latest_promises(earlier: Sequence[Earlier]) -> dict[CellId, Promise]:
    """One promise for each cell: the last one, which says what was attainable since."""
    return {promise.cell: promise for release in earlier for promise in release.promises}


def _mark(
    problem: Problem,
    hidden_before: Collection[CellId],
    promised_ids: Collection[CellId],
    sure_ids: Collection[CellId],
    policy: Policy,
) -> Problem:
    """Cells that stay hidden cost nothing; those hidden for their own sake are asked about."""
    shares = {ratio.numerator for ratio in problem.ratios if ratio.complement is not None}

    def mark(place: int, cell: Cell) -> Cell:
        if cell.id not in hidden_before or cell.state not in ("shown", "hidden"):
            return cell
        sure = cell.whole and cell.value != 0 and place not in shares
        if not sure or cell.id not in sure_ids:
            return replace(cell, state="hidden")
        if policy.zeros == "hidden" or cell.id not in promised_ids:
            return replace(cell, state="hidden", lower=max(cell.lower, 1.0))
        return replace(cell, state="shown")

    cells = tuple(mark(place, cell) for place, cell in enumerate(problem.cells))
    return replace(problem, cells=cells)
