"""A summary by every crossing of its groups, with all totals: what a release needs, made at once.

Whoever makes a table knows what adds up in it. So the structure is made with the table, and nobody
types it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import polars as pl

from stocktake.disclosure import Dimension, Measure, Split, Structure
from stocktake.pupils.frames import Table, to_lazy
from stocktake.pupils.tables.shape import TableShape
from stocktake.standards.internal import InternalAggregate
from stocktake.standards.missing import Missing

SCHOOL = "school_urn"
NOT_KNOWN = "Not known"
_YES_NO = {True: "Yes", False: "No"}
_SYMBOL = "_symbol"

Summarise = Callable[..., Table]
"""A function of this room that takes rows and ``by``, such as ``absence_rates``."""


@dataclass(frozen=True)
class MadeTable:
    """A table with every total, and what adds up in it.

    Parameters
    ----------
    aggregate : InternalAggregate
        It may not leave: ``disclosure.release`` decides what of it does.
    structure : Structure
    """

    aggregate: InternalAggregate[pl.DataFrame]
    structure: Structure


def cross_table(
    rows: Table,
    summarise: Summarise,
    shape: TableShape,
    *,
    by: Sequence[str],
    place: str,
    period: str,
) -> MadeTable:
    """Summarise rows by every crossing of some groups, and say what adds up to what.

    Parameters
    ----------
    rows : table
        What ``summarise`` takes, with the columns of ``by``.
    summarise : callable
        Such as :func:`.absence.rates.absence_rates`.
    shape : TableShape
        What its columns count.
    by : sequence of str
        Columns to group by. With ``school_urn`` each school is a place within ``place``.
    place : str
        The area: its id.
    period : str
        Academic year in six digits.

    Returns
    -------
    MadeTable
        One row for each combination of items and totals; one of nobody has zeros. A pupil whose
        group is not known is in the group "Not known", so that everything adds up.

    Examples
    --------
    >>> from stocktake.pupils.exclusions import exclusion_rates
    >>> from stocktake.pupils.tables.shapes import EXCLUSIONS
    >>> rows = pl.DataFrame({
    ...     "sex": ["F", "M", None], "headcount": 1, "perm_excl": 0, "days_lost": 0,
    ...     "suspension": [0, 2, 0], "suspension_length_unknown": 0,
    ... })
    >>> made = cross_table(
    ...     rows, exclusion_rates, EXCLUSIONS, by=["sex"], place="la-001", period="202324")
    >>> made.aggregate.content.shape
    (4, 11)
    >>> made.structure.dimension[0].split[0].parts
    ('F', 'M', 'Not known')
    """
    columns = [measure.column for measure in shape.measures if measure.column]
    margins = {
        margin: _collect(summarise(rows, by=list(margin)))
        for size in range(len(by), -1, -1)
        for margin in combinations(by, size)
    }
    items = {name: _items(margins[tuple(by)][name], name) for name in by}
    totals = {name: place if name == SCHOOL else _total(items[name]) for name in by}
    parts = [_with_totals(table, margin, by, totals, columns) for margin, table in margins.items()]
    frame = _complete(pl.concat(parts), by, items, totals, shape)
    dimensions = tuple(_dimension(name, items[name], totals[name]) for name in by)
    structure = Structure(
        population=shape.population,
        place="" if SCHOOL in by else place,
        period=period,
        publisher="place" if SCHOOL in by else "",
        measure=tuple(_with_symbol(measure) for measure in shape.measures),
        dimension=dimensions,
        nested=shape.nested,
        sum=shape.sums,
        apart=shape.apart,
    )
    return MadeTable(InternalAggregate(frame, shape.title, tuple(by)), structure)


def _collect(table: Table) -> pl.DataFrame:
    frame = to_lazy(table, "the summary").collect(backend="polars").to_native()
    return pl.DataFrame(frame)


def _item(value: Any, name: str) -> str:
    if value is None:
        return f"school-{NOT_KNOWN.lower().replace(' ', '-')}" if name == SCHOOL else NOT_KNOWN
    if isinstance(value, bool):
        return _YES_NO[value]
    return f"school-{value}" if name == SCHOOL else str(value)


def _items(column: pl.Series, name: str) -> list[str]:
    return sorted({_item(value, name) for value in column.to_list()})


def _total(items: Sequence[str]) -> str:
    """The item that stands for all, whatever the groups are called."""
    return next(name for name in ("Total", "All", "All pupils", "(all)") if name not in items)


def _column(name: str) -> str:
    return "place" if name == SCHOOL else name


def _with_totals(
    table: pl.DataFrame,
    margin: Sequence[str],
    by: Sequence[str],
    totals: dict[str, str],
    columns: Sequence[str],
) -> pl.DataFrame:
    labels = [
        pl.Series(
            _column(name),
            [_item(value, name) for value in table[name].to_list()]
            if name in margin
            else [totals[name]] * table.height,
            dtype=pl.String,
        )
        for name in by
    ]
    return pl.DataFrame([*labels, *(table[column].cast(pl.Float64) for column in columns)])


def _complete(
    frame: pl.DataFrame,
    by: Sequence[str],
    items: dict[str, list[str]],
    totals: dict[str, str],
    shape: TableShape,
) -> pl.DataFrame:
    """A row for every combination: of nobody there are zeros, and no percentage."""
    whole = pl.DataFrame({"": [0]})
    for name in by:
        names = pl.DataFrame({_column(name): [*items[name], totals[name]]})
        whole = whole.join(names, how="cross")
    keys = [_column(name) for name in by]
    if keys:
        frame = whole.drop("").join(frame, on=keys, how="left", maintain_order="left")
    figures: list[pl.Series] = []
    for measure in shape.measures:
        column = frame[measure.column]
        if measure.is_ratio:
            symbols = [
                Missing.NOT_APPLICABLE.value if v is None else None for v in column.to_list()
            ]
            symbol = pl.Series(f"{measure.column}{_SYMBOL}", symbols, dtype=pl.String)
            figures += [column, symbol]
        else:
            figures.append(column.fill_null(0).cast(pl.Int64))
    return pl.DataFrame([*(frame[key] for key in keys), *figures])


def _with_symbol(measure: Measure) -> Measure:
    if not measure.is_ratio:
        return measure
    return measure.model_copy(update={"symbol": f"{measure.column}{_SYMBOL}"})


def _dimension(name: str, items: Sequence[str], total: str) -> Dimension:
    identity = _column(name)
    return Dimension(
        id=identity,
        column=identity,
        total="" if name == SCHOOL else total,
        split=(Split(total=total, parts=tuple(items)),),
    )
