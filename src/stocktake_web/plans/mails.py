"""Mails of the plan: they name the place, and what is asked or new; never what somebody wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.formats import counted, day
from stocktake_web.plans.links.models import ActionLink
from stocktake_web.plans.returns.models import LocalRequest
from stocktake_web.services import MailOutcome

SUBJECT_PLACES = 2


@dataclass(frozen=True)
class PlaceNews:
    """What is new in one place for a person, and where they read more."""

    place: str
    lines: tuple[str, ...]
    address: str


def mail_reminder(user: User, request: LocalRequest, figure: str, address: str) -> MailOutcome:
    """Remind somebody of a figure that was asked of them."""
    return services.send_mail(
        f"{request.area.name} asks for a figure",
        [
            f"{request.area.name} asked you, as {request.requested_from}, for a figure, "
            f"due {day(request.due)}:",
            figure,
            f"Return it here: {address}",
        ],
        to=user.email,
    )


def mail_link(link: ActionLink, activity: str, address: str, to: str) -> MailOutcome:
    """Send a link with which somebody without an account says how an activity stands."""
    place = link.area.name
    return services.send_mail(
        f"{place} asks how an activity stands",
        [
            f"{place} asks you, as {link.role}, how this activity of its plan stands:",
            activity,
            f"Say it here, until {day(link.expires_at)}: {address}",
            "The link works once. If you did not expect it, do nothing.",
        ],
        to=to,
    )


def mail_digest(user: User, news: Sequence[PlaceNews]) -> MailOutcome:
    """Report to somebody what is new in all their places, in one mail."""
    names = [row.place for row in news]
    subject = ", ".join(names[:SUBJECT_PLACES])
    if more := len(names) - SUBJECT_PLACES:
        subject += f" and {counted(more, 'other place')}" if more > 0 else ""
    paragraphs = []
    for row in news:
        paragraphs += [row.place, *row.lines, f"Sign in to see more: {row.address}"]
    return services.send_mail(f"News of {subject}", paragraphs, to=user.email)
