"""What the columns of a summary count, and how they hang together: known to whoever makes it."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.disclosure import Apart, Measure, MeasureSum, Nested


@dataclass(frozen=True)
class TableShape:
    """The measures of a table, before it is known by what it is grouped.

    Parameters
    ----------
    title : str
    population : str
        Of whom.
    measures : tuple of Measure
        Columns that the structure does not name stay inside.
    nested : tuple of Nested
    sums : tuple of MeasureSum
    apart : tuple of Apart
        Measures of different events, or of pupils and their repeated events.
    """

    title: str
    population: str
    measures: tuple[Measure, ...]
    nested: tuple[Nested, ...] = ()
    sums: tuple[MeasureSum, ...] = ()
    apart: tuple[Apart, ...] = ()


def count(name: str, column: str, title: str) -> Measure:
    """A count in a column."""
    return Measure(id=name, column=column, title=title)


def share(name: str, column: str, title: str, *, top: str, bottom: str) -> Measure:
    """A percentage of those whom ``bottom`` counts, to one decimal."""
    return Measure(
        id=name,
        column=column,
        title=title,
        unit="percent",
        numerator=top,
        denominator=bottom,
        decimals=1,
    )


def rate(name: str, column: str, title: str, *, top: str, bottom: str) -> Measure:
    """Events for every hundred of those whom ``bottom`` counts, to one decimal."""
    return share(name, column, title, top=top, bottom=bottom).model_copy(update={"unit": "rate"})
