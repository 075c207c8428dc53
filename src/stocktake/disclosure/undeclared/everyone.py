"""Printed groups in which everybody has an attribute: the count says it of every one of them."""

from __future__ import annotations

from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.structure import Table


def everyone_notices(published_table: Table) -> tuple[str, ...]:
    """Name the printed parts that are the whole of their total.

    Parameters
    ----------
    published_table : Table
        As it leaves: what is hidden is named nowhere.

    Returns
    -------
    tuple of str
        Without a figure.
    """
    problem = build_problem([published_table])
    notices: dict[str, None] = {}
    for line in problem.equations:
        total = problem.cells[line.total]
        if total.state != "shown" or not total.value or not total.whole or len(line.parts) < 2:
            continue
        for position in line.parts:
            part = problem.cells[position]
            if part.state == "shown" and part.value == total.value:
                notices[f"{part.id}: everybody of {total.id}"] = None
    return tuple(notices)
