"""Forms of roles: giving one, changing it, ending it."""

from __future__ import annotations

from django import forms

from stocktake_web.accounts.memberships.models import Role
from stocktake_web.forms import DayField, Form, VersionedForm


class RoleForm(Form):
    """A role, and what it is about."""

    role = forms.ChoiceField(
        choices=[("", "Choose a role"), *Role.choices],
        error_messages={"required": "Select a role"},
    )
    school_urn = forms.RegexField(
        r"^\d{6}$",
        label="School URN",
        required=False,
        help_text="Six digits, where the role is about one school.",
        error_messages={"invalid": "School URN must be six digits, such as 119840"},
    )
    body_id = forms.SlugField(
        label="Body",
        required=False,
        max_length=60,
        help_text="The id of the board or body, where the role is about one.",
    )


class ChangeRoleForm(VersionedForm, RoleForm):
    """Another role, or about something else; or a last day."""

    ends = DayField(label="Last day", required=False, help_text="For example, 31 8 2027")
    reason = forms.CharField(label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class EndRoleForm(VersionedForm):
    """Why a role ends today."""

    reason = forms.CharField(label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
