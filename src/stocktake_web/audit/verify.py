"""Proves the chain: finds any event that was changed, removed, added or put elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from stocktake_web import services
from stocktake_web.audit.chain import event_hash, keyed
from stocktake_web.audit.models import Chain, Event

ERASE = "erase"


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold.

    Parameters
    ----------
    chain : str
        The chain's key.
    number : int
        The event's number in it.
    fault : str
        What does not hold.
    """

    chain: str
    number: int
    fault: str

    def __str__(self) -> str:
        return f"{self.chain}, event {self.number}: {self.fault}"


@dataclass(frozen=True)
class Proof:
    """What came of proving a chain.

    Parameters
    ----------
    chain : str
        The chain's key.
    count : int
        Events read.
    head : str
        The last event's digest. Written down elsewhere, it proves later that nothing was cut off.
    breaks : tuple of Break
        Empty where the chain holds.
    """

    chain: str
    count: int
    head: str
    breaks: tuple[Break, ...]


def verify_all() -> list[Proof]:
    """Prove every chain of the installation."""
    return [verify(chain) for chain in Chain.objects.order_by("key")]


def verify(chain: Chain) -> Proof:
    """Prove one chain.

    Values that are gone must be named by a later event that records their erasure; so a value
    that somebody merely deleted shows.
    """
    key = services.audit_key()
    erased_names = _erased_names(chain)
    breaks: list[Break] = []
    head, count = "", 0
    events = Event.objects.filter(chain=chain).select_related("stored_values").order_by("number")
    for event in events.iterator(chunk_size=500):
        count += 1
        breaks += (
            Break(chain.key, event.number, fault) for fault in _chain_faults(event, key, head)
        )
        if event.number != count:
            breaks.append(Break(chain.key, event.number, f"should be event {count}"))
            count = event.number
        names = erased_names.get(str(event.pk), set())
        breaks += (
            Break(chain.key, event.number, fault) for fault in _value_faults(event, key, names)
        )
        head = event.hash
    if (count, head) != (chain.count, chain.head):
        breaks.append(Break(chain.key, chain.count, "the chain ends elsewhere than it says"))
    elif chain.seal != keyed(key, chain.key, str(count), head):
        breaks.append(Break(chain.key, chain.count, "the seal at the end is not ours"))
    return Proof(chain.key, count, head, tuple(breaks))


def event_faults(event: Event) -> tuple[str, ...]:
    """What does not hold of one event: its place in the chain, and its values."""
    key = services.audit_key()
    previous = Event.objects.filter(chain=event.chain, number=event.number - 1).first()
    erased_names = _erased_names(event.chain).get(str(event.pk), set())
    return (
        *_chain_faults(event, key, previous.hash if previous else ""),
        *_value_faults(event, key, erased_names),
    )


def _chain_faults(event: Event, key: bytes, previous: str) -> Iterator[str]:
    if event.previous != previous:
        yield "does not follow from the event before it"
    expected = event_hash(
        key,
        chain=event.chain.key,
        number=event.number,
        at=event.at,
        actor_id=event.actor_id,
        actor_role=event.actor_role,
        verb=event.verb,
        object_type=event.object_type,
        object_id=event.object_id,
        digests=event.digests,
        previous=event.previous,
    )
    if event.hash != expected:
        yield "was changed after it was recorded"


def _value_faults(event: Event, key: bytes, erased_names: set[str]) -> Iterator[str]:
    row = getattr(event, "stored_values", None)
    content = row.content if row else {}
    for name, digest in event.digests.items():
        if name in content:
            if keyed(key, *content[name]) != digest:
                yield f"its value {name!r} was changed"
        elif name not in erased_names:
            yield f"its value {name!r} is gone, and no event tells of its erasure"
    for name in sorted(set(content) - set(event.digests)):
        yield f"its value {name!r} was added"


def _erased_names(chain: Chain) -> dict[str, set[str]]:
    """Which values of which events were erased, as the chain records."""
    erased_names: dict[str, set[str]] = {}
    events = Event.objects.filter(
        chain=chain, verb=ERASE, object_type=Event._meta.label_lower
    ).select_related("stored_values")
    for event in events:
        names = event.stored_values.content.get("names")
        if names:
            erased_names.setdefault(event.object_id, set()).update(json.loads(names[1]))
    return erased_names
