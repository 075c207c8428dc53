"""Reads what accounts keep about a person."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from axes.models import AccessAttempt, AccessFailureLog

from stocktake_web.accounts.dashboard.models import Visit
from stocktake_web.accounts.invitations.models import Invitation
from stocktake_web.accounts.people.models import User


def subject_access_data(user: User) -> dict[str, list[dict[str, Any]]]:
    """The account, its roles, invitations, ways of signing in and failed attempts."""
    email = {"email__iexact": user.email}
    return {
        "account": [
            {
                "email": user.email,
                "display_name": user.display_name,
                "created": user.created.isoformat(),
                "last_login": user.last_login.isoformat() if user.last_login else None,
            }
        ],
        "roles": [
            {
                "place": membership.area.name,
                "role": membership.role,
                "school_urn": membership.school_urn,
                "body": membership.body_id,
                "ward": membership.ward,
                "chairs the governing body": membership.is_chair,
                "starts": membership.starts.isoformat(),
                "ends": membership.ends.isoformat() if membership.ends else None,
            }
            for membership in user.memberships.select_related("area")
        ],
        "invitations": [
            {
                "place": invitation.area.name,
                "role": invitation.role,
                "created": invitation.created.isoformat(),
            }
            for invitation in Invitation.objects.filter(**email).select_related("area")
        ],
        "visits of the dashboard": [
            {"place": visit.area.name, "began": visit.began_at.isoformat()}
            for visit in Visit.objects.filter(user=user).select_related("area")
        ],
        "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified")),
        "second steps": [
            {"type": step.type, "created": step.created_at.isoformat()}
            for step in Authenticator.objects.filter(user=user)
        ],
        "organisations": list(SocialAccount.objects.filter(user=user).values("provider", "uid")),
        "failed attempts to sign in": [
            {"at": attempt.attempt_time.isoformat(), "address": attempt.ip_address}
            for model in (AccessAttempt, AccessFailureLog)
            for attempt in model.objects.filter(username__iexact=user.email)
        ],
    }
