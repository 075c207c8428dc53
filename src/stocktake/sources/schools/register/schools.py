"""Reads schools from the register's own layouts and from files that carry a part of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from stocktake.sources.reading import refuse
from stocktake.sources.schools.cell_columns import (
    count_of,
    date_faults,
    date_of,
    text_of,
    urn_faults,
    urn_of,
)
from stocktake.sources.schools.layouts import ReadTables
from stocktake.sources.schools.register.columns import SCHOOLS, conform
from stocktake.sources.schools.register.impossible_days import without_impossible_days
from stocktake.sources.schools.register.words import OTHER_GROUP, register_words
from stocktake.sources.schools.table_file import ROW, TableFile
from stocktake.standards.errors import Fault
from stocktake.standards.places import place_register

FULL = {
    "estab": "EstablishmentNumber",
    "name": "EstablishmentName",
    "phase": "PhaseOfEducation (name)",
    "type": "TypeOfEstablishment (name)",
    "status": "EstablishmentStatus (name)",
    "reason_opened": "ReasonEstablishmentOpened (name)",
    "reason_closed": "ReasonEstablishmentClosed (name)",
    "gender": "Gender (name)",
    "admissions": "AdmissionsPolicy (name)",
    "nursery_classes": "NurseryProvision (name)",
    "sixth_form": "OfficialSixthForm (name)",
    "trust_uid": "Trusts (code)",
    "trust_name": "Trusts (name)",
    "federation": "Federations (name)",
    "ward_code": "AdministrativeWard (code)",
    "ward": "AdministrativeWard (name)",
    "lsoa": "LSOA (code)",
    "postcode": "Postcode",
    "resourced_provision": "TypeOfResourcedProvision (name)",
}
"""Nothing else of the 105 columns is read: office-holders' names and numbers never leave the file.

Sponsors are left out too, because a sponsor may be a person.
"""
FULL_COUNTS = {
    "low_age": "StatutoryLowAge",
    "high_age": "StatutoryHighAge",
    "capacity": "SchoolCapacity",
    "pupils": "NumberOfPupils",
    "resourced_pupils": "ResourcedProvisionOnRoll",
    "resourced_capacity": "ResourcedProvisionCapacity",
    "unit_pupils": "SenUnitOnRoll",
    "unit_capacity": "SenUnitCapacity",
}
CUT = {
    "name": "name",
    "phase": "phase",
    "type": "type",
    "admissions": "admissions_policy",
    "trust_name": "mat",
    "ward": "ward",
    "lsoa": "lsoa",
    "postcode": "postcode",
}
INFORMATION = {
    "estab": "ESTAB",
    "name": "SCHNAME",
    "type": "SCHOOLTYPE",
    "status": "SCHSTATUS",
    "gender": "GENDER",
    "admissions": "ADMPOL",
    "postcode": "POSTCODE",
}
ABSENT_WORDS = ("Not applicable", "Not recorded", "Not under a federation", "Unknown")
"""What stands in a cell where there is nothing to say; no school has a trust called so."""


def read_full_register(table: TableFile, as_of: date | None) -> ReadTables:
    """The register's full layout, of which only the named columns are read."""
    faults = urn_faults(table, "URN")
    for column in ("OpenDate", "CloseDate"):
        faults += date_faults(table, column)
    refuse(f"cannot read {table.name} as the register of schools", faults)
    latest_change = table.cells.select(date_of(text_of(table, "LastChangedDate")).max()).item()
    frame = table.cells.select(
        ROW,
        school_urn=urn_of(pl.col("URN")),
        la_code=text_of(table, "LA (code)").str.zfill(3),
        open_date=date_of(text_of(table, "OpenDate")),
        close_date=date_of(text_of(table, "CloseDate")),
        **_texts(table, FULL),
        **{name: count_of(text_of(table, column)) for name, column in FULL_COUNTS.items()},
    )
    return _schools(table, frame, as_of or latest_change)


