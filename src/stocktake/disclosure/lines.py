"""The lines along which tables add up: their dimensions, populations, measures and periods."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from stocktake.disclosure.calendar_lines import Series, calendar_splits
from stocktake.disclosure.cells import Cell, CellId
from stocktake.disclosure.structure import Dimension, Measure, Split, Structure
from stocktake.standards.errors import Fault

Pair = tuple[str, str]
"""A measure that counts some of those whom another counts, and the other."""


@dataclass(frozen=True)
class Lines:
    """All the lines along which the tables add up."""

    dimensions: dict[str, Dimension]
    measures: dict[str, Measure]
    relations: tuple[Split, ...]
    measure_sums: tuple[Split, ...]
    nested: tuple[Pair, ...]
    publishers: frozenset[str]
    absent_is_zero: bool


@dataclass(frozen=True)
class Way:
    """One line along which cells add up.

    Parameters
    ----------
    splits : dict of str to tuple of Split
        Those through each item.
    inner : frozenset of str
        Items that are part of another.
    item : callable
        The item of a cell; empty where the line does not run through it.
    move : callable
        The cell of another item.
    only_known : bool
        Whether parts that no table has are left to the remainder, but for a single one.
    is_calendar : bool
        Periods: a sum counts where all of its parts are there.
    virtual_totals : frozenset of str
        Totals that stand for a sum and are printed nowhere.
    dimension_id : str
        Empty for populations, measures and the calendar.
    """

    splits: Mapping[str, tuple[Split, ...]]
    inner: frozenset[str]
    item: Callable[[CellId], str]
    move: Callable[[CellId, str], CellId]
    only_known: bool = False
    is_calendar: bool = False
    virtual_totals: frozenset[str] = frozenset()
    dimension_id: str = ""


def merge_lines(structures: Sequence[Structure], faults: list[Fault]) -> Lines:
    """The lines of several structures together; what contradicts itself is a fault."""
    dimensions: dict[str, Dimension] = {}
    measures: dict[str, Measure] = {}
    relations: dict[tuple[str, frozenset[str]], Split] = {}
    measure_sums: dict[tuple[str, frozenset[str]], Split] = {}
    nested: dict[Pair, None] = {}
    for structure in structures:
        for dimension in structure.dimension:
            known_dimension = dimensions.get(dimension.id)
            if known_dimension is None:
                dimensions[dimension.id] = dimension
            elif known_dimension.total != dimension.total:
                problem_text = f"two structures give the dimension {dimension.id} different totals"
                faults.append(Fault("", problem_text, "one item that stands for all"))
            else:
                splits = {
                    (split.total, frozenset(split.parts)): split for split in known_dimension.split
                }
                for split in dimension.split:
                    known_split = splits.setdefault((split.total, frozenset(split.parts)), split)
                    if known_split.complete != split.complete:
                        problem_text = (
                            f"{dimension.id}: the parts of {split.total!r} are complete in one"
                        )
                        faults.append(Fault("", f"{problem_text} structure and not in another"))
                dimensions[dimension.id] = known_dimension.with_lines(splits.values())
        for measure in structure.measure:
            there_measure = measures.setdefault(measure.id, measure)
            if there_measure.unit != measure.unit:
                problem_text = f"two structures give the measure {measure.id} different units"
                faults.append(Fault("", problem_text))
        for relation in structure.relation:
            split = Split(total=relation.total, parts=relation.parts, complete=relation.complete)
            relations[(relation.total, frozenset(relation.parts))] = split
        for line in structure.sum:
            split = Split(total=line.total, parts=line.parts, complete=line.complete)
            measure_sums[(line.total, frozenset(line.parts))] = split
            if len(line.parts) > 2:
                nested |= dict.fromkeys((part, line.total) for part in line.parts)
        nested |= dict.fromkeys((pair.part, pair.whole) for pair in structure.nested)
    return Lines(
        dimensions,
        measures,
        tuple(relations.values()),
        tuple(measure_sums.values()),
        _with_steps(nested, structures),
        frozenset(structure.publisher for structure in structures if structure.publisher),
        all(structure.absent == "zero" for structure in structures),
    )


def _with_steps(nested: Mapping[Pair, None], structures: Sequence[Structure]) -> tuple[Pair, ...]:
    """Nested pairs, and those that follow: grade 5 is in grade 4, which is in all."""
    wholes: dict[str, dict[str, None]] = {}
    for part, whole in nested:
        wholes.setdefault(part, {})[whole] = None
    bindings = set[Pair]()
    for structure in structures:
        for measure in structure.measure:
            if measure.unit == "percent":
                bindings.add((measure.numerator, measure.denominator))
        bindings |= {(part, line.total) for line in structure.sum for part in line.parts}
    for part, whole in sorted(bindings):
        wholes.setdefault(part, {})[whole] = None
    pairs = dict(nested)
    for start in wholes:
        waiting, ends = [start], dict[str, None]()
        while waiting:
            for end in wholes.get(waiting.pop(), ()):
                if end not in ends and end != start:
                    ends[end] = None
                    waiting.append(end)
        pairs |= dict.fromkeys((start, end) for end in ends if (start, end) not in bindings)
    return tuple(pairs)


def find_ways(lines: Lines, cells: Mapping[CellId, Cell]) -> list[Way]:
    """Every line that runs through the cells."""
    ways = [
        _way(
            dimension.split,
            partial(_item, dimension=dimension),
            partial(_move_cell, dimension=dimension),
            dimension_id=dimension.id,
        )
        for dimension in lines.dimensions.values()
        if dimension.split
    ]
    if lines.relations:
        ways.append(_way(lines.relations, lambda name: name.population, CellId.of))
    if lines.measure_sums:
        ways.append(
            _way(
                lines.measure_sums,
                lambda name: name.measure,
                CellId.measuring,
                only_known=True,
                measures=lines.measures,
            )
        )
    ways += [
        _way(
            splits,
            partial(_period_of, series=series),
            _move_period,
            only_known=True,
            is_calendar=True,
        )
        for series, splits in calendar_splits(cells, measures_over_time(lines)).items()
    ]
    return ways


def measures_over_time(lines: Lines) -> list[str]:
    """The measures that may add up over time."""
    period = lines.dimensions.get("period")
    if period is not None and period.adds_up is False:
        return []
    return [
        name
        for name, measure in lines.measures.items()
        if not measure.is_ratio and not measure.on_a_day
    ]


def _way(
    splits: tuple[Split, ...],
    item: Callable[[CellId], str],
    move: Callable[[CellId, str], CellId],
    *,
    only_known: bool = False,
    is_calendar: bool = False,
    measures: Mapping[str, Measure] | None = None,
    dimension_id: str = "",
) -> Way:
    through: dict[str, dict[Split, None]] = {}
    for split in splits:
        for name in (split.total, *split.parts):
            through.setdefault(name, {})[split] = None
    inner = frozenset(part for split in splits for part in split.parts)
    virtual = frozenset(
        split.total for split in splits if measures is not None and split.total not in measures
    )
    paths = {name: tuple(splits) for name, splits in through.items()}
    return Way(paths, inner, item, move, only_known, is_calendar, virtual, dimension_id)


def _item(name: CellId, dimension: Dimension) -> str:
    return name.item(dimension.id, dimension.total)


def _move_cell(name: CellId, to: str, dimension: Dimension) -> CellId:
    return name.with_item(dimension.id, to, dimension.total)


def _period_of(name: CellId, series: Series) -> str:
    return name.period if (name.measure, name.population) == series else ""


def _move_period(name: CellId, to: str) -> CellId:
    return name.with_item("period", to)
