"""Forms of the fortnightly review."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import DayField, Form
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.agreements.footing import Footing
from stocktake_web.schools.allegations import ALLEGATION, AllegationField
from stocktake_web.schools.fortnightly_review.actions import choices_for
from stocktake_web.schools.fortnightly_review.models import (
    FortnightlyDecision,
    FortnightlyReview,
    ServiceEntry,
)

# ruff: noqa: RUF012 - labels and hints are Django's own way


class ServiceEntryForm(AreaModelForm):
    """What a service knows of a school."""

    field_order = (ALLEGATION, "service", "text")
    is_allegation = AllegationField()

    class Meta(AreaModelForm.Meta):
        model = ServiceEntry
        fields = ("service", "text")
        labels = {"service": "Which service?", "text": "What should the review know?"}
        help_texts = {
            "text": (
                "Counts and facts, such as “Four suspensions in two weeks, all in year 9”. Name no "
                "pupil and no member of staff."
            )
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class BeginForm(Form):
    """The day of a review."""

    review_date = DayField(label="On which day is it held?")


class DecisionForm(AreaModelForm):
    """What is decided for a school."""

    class Meta(AreaModelForm.Meta):
        model = FortnightlyDecision
        fields = ("choice", "reason")
        labels = {"choice": "What is decided?", "reason": "Why?"}
        help_texts = {
            "reason": (
                "Needed for all but “No change”. The head and the governors read it once the "
                "review is closed."
            )
        }
        widgets = {"choice": forms.RadioSelect, "reason": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, footing: Footing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["choice"]
        choice.choices = [(row.value, row.label) for row in choices_for(footing)]


class ReviewStepForm(AreaModelForm):
    """Carries the version that the person saw."""

    class Meta(AreaModelForm.Meta):
        model = FortnightlyReview
        fields = ()
