"""Links a table with everything that was released before it, as an outsider does.

A figure that was printed otherwise in an earlier release was revised. Then the two releases are
two pictures of the same pupils, and they are kept apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stocktake.disclosure.cells import CellId, Problem
from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.structure import Table
from stocktake.standards.errors import InputError


@dataclass(frozen=True)
class Beside:
    """A table and the earlier releases that bear on it.

    Parameters
    ----------
    problem : Problem
        The table with those earlier ones that agree with it.
    together, apart : tuple of Earlier
        Those that agree, and those of which a figure was revised.
    """

    problem: Problem
    together: tuple[Earlier, ...]
    apart: tuple[Earlier, ...]


@dataclass(frozen=True)
class Out:
    """What earlier releases print, and what they hide."""

    shown_values: dict[CellId, frozenset[float]]
    hidden_cells: frozenset[CellId]


def what_is_out(earlier: Sequence[Earlier]) -> Out:
    """Every figure that was ever printed, and every cell that was ever hidden."""
    shown_values: dict[CellId, set[float]] = {}
    hidden_cells: set[CellId] = set()
    for release in earlier:
        hidden_cells |= release.hidden_cells
        for name, cell in release.cells.items():
            if cell.state == "shown" and cell.value is not None:
                shown_values.setdefault(name, set()).add(cell.value)
    return Out(
        {name: frozenset(values) for name, values in shown_values.items()}, frozenset(hidden_cells)
    )


def sure_cells(earlier: Sequence[Earlier]) -> frozenset[CellId]:
    """Hidden cells of which everybody knows that they are not zero.

    Whoever hid a cell first decides: what one release hid with its zeros stays hidden where a later
    policy prints zeros.
    """
    cells: dict[CellId, bool] = {}
    for release in earlier:
        for name in release.hidden_cells:
            cells.setdefault(name, release.record.zeros == "shown")
    return frozenset(name for name, sure in cells.items() if sure)


def lay_beside(
    tables: Sequence[Table],
    earlier: Sequence[Earlier],
    *,
    inside: bool = False,
    first: Earlier | None = None,
) -> Beside:
    """Write down everything that binds tables to earlier releases.

    Where releases contradict each other, a recalled one yields, then what is older.

    Parameters
    ----------
    tables : sequence of Table
        To be released, or as printed.
    earlier : sequence of Earlier
        In the order of release.
    inside : bool
        Whether earlier releases are taken with their true figures, where these were kept.
    first : Earlier, optional
        The one to which all others give way.

    Raises
    ------
    InputError
        The table contradicts itself, or its structure contradicts an earlier one's.
    """
    alone = build_problem(tables)
    _refuse_other_lines(tables, earlier)
    if not earlier:
        return Beside(alone, (), ())

    def of(release: Earlier) -> Table:
        return (release.true_table if inside else None) or release.table

    try:
        problem = build_problem([*tables, *map(of, earlier)])
    except InputError:
        pass
    else:
        return Beside(problem, tuple(earlier), ())
    problem, together, apart = alone, list[Earlier](), list[Earlier]()
    latest_first = list(reversed(earlier))
    latest_first.sort(key=lambda item: (item is not first, item.record.recall is not None))
    for release in latest_first:
        try:
            problem = build_problem([*tables, *map(of, together), of(release)])
            together.append(release)
        except InputError:
            apart.append(release)
    return Beside(
        problem,
        tuple(release for release in earlier if release in together),
        tuple(release for release in earlier if release in apart),
    )


def other_pictures(
    tables: Sequence[Table], earlier: Sequence[Earlier], apart: Sequence[Earlier]
) -> list[tuple[Earlier, ...]]:
    """Choices of releases that agree with some tables and each other, for those that were left out.

    Parameters
    ----------
    tables : sequence of Table
        To be released, with their true figures.
    earlier, apart : sequence of Earlier
        All that bear on them, and those that contradict the others.
    """
    pictures: list[tuple[Earlier, ...]] = []
    left = list(reversed(apart))
    while left:
        release = left.pop(0)
        together = lay_beside(tables, earlier, inside=True, first=release).together
        if release in together:
            pictures.append(together)
            left = [item for item in left if item not in together]
    return pictures


def _refuse_other_lines(tables: Sequence[Table], earlier: Sequence[Earlier]) -> None:
    """Structures that contradict each other are a mistake, not a revision."""
    blank = [replace(table, frame=table.frame.clear()) for table in tables]
    faults = []
    for release in earlier:
        try:
            build_problem([*blank, replace(release.table, frame=release.table.frame.clear())])
        except InputError as error:
            faults += [replace(fault, location=release.record.id) for fault in error.faults]
    if faults:
        raise InputError("the structure contradicts that of an earlier release", faults)
