"""The invented country's release: figures that hang together as real ones do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.examples.country.cells import YEARS, Cell, Published, cells_of, quality_of
from stocktake.examples.country.measures import load_measures
from stocktake.examples.country.places import Authority
from stocktake.examples.country.schema import Story
from stocktake.sources.reading import NOT_STATED, OBSERVATIONS, SERIES, Provenance, Reading
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period
from stocktake.standards.units import Unit
from stocktake.statistics.indicators import load_indicators
from stocktake.statistics.schema import Indicator

SOURCE = "invented-country"
PRODUCER = "Nobody: the figures are invented"
LICENCE = "Invented figures, free for any use"


@dataclass(frozen=True)
class InventedFigures:
    """Every figure of an invented country, whenever it is published.

    Parameters
    ----------
    seed : int
    table : polars.DataFrame
        Columns of ``OBSERVATIONS`` without ``row``, and the ``academic_year`` of each.
    series : polars.DataFrame
        Columns of ``SERIES``.
    """

    seed: int
    table: pl.DataFrame
    series: pl.DataFrame


def invent_figures(seed: int, authorities: Sequence[Authority], story: Story) -> InventedFigures:
    """Every figure of a seed.

    Series are named as the curated indicators name them, so that the shipped definitions serve.
    Counts stand behind every share and rate; a region and the country are sums over sums, a
    score's mean is weighted by pupils. A year for which the definition says that nothing was
    published has rows without a figure.

    Parameters
    ----------
    seed : int
    authorities : sequence of Authority
    story : Story
    """
    published = tuple(_series_of(story))
    quality = {authority.id: quality_of(seed, authority) for authority in authorities}
    rows = [
        _row(item, year, place, cell)
        for item in published
        for (year, place), cell in cells_of(seed, item, authorities, story, quality).items()
    ]
    schema = {name: kind for name, kind in OBSERVATIONS.items() if name != "row"}
    table = pl.DataFrame(rows, schema=schema | {"academic_year": pl.String()})
    return InventedFigures(seed, table, _series_listing(published))


def invent_release(
    figures: InventedFigures, *, published: date, last_year: str = YEARS[-1]
) -> tuple[Reading, str]:
    """The release of a day, and the file that it was read from.

    Parameters
    ----------
    figures : InventedFigures
    published : date
    last_year : str
        The last academic year that is published.

    Returns
    -------
    Reading, str
        The release, and the text of its CSV file, whose lines the observations cite.
    """
    table = figures.table.filter(pl.col("academic_year") <= last_year).with_columns(
        pl.int_range(2, pl.len() + 2, dtype=pl.Int32).alias("row")
    )
    text = table.select(
        "series",
        "place",
        "time_period",
        "time_identifier",
        pl.col("text").alias("value"),
        "numerator",
        "denominator",
    ).write_csv(float_precision=0)
    provenance = Provenance(
        source=SOURCE,
        producer=PRODUCER,
        title=f"Figures of an invented country, seed {figures.seed}",
        address=NOT_STATED,
        licence=LICENCE,
        published=published,
        retrieved=published,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        reader=1,
        files=(f"{SOURCE}-{published.isoformat()}.csv",),
    )
    listing = figures.series.join(table.select("series").unique(), on="series", how="semi")
    return Reading(provenance, table.select(list(OBSERVATIONS)), listing), text


def period_of(indicator: Indicator, academic_year: str) -> Period:
    """The indicator's period that belongs to an academic year.

    Raises
    ------
    UsageError
        It has none.
    """
    first = int(academic_year[:4])
    for text in (academic_year, str(first), str(first + 1)):
        try:
            period = Period(text, indicator.kind_of_year)
        except UsageError:
            continue
        if period.academic_year == academic_year:
            return period
    kind = indicator.kind_of_year
    raise UsageError(f"{indicator.title} has no {kind} in the academic year {academic_year}")


def _series_of(story: Story) -> Iterator[Published]:
    definitions = load_indicators()
    for measure in load_measures():
        indicator = definitions[measure.indicator].value
        periods = {year: period_of(indicator, year) for year in YEARS}
        yield Published(
            measure,
            indicator,
            indicator.series[0].series,
            indicator.title,
            measure.levels,
            story.levels(measure.indicator, "all"),
            measure.pupil_share,
            periods,
        )
        group_by_id = {group.id: group for group in indicator.group}
        for part in measure.group:
            yield Published(
                measure,
                indicator,
                group_by_id[part.id].series[0].series,
                f"{indicator.title}: {group_by_id[part.id].title.lower()}",
                {year: level + part.offset for year, level in measure.levels.items()},
                story.levels(measure.indicator, part.id),
                measure.pupil_share * part.share,
                periods,
            )


def _row(item: Published, year: str, place: str, cell: Cell) -> dict[str, object]:
    period = item.periods[year]
    text = cell.missing or f"{cell.value:.{item.indicator.decimal_places}f}"
    return {
        "series": item.series,
        "place": place,
        "time_period": period.time_period,
        "time_identifier": period.time_identifier,
        "span_years": 1,
        "group": "all",
        "value": cell.value,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "missing": cell.missing,
        "text": text,
        "academic_year": year,
    }


def _series_listing(published: Sequence[Published]) -> pl.DataFrame:
    rows: list[dict[str, object]] = [
        {
            "series": item.series,
            "title": item.title,
            "topic": item.indicator.topic,
            "unit": Unit(item.indicator.unit).describe(),
            "better": None if item.indicator.better == "neither" else item.indicator.better,
            "decimal_places": item.indicator.decimal_places,
            "description": f"Invented figures. {item.indicator.population}.",
            "method": None,
            "publication": None,
            "listings": [],
        }
        for item in published
    ]
    return pl.DataFrame(rows, schema=SERIES)
