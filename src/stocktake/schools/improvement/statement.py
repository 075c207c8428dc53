"""The statement of a school's rate of improvement: one document for page, letter and pack."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from stocktake.schools.improvement.forecasts import BacktestFigures
from stocktake.schools.improvement.judge import CannotTellReason, ImprovementVerdict

STATEMENT_VERSION = 1
"""Raised by one when the same figures on the same day give another verdict than before."""

VERDICT_WORDS: dict[ImprovementVerdict, str] = {
    "sufficient": "Sufficient",
    "not_sufficient": "Not sufficient",
    "cannot_tell": "Cannot tell",
}

NOT_AVAILABLE = "not available"


class StatementPart(BaseModel):
    """Base of what a statement is made of: frozen, finite numbers only, no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class DatedPoint(StatementPart):
    """A result of the school.

    ``distance`` is ``value`` less ``national``; ``relative`` is the distance on the scale of the
    latest years, another one only before a change of points, and what changes are computed from.

    ``national_basis`` is "published", or "computed" as a mean of schools weighted by pupils;
    ``count_period`` is the year that ``pupil_count`` is of, which may be another one; both are
    None where the number is not known.
    """

    time_period: str
    value: float
    national: float
    national_basis: Literal["published", "computed"]
    distance: float
    relative: float
    pupil_count: int | None
    count_period: str | None
    school_urn: int
    stage: str
    release: str
    row: int | None


class LevelAsked(StatementPart):
    """The level: as it was stated, as a distance to the national result, and by when.

    ``at_national`` is the score that means at the latest national result; None where no national
    result is known.
    """

    value: float
    basis: Literal["figure", "relative"]
    relative: float | None
    at_national: float | None
    by: date
    due_period: str


class SchoolsLikeIt(StatementPart):
    """What became of schools that started in the same band.

    Counts are of starts (a school counts in each year in which it stood there). ``held_count`` of
    ``held_starts_count`` had made the gain in both ``held_years`` after the start; None where no
    two later years are held. Both are raised by regression to the mean, ``reached_count`` more.
    """

    lower: float
    upper: float
    gain: float
    years: int
    start_periods: tuple[str, ...]
    starts_count: int
    reached_count: int
    reached_percent: float
    held_years: tuple[int, int] | None
    held_starts_count: int
    held_count: int | None
    held_percent: float | None
    is_rare: bool


class ForecastUsed(StatementPart):
    """The forecast: the expected distance to the national result, and how far it may be off.

    ``lower`` and ``upper`` hold four results of five. ``backtest`` says how statements of this
    kind of forecast came out.
    """

    periods: tuple[str, ...]
    years_ahead: int
    expected: float
    lower: float
    upper: float
    probability: float
    pupil_count: int
    definition_starts: date
    backtest: BacktestFigures


class RungUsed(StatementPart):
    """The rung of the evidence ladder, and the better ones that were not to be had."""

    id: str
    title: str
    position: int
    rungs_count: int
    adjusts_for_intake: bool
    note: str
    passed_rungs: tuple[tuple[str, str], ...]
    """Title of each better rung, and why it is not used; empty reason where it could be."""


class WhatSettles(StatementPart):
    """What would settle a "cannot tell": the results of a year, expected in a month.

    With a distance to the national result of ``sufficient_from`` or more the rate would be
    sufficient, of ``not_sufficient_to`` or less not sufficient; None where no result would.
    ``is_due`` says that the month has passed: the results may only have to be loaded.
    """

    time_period: str
    expected_from: date
    is_due: bool
    sufficient_from: float | None
    not_sufficient_to: float | None
    text: str


class WithoutLateJoiners(StatementPart):
    """The latest result without pupils who joined in years 10 and 11, where it is known."""

    time_period: str
    value: float
    relative: float
    pupil_count: int
    source: str


class ImprovementStatement(StatementPart):
    """Whether a school's rate of improvement is sufficient, with everything it rests on.

    Parameters
    ----------
    school_urn : int
        The school's newest number.
    points : tuple of DatedPoint
        The results that may be compared, in order; the change achieved is from the first to the
        last of them.
    change_achieved, change_needed : float or None
        Relative to the national result, in the measure's unit; None where a result is missing.
    is_reached : bool
        Whether the latest result is at the level already; the chance is then that of holding it.
    history : SchoolsLikeIt or None
        None where fewer than thirty schools started from there, or nothing is left to gain.
    level_is_rare : bool
        Fewer than one in five schools from this start ever reached such a level.
    without_late_joiners : WithoutLateJoiners or None
        None where it is not available, which ``late_joiners_text`` says.
    sentence : str
        Fit to send: the verdict first.
    notes : tuple of str
        What a reader must know besides: breaks, provisional results, numbers of another year.
    """

    version: int = STATEMENT_VERSION
    school_urn: int
    school_name: str
    measure: str
    measure_title: str
    unit: str
    decimal_places: int
    as_of: date
    verdict: ImprovementVerdict
    verdict_words: str
    reason: CannotTellReason | None
    rung: RungUsed
    points: tuple[DatedPoint, ...]
    level: LevelAsked
    change_achieved: float | None
    change_needed: float | None
    years_left: int | None
    is_reached: bool
    history: SchoolsLikeIt | None
    level_is_rare: bool
    forecast: ForecastUsed | None
    settles: WhatSettles | None
    without_late_joiners: WithoutLateJoiners | None
    late_joiners_text: str
    notes: tuple[str, ...]
    sentence: str

    def dumps(self) -> str:
        """The statement as JSON text."""
        return self.model_dump_json(indent=2)


def needs_sign_off(earlier: str | None, verdict: str) -> bool:
    """Whether the head of service must agree: "cannot tell" is not said twice without it.

    Parameters
    ----------
    earlier : str or None
        The verdict of the school's last statement that was sent at the same key stage.

    Examples
    --------
    >>> needs_sign_off("cannot_tell", "cannot_tell"), needs_sign_off(None, "cannot_tell")
    (True, False)
    """
    return earlier == "cannot_tell" and verdict == "cannot_tell"
