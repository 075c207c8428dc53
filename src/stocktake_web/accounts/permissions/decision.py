"""Decides whether somebody may do something: one predicate for each permission."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from rules.predicates import Predicate

from stocktake_web import services
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.memberships.models import Membership
from stocktake_web.accounts.people.models import User
from stocktake_web.accounts.permissions.table import Permission, read_table
from stocktake_web.registration import registered

Person = User | AnonymousUser


@dataclass(frozen=True)
class AccessQuery:
    """What a permission is asked about: an area and, where it depends on one, an object in it."""

    area: Area
    obj: object | None = None


def memberships_of(user: Person, area: Area) -> list[Membership]:
    """The roles that a person holds in an area today; read once for each request.

    A page's request carries its own instance of the account, so that what is remembered on it
    never outlives the request.
    """
    if not isinstance(user, User) or not user.is_active:
        return []
    memberships: dict[int, list[Membership]] = user.__dict__.setdefault("_memberships", {})
    if area.pk not in memberships:
        today = services.today()
        memberships[area.pk] = list(
            Membership.objects.filter(user=user, area=area, starts__lte=today).filter(
                Q(ends__isnull=True) | Q(ends__gte=today)
            )
        )
    return memberships[area.pk]


def role_names(user: Person, area: Area) -> list[str]:
    """The roles that an event keeps with who did it."""
    return sorted({membership.role for membership in memberships_of(user, area)})


def _predicate(permission: Permission) -> Predicate:
    def is_allowed(user: Person, query: AccessQuery) -> bool:
        if permission.for_all:
            return True
        if query.obj is not None and getattr(query.obj, "area_id", query.area.pk) != query.area.pk:
            return False
        allowed = any(
            membership.role in permission.roles
            or (
                query.obj is not None
                and membership.role in permission.own_roles
                and permission.own_roles[membership.role].test(membership, query.obj)
            )
            for membership in memberships_of(user, query.area)
        )
        return allowed and (query.obj is None or not closed_reason(user, query.area, query.obj))

    return Predicate(is_allowed, name=permission.name)


def closed_reason(user: Person, area: Area, obj: object) -> str:
    """Why an object's openness closes it to a person of any role; empty where not.

    Every view takes its object through its access rule, and every rule asks this. An app
    whose objects may be closed registers ``closed_reason``.
    """
    reasons = (
        closed_reason_of(user, area, obj) for closed_reason_of in registered("closed_reason")
    )
    return next((reason for reason in reasons if reason), "")


@cache
def _table() -> dict[str, Permission]:
    return read_table()


@cache
def _predicates() -> dict[str, Predicate]:
    return {name: _predicate(permission) for name, permission in _table().items()}


class _Permissions(Mapping[str, Predicate]):
    """Each permission's predicate by its name, read when first asked for."""

    def __getitem__(self, name: str) -> Predicate:
        return _predicates()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_predicates())

    def __len__(self) -> int:
        return len(_predicates())

    def row(self, name: str) -> Permission:
        """The row of the table."""
        return _table()[name]


PERMISSIONS = _Permissions()


def has_permission(user: Person, area: Area, permission: str, obj: Any = None) -> bool:
    """Whether a person may do something in an area, to an object of it.

    Parameters
    ----------
    user : User or AnonymousUser
    area : Area
    permission : str
        A name of the table, such as ``"plans.change_activity"``.
    obj : model, optional
        Without one, only those who have the permission on every object may.

    Raises
    ------
    KeyError
        No such permission: a misspelt permission must not quietly mean no.
    """
    return bool(PERMISSIONS[permission].test(user, AccessQuery(area, obj)))


def has_permission_somewhere(user: Person, area: Area, permission: str) -> bool:
    """Whether a person has the permission on every object of an area or perhaps on some."""
    row = PERMISSIONS.row(permission)
    if row.for_all:
        return True
    role_codes = {membership.role for membership in memberships_of(user, area)}
    return bool(role_codes & (row.roles | set(row.own_roles)))


def require_permission(user: Person, area: Area, permission: str, obj: Any = None) -> None:
    """Refuse a person who may not.

    Raises
    ------
    PermissionDenied
        Shown as the page 403.
    """
    if not has_permission(user, area, permission, obj):
        reason = "" if obj is None else closed_reason(user, area, obj)
        words = PERMISSIONS.row(permission).words
        raise PermissionDenied(reason or f"Your role does not let you {words}.")
