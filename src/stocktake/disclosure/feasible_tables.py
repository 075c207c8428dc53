"""Finds another table that agrees with everything printed: the proof that a cell is protected.

A hidden cell is safe upwards if some other table, equal to the true one in every printed cell and
satisfying every sum, has there a figure at least as large as the policy asks; and safe downwards
likewise. Such a table is a proof that anybody can check by adding up. It is written as changes to
the true table, which sum to zero along every line.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence

from stocktake.disclosure.protection_levels import Task
from stocktake.disclosure.solver import Programme, Rows, is_whole

Change = dict[int, float]
"""By how much each changed cell of another table differs, by position."""

CORNERS = 4
"""How many other corners are tried before whole numbers are searched for."""

NODES = 2_000
"""After so many an integer programme is given up: what it was asked is unproved then."""

FREE = 1e-3
"""The cost of using a cell that is hidden anyway: little, so that proofs stay short."""


class Alternatives:
    """Asks for other tables, cheapest first, keeping the solver warm.

    Parameters
    ----------
    task : Task
    costs : mapping of int to float
        What it costs to use a cell that is not hidden yet.
    only : collection of int, optional
        The cells that may differ, if not all that have room: fewer are quicker.
    """

    def __init__(
        self, task: Task, costs: Mapping[int, float], *, only: Collection[int] | None = None
    ) -> None:
        self._problem = task.problem
        self._room = (
            task.room
            if only is None
            else {cell: room for cell, room in task.room.items() if cell in only}
        )
        self._column = {cell: 2 * place for place, cell in enumerate(self._room)}
        self._cells = tuple(self._room)
        self._rows = Rows()
        for line in task.lines:
            pairs = [
                (self._column[cell] + way, coefficient * (1 - 2 * way))
                for cell, coefficient in line.terms
                if cell in self._column
                for way in (0, 1)
            ]
            if pairs:
                self._rows.add(pairs, line.lower, line.upper)
        self._costs = [costs.get(cell, 0.0) + FREE for cell in self._cells for _ in (0, 1)]
        upper = [self._room[cell][1 - way] for cell in self._cells for way in (0, 1)]
        self._upper = upper
        self._linear = Programme([0.0] * len(upper), upper, self._costs, self._rows)
        self._closed_columns: set[int] = set()

    @property
    def size(self) -> int:
        """Columns of the programme."""
        return len(self._upper)

    def hide(self, cells: Iterable[int]) -> None:
        """From now on these cells cost next to nothing."""
        columns = [self._column[cell] + way for cell in cells for way in (0, 1)]
        for column in columns:
            self._costs[column] = FREE
        if columns:
            self._linear.charge(columns, [FREE] * len(columns))

    def show(self, cells: Iterable[int]) -> None:
        """From now on these cells cannot differ."""
        for cell in cells:
            self._closed_columns.add(cell)
            for way in (0, 1):
                self._linear.set_bounds(self._column[cell] + way, 0.0, 0.0)

    def reopen(self, cells: Iterable[int]) -> None:
        """From now on these cells can differ again."""
        for cell in cells:
            self._closed_columns.discard(cell)
            for way in (0, 1):
                column = self._column[cell] + way
                self._linear.set_bounds(column, 0.0, self._upper[column])

    def find(self, cell: int, change: float, *, without: Collection[int] = ()) -> Change | None:
        """The cheapest other table in which one cell differs by at least so much.

        Parameters
        ----------
        cell : int
            Position.
        change : float
            Positive: at least so much more; negative: at least so much less.
        without : collection of int
            Cells that may not differ, because the attacker knows them.

        Returns
        -------
        dict or None
            Changes by position, whole numbers for counts; None where there is no such table.
        """
        if cell not in self._column or self._is_below_all(cell, change):
            return None
        shut = [
            cell for cell in without if cell in self._column and cell not in self._closed_columns
        ]
        self.show(shut)
        way = 0 if change > 0 else 1
        forward, backward = self._column[cell] + way, self._column[cell] + 1 - way
        # The cell itself may become zero, whatever its own symbol says of it.
        self._linear.set_bounds(forward, abs(change), max(abs(change), self._upper[forward]))
        self._linear.set_bounds(backward, 0.0, 0.0)
        possible = change < 0 or self._upper[forward] >= change
        # From the last answer to this one is a longer way than from no change at all.
        self._linear.forget()
        values = self._linear.solve() if possible else None
        changes = None if values is None else self._changes(values)
        if changes is not None and not self._is_whole(changes):
            changes = self._other_corner(cell) or self._whole(forward, backward, abs(change))
        self.reopen([cell, *shut])
        return changes

    def _is_below_all(self, cell: int, change: float) -> bool:
        """Whether a figure would be less than any can be."""
        item = self._problem.cells[cell]
        return (item.value or 0.0) + change < min(item.lower, 0.0) - 1e-9

    def _other_corner(self, cell: int) -> Change | None:
        """Ask again at other prices: another corner of the same room is often whole."""
        columns = [column for column, limit in enumerate(self._upper) if limit > 0]
        draw = random.Random(cell)  # noqa: S311 (the same on every machine; no secret)
        changes = None
        for _ in range(CORNERS):
            prices = [self._costs[column] * draw.uniform(0.5, 1.5) for column in columns]
            self._linear.charge(columns, prices)
            values = self._linear.solve()
            changes = None if values is None else self._changes(values)
            if changes is not None and self._is_whole(changes):
                break
            changes = None
        self._linear.charge(columns, [self._costs[column] for column in columns])
        return changes

    def _whole(self, forward: int, backward: int, change: float) -> Change | None:
        """Ask again for whole numbers."""
        upper = [
            0.0 if self._cells[column // 2] in self._closed_columns else limit
            for column, limit in enumerate(self._upper)
        ]
        lower = [0.0] * len(upper)
        lower[forward], upper[backward] = change, 0.0
        upper[forward] = max(upper[forward], change)
        cells = self._problem.cells
        whole = [cells[cell].whole for cell in self._cells for _ in (0, 1)]
        programme = Programme(lower, upper, self._costs, self._rows, whole=whole)
        programme.limit_nodes(NODES)
        values = programme.solve()
        return None if values is None else self._changes(values)

    def _changes(self, values: Sequence[float]) -> Change:
        changed_cells = {column // 2 for column, value in enumerate(values) if value > 1e-7}
        changes = {
            self._cells[place]: values[2 * place] - values[2 * place + 1]
            for place in sorted(changed_cells)
        }
        return {cell: change for cell, change in changes.items() if abs(change) > 1e-7}

    def _is_whole(self, changes: Change) -> bool:
        cells = self._problem.cells
        for cell, change in changes.items():
            if cells[cell].whole:
                if not is_whole(change):
                    return False
                changes[cell] = float(round(change))
        return True


def agrees(task: Task, changes: Change, about: int, shown_cells: Collection[int] = ()) -> bool:
    """Check a proof by plain addition: every line holds, and nothing printed differs.

    Parameters
    ----------
    task : Task
    changes : dict of int to float
        By how much another table differs from the true one.
    about : int
        The cell whose protection it proves: that one may become zero.
    shown_cells : collection of int
        Cells that are printed.
    """
    for number in {number for cell in changes for number in task.through.get(cell, ())}:
        line = task.lines[number]
        shifts = [coefficient * changes.get(cell, 0.0) for cell, coefficient in line.terms]
        is_whole_line = all(task.problem.cells[cell].whole for cell, _ in line.terms)
        slack = 1e-6 * (1.0 if is_whole_line else max([1.0, *map(abs, shifts)]))
        if not line.lower - slack <= sum(shifts) <= line.upper + slack:
            return False
    for cell, change in changes.items():
        down, up = (0.0, 0.0) if cell in shown_cells else task.room.get(cell, (0.0, 0.0))
        if cell == about:
            down = max(down, task.problem.cells[cell].value or 0.0)
        if not -down - 1e-6 <= change <= up + 1e-6:
            return False
    return True


def is_possible(task: Task, changes: Change, shown_cells: Collection[int] = ()) -> bool:
    """Whether a table found earlier is possible still, for one cell at least.

    Parameters
    ----------
    task : Task
    changes : dict of int to float
    shown_cells : collection of int
        Cells that are printed.
    """
    if any(cell not in task.room for cell in changes):
        return False
    low = [cell for cell, change in changes.items() if change < -task.room[cell][0] - 1e-6]
    return len(low) <= 1 and agrees(task, changes, low[0] if low else -1, shown_cells)
