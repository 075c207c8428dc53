"""The sign-in package's forms, with the words of our own forms for what is missing."""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as keys
from django.core.cache import cache

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


class _MissingFieldMessages:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_is_missing(self, _WORDS)  # type: ignore[arg-type]


class LoginForm(_MissingFieldMessages, account.LoginForm):  # type: ignore[misc]
    """Signing in."""


class ChangePasswordForm(_MissingFieldMessages, account.ChangePasswordForm):  # type: ignore[misc]
    """A new password for who knows the old one."""


class ResetPasswordForm(_MissingFieldMessages, account.ResetPasswordForm):  # type: ignore[misc]
    """Asking for a link to set a new password."""


class ResetPasswordKeyForm(_MissingFieldMessages, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """Setting a new password through that link."""


class ReauthenticateForm(_MissingFieldMessages, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class _UsedOnce:
    """A code that was right is claimed by a row with a unique key: of two workers one gets it.

    The package marks a recovery code as used by writing back a list that it read before.
    """

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        digest = hashlib.sha256(code.strip().lower().encode()).hexdigest()
        key = f"stocktake.used-code:{self.user.pk}:{digest}"  # type: ignore[attr-defined]
        if not cache.add(key, "used", timeout=300):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_UsedOnce, _MissingFieldMessages, second_step.AuthenticateForm):  # type: ignore[misc]
    """The code of the second step."""


class ReauthenticateCodeForm(_UsedOnce, _MissingFieldMessages, second_step.ReauthenticateForm):  # type: ignore[misc]
    """The code once more."""


class ActivateForm(_MissingFieldMessages, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app."""


class AddKeyForm(_MissingFieldMessages, keys.AddWebAuthnForm):  # type: ignore[misc]
    """A security key."""


class EditKeyForm(_MissingFieldMessages, keys.EditWebAuthnForm):  # type: ignore[misc]
    """Its name."""
