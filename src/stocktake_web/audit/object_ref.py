"""How an event names what it is about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ObjectRef:
    """Something without a row of its own, such as an activity that a plan names by id."""

    type: str
    id: str