def read_register_cut(table: TableFile, as_of: date | None) -> ReadTables:
    """A cut of the register that names authorities and trusts in words."""
    refuse(f"cannot read {table.name} as a cut of the register", urn_faults(table, "urn"))
    codes, notes = _la_codes(table, "la")
    frame = table.cells.select(
        ROW,
        school_urn=urn_of(pl.col("urn")),
        la_code=pl.col("la").replace_strict(codes, default=None, return_dtype=pl.String),
        pupils=count_of(text_of(table, "pupils")),
        **_texts(table, CUT),
    )
    tables = _schools(table, frame, as_of)
    return ReadTables(tables.tables, (*notes, *tables.notes))


def read_school_information(table: TableFile, as_of: date | None) -> ReadTables:
    """The performance tables' list of schools; the phase follows from what it provides."""
    faults = urn_faults(table, "URN")
    for column in ("OPENDATE", "CLOSEDATE"):
        faults += date_faults(table, column)
    refuse(f"cannot read {table.name} as information about schools", faults)
    frame = table.cells.select(
        ROW,
        school_urn=urn_of(pl.col("URN")),
        la_code=text_of(table, "LA").str.zfill(3),
        open_date=date_of(text_of(table, "OPENDATE")),
        close_date=date_of(text_of(table, "CLOSEDATE")),
        low_age=count_of(text_of(table, "AGELOW")),
        high_age=count_of(text_of(table, "AGEHIGH")),
        phase=_phase_provided(),
        **_texts(table, INFORMATION),
    )
    return _schools(table, frame, as_of)


def _phase_provided() -> pl.Expr:
    provides = {name: pl.col(name) == "1" for name in ("ISPRIMARY", "ISSECONDARY", "ISPOST16")}
    return (
        pl.when(pl.col("MINORGROUP") == "Special school")
        .then(pl.lit("Special"))
        .when(provides["ISPRIMARY"] & provides["ISSECONDARY"])
        .then(pl.lit("All-through"))
        .when(provides["ISPRIMARY"])
        .then(pl.lit("Primary"))
        .when(provides["ISSECONDARY"])
        .then(pl.lit("Secondary"))
        .when(provides["ISPOST16"])
        .then(pl.lit("16 plus"))
    )


def _texts(table: TableFile, columns: Mapping[str, str]) -> dict[str, pl.Expr]:
    absent = dict.fromkeys(ABSENT_WORDS)
    return {
        name: text_of(table, column) if name == "phase" else text_of(table, column).replace(absent)
        for name, column in columns.items()
    }


def _schools(table: TableFile, frame: pl.DataFrame, as_of: date | None) -> ReadTables:
    """Add what every layout shares, and drop the second row of a school."""
    groups = register_words().type_groups()
    kind = pl.col("type").str.to_lowercase()
    frame = frame.with_columns(
        as_of=pl.lit(as_of, dtype=pl.Date),
        type_group=kind.replace_strict(groups, default=OTHER_GROUP, return_dtype=pl.String),
    )
    frame, day_notes = without_impossible_days(table.name, frame)
    unknown_types = frame.filter(pl.col("type").is_not_null() & ~kind.is_in(list(groups)))
    notes = [
        Fault(f"{table.name}: row {row}", f"{name!r} is no known type of school", "",
              "kept in the group other")
        for row, name in unknown_types.unique("type", keep="first", maintain_order=True)
        .select(ROW, "type").iter_rows()
    ]  # fmt: skip
    notes += day_notes
    repeats = frame.filter(pl.col("school_urn").is_first_distinct().not_())
    notes += [
        Fault(f"{table.name}: row {row}", f"school {urn} is listed before", "one row", "left out")
        for row, urn in repeats.select(ROW, "school_urn").iter_rows()
    ]
    kept_rows = frame.unique("school_urn", keep="first", maintain_order=True)
    return ReadTables({"schools": conform(kept_rows, SCHOOLS)}, tuple(notes))


def _la_codes(table: TableFile, column: str) -> tuple[dict[str, str | None], list[Fault]]:
    """Numbers of authorities by the names of a column; one that no authority has is noted."""
    places = place_register()
    codes: dict[str, str | None] = {}
    notes = []
    for name in table.cells[column].drop_nulls().unique().sort():
        matches = [place for place in places.find(name) if place.level == "Local authority"]
        codes[name] = matches[0].old_la_code if matches else None
        if not matches:
            notes.append(
                Fault(table.name, f"{name!r} is no known authority", "", "kept without a number")
            )
    return codes, notes
