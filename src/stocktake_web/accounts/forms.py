"""Forms for people: inviting, changing a role, ending it, accepting an invitation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from stocktake_web.accounts.models import Role, User
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


class InviteForm(RoleForm):
    """Who is invited, and to what."""

    display_name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput)
    field_order = ("display_name", "email", "role", "school_urn", "body_id")

    def clean_email(self) -> str:
        """Addresses are kept in small letters."""
        return str(self.cleaned_data["email"]).strip().lower()


class ChangeRoleForm(VersionedForm, RoleForm):
    """Another role, or about something else; or a last day."""

    ends = DayField(label="Last day", required=False, help_text="For example, 31 8 2027")
    reason = forms.CharField(label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class EndRoleForm(VersionedForm):
    """Why a role ends today."""

    reason = forms.CharField(label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class AreaForm(VersionedForm):
    """What a place is called."""

    name = forms.CharField(label="Name of the place", max_length=120)


class AcceptForm(Form):
    """A new account: what one is called, and a password."""

    display_name = forms.CharField(label="Your name", max_length=120)
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label="Password again",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter the password again"},
    )

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same, and good enough."""
        data = super().clean() or {}
        password = data.get("password")
        if password and data.get("again") and password != data["again"]:
            self.add_error("again", "The two passwords are not the same")
        elif password:
            who = User(email=self.email, display_name=data.get("display_name", ""))
            try:
                validate_password(password, who)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data
