"""Tries a sum on the rows of a published file that are printed in full.

Where they all add up it is a sum, where some fall short the parts are incomplete, and where some
exceed the total it is no sum at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

import polars as pl

from stocktake.disclosure import Dimension, Split
from stocktake.sources.ees_meta import EesFilter
from stocktake.standards.missing import read_cell

BASES = (1000, 100, 50, 10, 5)
ENOUGH = 20
"""How many different figures must all be multiples before they are taken to be rounded."""

OF_NO_SUM = "(of no sum)"

Key = tuple[str, ...]
Additivity = bool | None | Literal["more"]
"""Whether parts add up: always; not all of them; nobody can tell; they overlap."""


@dataclass(frozen=True)
class SliceFigures:
    """The figures of one slice, and the base to which those of each place are rounded."""

    figures: Mapping[Key, float | None]
    bases: Mapping[str, int]

    @classmethod
    def of(cls, frame: pl.DataFrame, columns: Sequence[str]) -> SliceFigures:
        """Read the rows of a slice; a level's figures are rounded alike."""
        figures = dict(_figures(frame, columns))
        bases: dict[str, int] = {}
        for (_,), part in frame.group_by(["geographic_level"], maintain_order=True):
            base = _base({value for _, value in _figures(part, columns) if value})
            bases |= dict.fromkeys(part["place"].unique().sort().to_list(), base)
        return cls(figures, bases)

    def adds_up(self, lines: Sequence[tuple[Key, Sequence[Key]]]) -> Additivity:
        """What the rows that are printed in full say of a sum."""
        additivity: bool | None = None
        for total, parts in lines:
            whole = self.figures.get(total)
            part_values = [self.figures.get(part) for part in parts]
            if whole is None:
                continue
            slack = 0.5 + sum(
                self.bases[key[0]] / 2 for key in (total, *parts) if self.bases[key[0]] > 1
            )
            known_sum = sum(value for value in part_values if value is not None)
            if known_sum > whole + slack:
                return "more"
            if all(value is not None for value in part_values):
                equal = abs(known_sum - whole) <= slack
                additivity = equal if additivity is None else additivity and equal
        return additivity


def place_dimension(
    figures: SliceFigures,
    levels: Sequence[tuple[str, Mapping[str, Sequence[str]]]],
    other_items: Sequence[Sequence[str]],
) -> Dimension:
    """The places, and which of them add up to which.

    Parameters
    ----------
    figures : SliceFigures
    levels : sequence of (str, mapping)
        For each level the places above it, and their parts.
    other_items : sequence of sequence of str
        The items of every filter.
    """
    splits = list(_place_splits(figures, levels, other_items))
    split = _with_the_rest(splits, set(figures.bases))
    return Dimension(id="place", column="place", split=split)


def _place_splits(
    figures: SliceFigures,
    levels: Sequence[tuple[str, Mapping[str, Sequence[str]]]],
    other_items: Sequence[Sequence[str]],
) -> Iterator[Split]:
    for _, inside in levels:
        splits: dict[str, tuple[list[str], Additivity]] = {}
        for total, parts in inside.items():
            published_parts = [part for part in parts if part in figures.bases]
            if total not in figures.bases or not published_parts:
                continue
            lines = [
                ((total, *rest), [(part, *rest) for part in published_parts])
                for rest in product(*other_items)
            ]
            splits[total] = (published_parts, figures.adds_up(lines))
        yield from _splits(splits)


def filter_dimension(
    item: EesFilter, place: int, figures: SliceFigures, frame: pl.DataFrame, rows: pl.DataFrame
) -> Dimension:
    """A filter, and which of its items add up to its total: all of them, or those of each group.

    Parameters
    ----------
    item : EesFilter
    place : int
        Where it stands in the keys of the printed figures.
    figures : SliceFigures
    frame, rows : polars DataFrame
        The slice, and the file's rows with the columns that group items.
    """
    items = set(frame[item.key].unique())
    if item.total not in items:
        return Dimension(id=_dimension_id(item), column=item.key)
    sets = {"": sorted(items - {item.total})}
    if item.grouping_key in rows.columns:
        groups: dict[str, list[str]] = {}
        pairs = rows.select(item.grouping_key, item.key).unique().drop_nulls()
        for group, part in pairs.sort(item.key).iter_rows():
            if part != item.total:
                groups.setdefault(group, []).append(part)
        sets = groups or sets
    splits: dict[tuple[str, ...], Split] = {}
    heads = [key for key in figures.figures if key[place] == item.total]
    for parts in sets.values():
        lines = [
            (key, [(*key[:place], part, *key[place + 1 :]) for part in parts]) for key in heads
        ]
        for split in _splits({item.total: (parts, figures.adds_up(lines))} if parts else {}):
            splits[split.parts] = split
    return Dimension(
        id=_dimension_id(item),
        column=item.key,
        total=item.total,
        split=_with_the_rest(list(splits.values()), items - {item.total}),
    )


def _dimension_id(item: EesFilter) -> str:
    """A filter called ``place`` or ``period`` is not the place or the period of the figures."""
    return item.key if item.column in ("place", "period") else item.column


def _splits(candidates: Mapping[str, tuple[list[str], Additivity]]) -> Iterator[Split]:
    """What is known of a level's other places is taken for those of which nothing is known."""
    verdicts = [adds for _, adds in candidates.values() if isinstance(adds, bool)]
    usual = bool(verdicts) and all(verdicts)
    for total, (parts, adds) in candidates.items():
        if adds != "more":
            complete = adds if isinstance(adds, bool) else usual
            yield Split(total=total, parts=tuple(parts), complete=complete)


def _with_the_rest(splits: Sequence[Split], items: set[str]) -> tuple[Split, ...]:
    """Items of no sum are named too, as parts of something that no row prints."""
    covered = {name for split in splits for name in (split.total, *split.parts)}
    rest = sorted(items - covered)
    if not splits or not rest:
        return tuple(splits)
    return (*splits, Split(total=OF_NO_SUM, parts=tuple(rest), complete=False))


def _figures(frame: pl.DataFrame, columns: Sequence[str]) -> Iterator[tuple[Key, float | None]]:
    for row in frame.iter_rows(named=True):
        yield (row["place"], *(row[column] for column in columns)), read_cell(row["figure"])[0]


def _base(values: set[float]) -> int:
    """The base of which all figures are multiples; 1 for none, or where they are too few."""
    if len(values) < ENOUGH:
        return 1
    return next((base for base in BASES if all(value % base == 0 for value in values)), 1)


__all__ = ["SliceFigures", "filter_dimension", "place_dimension"]
