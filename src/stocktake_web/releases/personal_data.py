"""What the register keeps about a person: what they asked for and decided, under their account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stocktake.disclosure import Record, Request
from stocktake.standards import StoreError
from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.models import Area, User
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
        try:
            rows += _of_area(area, name)
        except StoreError:
            # Stated rather than left out: what else is held on the person is not held up by it.
            words = "The register of releases cannot be read. Export again when it is back."
            rows.append({"place": area.name, "words": words})
    return {"tables to release": rows}


def _of_area(area: Area, name: str) -> list[dict[str, Any]]:
    queue = open_queue(area, DatabaseSeal(area))
    steps = [step for request in queue.requests() for step in _of_request(request, name)]
    return steps + [step for row in queue.register.records() for step in _of_record(row, name)]


def _of_request(request: Request, name: str) -> Iterator[dict[str, Any]]:
    outcome = request.outcome
    if request.requested_by == name:
        step = {"did": "asked for release", "on": request.as_of.isoformat()}
        yield {"table": request.name} | step | {"words": request.purpose}
    if outcome is not None and outcome.by == name:
        did = "released" if outcome.is_approved else "sent back"
        words = "; ".join([outcome.reason, *outcome.exceptions.values()])
        yield {"table": request.name, "did": did, "on": outcome.as_of.isoformat(), "words": words}


def _of_record(record: Record, name: str) -> Iterator[dict[str, Any]]:
    recall = record.recall
    if recall is not None and recall.by == name:
        step = {"did": "recalled", "on": recall.as_of.isoformat(), "words": recall.reason}
        yield {"table": record.name} | step
