"""A place's figure among those of all places, as maps and strips show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stocktake.publish.content import Cell, Column, Table


@dataclass(frozen=True)
class PlaceFigure:
    """A place's figure on a map or strip of all places.

    Parameters
    ----------
    text, note : str
        The figure with its unit, and what else is known of it, such as its rank.
    href : str
        Address of the place's own page; empty in a file.
    """

    place: str
    name: str
    value: float | None
    text: str
    note: str = ""
    href: str = ""

    @property
    def words(self) -> str:
        """What the page says where a reader points at it."""
        return f"{self.name}: {self.text}" + (f" ({self.note})" if self.note else "")


def figures_table(
    caption: str, heading: str, figures: Sequence[PlaceFigure], decimal_places: int = 0
) -> Table:
    """The figures of a map or strip as a table, in order of the places' names.

    Parameters
    ----------
    heading : str
        Of the column of figures: the year.
    """
    rows = tuple(
        (Cell(figure.name), Cell(figure.text, figure.value), Cell(figure.note or "-"))
        for figure in sorted(figures, key=lambda figure: figure.name)
    )
    columns = (Column("Area"), Column(heading, True, decimal_places), Column("Rank"))
    return Table(caption, columns, rows)
