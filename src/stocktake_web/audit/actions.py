"""Writes events. Every change of the application passes here, in its own transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.rights import memberships_of
from stocktake_web.audit.chain import as_text, event_hash, keyed
from stocktake_web.audit.models import Chain, Event, EventValues

INSTALLATION = "installation"
REASON = "reason"


class NotInTransactionError(RuntimeError):
    """An event was recorded outside the transaction of the change that it tells of."""


@dataclass(frozen=True)
class Thing:
    """Something without a row of its own, such as an activity that a plan names by id."""

    type: str
    id: str


def record(
    *,
    area: Area | None,
    actor: User | None,
    verb: str,
    obj: Model | Thing,
    values: Mapping[str, Any],
    reason: str = "",
) -> Event:
    """Record a change in the transaction that makes it.

    Parameters
    ----------
    area : Area or None
        Whose chain; None for the installation's own, such as signing in.
    actor : User or None
        The account that did it; None for a command or a link without an account, which the
        values then name.
    verb : str
        What was done, such as ``"change"``.
    obj : model or Thing
        To what.
    values : mapping
        What was set. Anything about a person belongs here and nowhere else, for only here can
        it be erased.
    reason : str
        Why, in the person's words.

    Raises
    ------
    NotInTransactionError
        There is no transaction: the change could be kept and the event lost.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransactionError("record() belongs inside the transaction of the change")
    key = gateway.audit_key()
    chain = _locked(area)
    said = dict(values) | ({REASON: reason} if reason else {})
    held = {name: [secrets.token_hex(16), as_text(value)] for name, value in said.items()}
    named = obj if isinstance(obj, Thing) else Thing(obj._meta.label_lower, str(obj.pk))
    facts: dict[str, Any] = {
        "number": chain.count + 1,
        "at": gateway.now(),
        "actor_id": actor.pk if actor else None,
        "actor_role": _roles(actor, area),
        "verb": verb,
        "object_type": named.type,
        "object_id": named.id,
        "digests": {name: keyed(key, salt, text) for name, (salt, text) in held.items()},
        "previous": chain.head,
    }
    event = Event(chain=chain, hash=event_hash(key, chain=chain.key, **facts), **facts)
    event.save()
    EventValues(event=event, held=held).save()
    chain.count, chain.head = event.number, event.hash
    chain.seal = keyed(key, chain.key, str(chain.count), chain.head)
    chain.save()
    return event


@transaction.atomic
def erase_values(event: Event, names: Iterable[str], *, actor: User | None, reason: str) -> int:
    """Erase some of what an event held; the chain stays whole and tells that it was done.

    Returns
    -------
    int
        How many values were erased.
    """
    beside = EventValues.objects.select_for_update().get(pk=event.pk)
    gone = sorted(set(names) & set(beside.held))
    if not gone:
        return 0
    beside.held = {name: kept for name, kept in beside.held.items() if name not in gone}
    beside.save()
    record(
        area=event.chain.area,
        actor=actor,
        verb="erase",
        obj=event,
        values={"names": gone},
        reason=reason,
    )
    return len(gone)


def _locked(area: Area | None) -> Chain:
    key = f"area-{area.pk}" if area else INSTALLATION
    chain, _ = Chain.objects.select_for_update().get_or_create(key=key, defaults={"area": area})
    return chain


def _roles(actor: User | None, area: Area | None) -> str:
    if actor is None or area is None:
        return ""
    return ", ".join(sorted({membership.role for membership in memberships_of(actor, area)}))
