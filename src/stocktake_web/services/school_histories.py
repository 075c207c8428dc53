"""Keeps each school's history, and what the register plans, in files (see ``school_files``)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from stocktake.schools import (
    Continuation,
    PlannedEvent,
    SchoolHistories,
    SchoolHistory,
    continuations,
    held_register,
    place_pipeline,
)
from stocktake.standards import UsageError
from stocktake_web.services.area import AreaFields
from stocktake_web.services.judgements import own_definitions
from stocktake_web.services.school_files import StoredFile, discard_file, keep_file, read_file
from stocktake_web.services.school_profiles import profile_state, school_warehouse

PIPELINE_FILE = "pipeline.json"


class StoredHistory(StoredFile):
    """One school through its numbers."""

    history: SchoolHistory


class StoredPipeline(StoredFile):
    """What the register says will happen to an area's schools, as known on a day."""

    as_of: date
    events: tuple[PlannedEvent, ...]


def continued_numbers(
    area: AreaFields, urns: Collection[int], *, as_of: date
) -> dict[int, Continuation] | None:
    """Under which number the record of a school goes on; None where no register's links are loaded.

    Raises
    ------
    StoreError
        A release is damaged.
    """
    register = held_register(school_warehouse(area), as_of=as_of)
    if register.links.is_empty():
        return None
    return continuations(register.links, urns, as_of=as_of)


def make_histories(area: AreaFields, urns: Collection[int], *, as_of: date) -> None:
    """Keep the history of each school that the register names, and the area's events to come.

    Raises
    ------
    StoreError
        A release is damaged.
    OSError
        Nothing can be written where files are kept.
    """
    state = profile_state(area)
    register = held_register(school_warehouse(area), as_of=as_of)
    histories = SchoolHistories(register, as_of=as_of)
    for urn in urns:
        try:
            history = histories.history(urn)
        except UsageError:
            discard_file(area, _name(urn))
            continue
        keep_file(area, _name(urn), StoredHistory(area=area.slug, state=state, history=history))
    events = place_pipeline(
        register, area.place_id, urns, as_of=as_of, own_folder=own_definitions(area)
    )
    stored = StoredPipeline(area=area.slug, state=state, as_of=as_of, events=events)
    keep_file(area, PIPELINE_FILE, stored)


def stored_history(area: AreaFields, urn: int) -> StoredHistory | None:
    """What is kept of a school; None where nothing was made, or the file is damaged."""
    return read_file(area, _name(urn), StoredHistory)


def stored_pipeline(area: AreaFields) -> StoredPipeline | None:
    """What the register plans for an area; None where nothing was made."""
    return read_file(area, PIPELINE_FILE, StoredPipeline)


def _name(urn: int) -> str:
    return f"{urn}.history.json"
