"""Counts that tell an attribute of a whole group: one part is all of its total, the others none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stocktake.disclosure.cells import CellId, Equation, Problem


def attribute_equations(problem: Problem) -> Iterator[Equation]:
    """The sums that divide a group by what its members are, not by where or when they are."""
    for equation in problem.equations:
        total = _beyond_attributes(problem.cells[equation.total].id)
        parts = [problem.cells[part].id for part in equation.parts]
        if len(parts) > 1 and all(_beyond_attributes(part) == total for part in parts):
            yield equation


def _beyond_attributes(name: CellId) -> CellId:
    return replace(name, population="", items=())


def whole_groups(problem: Problem) -> Iterator[Equation]:
    """The sums of which one part is everybody.

    Examples
    --------
    >>> from stocktake.disclosure.cells import Cell
    >>> figures = {"Total": 24.0, "None": 0.0, "Support": 24.0}
    >>> cells = tuple(
    ...     Cell(CellId("pupils", "all", "d", items=(("sen", name),)), value=value)
    ...     for name, value in figures.items()
    ... )
    >>> len(list(whole_groups(Problem(cells, (Equation(0, (1, 2)),)))))
    1
    """
    for equation in attribute_equations(problem):
        total = problem.cells[equation.total].value
        parts = [problem.cells[part].value for part in equation.parts]
        if (
            total is not None
            and total > 0
            and total in parts
            and parts.count(0.0) + 1 == len(parts)
        ):
            yield equation
