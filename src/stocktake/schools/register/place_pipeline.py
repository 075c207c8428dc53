"""What the register says will happen to the schools of a place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

import polars as pl
from pydantic import BaseModel, ConfigDict

from stocktake.schools.register.pipeline import school_pipeline
from stocktake.schools.register.places import is_in_place
from stocktake.schools.register.record import URN, SchoolRegister, schools_as_on
from stocktake.standards import place_register
from stocktake.standards.errors import UsageError


class PlannedEvent(BaseModel):
    """What the register says will happen to a school.

    Parameters
    ----------
    event : str
        ``conversion``, ``new number``, ``merged``, ``amalgamated``, ``split``, ``opening`` or
        ``closing``.
    linked_urn : int or None
        The number that takes the record over, or the school merged with.
    date : date or None
        None where the register names no day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    school_urn: int
    name: str
    event: str
    linked_urn: int | None
    date: date | None


def place_pipeline(
    register: SchoolRegister,
    place: str,
    urns: Collection[int],
    *,
    as_of: date,
    own_folder: Path | None = None,
) -> tuple[PlannedEvent, ...]:
    """The events to come of a place's schools, by date.

    Parameters
    ----------
    place : str
        Id of the place; where the register does not place schools by it, ``urns`` alone count.
    urns : collection of int
        Schools that are known to be the place's besides.

    Examples
    --------
    >>> place_pipeline(SchoolRegister.empty(), "la-890", (), as_of=date(2026, 12, 1))
    ()
    """
    events = school_pipeline(register, as_of=as_of)
    try:
        is_inside = is_in_place(register, place, as_of, places=place_register(own_folder))
    except UsageError:
        is_inside = pl.lit(value=False)
    inside = schools_as_on(register, as_of).filter(is_inside | pl.col(URN).is_in(list(urns)))
    rows = events.filter(pl.col(URN).is_in(inside[URN].implode()))
    return tuple(
        PlannedEvent(
            school_urn=row[URN],
            name=row["name"] or "",
            event=row["event"],
            linked_urn=row["linked_urn"],
            date=row["date"],
        )
        for row in rows.iter_rows(named=True)
    )
