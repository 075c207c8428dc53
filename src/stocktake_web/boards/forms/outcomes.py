"""Forms of what came of an item: decisions and actions."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.accounts.models import User
from stocktake_web.boards.forms.fields import OpennessField, offer, people_offered, person_chosen
from stocktake_web.boards.models.outcomes import ActionState
from stocktake_web.forms import DayField, Form, VersionedForm


class DecisionForm(Form):
    """A decision."""

    words = forms.CharField(max_length=2000, label="Decision", widget=forms.Textarea)
    reason = forms.CharField(max_length=2000, label="Reason", widget=forms.Textarea)
    question = forms.ChoiceField(label="Open decision of the plan that it answers", required=False)
    answer = forms.ChoiceField(
        label="How it answers it",
        choices=(("decided", "Something will be done"), ("accepted", "Accepted, because")),
        initial="decided",
        widget=forms.RadioSelect,
    )
    openness = OpennessField()

    def __init__(
        self, *args: Any, questions: tuple[tuple[int, str], ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if questions:
            offer(self, "question", [("", "None"), *questions])
        else:
            del self.fields["question"], self.fields["answer"]

    def clean_question(self) -> int | None:
        """The id of the open decision."""
        return int(self.cleaned_data["question"]) if self.cleaned_data["question"] else None


class ChangeDecisionForm(VersionedForm):
    """A decision's wording and openness before the minutes are approved."""

    words = forms.CharField(max_length=2000, label="Decision", widget=forms.Textarea)
    reason = forms.CharField(max_length=2000, label="Reason", widget=forms.Textarea)
    openness = OpennessField()


class ActionForm(Form):
    """An action that the meeting agreed."""

    words = forms.CharField(max_length=1000, label="Action", widget=forms.Textarea)
    owner_role = forms.CharField(
        max_length=120,
        label="Owner's role",
        help_text="Published minutes say this in place of a name.",
    )
    owner_user = forms.ChoiceField(label="Owner's account", required=False)
    due = DayField(label="Due")
    openness = OpennessField()

    def __init__(self, *args: Any, people: dict[int, User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        offer(self, "owner_user", people_offered(people))

    def clean_owner_user(self) -> User | None:
        """The account."""
        return person_chosen(self.people, self.cleaned_data["owner_user"])


class ChangeActionForm(ActionForm, VersionedForm):
    """An action as it is."""


class UpdateForm(VersionedForm):
    """How an action stands."""

    words = forms.CharField(max_length=2000, label="What has happened", widget=forms.Textarea)
    state = forms.ChoiceField(
        label="Is it done?", choices=ActionState.choices, widget=forms.RadioSelect
    )
