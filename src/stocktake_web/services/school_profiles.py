"""Keeps the profiles of an area's schools in files (see ``school_files``).

Invented schools have a warehouse of their own, so that none is ever compared with a real one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from django.conf import settings

from stocktake.schools import SchoolProfile, SchoolProfiles, held_school_data, printed_marks
from stocktake.standards import is_reserved
from stocktake.statistics import Warehouse
from stocktake_web.services.area import AreaFields
from stocktake_web.services.judgement_store import state_digest
from stocktake_web.services.judgements import own_definitions, state_of
from stocktake_web.services.school_files import (
    StoredFile,
    discard_file,
    keep_file,
    read_file,
    school_file,
)


class StoredProfile(StoredFile):
    """The profile of a school."""

    profile: SchoolProfile


def school_warehouse(area: AreaFields) -> Warehouse:
    """The store with the files about an area's schools."""
    if is_reserved(area.place_id):
        return Warehouse(Path(settings.STOCKTAKE_INVENTED_WAREHOUSE))
    return Warehouse(Path(settings.STOCKTAKE_WAREHOUSE))


def make_profiles(area: AreaFields, urns: Iterable[int], *, as_of: date) -> Iterator[int]:
    """Make and keep the profile of each school; the numbers of those that have one.

    A school of which no register says anything has none, and a file of before is removed.

    Raises
    ------
    StoreError
        A release is damaged.
    OSError
        Nothing can be written where profiles are kept.
    """
    if school_file(area.slug, "") is None:
        return
    folder = own_definitions(area)
    state = profile_state(area)
    data = held_school_data(school_warehouse(area), as_of=as_of, own_folder=folder)
    profiles = SchoolProfiles(data, as_of=as_of, own_folder=folder)
    known_urns = frozenset(profiles.details["school_urn"])
    newest_numbers = {urn: profiles.newest_number(urn) for urn in urns}
    rows = profiles.rows(sorted(set(newest_numbers.values())), list(profiles.layout.measures))
    marks = printed_marks(school_warehouse(area), rows, as_of=as_of, own_folder=folder)
    for urn, newest in newest_numbers.items():
        if newest not in known_urns:
            discard_file(area, _name(urn))
            continue
        stored = StoredProfile(
            area=area.slug, state=state, profile=profiles.profile(urn, marks=marks)
        )
        keep_file(area, _name(urn), stored)
        yield urn


def stored_profile(area: AreaFields, urn: int) -> StoredProfile | None:
    """The profile kept of a school; None where none was made, or the file is damaged."""
    return read_file(area, _name(urn), StoredProfile)


def profile_state(area: AreaFields) -> str:
    """What profiles of an area rest on now: another digest than a file's means newer files."""
    names = school_warehouse(area).release_names()
    return state_digest("schools", names, state_of(own_definitions(area)))


def profile_path(area: str, urn: int) -> Path | None:
    """Where a profile is kept; None where this installation keeps none."""
    return school_file(area, _name(urn))


def _name(urn: int) -> str:
    return f"{urn}.json"
