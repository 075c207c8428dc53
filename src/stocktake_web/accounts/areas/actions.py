"""Writes places."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.people.models import User
from stocktake_web.audit import record
from stocktake_web.optimistic_locking import lock_for_update

RESERVED_SLUGS = frozenset({"accounts", "api", "link", "healthz", "notices", "search", "static"})
"""First parts of addresses that are not an area's."""


@transaction.atomic
def add_area(
    *,
    actor: User | None,
    slug: str,
    name: str,
    place_id: str,
    invented: bool = False,
    own_definitions: str = "",
) -> Area:
    """Add a place to the installation.

    Raises
    ------
    ValidationError
        The slug is taken, reserved or not fit for an address.
    """
    area = Area(
        slug=slug,
        name=name,
        place_id=place_id,
        invented=invented,
        own_definitions=own_definitions,
        created=services.now(),
    )
    area.full_clean()
    if slug in RESERVED_SLUGS:
        raise ValidationError({"slug": f"{slug!r} is the address of something else."})
    area.save()
    values = {"slug": slug, "name": name, "place_id": place_id, "invented": invented}
    record(area=area, actor=actor, verb="add", obj=area, values=values)
    return area


@transaction.atomic
def change_area(*, area: Area, actor: User, name: str, expected_version: int) -> Area:
    """Change what a place is called.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    """
    changes = {"name": name}
    row = lock_for_update(Area, area.pk, expected_version=expected_version, changes=changes)
    row.name = name
    row.full_clean()
    row.save()
    record(area=row, actor=actor, verb="change", obj=row, values=changes)
    return row
