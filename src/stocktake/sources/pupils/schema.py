"""What the definition files of pupil tables must look like, and a system's own mapping file."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from stocktake.standards.definitions import Definition, Source

Kind: TypeAlias = Literal[
    "text",
    "code",
    "upn",
    "urn",
    "laestab",
    "postcode",
    "academic_year",
    "date",
    "month",
    "integer",
    "boolean",
]


def plain_heading(heading: str) -> str:
    """A heading without case, spaces and strokes, since systems differ in nothing else.

    Examples
    --------
    >>> plain_heading(" School URN"), plain_heading("school_urn")
    ('schoolurn', 'schoolurn')
    """
    return "".join(character for character in heading.lower() if character.isalnum())


class Column(Definition):
    """One column of a pupil table.

    Parameters
    ----------
    name : str
        As it stands in files and frames.
    kind : str
        How its text is read.
    meaning : str
        What it says, in a line.
    census : str
        The field of the school census or of a return that it comes from.
    aliases : tuple of str
        Other headings under which it is accepted, whatever their case.
    required : bool
        Whether the column must be there.
    filled : bool
        Whether every row must have a value; implies ``required_meta_columns``.
    identifier : bool
        Whether it says who the pupil is, so that the store keeps it apart.
    codes : tuple of str
        The codes that may occur, where they are the project's own.
    code_list : str
        Or the list of ``stocktake.standards`` that holds them: ``attendance`` or an id.
    at : str
        The column with the day, month or academic year by which the list is read.
    minimum, maximum : int or None
        Bounds of an integer, both included.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: Kind
    meaning: str
    census: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = False
    filled: bool = False
    identifier: bool = False
    codes: tuple[str, ...] = ()
    code_list: str = ""
    at: str = ""
    minimum: int | None = None
    maximum: int | None = None

    @property
    def is_needed(self) -> bool:
        """Whether a file without this column is laid out wrongly."""
        return self.required or self.filled


class Layout(Definition):
    """A pupil table: what a row is, which columns it has and which of them name a row."""

    title: str
    row: str
    key: tuple[str, ...]
    year_column: str = ""
    spell: tuple[str, str] | None = None
    one_year_per_file: bool = False
    separately_authorised: bool = False
    source: Source
    column: tuple[Column, ...]

    @model_validator(mode="after")
    def _hangs_together(self) -> Layout:
        names = [column.name for column in self.column]
        columns = [*self.key, self.year_column, *(self.spell or ())]
        columns += [column.at for column in self.column]
        unknown = sorted({name for name in columns if name and name not in names})
        if unknown:
            raise ValueError(f"no column is called {', '.join(unknown)}")
        headings = [
            heading
            for column in self.column
            for heading in {plain_heading(name) for name in (column.name, *column.aliases)}
        ]
        twice = sorted({heading for heading in headings if headings.count(heading) > 1})
        if twice:
            raise ValueError(f"headings that stand for two columns: {', '.join(twice)}")
        return self

    def get(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((column for column in self.column if column.name == name), None)


class Limit(Definition):
    """The largest share of rows that a rule may fail before the rest cannot be used."""

    rule: str
    percent: float = Field(ge=0, le=100)
    reason: str


class Limits(Definition):
    """When the rest of a load may still be used.

    ``percent`` holds for every rule that ``limit`` does not name; ``table_percent`` for all the
    rows of a table that are set aside, whatever the rule.
    """

    percent: float = Field(ge=0, le=100)
    table_percent: float = Field(ge=0, le=100)
    source: Source
    limit: tuple[Limit, ...] = ()


class AllowedResult(Definition):
    """What a result may be, for rows that match every column given in ``where``."""

    where: dict[str, tuple[str, ...]]
    minimum: int | None = None
    maximum: int | None = None
    codes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> AllowedResult:
        if (self.minimum is None) != (self.maximum is None):
            raise ValueError("give both minimum and maximum, or neither")
        if self.minimum is None and not self.codes:
            raise ValueError("give codes, or a minimum and a maximum")
        return self


class AllowedResults(Definition):
    """Which results a table can hold; rows that match nothing are not judged."""

    column: str
    source: Source
    note: str = ""
    allowed: tuple[AllowedResult, ...]


class MappedColumn(Definition):
    """One column of a system's export: what it is here, and how its values translate."""

    heading: str
    column: str
    values: dict[str, str] = {}


class ExportMapping(Definition):
    """A system's own export, said in the terms of a layout.

    Parameters
    ----------
    table : str
        The layout that it fills.
    date_format : str
        How its dates are written, such as ``%d/%m/%Y``.
    column : tuple of MappedColumn
        Its columns; those not named are not read.
    constant : dict of str to str
        Columns that the export leaves out because they are the same in every row.
    """

    table: str
    date_format: str = "%Y-%m-%d"
    column: tuple[MappedColumn, ...] = Field(min_length=1)
    constant: dict[str, str] = {}

    @field_validator("date_format")
    @classmethod
    def _names_a_day(cls, text: str) -> str:
        if not all(part in text for part in ("%d", "%m")) or (
            "%Y" not in text and "%y" not in text
        ):
            raise ValueError("expected day, month and year, such as %d/%m/%Y")
        return text
