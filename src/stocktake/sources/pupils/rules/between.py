"""Between tables: pupils and schools that are not there, marks on days when nobody came."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from stocktake.sources.pupils.cells import year_of_day
from stocktake.sources.pupils.rules.model import Checked, Failing, rule

WITHOUT_PUPILS = ("schools", "calendar", "pupils")
CLOSED = "#"


@rule("R-040", "the pupil of a row is among the pupils", needs=("pupils",))
def pupil_known(seen: Checked) -> Iterator[Failing]:
    """In any year, under the present number or the one before it."""
    if seen.table in WITHOUT_PUPILS or not seen.has("upn"):
        return
    pupils = seen.others["pupils"]
    columns = [name for name in ("upn", "former_upn") if name in pupils.columns]
    known = pl.concat([pupils[name].rename("upn") for name in columns]).unique().drop_nulls()
    strangers = seen.rows.select(pl.col("upn").unique().drop_nulls()).filter(
        ~pl.col("upn").is_in(known.implode())
    )["upn"]
    if strangers.len():
        yield "upn", pl.col("upn").is_in(strangers.implode())


@rule("R-041", "the school of a row is among the schools", needs=("schools",))
def school_known(seen: Checked) -> Iterator[Failing]:
    """By its URN."""
    if seen.table == "schools" or not seen.has("school_urn"):
        return
    known = seen.others["schools"]["school_urn"].unique().drop_nulls()
    yield "school_urn", ~pl.col("school_urn").is_in(known.implode())


@rule(
    "R-050",
    "a mark stands on a session that the school's calendar has",
    tables=("marks",),
    needs=("calendar",),
)
def within_calendar(seen: Checked) -> Iterator[Failing]:
    """Schools without a calendar for the year are not judged; a planned closure (#) is no fault."""
    if not seen.has("school_urn", "date", "session", "code"):
        return
    calendar = _days(seen)
    years = calendar.select("school_urn", "__year").unique()
    held = pl.col("__sessions") >= pl.when(pl.col("session") == "PM").then(2).otherwise(1)
    strange = (
        _sessions(seen)
        .join(years, on=["school_urn", "__year"], how="semi")
        .join(calendar, on=["school_urn", "date"], how="left")
        .filter(~held.fill_null(value=False))
        .select("school_urn", "date", "session")
    )
    if strange.height:
        fails = _among(seen, strange) & (seen.rows["code"] != CLOSED)
        yield "date", fails


@rule(
    "R-051",
    "a school with marks has a calendar for the year",
    severity="query",
    tables=("marks",),
    needs=("calendar",),
)
def has_calendar(seen: Checked) -> Iterator[Failing]:
    """Without one nobody can tell whether its marks stand on school days."""
    if not seen.has("school_urn", "date", "session"):
        return
    years = _days(seen).select("school_urn", "__year").unique()
    strange = (
        _sessions(seen)
        .join(years, on=["school_urn", "__year"], how="anti")
        .select("school_urn", "date", "session")
    )
    if strange.height:
        yield "school_urn", _among(seen, strange)


def _days(seen: Checked) -> pl.DataFrame:
    """The days on which each school is open, and how many sessions it holds."""
    calendar = seen.others["calendar"].drop_nulls(["school_urn", "date", "sessions"])
    days = calendar.select("school_urn", "date", __sessions="sessions")
    return days.unique(["school_urn", "date"]).with_columns(__year=year_of_day(pl.col("date")))


def _sessions(seen: Checked) -> pl.DataFrame:
    """The sessions on which there are marks: few, however many the marks."""
    sessions = seen.rows.lazy().select("school_urn", "date", "session").drop_nulls().unique()
    return sessions.collect().with_columns(__year=year_of_day(pl.col("date")))


def _among(seen: Checked, sessions: pl.DataFrame) -> pl.Series:
    return (
        seen.rows.lazy()
        .select("school_urn", "date", "session")
        .join(
            sessions.lazy().with_columns(__found=pl.lit(value=True)),
            on=["school_urn", "date", "session"],
            how="left",
            maintain_order="left",
        )
        .select(pl.col("__found").fill_null(value=False))
        .collect()["__found"]
    )
