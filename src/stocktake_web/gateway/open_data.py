"""Figures under the column names of the department's open data standard."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.standards.periods import Period
from stocktake.standards.places import Place
from stocktake_web.gateway.explorable import Catalogue, Shelf

PERIOD = ["time_period", "time_identifier", "span_years"]
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
    "stage",
    "numerator",
    "denominator",
    "source_row",
)
PLACED_COLUMNS = (
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
COMPUTED = (
    *("england", "region", "neighbours_mean", "neighbours_median", "gap_to_england"),
    *("gap_to_region", "gap_to_neighbours_mean", "change", "change_3_years", "percentile"),
)
"""Figures of a row that are computed, or may be: they carry the noise of binary fractions."""

FINEST = 6
_OURS = {
    "indicator": "series",
    "source_row": "row",
    "rank_n": "n",
    "rank_in_region_n": "n_in_region",
    "rank_among_neighbours_n": "n_among_neighbours",
}


def open_data(
    shelf: Shelf, catalogue: Catalogue, frame: pl.DataFrame, *, placed: bool
) -> pl.DataFrame:
    """A slice of a table as the open data standard names its columns.

    Parameters
    ----------
    placed : bool
        Whether ranks, bands, comparators and changes are wanted beside the figures.

    Returns
    -------
    polars.DataFrame
        ``time_period``, ``time_identifier``, ``PLACE_COLUMNS``, ``FIGURE_COLUMNS`` and, where
        asked for, ``PLACED_COLUMNS``. The codes of a place are those in force in the period. What
        is computed has one decimal place more than the series publishes.
    """
    named = ["time_period", "time_identifier", "span_years"]
    wanted = [*FIGURE_COLUMNS, *(PLACED_COLUMNS if placed else ())]
    if "row" not in frame.columns:
        frame = frame.with_columns(row=pl.lit(None, pl.Int32))
    about = pl.DataFrame(
        [
            (each, catalogue.series[each].title, catalogue.series[each].unit)
            for each in frame["series"].unique().to_list()
            if each in catalogue.series
        ],
        schema={"series": pl.String, "indicator_title": pl.String, "unit": pl.String},
        orient="row",
    )
    places = _places(shelf, frame.select("place", *PERIOD).unique())
    return (
        frame.join(about, on="series", how="left", maintain_order="left")
        .rename({"region": "region_value"})
        .join(places, on=["place", *PERIOD], how="left", maintain_order="left")
        .with_columns(
            region=pl.col("region_value"), **{new: pl.col(old) for new, old in _OURS.items()}
        )
        .with_columns(_published("value"), *(_rounded(name) for name in COMPUTED))
        .select(*named, "place", *PLACE_COLUMNS, *wanted)
    )


def place_row(shelf: Shelf, place: Place, day: date) -> dict[str, str | None]:
    """What the standard says of a place on a day."""
    authority = place.level == "Local authority"
    region = place if place.level == "Regional" else _region(shelf, place)
    country = shelf.register.get(shelf.register.country_of(place.id))
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


def _published(name: str) -> pl.Expr:
    """A figure as it was published, without what a spreadsheet added to it."""
    value = pl.col(name)
    clean = value.round(FINEST)
    return pl.when((value - clean).abs() < 1e-9).then(clean).otherwise(value).alias(name)


def _rounded(name: str) -> pl.Expr:
    """A computed figure with one decimal place more than its series publishes."""
    value = pl.col(name)
    shown = value.round(FINEST)
    for places in range(FINEST - 1):
        shown = pl.when(pl.col("decimals") == places).then(value.round(places + 1)).otherwise(shown)
    return shown.alias(name)


def _region(shelf: Shelf, place: Place) -> Place | None:
    if not place.region:
        return None
    region = shelf.register.get(place.region)
    return region if region.level == "Regional" else None


def _places(shelf: Shelf, wanted: pl.DataFrame) -> pl.DataFrame:
    ends = {period: Period(*period).ends for period in wanted.select(PERIOD).unique().iter_rows()}
    rows = [
        {"place": place, **dict(zip(PERIOD, period, strict=True))}
        | place_row(shelf, shelf.register.get(place), ends[tuple(period)])
        for place, *period in wanted.select("place", *PERIOD).iter_rows()
    ]
    schema = dict(wanted.schema) | dict.fromkeys(PLACE_COLUMNS, pl.String())
    return pl.DataFrame(rows, schema=schema)
