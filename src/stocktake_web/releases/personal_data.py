"""What the register keeps about a person: what they asked for and decided, under their account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stocktake.disclosure import Record, Request
from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.models import User
from stocktake_web.releases.people import account_name
from stocktake_web.releases.seal.store import DatabaseSeal
from stocktake_web.services.registers import open_queue


def subject_access_data(user: User) -> dict[str, list[dict[str, Any]]]:
    """Tables asked for, decided and recalled.

    Nothing of it is erased: a register is never written again, and names nobody but by the
    account's number, whose name the accounts app erases.
    """
    name = account_name(user)
    rows: list[dict[str, Any]] = []
    for area in areas():
        queue = open_queue(area, DatabaseSeal(area))
        for request in queue.requests():
            rows += _of_request(request, name)
        for record in queue.register.records():
            rows += _of_record(record, name)
    return {"tables to release": rows}


def _of_request(request: Request, name: str) -> Iterator[dict[str, Any]]:
    outcome = request.outcome
    if request.requested_by == name:
        what = {"did": "asked for release", "on": request.as_of.isoformat()}
        yield {"table": request.name} | what | {"words": request.purpose}
    if outcome is not None and outcome.by == name:
        did = "released" if outcome.is_approved else "sent back"
        words = "; ".join([outcome.reason, *outcome.exceptions.values()])
        yield {"table": request.name, "did": did, "on": outcome.as_of.isoformat(), "words": words}


def _of_record(record: Record, name: str) -> Iterator[dict[str, Any]]:
    recall = record.recall
    if recall is not None and recall.by == name:
        what = {"did": "recalled", "on": recall.as_of.isoformat(), "words": recall.reason}
        yield {"table": record.name} | what
