"""What the workbook holds: sheets, columns, and which of them are to be filled in."""

from __future__ import annotations

from dataclasses import dataclass

COVER = "Read me"
HEADER_ROW = 3
"""Row of the column names, from 1: above it stand title and explanation."""


@dataclass(frozen=True)
class Column:
    """A column: its name, its width, whether it is to be filled in, and from which choices.

    Parameters
    ----------
    optional : bool
        Whether a workbook may lack it, as those of earlier versions do.
    field : str
        The field of a risk that it shows, and that the risk's form reads; empty for none.
    """

    name: str
    width: int = 16
    fill: bool = False
    choices: tuple[str, ...] = ()
    optional: bool = False
    field: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet with its explanation.

    Parameters
    ----------
    optional : bool
        Whether a workbook may lack it, as those of earlier versions do.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    optional: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(column.name for column in self.columns)

    @property
    def required_names(self) -> tuple[str, ...]:
        """The columns that a workbook must have to be read."""
        return tuple(column.name for column in self.columns if not column.optional)


ACTION, IMPACT = "action", "impact"
VERSION = "version"
"""The column that says which version of a row was taken out; leave it as it is."""
PROBLEM = "what is wrong"
"""The column of a workbook of rows to correct; it is not read when it comes back."""
LEVELS = ("1", "2", "3", "4")

ACTIONS = Sheet(
    "Actions",
    "Fill in update, evidence of, true on and progress percent to add an update to a row.",
    (
        Column("id", 24),
        Column("activity", 60),
        Column("owner", 24),
        Column("due", 12),
        Column("status", 14),
        Column("update", 60, fill=True),
        Column("evidence of", 14, fill=True, choices=(ACTION, IMPACT)),
        Column("true on", 12, fill=True),
        Column("progress percent", 12, fill=True),
        Column(VERSION, 12, optional=True),
    ),
)
PLAN = Sheet(
    "Plan",
    "Change words, dates or owner of an activity: the changes go into the draft of the plan.",
    (
        Column("id", 24),
        Column("priority", 30),
        Column("words", 60, fill=True),
        Column("begins", 12, fill=True),
        Column("due", 12, fill=True),
        Column("owner", 24, fill=True),
        Column(VERSION, 12, optional=True),
    ),
)
RISKS = Sheet(
    "Risks",
    "Change a risk, or add one in a row of its own without number and version.",
    (
        Column("number", 10),
        Column(VERSION, 14),
        Column("risk", 60, fill=True, field="title"),
        Column("likelihood", 12, fill=True, choices=LEVELS, field="likelihood"),
        Column("impact", 12, fill=True, choices=LEVELS, field="impact"),
        Column("response", 60, fill=True, field="response"),
        Column("owner", 24, fill=True, field="owner_role"),
    ),
)
FUNDING = Sheet(
    "Funding",
    "Change a line of money, or add one in a row of its own without number and version.",
    (
        Column("number", 10),
        Column(VERSION, 14),
        Column("activity", 24, fill=True),
        Column("source", 30, fill=True),
        Column("financial year", 14, fill=True),
        Column("committed", 14, fill=True),
        Column("spent", 14, fill=True),
        Column("forecast", 14, fill=True),
        Column("note", 40, fill=True),
    ),
    optional=True,
)
SHEETS = (ACTIONS, PLAN, RISKS, FUNDING)
PLACE_CELL = "place "
"""How the cell of the cover begins that names the place for which a workbook was taken out."""
