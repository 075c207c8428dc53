"""Figures that cannot be, or can hardly be, as their producer says: noted when a file is read.

An impossible figure is kept as missing (``x``), so that it never ranks; its note says what the file
said. A doubtful figure stays, with its note. Both are rows of ``tables["doubts"]`` of the release.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.sources.plausibility_doubts import (
    FEWEST_PLACES,
    above_100,
    far_from_own_series,
    fractions,
    future_periods,
    repeated_periods,
    sentinel_counts,
    shares,
)
from stocktake.sources.plausibility_policy import (
    PlausibilityPolicy,
    any_of,
    plausibility_policy,
)
from stocktake.standards.errors import Fault
from stocktake.standards.missing import Missing

DOUBTS: dict[str, pl.DataType] = {
    "series": pl.String(),
    "place": pl.String(),
    "time_period": pl.String(),
    "time_identifier": pl.String(),
    "text": pl.String(),
    "note": pl.String(),
}
"""Columns of ``tables["doubts"]``: one row per figure and note; ``text`` is what the file said."""

ESTABLISHMENT = "^(school|laestab|provider|institution)-"
"""Places too small to be compared with their own past: a school's figures leap."""

FIGURE_COLUMNS = (
    *("series", "place", "time_period", "time_identifier", "span_years", "group", "value"),
)


@dataclass(frozen=True)
class Plausibility:
    """What was seen in a file's figures.

    Parameters
    ----------
    observations : polars.DataFrame
        As given, impossible figures as missing.
    doubts : polars.DataFrame
        Columns of ``DOUBTS``.
    notes : tuple of Fault
        One for each series and kind of doubt.
    """

    observations: pl.DataFrame
    doubts: pl.DataFrame
    notes: tuple[Fault, ...]


def check_plausibility(
    observations: pl.DataFrame,
    series: pl.DataFrame,
    *,
    file: str,
    retrieved: date,
    policy: PlausibilityPolicy | None = None,
) -> Plausibility:
    """Look for figures that cannot be, or can hardly be.

    Parameters
    ----------
    observations, series : polars.DataFrame
        As a reader returns them.
    file : str
        Name of the file, for notes.
    retrieved : date
        When the file was brought in; a later period is in the future.
    policy : PlausibilityPolicy, optional
        Limits and words; the shipped ones by default.

    Notes
    -----
    A percentage above 100 is impossible unless its name says that it may be (take-up, suspensions)
    or three places or more of its series have one. A rate more than 20 times the largest of any
    other place (of ten or more) is impossible. A figure is far from its own series where it is at
    least ten times the median of the same place's other figures (five or more, with a median of 1
    or more), or at most a tenth of it; schools are not looked at for that.

    Examples
    --------
    >>> from stocktake.sources.reading import OBSERVATIONS, SERIES
    >>> row = {"series": "ees:a/rate", "place": "la-890", "time_period": "202223", "value": -99.0}
    >>> row |= {"time_identifier": "Academic year", "text": "-99", "row": 2}
    >>> one = pl.DataFrame([row], schema=OBSERVATIONS)
    >>> unit = pl.DataFrame([{"series": "ees:a/rate", "unit": "%"}], schema=SERIES)
    >>> result = check_plausibility(one, unit, file="a.csv", retrieved=date(2026, 1, 1))
    >>> result.observations.select("value", "missing").row(0), len(result.notes)
    ((None, 'x'), 1)
    """
    limits = policy or plausibility_policy()
    figures = (
        observations.with_row_index("index")
        .select("index", *FIGURE_COLUMNS)
        .filter(pl.col("value").is_not_null())
        .join(_kinds(series, limits), on="series", how="left")
    )
    impossible = _impossible(figures, limits)
    plausible = figures.join(impossible, on="index", how="anti") if impossible.height else figures
    areas = plausible.filter(~pl.col("place").str.contains(ESTABLISHMENT))
    doubtful = pl.concat(
        [
            above_100(plausible),
            shares(areas),
            far_from_own_series(areas, limits.times_its_own_series),
            sentinel_counts(plausible, limits),
            fractions(plausible),
            future_periods(plausible, retrieved),
            repeated_periods(areas),
        ]
    )
    noted_figures = pl.concat(
        [
            impossible.with_columns(pl.lit(True).alias("is_missing")),
            doubtful.with_columns(pl.lit(False).alias("is_missing")),
        ]
    )
    if not noted_figures.height:
        return Plausibility(observations, pl.DataFrame(schema=DOUBTS), ())
    rows = observations.with_row_index("index")
    is_impossible = pl.col("index").is_in(impossible["index"].implode())
    cleaned_rows = rows.with_columns(
        pl.when(~is_impossible).then("value").alias("value"),
        pl.when(is_impossible)
        .then(pl.lit(Missing.NOT_AVAILABLE.value))
        .otherwise("missing")
        .alias("missing"),
    ).select(observations.columns)
    marked_rows = noted_figures.join(rows, on="index").sort("index")
    doubts = marked_rows.select(
        pl.col(name).cast(kind).alias(name) for name, kind in DOUBTS.items()
    )
    return Plausibility(cleaned_rows, doubts, _notes(marked_rows, file))


