"""Who may write records of schools today, and what was left by those who may not any more."""

from __future__ import annotations

from typing import Any, Protocol

from django.db.models import Exists, OuterRef

from stocktake_web import services
from stocktake_web.accounts.memberships.queries import members, on_day
from stocktake_web.accounts.models import Area, Membership, Role, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person

WRITERS = (Role.HEAD_OF_SERVICE, Role.IMPROVEMENT_OFFICER)
TAKE_OVER = "schools.take_over"


class Unfinished(Protocol):
    """A record that somebody writes: a statement, a concern about an academy, a visit."""

    area: Area
    owner_user: User | None

    @property
    def is_unfinished(self) -> bool:
        """Whether its writer has something left to do."""


def has_no_writer(area: Area) -> Any:
    """Whether who began a row may write none in the area today, for a query of such rows."""
    roles = Membership.objects.filter(on_day(services.today()), area=area, role__in=WRITERS)
    return ~Exists(members(area).filter(pk=OuterRef("owner_user"), pk__in=roles.values("user")))


def is_left(record: Unfinished) -> bool:
    """Whether a record is unfinished, and who began it may not go on; an erased account may not."""
    if not record.is_unfinished:
        return False
    if hasattr(record, "is_left_behind"):
        # Read with the row, so that many take no query each.
        return bool(record.is_left_behind)
    rows = type(record)._default_manager.filter(pk=record.pk)  # type: ignore[attr-defined]
    return bool(rows.filter(has_no_writer(record.area)).exists())


def may_go_on(user: Person, record: Unfinished) -> bool:
    """Whether a person began a record and is still an officer who may write one."""
    began = record.owner_user is not None and record.owner_user.pk == user.pk
    return began and not is_left(record)


def may_take_over(user: Person, area: Area, record: Unfinished) -> bool:
    """Whether a person may take a record over today."""
    return has_permission(user, area, TAKE_OVER) and is_left(record)
