"""Splits that grow over the years: a new school, a new group.

A total is made of three items in one year and of four in the next. Each of the two sums holds in
the periods of the tables that declare it, and nowhere else contradicts the other.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from stocktake.disclosure.structure import Split, Table

Key = tuple[str, str, frozenset[str]]
"""A dimension, a total and its parts."""


class GrowingSplits:
    """Which of two splits of the same total holds in a period.

    Parameters
    ----------
    tables : sequence of Table
    """

    def __init__(self, tables: Sequence[Table]) -> None:
        self._periods: dict[Key, set[str]] = {}
        self._items: dict[tuple[str, str], set[str]] = {}
        splits: dict[tuple[str, str], set[frozenset[str]]] = {}
        for table in tables:
            periods = _periods(table)
            for dimension in table.structure.dimension:
                if dimension.id == "period":
                    continue
                for period, items in _items_by_period(table, dimension.column).items():
                    self._items.setdefault((dimension.id, period), set()).update(items)
                for split in dimension.split:
                    if split.complete:
                        parts = frozenset(split.parts)
                        key = (dimension.id, split.total, parts)
                        self._periods.setdefault(key, set()).update(periods)
                        splits.setdefault((dimension.id, split.total), set()).add(parts)
        self._rivals: dict[Key, list[frozenset[str]]] = {
            (dimension_id, total, parts): [
                rival for rival in rivals if rival > parts or rival < parts
            ]
            for (dimension_id, total), rivals in splits.items()
            if len(rivals) > 1
            for parts in rivals
        }

    def is_valid(self, dimension_id: str, split: Split, period: str) -> bool:
        """Whether a split binds the figures of a period.

        It does where a table that declares it is of the period, unless an item of it has no figure
        there and a smaller split holds; and it does not where another table of the period has an
        item that is new.
        """
        parts = frozenset(split.parts)
        key = (dimension_id, split.total, parts)
        items = self._items.get((dimension_id, period), set())
        for rival in self._rivals.get(key, ()) if split.complete else ():
            if rival < parts and (parts - rival).isdisjoint(items):
                return False
            if rival > parts and not (rival - parts).isdisjoint(items):
                return period in self._periods[key]
        return True


def fitting_splits(splits: Sequence[Split], items: Collection[str]) -> list[Split]:
    """Of splits that grew, those of a table's items: with what is new where one of it is there."""
    fitting = []
    for split in splits:
        parts = frozenset(split.parts)
        rivals = [
            frozenset(rival_split.parts)
            for rival_split in splits
            if rival_split.total == split.total and rival_split.complete and split.complete
        ]
        is_too_large = any(rival < parts and (parts - rival).isdisjoint(items) for rival in rivals)
        is_too_small = any(
            rival > parts and not (rival - parts).isdisjoint(items) for rival in rivals
        )
        if not is_too_large and not is_too_small:
            fitting.append(split)
    return fitting


def _periods(table: Table) -> set[str]:
    for dimension in table.structure.dimension:
        if dimension.id == "period":
            return _items(table.frame, dimension.column)
    return {table.structure.period} if table.frame.height else set()


def _items_by_period(table: Table, column: str) -> dict[str, set[str]]:
    if column not in table.frame.columns:
        return {}
    period_column = next(
        (item.column for item in table.structure.dimension if item.id == "period"), ""
    )
    if not period_column:
        return {table.structure.period: _items(table.frame, column)}
    if period_column not in table.frame.columns:
        return {}
    items: dict[str, set[str]] = {}
    # By name alone: an expression would read a column called "^...$" as a pattern.
    periods, names = table.frame.get_column(period_column), table.frame.get_column(column)
    for period, item in zip(periods.to_list(), names.to_list(), strict=True):
        items.setdefault(str(period), set()).add(str(item))
    return items


def _items(frame: pl.DataFrame, column: str) -> set[str]:
    """The distinct items of a column, read by its literal name."""
    return {str(item) for item in frame.get_column(column).to_list()}
