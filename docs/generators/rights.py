"""The page of roles and rights, from the tables that the application itself reads."""

from __future__ import annotations

import inspect
from itertools import groupby
from typing import TYPE_CHECKING, Any

from generators.markdown import cell, sentence, table
from generators.web import set_up

if TYPE_CHECKING:
    from stocktake_web.accounts.rights.table import Right

HEAD = """# Roles and rights

Who may do what in a place, as the application reads it from the `roles.toml` of each part. An
account has a role in a place, from one day to another; it may have several, also in several places.
What is in no row nobody may do. Public pages need no account.

"On everything" means every object of the place. "On their own" means only where the condition in
brackets holds; the conditions are explained [below](#conditions).

A table of every role against every page and method lies in `tests/web/rights_matrix.csv`, and a
test compares it with what each page really answers.

"""


def page() -> str:
    """The page."""
    rights = list(every_right().values())
    roles = role_labels()
    parts = [HEAD]
    for part, group in groupby(rights, key=lambda right: right.name.split(".")[0]):
        rows = [
            (f"`{right.name}`", right.words, _all(right, roles), _own(right, roles))
            for right in group
        ]
        heads = ["Right", "Lets a person", "On everything", "On their own"]
        parts.append(f"## {part.capitalize()} {{: #{part} }}\n\n{table(heads, rows)}\n")
    parts.append("## Role by role {: #roles }\n\n")
    rows = [(label, *_of(role, rights)) for role, label in roles.items()]
    parts.append(table(["Role", "On everything", "On their own"], rows))
    parts.append("\n## Conditions {: #conditions }\n\n")
    parts.append(table(["Condition", "Holds where"], sorted(_conditions(rights).items())))
    return "".join(parts)


def every_right() -> dict[str, Right]:
    """The table of rights, as the application reads it."""
    set_up()
    from stocktake_web.accounts.rights.table import read_table

    return read_table()


def role_labels() -> dict[str, str]:
    """What each role is called, in the application's order."""
    set_up()
    from stocktake_web.accounts.models import Role

    return {role.value: str(role.label) for role in Role}


def _all(right: Right, roles: dict[str, str]) -> str:
    if right.for_all:
        return "anyone"
    if set(roles) <= right.roles:
        return "every role"
    return ", ".join(label for role, label in roles.items() if role in right.roles) or "nobody"


def _own(right: Right, roles: dict[str, str]) -> str:
    by_condition: dict[str, list[str]] = {}
    for role, label in roles.items():
        if role in right.own and role not in right.roles:
            by_condition.setdefault(_name(right.own[role]), []).append(label)
    return "; ".join(f"{', '.join(who)} (`{name}`)" for name, who in by_condition.items())


def _of(role: str, rights: list[Right]) -> tuple[str, str]:
    """What a role has: on everything, and on its own."""
    every = [right for right in rights if right.for_all or role in right.roles]
    own = [right for right in rights if role in right.own and right not in every]
    return _names(every), _names(own)


def _names(rights: list[Right]) -> str:
    return ", ".join(f"`{right.name}`" for right in rights) or "nothing"


def _name(predicate: Any) -> str:
    return str(getattr(predicate, "name", None) or predicate.__name__)


def _conditions(rights: list[Right]) -> dict[str, str]:
    found = {}
    for right in rights:
        for predicate in right.own.values():
            text = inspect.getdoc(getattr(predicate, "fn", predicate)) or ""
            found[f"`{_name(predicate)}`"] = cell(
                sentence(text.split("\n\n")[0]).replace("``", "`")
            )
    return found
