"""Binds percentages, rates and means to the figures above and below their line.

A percentage printed next to its denominator reveals its numerator, to within its rounding; what
is left of the denominator is a group too, although nobody printed it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from math import inf

from stocktake.disclosure.cells import Cell, CellId, Ratio
from stocktake.disclosure.structure import Measure
from stocktake.standards.errors import Fault

TOLERANCE = 1e-6
EXACT = 1e-9
"""How far a quotient printed with all its digits may be off, as a share of itself."""

Sum = tuple[CellId, tuple[CellId, ...]]
"""A total and its parts."""


def bind_ratios(
    ratios: list[Cell], cells: dict[CellId, Cell], measures: Mapping[str, Measure]
) -> list[Sum]:
    """Give every ratio a numerator, a denominator and, for shares of pupils, a complement.

    Parameters
    ----------
    ratios : list of Cell
    cells : dict of CellId to Cell
        Grows by the figures that no table prints.
    measures : mapping of str to Measure

    Returns
    -------
    list of Sum
        Denominators as sums of numerator and complement.
    """
    complements: dict[Sum, None] = {}
    for ratio in ratios:
        measure = measures[ratio.id.measure]
        top, bottom = _top(ratio, measure), _bottom(ratio, measure)
        for name in (bottom, top):
            if name not in cells:
                lowest = 0.0 if (measure.minimum or 0.0) >= 0 else -inf
                whole = measures[name.measure].unit == "count"
                cells[name] = Cell(name, "withheld", lower=lowest, whole=whole)
        above, below = cells[top], cells[bottom]
        # From a printed percentage with few decimals only a range follows: that is for the attack.
        underived = above.state == "withheld" and above.value is None and measure.decimals is None
        if underived and ratio.value is not None and below.value is not None:
            figure = ratio.value * below.value / measure.scale
            cells[top] = replace(above, value=float(round(figure)) if above.whole else figure)
        if measure.unit == "percent" and above.whole and below.whole:
            rest = _rest(ratio, measure)
            cells.setdefault(rest, Cell(rest, "withheld"))
            complements[bottom, (top, rest)] = None
    return list(complements)


def bind_derived(
    ratios: list[Cell], cells: dict[CellId, Cell], measures: Mapping[str, Measure]
) -> tuple[list[Cell], list[Sum]]:
    """Percentages of groups that no table prints, where both of their figures are cells.

    Parameters
    ----------
    ratios : list of Cell
        Those that are printed.
    cells : dict of CellId to Cell
        With the remainders; grows by complements that are not there yet.
    measures : mapping of str to Measure

    Returns
    -------
    derived : list of Cell
        Without a figure of their own.
    sums : list of Sum
        For the complements that were not there yet.
    """
    published_ratios = {ratio.id for ratio in ratios}
    derived_cells: list[Cell] = []
    sums: list[Sum] = []
    shares = [measure for measure in measures.values() if measure.unit == "percent"]
    for below in list(cells.values()):
        if below.state not in ("withheld", "unknown") or not below.whole:
            continue
        for measure in shares:
            ratio = Cell(below.id.measuring(measure.id), "withheld")
            top, rest = _top(ratio, measure), _rest(ratio, measure)
            if below.id.measure != measure.denominator or ratio.id in published_ratios:
                continue
            if top not in cells or not cells[top].whole:
                continue
            derived_cells.append(ratio)
            if rest not in cells:
                cells[rest] = Cell(rest, "withheld")
                sums.append((below.id, (top, rest)))
    return derived_cells, sums


def bind_nested(cells: dict[CellId, Cell], nested: Collection[tuple[str, str]]) -> list[Sum]:
    """What is left of a measure without those whom a nested one counts: a cell of its own.

    Parameters
    ----------
    cells : dict of CellId to Cell
        Grows by what is left.
    nested : collection of (str, str)
        Part and whole.
    """
    sums: list[Sum] = []
    for part, whole in nested:
        for bottom in [name for name in cells if name.measure == whole]:
            top = bottom.measuring(part)
            if top in cells:
                rest = bottom.measuring(f"{whole} less {part}")
                cells.setdefault(rest, Cell(rest, "withheld", whole=cells[bottom].whole))
                sums.append((bottom, (top, rest)))
    return sums


def everyone_of(
    cells: Mapping[CellId, Cell], nested: Collection[tuple[str, str]]
) -> Iterator[tuple[CellId, CellId, CellId]]:
    """Where nobody is left of a whole: the part, the whole and what is left of it.

    A count that equals its whole says of everybody what a percentage of 100 would.
    """
    for part, whole in nested:
        for name, cell in cells.items():
            if name.measure != f"{whole} less {part}" or cell.value != 0:
                continue
            bottom, top = name.measuring(whole), name.measuring(part)
            if bottom in cells and top in cells and cells[bottom].whole and cells[bottom].value:
                yield top, bottom, name


def ratio_faults(
    ratios: list[Cell], cells: Mapping[CellId, Cell], measures: Mapping[str, Measure]
) -> Iterator[Fault]:
    """Ratios that are not their numerator over their denominator; no figure is quoted."""
    for ratio in ratios:
        measure = measures[ratio.id.measure]
        above, below = cells[_top(ratio, measure)], cells[_bottom(ratio, measure)]
        if ratio.value is None or above.value is None or below.value is None:
            continue
        if "rounded" in (above.state, below.state):
            continue
        low, high = _interval(ratio, measure)
        slack = TOLERANCE * max(1.0, abs(above.value))
        within = low * below.value - slack <= above.value <= high * below.value + slack
        if below.value <= 0 or not within:
            problem = f"is not {measure.numerator} over {measure.denominator}"
            yield Fault(str(ratio.id), problem, "the quotient, rounded as the structure says")


def bound_ratio(cell: Cell, measure: Measure, position: Mapping[CellId, int]) -> Ratio:
    """A ratio with the positions of its figures, and between which it lies."""
    low, high = _interval(cell, measure)
    least, most = measure.minimum, measure.maximum
    if measure.unit == "percent":
        least, most = 0.0, 100.0
    elif measure.unit == "rate" and least is None:
        least = 0.0
    return Ratio(
        cell.id,
        cell.state,
        cell.value,
        position[_top(cell, measure)],
        position[_bottom(cell, measure)],
        position.get(_rest(cell, measure)) if measure.unit == "percent" else None,
        low,
        high,
        -inf if least is None else least / measure.scale,
        inf if most is None else most / measure.scale,
    )


def _top(ratio: Cell, measure: Measure) -> CellId:
    return ratio.id.measuring(measure.numerator)


def _bottom(ratio: Cell, measure: Measure) -> CellId:
    return ratio.id.measuring(measure.denominator)


def _rest(ratio: Cell, measure: Measure) -> CellId:
    return ratio.id.measuring(f"{measure.denominator} less {measure.numerator}")


def _interval(ratio: Cell, measure: Measure) -> tuple[float, float]:
    """Between which the quotient lies if the ratio is printed."""
    if ratio.value is None:
        return -inf, inf
    half = EXACT * abs(ratio.value)
    if measure.decimals is not None:
        half = 0.5 * 10.0**-measure.decimals
    return (ratio.value - half) / measure.scale, (ratio.value + half) / measure.scale
