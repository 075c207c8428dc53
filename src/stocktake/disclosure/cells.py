"""What a cell is, wherever it is printed, and the equations that bind cells together.

The same cell in two tables is one cell: its identity is what is counted, of whom, where, when and
for which items, never the table that shows it. Totals are left out of the items, so that a table
without sex and the "Total" row of a table with it name the same cell.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import Literal

State = Literal["shown", "rounded", "hidden", "withheld", "unknown"]
"""``shown``: printed. ``rounded``: printed to a multiple. ``hidden``: printed as confidential.
``withheld``: never printed, but bound to what is (a complement, a remainder, the sum behind a
mean). ``unknown``: nobody gave it."""


@dataclass(frozen=True, slots=True, order=True)
class CellId:
    """The identity of one cell.

    Parameters
    ----------
    measure, population : str
        What is counted or measured, and of whom.
    place, period : str
        Where and when; empty where the structure states neither.
    items : tuple of (str, str)
        Dimension and item, sorted, without the totals.

    Examples
    --------
    >>> girls = CellId("pupils", "all", "la-001", "202324", (("sex", "Girls"),))
    >>> print(girls)
    pupils of all in la-001, 202324: sex Girls
    >>> girls.with_item("sex", "Total", "Total") == CellId("pupils", "all", "la-001", "202324", ())
    True
    """

    measure: str
    population: str
    place: str = ""
    period: str = ""
    items: tuple[tuple[str, str], ...] = ()

    def item(self, dimension: str, total: str = "") -> str:
        """The item in a dimension; ``total`` where the cell stands for all of them."""
        if dimension == "place":
            return self.place
        if dimension == "period":
            return self.period
        return next((item for name, item in self.items if name == dimension), total)

    def with_item(self, dimension: str, item: str, total: str = "") -> CellId:
        """The cell with another item in one dimension; the dimension's total is left out."""
        if dimension == "place":
            return CellId(self.measure, self.population, item, self.period, self.items)
        if dimension == "period":
            return CellId(self.measure, self.population, self.place, item, self.items)
        other_items = [pair for pair in self.items if pair[0] != dimension]
        if item != total:
            other_items.append((dimension, item))
        items = tuple(sorted(other_items))
        return CellId(self.measure, self.population, self.place, self.period, items)

    def of(self, population: str) -> CellId:
        """The same cell of another population."""
        return CellId(self.measure, population, self.place, self.period, self.items)

    def measuring(self, measure: str) -> CellId:
        """The same place, period, population and items for another measure."""
        return CellId(measure, self.population, self.place, self.period, self.items)

    def __str__(self) -> str:
        moment = ", ".join(part for part in (self.place, self.period) if part)
        phrase = f"{self.measure} of {self.population}" + (f" in {moment}" if moment else "")
        return phrase + (
            ": " + ", ".join(f"{name} {item}" for name, item in self.items) if self.items else ""
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """One quantity of the model: what it is, and what is true or public of it.

    Parameters
    ----------
    id : CellId
    state : str
        One of :data:`State`.
    value : float or None
        The true figure, or for published files the printed one; None where it is not known.
    lower, upper : float
        What everybody knows of the figure before reading the table; 0 and infinity by default.
        For a rounded figure, the interval that rounds to it.
    whole : bool
        A count: a whole number of pupils.
    contributors_count : int or None
        Schools or pupils behind the figure, where known. Zero means that everybody knows the
        cell to be empty.
    largest : tuple of float
        The largest contributions, largest first, for the dominance rules.
    owner : str
        Whoever alone knows this cell without any table (its school); empty for nobody.
    depth : int
        In how many dimensions the cell is a total of something: 0 for an inner cell.
    headline : bool
        A total that is part of nothing larger.
    """

    id: CellId
    state: State = "shown"
    value: float | None = None
    lower: float = 0.0
    upper: float = inf
    whole: bool = True
    contributors_count: int | None = None
    largest: tuple[float, ...] = ()
    owner: str = ""
    depth: int = 0
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Equation:
    """A total and the parts that add up to it, as positions in the problem's cells."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A percentage or mean, which binds the figures above and below its line.

    Parameters
    ----------
    id : CellId
        Of the percentage or mean itself.
    state : str
        One of :data:`State`.
    value : float or None
        As printed, or as calculated.
    numerator, denominator : int
        Positions of the two cells.
    complement : int or None
        Position of denominator less numerator, for a percentage.
    low, high : float
        Numerator over denominator lies between these, if the ratio is published (rounding
        included).
    minimum, maximum : float
        Between which it lies in any case (no score above 90).
    """

    id: CellId
    state: State
    value: float | None
    numerator: int
    denominator: int
    complement: int | None = None
    low: float = -inf
    high: float = inf
    minimum: float = -inf
    maximum: float = inf


@dataclass(frozen=True)
class Problem:
    """Cells and everything that binds them: what is to be protected, or to be attacked.

    Parameters
    ----------
    cells : tuple of Cell
    equations : tuple of Equation
    ratios : tuple of Ratio
    marked_cells : frozenset of CellId
        Cells and ratios that some table prints as confidential.
    derived_ratios : tuple of Ratio
        Percentages that no table prints although their figures follow from what is printed: those
        of a remainder.
    """

    cells: tuple[Cell, ...]
    equations: tuple[Equation, ...]
    ratios: tuple[Ratio, ...] = ()
    marked_cells: frozenset[CellId] = field(default_factory=frozenset)
    derived_ratios: tuple[Ratio, ...] = ()

    @cached_property
    def position(self) -> dict[CellId, int]:
        """Where each cell stands."""
        return {cell.id: place for place, cell in enumerate(self.cells)}

    @cached_property
    def cells_by_owner(self) -> dict[str, frozenset[int]]:
        """The cells that each owner knows."""
        positions_by_owner: dict[str, set[int]] = {}
        for place, cell in enumerate(self.cells):
            if cell.owner:
                positions_by_owner.setdefault(cell.owner, set()).add(place)
        return {owner: frozenset(cells) for owner, cells in positions_by_owner.items()}

    def positions(self, ids: Collection[CellId]) -> frozenset[int]:
        """Positions of those ids that are cells; ratios have none."""
        return frozenset(self.position[name] for name in ids if name in self.position)
