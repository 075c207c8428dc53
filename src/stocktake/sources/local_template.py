"""The form in which a school, trust or council returns figures that nobody publishes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    pass

RETURNS_SHEET = "Returns"


class LocalIndicator(Protocol):
    """What a local return needs to know of an indicator."""

    @property
    def unit(self) -> str:
        """``percent``, ``count``, ``score`` ... : a name of ``standards.units``."""

    @property
    def words(self) -> str:
        """What is counted or measured, in words."""


class NamedLocalIndicator(LocalIndicator, Protocol):
    """A local indicator that carries its own id."""

    @property
    def id(self) -> str:
        """Its id, with or without ``local:``."""


@dataclass(frozen=True)
class TemplateColumn:
    """A column of the form.

    Parameters
    ----------
    name : str
        Header, in the manner of the open data standard.
    meaning : str
        What to write there.
    is_needed : bool
        Whether the file must have the column.
    """

    name: str
    meaning: str
    is_needed: bool = False


COLUMNS: tuple[TemplateColumn, ...] = (
    TemplateColumn("indicator", "Which figure this is: local: and its id.", is_needed=True),
    TemplateColumn("date", "The day that the figure is true of: 2018-03-31 or 31/03/2018."),
    TemplateColumn("time_period", "Instead of a date, the period that it covers: 201718."),
    TemplateColumn("time_identifier", "The kind of period; blank is Academic year."),
    TemplateColumn("geographic_level", "School, Local authority ...; may be blank."),
    TemplateColumn("place", "The place, where it is no school: la-890, 890 or Blackpool."),
    TemplateColumn("school_urn", "Instead of a place, the six-digit number of a school."),
    TemplateColumn("value", "The figure, or c, z or x where there is none."),
    TemplateColumn("numerator", "Of how many it is true. Give it where you can."),
    TemplateColumn("denominator", "Out of how many."),
    TemplateColumn("cumulative", "yes where the figure counts everything up to the date."),
    TemplateColumn("schools_returned_count", "How many schools the figure rests on."),
    TemplateColumn("schools_expected_count", "How many schools should have returned it."),
    TemplateColumn(
        "source", "Where the figure was taken from: a register, a survey.", is_needed=True
    ),
    TemplateColumn(
        "returned_by", "The role that returns it, never a name or an address.", is_needed=True
    ),
    TemplateColumn("returned_on", "The day on which it is returned.", is_needed=True),
)
"""The columns of the form, in order."""

PROBLEM_COLUMN = "what is wrong"
"""The last column of a form of rows to correct; it is not read when it comes back."""


@dataclass(frozen=True)
class FormLayout:
    """A form that is sent out empty and comes back filled in, as CSV or as a workbook.

    Parameters
    ----------
    name : str
        What it is called in messages: ``"local return"``.
    sheet : str
        The sheet of a workbook that holds its rows.
    columns : tuple of TemplateColumn
    text_columns, date_columns : tuple of str
        Columns whose cells a workbook keeps as text, and as days.
    """

    name: str
    sheet: str
    columns: tuple[TemplateColumn, ...]
    text_columns: tuple[str, ...] = ()
    date_columns: tuple[str, ...] = ()


LOCAL_RETURN = FormLayout(
    name="local return",
    sheet=RETURNS_SHEET,
    columns=COLUMNS,
    text_columns=("time_period", "school_urn", "place"),
    date_columns=("date", "returned_on"),
)
"""The form of figures that nobody publishes."""


def template_notes(indicators: Sequence[NamedLocalIndicator] = ()) -> str:
    """What each column means and which indicators may be returned, as plain text.

    Examples
    --------
    >>> print(template_notes().splitlines()[1])
      indicator: Which figure this is: local: and its id. (needed)
    """
    lines = ["Columns of a local return"]
    for column in COLUMNS:
        lines.append(f"  {column.name}: {column.meaning}{' (needed)' if column.is_needed else ''}")
    if indicators:
        lines.append("Indicators")
        lines += [f"  {full_id(item.id)} ({unit_of(item)}): {item.words}" for item in indicators]
    return "\n".join(lines)


def write_local_form(values: Mapping[str, object]) -> bytes:
    """One figure as a filled-in form, as a file of it would be.

    Parameters
    ----------
    values : mapping of str to object
        By the names of ``COLUMNS``; None leaves a column empty.

    Examples
    --------
    >>> write_local_form({"indicator": "local:places", "value": 12}).splitlines()[1]
    b'local:places,,,,,,,12,,,,,,,,'
    """
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, [column.name for column in COLUMNS], restval="")
    writer.writeheader()
    writer.writerow({name: "" if value is None else value for name, value in values.items()})
    return stream.getvalue().encode()


def full_id(identity: str) -> str:
    """An indicator's id with ``local:`` before it, once.

    Examples
    --------
    >>> full_id("encounters"), full_id("local:encounters")
    ('local:encounters', 'local:encounters')
    """
    return identity if identity.startswith("local:") else f"local:{identity}"


def unit_of(indicator: LocalIndicator) -> str:
    """An indicator's unit as a plain word, also where it is a member of an enumeration."""
    return str(getattr(indicator.unit, "value", indicator.unit))
