"""Forms of deliveries."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from stocktake_web import services
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.programmes.deliveries.models import Delivery
from stocktake_web.programmes.terms import term_choices
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.services.programme_maps import COUNTS


class DeliveryForm(AreaModelForm):
    """Record a programme in a school in a term."""

    class Meta(AreaModelForm.Meta):
        model = Delivery
        fields = ("school", "term", "state", *COUNTS, "contact_role", "contact_user")
        labels = {  # noqa: RUF012 - Django's own way
            "school": "School",
            "term": "Term",
            "state": "How far did it get?",
            "offered_count": "People to whom it was offered",
            "started_count": "People who started",
            "completed_count": "People who completed",
            "visits_count": "Visits to the school",
            "data_requests_count": "Data requests to the school",
            "days_out_count": "Days out of class",
            "minutes": "Minutes of the school’s staff",
            "contact_role": "The school’s contact, as a role",
            "contact_user": "The contact’s account",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "visits_count": "Leave empty where it is what the programme says of itself.",
            "contact_role": "Leave empty where nobody is named: the place is shown as vacant.",
        }
        widgets = {"state": forms.RadioSelect}  # noqa: RUF012 - Django's own way

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept_term = "" if self.instance._state.adding else self.instance.term
        choices = term_choices(services.today(), kept_term)
        self.fields["term"] = forms.ChoiceField(label="Term", choices=choices)
        school = cast(Any, self.fields["school"])
        schools = open_schools(self.area)
        if not self.instance._state.adding:
            schools = school.queryset.filter(
                pk__in=[*schools.values_list("pk", flat=True), self.instance.school_id]
            )  # noqa: E501
        school.queryset = schools
