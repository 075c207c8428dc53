"""Which rows of a published file add up to which: the lines along which an outsider subtracts.

The open data standard names no sums. An outsider guesses them from what is printed: regions make a
country, authorities a region, the items of a filter its total. Every such guess is tried on what is
printed (:mod:`stocktake.sources.ees_sums`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stocktake.disclosure import Measure, Structure, Table
from stocktake.sources.ees_file import LINE, open_ees
from stocktake.sources.ees_meta import EesFilter, EesIndicator
from stocktake.sources.ees_screened import EesFile
from stocktake.sources.ees_sums import SliceFigures, filter_dimension, place_dimension
from stocktake.standards.errors import Fault
from stocktake.standards.places import PlaceRegister

LEVELS = (
    ("National", ()),
    ("Regional", ("region_code",)),
    ("Local authority", ("new_la_code", "old_la_code")),
    ("School", ("school_urn", "urn")),
)
"""Levels from the country down, and the columns that hold their codes."""


@dataclass(frozen=True)
class Slice:
    """One indicator in one period: what can be attacked at once.

    Parameters
    ----------
    name : str
        File, indicator and period.
    tables : tuple of Table
        Its rows with the lines that were found: one table for each base to which figures are
        rounded, since some files round those of regions alone.
    hidden_count : int
        Rows printed as confidential.
    """

    name: str
    tables: tuple[Table, ...]
    hidden_count: int


@dataclass(frozen=True)
class Attackable:
    """What of a published file can be attacked, and what cannot.

    Parameters
    ----------
    slices : tuple of Slice
    notes : tuple of Fault
        What nobody can know without a structure: symbols that mean something else, totals that are
        missing, figures that are no counts.
    """

    slices: tuple[Slice, ...]
    notes: tuple[Fault, ...]


def attackable(path: Path, *, register: PlaceRegister, confidential: str = "c") -> Attackable:
    """Find the lines of a published file.

    Parameters
    ----------
    path : path
        A zip, a folder, or a data file with its meta file next to it.
    register : PlaceRegister
    confidential : str
        The symbol that the file uses for hidden figures; older ones print ``x``.

    Returns
    -------
    Attackable
        Counts alone: of what a percentage is, no file of the standard says.

    Raises
    ------
    InputError
        The file cannot be read.
    """
    file = EesFile(open_ees(path), register)
    notes: list[Fault] = []
    rows = _placed_rows(file)
    filters = _needed_filters(file, rows)
    levels = _parents(rows)
    slices = []
    for indicator in file.indicators:
        hidden_rows = _hidden_rows(rows, indicator, confidential)
        if not hidden_rows.height:
            continue
        if not _is_count(hidden_rows, rows, indicator):
            problem = "is no count; of what it is made, the file does not say"
            notes.append(Fault(f"{file.name}: {indicator.column}", problem, "a structure"))
            continue
        for period in hidden_rows["time_period"].unique().sort():
            part = rows.filter(pl.col("time_period") == period)
            count = hidden_rows.filter(pl.col("time_period") == period).height
            tables = _tables(file, indicator, period, part, filters, levels, confidential)
            name = f"{file.name}: {indicator.column}, {period}"
            slices.append(Slice(name, tables, count))
    notes += _other_symbols(file, confidential)
    return Attackable(tuple(slices), tuple(notes))


def _placed_rows(file: EesFile) -> pl.DataFrame:
    left_out = pl.Series(file.repeats.left_out, dtype=pl.Int32())
    return file.data.join(file.row_places.places, on=LINE, how="inner").filter(
        pl.col("place").is_not_null(), ~pl.col(LINE).is_in(left_out.implode())
    )


def _needed_filters(file: EesFile, rows: pl.DataFrame) -> list[EesFilter]:
    """The filters without those that only repeat what others say, the longest first."""
    filters = list(file.filters)
    whole = rows.select("place", "time_period", *(item.key for item in filters)).n_unique()
    for item in sorted(filters, key=lambda column: -rows[column.key].n_unique()):
        rest = [candidate for candidate in filters if candidate is not item]
        if rows.select("place", "time_period", *(r.key for r in rest)).n_unique() == whole:
            filters = rest
    return filters


def _parents(rows: pl.DataFrame) -> list[tuple[str, dict[str, list[str]]]]:
    """For each level above another that the file has: the places of it, and their parts."""
    totals = []
    present = [level for level in LEVELS if (rows["geographic_level"] == level[0]).any()]
    for (above, codes), (below, _) in zip(present, present[1:], strict=False):
        column = next((code for code in codes if code in rows.columns), None)
        tops = rows.filter(pl.col("geographic_level") == above)
        parts = rows.filter(pl.col("geographic_level") == below)
        inside: dict[str, list[str]] = {}
        if column is None:
            top = tops["place"].unique().to_list()
            if len(top) == 1:
                inside[top[0]] = parts["place"].unique().sort().to_list()
        else:
            total_rows = dict(tops.select(column, "place").unique().drop_nulls().iter_rows())
            for code, place in parts.select(column, "place").unique().sort("place").iter_rows():
                if code in total_rows:
                    inside.setdefault(total_rows[code], []).append(place)
        totals.append((below, inside))
    return totals


def _hidden_rows(rows: pl.DataFrame, indicator: EesIndicator, confidential: str) -> pl.DataFrame:
    text = pl.col(indicator.key).fill_null("").str.strip_chars().str.to_lowercase()
    return rows.filter(text == confidential.lower())


def _is_count(hidden_rows: pl.DataFrame, rows: pl.DataFrame, indicator: EesIndicator) -> bool:
    figures = rows[indicator.key].cast(pl.Float64, strict=False).drop_nulls()
    return indicator.is_count and bool(((figures >= 0) & (figures == figures.floor())).all())


def _tables(
    file: EesFile,
    indicator: EesIndicator,
    period: str,
    rows: pl.DataFrame,
    filters: Sequence[EesFilter],
    levels: Sequence[tuple[str, Mapping[str, Sequence[str]]]],
    confidential: str,
) -> tuple[Table, ...]:
    columns = [item.key for item in filters]
    text = pl.col(indicator.key).fill_null("").str.strip_chars()
    frame = rows.select(
        "geographic_level",
        "place",
        *(pl.col(column).fill_null("(blank)") for column in columns),
        pl.when(text.str.to_lowercase() == confidential.lower())
        .then(pl.lit("c"))
        .when(text == "")
        .then(pl.lit("x"))
        .otherwise(text)
        .alias("figure"),
    ).unique(["place", *columns], keep="first", maintain_order=True)
    slice_figures = SliceFigures.of(frame, columns)
    item_lists = [sorted(frame[column].unique()) for column in columns]
    dimensions = [place_dimension(slice_figures, levels, item_lists)]
    for place, item in enumerate(filters, start=1):
        dimensions.append(filter_dimension(item, place, slice_figures, frame, rows))
    tables = []
    for base in sorted(set(slice_figures.bases.values())):
        base_places = [
            place for place, place_base in slice_figures.bases.items() if place_base == base
        ]
        measure = Measure(
            id=indicator.column, column="figure", rounded_to=base if base > 1 else None
        )
        structure = Structure(
            population="all", period=period, measure=(measure,), dimension=tuple(dimensions)
        )
        part = frame.filter(pl.col("place").is_in(base_places))
        tables.append(Table(part, structure, file.name))
    return tuple(tables)


def _other_symbols(file: EesFile, confidential: str) -> Iterator[Fault]:
    """Symbols that hide nothing, or of which nobody can tell."""
    for symbol, words in (("z", "not applicable"), ("x", "not available")):
        rows = file.symbols.filter(
            pl.col("missing") == symbol, pl.col("text").str.to_lowercase() != confidential.lower()
        )["rows"].sum()
        if rows:
            verb = "figure is" if rows == 1 else "figures are"
            problem = f"{rows:,} {verb} {words} ({symbol}), which is no hidden count"
            fix = "give --confidential x if this file hides with it" if symbol == "x" else ""
            yield Fault(file.name, problem, "", fix)


__all__ = ["Attackable", "Slice", "attackable"]
