"""Tables and charts of the content model: what they show, before it is drawn."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)
"""Of every part: an unknown field or a figure that is no number is refused, also when read."""

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
    tolerance : float
        How far from the line asked for still counts as on it: a band around that line.
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
    tolerance: float = 0.0

    @property
    def band(self) -> tuple[Point, ...]:
        """The points of the line asked for, where a band lies around it."""
        asked_line = next((line for line in self.lines if line.role == "asked"), None)
        points = asked_line.points if asked_line and self.tolerance > 0 else ()
        return points if len(points) > 1 else ()


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
