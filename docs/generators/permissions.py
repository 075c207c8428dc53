"""The page of roles and permissions, from the tables that the application itself reads."""

from __future__ import annotations

import inspect
from itertools import groupby
from typing import TYPE_CHECKING, Any

from generators.markdown import cell, sentence, table
from generators.web import set_up

if TYPE_CHECKING:
    from stocktake_web.accounts.permissions.table import Permission

HEAD = """# Roles and permissions

Who may do what in a place, as the application reads it from the `permissions.toml` of each part. An
account has a role in a place, from one day to another; it may have several, also in several places.
What is in no row nobody may do. Public pages need no account.

"On everything" means every object of the place. "On their own" means only where the condition in
brackets holds; the conditions are explained [below](#conditions).

A table of every role against every page and method lies in `tests/web/permission_matrix.csv`, and a
test compares it with what each page really answers.

"""


def page() -> str:
    """The page."""
    permissions = list(every_right().values())
    roles = role_labels()
    parts = [HEAD]
    for part, group in groupby(permissions, key=lambda permission: permission.name.split(".")[0]):
        rows = [
            (
                f"`{permission.name}`",
                permission.words,
                _all(permission, roles),
                _own_objects(permission, roles),
            )
            for permission in group
        ]
        heads = ["Permission", "Lets a person", "On everything", "On their own"]
        parts.append(f"## {part.capitalize()} {{: #{part} }}\n\n{table(heads, rows)}\n")
    parts.append("## Role by role {: #roles }\n\n")
    rows = [(label, *_of(role, permissions)) for role, label in roles.items()]
    parts.append(table(["Role", "On everything", "On their own"], rows))
    parts.append("\n## Conditions {: #conditions }\n\n")
    parts.append(table(["Condition", "Holds where"], sorted(_conditions(permissions).items())))
    return "".join(parts)


def every_right() -> dict[str, Permission]:
    """The table of permissions, as the application reads it."""
    set_up()
    from stocktake_web.accounts.permissions.table import read_table

    return read_table()


def role_labels() -> dict[str, str]:
    """What each role is called, in the application's order."""
    set_up()
    from stocktake_web.accounts.models import Role

    return {role.value: str(role.label) for role in Role}


def _all(permission: Permission, roles: dict[str, str]) -> str:
    if permission.for_all:
        return "anyone"
    if set(roles) <= permission.roles:
        return "every role"
    return ", ".join(label for role, label in roles.items() if role in permission.roles) or "nobody"


def _own_objects(permission: Permission, roles: dict[str, str]) -> str:
    by_condition: dict[str, list[str]] = {}
    for role, label in roles.items():
        if role in permission.own_roles and role not in permission.roles:
            by_condition.setdefault(_name(permission.own_roles[role]), []).append(label)
    return "; ".join(
        f"{', '.join(role_names)} (`{name}`)" for name, role_names in by_condition.items()
    )


def _of(role: str, permissions: list[Permission]) -> tuple[str, str]:
    """What a role has: on everything, and on its own."""
    general_rights = [
        permission for permission in permissions if permission.for_all or role in permission.roles
    ]
    own_rights = [
        permission
        for permission in permissions
        if role in permission.own_roles and permission not in general_rights
    ]
    return _names(general_rights), _names(own_rights)


def _names(permissions: list[Permission]) -> str:
    return ", ".join(f"`{permission.name}`" for permission in permissions) or "nothing"


def _name(predicate: Any) -> str:
    return str(getattr(predicate, "name", None) or predicate.__name__)


def _conditions(permissions: list[Permission]) -> dict[str, str]:
    result = {}
    for permission in permissions:
        for predicate in permission.own_roles.values():
            text = inspect.getdoc(getattr(predicate, "fn", predicate)) or ""
            result[f"`{_name(predicate)}`"] = cell(
                sentence(text.split("\n\n")[0]).replace("``", "`")
            )
    return result
