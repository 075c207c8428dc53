"""What statements are made from: figures as known on a day, prepared once for all schools."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.schools.improvement.forecasts import ForecastVersion, load_forecasts
from stocktake.schools.improvement.history import BandHistory, band_history, start_table
from stocktake.schools.improvement.ladder import EvidenceLadder, load_ladders
from stocktake.schools.improvement.measures import ImprovementMeasure, improvement_measure, year_of
from stocktake.schools.improvement.national import national_results
from stocktake.schools.improvement.points import comparable_points


@dataclass(frozen=True)
class ImprovementData:
    """What statements are made from: figures as known on a day, and the definitions in use.

    Parameters
    ----------
    figures, place_figures, schools, identities : DataFrame
        See :func:`national_results` and :func:`comparable_points`; only the first must be there.
    as_of : date
    """

    figures: pl.DataFrame
    as_of: date
    place_figures: pl.DataFrame | None = None
    schools: pl.DataFrame | None = None
    identities: pl.DataFrame | None = None
    own_folder: Path | None = None
    _points: dict[str, pl.DataFrame] = field(default_factory=dict, repr=False, compare=False)
    _national: dict[str, pl.DataFrame] = field(default_factory=dict, repr=False, compare=False)
    _starts: dict[tuple[str, int], pl.DataFrame] = field(
        default_factory=dict, repr=False, compare=False
    )

    def measure(self, name: str) -> ImprovementMeasure:
        """A measure's definition."""
        return improvement_measure(name, self.own_folder)

    def national(self, name: str) -> pl.DataFrame:
        """The national results of a measure."""
        if name not in self._national:
            self._national[name] = national_results(
                self.figures, name, place_figures=self.place_figures, schools=self.schools
            )
        return self._national[name]

    def points(self, name: str) -> pl.DataFrame:
        """The comparable points of all schools in a measure."""
        if name not in self._points:
            self._points[name] = comparable_points(
                self.figures, self.national(name), self.measure(name), identities=self.identities
            )
        return self._points[name]

    def history(self, name: str, *, start: float, gain: float, years: int) -> BandHistory | None:
        """What became of the schools that started in the same band: :func:`band_history`."""
        key = (name, years)
        if key not in self._starts:
            self._starts[key] = start_table(self.points(name), years)
        return band_history(
            self._starts[key], self.measure(name), start=start, gain=gain, horizon=years
        )

    def newest_year(self, stage: str) -> int:
        """The latest summer of which results of schools are held, in any measure of a stage."""
        periods = self.figures.filter(
            pl.col("measure").str.starts_with(f"{stage}."), pl.col("value").is_not_null()
        )["time_period"]
        return year_of(str(periods.max())) if periods.len() else self.as_of.year

    def forecast(self, name: str) -> ForecastVersion | None:
        """The forecasts of a measure in use on the day; None where none was fitted."""
        forecast = load_forecasts(self.own_folder).get(name)
        return None if forecast is None else forecast.on(self.as_of)

    def ladder(self, measure: ImprovementMeasure) -> EvidenceLadder:
        """The evidence ladder of a measure's key stage."""
        return load_ladders(self.own_folder)[measure.stage]

    def newest_number(self, school_urn: int) -> int:
        """The newest number of a school, which may be the one given."""
        if self.identities is None:
            return school_urn
        row = self.identities.filter(pl.col("school_urn") == school_urn)
        return int(row["identity_urn"].item(0)) if row.height else school_urn

    def school_name(self, school_urn: int) -> str:
        """The school's name in the register, or its number."""
        if self.schools is not None:
            rows = self.schools.filter(
                pl.col("school_urn") == school_urn, pl.col("name").is_not_null()
            )
            if rows.height:
                return str(rows["name"].to_list()[-1])
        return f"school {school_urn}"
