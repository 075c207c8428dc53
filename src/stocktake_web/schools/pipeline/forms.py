"""Forms of what is planned for a school."""

from __future__ import annotations

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.pipeline.models import PlannedChange


class PlannedChangeForm(AreaModelForm):
    """A conversion or reorganisation, its days, and the hand-over of the record."""

    class Meta(AreaModelForm.Meta):
        model = PlannedChange
        fields = (
            "kind",
            "state",
            "planned_on",
            "completed_on",
            "other_party",
            "new_urn",
            "record_to",
            "record_due",
            "record_handed_on",
            "note",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "kind": "What happens?",
            "state": "How sure is it?",
            "planned_on": "First day on which it is to hold",
            "completed_on": "Day on which it took place",
            "other_party": "Trust, school or federation concerned",
            "new_urn": "New URN",
            "record_to": "To whom does the record go? (a role)",
            "record_due": "Record handed over by",
            "record_handed_on": "Record was handed over on",
            "note": "Note",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "completed_on": "Leave empty until it has taken place.",
            "new_urn": "Six digits, once the register has given it.",
            "record_handed_on": "Until then the record stays where it is.",
            "note": "Name no pupil and no member of staff.",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "kind": forms.RadioSelect,
            "state": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 3}),
        }
