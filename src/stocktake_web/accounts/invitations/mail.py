"""The mails of this app: short, without anything that only an account may see."""

from __future__ import annotations

from django.core.mail import send_mail

from stocktake_web.accounts.invitations.models import Invitation
from stocktake_web.formats import day


def send_invitation(invitation: Invitation, address: str) -> None:
    """Send the link of an invitation.

    Parameters
    ----------
    invitation : Invitation
    address : str
        The whole address of the link.
    """
    area, role = invitation.area.name, invitation.get_role_display().lower()
    send_mail(
        f"Stocktake: you are invited to {area}",
        f"{invitation.invited_by.display_name} invites you to work on the plan of {area}, "
        f"as {role}.\n\nAccept until {day(invitation.expires)}:\n{address}\n\n"
        "The link works once. If you did not expect it, do nothing.\n",
        None,
        [invitation.email],
    )
