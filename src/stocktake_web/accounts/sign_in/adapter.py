"""How the sign-in package is bent to this application: invited people only, our words."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from stocktake_web.accounts.people.models import User
from stocktake_web.accounts.sign_in.client_address import client_address
from stocktake_web.accounts.sign_in.session import is_demonstration_only

# What is said when something was done; what the package says otherwise is left out.
MESSAGES = {
    "account/messages/password_changed.txt": "Your password is changed. Sign in with it now.",
    "mfa/messages/totp_activated.txt": "The app is set up.",
    "mfa/messages/totp_deactivated.txt": "The app is no longer used.",
    "mfa/messages/recovery_codes_generated.txt": "New recovery codes are made.",
    "mfa/messages/webauthn_added.txt": "The security key is added.",
    "mfa/messages/webauthn_removed.txt": "The security key is removed.",
}


def display_name(user: User) -> str:
    """What an account is called in mails and messages."""
    return user.display_name


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from invitations, never from a form that anyone can find."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Refuse the demonstration's accounts where nothing is demonstrated."""
        if is_demonstration_only(user.email):
            raise PermissionDenied("This account belongs to a demonstration.")
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits are counted by."""
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count nothing here: this package's count by account alone would shut the owner out.

        Wrong passwords are counted in ``lock_out``.
        """

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The person's tasks, if they belong to a place."""
        from django.urls import reverse

        return reverse("arrived")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Say it in our words, or not at all."""
        words = MESSAGES.get(message_template or "")
        if words:
            messages.success(request, words)


class OrganisationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in through an organisation finds an invited account; it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """No."""
        return False


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step of signing in; its secrets are kept encrypted."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name under which a security key knows this installation."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Stocktake"}

    def encrypt(self, text: str) -> str:
        """A secret as it is stored: of no use to who has the database without the key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    """Made from the instance's key; keys that it replaced still open what they closed."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second step {key}".encode()).digest()))
        for key in keys
    )
