"""The form of a line of money."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web import services
from stocktake_web.plans import choices
from stocktake_web.plans.funding.models import FundingLine
from stocktake_web.plans.revisions.queries import plan
from stocktake_web.records.forms import AreaModelForm


class FundingForm(AreaModelForm):
    """A line of money, for one of the activities of the area's plan."""

    activity_id = forms.ChoiceField(label="Activity")

    class Meta(AreaModelForm.Meta):
        model = FundingLine
        fields = (
            "activity_id",
            "source",
            "financial_year",
            "committed_pounds",
            "spent_pounds",
            "forecast_pounds",
            "note",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "source": "Where the money comes from",
            "committed_pounds": "Committed, in pounds",
            "spent_pounds": "Spent so far, in pounds",
            "forecast_pounds": "Forecast in all, in pounds",
            "note": "Note",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = plan(self.area)
        self.fields["activity_id"].choices = choices.activities(present)  # type: ignore[attr-defined]
        stored_year = self.instance.financial_year
        # What was recorded before years were may stay without one.
        is_old = self.instance.pk is not None and not stored_year
        years = choices.financial_years(present, services.today(), stored_year)
        self.fields["financial_year"] = forms.ChoiceField(
            label="Financial year",
            help_text="April to March. Of money for several years, add a line for each.",
            choices=[("", "No year recorded" if is_old else "Choose a year"), *years],
            required=not is_old,
        )
