"""One figure of a local return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from stocktake.standards.periods import Period


class FigureKey(NamedTuple):
    """What a return says once: which figure, of where, and when."""

    indicator: str
    place: str
    moment: str


@dataclass(frozen=True)
class LocalFigure:
    """One figure of a local return, read.

    Parameters
    ----------
    row : int
        Where it stood.
    indicator, place : str
        ``local:<id>`` and our id of the place.
    period : Period
        As given, or the academic year that holds ``as_at``.
    as_at : date or None
        The day that the figure is true of; None where a period was given.
    value, numerator, denominator : float or None
    missing, text : str or None
        Why there is no value; what the form said of it.
    cumulative : bool
    schools_returned_count, schools_expected_count : int or None
    source, returned_by : str
    returned_on : date
    """

    row: int
    indicator: str
    place: str
    period: Period
    as_at: date | None
    value: float | None
    numerator: float | None
    denominator: float | None
    missing: str | None
    text: str | None
    cumulative: bool
    schools_returned_count: int | None
    schools_expected_count: int | None
    source: str
    returned_by: str
    returned_on: date

    @property
    def key(self) -> FigureKey:
        """What no second row of a return may say."""
        moment = self.as_at.isoformat() if self.as_at else f"{self.period}"
        return FigureKey(self.indicator, self.place, moment)
