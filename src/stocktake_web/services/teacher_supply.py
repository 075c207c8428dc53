"""Keeps the supply of an area's schools with teachers in a file (see ``school_files``)."""

from __future__ import annotations

from collections.abc import Collection

from stocktake.schools import TeacherSupply, load_teacher_supply, read_teacher_supply
from stocktake_web.services.area import AreaFields
from stocktake_web.services.judgements import own_definitions
from stocktake_web.services.school_files import StoredFile, keep_file, read_file
from stocktake_web.services.school_profiles import profile_state, stored_profile

FILE = "teacher-supply.json"


class StoredSupply(StoredFile):
    """The supply of an area's schools."""

    supply: TeacherSupply


def make_teacher_supply(area: AreaFields, urns: Collection[int]) -> None:
    """Take the figures out of the schools' profiles, which are made before, and keep them.

    Raises
    ------
    OSError
        Nothing can be written where files are kept.
    """
    profiles = (
        (urn, stored.profile) for urn in urns if (stored := stored_profile(area, urn)) is not None
    )
    supply = read_teacher_supply(profiles, load_teacher_supply(own_definitions(area)))
    keep_file(area, FILE, StoredSupply(area=area.slug, state=profile_state(area), supply=supply))


def stored_supply(area: AreaFields) -> StoredSupply | None:
    """What is kept of an area; None where nothing was made, or the file is damaged."""
    return read_file(area, FILE, StoredSupply)
