"""What the walk over all permissions opens in this app."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from stocktake_web.accounts.invitations.actions import invite
from stocktake_web.accounts.models import Area, Role, User


def samples(area: Area, users: dict[str, User], moment: datetime) -> dict[str, Any]:
    """The parts of addresses, by the name of the view."""
    invitation, _ = invite(
        area=area,
        actor=users["administrator"],
        email="new.person@example.org",
        display_name="Example Newcomer",
        role=Role.ANALYST,
    )
    membership = users["clerk"].memberships.get()
    return {
        "people:withdraw": {"invitation": invitation.pk},
        "people:change": {"membership": membership.pk},
        "people:end": {"membership": membership.pk},
        # No identity provider is set up in most installations.
        "openid_connect_login": {"provider_id": "organisation"},
        "openid_connect_callback": {"provider_id": "organisation"},
    }
