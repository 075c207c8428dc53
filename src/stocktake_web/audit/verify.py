"""Proves the chain: finds any event that was changed, removed, added or put elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from stocktake_web import gateway
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
    what : str
        What does not hold.
    """

    chain: str
    number: int
    what: str

    def __str__(self) -> str:
        return f"{self.chain}, event {self.number}: {self.what}"


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

    Values that are gone must be named by a later event that tells of their erasure; so a value
    that somebody merely deleted shows.
    """
    key = gateway.audit_key()
    erased = _erased(chain)
    found: list[Break] = []
    head, count = "", 0
    events = Event.objects.filter(chain=chain).select_related("beside").order_by("number")
    for event in events.iterator(chunk_size=500):
        count += 1
        found += (Break(chain.key, event.number, what) for what in _faults(event, key, head))
        if event.number != count:
            found.append(Break(chain.key, event.number, f"should be event {count}"))
            count = event.number
        gone = erased.get(str(event.pk), set())
        found += (Break(chain.key, event.number, what) for what in _values(event, key, gone))
        head = event.hash
    if (count, head) != (chain.count, chain.head):
        found.append(Break(chain.key, chain.count, "the chain ends elsewhere than it says"))
    elif chain.seal != keyed(key, chain.key, str(count), head):
        found.append(Break(chain.key, chain.count, "the seal at the end is not ours"))
    return Proof(chain.key, count, head, tuple(found))


def _faults(event: Event, key: bytes, previous: str) -> Iterator[str]:
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


def _values(event: Event, key: bytes, erased: set[str]) -> Iterator[str]:
    beside = getattr(event, "beside", None)
    held = beside.held if beside else {}
    for name, digest in event.digests.items():
        if name in held:
            if keyed(key, *held[name]) != digest:
                yield f"its value {name!r} was changed"
        elif name not in erased:
            yield f"its value {name!r} is gone, and no event tells of its erasure"
    for name in sorted(set(held) - set(event.digests)):
        yield f"its value {name!r} was added"


def _erased(chain: Chain) -> dict[str, set[str]]:
    """Which values of which events were erased, as the chain tells."""
    erased: dict[str, set[str]] = {}
    told = Event.objects.filter(
        chain=chain, verb=ERASE, object_type=Event._meta.label_lower
    ).select_related("beside")
    for event in told:
        names = event.beside.held.get("names")
        if names:
            erased.setdefault(event.object_id, set()).update(json.loads(names[1]))
    return erased
