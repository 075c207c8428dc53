"""Attacks new tables by whoever believes what is out, and doubts the new ones where they differ.

A table that contradicts an earlier one may be the wrong one of the two: a total of 22 that is out,
and 19 girls and no boy in the new table, make three boys. What is true then nobody inside knows
yet, so that whatever small figure is left may be.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import nan

from stocktake.disclosure.believed_pictures import believed_problems
from stocktake.disclosure.cells import CellId, Problem
from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.linked_problem import LinkedProblem
from stocktake.disclosure.linked_tables import sure_cells
from stocktake.disclosure.nearness import Nearness
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.published_cells import CLOSE
from stocktake.disclosure.revised_pictures import blank_table, known_values, suppositions
from stocktake.disclosure.structure import Table
from stocktake.disclosure.uncovered import Shortfall
from stocktake.standards.errors import InputError

NEW = "the new tables"


def doubted_shortfalls(
    published_tables: Sequence[Table],
    inners: Sequence[Table],
    linked_problem: LinkedProblem,
    policy: Policy,
    exempt_cells: Collection[CellId],
) -> list[Shortfall]:
    """Small figures that are left where an earlier release is believed before the new tables.

    Parameters
    ----------
    published_tables, inners, linked_problem, policy, exempt_cells
        As for :func:`revised_attack.revised_shortfalls`. A recalled release is not believed first.
    """
    kept_releases = [
        release for release in reversed(linked_problem.apart) if release.record.recall is None
    ]
    if not kept_releases:
        return []
    # Everything that is out that agrees with itself; or one of the releases that contradict.
    believed_sets = [(*kept_releases, *linked_problem.together)]
    believed_sets += [(release,) for release in kept_releases]
    shortfalls: dict[Shortfall, None] = {}
    for releases in believed_sets:
        try:
            doubter = _Doubter(releases, published_tables, inners, linked_problem, policy)
        except InputError:
            continue  # they contradict each other too: nobody believes all of them
        shortfalls |= {
            Shortfall(cell, name): None
            for name in ("", *doubter.names)
            for cell in doubter.near_cells(name)
            if cell not in exempt_cells
        }
    return list(shortfalls)


class _Doubter:
    """Believes some releases, and of the new tables and what else is out all that it can."""

    def __init__(
        self,
        believed_releases: Sequence[Earlier],
        published_tables: Sequence[Table],
        inners: Sequence[Table],
        linked_problem: LinkedProblem,
        policy: Policy,
    ) -> None:
        other_releases = [
            release for release in linked_problem.together if release not in believed_releases
        ]
        printed_tables = [*published_tables, *(release.table for release in other_releases)]
        believed_tables = [release.table for release in believed_releases]
        blanks = [blank_table(table) for table in printed_tables]
        self._problem = build_problem([*believed_tables, *blanks])
        self._pictures = [(NEW, build_problem(printed_tables))]
        other_tables = [release.true_table or release.table for release in other_releases]
        self._true_new = build_problem([*inners, *other_tables])
        self._true_before = build_problem(
            [release.true_table or release.table for release in believed_releases]
        )
        is_claimed = policy.insiders and not linked_problem.without_figures
        self.names = sorted(linked_problem.problem.cells_by_owner) if is_claimed else []
        fresh_cells = linked_problem.own_cells - linked_problem.known_cells
        values = _values(self._true_new) | _values(self._true_before)
        doubted_places = _contradicted_places(self._problem, values)
        believed_cells = _values(self._true_before)
        # Of what is not in doubt the truth is known, and is asked about elsewhere.
        self._questions = {
            cell.id: nan
            for cell in self._problem.cells
            if cell.whole
            and cell.state != "shown"
            and cell.id in fresh_cells
            and cell.id.place in doubted_places
            and cell.id not in believed_cells
        }
        zeros = {cell.id for cell in self._true_new.cells if cell.value == 0}
        self._nearness = Nearness(
            policy, frozenset(sure_cells((*believed_releases, *other_releases))) - zeros
        )

    def near_cells(self, name: str) -> list[CellId]:
        """What one attacker comes near to."""
        new_figures, old_figures = (
            _own_figures(problem, name) for problem in (self._true_new, self._true_before)
        )
        own_values = dict(old_figures)
        if all(new_figures.get(cell, value) == value for cell, value in old_figures.items()):
            own_values |= new_figures
        own_values = {
            cell: value for cell, value in own_values.items() if cell in self._problem.position
        }
        known_figures = own_values | known_values(self._pictures, {NEW: new_figures})
        known_ids = {*own_values, *new_figures}
        questions = {
            cell: value for cell, value in self._questions.items() if cell not in known_ids
        }
        near: dict[CellId, None] = {}
        tried = suppositions(self._problem, self._pictures, known_cells=known_ids)
        for problem in believed_problems(tried, questions, known_figures):
            near |= dict.fromkeys(
                self._nearness.near_cells(problem, name, known_figures, questions)
            )
        return list(near)


def _values(problem: Problem) -> dict[CellId, float]:
    return {cell.id: cell.value for cell in problem.cells if cell.value is not None}


def _contradicted_places(problem: Problem, values: Mapping[CellId, float]) -> set[str]:
    """Where a sum does not hold once what is out is believed: what is true there nobody knows."""
    places = set()
    for line in problem.equations:
        total, *parts = (problem.cells[place].id for place in (line.total, *line.parts))
        if {part.place for part in parts} == {total.place} and all(
            cell in values for cell in (total, *parts)
        ):
            difference = values[total] - sum(values[part] for part in parts)
            if abs(difference) > CLOSE:
                places.add(total.place)
    return places


def _own_figures(problem: Problem, name: str) -> Mapping[CellId, float]:
    if not name:
        return {}
    cells = [problem.cells[place] for place in problem.cells_by_owner.get(name, ())]
    return {cell.id: cell.value for cell in cells if cell.value is not None}
