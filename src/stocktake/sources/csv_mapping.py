"""The mapping of a CSV file without metadata: what a person says its columns are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator

from stocktake.sources.csv_file import REFUSE, UTF_8, CsvContent, CsvFile, CsvLayout
from stocktake.sources.ees_geography import LEVELS, STANDARD_COLUMNS, TIME_COLUMNS
from stocktake.sources.reading import NOT_STATED, cannot_open
from stocktake.standards.definition_faults import model_faults
from stocktake.standards.definitions import Definition, parse_toml
from stocktake.standards.errors import DefinitionError, Fault, nearest
from stocktake.standards.missing import Missing
from stocktake.standards.period_kinds import KINDS
from stocktake.standards.wording import IDENTITY

LEAVE_OUT: Final = "leave out"
YEAR_BEGINS: Final = "begins"
YEAR_ENDS: Final = "ends"
PLACE_COLUMNS = tuple(sorted(STANDARD_COLUMNS - {"geographic_level", *TIME_COLUMNS}))
"""What columns that name places are called in the department's open data standard."""

SHA256 = r"^[0-9a-f]{64}$"
LARGEST_MAPPING = 2_000_000
"""Bytes; the mapping of a file with 200 columns has 30,000."""


class FileMapping(Definition):
    """Which file the mapping is for, and how its rows stand in it.

    Without ``sha256`` it is for every file with just these columns.
    """

    name: str
    sha256: str | None = Field(default=None, pattern=SHA256)
    encoding: Literal["utf-8", "windows-1252"] = UTF_8
    header_line: int = Field(default=1, ge=1)
    short_rows: Literal["refuse", "blank"] = REFUSE
    lines_left_out: tuple[int, ...] = ()

    @property
    def layout(self) -> CsvLayout:
        """How the rows stand in the file."""
        return CsvLayout(self.encoding, self.header_line, self.short_rows, self.lines_left_out)


class PeriodMapping(Definition):
    """When the figures are of: by a column, or one period for the whole file.

    ``one_year`` says what a single year means where the kind of year has two: the academic year
    that ``ends`` in it, or the one that ``begins`` in it.
    """

    column: str | None = None
    time_period: str | None = None
    kind_of_year: str | None = None
    kind_of_year_column: str | None = None
    one_year: Literal["begins", "ends"] | None = None

    @field_validator("kind_of_year")
    @classmethod
    def _must_be_a_kind_of_period(cls, name: str | None) -> str | None:
        if name is not None and name not in KINDS:
            hint = nearest(name, KINDS) or "expected such as Academic year"
            raise ValueError(f"{name!r} is no kind of period; {hint}")
        return name

    @model_validator(mode="after")
    def _says_each_once(self) -> Self:
        problems = []
        if (self.column is None) == (self.time_period is None):
            problems.append("write either column, or time_period for the whole file")
        if (self.kind_of_year is None) == (self.kind_of_year_column is None):
            problems.append(
                'write either kind_of_year, such as "Academic year" or "Calendar year", or '
                "kind_of_year_column"
            )
        if problems:
            raise ValueError("; ".join(problems))
        return self


class PlaceMapping(Definition):
    """Which places the figures are of.

    ``columns`` says which column of the file holds what the open data standard has in
    ``old_la_code``, ``school_urn`` and so on. ``levels`` says what the words of ``level_column``
    mean: a geographic level, or ``leave out``.
    """

    level: str | None = None
    level_column: str | None = None
    levels: dict[str, str] = Field(default_factory=dict)
    columns: dict[str, str] = Field(default_factory=dict)
    rows_without_place: Literal["refuse", "leave out"] = REFUSE

    @model_validator(mode="after")
    def _says_the_level_once(self) -> Self:
        problems = []
        if (self.level is None) == (self.level_column is None):
            problems.append('write either level, such as "Local authority", or level_column')
        level_names = ([self.level] if self.level is not None else []) + [
            level for level in self.levels.values() if level != LEAVE_OUT
        ]
        problems += [
            f"{level!r} is no geographic level" + _hint(level, LEVELS)
            for level in level_names
            if level not in LEVELS
        ]
        problems += [
            f"columns: unknown key {name!r}" + _hint(name, PLACE_COLUMNS)
            for name in self.columns
            if name not in PLACE_COLUMNS
        ]
        if problems:
            raise ValueError("; ".join(problems))
        return self


class FigureColumn(Definition):
    """A column of figures; ``unit`` is ``%``, ``pp``, ``£``, ``score`` or words, blank a number."""

    column: str
    title: str = ""
    unit: str = ""
    decimal_places: int | None = Field(default=None, ge=0, le=9)


class BreakdownColumn(Definition):
    """A column that tells rows of one place and period apart; ``total`` stands for all of it."""

    column: str
    title: str = ""
    total: str | None = None


class Columns(Definition):
    """What the columns that name neither place nor period are."""

    figure: tuple[FigureColumn, ...] = Field(min_length=1)
    breakdown: tuple[BreakdownColumn, ...] = ()
    ignored: tuple[str, ...] = ()


