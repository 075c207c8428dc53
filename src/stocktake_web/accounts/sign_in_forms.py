"""The sign-in package's forms, with the words of our own forms for what is missing."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as keys

from stocktake_web.forms import say_what_is_missing

# The package's labels are titles; these are what our pages call the fields.
_WORDS = {
    "login": "e-mail address",
    "email": "e-mail address",
    "password": "password",
    "oldpassword": "your password now",
    "password1": "new password",
    "password2": "new password again",
    "code": "code",
    "name": "name of the key",
}


class _Said:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_is_missing(self, _WORDS)  # type: ignore[arg-type]


class LoginForm(_Said, account.LoginForm):  # type: ignore[misc]
    """Signing in."""


class ChangePasswordForm(_Said, account.ChangePasswordForm):  # type: ignore[misc]
    """A new password for who knows the old one."""


class ResetPasswordForm(_Said, account.ResetPasswordForm):  # type: ignore[misc]
    """Asking for a link to set a new password."""


class ResetPasswordKeyForm(_Said, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """Setting a new password through that link."""


class ReauthenticateForm(_Said, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class AuthenticateForm(_Said, second_step.AuthenticateForm):  # type: ignore[misc]
    """The code of the second step."""


class ReauthenticateCodeForm(_Said, second_step.ReauthenticateForm):  # type: ignore[misc]
    """The code once more."""


class ActivateForm(_Said, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app."""


class AddKeyForm(_Said, keys.AddWebAuthnForm):  # type: ignore[misc]
    """A security key."""


class EditKeyForm(_Said, keys.EditWebAuthnForm):  # type: ignore[misc]
    """Its name."""