def _kinds(series: pl.DataFrame, policy: PlausibilityPolicy) -> pl.DataFrame:
    """Whether a series is a percentage, a count of whole things, or may be negative."""
    words = pl.concat_str("title", "unit", "series", separator=" ", ignore_nulls=True)
    unit = pl.col("unit").fill_null("").str.strip_chars()
    signed = words.str.contains(any_of(policy.changes)) | (unit == "pp")
    negative = signed | unit.str.contains(r"(?i)score|£|pound|spend|cost|index")
    return series.select(
        "series",
        (unit.str.starts_with("%") | unit.str.to_lowercase().is_in(["percent", "percentage"]))
        .alias("is_percent"),
        negative.alias("may_be_negative"),
        (
            words.str.contains(any_of(policy.may_exceed_100))
            | pl.col("series").is_in(policy.may_exceed_100_series)
        ).alias("may_exceed"),
        signed.alias("is_signed"),
        unit.str.contains(r"(?i)^%|rate|score|percent|per ").alias("is_rate"),
        ((unit == "") & (pl.col("decimal_places") == 0)).fill_null(False).alias("is_count"),
    )  # fmt: skip


def _impossible(rows: pl.DataFrame, policy: PlausibilityPolicy) -> pl.DataFrame:
    value = pl.col("value")
    is_rate = pl.col("is_rate").fill_null(False)
    is_sentinel = value.is_in(policy.sentinels) | (is_rate & value.is_in(policy.sentinels_of_rates))
    percent = pl.col("is_percent").fill_null(False) & ~pl.col("is_signed").fill_null(False)
    whole = percent & ~pl.col("may_exceed").fill_null(False)
    unsigned = ~pl.col("may_be_negative").fill_null(True)
    beyond = _beyond_whole(rows, policy.percent_limit)
    times = policy.times_any_other_place
    figures = rows.filter(value.is_not_null()).join(beyond, on="series", how="left")
    figures = figures.join(_largest_elsewhere(rows), on=["series", "place"], how="left")
    note = (
        pl.when(is_sentinel).then(pl.lit("stands for no figure, as such numbers do"))
        .when(value.abs() >= policy.largest).then(pl.lit("is larger than any figure can be"))
        .when(
            whole
            & (value > policy.percent_limit)
            & (pl.col("beyond_places").fill_null(0) < policy.places_above_100)
        )
        .then(pl.lit("is more than 100%"))
        .when(percent & (value < 0)).then(pl.lit("is less than 0%"))
        .when(unsigned & (value < 0)).then(pl.lit("is less than zero"))
        .when(is_rate & (value > times * pl.col("elsewhere")))
        .then(pl.lit(f"is more than {times:g} times the largest figure of any other place"))
    )  # fmt: skip
    return (
        figures.with_columns(note.alias("note"))
        .filter(pl.col("note").is_not_null())
        .select("index", "note")
    )


def _beyond_whole(rows: pl.DataFrame, limit: float) -> pl.DataFrame:
    """How many places of a percentage are above 100: of some, such as take-up, several are."""
    beyond = rows.filter(pl.col("is_percent"), pl.col("value") > limit)
    return beyond.group_by("series").agg(pl.col("place").n_unique().alias("beyond_places"))


def _largest_elsewhere(rows: pl.DataFrame) -> pl.DataFrame:
    """The largest figure of a series at any other place, where there are enough of them."""
    largest = (
        rows.filter(pl.col("is_rate"), pl.col("value") > 0)
        .group_by("series", "place")
        .agg(pl.col("value").max().alias("largest"))
    )
    first_two = largest.group_by("series").agg(
        pl.col("largest").max().alias("first"),
        pl.col("largest").top_k(2).min().alias("second"),
        pl.len().alias("places"),
    )
    return (
        largest.join(first_two.filter(pl.col("places") >= FEWEST_PLACES), on="series")
        .select(
            "series",
            "place",
            pl.when(pl.col("largest") < pl.col("first"))
            .then("first")
            .otherwise("second")
            .alias("elsewhere"),
        )
    )  # fmt: skip


def _notes(marked_rows: pl.DataFrame, file: str) -> tuple[Fault, ...]:
    kinds = marked_rows.group_by("series", "note", maintain_order=True).agg(
        pl.len().alias("count"), pl.first("row", "text", "place", "is_missing")
    )
    notes = []
    for name, note, count, row, text, place, is_missing in kinds.iter_rows():
        others_clause = "" if count == 1 else f", and {count - 1:,} other(s) of the series likewise"
        fix = "kept as missing (x)" if is_missing else "kept, with this note"
        location = f"{file}: row {row}, {name}, {place}"
        notes.append(Fault(location, f"{text!r} {note}{others_clause} (implausible)", "", fix))
    return tuple(notes)
