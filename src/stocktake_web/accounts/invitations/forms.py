"""Forms of invitations: inviting, and accepting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from stocktake_web.accounts.memberships.forms import RoleForm
from stocktake_web.accounts.people.models import User
from stocktake_web.forms import Form


class InviteForm(RoleForm):
    """Who is invited, and to what."""

    display_name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput)
    field_order = ("role", "school_urn", "body_id", "display_name", "email")

    def clean_email(self) -> str:
        """Addresses are kept in small letters."""
        return str(self.cleaned_data["email"]).strip().lower()


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
            user = User(email=self.email, display_name=data.get("display_name", ""))
            try:
                validate_password(password, user)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data
