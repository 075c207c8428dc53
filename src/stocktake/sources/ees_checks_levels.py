"""Checks on geographic levels: which columns a level needs, and on which rows they are filled."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from stocktake.sources.ees_checks_model import told_once
from stocktake.sources.ees_file import LINE, rows_of
from stocktake.sources.ees_geography import LEVELS, UNKNOWN
from stocktake.sources.ees_meta import meta_filters
from stocktake.sources.ees_screened import EesFile
from stocktake.standards.errors import Fault

NOT_AVAILABLE = "Not available"

OLD_LAYOUT = frozenset({"urn", "laestab"})
"""Columns that we read and that the standard no longer has."""

OUTSIDE_TABLE_TOOL = ("Institution", "Planning area")
ALONE_ONLY = ("School", "Provider")

ESTABLISHMENTS = ("School", "Provider", "Institution")

LOWER_LEVELS = {
    "Regional": (
        "Local authority",
        "Local authority district",
        "Local skills improvement plan area",
        "Local enterprise partnership",
        "English devolved area",
        "Opportunity area",
        "Parliamentary constituency",
        "Ward",
        "Planning area",
        "Police force area",
    ),
    "Local authority": (
        "Local authority district",
        "Parliamentary constituency",
        "Ward",
        "Planning area",
        "Police force area",
    ),
    "Local authority district": ("Ward", "Police force area"),
    "Local skills improvement plan area": ("Local authority district", "Planning area"),
}
"""Levels whose rows may carry the columns of a level above them, establishments apart."""

CODED_ELSEWHERE = frozenset(
    {
        "National",
        "Regional",
        "Local authority",
        "Local authority district",
        "Parliamentary constituency",
        "Ward",
        "Local enterprise partnership",
        "Local skills improvement plan area",
        "English devolved area",
        "RSC region",
        *OUTSIDE_TABLE_TOOL,
    }
)
"""Levels whose codes other checks look at, or that have none."""

ONE_TO_ONE = ("Opportunity area", "MAT", "Sponsor")
SKILLS_AREA = "Local skills improvement plan area"


def standard_columns(level: str) -> tuple[str, ...]:
    """Code and name columns of a level in today's standard."""
    return tuple(column for column in LEVELS[level].columns if column not in OLD_LAYOUT)


def level_present(file: EesFile) -> list[Fault]:
    """The columns of every level of the file are there.

    A level with none of its columns is refused elsewhere: its rows name no place.
    """
    header = file.tables.data_header
    faults = []
    for level in _levels(file):
        absent = [column for column in standard_columns(level) if column not in header]
        if absent and level != "Planning area" and set(LEVELS[level].columns) & set(header):
            problem = f"has rows at level {level!r} and no column {', '.join(absent)}"
            faults.append(Fault(f"{file.name}: line 1", problem))
    return faults


def together(level: str) -> Callable[[EesFile], list[Fault]]:
    """The check that where one column of a level is, all are."""

    def level_faults(file: EesFile) -> list[Fault]:
        absent = [name for name in standard_columns(level) if name not in file.tables.data_header]
        present = [name for name in standard_columns(level) if name in file.tables.data_header]
        if not absent or not present:
            return []
        problem = f"has {', '.join(present)} and not {', '.join(absent)}"
        return [Fault(f"{file.name}: line 1", problem, "all of them or none")]

    return level_faults


def blank_level_cells(file: EesFile) -> list[Fault]:
    """Every column of a row's level is filled in; only ``new_la_code`` may be blank."""
    placed_rows = file.row_places.places.filter(pl.col("place").is_not_null())
    rows = file.data.join(placed_rows, on=LINE, how="semi")
    faults = []
    for level in _levels(file):
        for column in standard_columns(level):
            if column in rows.columns and column != "new_la_code" and level != "Planning area":
                blank = rows.filter(pl.col("geographic_level") == level, pl.col(column).is_null())
                if blank.height:
                    problem = f"is blank at level {level!r} ({rows_of(blank.height)})"
                    faults.append(Fault(file.at(_first(blank), column), problem))
    return faults


def overcompleted(file: EesFile) -> list[Fault]:
    """Place columns are filled on rows of their level and of levels within it only."""
    faults: list[Fault] = []
    for level in LEVELS:
        if level == "National":
            continue
        allowed = [level, *LOWER_LEVELS.get(level, ())]
        if level not in ESTABLISHMENTS:
            allowed += ESTABLISHMENTS
        for column in standard_columns(level):
            if column in file.data.columns and not _names_the_rows(file, level, column):
                odd = file.data.filter(
                    pl.col(column).is_not_null(), ~pl.col("geographic_level").is_in(allowed)
                )
                if odd.height:
                    at, cell = odd.sort(LINE).select("geographic_level", column).row(0)
                    problem = f"is {cell!r} at level {at!r} ({rows_of(odd.height)})"
                    faults.append(Fault(file.at(_first(odd), column), problem, "blank"))
    return faults


