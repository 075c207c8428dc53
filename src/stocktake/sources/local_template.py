"""The form in which a school, trust or council returns figures that nobody publishes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from stocktake.standards.errors import UsageError
from stocktake.standards.period_kinds import KINDS

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

RETURNS_SHEET = "Returns"
NOTES_SHEET = "Notes"
LISTS_SHEET = "Lists"

TEMPLATE_ROWS = 500
"""Rows of the form; more may be written below."""

LEVELS = ("School", "Local authority", "Local authority district", "Regional", "National", "MAT")


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


def write_local_template(path: Path, indicators: Sequence[NamedLocalIndicator]) -> str:
    """Write an empty form for local returns.

    Parameters
    ----------
    path : path
        A ``.csv`` (a header and nothing else) or an ``.xlsx`` (a sheet of notes, and a table with
        one header row and lists to choose from, to the guidance on accessible spreadsheets). An
        existing file is replaced.
    indicators : sequence
        What may be returned: each with ``id``, ``unit`` and ``words``.

    Returns
    -------
    str
        The notes: what each column means. A CSV file cannot carry them.

    Raises
    ------
    UsageError
        For another ending, or a place that cannot be written to.

    Notes
    -----
    Source: Government Analysis Function, Releasing statistics in spreadsheets (2024).

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "return.csv"
    >>> notes = write_local_template(target, [])
    >>> target.read_text().split(",")[:3]
    ['indicator', 'date', 'time_period']
    """
    ending = path.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise UsageError(f"cannot write {path.name}: expected a name that ends in .csv or .xlsx")
    try:
        if ending == ".csv":
            with path.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator="\r\n").writerow([c.name for c in COLUMNS])
        else:
            _write_workbook(path, indicators)
    except OSError as error:
        raise UsageError(f"cannot write {path.name}: {error.strerror or error}") from None
    return template_notes(indicators)


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


def _write_workbook(path: Path, indicators: Sequence[NamedLocalIndicator]) -> None:
    # A workbook library is not needed to judge a plan, so it is loaded where it is used.
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    # In memory: on a full disk its working files would stay behind.
    workbook = xlsxwriter.Workbook(str(path), {"in_memory": True})
    # The same form is the same bytes on any day.
    workbook.set_properties({"title": "Local return", "created": datetime(2000, 1, 1, tzinfo=UTC)})
    notes = workbook.add_worksheet(NOTES_SHEET)
    returns = workbook.add_worksheet(RETURNS_SHEET)
    lists = workbook.add_worksheet(LISTS_SHEET)
    _write_notes(workbook, notes, indicators)
    choices = {
        "indicator": [full_id(item.id) for item in indicators],
        "time_identifier": list(KINDS),
        "geographic_level": list(LEVELS),
        "cumulative": ["yes", "no"],
    }
    _write_returns(workbook, returns, choices)
    for place, (name, items) in enumerate(choices.items()):
        lists.write_string(0, place, name)
        lists.write_column(1, place, items)
        lists.set_column(place, place, 28)
    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(str(error)) from None


def _write_notes(
    workbook: Workbook, sheet: Worksheet, indicators: Sequence[NamedLocalIndicator]
) -> None:
    title = workbook.add_format({"bold": True, "font_size": 14})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28, wrapped)
    sheet.set_column(1, 1, 80, wrapped)
    sheet.write_string(0, 0, "Local return: notes", title)
    sheet.write_string(1, 0, f"Fill in the sheet {RETURNS_SHEET!r}: one row for each figure.")
    columns = [
        [column.name, column.meaning + (" Needed." if column.is_needed else "")]
        for column in COLUMNS
    ]
    _table(sheet, 3, "columns", ["Column", "What to write"], columns)
    if indicators:
        rows = [[full_id(item.id), f"{item.words} ({unit_of(item)})"] for item in indicators]
        _table(sheet, 5 + len(columns), "indicators", ["Indicator", "What it is"], rows)


def _table(
    sheet: Worksheet, first: int, name: str, header: list[str], rows: list[list[str]]
) -> None:
    sheet.add_table(
        first,
        0,
        first + len(rows),
        len(header) - 1,
        {"name": name, "columns": [{"header": text} for text in header], "data": rows},
    )


def _write_returns(workbook: Workbook, sheet: Worksheet, choices: dict[str, list[str]]) -> None:
    as_text = workbook.add_format({"num_format": "@"})
    as_date = workbook.add_format({"num_format": "yyyy-mm-dd"})
    formats = {"time_period": as_text, "school_urn": as_text, "place": as_text}
    formats |= {"date": as_date, "returned_on": as_date}
    names = [column.name for column in COLUMNS]
    sheet.add_table(
        0,
        0,
        TEMPLATE_ROWS,
        len(names) - 1,
        {"name": "returns", "columns": [{"header": name} for name in names]},
    )
    for place, name in enumerate(names):
        sheet.set_column(place, place, max(14, len(name) + 4), formats.get(name))
        if choices.get(name):
            column = chr(ord("A") + list(choices).index(name))
            items = f"={LISTS_SHEET}!${column}$2:${column}${len(choices[name]) + 1}"
            sheet.data_validation(
                1, place, TEMPLATE_ROWS, place, {"validate": "list", "source": items}
            )
    sheet.freeze_panes(1, 0)
