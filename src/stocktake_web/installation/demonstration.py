"""The demonstration: two places, an account for every role, content that the apps make.

An app registers its part as ``example_content``: ``(area, users, rng) -> None``, with ``users`` by
role and ``rng`` a ``random.Random`` so that one seed always makes the same.
"""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.memberships.actions import give_role
from stocktake_web.accounts.memberships.models import BODY_ROLES, CHAIR_ROLES, SCHOOL_ROLES
from stocktake_web.accounts.models import Area, Role, SchoolType, User
from stocktake_web.accounts.people.actions import add_account, set_password
from stocktake_web.accounts.people.queries import find_account
from stocktake_web.accounts.schools.actions import load_schools
from stocktake_web.accounts.schools.queries import bodies, is_trust_key, trust_key
from stocktake_web.accounts.schools.register import SchoolRow
from stocktake_web.registration import registered
from stocktake_web.services.demonstration import DemonstrationPlace, invented_place

BLACKPOOL = DemonstrationPlace(
    slug="blackpool", name="Blackpool", place_id="la-890", invented=False
)
# In the real place nobody invented sits on a board; these roles keep its published plan.
KEEPERS = (Role.ADMINISTRATOR, Role.ANALYST, Role.DELIVERY_LEAD)
TYPE_GROUPS = {
    "academy": SchoolType.ACADEMY,
    "free school": SchoolType.FREE_SCHOOL,
    "college": SchoolType.COLLEGE,
}
"""Who runs an invented school; the council runs all others."""


class RefusedError(Exception):
    """The demonstration may not be made here."""


@dataclass(frozen=True)
class Demonstration:
    """What was made.

    Parameters
    ----------
    areas : tuple of Area
    users : dict of str to User
        By role.
    password : str
        Of all of them, new each time; kept nowhere.
    """

    areas: tuple[Area, ...]
    users: dict[str, User]
    password: str


def demonstrate(*, seed: int) -> Demonstration:
    """Make the demonstration, or give its accounts a new password where it is there already.

    Raises
    ------
    RefusedError
        This is not a local installation that was set up to demonstrate.
    """
    if not (settings.STOCKTAKE_LOCAL and settings.STOCKTAKE_DEMO):
        raise RefusedError(
            "accounts for everybody belong on nobody's server: set STOCKTAKE_DEMO=1 and use the "
            "settings stocktake_web.settings.local"
        )
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    places: list[Area] = []
    invented_borough = invented_place(seed=seed)
    with transaction.atomic():
        users = _users(password)
        for place, roles in ((BLACKPOOL, KEEPERS), (invented_borough, tuple(Role))):
            existing = areas().filter(slug=place.slug).first()
            places.append(existing or _area(place, users, roles, random.Random(seed)))  # noqa: S311
    return Demonstration(tuple(places), users, password)


def _users(password: str) -> dict[str, User]:
    users = {}
    for role in Role:
        email = f"{role.value.replace('_', '.')}@{settings.STOCKTAKE_DEMO_DOMAIN}"
        existing = find_account(email)
        if existing:
            users[role.value] = set_password(user=existing, password=password)
        else:
            users[role.value] = add_account(
                actor=None, email=email, display_name=f"Example {role.label}", password=password
            )
    return users


def _area(
    place: DemonstrationPlace, users: dict[str, User], roles: tuple[Role, ...], rng: random.Random
) -> Area:
    area = add_area(
        actor=None,
        slug=place.slug,
        name=place.name,
        place_id=place.place_id,
        invented=place.invented,
        own_definitions=place.own_definitions,
    )
    rows = _school_rows(place)
    if rows:
        load_schools(area=area, actor=None, rows=rows)
    # The leader of the first trust has an account.
    first_trust = min((row.trust_uid for row in rows if row.trust_uid), default="")
    # A board member is about a board, and the boards are example content.
    for role in (role for role in roles if role not in BODY_ROLES):
        school_urn = rows[0].urn if role in SCHOOL_ROLES else ""
        trust = trust_key(first_trust) if first_trust and role == Role.TRUST_LEADER else ""
        _give(
            area,
            users[role.value],
            role,
            school_urn=school_urn,
            body_id=trust,
            # The demonstration has one governor for each school's people: the chair.
            is_chair=role in CHAIR_ROLES,
        )
    for add_example_content in registered("example_content"):
        add_example_content(area, users, rng)
    for role in (role for role in roles if role in BODY_ROLES):
        boards = [key for key, _ in bodies(area) if not is_trust_key(key)]
        _give(area, users[role.value], role, body_id=boards[0])
    return area


def _school_rows(place: DemonstrationPlace) -> list[SchoolRow]:
    """The invented schools, run by whom the invented register says."""
    return [
        SchoolRow(
            school.urn,
            school.name,
            place.name,
            closed_on=school.closed_on,
            phase=school.phase,
            type_group=TYPE_GROUPS.get(school.type_group, SchoolType.MAINTAINED),
            trust_uid=school.trust_uid,
            trust_name=school.trust_name,
        )
        for school in place.schools
    ]


def _give(
    area: Area,
    user: User,
    role: Role,
    *,
    school_urn: str = "",
    body_id: str = "",
    is_chair: bool = False,
) -> None:
    give_role(
        area=area,
        actor=None,
        user=user,
        role=role,
        school_urn=school_urn,
        body_id=body_id,
        is_chair=is_chair,
        starts=services.today() - timedelta(days=400),
    )
