"""Forms of decisions."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.boards.decisions.models import Decision
from stocktake_web.boards.decisions.questions import PREFIX
from stocktake_web.boards.fields import OpennessField, set_choices
from stocktake_web.plans.decisions.questions import open_questions
from stocktake_web.records.forms import AreaModelForm

# ruff: noqa: RUF012 - labels are Django's own way
ANSWERS = (("decided", "Something will be done"), ("accepted", "Accepted, because"))


class DecisionChangeForm(AreaModelForm):
    """A decision's wording and openness before the minutes are approved."""

    reason = forms.CharField(max_length=2000, label="Reason", widget=forms.Textarea)
    openness = OpennessField()

    class Meta(AreaModelForm.Meta):
        model = Decision
        fields = ("text", "reason", "openness")
        labels = {"text": "Decision"}


class DecisionForm(DecisionChangeForm):
    """A decision, and the open decision of the plan that it answers."""

    question = forms.ChoiceField(label="Open decision of the plan that it answers", required=False)
    answer = forms.ChoiceField(
        label="How it answers it", choices=ANSWERS, initial="decided", widget=forms.RadioSelect
    )
    field_order = ("text", "reason", "question", "answer", "openness")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = open_questions(self.area)
        if not questions:
            del self.fields["question"], self.fields["answer"]
            return
        titles = [(question.decision.pk, question.dated_title) for question in questions]
        set_choices(self, "question", [("", "None"), *titles])
        source = self.instance.item.source
        self.initial["question"] = source.removeprefix(PREFIX) if PREFIX in source else ""

    def clean_question(self) -> int | None:
        """The id of the open decision."""
        return int(self.cleaned_data["question"]) if self.cleaned_data["question"] else None
