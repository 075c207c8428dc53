"""Checks on lengths that the department's public interface allows, and on the layout of files."""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl

from stocktake.sources.column_keys import column_key
from stocktake.sources.ees_checks_levels import standard_columns
from stocktake.sources.ees_checks_model import told_once
from stocktake.sources.ees_file import LINE
from stocktake.sources.ees_geography import LEVELS
from stocktake.sources.ees_meta import meta_filters
from stocktake.sources.ees_screened import EesFile
from stocktake.standards.errors import Fault

NAME_LIMIT = 50
LABEL_LIMIT = 100
"""The screener's own constant; the department's guide says 80."""
CODE_LIMIT = 30
ITEM_LIMIT = 120

MANDATORY_COLUMNS_COUNT = 5

PLACE_LIKE = re.compile(
    r"^(country|sch|prov|inst|estab|reg|la|local|rsc|pfa|pcon|lep|mca|oa|ward|mat)"
    r".*(name|code|urn|ukprn|number|upin|id)$"
    r"|^(laestab|estab|sch|schools?|prov|providers?|inst|institutions?|name|code|urn|ukprn|number"
    r"|upin|id|region|la|lad|rsc|pcon|lep|mca|oa|ward|mat)$",
    re.IGNORECASE,
)
"""Names of columns that say which place or school a row is about."""

LABELS_EVERY_ROW = ("school_name", "provider_name")


def long_names(file: EesFile) -> list[Fault]:
    """Column names have at most 50 characters."""
    return _too_long(file.tables.data_header, NAME_LIMIT, f"{file.name}: line 1", "column")


def long_labels(file: EesFile) -> list[Fault]:
    """Labels have at most 100 characters."""
    labels = file.tables.meta["label"].drop_nulls()
    return _too_long(labels, LABEL_LIMIT, file.tables.meta_name, "label")


def long_codes(file: EesFile) -> list[Fault]:
    """Codes of places have at most 30 characters."""
    names = {name for level in LEVELS.values() for name in level.names}
    columns = [
        column
        for level in LEVELS
        for column in standard_columns(level)
        if column not in names and column != "old_la_code" and column != "school_laestab"
    ]
    return _long_cells(file, columns, CODE_LIMIT)


def long_items(file: EesFile) -> list[Fault]:
    """Filter items, their groups and names of places have at most 120 characters."""
    filters = meta_filters(file.tables.meta)
    columns = [item.column for item in filters]
    columns += [item.grouping_column for item in filters if item.grouping_column]
    columns += [name for level in LEVELS.values() for name in level.names]
    return _long_cells(file, columns, ITEM_LIMIT)


def enough_columns(file: EesFile) -> list[Fault]:
    """Besides the five that every file needs there are as many columns as the meta file lists."""
    columns = len(file.tables.data_header) - MANDATORY_COLUMNS_COUNT
    rows = file.tables.meta.height
    if columns >= rows:
        return []
    problem = f"lists {rows} columns, and the data has {columns} besides the five of every file"
    return [Fault(file.tables.meta_name, problem)]


def starts(file: EesFile) -> list[Fault]:
    """Column names begin with a small letter."""
    return told_once(
        [
            Fault(f"{file.name}: line 1", f"column {name!r} does not begin with a small letter")
            for name in file.tables.data_header
            if not re.match("[a-z]", name)
        ]
    )


def characteristic(file: EesFile) -> list[Fault]:
    """No filter is called ``characteristic`` or ``characteristic_group``."""
    split_names = {"characteristic", "characteristic_group"} & _listed_columns(file)
    return [
        Fault(f"{file.tables.meta_name}: column {name}", "says many things in one filter")
        for name in sorted(split_names)
    ]


def name_spaces(file: EesFile) -> list[Fault]:
    """No name in the meta file has a space."""
    return told_once(
        [
            Fault(f"{file.tables.meta_name}: line {line}", f"{name!r} has a space in its name")
            for line, name in file.tables.meta.select(LINE, "col_name").drop_nulls().iter_rows()
            if re.search(r"\s", name)
        ]
    )


def places_as_filters(file: EesFile) -> list[Fault]:
    """No filter, and no column that groups one, is named like a place or a school."""
    filters = meta_filters(file.tables.meta)
    names = [item.column for item in filters]
    names += [item.grouping_column for item in filters if item.grouping_column]
    if len(filters) == 1:
        names = [name for name in names if name not in LABELS_EVERY_ROW]
    return [
        Fault(
            f"{file.tables.meta_name}: column {name}",
            "is named like a place and listed as a filter",
        )
        for name in dict.fromkeys(names)
        if PLACE_LIKE.search(name)
    ]


def groups_listed(file: EesFile) -> list[Fault]:
    """Columns that group a filter are listed themselves."""
    columns = {name.strip() for name in file.tables.meta["col_name"].drop_nulls()}
    return [
        Fault(f"{file.tables.meta_name}: column {name}", "groups a filter and is not listed")
        for name in sorted(_listed_columns(file) - columns)
    ]


def places_stated(file: EesFile) -> list[Fault]:
    """Every indicator states its decimal places; elsewhere where there is no such column."""
    if "indicator_dp" not in file.tables.meta_header:
        return []
    blank = [item.column for item in file.listed_indicators if item.decimal_places is None]
    if not blank:
        return []
    problem = f"does not state the decimal places of {', '.join(blank[:5])}"
    more = f" and {len(blank) - 5} more" if len(blank) > 5 else ""
    return [Fault(file.tables.meta_name, problem + more)]


def _listed_columns(file: EesFile) -> set[str]:
    """Column names and grouping columns that the meta file has."""
    meta = file.tables.meta
    columns = [name for name in ("col_name", "filter_grouping_column") if name in meta.columns]
    return {cell.strip() for name in columns for cell in meta[name].drop_nulls() if cell.strip()}


def _long_cells(file: EesFile, columns: Iterable[str], limit: int) -> list[Fault]:
    faults = []
    for column in dict.fromkeys(columns):
        if column in file.tables.data_header:
            long = file.data.filter(pl.col(column_key(column)).str.len_chars() > limit)
            if long.height:
                line, cell = long.sort(LINE).select(LINE, column).row(0)
                problem = f"{cell[:29]!r} and so on has {len(cell)} characters"
                faults.append(Fault(file.at(line, column), problem, f"at most {limit}"))
    return told_once(faults)


def _too_long(texts: Iterable[str], limit: int, location: str, noun: str) -> list[Fault]:
    return told_once(
        [
            Fault(
                location,
                f"{noun} {text[:29]!r} and so on has {len(text)} characters",
                f"at most {limit}",
            )
            for text in texts
            if len(text) > limit
        ]
    )