class CsvMapping(Definition):
    """A whole mapping.

    Parameters
    ----------
    id : str
        Names the source in the store and the series: ``csv:<id>/<column>``.
    producer : str
        Who published the figures: what is loaded counts as published.
    missing : dict of str to Missing
        What each symbol of the figures means; ``""`` is a blank cell.
    """

    id: str = Field(pattern=IDENTITY)
    title: str = Field(min_length=1)
    producer: str = Field(min_length=1)
    address: str = NOT_STATED
    licence: str = NOT_STATED
    file: FileMapping
    period: PeriodMapping
    place: PlaceMapping
    columns: Columns
    missing: dict[str, Missing] = Field(default_factory=dict)

    @property
    def column_paths(self) -> list[tuple[str, str]]:
        """Every column that the mapping names, with the path of its key."""
        period, place, columns = self.period, self.place, self.columns
        paths = [
            ("period.column", period.column),
            ("period.kind_of_year_column", period.kind_of_year_column),
            ("place.level_column", place.level_column),
            *((f"place.columns.{name}", column) for name, column in place.columns.items()),
            *((f"columns.figure[{at}].column", item.column)
              for at, item in enumerate(columns.figure)),
            *((f"columns.breakdown[{at}].column", item.column)
              for at, item in enumerate(columns.breakdown)),
            *((f"columns.ignored[{at}]", name) for at, name in enumerate(columns.ignored)),
        ]  # fmt: skip
        return [(path, column) for path, column in paths if column is not None]


def read_mapping(path: Path) -> CsvMapping:
    """Read a mapping file.

    Raises
    ------
    DefinitionError
        A syntax error, or every fault at once with its key path, and the nearest known key for an
        unknown one.
    """
    try:
        with path.open("rb") as stream:
            text = stream.read(LARGEST_MAPPING + 1).decode("utf-8-sig")
    except OSError as error:
        raise cannot_open(path, error) from None
    except UnicodeDecodeError:
        fault = Fault(path.name, "is not UTF-8 text", "a mapping in TOML")
        raise DefinitionError(f"cannot read {path.name}", [fault]) from None
    return parse_mapping(text, path.name)


def parse_mapping(text: str, location: str) -> CsvMapping:
    """Parse the text of a mapping.

    Raises
    ------
    DefinitionError
        As ``read_mapping``.

    Examples
    --------
    >>> parse_mapping("id = [1", "made.mapping.toml")
    Traceback (most recent call last):
    ...
    stocktake.standards.errors.DefinitionError: made.mapping.toml is not valid TOML
      made.mapping.toml: Unclosed array (at end of document); expected TOML; correct the
    syntax at that line and column
    """
    try:
        return CsvMapping.model_validate(parse_toml(text, location))
    except ValidationError as error:
        faults = model_faults(error, location, CsvMapping)
        raise DefinitionError(f"{location} has {len(faults)} fault(s)", faults) from None


def check_file(mapping: CsvMapping, location: str, file: CsvContent) -> None:
    """Refuse a mapping that was made for other bytes.

    Raises
    ------
    DefinitionError
        Neither name nor header matters: the bytes do, where the mapping names them.
    """
    if mapping.file.sha256 not in (None, file.sha256):
        fault = Fault(
            f"{location}: file.sha256",
            f"is that of {mapping.file.name!r}, and {file.name} has other bytes",
            f"{file.sha256[:12]}...",
            f"propose another: stocktake load csv {file.name}; or take sha256 out, if the mapping "
            "is for every file with these columns",
        )
        raise DefinitionError(f"{location} is the mapping of another file", [fault])
    by_line = [
        Fault(f"{location}: {key}", "holds for one file alone", "file.sha256 next to it")
        for key, value in (
            ("file.lines_left_out", mapping.file.lines_left_out),
            ("period.time_period", mapping.period.time_period),
        )
        if value and mapping.file.sha256 is None
    ]
    if by_line:
        raise DefinitionError(f"{location} does not say which file it is for", by_line)


def check_columns(mapping: CsvMapping, location: str, file: CsvFile) -> None:
    """Refuse a mapping that names other columns than the file has, or not all of them.

    Raises
    ------
    DefinitionError
        With every fault.
    """
    paths = mapping.column_paths
    named_columns = Counter(column for _, column in paths)
    spare = [name for name in file.header if name not in named_columns]
    faults = [
        Fault(f"{location}: {path}", f"no column {column!r} in {file.name}", "",
              nearest(column, spare))
        for path, column in paths
        if column not in file.keys
    ]  # fmt: skip
    faults += [
        Fault(f"{location}: {' and '.join(path for path, name in paths if name == column)}",
              f"name the column {column!r} {count} times", "each column once")
        for column, count in named_columns.items()
        if count > 1
    ]  # fmt: skip
    faults += [
        Fault(f"{location}: columns", f"nothing is said of the column {name!r}", "",
              "name it, under ignored if it holds no figure")
        for name in spare
    ]  # fmt: skip
    if faults:
        raise DefinitionError(f"{location} does not fit {file.name}", faults)


def _hint(name: str, known_names: Iterable[str]) -> str:
    hint = nearest(name, known_names)
    return f"; {hint}" if hint else ""
