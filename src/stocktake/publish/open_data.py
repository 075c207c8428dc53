"""Figures under the column names of the department's open data standard."""

from __future__ import annotations

import re
from datetime import date

import polars as pl

from stocktake.benchmarks.catalogue_table import PERIOD_COLUMNS
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period
from stocktake.standards.places import Place, PlaceRegister
from stocktake.statistics.catalogue import Catalogue
from stocktake.statistics.figure_notes import KEYS, note_table

PLACE_COLUMNS = (
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
)
FIGURE_COLUMNS = (
    "indicator",
    "indicator_title",
    "unit",
    "value",
    "missing",
    "note",
    "stage",
    "numerator",
    "denominator",
    "source_row",
)
BENCHMARK_COLUMNS = (
    "rank",
    "rank_n",
    "tied",
    "percentile",
    "quartile",
    "sextile",
    "england",
    "region",
    "rank_in_region",
    "rank_in_region_n",
    "neighbours_mean",
    "neighbours_median",
    "neighbours_n",
    "rank_among_neighbours",
    "rank_among_neighbours_n",
    "gap_to_england",
    "gap_to_region",
    "gap_to_neighbours_mean",
    "change",
    "change_3_years",
    "trend",
)
ROUNDED_COLUMNS = (
    *("england", "region", "neighbours_mean", "neighbours_median", "gap_to_england"),
    *("gap_to_region", "gap_to_neighbours_mean", "change", "change_3_years", "percentile"),
)
"""Figures of a row that are computed, or may be: they carry the noise of binary fractions."""

FINEST = 6
_RENAMES = {
    "indicator": "series",
    "source_row": "row",
    "rank_n": "n",
    "rank_in_region_n": "n_in_region",
    "rank_among_neighbours_n": "n_among_neighbours",
}


def to_open_data(
    frame: pl.DataFrame, catalogue: Catalogue, register: PlaceRegister, *, benchmarks: bool
) -> pl.DataFrame:
    """A slice of a table of benchmarks as the open data standard names its columns.

    Parameters
    ----------
    frame : polars.DataFrame
        Rows of ``benchmark_catalogue`` or ``benchmark_gaps``.
    catalogue : Catalogue
        Of the release that the rows are from.
    benchmarks : bool
        Whether ranks, bands, comparators and changes are wanted too.

    Returns
    -------
    polars.DataFrame
        ``time_period``, ``time_identifier``, ``PLACE_COLUMNS``, ``FIGURE_COLUMNS`` and, with
        ``benchmarks``, ``BENCHMARK_COLUMNS``. The codes of a place are those in force in the
        period. What is computed has one decimal place more than the series publishes.
    """
    columns = [*FIGURE_COLUMNS, *(BENCHMARK_COLUMNS if benchmarks else ())]
    if "row" not in frame.columns:
        frame = frame.with_columns(row=pl.lit(None, pl.Int32))
    about = pl.DataFrame(
        [
            (series, catalogue.series[series].title, catalogue.series[series].unit)
            for series in frame["series"].unique().to_list()
            if series in catalogue.series
        ],
        schema={"series": pl.String, "indicator_title": pl.String, "unit": pl.String},
        orient="row",
    )
    places = _place_table(frame.select("place", *PERIOD_COLUMNS).unique(), register)
    return (
        frame.join(about, on="series", how="left", maintain_order="left")
        .rename({"region": "region_value"})
        .join(places, on=["place", *PERIOD_COLUMNS], how="left", maintain_order="left")
        .join(note_table(catalogue.release), on=KEYS, how="left", maintain_order="left")
        .with_columns(
            region=pl.col("region_value"),
            **{new: pl.col(old) for new, old in _RENAMES.items()},
        )
        .with_columns(_without_noise("value"), *(_rounded_to(name) for name in ROUNDED_COLUMNS))
        .select(*PERIOD_COLUMNS, "place", *PLACE_COLUMNS, *columns)
    )


def place_columns(place: Place, register: PlaceRegister, day: date) -> dict[str, str | None]:
    """What the standard says of a place on a day, by ``PLACE_COLUMNS``."""
    authority = place.level == "Local authority"
    region = place if place.level == "Regional" else _region(place, register)
    country = register.get(register.country_of(place.id))
    return {
        "geographic_level": place.level,
        "country_code": country.code_on(day),
        "country_name": country.name,
        "region_code": region.code_on(day) if region else None,
        "region_name": region.name if region else None,
        "old_la_code": place.old_la_code if authority else None,
        "new_la_code": place.code_on(day) if authority else None,
        "la_name": place.name if authority else None,
    }


def _without_noise(name: str) -> pl.Expr:
    """A figure as it was published, without what a spreadsheet added to it."""
    value = pl.col(name)
    clean = value.round(FINEST)
    return pl.when((value - clean).abs() < 1e-9).then(clean).otherwise(value).alias(name)


def _rounded_to(name: str) -> pl.Expr:
    """A computed figure with one decimal place more than its series publishes."""
    value = pl.col(name)
    shown = value.round(FINEST)
    for places in range(FINEST - 1):
        shown = pl.when(pl.col("decimals") == places).then(value.round(places + 1)).otherwise(shown)
    return shown.alias(name)


def _region(place: Place, register: PlaceRegister) -> Place | None:
    if not place.region:
        return None
    region = register.get(place.region)
    return region if region.level == "Regional" else None


def _columns_of_id(place_id: str, register: PlaceRegister, day: date) -> dict[str, str | None]:
    """What the standard says of a place; of one that the register lacks, what its id says."""
    try:
        return place_columns(register.get(place_id), register, day)
    except UsageError:
        number = re.fullmatch(r"la-(\d{3})", place_id)
        code = re.fullmatch(r"(?:la|country)-([A-Z]\d{8})", place_id)
        return dict.fromkeys(PLACE_COLUMNS) | {
            "old_la_code": number[1] if number else None,
            "new_la_code": code[1] if code and place_id.startswith("la-") else None,
            "country_code": code[1] if code and place_id.startswith("country-") else None,
        }


def _place_table(keys: pl.DataFrame, register: PlaceRegister) -> pl.DataFrame:
    periods = keys.select(PERIOD_COLUMNS).unique().iter_rows()
    last_days = {period: Period(*period).ends for period in periods}
    rows = [
        {"place": place, **dict(zip(PERIOD_COLUMNS, period, strict=True))}
        | _columns_of_id(place, register, last_days[tuple(period)])
        for place, *period in keys.select("place", *PERIOD_COLUMNS).iter_rows()
    ]
    schema = dict(keys.schema) | dict.fromkeys(PLACE_COLUMNS, pl.String())
    return pl.DataFrame(rows, schema=schema)
