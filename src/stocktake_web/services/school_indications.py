"""Keeps the early indications of each school in files (see ``school_files``).

They are estimated from the results of every school of the country, and shown only where their
back-test allows: the library says so, and why not.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from stocktake.schools import SchoolIndication, held_school_indications
from stocktake.standards import academic_year_of
from stocktake_web.services.area import AreaFields
from stocktake_web.services.judgements import own_definitions
from stocktake_web.services.school_files import StoredFile, keep_file, read_file
from stocktake_web.services.school_profiles import profile_state, school_warehouse


class StoredIndications(StoredFile):
    """What is indicated for a school in each measure, as known on a day."""

    as_of: date
    indications: tuple[SchoolIndication, ...]


def make_indications(area: AreaFields, urns: Collection[int], *, as_of: date) -> None:
    """Estimate the results of the academic year for each school, and keep what may be shown.

    Raises
    ------
    StoreError
        A release is damaged.
    OSError
        Nothing can be written where files are kept.
    """
    rows = held_school_indications(
        school_warehouse(area),
        urns,
        time_period=academic_year_of(as_of),
        as_of=as_of,
        own_folder=own_definitions(area),
    )
    state = profile_state(area)
    for urn, indications in rows.items():
        stored = StoredIndications(
            area=area.slug, state=state, as_of=as_of, indications=indications
        )
        keep_file(area, _name(urn), stored)


def stored_indications(area: AreaFields, urn: int) -> StoredIndications | None:
    """What is kept of a school; None where nothing was made, or the file is damaged."""
    return read_file(area, _name(urn), StoredIndications)


def _name(urn: int) -> str:
    return f"{urn}.indications.json"
