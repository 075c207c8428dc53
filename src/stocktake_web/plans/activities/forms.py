"""Forms of activities."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stocktake_web import services
from stocktake_web.forms import DayField
from stocktake_web.plans.activities.models import ActivityState, Update, UpdateKind
from stocktake_web.plans.uploads import ENDINGS, check_evidence
from stocktake_web.records.forms import VERSION, AreaModelForm

UPDATE_FIELDS = ("text", "kind", "effective_date", "progress_percent")


class UpdateFieldsForm(AreaModelForm):
    """What is asked of an update, whether it comes from a member or through a link."""

    text = forms.CharField(
        label="What happened", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000
    )
    kind = forms.ChoiceField(
        label="What is this evidence of?", choices=UpdateKind.choices, widget=forms.RadioSelect
    )
    effective_date = DayField(
        label="On which day is this true?", help_text="Leave empty for today.", required=False
    )
    progress_percent = forms.IntegerField(
        label="Progress in percent",
        help_text="From 0 to 100. 100 means that it is done. Leave empty if you cannot say.",
        required=False,
        min_value=0,
        max_value=100,
    )

    def clean_effective_date(self) -> Any:
        """The day, which cannot be in the future; today where the field is empty."""
        today = services.today()
        day = self.cleaned_data["effective_date"]
        if day and day > today:
            raise ValidationError("The day must be today or in the past")
        return day or today


class UpdateForm(UpdateFieldsForm):
    """Report where an activity stands, with a file that shows it."""

    file = forms.FileField(
        label="A file that shows it",
        help_text=f"One file of these kinds: {', '.join(ENDINGS)}. At most 2 MB.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    class Meta(AreaModelForm.Meta):
        model = Update
        fields = UPDATE_FIELDS

    def clean_file(self) -> Any:
        """The file, if it is of a kind and size that are taken."""
        file = self.cleaned_data["file"]
        if file:
            check_evidence(file)
        return file


class OwnerForm(AreaModelForm):
    """Name who owns an activity; the version is 0 where nobody has done so yet."""

    class Meta(AreaModelForm.Meta):
        model = ActivityState
        fields = ("owner_user", "owner_role")
        labels = {  # noqa: RUF012 - Django's own way
            "owner_user": "Person with an account",
            "owner_role": "Role",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = 0 if self.instance._state.adding else self.instance.version
        self.fields[VERSION] = forms.IntegerField(
            widget=forms.HiddenInput, min_value=0, initial=version
        )
