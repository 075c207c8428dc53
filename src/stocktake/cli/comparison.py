"""A place's figures of one indicator among all others, over every period that is held."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from stocktake.benchmarks.comparators import neighbours_of
from stocktake.benchmarks.profile import CORRECTED, LAIT_2026
from stocktake.benchmarks.table import benchmark_table
from stocktake.cli.params import place_named
from stocktake.standards.errors import UsageError
from stocktake.standards.missing import describe
from stocktake.standards.periods import Period, parse_period
from stocktake.standards.places import Place, place_register
from stocktake.standards.units import difference_unit, format_value
from stocktake.statistics.figure_notes import note_sentences
from stocktake.statistics.figures import Statistics
from stocktake.statistics.indicator_figures import Figures

if TYPE_CHECKING:
    from rich.table import Table

CONTRACT = "stocktake-comparison/1"
PROFILES = {"default": CORRECTED, LAIT_2026.name: LAIT_2026}
LEFT_OUT = ("series", "place", "group")


@dataclass(frozen=True)
class Comparison:
    """A place among others.

    Parameters
    ----------
    figures : Figures
        What was compared: indicator, group and where the figures come from.
    place : Place
    vintage : int or None
        Year of the list of statistical neighbours; None where none is held.
    profile : str
    without : tuple of str
        Names of the neighbours without a figure in the one period asked for.
    table : polars.DataFrame
        Columns of ``benchmarks.table.COLUMNS`` and ``missing``, the symbol of an empty figure:
        the place's own rows alone, in order of time.
    """

    figures: Figures
    place: Place
    vintage: int | None
    profile: str
    without: tuple[str, ...]
    table: pl.DataFrame


def compare_places(
    statistics: Statistics,
    indicator: str,
    *,
    place: str,
    group: str = "all",
    period: str | None = None,
    vintage: int | None = None,
    profile: str = "default",
) -> Comparison:
    """Set a place's figures among others, for one period or all.

    Raises
    ------
    UsageError
        Unknown indicator, group, place or list; or the place has no figure there.
    """
    register = place_register(statistics.own_folder)
    home = place_named(place, register)
    figures = statistics.figures(indicator, group)
    near = statistics.neighbours if statistics.neighbours.height else None
    rules = PROFILES[profile]
    if near is None and vintage is not None:
        raise UsageError(
            "no list of statistical neighbours is held; load one with: stocktake load neighbours"
        )
    if near is not None and vintage is None:
        vintage = rules.neighbours_vintage or max(near["vintage"])
    benchmarks = benchmark_table(
        # One indicator may join several series of the producer; it is placed as one.
        figures.table.filter(pl.col("as_at").is_null()).with_columns(
            series=pl.lit(indicator), group=pl.lit(group)
        ),
        _direction(statistics, figures),
        register=register,
        neighbours=near,
        vintage=vintage,
        profile=rules,
    ).filter(pl.col("place") == home.id)
    # The symbol says why a cell is empty; ranks and gaps have no use for it, people do.
    keys = ["place", "time_period", "time_identifier", "span_years"]
    symbols = figures.table.filter(pl.col("as_at").is_null()).select(*keys, "missing")
    benchmarks = benchmarks.join(symbols, on=keys, how="left")
    if period:
        kind = figures.indicator.kind_of_year
        time_period = parse_period(period, kind).time_period
        benchmarks = benchmarks.filter(pl.col("time_period") == time_period)
    if benchmarks.is_empty():
        period_clause = f" for {period}" if period else ""
        raise UsageError(f"nothing is held of {indicator} in {home.name}{period_clause}")
    without: tuple[str, ...] = ()
    if benchmarks.height == 1 and near is not None and vintage is not None:
        row = benchmarks.row(0, named=True)
        rows = figures.by_period[row["time_period"], row["time_identifier"], row["span_years"]]
        without = tuple(
            register.get(neighbour).name
            for neighbour in neighbours_of(near, home.id, vintage)
            if neighbour not in rows or rows[neighbour]["value"] is None
        )
    return Comparison(figures, home, vintage, profile, without, benchmarks.sort("time_period"))


def as_json(comparison: Comparison) -> str:
    """The comparison as JSON: numbers unrounded, absent is null."""
    figures = comparison.figures
    return json.dumps(
        {
            "contract": CONTRACT,
            "indicator": {
                "id": figures.indicator_id,
                "title": figures.indicator.title,
                "unit": figures.indicator.unit,
                "better": figures.indicator.better,
            },
            "group": figures.group,
            "place": {"id": comparison.place.id, "name": comparison.place.name},
            "neighbours": comparison.vintage,
            "profile": comparison.profile,
            "neighbours_without_figure": list(comparison.without),
            "periods": comparison.table.drop(LEFT_OUT).to_dicts(),
            "notes": _notes(comparison),
            "releases": sorted(figures.releases),
        },
        indent=2,
        ensure_ascii=False,
        allow_nan=False,
    )


def show_comparison(comparison: Comparison) -> None:
    """Print the comparison: one row a period, or every answer where there is one period."""
    from stocktake.cli.terminal import heading, paragraph, show, table

    figures = comparison.figures
    indicator = figures.indicator
    show(
        heading(f"{indicator.title}: {comparison.place.name}", first=True),
        paragraph(f"{indicator.population}; {_unit(figures)}; better: {indicator.better}"),
    )
    if comparison.table.height == 1:
        grid = table(["", ""], fold="")
        grid.show_header = False
        for name, words in _one(comparison):
            grid.add_row(name, words)
        show(grid)
    else:
        show(_many(comparison))
    near = f"the list of {comparison.vintage}" if comparison.vintage else "none held"
    for sentence in _notes(comparison):
        show(paragraph(sentence))
    show(
        paragraph(f"\nStatistical neighbours: {near}. Rules: {comparison.profile}."),
        paragraph(f"Source: {', '.join(sorted(figures.releases))}."),
    )


def _many(comparison: Comparison) -> Table:
    from stocktake.cli.terminal import table

    heads = ["Period", "Figure", "Rank", "Band", "England", "Region"]
    heads += ["Neigh-\nbours", "Gap to\nEngland", "Change"]
    grid = table(heads, right=[head for head in heads if head not in ("Period", "Band")])
    for row in comparison.table.iter_rows(named=True):
        grid.add_row(
            _period(row).label,
            _number(row["value"], comparison) or row["missing"] or "",
            f"{row['rank']} of {row['n']}" if row["rank"] else "",
            row["quartile"] or "",
            *(
                _number(row[name], comparison)
                for name in ("england", "region", "neighbours_mean", "gap_to_england", "change")
            ),
        )
    return grid


def _one(comparison: Comparison) -> list[tuple[str, str]]:
    row = comparison.table.row(0, named=True)
    unit = comparison.figures.indicator.unit
    places = comparison.figures.indicator.decimal_places

    def level(name: str) -> str:
        return format_value(row[name], unit, places)

    def difference(name: str) -> str:
        return format_value(row[name], difference_unit(unit), places)

    def rank(name: str, n: str) -> str:
        return f"{row[name]} of {row[n]}" if row[name] else "not ranked"

    return [
        ("Period", _period(row).label),
        ("Figure", describe(row["missing"]) if row["missing"] else level("value")),
        ("Rank", rank("rank", "n")),
        ("Quartile band", row["quartile"] or "none"),
        ("Sextile band", str(row["sextile"] or "none")),
        ("England", level("england")),
        ("Gap to England", difference("gap_to_england")),
        ("Region", level("region")),
        ("Gap to region", difference("gap_to_region")),
        ("Rank in region", rank("rank_in_region", "n_in_region")),
        ("Neighbours, mean", level("neighbours_mean")),
        ("Neighbours, median", level("neighbours_median")),
        ("Neighbours with a figure", str(row["neighbours_n"] or 0)),
        ("Neighbours without one", ", ".join(comparison.without) or "none"),
        ("Rank among neighbours", rank("rank_among_neighbours", "n_among_neighbours")),
        ("Gap to neighbours", difference("gap_to_neighbours_mean")),
        ("Change on the year", difference("change")),
        ("Change over three years", difference("change_3_years")),
        ("Trend", row["trend"] or "none"),
    ]


def _notes(comparison: Comparison) -> list[str]:
    """What was noted of the figures shown when their files were read, a sentence each."""
    periods = [_period(row) for row in comparison.table.iter_rows(named=True)]
    return note_sentences(
        (period.label, comparison.figures.notes(comparison.place.id, period)) for period in periods
    )


def _direction(statistics: Statistics, figures: Figures) -> pl.DataFrame:
    """The indicator as one series: its direction, and the producer's listings where it has one."""
    first = figures.indicator.series[0].series
    titles = statistics.series.filter(pl.col("series") == first)
    better = figures.indicator.better
    one = pl.DataFrame(
        {"series": [figures.indicator_id], "better": [better if better != "neither" else None]},
        schema={"series": pl.String, "better": pl.String},
    )
    if titles.is_empty() or "listings" not in titles.columns:
        from stocktake.sources.reading import SERIES

        return one.with_columns(pl.lit([], dtype=SERIES["listings"]).alias("listings"))
    return one.with_columns(titles["listings"])


def _unit(figures: Figures) -> str:
    from stocktake.standards.units import Unit

    return Unit(figures.indicator.unit).describe()


def _period(row: dict[str, Any]) -> Period:
    return Period(row["time_period"], row["time_identifier"], row["span_years"])


def _number(value: float | None, comparison: Comparison) -> str:
    """A figure without its unit, which the heading states once."""
    if value is None:
        return ""
    return format_value(value, "index", comparison.figures.indicator.decimal_places)
