"""Every address, method and role: who may enter. Printed, committed and reviewed as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from stocktake_web.accounts.memberships.models import PUBLIC, Role
from stocktake_web.accounts.permissions.access import ANYONE, SIGNED_IN, Access, access_of
from stocktake_web.accounts.permissions.decision import PERMISSIONS

YES, OWN_OBJECTS, NO = "yes", "own", "no"
ROLES = (PUBLIC, *Role.values)
COLUMNS = ("address", "method", "permission", *ROLES)


@dataclass(frozen=True)
class Route:
    """A view's address, name, module and access rule; None where nobody has said who may enter."""

    address: str
    name: str
    module: str
    access: Access | None


def routes() -> list[Route]:
    """Every address of the application."""
    return sorted(_walk(get_resolver().url_patterns, "", ""), key=lambda route: route.address)


def matrix() -> list[tuple[str, ...]]:
    """A row for each address and method, with what each role may do there.

    ``own`` means only where a predicate on the object holds: my school, my board, my own.
    """
    return [
        (route.address, method, permission, *(cell_of(permission, role) for role in ROLES))
        for route in routes()
        if route.access is not None
        for method, permission in route.access.methods.items()
    ]


def cell_of(permission: str, role: str) -> str:
    """What a role may do where a permission is needed: yes, own or no."""
    if permission == ANYONE:
        return YES
    if permission == SIGNED_IN:
        return NO if role == PUBLIC else YES
    row = PERMISSIONS.row(permission)
    if row.for_all or role in row.roles:
        return YES
    return OWN_OBJECTS if role in row.own_roles else NO


def _walk(patterns: list[URLPattern | URLResolver], before: str, space: str) -> Iterator[Route]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, address, inner)
        else:
            name = f"{space}{pattern.name}" if pattern.name else ""
            yield Route(
                "/" + address, name, pattern.callback.__module__, access_of(pattern.callback)
            )
