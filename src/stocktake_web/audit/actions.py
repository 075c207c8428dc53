"""Writes events. Every change of the application passes here, in its own transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model

from stocktake_web import services
from stocktake_web.audit.chain import as_text, event_hash, keyed
from stocktake_web.audit.models import Chain, Event, EventValues
from stocktake_web.audit.object_ref import ObjectRef
from stocktake_web.registration import registered

INSTALLATION = "installation"
REASON = "reason"


class NotInTransactionError(RuntimeError):
    """An event was recorded outside the transaction of the change that it records."""


def record(
    *,
    area: Model | None,
    actor: Model | None,
    verb: str,
    obj: Model | ObjectRef,
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
    obj : model or ObjectRef
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
    key = services.audit_key()
    chain = _lock_chain(area.pk if area else None)
    content = {
        name: [secrets.token_hex(16), as_text(value)]
        for name, value in (dict(values) | ({REASON: reason} if reason else {})).items()
    }
    ref = obj if isinstance(obj, ObjectRef) else ObjectRef(obj._meta.label_lower, str(obj.pk))
    facts: dict[str, Any] = {
        "number": chain.count + 1,
        "at": services.now(),
        "actor_id": actor.pk if actor else None,
        "actor_role": _roles(actor, area),
        "verb": verb,
        "object_type": ref.type,
        "object_id": ref.id,
        "digests": {name: keyed(key, salt, text) for name, (salt, text) in content.items()},
        "previous": chain.head,
    }
    event = Event(chain=chain, hash=event_hash(key, chain=chain.key, **facts), **facts)
    event.save()
    EventValues(event=event, content=content).save()
    chain.count, chain.head = event.number, event.hash
    chain.seal = keyed(key, chain.key, str(chain.count), chain.head)
    chain.save()
    return event


@transaction.atomic
def erase_values(event: Event, names: Iterable[str], *, actor: Model | None, reason: str) -> int:
    """Erase some values of an event; the chain stays whole and records that it was done.

    Returns
    -------
    int
        How many values were erased.
    """
    row = EventValues.objects.select_for_update().get(pk=event.pk)
    erased_names = sorted(set(names) & set(row.content))
    if not erased_names:
        return 0
    row.content = {name: entry for name, entry in row.content.items() if name not in erased_names}
    row.save()
    record(
        area=event.chain.area,
        actor=actor,
        verb="erase",
        obj=event,
        values={"names": erased_names},
        reason=reason,
    )
    return len(erased_names)


def _lock_chain(area_id: int | None) -> Chain:
    key = INSTALLATION if area_id is None else f"area-{area_id}"
    chain, _ = Chain.objects.select_for_update().get_or_create(
        key=key, defaults={"area_id": area_id}
    )
    return chain


def _roles(actor: Model | None, area: Model | None) -> str:
    if actor is None or area is None:
        return ""
    return ", ".join(role for roles in registered("actor_roles") for role in roles(actor, area))
