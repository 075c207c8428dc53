"""Forms of local returns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stocktake_web import services
from stocktake_web.forms import DayField, Form
from stocktake_web.plans.returns.models import LocalRequest, ReturnFile
from stocktake_web.plans.revisions.queries import plan
from stocktake_web.plans.uploads import check_upload
from stocktake_web.records.forms import AreaModelForm

FILE_ENDINGS = (".xlsx", ".csv")


class RequestForm(AreaModelForm):
    """Ask for a local figure, one of those that the area's plan names."""

    indicator_id = forms.ChoiceField(label="Figure")

    class Meta(AreaModelForm.Meta):
        model = LocalRequest
        fields = ("indicator_id", "period", "requested_from", "owner_user", "due")
        labels = {  # noqa: RUF012 - Django's own way
            "period": "Of which day or period",
            "requested_from": "Asked of (a role)",
            "owner_user": "Person with an account",
            "due": "By which day",
        }
        help_texts = {"period": "Such as autumn term 2026."}  # noqa: RUF012 - Django's own way

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        figures = [(indicator.id, indicator.words) for indicator in plan(self.area).local_indicator]
        self.fields["indicator_id"].choices = figures  # type: ignore[attr-defined]


class RemindForm(AreaModelForm):
    """A button that carries the version which the person saw."""

    class Meta(AreaModelForm.Meta):
        model = LocalRequest
        fields = ()


class WithdrawForm(AreaModelForm):
    """No longer ask."""

    reason = forms.CharField(label="Why is it no longer asked for?", max_length=300)

    class Meta(AreaModelForm.Meta):
        model = LocalRequest
        fields = ()


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
        if self.cleaned_data["date"] > services.today():
            raise ValidationError("The day must be today or in the past")
        return self.cleaned_data["date"]

    def clean(self) -> dict[str, Any]:
        """There must be a figure, or what it is worked out from."""
        values = super().clean() or {}
        if values.get("value") is None and values.get("numerator") is None:
            self.add_error("value", "Enter the figure, or of how many it is true")
        return values


class FileForm(Form):
    """Return figures as a file."""

    file = forms.FileField(
        label="The filled-in template",
        help_text="A .xlsx or .csv file made from the template. At most 2 MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(FILE_ENDINGS)}),
    )

    only_read = forms.BooleanField(label="Only read it through, and keep nothing", required=False)

    def clean_file(self) -> Any:
        """The file, if it is of the right kind and size."""
        check_upload(self.cleaned_data["file"], FILE_ENDINGS)
        return self.cleaned_data["file"]


class TakeRowsForm(AreaModelForm):
    """The button: it carries what the person saw."""

    digest = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta(AreaModelForm.Meta):
        model = ReturnFile
        fields = ()
