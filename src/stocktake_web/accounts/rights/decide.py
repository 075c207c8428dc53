"""Decides whether somebody may do something: one predicate for each right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from rules.predicates import Predicate

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, Membership, User
from stocktake_web.accounts.rights.table import Right, read_table

Person = User | AnonymousUser


@dataclass(frozen=True)
class Asked:
    """What a right is asked about: an area and, where the right depends on it, an object in it."""

    area: Area
    obj: object | None = None


def memberships_of(user: Person, area: Area) -> list[Membership]:
    """The roles that a person holds in an area today; read once for each request.

    A page's request carries its own instance of the account, so that what is remembered on it
    never outlives the request.
    """
    if not isinstance(user, User) or not user.is_active:
        return []
    held: dict[int, list[Membership]] = user.__dict__.setdefault("_memberships", {})
    if area.pk not in held:
        today = gateway.today()
        held[area.pk] = list(
            Membership.objects.filter(user=user, area=area, starts__lte=today).filter(
                Q(ends__isnull=True) | Q(ends__gte=today)
            )
        )
    return held[area.pk]


def _predicate(right: Right) -> Predicate:
    def holds(user: Person, asked: Asked) -> bool:
        if right.for_all:
            return True
        if asked.obj is not None and getattr(asked.obj, "area_id", asked.area.pk) != asked.area.pk:
            return False
        return any(
            membership.role in right.roles
            or (
                asked.obj is not None
                and membership.role in right.own
                and right.own[membership.role].test(membership, asked.obj)
            )
            for membership in memberships_of(user, asked.area)
        )

    return Predicate(holds, name=right.name)


@cache
def _table() -> dict[str, Right]:
    return read_table()


@cache
def _predicates() -> dict[str, Predicate]:
    return {name: _predicate(right) for name, right in _table().items()}


class _Rights(Mapping[str, Predicate]):
    """Each right's predicate by its name, read when first asked for."""

    def __getitem__(self, name: str) -> Predicate:
        return _predicates()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_predicates())

    def __len__(self) -> int:
        return len(_predicates())

    def row(self, name: str) -> Right:
        """The row of the table."""
        return _table()[name]


RIGHTS = _Rights()


def may(user: Person, area: Area, right: str, obj: Any = None) -> bool:
    """Whether a person may do something in an area, to an object of it.

    Parameters
    ----------
    user : User or AnonymousUser
    area : Area
    right : str
        A name of the table, such as ``"plans.change_activity"``.
    obj : model, optional
        Without one, only those who have the right on every object may.

    Raises
    ------
    KeyError
        No such right: a misspelt right must not quietly mean no.
    """
    return bool(RIGHTS[right].test(user, Asked(area, obj)))


def may_somewhere(user: Person, area: Area, right: str) -> bool:
    """Whether a person has the right on every object of an area or, as far as known, on some."""
    row = RIGHTS.row(right)
    if row.for_all:
        return True
    held = {membership.role for membership in memberships_of(user, area)}
    return bool(held & (row.roles | set(row.own)))


def require(user: Person, area: Area, right: str, obj: Any = None) -> None:
    """Refuse a person who may not.

    Raises
    ------
    PermissionDenied
        Shown as the page 403.
    """
    if not may(user, area, right, obj):
        raise PermissionDenied(f"Your role does not let you {RIGHTS.row(right).words}.")
