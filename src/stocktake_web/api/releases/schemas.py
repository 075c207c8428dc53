"""The shape of a release."""

from __future__ import annotations

from datetime import date

from ninja import Schema


class ReleaseOut(Schema):
    """A release of published statistics."""

    release: str
    source: str
    producer: str
    title: str
    address: str
    licence: str
    published: date | None
    retrieved: date
    sha256: str
    indicator_count: int
    figure_count: int
    latest: bool
