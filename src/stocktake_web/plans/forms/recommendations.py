"""Forms of recommendations."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.accounts.models import Area
from stocktake_web.forms import DayField, Form, VersionedForm
from stocktake_web.plans.forms import choices
from stocktake_web.plans.models import RecommendationState, SourceKind, UpdateKind

LONG = forms.Textarea(attrs={"rows": 4})


class NewForm(Form):
    """Add a recommendation."""

    source_kind = forms.ChoiceField(
        label="Where does it come from?", choices=SourceKind.choices, widget=forms.RadioSelect
    )
    source_title = forms.CharField(label="Title of the letter or report", max_length=200)
    published = DayField(label="Date of the letter or report")
    number = forms.IntegerField(label="Its number there", min_value=1, max_value=999)
    words = forms.CharField(label="What is recommended", widget=LONG, max_length=2000)
    window_opens = DayField(label="Re-inspection window opens", required=False)
    window_closes = DayField(label="Re-inspection window closes", required=False)

    def clean(self) -> dict[str, Any]:
        """The window must be in order."""
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("window_opens"), cleaned.get("window_closes")
        if opens and closes and closes < opens:
            self.add_error("window_closes", "The window must close on or after the day it opens")
        return cleaned


class ChangeForm(VersionedForm):
    """Change a recommendation."""

    owner_user = choices.PersonField(label="Owner with an account")
    owner_role = forms.CharField(label="Owner's role", required=False, max_length=120)
    actions = forms.CharField(
        label="What is done",
        help_text="One action on each line.",
        widget=LONG,
        required=False,
        max_length=4000,
    )
    state = forms.ChoiceField(
        label="How far has it come?",
        choices=RecommendationState.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, area: Area, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_user"].choices = choices.people(area)  # type: ignore[attr-defined]


class EvidenceForm(Form):
    """Give evidence."""

    kind = forms.ChoiceField(
        label="What is this evidence of?", choices=UpdateKind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label="What shows it?", widget=LONG, max_length=2000)
