"""Whoever has every printed file and perhaps one school's own figures; every question from scratch.

Two integer programmes of SciPy for each hidden figure: slow, and apart from the product's solver.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.optimize import Bounds, LinearConstraint, milp

from stocktake.disclosure import CellId, Disclosure, Structure, Table, build_problem

MOST = 10_000.0
"""No count of these worlds is as large."""


@dataclass(frozen=True)
class Interval:
    """What an attacker derives of one hidden figure."""

    attacker: str
    cell: CellId
    low: float
    high: float


def derive(
    disclosures: Sequence[Disclosure],
    truth: Mapping[CellId, float],
    attacker: str,
    *,
    least: float = 1.0,
) -> list[Interval]:
    """The bounds of every hidden figure that is not the attacker's own.

    ``attacker`` is a place, which knows all of its figures, or empty. Where zeros are printed a
    hidden count is ``least`` at least.
    """
    problem = build_problem([_as_read(item) for item in disclosures])
    size = len(problem.cells)
    matrix = np.zeros((len(problem.equations), size))
    for number, equation in enumerate(problem.equations):
        matrix[number, equation.total] = 1
        for part in equation.parts:
            matrix[number, part] -= 1
    low, high = np.zeros(size), np.full(size, MOST)
    for place, cell in enumerate(problem.cells):
        if cell.state == "shown":
            low[place] = high[place] = cell.value
        elif attacker and cell.id.place == attacker:
            low[place] = high[place] = truth[cell.id]
        elif cell.id in problem.marked_cells:
            low[place] = least
    rows = LinearConstraint(matrix, 0, 0) if len(matrix) else ()
    intervals = []
    for name in sorted(problem.marked_cells & problem.position.keys()):
        if attacker and name.place == attacker:
            continue
        ends = []
        for sign in (1.0, -1.0):
            cost = np.zeros(size)
            cost[problem.position[name]] = sign
            answer = milp(
                cost, constraints=rows, bounds=Bounds(low, high), integrality=np.ones(size)
            )
            ends.append(sign * answer.fun)
        assert ends[0] - 1e-6 <= truth[name] <= ends[1] + 1e-6
        intervals.append(Interval(attacker, name, *ends))
    return intervals


def too_near(
    intervals: Sequence[Interval], truth: Mapping[CellId, float], threshold: int = 10
) -> list[str]:
    """Hidden figures that are exact, and small ones with fewer than six values left."""
    faults = []
    for item in intervals:
        values = min(round(item.high), threshold) - max(round(item.low), 1) + 1
        if round(item.high) == round(item.low):
            faults.append(f"{item.cell} is exact for {item.attacker or 'an outsider'}")
        elif 0 < truth[item.cell] < threshold and values < 6:
            faults.append(f"{item.cell} has {values} values for {item.attacker or 'an outsider'}")
    return faults


def _as_read(disclosure: Disclosure) -> Table:
    return Table(
        pl.read_csv(io.StringIO(disclosure.csv), infer_schema=False),
        Structure.model_validate_json(disclosure.structure.model_dump_json()),
        disclosure.record.id,
    )
