"""Forms of advisers' interests."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.interests.models import AdviserInterest


class InterestForm(AreaModelForm):
    """In which school, and what it is; neither states that there is none."""

    class Meta(AreaModelForm.Meta):
        model = AdviserInterest
        fields = ("school", "nature")
        labels = {  # noqa: RUF012 - Django's own way
            "school": "In which school?",
            "nature": "What is the interest?",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "school": "Leave both blank to state that you have no interest in any school here.",
            "nature": "Such as: governor, worked there until 2021, paid work, a relative is on "
            "roll or on the staff (name nobody).",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        school: Any = self.fields["school"]
        school.empty_label = "No school: I have no interest"


class EndForm(AreaModelForm):
    """Confirm that it holds still, or from which day it no longer does."""

    answer = forms.ChoiceField(
        label="Does it hold still?",
        choices=(("holds", "It holds still"), ("ended", "It has ended")),
        widget=forms.RadioSelect,
    )

    class Meta(AreaModelForm.Meta):
        model = AdviserInterest
        fields = ("ended_on",)
        labels = {"ended_on": "If it has ended, on which day?"}  # noqa: RUF012 - Django's own way

    def clean(self) -> dict[str, Any]:
        """A day where it has ended, and only there."""
        values = super().clean() or self.cleaned_data
        has_day = bool(values.get("ended_on"))
        if values.get("answer") == "ended" and not has_day and "ended_on" not in self.errors:
            self.add_error("ended_on", "Enter the day on which it ended")
        if values.get("answer") == "holds" and has_day:
            self.add_error("answer", "You entered a day on which it ended. Choose “It has ended”")
        return values
