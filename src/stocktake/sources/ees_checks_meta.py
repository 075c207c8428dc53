"""Checks on the meta file, and on data file and meta file together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from stocktake.sources.ees_file import LINE
from stocktake.sources.ees_geography import STANDARD_COLUMNS
from stocktake.sources.ees_meta import (
    NEEDED_META,
    OPTIONAL_META,
    REQUIRED_META,
    UNITS,
)
from stocktake.sources.ees_screened import EesFile
from stocktake.standards.errors import Fault, nearest

Row = dict[str, str]


def meta_columns(file: EesFile) -> list[Fault]:
    """``col_name``, ``col_type`` and ``label`` are there."""
    return _missing(file, NEEDED_META)


def required_meta_columns(file: EesFile) -> list[Fault]:
    """All columns that the standard requires today are there."""
    absent = [name for name in REQUIRED_META if name not in file.tables.meta_header]
    if not absent:
        return []
    problem = f"has no column {', '.join(absent)}: an older layout"
    return [Fault(f"{file.tables.meta_name}: line 1", problem)]


def invalid(file: EesFile) -> list[Fault]:
    """No column that the standard does not know."""
    known_columns = REQUIRED_META + OPTIONAL_META
    return [
        Fault(
            f"{file.tables.meta_name}: line 1",
            f"has a column {name!r} that the standard does not know",
            "",
            nearest(name, known_columns),
        )
        for name in file.tables.meta_header
        if name not in known_columns
    ]


def col_name(file: EesFile) -> list[Fault]:
    """Every row names its column."""
    return _row_faults(file, "col_name", lambda row: not row["col_name"], "names no column")


def name_dupe(file: EesFile) -> list[Fault]:
    """No two rows name the same column."""
    return _twice(file, "col_name", "column")


def col_type(file: EesFile) -> list[Fault]:
    """Filter or Indicator, in exactly these words."""
    kinds = ("Filter", "Indicator")
    return [
        Fault(
            f"{file.tables.meta_name}: line {row[LINE]}, column col_type",
            f"{row['col_type']!r} is no kind of column",
            "Filter or Indicator",
            nearest(row["col_type"], kinds),
        )
        for row in _rows(file)
        if "col_type" in file.tables.meta_header and row["col_type"] not in kinds
    ]


def no_figures(file: EesFile) -> list[Fault]:
    """At least one listed indicator is a column of the data."""
    if file.indicators or any(name not in file.tables.meta_header for name in NEEDED_META):
        return []
    column_list = ", ".join(item.column for item in file.listed_indicators[:5]) or "none"
    return [
        Fault(
            file.name,
            f"has none of the indicators that {file.tables.meta_name} lists ({column_list})",
            "at least one",
            "check that the two files belong together",
        )
    ]


def absent(file: EesFile) -> list[Fault]:
    """Every listed column is in the data."""
    return [
        Fault(
            f"{file.tables.meta_name}: line {row[LINE]}",
            f"lists {row['col_type'].lower()} {row['col_name']!r}, which {file.name} does not have",
            "",
            nearest(row["col_name"], file.unlisted),
        )
        for row in _rows(file)
        if row["col_name"] not in file.tables.data_header
    ]


def unlisted(file: EesFile) -> list[Fault]:
    """Columns of the data that nothing explains, and how they were read."""
    figures = set(file.unlisted_figures)
    return [
        Fault(
            f"{file.name}: column {column}",
            "is not in the meta file: "
            + ("figures, not read" if column in figures else "categories, read as a filter"),
        )
        for column in file.unlisted
    ]


def ob_unit(file: EesFile) -> list[Fault]:
    """Time and geography columns are not listed."""
    return _row_faults(
        file,
        "col_name",
        lambda row: row["col_name"] in STANDARD_COLUMNS - file.naming_filter,
        "lists a time or geography column",
    )


def label(file: EesFile) -> list[Fault]:
    """Every listed column has a label."""
    return _row_faults(file, "label", lambda row: not row["label"], "has no label")


def label_dupe(file: EesFile) -> list[Fault]:
    """Labels are unique."""
    label_faults = _twice(file, "label", "label")
    if len(label_faults) < 2:
        return label_faults
    problem = f"{label_faults[0].problem}, and {len(label_faults) - 1} other(s) likewise"
    return [replace(label_faults[0], problem=problem)]


def group_on_indicator(file: EesFile) -> list[Fault]:
    """Indicators have no grouping column."""
    return _wrong_kind(file, "filter_grouping_column", "Indicator")


def hint_on_indicator(file: EesFile) -> list[Fault]:
    """Indicators have no filter hint."""
    return _wrong_kind(file, "filter_hint", "Indicator")


def heading_on_filter(file: EesFile) -> list[Fault]:
    """Filters have no indicator grouping."""
    return _wrong_kind(file, "indicator_grouping", "Filter")


def unit_on_filter(file: EesFile) -> list[Fault]:
    """Filters have no unit."""
    return _wrong_kind(file, "indicator_unit", "Filter")


def places_on_filter(file: EesFile) -> list[Fault]:
    """Filters have no decimal places."""
    return _wrong_kind(file, "indicator_dp", "Filter")


def group_dupe(file: EesFile) -> list[Fault]:
    """No column groups two filters."""
    return _twice(file, "filter_grouping_column", "grouping column")


def group_absent(file: EesFile) -> list[Fault]:
    """Grouping columns are columns of the data."""
    return _row_faults(
        file,
        "filter_grouping_column",
        lambda row: (
            bool(row["filter_grouping_column"])
            and row["filter_grouping_column"] not in file.tables.data_header
        ),
        "names a grouping column that the data file does not have",
    )


def unit_unknown(file: EesFile) -> list[Fault]:
    """Units are blank, %, pp, £, £m or numberstring."""
    return _row_faults(
        file, "indicator_unit", lambda row: row["indicator_unit"] not in UNITS, "unknown unit"
    )


def places_no_number(file: EesFile) -> list[Fault]:
    """Decimal places are blank or a whole number."""
    return _row_faults(
        file,
        "indicator_dp",
        lambda row: bool(row["indicator_dp"]) and not row["indicator_dp"].isdecimal(),
        "is no number of decimal places",
    )


def _rows(file: EesFile) -> Iterator[Row]:
    """Rows of the meta file; cells without outer spaces, absent columns as blanks."""
    for row in file.tables.meta.iter_rows(named=True):
        full = dict.fromkeys(REQUIRED_META, "")
        full |= {name: str(cell).strip() for name, cell in row.items() if cell is not None}
        yield full


def _row_faults(
    file: EesFile, column: str, bad: Callable[[Row], bool], problem: str
) -> list[Fault]:
    return [
        Fault(
            f"{file.tables.meta_name}: line {row[LINE]}, column {column}",
            f"{problem}: {row[column]!r}" if row[column] else problem,
        )
        for row in _rows(file)
        if column in file.tables.meta_header and bad(row)
    ]


def _wrong_kind(file: EesFile, column: str, kind: str) -> list[Fault]:
    problem = f"is filled in for {'an indicator' if kind == 'Indicator' else 'a filter'}"
    return _row_faults(
        file, column, lambda row: bool(row[column]) and row["col_type"] == kind, problem
    )


def _twice(file: EesFile, column: str, noun: str) -> list[Fault]:
    lines: dict[str, list[str]] = {}
    for row in _rows(file):
        if row[column]:
            lines.setdefault(row[column], []).append(row[LINE])
    return [
        Fault(
            f"{file.tables.meta_name}: lines {', '.join(at)}",
            f"{noun} {text!r} occurs {len(at)} times",
            "each once",
        )
        for text, at in lines.items()
        if len(at) > 1
    ]


def _missing(file: EesFile, names: tuple[str, ...]) -> list[Fault]:
    header = file.tables.meta_header
    return [
        Fault(
            f"{file.tables.meta_name}: line 1",
            f"has no column {name!r}",
            ", ".join(names),
            nearest(name, header),
        )
        for name in names
        if name not in header
    ]
