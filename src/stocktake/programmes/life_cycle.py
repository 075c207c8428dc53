"""Where a programme stands between need and hand-over: its stage, bids and gates."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from stocktake.standards.definitions import Definition
from stocktake.statistics.schema import Text

Stage = Literal[
    "need", "bid", "appraisal", "award", "pilot", "delivery", "hand-over", "ended", "refused"
]

PROPOSED_STAGES: tuple[Stage, ...] = ("need", "bid", "appraisal")
"""Stages in which nobody has agreed to it yet."""

NOT_OFFERED_STAGES: tuple[Stage, ...] = (*PROPOSED_STAGES, "ended", "refused")
"""Stages in which nobody is offered anything, or no longer."""


class Bid(Definition):
    """A bid for money: how much of whom, and what came of it."""

    fund: Text
    pounds: float | None = Field(default=None, ge=0)
    submitted: date | None = None
    approved: date | None = None
    is_refused: bool = False


class Gate(Definition):
    """The day on which it is scaled up or stopped, on evidence that was stated beforehand."""

    on: date
    evidence: Text
    decision: Literal["to come", "scale", "continue", "stop"] = "to come"
