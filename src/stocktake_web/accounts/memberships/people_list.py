"""The rows of the list of people. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from stocktake_web.accounts.memberships.models import Membership
from stocktake_web.accounts.schools.queries import BODY_REF, SCHOOL_REF
from stocktake_web.audit import ObjectRef
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


def make_rows(
    memberships: Iterable[Membership],
    today: date,
    *,
    names: Mapping[ObjectRef, str],
    current: bool,
) -> list[PersonRow]:
    """Roles that hold today or later, or those that have ended.

    ``names`` are those of what the roles are about.
    """
    return [
        PersonRow(
            membership,
            membership.user.display_name,
            membership.user.email,
            membership.role_title,
            describe_subject(membership, names),
            describe_time(membership),
        )
        for membership in memberships
        if (membership.ends is None or membership.ends >= today) == current
    ]


def subject_refs(memberships: Iterable[Membership]) -> set[ObjectRef]:
    """The schools and bodies that roles are about."""
    refs = set()
    for membership in memberships:
        refs |= {ObjectRef(SCHOOL_REF, membership.school_urn)} if membership.school_urn else set()
        refs |= {ObjectRef(BODY_REF, membership.body_id)} if membership.body_id else set()
    return refs


def describe_subject(membership: Membership, names: Mapping[ObjectRef, str]) -> str:
    """What a role is about."""
    refs = (
        ObjectRef(SCHOOL_REF, membership.school_urn),
        ObjectRef(BODY_REF, membership.body_id),
    )
    parts = [names[ref] for ref in refs if ref in names]
    parts += [f"{membership.ward} ward"] if membership.ward else []
    return ", ".join(parts) or "the whole place"


def describe_time(membership: Membership) -> str:
    """From when to when a role holds."""
    since = f"since {day(membership.starts)}"
    return (
        since if membership.ends is None else f"{day(membership.starts)} to {day(membership.ends)}"
    )
