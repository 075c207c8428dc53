"""Says of each row of a school table whose it is: a school, a place, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from stocktake.sources.csv_file import CsvFile
from stocktake.sources.ees_file import LINE, rows_of
from stocktake.sources.schools.table_schema import RowRule
from stocktake.standards.errors import Fault

URN, LAESTAB, PLACE, GROUP = "school_urn", "laestab", "place", "place_group"
NO_GROUP = "all"
LEAST_URN, MOST_URN = 100_000, 999_999
_KIND = "kind of row"
SCHOOL, LA, ENGLAND, LEFT_OUT, UNKNOWN = "school", "la", "england", "left out", "unknown"


@dataclass(frozen=True)
class TableRows:
    """Whose each row of a file is.

    Parameters
    ----------
    owners : polars.DataFrame
        For each row of the file: ``school_urn``, ``laestab`` (both Int64 or null), ``place`` (null
        for a school) and ``place_group``. All are null for a row that is left out.
    faults : tuple of Fault
    """

    owners: pl.DataFrame
    faults: tuple[Fault, ...]


def read_rows(file: CsvFile, rule: RowRule) -> TableRows:
    """Read the owner of each row.

    A row without any cell is left out; everything else is a school, a place or a fault.
    """
    cells = _Cells(file)
    kind = _kinds(cells, rule)
    urn_text = cells.first(rule.school_urn)
    urn = urn_text.cast(pl.Int64, strict=False)
    laestab = _laestab(cells, rule)
    is_school = kind == SCHOOL
    groups, unknown_groups = _groups(cells, rule, kind)
    la_number = cells.first(rule.la).str.extract(r"^(\d{3})$")
    owners = pl.DataFrame(
        {
            URN: urn.set(~is_school, None),
            LAESTAB: laestab.set(~is_school, None),
            PLACE: pl.select(
                pl.when(kind == ENGLAND)
                .then(pl.lit("england"))
                .when(kind == LA)
                .then("la-" + la_number)
            ).to_series(),
            GROUP: groups,
        }
    )
    faults = [
        *_faults(file, kind == UNKNOWN, cells.first(rule.column), "says {!r} of its row",
                 "a kind of row that the table's definition names"),
        *_faults(file, (kind == LA) & la_number.is_null(), cells.first(rule.la),
                 "has {!r} as the number of an authority", "three digits"),
        *_faults(file, unknown_groups, cells.first(rule.group_column),
                 "has {!r} as the group of a place", "a group that the definition names"),
        *_number_faults(file, rule, is_school, urn_text, urn, laestab),
    ]  # fmt: skip
    return TableRows(owners, tuple(faults))


class _Cells:
    """Columns of a file by any of their names."""

    def __init__(self, file: CsvFile) -> None:
        self.file = file
        self.keys = {name.casefold(): key for name, key in file.keys.items()}
        self.height = file.data.height

    def all(self, names: Sequence[str]) -> list[pl.Series]:
        """The columns that the file has, in the order of the names."""
        return [
            self.file.data.get_column(key)
            for name in names
            if (key := self.keys.get(name.casefold())) is not None
        ]

    def first(self, names: Sequence[str]) -> pl.Series:
        """The first of the columns that the file has; all blank where it has none."""
        return next(
            iter(self.all(names)), pl.repeat(None, self.height, dtype=pl.String, eager=True)
        )


def _kinds(cells: _Cells, rule: RowRule) -> pl.Series:
    text = cells.first(rule.column)
    is_blank = cells.file.data.select(pl.all_horizontal(pl.exclude(LINE).is_null())).to_series()
    otherwise = LA if rule.every_la else (UNKNOWN if rule.school else SCHOOL)
    expression = (
        pl.when(is_blank)
        .then(pl.lit(LEFT_OUT))
        .when(text.is_in(rule.la_rows))
        .then(pl.lit(LA))
        .when(text.is_in(rule.england))
        .then(pl.lit(ENGLAND))
        .when(text.is_in(rule.left_out))
        .then(pl.lit(LEFT_OUT))
        .when(text.is_in(rule.school))
        .then(pl.lit(SCHOOL))
        .otherwise(pl.lit(otherwise))
    )
    return pl.select(expression.fill_null(otherwise).alias(_KIND)).to_series()


def _groups(cells: _Cells, rule: RowRule, kind: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The group of each row of a place; and whether it names one that we do not know."""
    is_place = kind.is_in([LA, ENGLAND])
    group = pl.repeat(None, cells.height, dtype=pl.String, eager=True)
    for column in cells.all(rule.group_column):
        if rule.groups:
            group_here = column.replace_strict(rule.groups, default=None, return_dtype=pl.String)
            group = group.fill_null(group_here)
    has_text = pl.repeat(False, cells.height, eager=True)
    for column in cells.all(rule.group_column):
        has_text |= column.is_not_null() & ~column.is_in([*rule.england, *rule.la_rows])
    unknown = is_place & group.is_null() & has_text
    group = group.fill_null(NO_GROUP)
    return group.set(~is_place | unknown, None), unknown


def _laestab(cells: _Cells, rule: RowRule) -> pl.Series:
    """Seven digits: the authority's three and the school's four."""
    if whole := cells.all(rule.laestab):
        return whole[0].str.extract(r"^(\d{7})$").cast(pl.Int64)
    la, estab = cells.first(rule.la), cells.first(rule.estab)
    digits = la.str.extract(r"^(\d{3})$") + estab.str.extract(r"^(\d{1,4})$").str.zfill(4)
    return digits.cast(pl.Int64)


def _number_faults(
    file: CsvFile,
    rule: RowRule,
    is_school: pl.Series,
    text: pl.Series,
    urn: pl.Series,
    laestab: pl.Series,
) -> list[Fault]:
    if rule.school_urn and any(name.casefold() in _names(file) for name in rule.school_urn):
        is_number = urn.is_between(LEAST_URN, MOST_URN).fill_null(False)
        return _faults(file, is_school & ~is_number, text,
                       "has {!r} as the number of a school", "six digits (URN)")  # fmt: skip
    return _faults(file, is_school & laestab.is_null(), text,
                   "has no number of a school", "seven digits (LAESTAB)")  # fmt: skip


def _names(file: CsvFile) -> set[str]:
    return {name.casefold() for name in file.header}


def _faults(
    file: CsvFile, wrong: pl.Series, text: pl.Series, problem: str, expected: str
) -> list[Fault]:
    """One fault for each different text, at its first line."""
    rows = (
        pl.DataFrame({"line": file.data.get_column(LINE), "text": text})
        .filter(wrong)
        .group_by("text")
        .agg(pl.col("line").min(), pl.len().alias("count"))
        .sort("line")
    )
    return [
        Fault(
            file.at(row["line"]),
            problem.format(row["text"] or "")
            + (f" ({rows_of(row['count'])})" if row["count"] > 1 else ""),
            expected,
        )
        for row in rows.iter_rows(named=True)
    ]
