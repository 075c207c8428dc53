"""Forms of agreed actions."""

from __future__ import annotations

from django import forms

from stocktake_web.boards.agreed_actions.models import Action, ActionState
from stocktake_web.boards.fields import OpennessField
from stocktake_web.forms import VersionedForm
from stocktake_web.records.forms import AreaModelForm

# ruff: noqa: RUF012 - labels and hints are Django's own way


class ActionForm(AreaModelForm):
    """An action that the meeting agreed."""

    openness = OpennessField()

    class Meta(AreaModelForm.Meta):
        model = Action
        fields = ("text", "owner_role", "owner_user", "due", "openness")
        labels = {
            "text": "Action",
            "owner_role": "Owner's role",
            "owner_user": "Owner's account",
            "due": "Due",
        }
        help_texts = {"owner_role": "Published minutes say this in place of a name."}


class ActionUpdateForm(VersionedForm):
    """How an action goes."""

    text = forms.CharField(max_length=2000, label="What has happened", widget=forms.Textarea)
    state = forms.ChoiceField(
        label="Is it done?", choices=ActionState.choices, widget=forms.RadioSelect
    )
