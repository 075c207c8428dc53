"""Forms of targets, interim objectives and decisions."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import DayField, Form, VersionedForm
from stocktake_web.gateway import plan_texts
from stocktake_web.plans.forms import choices
from stocktake_web.plans.models import Aspect, OpenDecision, Rating, Term

YEAR = r"^20\d{4}$"
MET = (("", "Not known yet"), ("yes", "Yes"), ("no", "No"))


class RatingForm(Form):
    """Rate a target beside its verdict."""

    rating = forms.ChoiceField(
        label="Your rating", choices=Rating.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Reason",
        help_text="What do you know that the figures do not show?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class ObjectiveForm(Form):
    """Set an interim objective."""

    words = forms.CharField(label="What should be so by the end of the term?", max_length=300)
    aspect = forms.ChoiceField(label="In what?", choices=Aspect.choices, widget=forms.RadioSelect)
    academic_year = forms.RegexField(
        YEAR,
        label="Academic year",
        help_text="Six digits, such as 202627.",
        error_messages={"invalid": "Academic year must be six digits, such as 202627"},
    )
    term = forms.ChoiceField(label="Term", choices=Term.choices, widget=forms.RadioSelect)
    due = DayField(label="Day by which it should be so")
    target_id = forms.ChoiceField(label="Target that it leads to", required=False)

    def __init__(self, plan: plan_texts.Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", "No one target"), *choices.targets(plan)]
        self.fields["target_id"].choices = offered  # type: ignore[attr-defined]


class ObjectiveMetForm(VersionedForm):
    """Say whether an interim objective was met."""

    met = forms.ChoiceField(label="Was it met?", choices=MET, required=False, widget=forms.Select)
    evidence = forms.CharField(
        label="What shows it?",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
    )

    def clean_met(self) -> bool | None:
        """True, False, or None where it is not known."""
        return {"yes": True, "no": False}.get(self.cleaned_data["met"])


class AnswerForm(VersionedForm):
    """Answer an open decision."""

    answer = forms.ChoiceField(
        label="Answer", choices=OpenDecision.Answer.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="What was decided, or why it is accepted",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
