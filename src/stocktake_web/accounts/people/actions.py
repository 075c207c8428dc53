"""Writes accounts: adds them, and sets their passwords."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.people.models import User
from stocktake_web.audit import record


@transaction.atomic
def add_account(
    *, actor: User | None, email: str, display_name: str, password: str | None = None
) -> User:
    """Add an account; without a password it is signed in to through an organisation only."""
    user = User(
        email=email.strip().lower(), display_name=display_name.strip(), created=services.now()
    )
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    EmailAddress(user=user, email=user.email, primary=True, verified=True).save()
    record(
        area=None,
        actor=actor,
        verb="add",
        obj=user,
        values={"email": user.email, "display_name": user.display_name},
    )
    return user


@transaction.atomic
def set_password(*, user: User, password: str) -> User:
    """Give an account another password; whoever is signed in with it must do so again."""
    row = User.objects.select_for_update().get(pk=user.pk)
    row.set_password(password)
    row.save()
    record(area=None, actor=None, verb="set password", obj=row, values={})
    return row
