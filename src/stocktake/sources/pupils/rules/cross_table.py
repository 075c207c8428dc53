"""Between tables: pupils and schools that are not there, marks on days when nobody came."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from stocktake.sources.pupils.cells import year_of_day
from stocktake.sources.pupils.rules.model import Failing, RuleContext, rule

WITHOUT_PUPILS = ("schools", "calendar", "pupils")
CLOSED_CODE = "#"


@rule("R-040", "the pupil of a row is among the pupils", needs=("pupils",))
def pupil_known(context: RuleContext) -> Iterator[Failing]:
    """In any year, under the present number or the one before it."""
    if context.table in WITHOUT_PUPILS or not context.has_columns("upn"):
        return
    pupils = context.tables["pupils"]
    columns = [name for name in ("upn", "former_upn") if name in pupils.columns]
    known_upns = pl.concat([pupils[name].rename("upn") for name in columns]).unique().drop_nulls()
    strangers = context.rows.select(pl.col("upn").unique().drop_nulls()).filter(
        ~pl.col("upn").is_in(known_upns.implode())
    )["upn"]
    if strangers.len():
        yield "upn", pl.col("upn").is_in(strangers.implode())


@rule("R-041", "the school of a row is among the schools", needs=("schools",))
def school_known(context: RuleContext) -> Iterator[Failing]:
    """By its URN."""
    if context.table == "schools" or not context.has_columns("school_urn"):
        return
    known_urns = context.tables["schools"]["school_urn"].unique().drop_nulls()
    yield "school_urn", ~pl.col("school_urn").is_in(known_urns.implode())


@rule(
    "R-050",
    "a mark is for a session that the school's calendar has",
    tables=("marks",),
    needs=("calendar",),
)
def within_calendar(context: RuleContext) -> Iterator[Failing]:
    """Schools without a calendar for the year are not judged; a planned closure (#) is no fault."""
    if not context.has_columns("school_urn", "date", "session", "code"):
        return
    calendar = _days(context)
    years = calendar.select("school_urn", "__year").unique()
    is_open = pl.col("__sessions") >= pl.when(pl.col("session") == "PM").then(2).otherwise(1)
    strange = (
        _sessions(context)
        .join(years, on=["school_urn", "__year"], how="semi")
        .join(calendar, on=["school_urn", "date"], how="left")
        .filter(~is_open.fill_null(value=False))
        .select("school_urn", "date", "session")
    )
    if strange.height:
        fails = _among(context, strange) & (context.rows["code"] != CLOSED_CODE)
        yield "date", fails


@rule(
    "R-051",
    "a school with marks has a calendar for the year",
    severity="query",
    tables=("marks",),
    needs=("calendar",),
)
def has_calendar(context: RuleContext) -> Iterator[Failing]:
    """Without one nobody can tell whether its marks stand on school days."""
    if not context.has_columns("school_urn", "date", "session"):
        return
    years = _days(context).select("school_urn", "__year").unique()
    strange = (
        _sessions(context)
        .join(years, on=["school_urn", "__year"], how="anti")
        .select("school_urn", "date", "session")
    )
    if strange.height:
        yield "school_urn", _among(context, strange)


def _days(context: RuleContext) -> pl.DataFrame:
    """The days on which each school is open, and how many sessions it holds."""
    calendar = context.tables["calendar"].drop_nulls(["school_urn", "date", "sessions"])
    days = calendar.select("school_urn", "date", __sessions="sessions")
    return days.unique(["school_urn", "date"]).with_columns(__year=year_of_day(pl.col("date")))


def _sessions(context: RuleContext) -> pl.DataFrame:
    """The sessions on which there are marks: few, however many the marks."""
    sessions = context.rows.lazy().select("school_urn", "date", "session").drop_nulls().unique()
    return sessions.collect().with_columns(__year=year_of_day(pl.col("date")))


def _among(context: RuleContext, sessions: pl.DataFrame) -> pl.Series:
    return (
        context.rows.lazy()
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
