"""Attacks a table together with everything that was let out before it.

Where a figure was revised there are two pictures of the same pupils. An outsider supposes that
whatever was not revised in print has not changed, as long as that does not contradict itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from math import inf

from stocktake.disclosure.attack import Bounds, attack
from stocktake.disclosure.cells import Cell, CellId, Problem
from stocktake.disclosure.earlier import Earlier, Promise
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.linked_tables import lay_beside, sure_cells
from stocktake.disclosure.published_cells import CLOSE
from stocktake.disclosure.revised_pictures import suppositions
from stocktake.disclosure.structure import Table
from stocktake.standards.errors import InputError


def attack_beside(
    published_table: Table,
    earlier: Sequence[Earlier],
    promises: Sequence[Promise],
    *,
    zeros: str = "shown",
    apart: Collection[str] = (),
    true_values: Mapping[CellId, float] | None = None,
) -> dict[CellId, Bounds]:
    """What an outsider who has every release derives of the hidden and the promised cells.

    Parameters
    ----------
    published_table : Table
        What is to be released, exactly as it would be.
    earlier : sequence of Earlier
    promises : sequence of Promise
        For this table and for the earlier ones.
    zeros : str
        Whether this table prints zeros: ``shown`` or ``hidden``.
    apart : collection of str
        Ids of releases that contradict the tables, recalled or not, printed or hidden. They are
        taken both as believed and as disregarded, whichever says more.
    true_values : mapping of CellId to float, optional
        Bounds that rest on a wrong figure and miss the true one are left out: whoever believes it
        is misled. Without them every bound counts.

    Returns
    -------
    dict of CellId to Bounds
    """
    other_releases = [release for release in earlier if release.record.id in apart]
    beside = lay_beside(
        [published_table], [release for release in earlier if release.record.id not in apart]
    )
    problem = beside.problem
    before = frozenset().union(*(release.hidden_cells for release in earlier))
    sure = sure_cells(earlier)
    if zeros == "shown":
        sure |= problem.marked_cells - before
    # Now and then a zero is hidden because it would give something away: nobody can rely on it.
    sure -= {name for name, value in (true_values or {}).items() if value == 0}
    bounds = _linked_bounds(problem, beside.apart, promises, sure)
    if other_releases:
        believed_bounds = _linked_bounds(problem, [*beside.apart, *other_releases], promises, sure)
        for name in bounds.keys() & believed_bounds.keys():
            item, value = believed_bounds[name], (true_values or {}).get(name)
            if value is None or item.low - CLOSE <= value <= item.high + CLOSE:
                loose = bounds[name]
                low, high = max(item.low, loose.low), min(item.high, loose.high)
                bounds[name] = replace(loose, low=low, high=high)
    return bounds


def _linked_bounds(
    problem: Problem,
    apart: Sequence[Earlier],
    promises: Sequence[Promise],
    sure: Collection[CellId],
) -> dict[CellId, Bounds]:
    pictures = [(release.record.id, build_problem([release.table])) for release in reversed(apart)]
    for supposition in suppositions(problem, pictures) if pictures else ():
        try:
            return _attacked(supposition.problem, promises, sure)
        except InputError:
            pass  # something that is hidden was revised too
    return _attacked(problem, promises, sure)


def _attacked(
    problem: Problem, promises: Sequence[Promise], sure: Collection[CellId]
) -> dict[CellId, Bounds]:
    promised_cells = {promise.cell for promise in promises} & problem.position.keys()
    published_cells = {cell.id for cell in problem.cells if cell.state == "shown"}
    cells_in_question = (problem.marked_cells | promised_cells) - published_cells
    bounds = {
        name: Bounds(name, cell.value, cell.value, "known")
        for name in (problem.marked_cells | promised_cells) & published_cells
        if name in problem.position
        and (cell := problem.cells[problem.position[name]]).value is not None
    }
    if not cells_in_question & problem.position.keys() or not (problem.equations or problem.ratios):
        return bounds
    bounds |= {item.cell: item for item in attack(problem, cells_in_question)}
    if not problem.ratios and sure:
        # Where zeros are printed, whoever knows the policy takes what is hidden for one at least.
        try:
            informed = attack(with_one_at_least(problem, sure), cells_in_question)
        except InputError:
            informed = ()  # a zero is hidden after all, so nobody may suppose so
        for item in informed:
            loose = bounds[item.cell]
            low = item.low if item.low > 1 else loose.low
            bounds[item.cell] = replace(loose, low=low, high=min(item.high, loose.high))
    return bounds


def with_one_at_least(problem: Problem, sure: Collection[CellId]) -> Problem:
    """The same, where whoever knows the policy takes some hidden counts for one at least."""
    cells = tuple(
        replace(cell, lower=max(cell.lower, 1.0)) if cell.whole and cell.id in sure else cell
        for cell in problem.cells
    )
    return replace(problem, cells=cells)


def with_zeros_alone(problem: Problem) -> Problem:
    """The same with nothing printed but zeros."""

    def hide(cell: Cell) -> Cell:
        if cell.value == 0 and cell.state == "shown":
            return cell
        return replace(cell, state="hidden", value=None)

    ratios = tuple(replace(ratio, state="hidden", value=None) for ratio in problem.ratios)
    return replace(problem, cells=tuple(hide(cell) for cell in problem.cells), ratios=ratios)


def falls_short(bounds: Bounds, promise: Promise) -> bool:
    """Whether an outsider comes nearer to a cell than was promised."""
    if bounds.exact:
        return True
    if promise.percent is None:
        return bounds.low > promise.low + 1e-6 or bounds.high < promise.high - 1e-6
    if bounds.width == inf:
        return False
    middle = abs(bounds.low + bounds.high) / 2
    return bounds.width < promise.percent / 100 * middle
