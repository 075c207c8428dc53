"""What the definition files of early indications may say: inputs, bars, and what was fitted."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field

from stocktake.schools.predictions.early.cases import ContextInput
from stocktake.schools.predictions.early.fit import EstimateFit
from stocktake.schools.predictions.schema import PACKAGE
from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.errors import UsageError, nearest
from stocktake.statistics.schema import AcademicYear, Text


class InputRule(Definition):
    """An input of an estimate: see :class:`ContextInput`."""

    name: Text
    measures: tuple[Text, ...] = Field(min_length=1)
    years_back: int = Field(default=0, ge=0, le=3)
    is_needed: bool = False

    def context_input(self, *, has_own_last: bool) -> ContextInput:
        """The input, with that of the last cohort where the variant has it."""
        return ContextInput(
            self.name,
            self.measures,
            self.years_back,
            self.is_needed,
            has_own_last=has_own_last and self.is_needed,
        )


class IndicationBars(Definition):
    """What a back-test must show before an estimate is shown to anyone.

    Parameters
    ----------
    least_gain_percent : float
        By how much its mean error is below that of last year's result.
    lowest_cover_percent, highest_cover_percent : float
        Of the 80% intervals, all schools together.
    lowest_band_cover_percent : float
        In every band of cohorts.
    fewest_schools : int
        A band of fewer is judged with all schools together.
    """

    least_gain_percent: float
    lowest_cover_percent: float
    highest_cover_percent: float
    lowest_band_cover_percent: float
    fewest_schools: int = Field(ge=1)


class MissingPrior(Definition):
    """Cohorts of whom no key stage 2 results exist, and why."""

    first: AcademicYear
    last: AcademicYear
    reason: Text


class IndicationMeasure(Definition):
    """A measure for which an early indication may be shown.

    Parameters
    ----------
    title : str
    measure : str
        Id of the predicted measure; ``figures`` of the published one.
    unit, decimal_places
        How it is printed.
    band_from : tuple of int
        Smallest cohort of each band.
    inputs : tuple of InputRule
    without_prior : tuple of MissingPrior
        Cohorts for which none is shown.
    never_shown : str
        Why none is shown at all; empty where one may be.
    bars : IndicationBars
    source : tuple of Source
    """

    title: Text
    measure: str = ""
    figures: Text
    unit: Text
    decimal_places: int = Field(ge=0, le=3)
    lowest: float
    highest: float
    band_from: tuple[int, ...] = Field(min_length=1)
    inputs: tuple[InputRule, ...] = ()
    without_prior: tuple[MissingPrior, ...] = ()
    never_shown: str = ""
    bars: IndicationBars
    source: tuple[Source, ...] = Field(min_length=1)

    @property
    def needs_prior(self) -> bool:
        """Whether a school without a needed input has no estimate."""
        return any(item.is_needed for item in self.inputs)


class BandCover(Definition):
    """How the interval did in one band of cohorts."""

    band_from: int
    schools_count: int
    covered_percent: float


class BacktestResult(Definition):
    """Estimates of one year held against what came.

    Parameters
    ----------
    target : str
        The year estimated.
    fitted_on : str
        The year whose results the coefficients were fitted on; the target itself where each
        school was estimated by a fit from which it was left out.
    schools_count : int
    last_error, two_year_error, three_year_error : float or None
        Mean absolute errors of the last result and of means of results; each of the schools that
        have them. None where there were no results in those years.
    past_error : float
        Of an estimate from past results alone.
    error : float
    covered_percent : float
    band : tuple of BandCover
    decides : bool
        Whether it decides on showing the estimate; otherwise ``note`` says why it does not.
    note : str
    """

    target: AcademicYear
    fitted_on: AcademicYear
    schools_count: int
    last_error: float
    two_year_error: float | None = None
    two_year_estimate_error: float | None = None
    three_year_error: float | None = None
    past_error: float
    error: float
    covered_percent: float
    band: tuple[BandCover, ...]
    decides: bool = True
    note: str = ""

    @property
    def gain_percent(self) -> float:
        """By how much the mean error is below that of last year's result."""
        return 100 * (1 - self.error / self.last_error)


class FitVersion(Definition):
    """Coefficients for use from a day on, with their back-tests.

    Parameters
    ----------
    id : str
        ``with_last_prior`` needs the prior attainment of the last cohort too; ``this_cohort`` not.
    from_date : date
    fitted_on : str
    """

    id: Text
    from_date: date
    fitted_on: AcademicYear
    schools_count: int
    coefficients: dict[str, float]
    variance: float = Field(ge=0)
    variance_per_pupil: float = Field(ge=0)
    band_from: tuple[int, ...]
    band_width: tuple[float, ...]
    backtest: tuple[BacktestResult, ...] = ()

    @property
    def has_own_last(self) -> bool:
        """Whether what the last cohort brought is an input."""
        return self.id == WITH_LAST

    def estimate_fit(self) -> EstimateFit:
        """The fit that the numbers are of."""
        return EstimateFit(
            self.coefficients,
            self.variance,
            self.variance_per_pupil,
            self.band_from,
            self.band_width,
            self.schools_count,
        )


WITH_LAST, THIS_COHORT = "with_last_prior", "this_cohort"


class FittedEstimates(Definition):
    """Everything fitted for a measure. Written by benchmarks/early_indication.py."""

    version: tuple[FitVersion, ...] = Field(min_length=1)
    source: tuple[Source, ...] = Field(min_length=1)


@cache
def indication_measures(own_folder: Path | None = None) -> dict[str, IndicationMeasure]:
    """The measures of which an early indication was tried, by id."""
    definitions = load_folder(PACKAGE, "early_indication", IndicationMeasure, own_folder=own_folder)
    return {name: item.value for name, item in definitions.items()}


def indication_measure(name: str, own_folder: Path | None = None) -> IndicationMeasure:
    """One of them.

    Raises
    ------
    UsageError
        None was ever tried.
    """
    measures = indication_measures(own_folder)
    if name not in measures:
        hint = nearest(name, measures) or f"expected one of {', '.join(measures)}"
        raise UsageError(f"there is no early indication of {name!r}; {hint}")
    return measures[name]


@cache
def fitted_estimates(own_folder: Path | None = None) -> dict[str, FittedEstimates]:
    """What was fitted, by id of the measure."""
    definitions = load_folder(PACKAGE, "early_fits", FittedEstimates, own_folder=own_folder)
    return {name: item.value for name, item in definitions.items()}
