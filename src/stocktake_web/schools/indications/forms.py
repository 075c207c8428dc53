"""The form of a term's note."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.indications.models import SupportNote


class SupportNoteForm(AreaModelForm):
    """What is added, from where, and why.

    Parameters
    ----------
    choices : sequence of (str, str)
        The measures in which an indication is shown, with their titles.
    """

    measure = forms.ChoiceField(label="Which indication does it rest on?", widget=forms.RadioSelect)

    class Meta(AreaModelForm.Meta):
        model = SupportNote
        fields = ("measure", "officer_days", "pounds", "taken_from", "reason")
        labels = {  # noqa: RUF012 - Django's own way
            "officer_days": "Officer days that are added this term",
            "pounds": "Pounds that are added this term",
            "taken_from": "From which budget or reserve?",
            "reason": "Why?",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "officer_days": "0 if only money is added.",
            "pounds": "Whole pounds. 0 if only days are added.",
            "reason": "The school and its trust read it. Name no pupil and no member of staff.",
        }
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}  # noqa: RUF012 - Django's own way

    def __init__(self, *args: Any, choices: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measure: Any = self.fields["measure"]
        measure.choices = list(choices)
        if len(measure.choices) == 1:
            measure.initial = measure.choices[0][0]
