"""Everything that is held on a person: exported, or erased so that the chain still verifies.

An app that keeps something about people registers ``personal_data`` and
``erase_personal_data`` (``registration.AreaAppConfig``).
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from stocktake_web.accounts.models import User
from stocktake_web.audit import queries
from stocktake_web.audit.actions import erase_values
from stocktake_web.registration import registered


def export(user: User) -> dict[str, Any]:
    """All that is held on a person, as plain values for JSON."""
    data: dict[str, Any] = {}
    for subject_access_data in registered("personal_data"):
        data |= subject_access_data(user)
    data["recorded about the person"] = [
        _summary(recorded) | {"values": {name: recorded.values[name] for name in names}}
        for recorded, names in queries.events_about(user, _words(user))
    ]
    data["done by the person"] = [
        _summary(queries.read_event(event)) for event in queries.events_by(user)
    ]
    return data


@transaction.atomic
def erase(user: User, *, actor: User | None, reason: str) -> int:
    """Erase a person: values of events first, while the words to look for are known.

    Returns
    -------
    int
        How many values and rows were erased.
    """
    events = list(queries.events_about(user, _words(user)))
    count = sum(
        erase_values(recorded.event, names, actor=actor, reason=reason)
        for recorded, names in events
    )
    for erase_personal_data in registered("erase_personal_data"):
        count += erase_personal_data(user)
    return count


def _words(user: User) -> tuple[str, ...]:
    return (user.email, user.display_name)


def _summary(recorded: queries.RecordedEvent) -> dict[str, Any]:
    event = recorded.event
    return {
        "number": event.number,
        "chain": event.chain_id,
        "at": event.at.isoformat(),
        "verb": event.verb,
        "object": f"{event.object_type} {event.object_id}",
    }
