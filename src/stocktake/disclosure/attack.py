"""Attacks a published table: the bounds that an outsider can derive for every hidden cell.

Plain subtraction first, then linear programmes where hidden cells form rings, then integer
programmes where pupils are whole and fractions would allow more than the truth does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from stocktake.disclosure.cells import CellId, Problem
from stocktake.disclosure.cyclic_groups import Integer, Method, settle_group, uneven
from stocktake.disclosure.published_cells import CLOSE, gather, groups, subtract
from stocktake.standards.errors import Fault, InputError

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an attacker can say of one hidden cell.

    Parameters
    ----------
    cell : CellId
    low, high : float
        Between which the figure lies for certain; infinite where nothing limits it.
    method : str
        How it was found: ``known`` (printed elsewhere), ``subtraction``, ``linear``, ``integer``.
    """

    cell: CellId
    low: float
    high: float
    method: Method

    @property
    def width(self) -> float:
        """How far the bounds are apart."""
        return self.high - self.low

    @property
    def exact(self) -> bool:
        """Whether the hidden figure is known."""
        return self.width <= 2 * CLOSE * max(1.0, abs(self.low))


def attack(
    problem: Problem,
    hidden_cells: Collection[CellId] | None = None,
    *,
    known_values: Mapping[CellId, float] | Collection[CellId] = (),
    integer: Integer = "auto",
    least_count: float = 0.0,
) -> tuple[Bounds, ...]:
    """Derive the bounds of every hidden cell from what is printed.

    Parameters
    ----------
    problem : Problem
    hidden_cells : collection of CellId, optional
        Cells printed as confidential; by default those that the tables mark so.
    known_values : mapping of CellId to float, or collection of CellId
        Figures that this attacker knows besides (a school's own), or the cells, where the problem
        holds their figures.
    integer : "auto" or bool
        Whether counts are taken as whole: always, never (a linear attacker), or wherever hidden
        cells that hang together are at most 200. Above, linear bounds are rounded inwards.

    least_count : float
        What everybody knows a hidden count to be at least: 1 where the publisher prints zeros.

    Returns
    -------
    tuple of Bounds
        One for each hidden figure, in the order of the problem. Hidden percentages and means have
        none of their own: they follow from the figures above and below their line.

    Raises
    ------
    InputError
        Where the printed figures contradict each other, a hidden cell is not in the tables, or the
        structure binds nothing to anything, so that no attack could find what there is to find.
    UsageError
        Where HiGHS is needed and not installed.

    Notes
    -----
    Cells whose symbol means not applicable or not available are unknown, but no hidden counts:
    they get no bounds, and they widen those of others.

    Examples
    --------
    >>> from stocktake.disclosure.cells import Cell, Equation
    >>> figures = {"all": 30.0, "a": 3.0, "b": 27.0}
    >>> cells = tuple(Cell(CellId("pupils", "all", k), value=v) for k, v in figures.items())
    >>> problem = Problem(cells, (Equation(0, (1, 2)),))
    >>> attack(problem, {cells[1].id})[0].exact
    True
    >>> [(found.low, found.high) for found in attack(problem, {cells[1].id, cells[2].id})]
    [(0.0, 30.0), (0.0, 30.0)]
    """
    cells_in_question = problem.marked_cells if hidden_cells is None else frozenset(hidden_cells)
    _refuse_strangers(problem, cells_in_question)
    _refuse_silence(problem, cells_in_question)
    extra = _figures(problem, known_values)
    # What one table marks and another prints is printed, unless the caller says otherwise.
    facts = gather(problem, hidden_cells or (), known_values=extra, whole=integer is not False)
    for place in facts.low:
        cell = problem.cells[place]
        if cell.whole and cell.id in cells_in_question and cell.state in ("hidden", "shown"):
            facts.low[place] = max(facts.low[place], least_count)
    reduction = subtract(facts)
    positions = {problem.position[name] for name in cells_in_question if name in problem.position}
    methods: dict[int, Method] = dict.fromkeys(facts.low, "subtraction")
    for group in groups(facts):
        if not positions.isdisjoint(group.cells) and (
            group.has_ring or not reduction or uneven(group)
        ):
            settle_group(facts, group, positions, methods, integer)
    bounds: list[Bounds] = []
    for place in sorted(positions):
        cell = problem.cells[place]
        if place in facts.low:
            bounds.append(Bounds(cell.id, facts.low[place], facts.high[place], methods[place]))
        else:
            value = extra.get(cell.id, cell.value or 0.0)
            bounds.append(Bounds(cell.id, value, value, "known"))
    return tuple(bounds)


def bounds_table(bounds: Collection[Bounds]) -> pl.DataFrame:
    """The bounds as a table: one row for each hidden cell.

    Parameters
    ----------
    bounds : collection of Bounds

    Returns
    -------
    polars DataFrame
        ``measure``, ``population``, ``place``, ``period``, ``items``, ``low``, ``high``, ``width``,
        ``exact``, ``method``. ``high`` and ``width`` are null where nothing limits the figure, as
        is ``low``.
    """
    import polars as pl

    def finite(value: float) -> float | None:
        return value if abs(value) < inf else None

    rows = [
        {
            "measure": item.cell.measure,
            "population": item.cell.population,
            "place": item.cell.place,
            "period": item.cell.period,
            "items": "; ".join(f"{name}: {part}" for name, part in item.cell.items),
            "low": finite(item.low),
            "high": finite(item.high),
            "width": finite(item.width),
            "exact": item.exact,
            "method": item.method,
        }
        for item in bounds
    ]
    numbers = dict.fromkeys(("low", "high", "width"), pl.Float64)
    words = ("measure", "population", "place", "period", "items")
    schema = {
        **dict.fromkeys(words, pl.String),
        **numbers,
        "exact": pl.Boolean,
        "method": pl.String,
    }
    return pl.DataFrame(rows, schema=schema)


def _refuse_strangers(problem: Problem, cells_in_question: frozenset[CellId]) -> None:
    ratios = {ratio.id for ratio in problem.ratios}
    strangers = sorted(
        name for name in cells_in_question if name not in problem.position and name not in ratios
    )
    if strangers:
        faults = [Fault(str(name), "is no cell of these tables") for name in strangers]
        raise InputError("what is not in the tables cannot be attacked", faults)


def _refuse_silence(problem: Problem, cells_in_question: frozenset[CellId]) -> None:
    if cells_in_question and not problem.equations and not problem.ratios:
        problem_text = "says of no item what it is made of, and of no percentage what it is of"
        need = (
            "the splits of its dimensions, relations of its population, numerators and denominators"
        )
        raise InputError(
            "nothing can be said of hidden cells",
            [Fault("structure", problem_text, need, "add them")],
        )


def _figures(
    problem: Problem, known_values: Mapping[CellId, float] | Collection[CellId]
) -> dict[CellId, float]:
    if isinstance(known_values, Mapping):
        return dict(known_values)
    figures: dict[CellId, float] = {}
    for name in known_values:
        place = problem.position.get(name)
        value = None if place is None else problem.cells[place].value
        if value is None:
            fault = Fault(str(name), "has no figure that an attacker could know", "its figure")
            raise InputError("an attacker knows figures, not cells alone", [fault])
        figures[name] = value
    return figures
