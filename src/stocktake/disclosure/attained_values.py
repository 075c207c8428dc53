"""Which whole numbers between the true figure and a proved end are possible as well.

A table that proves an end differs from the true one in some cells. Where the lines through these
cells form a network (each cell on at most two lines, with signs that can be made opposite), every
whole number in between is possible: part of the change, in fractions, is a solution, and a network
with whole limits that has one has a whole one. Then the ends suffice. Elsewhere there may be holes,
and each number is asked for, among the same cells, so that the answer serves the same attackers.

Source: A. J. Hoffman and J. B. Kruskal (1956), integral boundary points of convex polyhedra.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from stocktake.disclosure.feasible_tables import Change
from stocktake.disclosure.proof_tables import Cover, Question
from stocktake.disclosure.protection_levels import ProtectionLevel, Task
from stocktake.disclosure.published_cells import Row
from stocktake.disclosure.solver import Programme, Rows


class AttainedValues:
    """Counts the possible values of small figures, for each attacker.

    Parameters
    ----------
    task : Task
    cover : Cover
        With its proofs.
    """

    def __init__(self, task: Task, cover: Cover) -> None:
        self._task, self._cover = task, cover
        self._is_network: dict[int, bool] = {}
        self._changes: dict[tuple[int, int], frozenset[int]] = {}

    def changes(self, need: ProtectionLevel, attacker: str) -> set[int]:
        """By how much a figure can differ, as somebody must believe; zero is among it."""
        possible = {0}
        for end in (need.up, -need.down):
            number = self._proof(need.cell, end, attacker) if end else None
            if number is not None:
                possible |= self._within(number, need.cell)
        return possible

    def _proof(self, cell: int, end: float, attacker: str) -> int | None:
        level = self._cover.level(Question(cell, end))
        number = self._cover.proofs.get(Question(cell, level)) if level else None
        if attacker and level:
            insider = Question(cell, level, attacker)
            own_level = self._cover.level(insider)
            if insider in self._cover.attained and not own_level:
                return None
            own_proof = self._cover.proofs.get(Question(cell, own_level, attacker))
            return number if own_proof is None else own_proof
        return number

    def _within(self, number: int, cell: int) -> frozenset[int]:
        """The whole changes from none to that of a table."""
        if (number, cell) not in self._changes:
            table = self._cover.tables[number]
            end = round(table[cell])
            step = 1 if end > 0 else -1
            between = list(range(step, end, step))
            if number not in self._is_network:
                self._is_network[number] = is_network(self._lines(table))
            if not self._is_network[number]:
                # The same rows for every change that is asked about.
                rows = self._rows(table)
                between = [
                    change for change in between if self._is_possible(table, rows, cell, change)
                ]
            self._changes[number, cell] = frozenset((*between, end))
        return self._changes[number, cell]

    def _lines(self, table: Change) -> list[Row]:
        """The lines through the cells in which a table differs, without the others."""
        numbers = {number for cell in table for number in self._task.through.get(cell, ())}
        return [
            Row(tuple(term for term in line.terms if term[0] in table), line.lower, line.upper)
            for line in (self._task.lines[number] for number in sorted(numbers))
        ]

    def _rows(self, table: Change) -> Rows:
        """The same lines as rows of a programme, whose columns are the table's cells."""
        columns = {place: number for number, place in enumerate(table)}
        rows = Rows()
        for line in self._lines(table):
            terms = [(columns[place], factor) for place, factor in line.terms]
            rows.add(terms, line.lower, line.upper)
        return rows

    def _is_possible(self, table: Change, rows: Rows, cell: int, change: int) -> bool:
        """Whether a part of a table's changes has one cell differ by so much."""
        column = list(table).index(cell)
        lower = [min(0.0, amount) for amount in table.values()]
        upper = [max(0.0, amount) for amount in table.values()]
        lower[column] = upper[column] = float(change)
        whole = [self._task.problem.cells[place].whole for place in table]
        return Programme(lower, upper, [0.0] * len(table), rows, whole=whole).solve() is not None


def is_network(lines: list[Row]) -> bool:
    """Whether lines form a network: each cell on two at most, with signs that can be opposite.

    Examples
    --------
    >>> ring = [Row(((0, 1.0), (1, 1.0)), 0.0, 0.0), Row(((0, 1.0), (1, 1.0)), 0.0, 0.0)]
    >>> is_network(ring)
    True
    >>> twice = [Row(((0, 1.0), (1, -1.0), (2, -1.0)), 0, 0), Row(((1, 1.0), (2, -1.0)), 0, 0)]
    >>> is_network(twice)
    False
    """
    if all(len(line.terms) <= 2 and _is_sum(line) for line in lines):
        # Each line ties two cells: all differ by as much, and by any part of it.
        return True
    on_lines: dict[int, list[tuple[int, float]]] = {}
    for number, line in enumerate(lines):
        if not _is_sum(line):
            return False
        for cell, factor in line.terms:
            on_lines.setdefault(cell, []).append((number, factor))
    sides: dict[int, tuple[int, int]] = {number: (number, 1) for number in range(len(lines))}
    for pairs in on_lines.values():
        if len(pairs) > 2:
            return False
        if len(pairs) == 2:
            (one, first), (second_line, second) = pairs
            if not _join(sides, one, second_line, -1 if first * second > 0 else 1):
                return False
    return True


def _is_sum(line: Row) -> bool:
    return (
        line.lower == line.upper == 0 and all(abs(factor) == 1 for _, factor in line.terms)
    ) or (line.lower == -inf and line.upper == inf)


def _join(sides: dict[int, tuple[int, int]], one: int, second_line: int, sign: int) -> bool:
    """Give two lines the signs that a cell on both needs; False if they cannot have them.

    A line is turned round by -1; a cell needs opposite signs on its two lines.
    """
    first, first_sign = _root(sides, one)
    second, second_sign = _root(sides, second_line)
    if first == second:
        return first_sign * second_sign == sign
    sides[second] = (first, first_sign * second_sign * sign)
    return True


def _root(sides: Mapping[int, tuple[int, int]], number: int) -> tuple[int, int]:
    sign = 1
    while sides[number][0] != number:
        number, turn = sides[number]
        sign *= turn
    return number, sign
