"""Forms of powers."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web import services
from stocktake_web.forms import DayField, Form, VersionedForm
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.powers.models import Outcome, PowerUse, SchoolPowerFacts
from stocktake_web.schools.powers.queries import NOTICE, SchoolPowers, checks_of

# ruff: noqa: RUF012 - labels and hints are Django's own way


class FactsForm(AreaModelForm):
    """What the powers depend on."""

    class Meta(AreaModelForm.Meta):
        model = SchoolPowerFacts
        fields = (
            "significant_improvement",
            "special_measures",
            "pay_notice",
            "secretary_of_state_served_on",
            "secretary_of_state_allowed_on",
            "consent_on",
        )
        labels = {
            "significant_improvement": "It requires significant improvement (section 61)",
            "special_measures": "It requires special measures (section 62)",
            "pay_notice": "A pay and conditions notice was not complied with (section 60A)",
            "secretary_of_state_served_on": "The Secretary of State served a notice on",
            "secretary_of_state_allowed_on": "The council was informed that it may serve again on",
            "consent_on": "The Secretary of State consented to an interim board on",
        }


class ConsiderForm(Form):
    """A power, whether it is used, and why."""

    power = forms.ChoiceField(label="Which power?", widget=forms.RadioSelect)
    used_on = DayField(
        label="From which day is it used?",
        required=False,
        help_text="Leave blank where it was considered and is not used.",
    )
    reason = forms.CharField(
        label="Why, or why not?", max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, powers: SchoolPowers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        power: Any = self.fields["power"]
        power.choices = [(row.power.id, row.power.title) for row in powers.assessments]


class NoticeForm(Form):
    """The content of a warning notice."""

    intended_on = DayField(label="On which day shall a person serve it?")
    ground = forms.ChoiceField(label="On which ground?", widget=forms.RadioSelect)
    matters = forms.CharField(
        label="On which matters does it rest?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    required_action = forms.CharField(
        label="What is the governing body to do?",
        help_text="One action in a line.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    compliance_ends_on = DayField(label="Until when? The last day of the period")
    powers_minded = forms.MultipleChoiceField(
        label="Which powers is the council minded to use if it is not complied with?",
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label="Why a notice? For the register",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, powers: SchoolPowers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        notice = powers.rules.power_of(NOTICE)
        ground: Any = self.fields["ground"]
        ground.choices = [(row.id, row.text) for row in notice.ground]
        minded: Any = self.fields["powers_minded"]
        minded.choices = [
            (row.id, row.full_title)
            for row in powers.rules.power
            if row.id != NOTICE and row.holder == "local_authority"
        ]


class ServedForm(VersionedForm):
    """The day on which a person served it."""

    used_on = DayField(label="On which day was it served?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["used_on"].initial = services.today()


class OutcomeForm(VersionedForm):
    """What became of it."""

    ended_on = DayField(label="On which day did it end?")
    outcome = forms.ChoiceField(
        label="Did it work? For a notice: was it complied with?",
        choices=[row for row in Outcome.choices if row[0]],
        widget=forms.RadioSelect,
    )
    outcome_text = forms.CharField(
        label="On what evidence?", max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )


class ChecklistForm(AreaModelForm):
    """What was gone through."""

    checklist = forms.MultipleChoiceField(
        label="What was done or checked?", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta(AreaModelForm.Meta):
        model = PowerUse
        fields = ("checklist",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        checklist: Any = self.fields["checklist"]
        checklist.choices = [(text, text) for text in checks_of(self.instance)]
