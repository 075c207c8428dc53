"""Checks on the data file: names, periods, filters and places."""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl

from stocktake.sources.column_keys import column_key
from stocktake.sources.ees_file import LINE, rows_of
from stocktake.sources.ees_geography import STANDARD_COLUMNS
from stocktake.sources.ees_screened import EesFile
from stocktake.standards.errors import Fault, nearest
from stocktake.standards.period_kinds import KINDS, MONTHS

NEEDED_DATA = ("time_period", "time_identifier", "geographic_level")
COUNTRY = ("country_code", "country_name")


def data_columns(file: EesFile) -> list[Fault]:
    """Time and level columns are there."""
    return _missing(file, NEEDED_DATA)


def country(file: EesFile) -> list[Fault]:
    """Country columns are there; England is assumed of nothing, so only national rows need them."""
    return _missing(file, COUNTRY)


def empty(file: EesFile) -> list[Fault]:
    """There is at least one row."""
    return [] if file.tables.data.height else [Fault(file.name, "has a header and no rows")]


def filename_spaces(file: EesFile) -> list[Fault]:
    """No spaces in the names of the two files."""
    return [Fault(name, "has a space in its name") for name in _names(file) if " " in name]


def filename_special(file: EesFile) -> list[Fault]:
    """Letters, digits, hyphens and underscores."""
    return [
        Fault(name, "has unusual characters in its name")
        for name in _names(file)
        if re.search(r"[^\w\s-]", re.sub(r"(\.meta)?\.csv$", "", name, flags=re.IGNORECASE))
    ]


def filenames_match(file: EesFile) -> list[Fault]:
    """``name.csv`` has ``name.meta.csv``."""
    meta_name = f"{file.tables.stem}.meta.csv"
    if file.tables.meta_name == meta_name:
        return []
    return [Fault(file.tables.meta_name, "is not named after the data file", meta_name)]


def names_spaces(file: EesFile) -> list[Fault]:
    """No spaces in column names."""
    return [
        Fault(f"{file.name}: line 1", f"column {name!r} has a space in its name")
        for name in file.tables.data_header
        if " " in name
    ]


def snake_case(file: EesFile) -> list[Fault]:
    """Lower-case letters, digits and underscores."""
    return [
        Fault(f"{file.name}: line 1", f"column {name!r} is not in snake case")
        for name in file.tables.data_header
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name)
    ]


def time_id_valid(file: EesFile) -> list[Fault]:
    """Every time identifier is one of the standard's."""
    faults = []
    for identifier, period, line, rows in _periods(file):
        if identifier not in KINDS:
            fix = nearest(identifier, KINDS)
            problem = f"unknown time identifier {identifier!r} for {period!r} ({rows_of(rows)})"
            expected = "one of the standard, such as 'Academic year'"
            faults.append(Fault(file.at(line, "time_identifier"), problem, expected, fix))
    return faults


def time_id_mix(file: EesFile) -> list[Fault]:
    """Only identifiers of one family in one file: terms with terms, months with months."""
    families: dict[str, str] = {}
    for identifier, _, _, _ in _periods(file):
        families.setdefault(_family(identifier), identifier)
    if len(families) < 2:
        return []
    return [Fault(file.name, f"mixes kinds of period: {', '.join(families.values())}")]


def time_period_num(file: EesFile) -> list[Fault]:
    """A period is digits."""
    return [
        Fault(
            file.at(line, "time_period"),
            f"{period!r} is no period ({rows_of(rows)})",
            "digits, such as 201617",
        )
        for _, period, line, rows in _periods(file)
        if not _digits(period)
    ]


def time_period(file: EesFile) -> list[Fault]:
    """Four digits or six, as the identifier has it."""
    return [
        Fault(
            file.at(line, "time_period"),
            f"{period!r} is no {identifier} ({rows_of(rows)})",
            f"{KINDS[identifier].digits} digits",
        )
        for identifier, period, line, rows in _periods(file)
        if identifier in KINDS and _digits(period) and len(period) != KINDS[identifier].digits
    ]


def time_period_six(file: EesFile) -> list[Fault]:
    """The last two of six digits are the year after the first four."""
    faults = []
    for identifier, period, line, rows in _periods(file):
        if identifier in KINDS and KINDS[identifier].digits == 6 == len(period) and _digits(period):
            right = f"{period[:4]}{(int(period[2:4]) + 1) % 100:02d}"
            if period != right:
                problem = (
                    f"{period!r} is no {identifier}: its years do not follow ({rows_of(rows)})"
                )
                faults.append(Fault(file.at(line, "time_period"), problem, right))
    return faults


