"""Takes the true figures of an earlier release from whoever can work them out once more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.reading import read_cells
from stocktake.disclosure.record import Record
from stocktake.disclosure.structure import Table
from stocktake.standards.errors import Fault, InputError

Recompute = Callable[[Record], "Table | None"]
"""The table behind a record, with every figure; None where nobody can work it out any more."""


def recompute_figures(release: Earlier, recompute: Recompute | None) -> Earlier:
    """An earlier release with its true figures, where these were not kept.

    Raises
    ------
    InputError
        What was worked out is another table than the one that was printed.
    """
    if recompute is None or release.sealed_figures is not None:
        return release
    table = recompute(release.record)
    if table is None:
        return release
    faults: list[Fault] = []
    cells, _ = read_cells([table], faults)
    faults += [
        Fault(str(name), "is not what was printed", "the figures of that day", "")
        for name, cell in release.cells.items()
        if cell.state == "shown" and (name not in cells or cells[name].value != cell.value)
    ]
    faults += [
        Fault(str(name), "is missing", "every figure that was hidden", "")
        for name in sorted(release.hidden_cells - cells.keys())
    ]
    if faults:
        raise InputError(f"these are not the figures of {release.record.id}", faults)
    return replace(release, recomputed=replace(table, name=release.record.id))
