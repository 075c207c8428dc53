"""Takes rows out of a store: what is older than a year, or all about one pupil."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stocktake.pupils.store.change import IDENTIFIERS, Change
from stocktake.pupils.store.manifest import Part
from stocktake.pupils.store.shape import PUPIL, days_of, has_pupils
from stocktake.sources.pupils.layouts import pupil_layout


@dataclass(frozen=True)
class Removal:
    """What was taken out.

    Parameters
    ----------
    rows_count : dict of str to int
        Rows taken out, by table, where there were any.
    """

    rows_count: dict[str, int]

    @property
    def has_rows(self) -> bool:
        """Whether there was anything to take out."""
        return bool(self.rows_count)


def remove_before(change: Change, year: str) -> Removal:
    """Take out the rows of years before one; spells go when they ended before it."""
    first, _ = days_of(year)
    counts: dict[str, int] = {}
    for part in [part for part in change.parts if part.year and part.year < year]:
        spell = None if part.table == IDENTIFIERS else pupil_layout(part.table).spell
        if spell is None:
            change.drop([part])
            removed_count = part.rows_count
        else:
            ends = pl.col(spell[1])
            lasts = ends.is_null() | (ends >= first)
            removed_count = _without(change, part, lasts)
        if removed_count:
            counts[part.table] = counts.get(part.table, 0) + removed_count
    return Removal(counts)


def remove_pupil(change: Change, pupil: str) -> Removal:
    """Take out the rows of one pseudonym; files that do not hold it are left as they are."""
    counts: dict[str, int] = {}
    for part in list(change.parts):
        if part.table == IDENTIFIERS or has_pupils(pupil_layout(part.table)):
            removed_count = _without(change, part, pl.col(PUPIL) != pupil)
            if removed_count:
                counts[part.table] = counts.get(part.table, 0) + removed_count
    return Removal(counts)


def _without(change: Change, part: Part, keep: pl.Expr) -> int:
    """Rewrite a file without the rows that are not to be kept, if it has any."""
    removal_count = change.scan(part).filter(~keep).select(pl.len()).collect().item()
    return change.rewrite(part, lambda rows: rows.filter(keep)) if removal_count else 0
