"""Erases accounts."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.dashboard.models import Visit
from stocktake_web.accounts.invitations.models import Invitation
from stocktake_web.accounts.memberships.actions import keep_administrators
from stocktake_web.accounts.memberships.models import Membership
from stocktake_web.accounts.people.models import User
from stocktake_web.audit import record


@transaction.atomic
def erase_account(user: User) -> int:
    """Take from an account whatever says whose it was, and end its sessions and roles.

    The number of the account stays: under it the chain of events tells what was done.

    Raises
    ------
    ValidationError
        A place would be left without an administrator.
    """
    row = User.objects.select_for_update().get(pk=user.pk)
    keep_administrators(row)
    email = row.email
    row.is_active = False
    row.save()
    count = 0
    for rows in (
        EmailAddress.objects.filter(user=row),
        Authenticator.objects.filter(user=row),
        SocialAccount.objects.filter(user=row),
        Invitation.objects.filter(email__iexact=email),
        Visit.objects.filter(user=row),
        AccessAttempt.objects.filter(username__iexact=email),
        AccessFailureLog.objects.filter(username__iexact=email),
    ):
        count += rows.delete()[0]
    count += _end_sessions(row)
    for membership in Membership.objects.filter(user=row):
        yesterday = services.today() - timedelta(days=1)
        if membership.ends is None or membership.ends > yesterday:
            membership.starts = min(membership.starts, yesterday)
            membership.ends = yesterday
            membership.version += 1
            membership.save()
            record(
                area=membership.area,
                actor=None,
                verb="end role",
                obj=membership,
                values={"ends": yesterday},
                reason="the account was erased",
            )
    row.email = f"erased-{row.pk}@erased.invalid"
    row.display_name = f"Erased account {row.pk}"
    row.erased_at = services.now()
    row.last_login = None
    row.version += 1
    row.set_unusable_password()
    row.save()
    record(area=None, actor=None, verb="erase", obj=row, values={})
    return count + 1


def _end_sessions(user: User) -> int:
    """Sign an account out everywhere. Sessions do not say whose they are; so each is read."""
    count = 0
    for session in Session.objects.all().iterator(chunk_size=500):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
            count += 1
    return count
