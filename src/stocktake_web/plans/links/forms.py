"""Forms of links, and of what comes through them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stocktake_web.forms import Form
from stocktake_web.plans.activities.forms import UPDATE_FIELDS, UpdateFieldsForm
from stocktake_web.plans.links.models import ActionLink, PendingUpdate
from stocktake_web.records.forms import AreaModelForm


class LinkForm(Form):
    """Make a link for somebody without an account."""

    role = forms.CharField(
        label="Role of the person who gets the link",
        help_text="A role, such as head of the careers hub. Never a name or an address.",
        max_length=120,
    )

    email = forms.EmailField(
        label="E-mail address to send it to",
        help_text="Used now and kept nowhere. Leave it empty to send the link yourself.",
        required=False,
    )

    def clean_role(self) -> str:
        """The role, which is no e-mail address."""
        role: str = self.cleaned_data["role"]
        if "@" in role:
            raise ValidationError("Enter a role, not an e-mail address")
        return role


class LinkWithdrawForm(AreaModelForm):
    """Make a link useless."""

    class Meta(AreaModelForm.Meta):
        model = ActionLink
        fields = ()


class PendingUpdateForm(UpdateFieldsForm):
    """What whoever holds a link reports."""

    class Meta(AreaModelForm.Meta):
        model = PendingUpdate
        fields = UPDATE_FIELDS


class DeclineForm(AreaModelForm):
    """Why what came through a link is not accepted."""

    answer = forms.CharField(label="Why is it not accepted?", max_length=300)

    class Meta(AreaModelForm.Meta):
        model = PendingUpdate
        fields = ("answer",)

    def clean(self) -> dict[str, Any] | None:
        """Only what still waits can be declined."""
        if self.instance.state != PendingUpdate.State.WAITING:
            raise ValidationError("This update was answered already")
        return super().clean()
