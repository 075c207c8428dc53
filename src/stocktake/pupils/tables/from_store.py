"""From a store of pupil records to a table that can be released, by the name of a measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from stocktake.pupils.absence import absence_rates, enrolment_absence, session_totals
from stocktake.pupils.attainment.cohort import on_roll
from stocktake.pupils.attainment.english_and_maths import english_and_maths
from stocktake.pupils.attainment.prior import key_stage_2_prior
from stocktake.pupils.attainment.standards_met import key_stage_2
from stocktake.pupils.destinations import destination_rates, sustained_destinations
from stocktake.pupils.exclusions import enrolment_exclusions, exclusion_rates
from stocktake.pupils.frames import Table
from stocktake.pupils.groups import characteristics
from stocktake.pupils.groups.schema import checked_dimensions
from stocktake.pupils.moves import enrolment_moves, mobility_rates
from stocktake.pupils.rolls import census_day
from stocktake.pupils.store import PupilStore
from stocktake.pupils.tables.crossing import SCHOOL, MadeTable, Summarise, cross_table
from stocktake.pupils.tables.flags import count_flags
from stocktake.pupils.tables.shape import TableShape
from stocktake.pupils.tables.shapes import (
    ABSENCE,
    DESTINATIONS,
    ENGLISH_AND_MATHS,
    EXCLUSIONS,
    KEY_STAGE_2,
    MOBILITY,
)
from stocktake.standards.errors import UsageError, nearest


@dataclass(frozen=True)
class StoredMeasure:
    """A measure that a store's records have, and the table that it makes.

    Parameters
    ----------
    shape : TableShape
    rows : callable
        From a store and a year: one row per pupil or enrolment.
    summarise : callable
    """

    shape: TableShape
    rows: Callable[[PupilStore, str], Table]
    summarise: Summarise


def table_from_store(
    store: PupilStore,
    measure: str,
    *,
    year: str,
    by: Sequence[str],
    place: str,
    own_folder: Path | None = None,
) -> MadeTable:
    """Measure the pupils of a store by groups, with every total and the structure of the table.

    Parameters
    ----------
    store : PupilStore
    measure : str
        One of :data:`STORED_MEASURES`.
    year : str
        Academic year in six digits.
    by : sequence of str
        Groups to cross, by the names of their columns; ``school_urn`` for schools.
    place : str
        Id of the area whose pupils these are.
    own_folder : path, optional
        A place's own folder of definitions.

    Raises
    ------
    UsageError
        No such measure or group, or a group that is for the area only by school.
    StoreError
        The store lacks a table that the measure needs.
    """
    if measure not in STORED_MEASURES:
        hint = nearest(measure, STORED_MEASURES)
        known_names = ", ".join(STORED_MEASURES)
        raise UsageError(
            f"no measure {measure!r} of pupil records; known: {known_names}"
            + (f"; {hint}" if hint else "")
        )
    checked_dimensions(by, own_folder=own_folder)
    stored = STORED_MEASURES[measure]
    rows = stored.rows(store, year)
    groups = [name for name in by if name != SCHOOL]
    if groups:
        rows = _with_groups(rows, _characteristics(store, year, groups, own_folder), groups)
    return cross_table(rows, stored.summarise, stored.shape, by=by, place=place, period=year)


def _characteristics(
    store: PupilStore, year: str, groups: Sequence[str], own_folder: Path | None
) -> Table:
    tables = set(store.status()["table"].to_list())
    optional: dict[str, Any] = {}
    if "social_care" in tables:
        optional["care"] = store.scan("social_care")
    if "young_carers" in tables:
        optional["carers"] = store.scan("young_carers")
    if "prior_band" in groups:
        optional["prior"] = key_stage_2_prior(store.scan("assessments"))
    if "mid_year_joiner" in groups:
        optional["enrolments"] = store.scan("enrolments", [year])
    pupils = store.scan("pupils", [year])
    return characteristics(pupils, on=census_day(year), own_folder=own_folder, **optional)


def _with_groups(rows: Table, groups: Table, names: Sequence[str]) -> Table:
    """The rows with their groups; a pupil without a row among the groups is not known."""
    other_columns = [name for name in rows.collect_schema().names() if name not in names]
    return rows.select(other_columns).join(groups.select("pupil", *names), on="pupil", how="left")


def _absence(store: PupilStore, year: str) -> Table:
    tables = set(store.status()["table"].to_list())
    if "attendance_terms" in tables:
        totals = store.scan("attendance_terms", [year])
    else:
        calendar = store.scan("calendar") if "calendar" in tables else None
        totals = session_totals(store.scan("marks", [year]), year=year, calendar=calendar)
    pupils, enrolments = store.scan("pupils", [year]), store.scan("enrolments", [year])
    return enrolment_absence(totals, year=year, pupils=pupils, enrolments=enrolments)


def _exclusions(store: PupilStore, year: str) -> Table:
    exclusions, enrolments = store.scan("exclusions"), store.scan("enrolments", [year])
    return enrolment_exclusions(exclusions, enrolments, year=year)


def _moves(store: PupilStore, year: str) -> Table:
    return enrolment_moves(store.scan("enrolments", [year]), year=year)


def _cohort(store: PupilStore, year: str, nc_year: str) -> Table:
    pupils, enrolments = store.scan("pupils", [year]), store.scan("enrolments", [year])
    cohort = on_roll(pupils, enrolments, year=year, nc_year=nc_year, on=census_day(year))
    return cohort.select("pupil", SCHOOL)


def _english_and_maths(store: PupilStore, year: str) -> Table:
    return english_and_maths(store.scan("entries"), _cohort(store, year, "11"), year=year)


def _key_stage_2(store: PupilStore, year: str) -> Table:
    return key_stage_2(store.scan("assessments"), _cohort(store, year, "6"), year=year)


def _destinations(store: PupilStore, year: str) -> Table:
    cohort = _cohort(store, year, "11")
    return sustained_destinations(cohort, store.scan("destinations"), year=year)


STORED_MEASURES: dict[str, StoredMeasure] = {
    "absence": StoredMeasure(ABSENCE, _absence, absence_rates),
    "exclusions": StoredMeasure(EXCLUSIONS, _exclusions, exclusion_rates),
    "moves": StoredMeasure(MOBILITY, _moves, mobility_rates),
    "destinations": StoredMeasure(DESTINATIONS, _destinations, destination_rates),
    "english-and-maths": StoredMeasure(
        ENGLISH_AND_MATHS,
        _english_and_maths,
        partial(count_flags, flags=("english_and_maths_standard", "english_and_maths_strong")),
    ),
    "key-stage-2": StoredMeasure(
        KEY_STAGE_2, _key_stage_2, partial(count_flags, flags=("rwm_expected", "rwm_higher"))
    ),
}
"""By the name that the command line knows."""
