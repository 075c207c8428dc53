"""Keeps an area's pupils by the grade of their school in a file (see ``school_files``)."""

from __future__ import annotations

from datetime import date

from stocktake.schools import PlaceGrades, held_place_grades
from stocktake.standards import StocktakeError
from stocktake_web.services.area import AreaFields
from stocktake_web.services.judgements import own_definitions
from stocktake_web.services.school_files import StoredFile, discard_file, keep_file, read_file
from stocktake_web.services.school_profiles import profile_state, school_warehouse

FILE = "grades.json"


class StoredGrades(StoredFile):
    """The shares of an area's pupils by the grade of their school."""

    grades: PlaceGrades


def make_grades(area: AreaFields, *, as_of: date) -> bool:
    """Count and keep the shares; whether there are any.

    Where no census is held, or the register does not place schools by the area, there are none.

    Raises
    ------
    OSError
        Nothing can be written where files are kept.
    """
    try:
        grades = held_place_grades(
            school_warehouse(area),
            area.place_id,
            as_of=as_of,
            own_folder=own_definitions(area),
        )
    except StocktakeError:
        discard_file(area, FILE)
        return False
    keep_file(area, FILE, StoredGrades(area=area.slug, state=profile_state(area), grades=grades))
    return True


def stored_grades(area: AreaFields) -> StoredGrades | None:
    """What is kept of an area; None where nothing was made, or the file is damaged."""
    return read_file(area, FILE, StoredGrades)
