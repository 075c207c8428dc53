"""Says which place each row of a CSV file without metadata is about, as its mapping says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from stocktake.sources.csv_file import CsvFile
from stocktake.sources.csv_mapping import LEAVE_OUT, PlaceMapping
from stocktake.sources.ees_file import LINE, rows_of
from stocktake.sources.ees_geography import place_rows
from stocktake.sources.ees_screened import slug
from stocktake.standards.errors import Fault, nearest
from stocktake.standards.place import Place
from stocktake.standards.places import PlaceRegister

LEVEL = "geographic_level"
NOTED = ("place_new", "place_unknown")
"""Checks of ``place_rows`` whose rows are kept, or left out, with a note."""

NAME, KNOWN_BY_NAME = "la_name", "Local authority"
CODES = ("old_la_code", "new_la_code")
REGISTERED = ("Local authority", "Regional", "National")


@dataclass(frozen=True)
class CsvPlaces:
    """Every row's place.

    Parameters
    ----------
    places : polars.DataFrame
        ``LINE`` and ``place``; null for rows that are left out.
    faults, notes : list of Fault
    """

    places: pl.DataFrame
    faults: list[Fault]
    notes: list[Fault]


def find_places(
    file: CsvFile, mapping: PlaceMapping, location: str, register: PlaceRegister
) -> CsvPlaces:
    """Find the place of every row by its codes, as ``ees_geography`` does.

    An authority that only has a name is known by that; one that the register does not hold is
    kept, with a note.
    """
    rows, faults, notes = _levels(file, mapping, location)
    columns = {name: file.keys[column] for name, column in mapping.columns.items()}
    standard = rows.join(file.data, on=LINE).select(
        LINE, LEVEL, *(pl.col(key).alias(name) for name, key in columns.items())
    )
    if not {"country_code", "country_name"} & set(columns):
        # A country's row needs no code: a file of the department's is of England.
        standard = standard.with_columns(pl.lit("England").alias("country_name"))
    by_name = pl.DataFrame(schema={LINE: pl.Int32(), "place": pl.String()})
    if NAME in columns and not set(CODES) & set(columns):
        named_rows = standard.filter(pl.col(LEVEL) == KNOWN_BY_NAME, pl.col(NAME).is_not_null())
        by_name, name_notes = _by_name(file, named_rows, mapping.columns[NAME], register)
        notes += name_notes
        standard = standard.join(by_name, on=LINE, how="anti")
    placed_rows = place_rows(standard, file.name, register)
    for check, check_faults in placed_rows.faults.items():
        is_note = check in NOTED or mapping.rows_without_place == LEAVE_OUT
        fix = "left out, as the mapping says"
        for fault in check_faults:
            if not is_note:
                faults.append(_named_as_in_file(fault, mapping.columns, location))
            else:
                noted_fault = (
                    fault if check in NOTED else Fault(fault.location, fault.problem, "", fix)
                )
                notes.append(_named_as_in_file(noted_fault, mapping.columns, location))
    places = pl.concat([placed_rows.places, by_name]).sort(LINE)
    return CsvPlaces(places, faults, notes + _other_names(file, standard, places, register))


def _levels(
    file: CsvFile, mapping: PlaceMapping, location: str
) -> tuple[pl.DataFrame, list[Fault], list[Fault]]:
    """``LINE`` and level of the rows that are not left out."""
    if mapping.level_column is None:
        return file.data.select(LINE, pl.lit(mapping.level).alias(LEVEL)), [], []
    words = file.data.select(LINE, pl.col(file.keys[mapping.level_column]).alias("words"))
    groups = words.group_by("words").agg(pl.col(LINE).min(), pl.len()).sort(LINE)
    faults, notes, levels = [], [], []
    for word, line, count in groups.iter_rows():
        level = mapping.levels.get(word or "", None if mapping.levels else word)
        location_text = file.at(line, mapping.level_column)
        if level is None:
            problem = f"{word or ''!r} is no level that the mapping knows ({rows_of(count)})"
            fix = nearest(word or "", mapping.levels)
            expected = 'a line under [place.levels]: a level, or "leave out"'
            faults.append(Fault(location_text, problem, expected, fix))
        elif level == LEAVE_OUT:
            notes.append(Fault(location_text, f"{word or ''!r}: {rows_of(count)} left out", "",
                               f"as {location} says"))  # fmt: skip
        else:
            levels.append((word, level))
    table = pl.DataFrame(levels, schema={"words": pl.String(), LEVEL: pl.String()}, orient="row")
    rows = words.join(table, on="words", how="inner", nulls_equal=True).select(LINE, LEVEL)
    return rows.sort(LINE), faults, notes


def _by_name(
    file: CsvFile, rows: pl.DataFrame, column: str, register: PlaceRegister
) -> tuple[pl.DataFrame, list[Fault]]:
    groups = rows.group_by(NAME).agg(pl.col(LINE).min(), pl.len()).sort(LINE)
    places, notes = [], []
    for name, line, count in groups.iter_rows():
        place_id = authority_named(name, register)
        if place_id is None:
            place_id = f"la-{slug(name) or line}"
            names = [place.name for place in register.all() if place.level == KNOWN_BY_NAME]
            problem = (
                f"{name!r} is the name of no one authority of the register, and is kept as "
                f"{place_id!r} ({rows_of(count)})"
            )
            fix = nearest(name, names) or "give the department's numbers or ONS codes as well"
            notes.append(Fault(file.at(line, column), problem, "", fix))
        places.append((name, place_id))
    table = pl.DataFrame(places, schema={NAME: pl.String(), "place": pl.String()}, orient="row")
    return rows.join(table, on=NAME, how="inner").select(LINE, "place"), notes


def authority_named(name: str, register: PlaceRegister) -> str | None:
    """The id of the one authority, region or country of a name; None where there are several."""
    matches = [place for place in register.find(name) if _is_named(place, name, register)]
    standing = [place for place in matches if place.ends is None] or matches
    return standing[0].id if len(standing) == 1 else None


def _is_named(place: Place, name: str, register: PlaceRegister) -> bool:
    return place.level in REGISTERED and register.other_name(place.id, name) is None


def _other_names(
    file: CsvFile, standard: pl.DataFrame, places: pl.DataFrame, register: PlaceRegister
) -> list[Fault]:
    """Authorities under a name that the place of their code does not have."""
    if NAME not in standard.columns:
        return []
    pairs = (
        standard.filter(pl.col(LEVEL) == KNOWN_BY_NAME, pl.col(NAME).is_not_null())
        .join(places.drop_nulls(), on=LINE)
        .group_by("place", NAME)
        .agg(pl.col(LINE).min(), pl.len())
        .sort(LINE)
    )
    notes = []
    for place_id, name, line, count in pairs.iter_rows():
        known_name = register.other_name(place_id, name)
        if known_name:
            problem = f"{name!r} is no name of {known_name}, {place_id} ({rows_of(count)})"
            fix = "is the code right? the figures are kept under the code"
            notes.append(Fault(file.at(line), problem, "", fix))
    return notes


def _named_as_in_file(fault: Fault, columns: Mapping[str, str], location: str) -> Fault:
    """A fault of a standard column, in the words of the file and its mapping."""
    location_text, _, standard = fault.location.partition(", column ")
    if standard in columns:
        location_text = f"{location_text}, column {columns[standard]!r}"
    expected = fault.expected
    fix = fault.fix
    if "rows_without_place" not in fix and fault.expected:
        fix = f'correct it, or write rows_without_place = "{LEAVE_OUT}" in {location}'
    return Fault(location_text, fault.problem, expected, fix)
