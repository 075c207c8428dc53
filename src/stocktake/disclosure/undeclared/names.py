"""Names of one thing, written in one way: earlier releases are read in the new table's spelling.

Nothing that is stored changes. An earlier release is compared as if it had been written with the
names of the table in hand; what that table does not name keeps the spelling that came first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import polars as pl

from stocktake.disclosure.cells import CellId
from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.structure import Dimension, Structure, Table
from stocktake.disclosure.undeclared.plain_names import NameKeys
from stocktake.disclosure.undeclared.questions import Question

Slot = tuple[str, str]
"""A kind of name; of items with their dimension's key."""


@dataclass(frozen=True)
class Spelling:
    """How each thing is written, by its slot and key."""

    keys: NameKeys
    spellings: Mapping[tuple[str, str, str], str]

    def of(self, slot: Slot, name: str) -> str:
        """The chosen spelling of a name; of "all less others", that of its parts."""
        key = (*slot, self.keys.key(slot[0], name))
        if key in self.spellings or " less " not in name:
            return self.spellings.get(key, name)
        whole, rest = name.split(" less ", 1)
        parts = [self.of(slot, part) for part in rest.split(" and ")]
        return f"{self.of(slot, whole)} less {' and '.join(parts)}"


def choose_spelling(tables: Sequence[Table], keys: NameKeys) -> Spelling:
    """One spelling for every name of the tables, the first one that comes."""
    spellings: dict[tuple[str, str, str], str] = {}
    for table in tables:
        for slot, name in _names(table, keys):
            spellings.setdefault((*slot, keys.key(slot[0], name)), name)
    return Spelling(keys, spellings)


def name_questions(table: Table, keys: NameKeys) -> list[Question]:
    """Names of one table that only case, a space or a synonym tells apart."""
    by_key: dict[tuple[str, str, str], list[str]] = {}
    for slot, name in _names(table, keys):
        names = by_key.setdefault((*slot, keys.key(slot[0], name)), [])
        if name not in names:
            names.append(name)
    return [
        Question(
            f"names {' ~ '.join(names)}",
            f"the table holds {' and '.join(map(repr, names))}, two names of one {slot}",
            ("write one name, and each row once",),
        )
        for (slot, _, _), names in by_key.items()
        if len(names) > 1
    ]


def respell(release: Earlier, spelling: Spelling, totals: Mapping[str, str]) -> Earlier:
    """An earlier release in another spelling.

    Parameters
    ----------
    release : Earlier
    spelling : Spelling
    totals : mapping of str to str
        By a dimension's id as chosen: the item that stands for all.
    """
    table = release.table
    if name_questions(table, spelling.keys):
        return release
    structure = respell_structure(table.structure, spelling, totals)
    if structure == table.structure and not _respelled_items(table, spelling, totals):
        return release
    respelled = replace(release)
    for field in fields(release):
        if field.name not in ("record", "csv"):
            value = _respell_cells(getattr(release, field.name), spelling, totals)
            object.__setattr__(respelled, field.name, value)
    if (inner := release.true_table) is not None:
        inner_structure = respell_structure(inner.structure, spelling, totals)
        inner = Table(_respell_frame(inner, spelling, totals), inner_structure, inner.name)
    frame = _respell_frame(table, spelling, totals)
    return with_table(replace(respelled, recomputed=inner), Table(frame, structure, table.name))


def with_table(release: Earlier, table: Table) -> Earlier:
    """An earlier release read as another table than its stored bytes say."""
    inner = release.true_table
    if inner is not None:
        dimensions = {"dimension": table.structure.dimension}
        inner = replace(inner, structure=inner.structure.model_copy(update=dimensions))
    read = replace(release, recomputed=inner)
    # A cached property: what would otherwise be read from the stored bytes again.
    read.__dict__["table"] = table
    return read


