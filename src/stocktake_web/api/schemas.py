"""Shapes that answers of several operations have."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema


class Problem(Schema):
    """What every error looks like."""

    status: int = Field(examples=[404])
    message: str = Field(examples=["there is no such place"])
    details: list[str] = Field(default=[], examples=[["place: is 'la-000', expected a place"]])


# Every operation may answer these.
PROBLEMS: dict[Any, Any] = dict.fromkeys((400, 404, 429, 503), Problem)
