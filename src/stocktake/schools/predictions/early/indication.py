"""Says what results to come may be expected, for every school at once, where that may be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import NormalDist

import numpy as np
import polars as pl
from pydantic import BaseModel, ConfigDict

from stocktake.schools.improvement.measures import period_of, year_of
from stocktake.schools.predictions.early.cases import LAST_YEARS_BACK, build_cases
from stocktake.schools.predictions.early.decide import why_never_shown, why_not_shown
from stocktake.schools.predictions.early.fit import COVERED
from stocktake.schools.predictions.early.mocks import MockRecord, combine_with_mock
from stocktake.schools.predictions.early.schema import (
    FitVersion,
    IndicationMeasure,
    fitted_estimates,
    indication_measure,
)
from stocktake.schools.predictions.entry import NOTHING_DECIDED
from stocktake.standards.periods import period_label

Z = NormalDist().inv_cdf(0.5 + COVERED / 2)


class EarlyIndication(BaseModel):
    """An independent estimate of one school's result to come.

    Parameters
    ----------
    school_urn : int
    measure, title, unit, time_period : str
    value, lower, upper : float
        With the interval that covered four in five results in the back-test. Assumes that the
        national result stays as it last was.
    distance : float
        From the national result; this assumes nothing of the kind.
    last_value : float
        The school's last result.
    last_period : str
    cohort_count : int
    fitted_on : str
    fit_id : str
    mock_value, mock_bias : float or None
        What the school expects, and how far it was out before, where both were used.
    backtest_error : float
        Mean error of such estimates when they were held against results.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    school_urn: int
    measure: str
    title: str
    unit: str
    decimal_places: int
    time_period: str
    value: float
    lower: float
    upper: float
    distance: float
    last_value: float
    last_period: str
    cohort_count: int
    fitted_on: str
    fit_id: str
    backtest_error: float
    mock_value: float | None = None
    mock_bias: float | None = None
    nothing_decided: str = NOTHING_DECIDED

    def sentence(self) -> str:
        """The indication in words."""
        places, unit = self.decimal_places, "%" if self.unit == "percent" else ""
        text = (
            f"{self.title} in {period_label(self.time_period)}: about "
            f"{self.value:.{places}f}{unit}, four times in five between "
            f"{self.lower:.{places}f}{unit} and {self.upper:.{places}f}{unit}, if the national "
            f"result stays as it was; {period_label(self.last_period)} was "
            f"{self.last_value:.{places}f}{unit}."
        )
        return f"{text} {self.nothing_decided}"


