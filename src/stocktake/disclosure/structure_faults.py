"""What a structure contradicts itself in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stocktake.disclosure.structure import Dimension, Measure, Structure


def measure_faults(measures: tuple[Measure, ...]) -> Iterator[str]:
    """Measures that are there twice, or of which nobody knows what they are made."""
    measure_ids = [measure.id for measure in measures]
    kinds = {measure.id: measure.unit for measure in measures}
    for name in sorted({name for name in measure_ids if measure_ids.count(name) > 1}):
        yield f"the measure {name!r} is there twice"
    for measure in measures:
        below = kinds.get(measure.denominator)
        above = kinds.get(measure.numerator)
        if measure.is_ratio and (above not in ("count", "sum") or below not in ("count", "sum")):
            problem = "needs a numerator and denominator among the measures"
            yield f"{measure.unit} {measure.id!r} {problem}"
        if not measure.is_ratio and (measure.numerator or measure.denominator):
            yield f"{measure.unit} {measure.id!r} has no numerator or denominator"


def dimension_faults(structure: Structure) -> Iterator[str]:
    """Dimensions that contradict themselves or each other."""
    dimension_ids = [dimension.id for dimension in structure.dimension]
    for name in sorted({name for name in dimension_ids if dimension_ids.count(name) > 1}):
        yield f"the dimension {name!r} is there twice"
    for fixed in ("place", "period"):
        if fixed in dimension_ids and getattr(structure, fixed):
            yield f"{fixed} is a dimension and stated for the whole table"
    if structure.publisher and structure.publisher not in dimension_ids:
        yield f"the publisher {structure.publisher!r} is no dimension"
    for dimension in structure.dimension:
        if dimension.total and dimension.id in ("place", "period"):
            yield f"{dimension.id} has no total item: its totals are items of their own"
        below: dict[str, set[str]] = {}
        for split in dimension.split:
            if len(set(split.parts)) < len(split.parts):
                yield f"{dimension.id}: {split.total!r} has a part twice"
            below.setdefault(split.total, set()).update(split.parts)
        for start in below:
            if start in _reach(start, below):
                yield f"{dimension.id}: {start!r} is a part of itself"
        yield from _answer_faults(dimension)


def _answer_faults(dimension: Dimension) -> Iterator[str]:
    """Of what a dimension says about not adding up."""
    if dimension.adds_up is False and not dimension.reason.strip():
        yield f"{dimension.id}: adds_up = false needs a reason"
    if dimension.adds_up is False and dimension.split:
        yield f"{dimension.id}: has a split, and adds_up = false"


def _reach(start: str, below: dict[str, set[str]]) -> set[str]:
    item_names: set[str] = set()
    open_items = [start]
    while open_items:
        for item in below.get(open_items.pop(), ()):
            if item not in item_names:
                item_names.add(item)
                open_items.append(item)
    return item_names
