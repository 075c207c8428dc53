"""Settles the bounds of hidden cells that hang together in rings, by linear and integer programmes.

Each solution is a table that an outsider must hold possible, and serves every cell of the ring: a
side is settled as soon as some possible table reaches the bound that is proved for it.
"""

from __future__ import annotations

from math import ceil, floor, inf
from typing import Literal

from stocktake.disclosure.published_cells import CLOSE, Facts, Group, contradiction
from stocktake.disclosure.solver import Programme, Rows, is_whole

WHOLE_CELLS = 200
"""Rings up to this size are attacked in whole numbers unless the caller says otherwise."""

Integer = Literal["auto"] | bool
Method = Literal["known", "subtraction", "linear", "integer"]


def uneven(group: Group) -> bool:
    """Rows other than plain sums: narrowing whole numbers along them is not the last word."""
    return any(abs(coefficient) != 1.0 for row in group.rows for _, coefficient in row.terms)


def settle_group(
    facts: Facts,
    group: Group,
    columns_in_question: set[int],
    methods: dict[int, Method],
    integer: Integer,
) -> None:
    """Find the bounds of the wanted cells of one group, and write them into the facts."""
    ring = _Ring(facts, group, columns_in_question, methods, integer)
    ring.feel_out()
    for cell, upwards in sorted(ring.open):
        ring.settle(cell, upwards=upwards)


class _Ring:
    """One group of cells: points found possible, and sides still to be settled.

    A side is settled once a possible table reaches the bound that is proved for it, so that each
    solution serves every cell, not only the one it was made for.
    """

    def __init__(
        self,
        facts: Facts,
        group: Group,
        columns_in_question: set[int],
        methods: dict[int, Method],
        integer: Integer,
    ) -> None:
        self._facts, self._group, self._methods = facts, group, methods
        self._column = {cell: place for place, cell in enumerate(group.cells)}
        self._whole_numbers = integer is not False
        small = len(group.cells) <= WHOLE_CELLS
        self._exact_whole = integer is True or (integer == "auto" and small)
        self._rows = Rows()
        for row in group.rows:
            terms = [(self._column[cell], coefficient) for cell, coefficient in row.terms]
            self._rows.add(terms, row.lower, row.upper)
        lower = [facts.low[cell] for cell in group.cells]
        upper = [facts.high[cell] for cell in group.cells]
        self._linear = Programme(lower, upper, [0.0] * len(lower), self._rows)
        self._integer: Programme | None = None
        self.open = {
            (cell, upwards)
            for cell in group.cells
            if cell in columns_in_question
            for upwards in (False, True)
        }

    def feel_out(self) -> None:
        """Push all open sides at once, as long as that settles many of them."""
        positions = list(range(len(self._group.cells)))
        for upwards in (True, False):
            before = len(self.open) + 1
            while self.open and before - len(self.open) > len(self.open) // 20:
                before = len(self.open)
                costs = [float((cell, upwards) in self.open) for cell in self._group.cells]
                self._linear.charge(positions, costs)
                self._linear.maximise(upwards)
                values = self._linear.solve()
                if values is None:
                    break
                self._learn(values)
        self._linear.charge(positions, [0.0] * len(positions))

    def settle(self, cell: int, *, upwards: bool) -> None:
        """Find one side's bound, unless some possible table has reached it already."""
        if (cell, upwards) not in self.open:
            return
        column = self._column[cell]
        self._linear.charge([column], [1.0])
        self._linear.maximise(upwards)
        values = self._linear.solve()
        self._linear.charge([column], [0.0])
        method: Method = "linear"
        whole = self._facts.whole[cell]
        if values is None:
            if not self._linear.unbounded and all(self._facts.whole[c] for c in self._group.cells):
                # Sums in fractions agree to a millionth of their size only, counts exactly.
                raise contradiction()
            limit_value = inf if upwards else -inf
        else:
            limit_value = _inwards(values[column], upwards, whole)
            if whole and self._exact_whole and not self._is_possible(values):
                limit_value, method = self._settle_whole(column, upwards, limit_value), "integer"
            else:
                self._learn(values)
        if abs(limit_value) < inf:
            low, high = (-inf, limit_value) if upwards else (limit_value, inf)
            self._facts.tighten(cell, low, high)
        self._methods[cell] = "integer" if self._methods[cell] == "integer" else method
        self.open.discard((cell, upwards))

    def _settle_whole(self, column: int, upwards: bool, limit_value: float) -> float:
        cells = self._group.cells
        if self._integer is None:
            lower = [self._facts.low[cell] for cell in cells]
            upper = [self._facts.high[cell] for cell in cells]
            whole = [self._facts.whole[cell] for cell in cells]
            zeros = [0.0] * len(cells)
            self._integer = Programme(lower, upper, zeros, self._rows, whole=whole)
        self._integer.charge([column], [1.0])
        self._integer.maximise(upwards)
        values = self._integer.solve()
        self._integer.charge([column], [0.0])
        if values is None:
            return limit_value
        self._learn(values)
        return _inwards(values[column], upwards, True)

    def _is_possible(self, values: list[float]) -> bool:
        """Whether a solution is a table of whole pupils, where they are taken as whole."""
        if not self._whole_numbers:
            return True
        whole = self._facts.whole
        pairs = zip(self._group.cells, values, strict=True)
        return all(is_whole(value) for cell, value in pairs if whole[cell])

    def _learn(self, values: list[float]) -> None:
        """Close every side that this solution reaches."""
        if self._exact_whole and not self._is_possible(values):
            return
        for cell, upwards in list(self.open):
            value = values[self._column[cell]]
            limit = self._facts.high[cell] if upwards else self._facts.low[cell]
            if abs(value - limit) <= CLOSE * max(1.0, abs(limit)):
                self.open.discard((cell, upwards))
                if self._methods[cell] == "subtraction":
                    self._methods[cell] = "linear"


def _inwards(value: float, upwards: bool, whole: bool) -> float:
    if not whole:
        return value
    return float(floor(value + CLOSE)) if upwards else float(ceil(value - CLOSE))
