"""Forms of governance."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.accounts.models import Role
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.governance.models import (
    CouncillorGovernor,
    GovernanceReturn,
    GovernorTraining,
)


class SeatsForm(AreaModelForm):
    """Enter the seats of a governing body."""

    class Meta(AreaModelForm.Meta):
        model = GovernanceReturn
        fields = ("as_of", "seat_count", "vacancy_count", "is_chair_vacant")
        labels = {  # noqa: RUF012 - Django's own way
            "as_of": "On which day?",
            "seat_count": "Seats",
            "vacancy_count": "Of these, vacant",
            "is_chair_vacant": "Nobody is in the chair",
        }


class GovernorTrainingForm(AreaModelForm):
    """Record training, or what it changed."""

    class Meta(AreaModelForm.Meta):
        model = GovernorTraining
        fields = (
            "title",
            "phase",
            "event_date",
            "place_count",
            "attended_count",
            "impact",
            "impact_evidence",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "title": "What is it called?",
            "phase": "For governors of which schools?",
            "event_date": "On which day?",
            "place_count": "Places",
            "attended_count": "Governors who came",
            "impact": "What did it change?",
            "impact_evidence": "What shows it?",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "phase": forms.RadioSelect,
            "impact": forms.RadioSelect,
            "impact_evidence": forms.Textarea(attrs={"rows": 3}),
        }


class CouncillorForm(AreaModelForm):
    """Record a councillor who is a governor."""

    class Meta(AreaModelForm.Meta):
        model = CouncillorGovernor
        fields = ("councillor", "starts_on", "ends_on", "briefed_on", "conflict")
        labels = {  # noqa: RUF012 - Django's own way
            "councillor": "Who?",
            "starts_on": "First day as a governor",
            "ends_on": "Last day, if there is one",
            "briefed_on": "Last briefed on",
            "conflict": "Conflicts of interest that were declared",
        }
        widgets = {"conflict": forms.Textarea(attrs={"rows": 3})}  # noqa: RUF012 - Django's own way

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["councillor"]
        people.queryset = people.queryset.filter(
            memberships__role=Role.COUNCILLOR, memberships__area=self.area
        ).distinct()
