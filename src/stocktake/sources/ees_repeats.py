"""Rows of a data set that share a place, a period and all filters.

Most such rows make a file unreadable: nobody can tell which figure is meant. Two kinds can be
known. Rows that agree in every figure are one row written twice. And where rows are all labelled
"Total", one whose counts are the sum of the others', or nearly, is the total, and the others are
parts of it that lost their label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from stocktake.sources.ees_file import LINE
from stocktake.sources.ees_meta import EesFilter, EesIndicator

PARTS_SHARE = 0.9
"""Parts make up at least this share of their total: some pupils belong to none of the parts."""

ROUNDING_COUNT = 15
"""Parts may exceed their total by this number: counts are rounded to the nearest 5 or 10."""


@dataclass(frozen=True)
class Repeats:
    """What was found.

    Parameters
    ----------
    identical, parts : tuple of int
        Lines to leave out: the same row again; parts labelled as the total.
    unclear : tuple of tuple of int
        Lines that contradict each other, group by group.
    telling : tuple of str
        Columns, in no filter and no figure, by which the first of these groups differs.
    """

    identical: tuple[int, ...]
    parts: tuple[int, ...]
    unclear: tuple[tuple[int, ...], ...]
    telling: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[int, ...]:
        """Every line that is not read."""
        return self.identical + self.parts


def find_repeats(
    rows: pl.DataFrame, *, indicators: Sequence[EesIndicator], filters: Sequence[EesFilter]
) -> Repeats:
    """Find rows with the same place, period and filter items, and say what they are.

    Parameters
    ----------
    rows : polars.DataFrame
        The data with ``place`` and ``LINE``; rows without a place are not compared.
    indicators, filters : sequences
        Columns of figures and of categories.

    Returns
    -------
    Repeats
    """
    keys = ["place", "time_period", "time_identifier", *(item.key for item in filters)]
    placed_rows = rows.filter(pl.col("place").is_not_null())
    repeats = placed_rows.group_by(keys).agg(pl.len().alias("rows")).filter(pl.col("rows") > 1)
    if not repeats.height:
        return Repeats((), (), ())
    columns = [indicator.key for indicator in indicators]
    groups = (
        placed_rows.join(repeats, on=keys, how="semi", nulls_equal=True)
        .sort(LINE)
        .group_by(keys, maintain_order=True)
        .agg(LINE, *(column for column in columns if column not in keys))
    )
    identical: list[int] = []
    parts: list[int] = []
    unclear: list[tuple[int, ...]] = []
    totals = {item.key: item.total for item in filters}
    for group in groups.iter_rows(named=True):
        lines: list[int] = group[LINE]
        # Of figures alike the first is kept; what remains differs.
        row_positions: dict[tuple[Any, ...], int] = {}
        for position in range(len(lines)):
            row_positions.setdefault(tuple(group[column][position] for column in columns), position)
        identical.extend(line for p, line in enumerate(lines) if p not in row_positions.values())
        if len(row_positions) == 1:
            continue
        labelled_total = all(group[column] == total for column, total in totals.items())
        total = _total(group, list(row_positions.values()), indicators) if labelled_total else None
        if total is None:
            unclear.append(tuple(lines[position] for position in row_positions.values()))
        else:
            parts.extend(
                lines[position] for position in row_positions.values() if position != total
            )
    telling = _telling_columns(placed_rows, unclear[0], [*keys, *columns]) if unclear else ()
    return Repeats(tuple(identical), tuple(parts), tuple(unclear), telling)


def names_that_tell_apart(
    rows: pl.DataFrame, filters: Sequence[EesFilter], names: Sequence[str]
) -> pl.DataFrame:
    """The places whose rows repeat each other unless the place's name is looked at as well.

    Parameters
    ----------
    rows : polars.DataFrame
        The data with ``place``.
    filters : sequence
        Columns of categories.
    names : sequence of str
        Columns that name places, one for each level.

    Returns
    -------
    polars.DataFrame
        ``place``, one row for each.
    """
    keys = ["place", "time_period", "time_identifier", *(item.key for item in filters)]
    name = pl.coalesce(names)
    return (
        rows.filter(pl.col("place").is_not_null())
        .group_by(keys)
        .agg(name.n_unique().alias("names"))
        .filter(pl.col("names") > 1)
        .select("place")
        .unique()
    )


def _telling_columns(
    rows: pl.DataFrame, lines: Sequence[int], keys: Sequence[str]
) -> tuple[str, ...]:
    """Columns in which some lines differ, apart from those that were looked at already."""
    part = rows.filter(pl.col(LINE).is_in(list(lines)))
    other_columns = [name for name in part.columns if name not in {LINE, *keys}]
    return tuple(name for name in other_columns if part[name].n_unique() > 1)


def _total(
    group: dict[str, Any], positions: list[int], indicators: Sequence[EesIndicator]
) -> int | None:
    """The position whose counts are what the others' add up to in every count column, if any."""
    counts = []
    for indicator in indicators:
        if indicator.is_count:
            cells = [_number(group[indicator.key][position]) for position in positions]
            if None not in cells:
                counts.append([cell for cell in cells if cell is not None])
    counts = [cells for cells in counts if all(cell == int(cell) and cell >= 0 for cell in cells)]
    if len(positions) < 3 or not counts:
        return None
    for index, position in enumerate(positions):
        whole = [(cells[index], sum(cells) - cells[index]) for cells in counts]
        if all(
            PARTS_SHARE * total - ROUNDING_COUNT <= parts <= total + ROUNDING_COUNT
            for total, parts in whole
        ) and any(total > 2 * ROUNDING_COUNT for total, _ in whole):
            return position
    return None


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None
