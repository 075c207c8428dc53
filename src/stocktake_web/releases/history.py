"""Brings the chain of events up to what an area's register and its queue hold.

The register is a folder, which no transaction of the database includes. So that no step is ever
missing from the history, the history is written from the register: after each step, and after
a process was killed between a step and its event, at the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from stocktake.disclosure import Record, Request
from stocktake_web.accounts.models import Area
from stocktake_web.audit import ObjectRef, record
from stocktake_web.audit.models import Event
from stocktake_web.releases.people import find_accounts
from stocktake_web.releases.seal.actions import lock_register
from stocktake_web.releases.seal.store import DatabaseSeal
from stocktake_web.services.registers import open_queue

REQUEST, RECORD, REGISTER = "releases.request", "releases.record", "releases.registerseal"


@dataclass(frozen=True)
class Step:
    """Something that was done, as the register tells it.

    Parameters
    ----------
    by : str
        As the register names who did it.
    """

    ref: ObjectRef
    verb: str
    by: str
    values: dict[str, Any]
    reason: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """By which its event is found again."""
        return self.ref.type, self.ref.id, self.verb


def record_history(*, area: Area) -> int:
    """Record every step of which the chain has no event yet.

    Returns
    -------
    int
        How many events were recorded.
    """
    queue = open_queue(area, DatabaseSeal(area))
    requests, records = queue.requests(), queue.register.records()
    with transaction.atomic():
        # Two who record at once would record the same step twice.
        lock_register(area)
        events = Event.objects.filter(chain__area=area, object_type__in=(REQUEST, RECORD))
        recorded_keys = set(events.values_list("object_type", "object_id", "verb"))
        steps = [step for step in _steps(requests, records) if step.key not in recorded_keys]
        accounts = find_accounts({step.by for step in steps})
        for step in steps:
            actor = accounts.get(step.by)
            record(
                area=area,
                actor=actor,
                verb=step.verb,
                obj=step.ref,
                values=step.values if actor else step.values | {"by": step.by},
                reason=step.reason,
            )
    return len(steps)


def _steps(requests: tuple[Request, ...], records: tuple[Record, ...]) -> Iterator[Step]:
    for request in requests:
        yield from _steps_of(request)
    for row in records:
        if row.recall is not None:
            values = {"recalled_on": row.recall.as_of}
            ref = ObjectRef(RECORD, row.id)
            yield Step(ref, "recall", row.recall.by, values, row.recall.reason)


def _steps_of(request: Request) -> Iterator[Step]:
    """What the history keeps of a request: no figure of its table, nor how many are hidden."""
    ref = ObjectRef(REQUEST, request.id)
    values = {
        "asked_on": request.as_of,
        "policy": request.policy,
        "purpose": request.purpose,
    }
    yield Step(ref, "ask", request.requested_by, values)
    outcome = request.outcome
    if outcome is None:
        return
    values = {"decided_on": outcome.as_of}
    if outcome.is_approved:
        values |= {"record": outcome.record_id, "sha256": request.sha256}
        if outcome.exceptions:
            values["exceptions"] = dict(outcome.exceptions)
    verb = "release" if outcome.is_approved else "send back"
    yield Step(ref, verb, outcome.by, values, outcome.reason)
