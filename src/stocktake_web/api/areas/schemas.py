"""The shape of a place of the installation."""

from __future__ import annotations

from ninja import Field, Schema


class AreaOut(Schema):
    """A place of this installation."""

    area: str = Field(examples=["blackpool"])
    name: str
    place: str = Field(examples=["la-890"])
    is_invented: bool = Field(alias="invented")
