"""Forms of escalation."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import DayField, Form
from stocktake_web.schools.escalation.queries import Standing, open_steps


class StepForm(Form):
    """The step that a meeting decided, what led to it, and the evidence."""

    step = forms.ChoiceField(label="Which step was decided?", widget=forms.RadioSelect)
    triggers = forms.MultipleChoiceField(
        label="What led to it?",
        help_text="For a step up: one at least of those that can lead to it.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    evidence = forms.CharField(
        label="On what evidence?",
        max_length=4000,
        help_text="The head and the governors read it. Name no pupil and no member of staff.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = open_steps(standing)
        step: Any = self.fields["step"]
        step.choices = [
            (row.step.id, f"{row.step.title}: {row.to_title}") for row in steps if row.is_open
        ]
        step_triggers = {trigger for row in steps for trigger in row.step.triggers}
        triggers: Any = self.fields["triggers"]
        triggers.choices = [
            (row.id, row.title)
            for row in (standing.machine.trigger if standing.machine else ())
            if row.id in step_triggers
        ]


class DoneForm(Form):
    """When it was done, and how."""

    done_on = DayField(label="On which day?")
    how = forms.CharField(
        label="How?", required=False, max_length=300, help_text="Such as by letter or in a call."
    )
