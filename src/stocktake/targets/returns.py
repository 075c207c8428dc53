"""What local people have returned by a day, for the whole place or school by school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.standards.periods import Period
from stocktake.targets.look import Look
from stocktake.targets.observed import Observed


@dataclass(frozen=True)
class Returned:
    """What has come in by a day.

    Parameters
    ----------
    total : float
        Sum of what was returned, in the indicator's unit.
    answered : int
        How many schools (or places) answered.
    expected : int or None
        How many should have; None where nobody says.
    used : tuple of Observed
    """

    total: float
    answered: int
    expected: int | None
    used: tuple[Observed, ...]

    @property
    def complete(self) -> bool:
        """Whether everybody who should has answered."""
        return self.expected is None or self.answered >= self.expected

    @property
    def outstanding(self) -> int:
        """How many have not answered."""
        return max((self.expected or 0) - self.answered, 0)

    @property
    def said(self) -> str:
        """``"21 of 38 schools"``."""
        return f"{self.answered} of {self.expected} schools"


def returned_by(look: Look, by: date) -> Returned | None:
    """A count returned by a day; None where nothing was.

    Where returns are cumulative the latest of each place counts, else all are summed. A return
    for the whole place says itself for how many schools it speaks, and speaks for all where it
    does not.
    """
    rows = _rows_by(look, by)
    if rows.is_empty():
        return None
    if rows["cumulative"].fill_null(False).any():
        rows = rows.unique("place", keep="last", maintain_order=True)
    answered, expected = _answered(look, rows)
    return Returned(float(rows["value"].sum()), answered, expected, _used(look, rows))


def covered_by(look: Look, by: date) -> Returned | None:
    """How many schools are covered by a day; None where nothing was returned.

    ``expected`` is how many schools there are.
    """
    rows = _rows_by(look, by)
    if rows.is_empty():
        return None
    rows = rows.unique("place", keep="last", maintain_order=True)
    if not _whole(look, rows):
        total = float(rows.filter(pl.col("value") >= 1).height)
        return Returned(total, *_answered(look, rows), _used(look, rows))
    row = rows.row(-1, named=True)
    schools = row["denominator"] or row["schools_expected_count"] or _members(look)
    expected = int(schools) if schools else None
    covered = row["numerator"] if row["numerator"] is not None else row["value"]
    answered = row["schools_returned_count"] or expected or 0
    return Returned(float(covered), int(answered), expected, _used(look, rows))


def _rows_by(look: Look, by: date) -> pl.DataFrame:
    """Rows returned up to a day, in order: the place's own, else its schools' or members'."""
    table = look.rows().filter(pl.col("value").is_not_null())
    days = [
        row["as_at"] or Period(row["time_period"], row["time_identifier"], row["span_years"]).ends
        for row in table.iter_rows(named=True)
    ]
    rows = table.with_columns(pl.Series("day", days, dtype=pl.Date)).filter(pl.col("day") <= by)
    home = rows.filter(pl.col("place") == look.setting.place)
    if home.height:
        return home.sort("day", maintain_order=True)
    # Another authority's return for an indicator of the same name is not ours.
    schools = pl.col("place").str.contains("^(school|laestab)-")
    members = pl.col("place").is_in(list(look.setting.home.members))
    return rows.filter(schools | members).sort("day", maintain_order=True)


def _whole(look: Look, rows: pl.DataFrame) -> bool:
    return bool(rows["place"][-1] == look.setting.place)


def _answered(look: Look, rows: pl.DataFrame) -> tuple[int, int | None]:
    """How many answered, and how many should have."""
    if _whole(look, rows):
        row = rows.row(-1, named=True)
        expected = row["schools_expected_count"]
        said = row["schools_returned_count"]
        return (expected or 1) if said is None else said, expected
    stated = rows["schools_expected_count"].drop_nulls().to_list()
    return rows["place"].n_unique(), max(stated) if stated else _members(look)


def _members(look: Look) -> int | None:
    return look.setting.members.get(look.name)


def _used(look: Look, rows: pl.DataFrame) -> tuple[Observed, ...]:
    return tuple(look.observed(row) for row in rows.iter_rows(named=True))
