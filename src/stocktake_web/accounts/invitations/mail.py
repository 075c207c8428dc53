"""The mails of this app: short, without anything that only an account may see."""

from __future__ import annotations

from stocktake_web import services
from stocktake_web.accounts.invitations.models import Invitation
from stocktake_web.formats import day
from stocktake_web.services import MailOutcome


def send_invitation(invitation: Invitation, address: str) -> MailOutcome:
    """Send the link of an invitation.

    Parameters
    ----------
    invitation : Invitation
    address : str
        The whole address of the link.
    """
    area, role = invitation.area.name, invitation.role_title.lower()
    return services.send_mail(
        f"you are invited to {area}",
        [
            f"{invitation.invited_by.display_name} invites you to work on the plan of {area}, "
            f"as {role}.",
            f"Accept until {day(invitation.expires)}:\n{address}",
            "The link works once. If you did not expect it, do nothing.",
        ],
        to=invitation.email,
    )
