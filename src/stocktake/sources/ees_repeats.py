"""Rows of a data set that share a place, a period and all filters.

Most such rows make a file unreadable: nobody can tell which figure is meant. Two kinds can be
told. Rows that agree in every figure are one row written twice. And where rows are all labelled
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
    """

    identical: tuple[int, ...]
    parts: tuple[int, ...]
    unclear: tuple[tuple[int, ...], ...]

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
    keys = ["place", "time_period", "time_identifier", *(item.column for item in filters)]
    placed = rows.filter(pl.col("place").is_not_null())
    repeated = placed.group_by(keys).agg(pl.len().alias("rows")).filter(pl.col("rows") > 1)
    if not repeated.height:
        return Repeats((), (), ())
    columns = [indicator.column for indicator in indicators]
    groups = (
        placed.join(repeated, on=keys, how="semi", nulls_equal=True)
        .sort(LINE)
        .group_by(keys, maintain_order=True)
        .agg(LINE, *(column for column in columns if column not in keys))
    )
    identical: list[int] = []
    parts: list[int] = []
    unclear: list[tuple[int, ...]] = []
    totals = {item.column: item.total for item in filters}
    for group in groups.iter_rows(named=True):
        lines: list[int] = group[LINE]
        # Of figures alike the first is kept; what remains differs.
        kept: dict[tuple[Any, ...], int] = {}
        for position in range(len(lines)):
            kept.setdefault(tuple(group[column][position] for column in columns), position)
        identical.extend(line for p, line in enumerate(lines) if p not in kept.values())
        if len(kept) == 1:
            continue
        labelled_total = all(group[column] == total for column, total in totals.items())
        total = _total(group, list(kept.values()), indicators) if labelled_total else None
        if total is None:
            unclear.append(tuple(lines[position] for position in kept.values()))
        else:
            parts.extend(lines[position] for position in kept.values() if position != total)
    return Repeats(tuple(identical), tuple(parts), tuple(unclear))


def _total(
    group: dict[str, Any], positions: list[int], indicators: Sequence[EesIndicator]
) -> int | None:
    """The position whose counts are what the others' add up to in every count column, if any."""
    counts = []
    for indicator in indicators:
        if indicator.is_count:
            cells = [_number(group[indicator.column][position]) for position in positions]
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
