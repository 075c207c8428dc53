"""What a report holds: every word and figure of it, decided before any form is drawn.

Page, PDF and workbook show the same content, so that none of them can say anything else. Figures
come with the text that shows them; nothing is computed or rounded where it is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from stocktake.standards.released import Released

Tag = Literal[
    "met", "not_met", "on_track", "off_track", "cannot_tell", "not_yet_due", "withheld", "note"
]
Role = Literal["home", "england", "neighbours", "asked", "region", "set"]
"""Whose line it is; ``set`` is a set of places that a reader chose."""


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its text, and the number behind it where it has one.

    Parameters
    ----------
    text : str
        As shown; never empty in a column of figures, where it says why there is none.
    number : float or None
        Unrounded, for the workbook.
    link : str
        Id of the part of the report that it leads to.
    """

    text: str
    number: float | None = None
    link: str = ""


@dataclass(frozen=True)
class Column:
    """A column: its heading, whether it holds figures, and their decimal places."""

    heading: str
    figures: bool = False
    decimal_places: int = 0


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Point:
    """A figure on a chart: which period (counted from the first), its level and its text."""

    at: int
    value: float
    text: str
    special: bool = False


@dataclass(frozen=True)
class Line:
    """One series: points in runs, each run drawn through, with nothing drawn between two runs."""

    name: str
    role: Role
    runs: tuple[tuple[Point, ...], ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point, in order."""
        return tuple(point for run in self.runs for point in run)


@dataclass(frozen=True)
class Chart:
    """A chart of at most six lines.

    Parameters
    ----------
    id : str
    title, subtitle : str
        What it shows, in a sentence; then measure, unit and years.
    description : str
        The same for those who do not see it.
    periods : tuple of str
        Labels of the horizontal axis, one a year without gaps.
    lines : tuple of Line
    due : int or None
        The period in which the target falls due.
    breaks : tuple of int
        A break lies just before each of these periods.
    measure : str
        ``value``, or ``rank_percent`` (100 x rank / n, the best at the top).
    limit, limit_words : float or None, str
        Of positions: where the top half (or third) ends, in percent of the places.
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


@dataclass(frozen=True)
class Shown:
    """A chart and the table that holds the same figures.

    Parameters
    ----------
    chart : Chart or None
        None where fewer than two figures are held: the table says all.
    local : bool
        Whether any figure is a local return, for the board.
    """

    table: Table
    chart: Chart | None
    local: bool = False


@dataclass(frozen=True)
class Fact:
    """A label and what stands beside it."""

    label: str
    text: str


@dataclass(frozen=True)
class Item:
    """A line of a list: what is so, a tag in words where it has one, and why it is listed."""

    text: str
    tag: str = ""
    kind: Tag = "note"
    why: str = ""


@dataclass(frozen=True)
class Card:
    """One target, or one part of a target.

    Parameters
    ----------
    tag, kind : str
        The verdict in words, and which icon goes with it.
    sentence : str
        What a person would say.
    promise, page : str
        What the plan promises, and where.
    local : bool
        Whether it rests on local returns, for the board until they are released.
    shown : tuple of Released
        Charts and tables of released figures, each with its bases.
    board : tuple of Shown
        Charts and tables for the board alone; empty in a report for the public.
    sources : tuple of str
    untold : str
        What could not be told, and why; empty where everything could.
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
    shown: tuple[Released[Shown], ...] = ()
    board: tuple[Shown, ...] = ()
    parts: tuple[Card, ...] = ()
    sources: tuple[str, ...] = ()
    untold: str = ""
    notes: tuple[str, ...] = ()
    local: bool = False

    @property
    def family(self) -> tuple[Card, ...]:
        """The card, then its parts and theirs."""
        return (self, *(each for part in self.parts for each in part.family))

    @property
    def figures(self) -> tuple[Shown, ...]:
        """Every chart and table of the card, in order."""
        return (*(each.content for each in self.shown), *self.board)


@dataclass(frozen=True)
class Section:
    """A priority, or the targets that belong to none: a sentence first, then the cards."""

    id: str
    title: str
    sentence: str
    why: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Count:
    """How many targets have a status."""

    kind: Tag
    tag: str
    count: int


@dataclass(frozen=True)
class ReportContent:
    """Everything that the three forms of a report show.

    Parameters
    ----------
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
        return tuple(each for card in self.cards for each in card.family)
