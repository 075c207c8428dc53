"""An outsider who has every printed file, and nothing else: the plain attacker."""

from __future__ import annotations

import io
from collections.abc import Sequence

import polars as pl
from plain_attack import plain_bounds

from stocktake.disclosure import CellId, Disclosure, Problem, Structure, Table, build_problem


def files_of(disclosures: Sequence[Disclosure]) -> Problem:
    """The published files laid side by side: from their text, not from our objects."""
    tables = [
        Table(
            pl.read_csv(io.StringIO(disclosure.csv), infer_schema=False),
            Structure.model_validate_json(disclosure.structure.model_dump_json()),
            disclosure.record.id,
        )
        for disclosure in disclosures
    ]
    return build_problem(tables)


def too_narrow(
    disclosures: Sequence[Disclosure], small: set[CellId], threshold: int = 10
) -> list[tuple[str, float, float]]:
    """Small cells that the plain attacker of the tests pins inside nought to the threshold."""
    problem = files_of(disclosures)
    printed_cells = {cell.id for cell in problem.cells if cell.state == "shown"}
    cells_to_protect = (small & problem.position.keys()) - printed_cells
    narrow_cells = [(str(name), 0.0, 0.0) for name in small & printed_cells]
    for name, (low, high) in plain_bounds(
        problem, cells_to_protect | (problem.marked_cells - printed_cells)
    ).items():
        if name in cells_to_protect and (low > 1e-6 or high < threshold - 1e-6):
            narrow_cells.append((str(name), low, high))
    return narrow_cells
