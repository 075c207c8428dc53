"""Rounds counts to a base so that the same cell is rounded alike wherever it is printed.

Rounding every table at random again invites an outsider to collect the copies and average
them. Here chance is a keyed digest of the cell's identity: one cell, one rounding.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from stocktake.disclosure.cells import Cell, CellId, Problem
from stocktake.disclosure.solver import Programme, Rows
from stocktake.standards.errors import Fault, InputError, StocktakeError, UsageError

STEPS = 3
"""How many multiples further than its neighbours a cell may be moved so that sums hold."""


def round_cells(
    problem: Problem,
    base: int,
    *,
    key: bytes,
    additive: bool = False,
    fixed: Mapping[CellId, int] | None = None,
) -> dict[CellId, int]:
    """Round every printed count to a multiple of the base.

    Each figure becomes one of its two neighbouring multiples, by chance in proportion to how near
    they are, so that nothing is shifted on average; multiples stay as they are.

    Parameters
    ----------
    problem : Problem
        With the true figure of every cell.
    base : int
        2 or more.
    key : bytes
        Secret; with another key cells are rounded otherwise. At least sixteen bytes.
    additive : bool
        Whether rounded parts must add up to rounded totals. Then cells keep to their own chance
        where sums allow, and go to the other neighbour, or further, as seldom as possible; only
        without it is a cell rounded the same in every table by itself.
    fixed : mapping of CellId to int, optional
        What cells were rounded to in earlier releases; they keep it.

    Returns
    -------
    dict of CellId to int
        For every printed count. Sums, percentages and means are not rounded: calculate them from
        the rounded counts.

    Raises
    ------
    UsageError
        For a base below 2 or a short key.
    InputError
        Where a cell has no figure.
    StocktakeError
        Where no rounding adds up.

    Notes
    -----
    Source: L. H. Cox, controlled rounding (1987). Whoever knows base and method knows each count to
    within the base less one each way; that is what rounding promises.

    Examples
    --------
    >>> from stocktake.disclosure.cells import Equation
    >>> figures = {"all": 30.0, "a": 3.0, "b": 27.0}
    >>> cells = tuple(Cell(CellId("pupils", "all", k), value=v) for k, v in figures.items())
    >>> problem = Problem(cells, (Equation(0, (1, 2)),))
    >>> rounded = round_cells(problem, 5, key=b"sixteen bytes or more", additive=True)
    >>> rounded[cells[0].id] == rounded[cells[1].id] + rounded[cells[2].id] == 30
    True
    """
    if base < 2:
        raise UsageError(f"a rounding base is 2 or more, not {base}")
    if len(key) < 16:
        raise UsageError("the key of the rounding has fewer than sixteen bytes")
    counts = [place for place, cell in enumerate(problem.cells) if _is_printed_count(cell)]
    faults = [
        Fault(str(problem.cells[place].id), "has no figure", "0 is a figure")
        for place in counts
        if problem.cells[place].value is None
    ]
    if faults:
        raise InputError("a table with gaps cannot be rounded", faults)
    earlier = fixed or {}
    roundings = {
        place: earlier.get(problem.cells[place].id, _by_chance(problem.cells[place], base, key))
        for place in counts
    }
    if additive:
        fixed_cells = {place for place in counts if problem.cells[place].id in earlier}
        roundings = _made_additive(problem, roundings, fixed_cells, base)
    return {problem.cells[place].id: roundings[place] for place in counts}


def _is_printed_count(cell: Cell) -> bool:
    return cell.whole and cell.state == "shown"


def _by_chance(cell: Cell, base: int, key: bytes) -> int:
    """One of the two neighbours; the upper one as often as the figure is near it."""
    value = int(cell.value or 0)
    below = value - value % base
    name = repr((cell.id.measure, cell.id.population, cell.id.place, cell.id.period, cell.id.items))
    digest = hmac.new(key, name.encode("utf-8"), hashlib.sha256).digest()
    chance = int.from_bytes(digest[:8], "big") / 2**64
    return below + base if chance < (value % base) / base else below


def _made_additive(
    problem: Problem, roundings: dict[int, int], fixed_cells: set[int], base: int
) -> dict[int, int]:
    """The roundings nearest to those of chance that add up along every sum of printed counts."""
    cells = problem.cells
    for steps in range(STEPS):
        columns = {place: 2 * number for number, place in enumerate(roundings)}
        lower, upper, costs = [], [], []
        for place, figure in roundings.items():
            value = int(cells[place].value or 0)
            below = value - value % base
            above = below + (base if value % base else 0)
            reach = 0 if place in fixed_cells else steps * base
            least, most = max(0, below - reach), above + reach if value else 0
            if place in fixed_cells:
                least = most = figure
            # Away from what chance gave, upwards and downwards, in multiples of the base.
            upper += [max(0, most - figure) // base, max(0, figure - least) // base]
            lower += [0.0, 0.0]
            costs += [1.0, 1.0]
        rows = Rows()
        for equation in problem.equations:
            members = (equation.total, *equation.parts)
            if not all(place in columns for place in members):
                continue
            parts = sum(roundings[place] for place in equation.parts)
            lack = (parts - roundings[equation.total]) // base
            terms = []
            for place in members:
                sign = 1.0 if place == equation.total else -1.0
                terms += [(columns[place], sign), (columns[place] + 1, -sign)]
            rows.add(terms, lack, lack)
        whole = [True] * len(costs)
        values = Programme(lower, upper, costs, rows, whole=whole).solve()
        if values is not None:
            return {
                place: figure
                + base * (round(values[columns[place]]) - round(values[columns[place] + 1]))
                for place, figure in roundings.items()
            }
    raise StocktakeError(
        "no rounding adds up",
        [Fault("", f"no multiples of {base} near the figures add up", "", "round without sums")],
    )
