"""What a data pack says; page, PDF, workbook and Word document show the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stocktake.publish.charts.bars import BarChart
from stocktake.publish.content import Fact, Item
from stocktake.publish.exhibits import Chart, Table


@dataclass(frozen=True)
class PackFigure:
    """A chart and the table that holds the same figures.

    Parameters
    ----------
    chart : Chart, BarChart or None
        Lines over years, or bars with intervals; None where there are too few figures, and the
        table says all.
    """

    table: Table
    chart: Chart | BarChart | None = None


@dataclass(frozen=True)
class PackPart:
    """A part of a page: a heading and a sentence, then what shows it.

    Parameters
    ----------
    items : tuple of Item
        Points of a list; questions that governors should put are one.
    """

    heading: str
    sentence: str
    facts: tuple[Fact, ...] = ()
    figures: tuple[PackFigure, ...] = ()
    tables: tuple[Table, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class PackPage:
    """One of the pages: what it says in a sentence, then its parts."""

    title: str
    sentence: str
    parts: tuple[PackPart, ...]


@dataclass(frozen=True)
class SchoolPack:
    """A whole pack.

    Parameters
    ----------
    school, place : str
        The school with its number; the authority or trust whose pack it is.
    stage : str
        Whether results are provisional or final, in words, for the head of every page.
    audience : str
        Who reads it, and what it does not hold.
    as_of : date
        The day on which the figures were known; the same content makes the same documents.
    notes, sources : tuple of str
        How figures were made; where each is printed.
    further_tables : tuple of Table
        What the four pages have no room for: in the workbook alone.
    """

    title: str
    school: str
    place: str
    headline: str
    stage: str
    audience: str
    as_of: date
    facts: tuple[Fact, ...]
    pages: tuple[PackPage, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    licence: str
    further_tables: tuple[Table, ...] = ()

    @property
    def tables(self) -> Iterator[Table]:
        """Every table, in the order of the pages."""
        for page in self.pages:
            for part in page.parts:
                yield from (figure.table for figure in part.figures)
                yield from part.tables
        yield from self.further_tables