def region_for(level: str) -> Callable[[EesFile], list[Fault]]:
    """The check that rows of a level say their region."""

    def check_levels(file: EesFile) -> list[Fault]:
        rows = file.data.filter(pl.col("geographic_level") == level)
        columns = standard_columns("Regional")
        absent = [column for column in columns if column not in rows.columns]
        if not rows.height:
            return []
        if absent:
            problem = f"has rows at level {level!r} and no column {', '.join(absent)}"
            return [Fault(f"{file.name}: line 1", problem)]
        blank = rows.filter(pl.any_horizontal(pl.col(columns).is_null()))
        if not blank.height:
            return []
        problem = f"a row at level {level!r} does not say its region ({rows_of(blank.height)})"
        return [Fault(file.at(_first(blank)), problem)]

    return check_levels


def invisible(file: EesFile) -> list[Fault]:
    """The department's table tool shows the file, and schools and providers do not share one."""
    levels = _levels(file)
    if levels and all(level in OUTSIDE_TABLE_TOOL for level in levels):
        level_names = " and ".join(levels)
        return [
            Fault(file.name, f"has rows at level {level_names} only, which the table tool ignores")
        ]
    if all(level in levels for level in ALONE_ONLY):
        return [Fault(file.name, "has rows at levels School and Provider", "one of them")]
    return []


def ignored(file: EesFile) -> list[Fault]:
    """No row is of a level that the table tool ignores."""
    levels = _levels(file)
    mixed = [level for level in levels if level in ALONE_ONLY + OUTSIDE_TABLE_TOOL]
    if not mixed or len(levels) == 1 or invisible(file):
        return []
    rows = file.data.filter(pl.col("geographic_level").is_in(mixed))
    problem = f"the table tool ignores rows at level {' and '.join(mixed)} ({rows_of(rows.height)})"
    return [Fault(file.at(_first(rows)), problem)]


def not_available_name(file: EesFile) -> list[Fault]:
    """The code ``x`` stands with the name "Not available"."""
    return _not_available(
        file,
        lambda code, name: (pl.col(code) == UNKNOWN) & (pl.col(name) != NOT_AVAILABLE),
        show=1,
        expected=NOT_AVAILABLE,
        every_row=True,
    )


def not_available_code(file: EesFile) -> list[Fault]:
    """The name "Not available" stands with the code ``x``."""
    return _not_available(
        file,
        lambda code, name: (pl.col(name) == NOT_AVAILABLE) & (pl.col(code) != UNKNOWN),
        show=0,
        expected=UNKNOWN,
        every_row=False,
    )


def name_dupes(file: EesFile) -> list[Fault]:
    """A name of an area, trust or sponsor has one code."""
    return _several(file, ONE_TO_ONE, key=1, other_key=0, noun="codes")


def code_dupes(file: EesFile) -> list[Fault]:
    """A code of an area, trust or sponsor has one name."""
    return _several(file, ONE_TO_ONE, key=0, other_key=1, noun="names")


def skills_area_names(file: EesFile) -> list[Fault]:
    """A code of a skills improvement plan area has one name."""
    return _several(file, (SKILLS_AREA,), key=0, other_key=1, noun="names")


def _levels(file: EesFile) -> list[str]:
    """The known levels of the file, in its order."""
    level_names = file.data["geographic_level"].unique(maintain_order=True).to_list()
    return [level for level in level_names if level in LEVELS]


def _names_the_rows(file: EesFile, level: str, column: str) -> bool:
    """Whether a name of schools or providers is the file's only filter: it labels every row."""
    filters = meta_filters(file.tables.meta)
    filter_columns = {filters[0].column, filters[0].grouping_column} if len(filters) == 1 else set()
    return level in ALONE_ONLY and column in LEVELS[level].names and column in filter_columns


def _not_available(
    file: EesFile,
    bad: Callable[[str, str], pl.Expr],
    *,
    show: int,
    expected: str,
    every_row: bool,
) -> list[Fault]:
    faults = []
    for level in _levels(file):
        columns = standard_columns(level)
        pair = (columns[0], LEVELS[level].names[0])
        if level in CODED_ELSEWHERE or any(column not in file.data.columns for column in pair):
            continue
        rows = file.data.filter(bad(*pair))
        if not every_row:
            rows = rows.filter(pl.col("geographic_level") == level)
        if rows.height:
            cells = rows.sort(LINE).select(pair).row(0)
            problem = f"{cells[show]!r} stands with {cells[1 - show]!r} ({rows_of(rows.height)})"
            faults.append(Fault(file.at(_first(rows), pair[show]), problem, expected))
    return faults


def _several(
    file: EesFile, one_to_one: tuple[str, ...], *, key: int, other_key: int, noun: str
) -> list[Fault]:
    faults = []
    for level in _levels(file):
        if level not in one_to_one:
            continue
        pair = standard_columns(level)
        if any(column not in file.data.columns for column in pair):
            continue
        ambiguous_rows = (
            file.data.filter(pl.col("geographic_level") == level, pl.col(pair[0]).is_not_null())
            .group_by(pair[key])
            .agg(pl.col(LINE).min().alias("first"), pl.col(pair[other_key]).unique().sort())
            .filter(pl.col(pair[other_key]).list.len() > 1)
            .sort("first")
        )
        for text, line, alternatives in ambiguous_rows.iter_rows():
            problem = (
                f"{text!r} has {len(alternatives)} {noun}: {', '.join(map(str, alternatives[:5]))}"
            )
            faults.append(Fault(file.at(line, pair[key]), problem, "one"))
    return told_once(faults)


def _first(rows: pl.DataFrame) -> int:
    return int(rows.select(pl.col(LINE).min()).item())