def respell_structure(
    structure: Structure, spelling: Spelling, totals: Mapping[str, str]
) -> Structure:
    """A structure in another spelling."""
    content = structure.model_dump()

    def speller(kind: str) -> Callable[[str], str]:
        return lambda name: spelling.of((kind, ""), name) if name else name

    measure, population = speller("measure"), speller("population")
    content["population"] = population(structure.population)
    content["place"] = speller("place")(structure.place)
    content["period"] = speller("period")(structure.period)
    content["publisher"] = speller("dimension")(structure.publisher)
    for row in content["measure"]:
        for field in ("id", "numerator", "denominator"):
            row[field] = measure(row[field])
    for row, dimension in zip(content["dimension"], structure.dimension, strict=True):
        item = _item_speller(dimension, spelling, totals)
        row["id"] = speller("dimension")(dimension.id)
        row["total"] = totals.get(row["id"], dimension.total)
        for split in row["split"]:
            split["total"], split["parts"] = item(split["total"]), [*map(item, split["parts"])]
    for row in content["relation"]:
        row["total"], row["parts"] = population(row["total"]), [*map(population, row["parts"])]
    for row in content["sum"]:
        row["total"], row["parts"] = measure(row["total"]), [*map(measure, row["parts"])]
    for row in content["apart"]:
        row["measures"] = [*map(measure, row["measures"])]
    for row in content["nested"]:
        row["part"], row["whole"] = measure(row["part"]), measure(row["whole"])
    return Structure.model_validate(content)


def _names(table: Table, keys: NameKeys) -> Iterable[tuple[Slot, str]]:
    structure = table.structure
    yield ("population", ""), structure.population
    for relation in structure.relation:
        for name in (relation.total, *relation.parts):
            yield ("population", ""), name
    for kind, name in (("place", structure.place), ("period", structure.period)):
        if name:
            yield (kind, ""), name
    for measure in structure.measure:
        yield ("measure", ""), measure.id
    for pair in structure.nested:
        yield from ((("measure", ""), name) for name in (pair.part, pair.whole))
    for line in structure.sum:
        yield from ((("measure", ""), name) for name in (line.total, *line.parts))
    for dimension in structure.dimension:
        yield ("dimension", ""), dimension.id
        slot = _slot(dimension, keys)
        names = {*table.items(dimension), *dimension.items}
        yield from ((slot, name) for name in sorted(names - {dimension.total}))


def _slot(dimension: Dimension, keys: NameKeys) -> Slot:
    if dimension.id in ("place", "period"):
        return dimension.id, ""
    return "item", keys.key("dimension", dimension.id)


def _item_speller(
    dimension: Dimension, spelling: Spelling, totals: Mapping[str, str]
) -> Callable[[str], str]:
    slot = _slot(dimension, spelling.keys)
    written_id = spelling.of(("dimension", ""), dimension.id)

    def item(name: str) -> str:
        if dimension.total and name == dimension.total:
            return totals.get(written_id, name)
        return spelling.of(slot, name)

    return item


def _respelled_items(
    table: Table, spelling: Spelling, totals: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """By column, the items that are written otherwise."""
    changes: dict[str, dict[str, str]] = {}
    for dimension in table.structure.dimension:
        item = _item_speller(dimension, spelling, totals)
        pairs = {name: item(name) for name in table.items(dimension)}
        pairs = {name: spelt for name, spelt in pairs.items() if name != spelt}
        if pairs:
            changes[dimension.column] = pairs
    return changes


def _respell_frame(table: Table, spelling: Spelling, totals: Mapping[str, str]) -> pl.DataFrame:
    frame = table.frame
    for column, pairs in _respelled_items(table, spelling, totals).items():
        names = [
            None if name is None else pairs.get(str(name), str(name))
            for name in frame[column].to_list()
        ]
        frame = frame.with_columns(pl.Series(column, names, dtype=pl.String))
    return frame


def _respell_cells(value: Any, spelling: Spelling, totals: Mapping[str, str]) -> Any:
    """Whatever holds cells, with their names in another spelling."""
    if isinstance(value, CellId):
        return _respell_cell(value, spelling, totals)
    if isinstance(value, Mapping):
        return {
            _respell_cells(key, spelling, totals): _respell_cells(item, spelling, totals)
            for key, item in value.items()
        }
    if isinstance(value, tuple | list | frozenset | set):
        return type(value)(_respell_cells(item, spelling, totals) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: _respell_cells(getattr(value, field.name), spelling, totals)
            for field in fields(value)
        }
        return replace(value, **changes)
    return value


def _respell_cell(name: CellId, spelling: Spelling, totals: Mapping[str, str]) -> CellId:
    items = []
    for dimension, item in name.items:
        written_id = spelling.of(("dimension", ""), dimension)
        slot = ("item", spelling.keys.key("dimension", dimension))
        written_item = spelling.of(slot, item)
        if written_item != totals.get(written_id):
            items.append((written_id, written_item))
    return CellId(
        spelling.of(("measure", ""), name.measure),
        spelling.of(("population", ""), name.population),
        spelling.of(("place", ""), name.place) if name.place else "",
        spelling.of(("period", ""), name.period) if name.period else "",
        tuple(sorted(items)),
    )
