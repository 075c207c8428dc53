"""Attacks tables by whoever holds a revised or recalled release next to them, contributors too.

A contributor knows its own figures in every picture, the false ones too. What is disregarded is
proved already; here what contradicts the tables is believed as far as it can be. Bounds that miss
the true figure mislead, and are no disclosure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import isnan

from stocktake.disclosure.believed_pictures import (
    believed_problems,
    plain_differences,
    rightly_believed_problems,
)
from stocktake.disclosure.cells import CellId, Problem
from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.linked_problem import LinkedProblem
from stocktake.disclosure.linked_tables import sure_cells
from stocktake.disclosure.nearness import Nearness
from stocktake.disclosure.policy import Policy, hides_zeros
from stocktake.disclosure.revised_pictures import (
    Picture,
    blank_table,
    earlier_id,
    figures_left,
    known_values,
    remainders_between,
    suppositions,
)
from stocktake.disclosure.structure import Table
from stocktake.disclosure.uncovered import Shortfall, Uncovered


def revised_shortfalls(
    published_tables: Sequence[Table],
    inners: Sequence[Table],
    linked_problem: LinkedProblem,
    policy: Policy,
    exempt_cells: Collection[CellId],
) -> Uncovered:
    """What somebody who believes earlier pictures works out of the true figures.

    Parameters
    ----------
    published_tables : sequence of Table
        As they would leave.
    inners : sequence of Table
        The same with their true figures.
    linked_problem : LinkedProblem
        Of the same tables, with their true figures and what is out.
    policy : Policy
    exempt_cells : collection of CellId
        Not promised: listed in the record.

    Returns
    -------
    Uncovered
        Hidden figures that are exact, and small ones with fewer than 6 values left; save what
        follows from a contributor's own figures and printed zeros alone. Listed is what was as
        near before these tables.
    """
    if not linked_problem.apart:
        return Uncovered()
    attackers = _Attackers(published_tables, inners, linked_problem, policy, exempt_cells)
    shortfalls = {
        name: cells for name in ("", *attackers.names) if (cells := attackers.derived_cells(name))
    }
    blanks = [blank_table(table) for table in published_tables]
    before = _Attackers(blanks, inners, linked_problem, policy, exempt_cells)
    refused_shortfalls, listed_cells = list[Shortfall](), dict[CellId, None]()
    for name, cells in shortfalls.items():
        may_be_out = [cell for cell in cells if attackers.is_of_earlier(cell)]
        were_out = set(before.derived_cells(name, may_be_out)) if may_be_out else set()
        listed_cells |= {cell: None for cell in cells if cell in were_out}
        refused_shortfalls += [Shortfall(cell, name) for cell in cells if cell not in were_out]
    return Uncovered(tuple(refused_shortfalls), tuple(listed_cells))


class _Attackers:
    """What is printed, what was true in each picture, and whose figures are whose."""

    def __init__(
        self,
        published_tables: Sequence[Table],
        inners: Sequence[Table],
        linked_problem: LinkedProblem,
        policy: Policy,
        exempt_cells: Collection[CellId],
    ) -> None:
        self._policy = policy
        self._exempt_cells = frozenset(exempt_cells)
        together, apart = linked_problem.together, tuple(reversed(linked_problem.apart))
        # What the tables and the earlier pictures bind together is a cell, printed now or not.
        blanks = [blank_table(release.table) for release in apart]
        printed_tables = [*published_tables, *(release.table for release in together)]
        self._problem = build_problem([*printed_tables, *blanks])
        known_tables = [release.true_table or release.table for release in together]
        self._true_problem = build_problem([*inners, *known_tables, *blanks])
        self._pictures: list[Picture] = [
            (release.record.id, build_problem([release.table])) for release in apart
        ]
        self._true_pictures = {
            release.record.id: build_problem([release.true_table])
            for release in apart
            if release.true_table is not None
        }
        claimed = policy.insiders and not linked_problem.without_figures
        owners = {name for name in linked_problem.problem.cells_by_owner if claimed}
        self.names = sorted(owners)
        self._values = _values(linked_problem.problem) | _values(self._true_problem)
        every_value = dict(self._values)
        earlier_cells = set[CellId]()
        for release in apart:
            if (picture := self._true_pictures.get(release.record.id)) is not None:
                fresh_values = {k: v for k, v in _values(picture).items() if k not in every_value}
                every_value |= fresh_values
                earlier_cells |= fresh_values.keys()
        fresh_cells = linked_problem.own_cells - linked_problem.known_cells
        remainders = remainders_between(self._problem, every_value, fresh_cells)
        left = figures_left(self._problem, every_value, fresh_cells, earlier_cells)
        self._values |= remainders
        self._every_value = dict(self._values)
        for release_id, picture in self._true_pictures.items():
            before = _values(picture).items()
            self._every_value |= {earlier_id(name, release_id): value for name, value in before}
        questions = self._questions(apart, left)
        self._questions_by_id = {
            name: value for name, value in questions.items() if value is not None
        }
        hidden_before = frozenset().union(*(r.hidden_cells for r in (*together, *apart)))
        sure = sure_cells(together)
        if not hides_zeros(policy):
            sure |= self._problem.marked_cells - hidden_before
        zeros = {name for name, value in self._values.items() if value == 0}
        self._nearness = Nearness(policy, frozenset(sure) - zeros)

    def _questions(
        self, apart: Sequence[Earlier], left: Mapping[CellId, float]
    ) -> dict[CellId, float | None]:
        """Hidden figures, and small ones that nobody prints, with what is true or may be."""
        questions: dict[CellId, float | None] = {}
        threshold = self._policy.threshold
        for cell in self._problem.cells:
            value = self._values.get(cell.id, left.get(cell.id))
            may_be_small = value is not None and (isnan(value) or 0 < value < threshold)
            is_small = cell.whole and may_be_small
            if cell.state != "shown" and (cell.id in self._problem.marked_cells or is_small):
                questions[cell.id] = value
        for (release_id, picture), release in zip(self._pictures, apart, strict=True):
            if release.record.recall is not None or release_id not in self._true_pictures:
                continue
            before = _values(self._true_pictures[release_id])
            for name in picture.marked_cells:
                if name in picture.position and picture.cells[picture.position[name]].value is None:
                    questions[earlier_id(name, release_id)] = before.get(name)
        return {name: value for name, value in questions.items() if name not in self._exempt_cells}

    def is_of_earlier(self, cell: CellId) -> bool:
        return cell not in self._problem.position  # an earlier picture alone has it

    def derived_cells(self, attacker: str, among: Collection[CellId] | None = None) -> list[CellId]:
        """What one attacker works out and should not; of some cells alone, if these are given."""
        own_values, own_before = self._own_figures(attacker)
        known_ids = set(own_values) | {name for cells in own_before.values() for name in cells}
        known_figures = own_values | known_values(self._pictures, own_before)
        own_places = self._true_problem.cells_by_owner.get(attacker, ())
        # What is left of its own figures is its own too, whether or not any table has it.
        own_ids = {self._true_problem.cells[place].id for place in own_places}
        questions = {
            name: value
            for name, value in self._questions_by_id.items()
            if name not in known_figures
            and name not in own_ids
            and (among is None or name in among)
        }
        near = dict.fromkeys(
            plain_differences(self._problem, self._pictures, own_values, questions)
        )
        for unlinked_ids in self._suppositions(known_ids):
            near |= dict.fromkeys(
                self._near_cells(attacker, known_figures, questions, unlinked_ids)
            )
        boldest = next(suppositions(self._problem, self._pictures, known_cells=known_ids))
        for problem in rightly_believed_problems(
            boldest, self._every_value, questions, known_figures
        ):
            near |= dict.fromkeys(
                self._nearness.near_cells(problem, attacker, known_figures, questions)
            )
        return list(near)

    def _suppositions(self, known_ids: set[CellId]) -> list[set[CellId]]:
        """What may have changed: own figures; or these alone and what is above them.

        Whether its own figure was wrong a contributor knows before any table says so.
        """
        above_ids: set[CellId] = set()
        lines = [
            (problem.cells[line.total].id, {problem.cells[part].id for part in line.parts})
            for problem in (self._problem, *(picture for _, picture in self._pictures))
            for line in problem.equations
        ]
        while more := {
            total
            for total, parts in lines
            if total not in above_ids and not parts.isdisjoint(known_ids | above_ids)
        }:
            above_ids |= more
        return [known_ids, *([known_ids | above_ids] if above_ids else [])]

    def _near_cells(
        self,
        attacker: str,
        known_figures: Mapping[CellId, float],
        questions: Mapping[CellId, float],
        unlinked_ids: Collection[CellId],
    ) -> list[CellId]:
        tried = suppositions(self._problem, self._pictures, known_cells=unlinked_ids)
        near: dict[CellId, None] = {}
        for problem in believed_problems(tried, questions, known_figures):
            near |= dict.fromkeys(
                self._nearness.near_cells(problem, attacker, known_figures, questions)
            )
        return list(near)

    def _own_figures(
        self, attacker: str
    ) -> tuple[dict[CellId, float], dict[str, dict[CellId, float]]]:
        if not attacker:
            return {}, {}
        true_problem = self._true_problem
        own_cells = [
            true_problem.cells[place] for place in true_problem.cells_by_owner.get(attacker, ())
        ]
        own_ids = {
            cell.id: cell.value
            for cell in own_cells
            if cell.value is not None and cell.id in self._problem.position
        }
        before = {
            release_id: {
                picture.cells[place].id: picture.cells[place].value or 0.0
                for place in picture.cells_by_owner.get(attacker, ())
                if picture.cells[place].value is not None
            }
            for release_id, picture in self._true_pictures.items()
        }
        return own_ids, before


def _values(problem: Problem) -> dict[CellId, float]:
    return {cell.id: cell.value for cell in problem.cells if cell.value is not None}
