"""What a definition of a published school table may say: how it is known, what its columns mean.

A kind of table is known by its header, never by its file's name. Columns that changed their name
between the years stand as alternatives; the first that the file has is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from stocktake.sources.schools.measure_schema import AcademicYear, MeasureId, Text
from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.missing import Missing

PACKAGE = "stocktake.sources.schools"
FOLDER = "tables"


def _several(value: object) -> object:
    """One name may be written without a list."""
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[Text, ...], BeforeValidator(_several)]
Group = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$")]
Stage = Literal["provisional", "revised", "final"]


class Header(Definition):
    """Columns by which a kind is known: all of these, one of those, and none of other kinds'."""

    needs: tuple[Text, ...] = Field(min_length=1)
    any_of: tuple[Text, ...] = ()
    lacks: tuple[Text, ...] = ()


class RowRule(Definition):
    """Which rows are schools, which are places, and whose they are.

    Parameters
    ----------
    school_urn, laestab, la, estab : str
        Columns of the number of the school; of its seven digits; or of the two parts of these.
    column : str
        Column that says what a row is; without one, every row is a school.
    school, la, england, left_out : tuple of str
        Its texts; ``school`` empty is every row that nothing else claims.
    group_column : tuple of str
        For the rows of places: columns of which one may name a group.
    groups : dict of str to str
        What those columns say, and our group; a text that is not here is no group of ours.
    every_la : bool
        Whether every row that nothing else claims is an authority, in a table without schools.
    """

    school_urn: Names = ()
    laestab: Names = ()
    la: Names = ()
    estab: Names = ()
    column: Names = ()
    school: Names = ()
    la_rows: Names = ()
    england: Names = ()
    left_out: Names = ()
    group_column: Names = ()
    groups: dict[str, Group] = Field(default_factory=dict)
    every_la: bool = False

    @model_validator(mode="after")
    def _names_its_rows(self) -> Self:
        names_schools = self.school_urn or self.laestab or (self.la and self.estab)
        if not (names_schools or self.england or (self.every_la and self.la)):
            raise ValueError("expected school_urn, laestab, la and estab, or rows of places")
        return self


class PeriodRule(Definition):
    """Which academic year a row is about.

    Parameters
    ----------
    column : str
        Column of the year; empty where the file does not say, and whoever loads it must.
    reads : str
        ``identifier`` for 202324; ``ending year`` for 2024 that means 2023/24.
    lag_years : int
        By how many years the pupils are earlier than the edition that whoever loads it states.
    """

    column: str = ""
    reads: Literal["identifier", "ending year"] = "identifier"
    lag_years: int = Field(default=0, ge=0, le=5)


class FigureRule(Definition):
    """One measure of a table, by column or by a formula over columns.

    Parameters
    ----------
    measure : str
    column : tuple of str
        Alternatives, latest name first.
    sum_of : tuple of str
        Columns that are added; missing where one of them is.
    share_of : tuple of str
        Two columns: 100 times the first over the second; missing where that is 0.
    group : str
        Which pupils: ``all``, ``boys``, ``disadvantaged``, ...
    pupils, lower, upper : tuple of str
        Columns of the pupils counted, and of the published 95% interval.
    scale : float
        By which the printed number is multiplied: 100 for a proportion.
    first_period, last_period : str, optional
        Years (inclusive) in which the column means this measure.
    time_period : str, optional
        The academic year of the pupils, where the column is about another cohort than the table.
    lag_years : int
        By how many years the column is earlier than the table.
    """

    measure: MeasureId
    column: Names = ()
    sum_of: Names = ()
    share_of: Names = ()
    group: Group = "all"
    pupils: Names = ()
    lower: Names = ()
    upper: Names = ()
    scale: float = Field(default=1.0, gt=0)
    first_period: AcademicYear | None = None
    last_period: AcademicYear | None = None
    time_period: AcademicYear | None = None
    lag_years: int = Field(default=0, ge=0, le=5)

    @model_validator(mode="after")
    def _has_one_way(self) -> Self:
        ways = [way for way in (self.column, self.sum_of, self.share_of) if way]
        if len(ways) != 1:
            raise ValueError("expected one of column, sum_of, share_of")
        if self.share_of and len(self.share_of) != 2:
            raise ValueError("share_of takes two columns")
        return self


class NotCollected(Definition):
    """Rows whose printed figures of some measures are no figures: nobody collected them.

    The January census prints 0 pupils with free meals for most independent schools, which it
    never asked. They are known by 0 in every column of the first languages together.

    Parameters
    ----------
    zeros : tuple of str
        Columns that all print 0 in such a row; a table without one of them has no such rows.
    measures : tuple of str
    reason : str
    last_period : str, optional
        The last year in which that holds.
    """

    zeros: Names = Field(min_length=1)
    measures: tuple[MeasureId, ...] = Field(min_length=1)
    reason: Text
    last_period: AcademicYear | None = None
    symbol: Missing = Missing.NOT_APPLICABLE


class SchoolTable(Definition):
    """One kind of published school table.

    Parameters
    ----------
    title, producer, licence, address : str
    stage : "provisional", "revised" or "final"
    header, rows, period, figure : rules
    missing : dict of str to Missing
        Texts of this table that stand for no figure, beyond those that every table has.
    not_collected : tuple of NotCollected
    left_out : tuple of str
        Columns that are not kept: addresses and telephones.
    has_short_rows : bool
        Whether rows leave out their last cells where these are blank.
    leaves_out_doubled : bool
        Whether a school with two rows for one year is left out with a note; else it is a fault.
    note : tuple of str
        What a reader of its figures should know.
    """

    title: Text
    producer: Text
    licence: Text = "Open Government Licence v3.0"
    address: str = ""
    stage: Stage
    header: Header
    rows: RowRule
    period: PeriodRule = PeriodRule()
    figure: tuple[FigureRule, ...] = ()
    missing: dict[str, Missing] = Field(default_factory=dict)
    not_collected: tuple[NotCollected, ...] = ()
    left_out: tuple[Text, ...] = ()
    has_short_rows: bool = False
    leaves_out_doubled: bool = False
    note: tuple[Text, ...] = ()
    source: tuple[Source, ...] = Field(min_length=1)


def load_school_tables(own_folder: Path | None = None) -> Mapping[str, SchoolTable]:
    """Every kind of school table by id, which is its file's name.

    Parameters
    ----------
    own_folder : path, optional
        A place's own definitions; ``tables/<id>.toml`` replaces the shipped file.

    Examples
    --------
    >>> load_school_tables()["ks4_provisional"].stage
    'provisional'
    """
    return _shipped() if own_folder is None else _tables(own_folder)


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, SchoolTable]:
    return _tables(None)


def _tables(own_folder: Path | None) -> Mapping[str, SchoolTable]:
    definitions = load_folder(PACKAGE, FOLDER, SchoolTable, own_folder=own_folder)
    return {identity: definition.value for identity, definition in definitions.items()}
