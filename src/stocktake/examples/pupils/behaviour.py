"""Suspensions, with reasons and lengths, and permanent exclusions."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from stocktake.examples.pupils.children import Children
from stocktake.examples.pupils.moves import Rolls
from stocktake.examples.pupils.places import Places
from stocktake.examples.pupils.random_streams import Days, Floats, load_shape, pick_one, stream_of
from stocktake.examples.pupils.school_days import Calendar
from stocktake.examples.pupils.spell_years import days_of, whole_numbers
from stocktake.examples.pupils.years import period, published

_LENGTHS = {1: 0.05, 2: 0.43, 3: 0.03, 4: 0.24, 6: 0.11, 8: 0.05, 10: 0.06, 20: 0.02, 30: 0.01}
"""Share of suspensions by sessions; invented. The mean is about two days."""
_LIMIT = 90
"""Sessions: no pupil may be suspended for more than 45 days in an academic year."""
_BY_YEAR_GROUP = np.array([0.02, 0.05, 0.07, 0.09, 0.1, 0.11, 0.12, 0.7, 1.0, 1.25, 1.25, 0.8])
_LOST_TO_OVERLAP = 0.82
SUSPENDED_AT_MOST = 10
"""Sessions with code E; from the sixth day on a suspended pupil is educated elsewhere."""


def suspensions(
    seed: int, places: Places, calendar: Calendar, children: Children, years: pl.DataFrame
) -> pl.DataFrame:
    """Suspensions of every year, at the borough's published secondary rate.

    Returns
    -------
    DataFrame
        ``child``, ``school``, ``start``, ``reason``, ``start_date``, ``sessions``, and ``at`` and
        ``until``: the open days, counted in the school's year, from the first to the last.
    """
    chance = stream_of("suspensions", seed)
    school_effect = np.exp(0.35 * chance.standard_normal(len(places.urn)))
    rows = years.filter(pl.col("enrolment_status") != "S", pl.col("nc_year").is_between(0, 11))
    frames = []
    for start in rows["start"].unique().sort().to_list():
        for pattern in np.unique(calendar.pattern).tolist():
            schools = np.flatnonzero(calendar.pattern == pattern).tolist()
            of = rows.filter(pl.col("start") == start, pl.col("school").is_in(schools))
            days = calendar.open_days[period(start), pattern].days
            frames.append(_of_pattern(chance, children, school_effect, of, days, start, places))
    return _apart(pl.concat(frames))


def _of_pattern(
    chance: np.random.Generator,
    children: Children,
    school_effect: Floats,
    rows: pl.DataFrame,
    days: Days,
    start: int,
    places: Places,
) -> pl.DataFrame:
    child, school = whole_numbers(rows, "child"), whole_numbers(rows, "school")
    from_day = np.searchsorted(days, days_of(rows, "first"))
    to_day = np.searchsorted(days, days_of(rows, "last"), side="right")
    share = np.maximum(to_day - from_day, 0) / len(days)
    level = published("secondary-suspensions", start) / 100 / _LOST_TO_OVERLAP
    base_risk = np.exp(1.15 * children.wild)
    risk = base_risk[child] / base_risk.mean()
    rate = level * _BY_YEAR_GROUP[whole_numbers(rows, "nc_year")] * risk * school_effect[school]
    rate = rate * np.where(school == places.unit, 1.5, 1.0) * share
    rate = rate * chance.gamma(0.6, 1 / 0.6, len(rate))
    times = np.minimum(chance.poisson(np.minimum(rate, 14)), 14)
    again = np.repeat(np.arange(len(child)), times)
    at = from_day[again] + (chance.random(len(again)) * (to_day - from_day)[again]).astype(int)
    sessions = pick_one(chance, {str(k): v for k, v in _LENGTHS.items()}, len(again)).astype(int)
    until = np.minimum(at + (sessions + 1) // 2 - 1, to_day[again] - 1)
    sessions = np.minimum(sessions, 2 * (until - at + 1))
    return pl.DataFrame(
        {
            "child": child[again],
            "school": school[again],
            "start": np.full(len(again), start),
            "reason": pick_one(chance, load_shape().suspension_reasons, len(again)),
            "start_date": days[at],
            "sessions": sessions,
            "at": at,
            "until": until,
        }
    )


def _apart(frame: pl.DataFrame) -> pl.DataFrame:
    """Drop suspensions that begin before the one before has ended, and those past the limit."""
    frame = frame.sort("child", "start", "start_date", "sessions", "school", "reason")
    key = ["child", "start"]
    before = pl.col("start_date").shift().over(key)
    last = (pl.col("until") - pl.col("at")).shift().over(key)
    clear = (pl.col("start_date") - before).dt.total_days() > 7 * ((last + 5) // 5) + 7
    frame = frame.filter(clear.fill_null(value=True))
    return frame.filter(pl.col("sessions").cum_sum().over(key) <= _LIMIT)


def suspended_days(suspensions: pl.DataFrame, calendar: Calendar) -> pl.DataFrame:
    """Each day on which a suspended pupil is away with code E: ``sessions`` 1 (morning) or 2."""
    spread = suspensions.with_columns(
        e_sessions=pl.min_horizontal("sessions", SUSPENDED_AT_MOST),
    ).with_columns(
        day=pl.int_ranges(0, (pl.col("e_sessions") + 1) // 2),
    )
    spread = spread.explode("day").with_columns(
        at=pl.col("at") + pl.col("day"),
        sessions=pl.min_horizontal(pl.lit(2), pl.col("e_sessions") - 2 * pl.col("day")),
    )
    frames = []
    for (start, school), of in spread.group_by("start", "school", maintain_order=True):
        open_days = calendar.of(period(int(str(start))), int(str(school)))
        at = whole_numbers(of, "at")
        frames.append(
            of.select(
                "child",
                "school",
                "start",
                "sessions",
                date=pl.Series(open_days.days[at]),
                term=pl.Series(open_days.term[at]),
            )
        )
    return pl.concat(frames).sort("child", "date")


_SINCE_2020 = ("LG", "DS", "MT", "OW")
"""Reasons returned since 2020/21; before, they were other (OT)."""


def _as_then() -> pl.Expr:
    """The reason in the codes of its day."""
    early = pl.col("start_date") < date(2020, 9, 1)
    new = early & pl.col("reason").is_in(_SINCE_2020)
    return pl.when(new).then(pl.lit("OT")).otherwise("reason").alias("reason")


def exclusions_table(suspensions: pl.DataFrame, rolls: Rolls, seed: int) -> pl.DataFrame:
    """The table of suspensions and permanent exclusions, with positions for child and school."""
    chance = stream_of("permanent exclusions", seed)
    permanent = rolls.excluded
    reasons = pick_one(chance, load_shape().suspension_reasons, len(permanent))
    return pl.concat(
        [
            suspensions.select(
                "child",
                "school",
                pl.lit("SUSP").alias("category"),
                "reason",
                "start_date",
                pl.col("sessions").cast(pl.Int64),
            ),
            permanent.select(
                "child",
                "school",
                pl.lit("PERM").alias("category"),
                pl.Series("reason", reasons),
                "start_date",
                pl.lit(None, dtype=pl.Int64).alias("sessions"),
            ),
        ]
    ).with_columns(_as_then())
