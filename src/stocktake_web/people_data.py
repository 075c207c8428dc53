"""Everything that is held on a person: exported, or erased so that the chain still verifies.

An app that keeps something about people says so in ``<app>/personal.py``::

    def held_on(user) -> dict[str, list[dict]]:   # what it keeps, by a heading
    def erase(user) -> int:                       # erases it, in the caller's transaction
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from stocktake_web.accounts.models import User
from stocktake_web.audit import queries
from stocktake_web.audit.actions import erase_values
from stocktake_web.contributions import contributions


def export(user: User) -> dict[str, Any]:
    """All that is held on a person, as plain values for JSON."""
    held: dict[str, Any] = {}
    for module in contributions("personal"):
        held |= module.held_on(user)
    held["told of the person"] = [
        _event(one) | {"values": {name: one.values[name] for name in names}}
        for one, names in queries.about(user, _words(user))
    ]
    held["done by the person"] = [
        _event(queries.told(event)) for event in queries.done_by(user).select_related("beside")
    ]
    return held


@transaction.atomic
def erase(user: User, *, actor: User | None, reason: str) -> int:
    """Erase a person: values of events first, while the words to look for are known.

    Returns
    -------
    int
        How many values and rows were erased.
    """
    found = list(queries.about(user, _words(user)))
    count = sum(erase_values(one.event, names, actor=actor, reason=reason) for one, names in found)
    for module in contributions("personal"):
        count += module.erase(user)
    return count


def _words(user: User) -> tuple[str, ...]:
    return (user.email, user.display_name)


def _event(one: queries.Told) -> dict[str, Any]:
    event = one.event
    return {
        "number": event.number,
        "chain": event.chain_id,
        "at": event.at.isoformat(),
        "verb": event.verb,
        "object": f"{event.object_type} {event.object_id}",
    }
