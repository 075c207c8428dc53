"""Forms of provision, its rolls and its reviews."""

from __future__ import annotations

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.specialist_provision.models import (
    MonthlyRoll,
    Provision,
    ProvisionReview,
)


class ProvisionForm(AreaModelForm):
    """Record a base, a provider or a unit."""

    class Meta(AreaModelForm.Meta):
        model = Provision
        fields = (
            "title",
            "kind",
            "school",
            "commissioned_places",
            "opens_on",
            "ends_on",
            "review_months",
            "registration",
            "registration_checked_on",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "title": "What is it called?",
            "kind": "What is it?",
            "school": "In which school, if it is in one",
            "commissioned_places": "Places that the council commissions",
            "opens_on": "First day",
            "ends_on": "Last day, if there is one",
            "review_months": "Months between two reviews",
            "registration": "Is the provider registered as a school?",
            "registration_checked_on": "When was the register checked?",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "commissioned_places": "Enter 0 for SEN support in a mainstream school.",
            "opens_on": "A day to come for places that are planned.",
        }
        widgets = {"kind": forms.RadioSelect, "registration": forms.RadioSelect}  # noqa: RUF012


class RollForm(AreaModelForm):
    """Enter a month."""

    class Meta(AreaModelForm.Meta):
        model = MonthlyRoll
        fields = ("month", "on_roll", "waiting_count", "returned_count")
        labels = {  # noqa: RUF012 - Django's own way
            "month": "Any day of the month",
            "on_roll": "Pupils on roll",
            "waiting_count": "Pupils still waiting for a place after the sixth school day",
            "returned_count": "Pupils who went back to a mainstream school in the month",
        }
        help_texts = {"month": "Counts only. Names stay in the council’s case system."}  # noqa: RUF012


class ReviewForm(AreaModelForm):
    """Record what a review found."""

    class Meta(AreaModelForm.Meta):
        model = ProvisionReview
        fields = ("reviewed_on", "reviewer", "quality", "evidence", "outcomes", "actions")
        labels = {  # noqa: RUF012 - Django's own way
            "reviewed_on": "When was it reviewed?",
            "reviewer": "By whom (a role, such as SEND reviewer)",
            "quality": "How good is it?",
            "evidence": "What was seen that shows it?",
            "outcomes": "What do pupils leave with, and where do they go?",
            "actions": "What happens next, by whom and by when?",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "quality": forms.RadioSelect,
            **{
                name: forms.Textarea(attrs={"rows": 4})
                for name in ("evidence", "outcomes", "actions")
            },
        }
