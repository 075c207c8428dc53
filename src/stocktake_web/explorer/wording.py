"""How the explorer says figures, positions and changes."""

from __future__ import annotations

from collections.abc import Mapping

from stocktake.publish import Cell
from stocktake.standards import (
    Period,
    Unit,
    describe,
    difference_unit,
    format_value,
    picture_proportions,
)
from stocktake.statistics import Break, CatalogueEntry
from stocktake_web.explorer.slices import Row

QUARTERS = {
    "A": "in the best quarter",
    "B": "in the second-best quarter",
    "C": "in the second-weakest quarter",
    "D": "in the weakest quarter",
}
BETTER = {
    "higher": {"rising": "improving", "falling": "worsening", "level": "level"},
    "lower": {"rising": "worsening", "falling": "improving", "level": "level"},
}

INTERVALS = "Lines show the range in which chance alone would move a figure (95%)"
NO_TREND = "not enough figures to tell"
ACROSS_A_BREAK = "not reported across the break"
TREND_YEARS = 3
"""A direction looks from a period to the third before it."""


def figure(entry: CatalogueEntry, value: float | None) -> str:
    """A figure with its unit, as in a sentence."""
    return format_value(value, entry.unit, entry.decimal_places)


def short(entry: CatalogueEntry, value: float) -> str:
    """A figure as in a table, whose caption says the unit."""
    unit = entry.unit if entry.unit in ("percent", "pounds") else "count"
    return format_value(value, unit, entry.decimal_places)


def cell(entry: CatalogueEntry, row: Row | None, value: float | None) -> Cell:
    """A figure's cell; the symbol of what is missing where there is none."""
    if value is None:
        return Cell((row or {}).get("missing") or "-")
    return Cell(short(entry, value), value)


def plain_cell(entry: CatalogueEntry, value: float | None) -> Cell:
    """A comparator's cell."""
    return Cell("-") if value is None else Cell(short(entry, value), value)


def figure_cell(entry: CatalogueEntry, value: float | None) -> Cell:
    """A figure's cell with its unit, for a table of several units."""
    return Cell("-") if value is None else Cell(figure(entry, value), value)


def difference(entry: CatalogueEntry, value: float | None) -> str:
    """A difference without its sign, with its unit."""
    return format_value(
        None if value is None else abs(value), difference_unit(entry.unit), _places(entry)
    )


def change_cell(entry: CatalogueEntry, value: float | None) -> Cell:
    """A change with its sign."""
    if value is None:
        return Cell("-")
    text = format_value(abs(value), "count", _places(entry))
    sign = "" if not float(text.replace(",", "")) else "+" if value > 0 else "−"
    return Cell(f"{sign}{text}", value)


def rank(row: Row | None) -> str:
    """A rank with how many are ranked; ties are said."""
    if row is None or row["rank"] is None:
        return "no rank"
    tied = f", {row['tied']} tied" if row["tied"] and row["tied"] > 1 else ""
    return f"{row['rank']} of {row['n']}{tied}"


def band(row: Row | None) -> str:
    """A quartile band."""
    return (row or {}).get("quartile") or "no band"


def change_words(entry: CatalogueEntry, value: float | None, reason: str) -> str:
    """The change on the year before, in words."""
    if value is None:
        return reason or "No figure for the year before, so no change can be given."
    if not float(format_value(abs(value), "count", _places(entry)).replace(",", "")):
        return "No change on the year before."
    way = "Up" if value > 0 else "Down"
    good = entry.better in BETTER and (
        " (better)" if (value > 0) == (entry.better == "higher") else " (worse)"
    )
    return f"{way} {difference(entry, value)} on the year before{good or ''}."


def trend_words(entry: CatalogueEntry, way: str | None) -> str:
    """The direction over the last years, in words."""
    if way is None:
        return NO_TREND
    return BETTER.get(entry.better, {}).get(way, way)


def recent_break(entry: CatalogueEntry, period: Period) -> Break | None:
    """The latest break within the years that a direction looks back over; None without one."""
    years = (period.previous(back).time_period for back in range(TREND_YEARS))
    return next((entry.breaks[year] for year in years if year in entry.breaks), None)


def unit_words(entry: CatalogueEntry) -> str:
    """The unit as a caption says it."""
    return Unit(entry.unit).describe().removesuffix(" (0 to 100)")


def unit_sentence(entry: CatalogueEntry) -> str:
    """What figures without a unit are, in front of them; a percentage and money carry theirs."""
    has_unit = entry.unit in ("percent", "pounds")
    return "" if has_unit else f"Figures are {unit_words(entry)}. "


def picture_rates(entry: CatalogueEntry, *values: float | None) -> dict[float, str]:
    """Rates as numbers that a person can picture, such as "2 for every 1,000", by the figure.

    All in one group where one shows them apart, else the first alone; none for other units, of
    which a figure can be pictured as it is.
    """
    present = list(dict.fromkeys(value for value in values if value is not None))
    if not entry.unit.startswith("per_") or not present:
        return {}
    for rates in (present, present[:1]):
        if words := picture_proportions(entry.unit, *rates):
            return dict(zip(rates, words, strict=True))
    return {}


def with_picture(entry: CatalogueEntry, value: float, pictures: Mapping[float, str]) -> str:
    """A figure as a number that can be pictured, with the exact one behind it."""
    exact = figure(entry, value)
    return f"{pictures[value]} ({exact})" if value in pictures else exact


def against(
    entry: CatalogueEntry,
    value: float | None,
    comparator: float | None,
    name: str,
    pictures: Mapping[float, str],
) -> str:
    """How far a figure lies from another, in a clause; empty where either is missing.

    Parameters
    ----------
    pictures : mapping
        Of ``picture_rates``.
    """
    if value is None or comparator is None:
        return ""
    gap = value - comparator
    if not float(format_value(abs(gap), "count", _places(entry)).replace(",", "")):
        return f"the same as {name} ({figure(entry, comparator)})"
    side = "above" if gap > 0 else "below"
    if comparator in pictures:
        return f"{side} {name}, {with_picture(entry, comparator, pictures)}"
    return f"{difference(entry, gap)} {side} {name} ({figure(entry, comparator)})"


def symbols(rows: list[Row]) -> tuple[str, ...]:
    """What the symbols in some rows mean, each once."""
    symbols_present = sorted({row["missing"] for row in rows if row.get("missing")})
    return tuple(f"{symbol}: {describe(symbol)}." for symbol in symbols_present)


def label(period: Period) -> str:
    """A period as people write it."""
    return period.label


def _places(entry: CatalogueEntry) -> int:
    return entry.decimal_places
