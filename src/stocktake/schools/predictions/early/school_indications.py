"""The early indications of each school in every measure, with the record that allows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import polars as pl
from pydantic import BaseModel, ConfigDict

from stocktake.schools.improvement.measures import year_of
from stocktake.schools.predictions.early.country import CountryFigures, needed_figures
from stocktake.schools.predictions.early.indication import EarlyIndication, early_indications
from stocktake.schools.predictions.early.schema import (
    BacktestResult,
    FitVersion,
    IndicationBars,
    fitted_estimates,
    indication_measures,
)
from stocktake.schools.register import held_register
from stocktake.standards import period_label
from stocktake.statistics import school_figures
from stocktake.statistics.store import Warehouse

RESULTS_ARE_HELD = "the results themselves are held"
NOT_ENOUGH_KNOWN = "no result of the last year is held of this school"


class IndicationRecord(BaseModel):
    """How such estimates did when they were held against the results of a year.

    Parameters
    ----------
    error, last_error : float
        Mean absolute error of the estimates, and of the year before's result.
    gain_percent : float
        By how much the first is below the second.
    covered_percent : float
        Of results that lay within the 80% interval.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    period: str
    schools_count: int
    error: float
    last_error: float
    gain_percent: float
    covered_percent: float


class SchoolIndication(BaseModel):
    """What is indicated for one school in one measure, or why nothing is.

    Parameters
    ----------
    indication : EarlyIndication or None
    reasons : tuple of str
        Why there is none.
    records : tuple of IndicationRecord
        The back-tests that decide whether such estimates are shown, of the fit in use.
    bars : IndicationBars
        What they must show.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    measure: str
    title: str
    period: str
    decimal_places: int
    indication: EarlyIndication | None
    reasons: tuple[str, ...]
    records: tuple[IndicationRecord, ...]
    bars: IndicationBars


def held_school_indications(
    warehouse: Warehouse,
    urns: Iterable[int],
    *,
    time_period: str,
    as_of: date,
    own_folder: Path | None = None,
) -> Mapping[int, tuple[SchoolIndication, ...]]:
    """Early indications of some schools in every measure, the country read once.

    Parameters
    ----------
    urns : iterable of int
        Any number that a school has or had.
    time_period : str
        Academic year of the results to come.
    as_of : date
        Releases that became known later are not read.

    Returns
    -------
    mapping of int to tuple of SchoolIndication
        By the number that was asked about; a measure in which the school has no result is left
        out.

    Raises
    ------
    StoreError
        A release is damaged.

    Examples
    --------
    >>> rows = held_school_indications(Warehouse(Path("no-such-folder")), [100001],
    ...     time_period="202627", as_of=date(2026, 12, 1))
    >>> rows[100001]
    ()
    """
    names = list(indication_measures(own_folder))
    figures = school_figures(
        warehouse,
        as_of=as_of,
        measures=needed_figures(names, own_folder),
        groups=["all"],
        own_folder=own_folder,
    )
    country = CountryFigures(figures, held_register(warehouse, as_of=as_of), on=as_of)
    return indicate_for_schools(
        country, urns, time_period=time_period, as_of=as_of, own_folder=own_folder
    )


def indicate_for_schools(
    country: CountryFigures,
    urns: Iterable[int],
    *,
    time_period: str,
    as_of: date,
    own_folder: Path | None = None,
) -> Mapping[int, tuple[SchoolIndication, ...]]:
    """The same from the figures of the country, which are read already."""
    names = list(indication_measures(own_folder))
    newest = dict(country.identities.select("school_urn", "identity_urn").iter_rows())
    asked_urns = list(urns)
    rows: dict[int, list[SchoolIndication]] = {urn: [] for urn in asked_urns}
    for name in names:
        points = country.points(indication_measures(own_folder)[name].figures, own_folder)
        with_results = set(points["school_urn"])
        estimates, reasons = _estimates(country, name, time_period, as_of, own_folder)
        for urn in asked_urns:
            number = newest.get(urn, urn)
            # Of a primary school nothing can be said of key stage 4.
            if number not in with_results:
                continue
            indication = estimates.get(number)
            rows[urn].append(_of_school(name, indication, reasons, time_period, as_of, own_folder))
    return {urn: tuple(items) for urn, items in rows.items()}


def _estimates(
    country: CountryFigures, name: str, time_period: str, as_of: date, own_folder: Path | None
) -> tuple[dict[int, EarlyIndication], tuple[str, ...]]:
    points = country.points(indication_measures(own_folder)[name].figures, own_folder)
    if points.filter(pl.col("year") == year_of(time_period)).height:
        return {}, (RESULTS_ARE_HELD,)
    answer = early_indications(
        points,
        country.figures,
        measure=name,
        time_period=time_period,
        as_of=as_of,
        own_folder=own_folder,
    )
    return {row.school_urn: row for row in answer.schools}, answer.reasons


def _of_school(
    name: str,
    indication: EarlyIndication | None,
    reasons: tuple[str, ...],
    time_period: str,
    as_of: date,
    own_folder: Path | None,
) -> SchoolIndication:
    definition = indication_measures(own_folder)[name]
    versions = _versions_in_use(name, as_of, own_folder)
    if indication is not None:
        versions = [row for row in versions if row.id == indication.fit_id]
    tests = [test for version in versions[:1] for test in version.backtest if test.decides]
    return SchoolIndication(
        measure=name,
        title=definition.title,
        period=period_label(time_period),
        decimal_places=definition.decimal_places,
        indication=indication,
        reasons=() if indication else reasons or (NOT_ENOUGH_KNOWN,),
        records=tuple(_record(test) for test in tests),
        bars=definition.bars,
    )


def _versions_in_use(name: str, as_of: date, own_folder: Path | None) -> list[FitVersion]:
    fits = fitted_estimates(own_folder).get(name)
    return [] if fits is None else [row for row in fits.version if row.from_date <= as_of]


def _record(test: BacktestResult) -> IndicationRecord:
    return IndicationRecord(
        period=period_label(test.target),
        schools_count=test.schools_count,
        error=test.error,
        last_error=test.last_error,
        gain_percent=test.gain_percent,
        covered_percent=test.covered_percent,
    )
