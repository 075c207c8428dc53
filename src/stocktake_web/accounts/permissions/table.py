"""Reads the tables of roles and permissions: ``permissions.toml`` in each app.

A row names a permission, says it in words, and lists who has it::

    ["plans.change_activity"]
    words = "change an activity"
    roles = ["delivery_lead", "secretary"]     # on every object of the area
    own = { provider = "my_own" }              # only on objects for which the predicate holds

``"members"`` stands for every role, ``"public"`` for anyone at all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from types import MappingProxyType

from django.core.exceptions import ImproperlyConfigured
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from rules.predicates import Predicate

from stocktake_web.accounts.memberships.models import PUBLIC, Role
from stocktake_web.registration import app_configs, registered

MEMBERS = "members"
TABLE_FILE = "permissions.toml"


class Row(BaseModel):
    """One row as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: str
    roles: tuple[str, ...] = ()
    own_roles: dict[str, str] = Field(default={}, alias="own")


@dataclass(frozen=True)
class Permission:
    """A permission and who has it.

    Parameters
    ----------
    name : str
        ``<app>.<what>``.
    words : str
        What it lets a person do, after "may".
    roles : frozenset of str
        Who has it on every object of the area.
    own_roles : mapping
        Who has it on some objects only, and by which predicate.
    """

    name: str
    words: str
    roles: frozenset[str]
    own_roles: MappingProxyType[str, Predicate]

    @property
    def for_all(self) -> bool:
        """Whether anyone has it, signed in or not."""
        return PUBLIC in self.roles


def read_table() -> dict[str, Permission]:
    """Every permission of every app.

    Raises
    ------
    ImproperlyConfigured
        A table names a role or predicate that does not exist, or a permission twice.
    """
    predicates = dict(
        chain.from_iterable(predicates.items() for predicates in registered("predicates"))
    )
    table: dict[str, Permission] = {}
    for config in app_configs():
        file = files(config.name) / TABLE_FILE
        if not file.is_file():
            continue
        source = f"{config.label}/{TABLE_FILE}"
        for name, row in _rows(file.read_text(encoding="utf-8"), source).items():
            if name in table:
                raise ImproperlyConfigured(f"{source}: {name} is a permission of another app")
            table[name] = _permission(name, row, predicates, source)
    return table


def _rows(text: str, source: str) -> dict[str, Row]:
    try:
        return TypeAdapter(dict[str, Row]).validate_python(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ImproperlyConfigured(f"{source}: {error}") from None


def _permission(
    name: str, row: Row, predicates: Mapping[str, Callable[..., bool]], source: str
) -> Permission:
    roles = set(row.roles)
    if MEMBERS in roles:
        roles = (roles - {MEMBERS}) | set(Role.values)
    unknown = sorted((roles | set(row.own_roles)) - set(Role.values) - {PUBLIC})
    absent = sorted(set(row.own_roles.values()) - set(predicates))
    if unknown or absent:
        raise ImproperlyConfigured(
            f"{source}: {name} names what does not exist: {', '.join([*unknown, *absent])}"
        )
    own_roles = {role: Predicate(predicates[name]) for role, name in row.own_roles.items()}
    return Permission(name, row.words, frozenset(roles), MappingProxyType(own_roles))
