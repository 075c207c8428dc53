"""Cuts a table to the years asked for: nothing is known yet of what comes after them."""

from __future__ import annotations

import polars as pl

from stocktake.examples.pupils.years import first_day, last_day

_SPELLS = {
    "enrolments": ("entry_date", "leaving_date"),
    "home_education": ("start_date", "end_date"),
    "alternative_provision": ("start_date", "end_date"),
    "social_care": ("start_date", "end_date"),
    "young_carers": ("start_date", "end_date"),
}


def within(name: str, frame: pl.DataFrame, years: tuple[str, ...]) -> pl.DataFrame:
    """The rows of a table that somebody would have on the last day of the last year.

    A spell that goes on past that day has no end yet, and a pupil has not left. Results of
    earlier years stay, those after key stage 4 and whatever else is dated only within the years.
    """
    first, last = first_day(years), last_day(years)
    if name in _SPELLS:
        return _spells(frame, *_SPELLS[name], years)
    if name == "exclusions":
        return frame.filter(pl.col("start_date").is_between(first, last))
    if name == "destinations":
        return frame.filter(
            pl.col("month").is_between(pl.lit(f"{first:%Y-%m}"), pl.lit(f"{last:%Y-%m}"))
        )
    frame = frame.filter(pl.col("time_period") <= years[-1])
    if name == "assessments":
        return frame
    if name == "entries":
        return frame.filter((pl.col("stage") == "KS4") | (pl.col("time_period") >= years[0]))
    return frame.filter(pl.col("time_period") >= years[0])


def _spells(frame: pl.DataFrame, start: str, end: str, years: tuple[str, ...]) -> pl.DataFrame:
    over = pl.col(end) <= last_day(years)
    frame = frame.filter(
        pl.col(start) <= last_day(years), (pl.col(end) >= first_day(years)).fill_null(value=True)
    )
    if "leaving_reason" in frame.columns:
        frame = frame.with_columns(leaving_reason=pl.when(over).then("leaving_reason"))
    return frame.with_columns(pl.when(over).then(pl.col(end)).alias(end))
