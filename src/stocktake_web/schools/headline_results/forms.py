"""The form of headline results: one field for each measure of the school's phases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stocktake.schools import PredictionMeasure, day_in
from stocktake.standards import academic_year_of, period_label
from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.forms import Form
from stocktake_web.schools.predictions.phases import PHASES
from stocktake_web.services.predictions import measures_of

YEAR_TITLES = {6: "year 6", 11: "year 11"}


def headline_measures(area: Area, school: School) -> dict[str, PredictionMeasure]:
    """The measures of a school's phases; all where the register does not say the phase."""
    years = {year for year, phases in PHASES.items() if school.phase.lower() in phases}
    return {
        name: row
        for name, row in measures_of(area).items()
        if row.unit != "grades" and (not years or row.nc_year in years)
    }


def open_periods(measures: dict[str, PredictionMeasure]) -> list[str]:
    """The academic years, the latest first, of which some results are out today."""
    first = int(academic_year_of(services.today())[:4])
    periods = [f"{year}{(year + 1) % 100:02}" for year in (first, first - 1)]
    return [
        period
        for period in periods
        if any(day_in(period, row.results_from) <= services.today() for row in measures.values())
    ]


class HeadlineForm(Form):
    """Headline results of one summer."""

    time_period = forms.ChoiceField(label="Results of which year?", widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, area: Area, school: School, is_officer: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measures = headline_measures(area, school)
        periods: Any = self.fields["time_period"]
        codes = open_periods(self.measures)
        periods.choices = [(code, f"Results of {period_label(code)}") for code in codes]
        if codes:
            self.initial.setdefault("time_period", codes[0])
        for year in sorted({row.nc_year for row in self.measures.values()}):
            self.fields[f"cohort-{year}"] = forms.IntegerField(
                label=f"Pupils in {YEAR_TITLES.get(year, f'year {year}')}",
                min_value=1,
                max_value=5_000,
                required=False,
            )
            for name, row in self.measures.items():
                if row.nc_year == year:
                    self.fields[name] = _result_field(row)
        if is_officer:
            self.fields["stated_by"] = forms.CharField(
                label="Who at the school stated them?",
                help_text="The office, such as head or exams officer, and how, such as by phone.",
                max_length=120,
            )

    def clean(self) -> dict[str, Any]:
        """At least one result, and the cohort of each.

        Raises
        ------
        ValidationError
            None is entered, or a cohort is missing.
        """
        values: dict[str, Any] = super().clean() or self.cleaned_data
        entered_names = [name for name in self.measures if values.get(name) is not None]
        if not entered_names and not self.errors:
            raise ValidationError("Enter one result or more")
        for year in sorted({self.measures[name].nc_year for name in entered_names}):
            field = f"cohort-{year}"
            if values.get(field) is None and field not in self.errors:
                self.add_error(field, "Enter how many pupils are in the cohort")
        return values

    @property
    def results(self) -> dict[str, tuple[Decimal, int]]:
        """By measure the result and the pupils in the cohort."""
        values = self.cleaned_data
        return {
            name: (values[name], values[f"cohort-{row.nc_year}"])
            for name, row in self.measures.items()
            if values.get(name) is not None
        }


def _result_field(measure: PredictionMeasure) -> forms.DecimalField:
    ending = ", in per cent" if measure.unit == "percent" else ""
    return forms.DecimalField(
        label=f"{measure.title}{ending}",
        max_digits=6,
        decimal_places=2,
        min_value=measure.lowest,
        max_value=measure.highest,
        required=False,
    )
