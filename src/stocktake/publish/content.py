"""The content model: every word and figure that a page shows, decided before it is drawn.

Report, pack, public account and exported site show the same content, so that none of them can say
anything else. Figures come with the text that shows them; nothing is computed or rounded where it
is drawn. The model is frozen and is written as JSON: a public edition stores it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.dataclasses import dataclass

from stocktake.standards.released import Released

STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)
"""Of every part: an unknown field or a figure that is no number is refused, also when read."""

Tag = Literal[
    "met",
    "not_met",
    "on_track",
    "off_track",
    "cannot_tell",
    "not_yet_due",
    "awaiting_figures",
    "withheld",
    "note",
]
Role = Literal["home", "england", "neighbours", "asked", "region", "set"]
"""Whose line it is; ``set`` is a set of places that a reader chose."""


@dataclass(frozen=True, config=STRICT)
class Cell:
    """One cell of a table: its text, and the number behind it where it has one.

    Parameters
    ----------
    text, number : str, float or None
        As shown, never empty in a column of figures; and unrounded, for the workbook.
    link : str
        Id of the part of the report that it leads to.
    """

    text: str
    number: float | None = None
    link: str = ""


@dataclass(frozen=True, config=STRICT)
class Column:
    """A column: its heading, whether it holds figures, and their decimal places."""

    heading: str
    figures: bool = False
    decimal_places: int = 0


@dataclass(frozen=True, config=STRICT)
class Table:
    """A table with its caption; the first column names the rows.

    Parameters
    ----------
    notes : tuple of str
        Numbered from 1, as the cells call them.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Point:
    """A figure on a chart: which period (counted from the first), its level and its text.

    Parameters
    ----------
    special : bool
        Whether it is of a year of special arrangements.
    note : str
        What else is known of it, such as its rank.
    """

    at: int
    value: float
    text: str
    special: bool = False
    note: str = ""


@dataclass(frozen=True, config=STRICT)
class Line:
    """One series: points in runs, each run drawn through, with nothing drawn between two runs."""

    name: str
    role: Role
    runs: tuple[tuple[Point, ...], ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point, in order."""
        return tuple(point for run in self.runs for point in run)


@dataclass(frozen=True, config=STRICT)
class Chart:
    """A chart of at most six lines.

    Parameters
    ----------
    title, subtitle : str
        What it shows, in a sentence; then measure, unit and years.
    description : str
        The same for those who do not see it.
    periods : tuple of str
        Labels of the horizontal axis, one a year without gaps.
    lines : tuple of Line
    due, breaks : int or None, tuple of int
        The period in which the target falls due; the periods just before which a break lies.
    measure, limit, limit_words : str, float or None, str
        ``value``, or ``rank_percent`` (100 x rank / n, the best at the top); of positions, where
        the top half (or third) ends, in percent of the places.
    unit : str
        In words, for the axis.
    """

    id: str
    title: str
    subtitle: str
    description: str
    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    due: int | None
    breaks: tuple[int, ...] = ()
    measure: Literal["value", "rank_percent"] = "value"
    limit: float | None = None
    limit_words: str = ""
    unit: str = ""
    decimal_places: int = 0


@dataclass(frozen=True, config=STRICT)
class ChartWithTable:
    """A chart and the table that holds the same figures.

    Parameters
    ----------
    chart : Chart or None
        None where fewer than two figures are held: the table says all.
    local : bool
        Whether any figure is local data that is not published.
    """

    table: Table
    chart: Chart | None
    local: bool = False


@dataclass(frozen=True, config=STRICT)
class Fact:
    """A label and its text."""

    label: str
    text: str


@dataclass(frozen=True, config=STRICT)
class Item:
    """A line of a list: what is so, a tag in words where it has one, and why it is listed."""

    text: str
    tag: str = ""
    kind: Tag = "note"
    why: str = ""


@dataclass(frozen=True, config=STRICT)
class Card:
    """One target, or one part of a target.

    Parameters
    ----------
    tag, kind, sentence : str
        The verdict in words, which icon goes with it, and what a person would say.
    promise, page : str
        What the plan promises, and where.
    local : bool
        Whether it uses local returns, which only the board sees until they are released.
    shown, board : tuple of Released, tuple of ChartWithTable
        Charts and tables of released figures, each with its bases; and those that
        only the board sees, of which a report for the public has none.
    no_verdict_reason : str
        Why there is no verdict; empty where there is one.
    """

    id: str
    title: str
    tag: str
    kind: Tag
    sentence: str
    promise: str
    page: str
    facts: tuple[Fact, ...] = ()
    comparability: str = ""
    readings: Table | None = None
    watch: tuple[Item, ...] = ()
    leading: tuple[Item, ...] = ()
    shown: tuple[Released[ChartWithTable], ...] = ()
    board: tuple[ChartWithTable, ...] = ()
    parts: tuple[Card, ...] = ()
    sources: tuple[str, ...] = ()
    no_verdict_reason: str = ""
    notes: tuple[str, ...] = ()
    local: bool = False

    @property
    def family(self) -> tuple[Card, ...]:
        """The card, then its parts and theirs."""
        return (self, *(card for part in self.parts for card in part.family))

    @property
    def figures(self) -> tuple[ChartWithTable, ...]:
        """Every chart and table of the card, in order."""
        return (*(release.content for release in self.shown), *self.board)

    @property
    def fact(self) -> dict[str, str]:
        """Facts by their labels."""
        return {fact.label: fact.text for fact in self.facts}


@dataclass(frozen=True, config=STRICT)
class Section:
    """A priority, or the targets that belong to none: a sentence first, then the cards."""

    id: str
    title: str
    sentence: str
    why: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, config=STRICT)
class Count:
    """How many targets have a status."""

    kind: Tag
    tag: str
    count: int


class ReportContent(BaseModel):
    """Everything that the three forms of a report show.

    Parameters
    ----------
    schema_version : int
        Of the JSON form. It grows where a reader of the version before could not read it.
    headline : str
        The overall result in a sentence.
    summary : Table
        One row per target; the first cell leads to its card.
    claims : Table or None
        The plan's own statements of fact, checked; None where they were not.
    gaps : tuple of str or None
        What the plan does not yet answer; None where that was not asked.
    audience : str
        Whom this copy is for, and what it leaves out.
    as_of : date
        The day of the judgement.
    """

    model_config = ConfigDict(**STRICT, frozen=True)

    schema_version: Literal[2] = 2
    title: str
    place: str
    plan: str
    headline: str
    counts: tuple[Count, ...]
    facts: tuple[Fact, ...]
    audience: str
    summary: Table
    sections: tuple[Section, ...]
    reading: tuple[Fact, ...]
    methods: tuple[str, ...]
    sources: Table
    licence: str
    as_of: date
    for_public: bool
    queries: tuple[Item, ...] = ()
    claims: Table | None = None
    gaps: tuple[str, ...] | None = None

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every target's card, in the plan's order within its section; parts are inside."""
        return tuple(card for section in self.sections for card in section.cards)

    @property
    def every_card(self) -> tuple[Card, ...]:
        """Every card, those of parts included."""
        return tuple(member for card in self.cards for member in card.family)
