"""What local people have returned by a day, for the whole place or school by school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.standards.periods import Period
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.observation import Observation, read_observation


@dataclass(frozen=True)
class Returns:
    """What has come in by a day.

    Parameters
    ----------
    total : float
        Sum of what was returned, in the indicator's unit.
    answered_count : int
        How many schools (or places) answered.
    expected : int or None
        How many should have; None where nobody says.
    observations : tuple of Observation
    """

    total: float
    answered_count: int
    expected: int | None
    observations: tuple[Observation, ...]

    @property
    def complete(self) -> bool:
        """Whether everybody who should has answered."""
        return self.expected is None or self.answered_count >= self.expected

    @property
    def outstanding(self) -> int:
        """How many have not answered."""
        return max((self.expected or 0) - self.answered_count, 0)

    @property
    def answered_words(self) -> str:
        """``"21 of 38 schools"``."""
        return f"{self.answered_count} of {self.expected} schools"


def returns_by(data: IndicatorData, by: date) -> Returns | None:
    """A count returned by a day; None where nothing was.

    Where returns are cumulative the latest of each place counts, else all are summed. A return
    for the whole place says itself for how many schools it speaks, and speaks for all where it
    does not.
    """
    rows = _rows_by(data, by)
    if rows.is_empty():
        return None
    if rows["cumulative"].fill_null(False).any():
        rows = rows.unique("place", keep="last", maintain_order=True)
    answer_count, expected = _answer_counts(data, rows)
    return Returns(float(rows["value"].sum()), answer_count, expected, _observations(data, rows))


def coverage_by(data: IndicatorData, by: date) -> Returns | None:
    """How many schools are covered by a day; None where nothing was returned.

    ``expected`` is how many schools there are.
    """
    rows = _rows_by(data, by)
    if rows.is_empty():
        return None
    rows = rows.unique("place", keep="last", maintain_order=True)
    if not _whole(data, rows):
        total = float(rows.filter(pl.col("value") >= 1).height)
        return Returns(total, *_answer_counts(data, rows), _observations(data, rows))
    row = rows.row(-1, named=True)
    schools = row["denominator"] or row["schools_expected_count"] or _members(data)
    expected = int(schools) if schools else None
    covered = row["numerator"] if row["numerator"] is not None else row["value"]
    answer_count = row["schools_returned_count"] or expected or 0
    return Returns(float(covered), int(answer_count), expected, _observations(data, rows))


def _rows_by(data: IndicatorData, by: date) -> pl.DataFrame:
    """Rows returned up to a day, in order: the place's own, else its schools' or members'."""
    table = data.figures.table.filter(pl.col("value").is_not_null())
    days = [
        row["as_at"] or Period(row["time_period"], row["time_identifier"], row["span_years"]).ends
        for row in table.iter_rows(named=True)
    ]
    rows = table.with_columns(pl.Series("day", days, dtype=pl.Date)).filter(pl.col("day") <= by)
    home = rows.filter(pl.col("place") == data.context.place)
    if home.height:
        return home.sort("day", maintain_order=True)
    # Another authority's return for an indicator of the same name is not ours.
    schools = pl.col("place").str.contains("^(school|laestab)-")
    members = pl.col("place").is_in(list(data.context.home.members))
    return rows.filter(schools | members).sort("day", maintain_order=True)


def _whole(data: IndicatorData, rows: pl.DataFrame) -> bool:
    return bool(rows["place"][-1] == data.context.place)


def _answer_counts(data: IndicatorData, rows: pl.DataFrame) -> tuple[int, int | None]:
    """How many answered, and how many should have."""
    if _whole(data, rows):
        row = rows.row(-1, named=True)
        expected = row["schools_expected_count"]
        returned_count = row["schools_returned_count"]
        return (expected or 1) if returned_count is None else returned_count, expected
    expected_counts = rows["schools_expected_count"].drop_nulls().to_list()
    return rows["place"].n_unique(), max(expected_counts) if expected_counts else _members(data)


def _members(data: IndicatorData) -> int | None:
    return data.context.members.get(data.name)


def _observations(data: IndicatorData, rows: pl.DataFrame) -> tuple[Observation, ...]:
    return tuple(read_observation(data.figures, row) for row in rows.iter_rows(named=True))
