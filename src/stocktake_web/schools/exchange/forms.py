"""Forms of the exchange."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake.standards import academic_year_of, period_label
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.forms import DayField, Form
from stocktake_web.schools.exchange.models import EarlyResult, ResultStage
from stocktake_web.services.predictions import measures_of


class SignForm(Form):
    """Sign the exchange, or withdraw."""

    answer = forms.ChoiceField(
        label="Does the school take part?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, sign the exchange"), ("no", "No, withdraw from it")],
    )
    effective_date = DayField(label="From which day?", help_text="Today or later.")


class EarlyResultForm(Form):
    """A result before it is final."""

    measure = forms.ChoiceField(label="Measure", widget=forms.RadioSelect)
    time_period = forms.ChoiceField(label="Of which results?", widget=forms.RadioSelect)
    stage = forms.ChoiceField(
        label="How final is it?", widget=forms.RadioSelect, choices=ResultStage.choices
    )
    value = forms.DecimalField(label="Result", max_digits=6, decimal_places=2)
    cohort_count = forms.IntegerField(label="Pupils in the cohort", min_value=1, max_value=5_000)

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measures: Any = self.fields["measure"]
        measures.choices = [
            (name, row.title) for name, row in measures_of(area).items() if row.unit != "grades"
        ]
        first = int(academic_year_of(services.today())[:4])
        codes = [f"{year}{(year + 1) % 100:02}" for year in (first - 1, first)]
        periods: Any = self.fields["time_period"]
        periods.choices = [(code, f"Results of {period_label(code)}") for code in codes]
        cohort = EarlyResult._meta.get_field("cohort_count")
        self.fields["cohort_count"].validators += cohort.validators
