"""Forms of local returns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.forms import DayField, Form, VersionedForm
from stocktake_web.gateway import plan_texts
from stocktake_web.plans.forms import choices
from stocktake_web.plans.uploads import check_upload

FILES = (".xlsx", ".csv")


class AskForm(Form):
    """Ask for a local figure."""

    indicator_id = forms.ChoiceField(label="Figure")
    period = forms.CharField(
        label="Of which day or period", help_text="Such as autumn term 2026.", max_length=60
    )
    requested_from = forms.CharField(label="Asked of (a role)", max_length=120)
    owner_user = choices.PersonField(label="Person with an account")
    due = DayField(label="By which day")

    def __init__(self, area: Area, plan: plan_texts.Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        figures = [(each.id, each.words) for each in plan.local_indicator]
        self.fields["indicator_id"].choices = figures  # type: ignore[attr-defined]
        self.fields["owner_user"].choices = choices.people(area)  # type: ignore[attr-defined]


class FigureForm(Form):
    """Return one figure through a page."""

    date = DayField(label="The day that the figure is true of")
    value = forms.DecimalField(label="The figure", required=False)
    numerator = forms.DecimalField(
        label="Of how many it is true", help_text="Give it where you can.", required=False
    )
    denominator = forms.DecimalField(label="Out of how many", required=False)
    schools_returned_count = forms.IntegerField(
        label="How many schools it rests on", required=False, min_value=0
    )
    schools_expected_count = forms.IntegerField(
        label="How many schools should have answered", required=False, min_value=0
    )
    source = forms.CharField(
        label="Where it was taken from", help_text="A register, a survey.", max_length=120
    )

    def clean_date(self) -> Any:
        """A day that is not in the future."""
        if self.cleaned_data["date"] > gateway.today():
            raise ValidationError("The day must be today or in the past")
        return self.cleaned_data["date"]

    def clean(self) -> dict[str, Any]:
        """There must be a figure, or what it is worked out from."""
        cleaned = super().clean() or {}
        if cleaned.get("value") is None and cleaned.get("numerator") is None:
            self.add_error("value", "Enter the figure, or of how many it is true")
        return cleaned


class FileForm(Form):
    """Return figures as a file."""

    file = forms.FileField(
        label="The filled-in template",
        help_text="A .xlsx or .csv file made from the template. At most 2 MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(FILES)}),
    )

    only_read = forms.BooleanField(label="Only read it through, and keep nothing", required=False)

    def clean_file(self) -> Any:
        """The file, if it is of the right kind and size."""
        check_upload(self.cleaned_data["file"], FILES)
        return self.cleaned_data["file"]


class WithdrawForm(VersionedForm):
    """No longer ask."""

    reason = forms.CharField(label="Why is it no longer asked for?", max_length=300)
