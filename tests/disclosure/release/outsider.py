"""An outsider who has every printed file, and nothing else: the plain attacker."""

from __future__ import annotations

import io
from collections.abc import Sequence

import polars as pl
from plain_attack import plain_bounds

from stocktake.disclosure import CellId, Disclosure, Problem, Structure, Table, build_problem


def files_of(made: Sequence[Disclosure]) -> Problem:
    """The published files laid side by side: from their text, not from our objects."""
    tables = [
        Table(
            pl.read_csv(io.StringIO(each.csv), infer_schema=False),
            Structure.model_validate_json(each.structure.model_dump_json()),
            each.record.id,
        )
        for each in made
    ]
    return build_problem(tables)


def too_narrow(
    made: Sequence[Disclosure], small: set[CellId], threshold: int = 10
) -> list[tuple[str, float, float]]:
    """Small cells that the plain attacker of the tests pins inside nought to the threshold."""
    problem = files_of(made)
    printed = {cell.id for cell in problem.cells if cell.state == "shown"}
    wanted = (small & problem.position.keys()) - printed
    found = [(str(name), 0.0, 0.0) for name in small & printed]
    for name, (low, high) in plain_bounds(
        problem, wanted | (problem.marked_cells - printed)
    ).items():
        if name in wanted and (low > 1e-6 or high < threshold - 1e-6):
            found.append((str(name), low, high))
    return found
