"""How a register calls the people of an installation: by account, never by name."""

from __future__ import annotations

from collections.abc import Iterable

from stocktake_web.accounts.models import User

PREFIX = "account:"
LARGEST_DIGITS = 18
"""An account's number has no more digits than the database can hold."""


def account_name(user: User) -> str:
    """What a register calls an account.

    Examples
    --------
    >>> account_name(User(pk=17))
    'account:17'
    """
    return f"{PREFIX}{user.pk}"


def account_id(name: str) -> int | None:
    """The number of an account that a register names; None where it names a role."""
    number = name.removeprefix(PREFIX)
    if name == number or not number.isdecimal() or len(number) > LARGEST_DIGITS:
        return None
    return int(number)


def find_accounts(names: Iterable[str]) -> dict[str, User]:
    """The accounts that a register names, by its name for them; one query."""
    ids = {name: account_id(name) for name in names}
    users = User.objects.in_bulk([number for number in ids.values() if number is not None])
    return {name: users[number] for name, number in ids.items() if number in users}


def person_titles(names: Iterable[str]) -> dict[str, str]:
    """What pages call those whom a register names: the person, or the role as it stands there."""
    names = set(names)
    accounts = find_accounts(names)
    return {name: accounts[name].display_name if name in accounts else name for name in names}
