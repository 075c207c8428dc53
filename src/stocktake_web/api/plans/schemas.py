"""The shapes of published plans and verdicts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema


class PlanListed(Schema):
    """A public account of the plan; of a recalled one the days and the reason alone."""

    number: int
    published: datetime
    recalled_at: datetime | None = Field(alias="recalled")
    recalled_because: str
    revision: int | None
    as_of: date | None


class PlanOut(PlanListed):
    """A published plan as data."""

    plan: dict[str, Any]


class VerdictsOut(Schema):
    """The JSON contract of a judgement, of the targets that rest on published figures."""

    contract: str = Field(examples=["stocktake-judgement/2"])
    plan: dict[str, Any]
    place: dict[str, Any]
    at: str | None = Field(examples=["202021", None])
    as_of: date
    targets: list[dict[str, Any]]
    withheld_targets: list[str] = Field(
        alias="withheld", description="Targets that rest on local returns, for the board"
    )
    number: int = Field(description="Number of the public account")
