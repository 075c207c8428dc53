"""Records what the sign-in package changes: passwords and second steps."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from stocktake_web.accounts.people.models import User
from stocktake_web.audit import record


def _note(user: User, verb: str, **values: str) -> None:
    # An account that is shut does nothing itself: somebody is erasing it.
    actor = user if user.is_active else None
    with transaction.atomic():
        record(area=None, actor=actor, verb=verb, obj=user, values=values)


@receiver(account.password_changed)
def password_changed(user: User, **kwargs: Any) -> None:
    """Somebody changed their password."""
    _note(user, "change password")


@receiver(account.password_reset)
def password_reset(user: User, **kwargs: Any) -> None:
    """Somebody set a new password through a mail."""
    _note(user, "reset password")


# The package's own signals for second steps come after the transaction; the row's do not.
@receiver(post_save, sender=Authenticator)
def step_added(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """Somebody set up a second step."""
    if created:
        _note(instance.user, "add second step", type=str(instance.type))


@receiver(post_delete, sender=Authenticator)
def step_removed(instance: Authenticator, **kwargs: Any) -> None:
    """Somebody took a second step away."""
    _note(instance.user, "remove second step", type=str(instance.type))