@dataclass(frozen=True)
class Indications:
    """The early indications of a measure, or why there are none.

    Parameters
    ----------
    measure : str
    time_period : str
    schools : tuple of EarlyIndication
        By school.
    reasons : tuple of str
        Why none is shown; empty where some are.
    """

    measure: str
    time_period: str
    schools: tuple[EarlyIndication, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class MockPredictions:
    """What schools expect, with their records.

    Parameters
    ----------
    values : mapping of int to float
        By school.
    records : mapping of int to MockRecord
    sampling_sd : mapping of int to float
        By chance among the cohort's pupils.
    """

    values: Mapping[int, float] = field(default_factory=dict)
    records: Mapping[int, MockRecord] = field(default_factory=dict)
    sampling_sd: Mapping[int, float] = field(default_factory=dict)


def early_indications(
    points: pl.DataFrame,
    figures: pl.DataFrame,
    *,
    measure: str,
    time_period: str,
    as_of: date,
    cohorts: Mapping[int, int] | None = None,
    mocks: MockPredictions | None = None,
    own_folder: Path | None = None,
) -> Indications:
    """Estimate the results of a summer to come.

    Parameters
    ----------
    points : polars.DataFrame
        As :func:`comparable_points` returns them, of all schools: what is usual is taken from them.
    figures : polars.DataFrame
        School figures of all schools, under the same numbers.
    measure : str
        Id of an early indication: ``ks4-attainment-8``.
    time_period : str
        Academic year of the results.
    as_of : date
        The coefficients in use on the day.
    cohorts : mapping of int to int, optional
        Pupils of the cohort by school, where the school has said.
    mocks : MockPredictions, optional
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    Indications

    Raises
    ------
    UsageError
        No early indication of the measure was ever tried.
    """
    definition = indication_measure(measure, own_folder)
    if reason := why_never_shown(definition, time_period):
        return Indications(measure, time_period, reasons=(reason,))
    target = year_of(time_period)
    past_years = points.filter(pl.col("year") < target)["year"]
    last_year = past_years.max()
    if not isinstance(last_year, int) or target - last_year > LAST_YEARS_BACK:
        reason = f"no results of the {LAST_YEARS_BACK} years before are held"
        return Indications(measure, time_period, reasons=(reason,))
    fits = fitted_estimates(own_folder).get(measure)
    versions = [] if fits is None else [v for v in fits.version if v.from_date <= as_of]
    reasons: list[str] = [] if versions else ["nothing was fitted by that day"]
    estimates: dict[int, EarlyIndication] = {}
    for version in versions:
        if misses := why_not_shown(definition, version):
            reasons += misses
            continue
        # A school has the estimate of the first version for which enough is known of it.
        for item in _estimate(
            points, figures, definition, version, target, last_year, cohorts, mocks
        ):
            estimates.setdefault(item.school_urn, item)
    if estimates:
        return Indications(
            measure, time_period, schools=tuple(estimates[urn] for urn in sorted(estimates))
        )
    if len(reasons) == 0 or any(not why_not_shown(definition, v) for v in versions):
        reasons.append(
            "the key stage 2 average of the cohort is not known"
            if definition.needs_prior
            else "no school has a result of the last year"
        )
    return Indications(measure, time_period, reasons=tuple(dict.fromkeys(reasons)))


def _estimate(
    points: pl.DataFrame,
    figures: pl.DataFrame,
    definition: IndicationMeasure,
    version: FitVersion,
    target: int,
    last_year: int,
    cohorts: Mapping[int, int] | None,
    mocks: MockPredictions | None,
) -> list[EarlyIndication]:
    inputs = [item.context_input(has_own_last=version.has_own_last) for item in definition.inputs]
    before = points.filter(pl.col("year") < target)
    cases = build_cases(
        before, figures, target=target, last_year=last_year, inputs=inputs, cohorts=cohorts
    )
    if not len(cases.school_urn):
        return []
    fit = version.estimate_fit()
    expected, half = fit.estimate(cases)
    national = float(
        points.filter(pl.col("year") == last_year)["national"].drop_nulls().unique().mean()  # type: ignore[arg-type]
    )
    error = max(row.error for row in version.backtest if row.decides)
    indications = []
    for place, urn in enumerate(cases.school_urn.tolist()):
        distance, width = float(expected[place]), float(half[place])
        mock = _mock(mocks, urn)
        if mock is not None and mocks is not None:
            distance, spread = combine_with_mock(
                distance,
                width / Z,
                mock[0] - national,
                mock[1],
                mocks.sampling_sd.get(urn, 0.0),
            )
            width = spread * Z
        value = national + distance
        indications.append(
            EarlyIndication(
                school_urn=urn,
                measure=definition.measure,
                title=definition.title,
                unit=definition.unit,
                decimal_places=definition.decimal_places,
                time_period=period_of(target),
                value=_within(value, definition),
                lower=_within(value - width, definition),
                upper=_within(value + width, definition),
                distance=distance,
                last_value=national + float(cases.last[place]),
                last_period=period_of(last_year),
                cohort_count=int(cases.pupils[place]),
                fitted_on=version.fitted_on,
                fit_id=version.id,
                backtest_error=error,
                mock_value=None if mock is None else mock[0],
                mock_bias=None if mock is None else mock[1].bias,
            )
        )
    return indications


def _mock(mocks: MockPredictions | None, urn: int) -> tuple[float, MockRecord] | None:
    if mocks is None or urn not in mocks.values or urn not in mocks.records:
        return None
    return mocks.values[urn], mocks.records[urn]


def _within(value: float, definition: IndicationMeasure) -> float:
    return float(np.clip(value, definition.lowest, definition.highest))
