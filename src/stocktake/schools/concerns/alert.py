"""The alert for a good school that falls beyond chance into the lowest quarter, with its record."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import polars as pl
from pydantic import Field

from stocktake.schools.concerns.figures import CHANCE_Z
from stocktake.schools.improvement.measures import ImprovementMeasure, year_label
from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.rounding import round_half_up

TOLERANCE = 1e-9
"""What the arithmetic of a fall may be out by; no figure is published so finely."""
LOWEST_QUARTER = 0.25
YEARS_APART = 2


class AlertRecord(Definition):
    """How often the alert was right: schools that were good in a month, and inspected later.

    ``below_percent`` of those with the alert fell below good, against ``base_percent`` of all;
    ``caught_percent`` of those that fell below good had had it.
    """

    stage: Literal["ks2", "ks4"]
    title: str
    measure_title: str
    below_percent: float = Field(ge=0, le=100)
    base_percent: float = Field(ge=0, le=100)
    caught_percent: float = Field(ge=0, le=100)
    alerts_count: int = Field(ge=0)
    schools_count: int = Field(ge=0)
    source: Source

    @property
    def sentence(self) -> str:
        """The record as it stands next to every alert."""
        return (
            f"Of {self.title}, with such a fall in {self.measure_title}, "
            f"{_percent(self.below_percent)} were later graded below good, against "
            f"{_percent(self.base_percent)} of all; "
            f"{_percent(self.caught_percent)} of those that fell below good had shown it. Only "
            "inspected schools are counted, and inspectors had seen the same results."
        )


@lru_cache(maxsize=8)
def load_alert_records(own_folder: Path | None = None) -> dict[str, AlertRecord]:
    """The record of the alert by stage."""
    definitions = load_folder(
        "stocktake.schools", "alert_records", AlertRecord, own_folder=own_folder
    )
    return {item.value.stage: item.value for item in definitions.values()}


def decline_alerts(
    points: pl.DataFrame, measure: ImprovementMeasure, good_schools: pl.DataFrame
) -> pl.DataFrame:
    """Find the good schools whose results fell beyond chance into the lowest quarter.

    Parameters
    ----------
    points : DataFrame
        As :func:`comparable_points` returns them, of all schools: the lowest quarter is of all.
    good_schools : DataFrame
        ``school_urn`` of schools that were good or better when last inspected, under their newest
        numbers; what counts as good is the caller's to say, regime by regime.

    Returns
    -------
    DataFrame
        One row for each good school with results two years apart in the newest year of the
        points: ``school_urn``, ``first_year``, ``year``, ``change``, ``z``, ``quarter_ends`` (the
        distance to the national result below which the lowest quarter lies), ``is_lowest_quarter``
        and ``is_alert``.
    """
    newest = max(points["year"].to_list(), default=0)
    latest = points.filter(pl.col("year") == newest)
    ends = latest["relative"].quantile(LOWEST_QUARTER, "linear")
    earlier = points.filter(pl.col("year") == newest - YEARS_APART).select(
        "school_urn",
        "segment",
        first="relative",
        first_value="value",
        first_pupils="pupil_count",
    )
    pairs = latest.join(earlier, on=["school_urn", "segment"]).join(
        good_schools.select("school_urn").unique(), on="school_urn", how="semi"
    )
    error = (
        chance_variance(measure, "value", "pupil_count")
        + chance_variance(measure, "first_value", "first_pupils")
    ).sqrt()
    change = pl.col("relative") - pl.col("first")
    return (
        pairs.with_columns(change=change, z=change / error, quarter_ends=pl.lit(ends))
        .with_columns(
            first_year=pl.col("year") - YEARS_APART,
            is_lowest_quarter=pl.col("relative") <= pl.col("quarter_ends"),
        )
        .with_columns(
            is_alert=(
                (pl.col("z") < -CHANCE_Z - TOLERANCE) & pl.col("is_lowest_quarter")
            ).fill_null(value=False)
        )
        .select(
            "school_urn",
            "first_year",
            "year",
            "change",
            "z",
            "quarter_ends",
            "is_lowest_quarter",
            "is_alert",
        )
        .sort("school_urn")
    )


def chance_variance(measure: ImprovementMeasure, value: str, pupils: str) -> pl.Expr:
    """The variance that chance alone makes in a result: of a mean of scores, or of a percentage."""
    count = pl.when(pl.col(pupils) > 0).then(pl.col(pupils))
    if measure.chance_sd is not None:
        return pl.lit(measure.chance_sd**2) / count
    share = (pl.col(value) / 100 * count + 1) / (count + 2)
    return 10_000 * share * (1 - share) / count


def good_schools_on(inspections: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Schools whose latest inspection by a day found them good, each by its own regime.

    Graded: overall good or outstanding. No overall grade: every graded area good or outstanding.
    Report card: every area expected standard or above, and safeguarding met. The three are
    different things and none is turned into another; ``regime`` says which one was used.

    Returns
    -------
    DataFrame
        ``school_urn``, ``regime``, ``inspection_date``.
    """
    known_on = pl.col("published_date").fill_null(pl.col("inspection_date"))
    rows = inspections.filter(
        known_on <= as_of, pl.col("event") == "full", pl.col("value").is_not_null()
    )
    rows = rows.filter(
        pl.col("inspection_date") == pl.col("inspection_date").max().over("school_urn")
    )
    value, area = pl.col("value").str.to_lowercase(), pl.col("area").str.to_lowercase()
    is_overall = area.is_in(["overall", "overall effectiveness"])
    rows = rows.filter((pl.col("regime") != "graded") | is_overall)
    is_good = (
        pl.when(pl.col("regime") == "report_card")
        .then(
            value.is_in(
                ["expected standard", "expected", "strong standard", "strong", "exceptional"]
            )
            & (pl.col("safeguarding").str.to_lowercase() == "met").fill_null(value=False)
        )
        .otherwise(value.is_in(["good", "outstanding", "1", "2"]))
    )
    return (
        rows.group_by("school_urn")
        .agg(
            regime=pl.col("regime").last(),
            inspection_date=pl.col("inspection_date").last(),
            is_good=is_good.all(),
        )
        .filter("is_good")
        .drop("is_good")
        .sort("school_urn")
    )


def alert_sentence(row: dict[str, object], measure: ImprovementMeasure, name: str) -> str:
    """The alert about one school, without its record."""
    from stocktake.schools.improvement.phrases import size

    change = float(str(row["change"]))
    first, last = year_label(int(str(row["first_year"]))), year_label(int(str(row["year"])))
    return (
        f"{name} was good when last inspected. Its {measure.title} fell by {size(change, measure)} "
        f"against the national result between {first} and {last}, more than chance explains, and "
        "is in the lowest quarter of schools."
    )


def _percent(value: float) -> str:
    return f"{round_half_up(value):.0f}%"
