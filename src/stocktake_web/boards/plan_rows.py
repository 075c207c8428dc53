"""What boards need to know of the plan, as plain values. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class LateActivity:
    """An activity past its day. ``id`` and ``priority`` are the plan's."""

    id: str
    words: str
    due: date | None
    owner: str
    priority: str
    days_late: int


@dataclass(frozen=True)
class OpenQuestion:
    """A decision that the plan waits for; ``opened`` is the day since when."""

    id: int
    words: str
    evidence: str
    opened: date
    priority: str
    target: str


@dataclass(frozen=True)
class OverdueReturn:
    """A local return that has not come."""

    id: int
    words: str
    asked_of: str
    due: date


@dataclass(frozen=True)
class RiskRow:
    """A risk above the line; ``score`` is likelihood times impact."""

    id: int
    words: str
    score: int
    response: str


@dataclass(frozen=True)
class WaitRow:
    """An activity that waits on this body's decision, and the delay that it causes."""

    id: int
    activity: str
    activity_key: str
    words: str
    since: date | None
    delay_days: int


@dataclass(frozen=True)
class PlanNow:
    """What of the plan belongs on an agenda today; all empty for an area without a plan."""

    questions: tuple[OpenQuestion, ...] = ()
    waits: tuple[WaitRow, ...] = ()
    late: tuple[LateActivity, ...] = ()
    returns: tuple[OverdueReturn, ...] = ()
    risks: tuple[RiskRow, ...] = ()
