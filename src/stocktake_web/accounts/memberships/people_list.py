"""The rows of the list of people. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stocktake_web.accounts.memberships.models import Membership
from stocktake_web.formats import day


@dataclass(frozen=True)
class PersonRow:
    """A role as a row of the list of people."""

    membership: Membership
    name: str
    email: str
    role: str
    about: str
    time: str


def make_rows(memberships: Iterable[Membership], today: date, *, current: bool) -> list[PersonRow]:
    """Roles that hold today or later; or those that have ended."""
    return [
        PersonRow(
            membership,
            membership.user.display_name,
            membership.user.email,
            membership.get_role_display(),
            describe_object(membership),
            describe_time(membership),
        )
        for membership in memberships
        if (membership.ends is None or membership.ends >= today) == current
    ]


def describe_object(membership: Membership) -> str:
    """What a role is about."""
    parts = []
    if membership.school_urn:
        parts.append(f"school {membership.school_urn}")
    if membership.body_id:
        parts.append(f"body {membership.body_id}")
    return ", ".join(parts) or "the whole place"


def describe_time(membership: Membership) -> str:
    """From when to when a role holds."""
    since = f"since {day(membership.starts)}"
    return (
        since if membership.ends is None else f"{day(membership.starts)} to {day(membership.ends)}"
    )