def filter_singular(file: EesFile) -> list[Fault]:
    """A filter that the meta file lists has two items or more: one tells nothing apart."""
    return [
        Fault(f"{file.name}: column {item.column}", "has one item only")
        for item in file.filters
        if item.is_listed and file.data[item.key].n_unique() < 2
    ]


def filter_total(file: EesFile) -> list[Fault]:
    """Every filter has an item that stands for all."""
    return [
        Fault(f"{file.name}: column {item.column}", f"has no item {item.total!r}")
        for item in file.filters
        if item.total not in file.data[item.key].unique()
    ]


def filter_whitespace(file: EesFile) -> list[Fault]:
    """Items of filters and of their groups have no outer spaces; they are read without."""
    groups = [item.grouping_column for item in file.filters if item.grouping_column]
    faults = []
    for column in [*(item.column for item in file.filters), *groups]:
        if column not in file.tables.data_header:
            continue
        padded_cells = file.tables.data.select(LINE, cell=pl.col(column_key(column))).filter(
            pl.col("cell") != pl.col("cell").str.strip_chars()
        )
        if padded_cells.height:
            line, cell = padded_cells.row(0)
            problem = f"{cell!r} has outer spaces ({rows_of(padded_cells.height)}); read without"
            faults.append(Fault(file.at(line, column), problem))
    return faults


def filter_blanks(file: EesFile) -> list[Fault]:
    """No cell of a filter is blank."""
    faults: list[Fault] = []
    for item in file.filters:
        faults += file.first_where(
            pl.col(item.key).is_null(),
            item.column,
            lambda _, rows: f"is blank ({rows_of(rows)})",
        )
    return faults


def total_places(file: EesFile) -> list[Fault]:
    """Time and geography columns never say Total or All."""
    faults: list[Fault] = []
    columns = STANDARD_COLUMNS & set(file.data.columns) - file.naming_filter
    for column in sorted(columns):
        faults += file.first_where(
            pl.col(column).str.to_lowercase().is_in(["total", "all"]),
            column,
            lambda cell, rows: f"says {cell!r} ({rows_of(rows)})",
        )
    return faults


def authority_names(file: EesFile) -> list[Fault]:
    """The name on a row is one that the authority of its number has or had."""
    if "la_name" not in file.data.columns:
        return []
    rows = file.data.filter(
        pl.col("geographic_level") == "Local authority", pl.col("la_name").is_not_null()
    ).join(file.placed_rows.places, on=LINE)
    distinct = (
        rows.group_by("place", "la_name")
        .agg(pl.col(LINE).min().alias("first"), pl.len().alias("rows"))
        .sort("first")
    )
    return [
        Fault(
            file.at(line, "la_name"),
            f"{name!r} is no name of {register_name} ({rows_of(rows)})",
            "",
            "is the number right? the figures are kept under the number",
        )
        for place, name, line, rows in distinct.iter_rows()
        if place is not None and (register_name := file.register.other_name(place, name))
    ]


def placing_faults(check: str) -> Callable[[EesFile], list[Fault]]:
    """The check that passes on what placing the rows has found under an id."""

    def check_places(file: EesFile) -> list[Fault]:
        return file.row_places.faults.get(check, [])

    return check_places


def _periods(file: EesFile) -> list[tuple[str, str, int, int]]:
    """Distinct (identifier, period, first line, rows)."""
    period_rows = (
        file.data.group_by("time_identifier", "time_period")
        .agg(pl.col(LINE).min().alias("first"), pl.len().alias("rows"))
        .with_columns(pl.col("time_identifier", "time_period").fill_null(""))
        .sort("first")
    )
    return [(str(i), str(p), int(line), int(n)) for i, p, line, n in period_rows.iter_rows()]


def _family(identifier: str) -> str:
    if identifier in MONTHS:
        return "months"
    if "term" in identifier:
        return "terms"
    for family in ("Week", "Part", "Financial year Q"):
        if identifier.startswith(family):
            return family
    return identifier


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _missing(file: EesFile, names: tuple[str, ...]) -> list[Fault]:
    header = file.tables.data_header
    return [
        Fault(
            f"{file.name}: line 1",
            f"has no column {name!r}",
            "",
            nearest(name, [column for column in header if column not in STANDARD_COLUMNS]),
        )
        for name in names
        if name not in header
    ]


def _names(file: EesFile) -> tuple[str, str]:
    return file.tables.data_name, file.tables.meta_name
