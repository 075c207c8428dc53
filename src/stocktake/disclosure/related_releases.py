"""Which earlier releases can bear on a table at all, so that the others are not even laid out.

Two tables are linked only where some equation can lead from one to the other: along measures of one
table, populations that are part of each other, places and periods that add up. Whatever is apart in
one of these four is apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.structure import Structure, Table
from stocktake.standards.period_names import read_period_name

AXES = ("measure", "population", "place", "period")
APART = "no sum leads to it: it is of other populations, places or periods"
"""Why a release that shares a measure is not compared."""


def related_releases(tables: Sequence[Table], earlier: Sequence[Earlier]) -> tuple[Earlier, ...]:
    """The earlier releases that are linked to some tables, directly or through others.

    Parameters
    ----------
    tables : sequence of Table
        To be released.
    earlier : sequence of Earlier
        In the order of release.
    """
    every_table = [*tables, *(release.table for release in earlier)]
    classes = _Classes([table.structure for table in every_table])
    classes.join_by_calendar({name for table in every_table for name in _periods(table)})
    waiting = [classes.ends(table) for table in tables]
    left = {number: classes.ends(release.table) for number, release in enumerate(earlier)}
    linked_numbers: set[int] = set()
    while waiting:
        ends = waiting.pop()
        near = [number for number, other_ends in left.items() if ends.meet(other_ends)]
        linked_numbers.update(near)
        waiting += [left.pop(number) for number in near]
    return tuple(release for number, release in enumerate(earlier) if number in linked_numbers)


def _periods(table: Table) -> set[str]:
    for dimension in table.structure.dimension:
        if dimension.id == "period":
            return set(table.items(dimension))
    return {table.structure.period}


@dataclass(frozen=True)
class _Ends:
    """The classes that a table touches in each of the four."""

    names: tuple[frozenset[str], ...]

    def meet(self, other_table: _Ends) -> bool:
        """Whether two tables have a class in common in all four."""
        pairs = zip(self.names, other_table.names, strict=True)
        return all(not own_names.isdisjoint(other_ends) for own_names, other_ends in pairs)


class _Classes:
    """What belongs together in each of the four, by all structures at once."""

    def __init__(self, structures: Iterable[Structure]) -> None:
        self._parent: dict[tuple[str, str], tuple[str, str]] = {}
        for structure in structures:
            self._join("measure", [measure.id for measure in structure.measure])
            for pair in structure.nested:
                self._join("measure", [pair.part, pair.whole])
            for line in structure.sum:
                self._join("measure", [line.total, *line.parts])
            for relation in structure.relation:
                self._join("population", [relation.total, *relation.parts])
            for dimension in structure.dimension:
                if dimension.id in ("place", "period"):
                    for split in dimension.split:
                        self._join(dimension.id, [split.total, *split.parts])

    def join_by_calendar(self, names: Iterable[str]) -> None:
        """A term belongs to its year, a year to the years pooled with it; spans may overlap."""
        spans = {name: span for name in names if (span := read_period_name(name)) is not None}
        for whole, span in spans.items():
            self._join(
                "period", [whole, *(name for name, part in spans.items() if span.overlaps(part))]
            )

    def ends(self, table: Table) -> _Ends:
        """The classes of a table."""
        structure = table.structure
        columns = {dimension.id: dimension.column for dimension in structure.dimension}
        names = {
            "measure": [measure.id for measure in structure.measure],
            "population": [structure.population],
            "place": [structure.place],
            "period": [structure.period],
        }
        for axis in ("place", "period"):
            if axis in columns:
                names[axis] = [str(item) for item in table.frame[columns[axis]].unique()]
        return _Ends(
            tuple(frozenset(self._root((axis, name))[1] for name in names[axis]) for axis in AXES)
        )

    def _join(self, axis: str, names: Sequence[str]) -> None:
        first = self._root((axis, names[0]))
        for name in names[1:]:
            self._parent[self._root((axis, name))] = first

    def _root(self, name: tuple[str, str]) -> tuple[str, str]:
        while (parent := self._parent.get(name, name)) != name:
            self._parent[name] = self._parent.get(parent, parent)
            name = parent
        return name
