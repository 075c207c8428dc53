"""Termly attendance: sessions possible, and absences authorised and not."""

from __future__ import annotations

import numpy as np
import polars as pl

from stocktake.examples.pupils.children import Children
from stocktake.examples.pupils.places import Places
from stocktake.examples.pupils.random_streams import Flags, Floats, Ints, stream_of
from stocktake.examples.pupils.school_days import TERMS, Calendar, open_between
from stocktake.examples.pupils.spell_years import days_of, whole_numbers
from stocktake.examples.pupils.years import period, published, written_period

_PERSISTENT = 0.1
_PRIMARY_SHARE = 0.56
"""Persistent absence in primary schools as a share of that in secondary schools; invented."""
_LONG_TAIL = 1.9
"""How far those who are often absent lie from the rest, so that some miss half of the year."""
_NOT_COLLECTED = {(2019, 1), (2019, 2), (2019, 3)}
"""Year and term: nothing was collected from January to July 2020."""
FIRST_WEEKS = 10
"""Open days on which some reception classes are open in the mornings only."""


def invent_attendance(
    seed: int,
    places: Places,
    calendar: Calendar,
    children: Children,
    years: pl.DataFrame,
    suspended: pl.DataFrame,
) -> pl.DataFrame:
    """Termly totals of every spell of a child from reception to year 11.

    Persistent absence in secondary schools is at the borough's published level.

    Returns
    -------
    DataFrame
        ``start``, ``term`` (position), ``child``, ``school``, ``first``, ``last``,
        ``enrolment_status``, ``nc_year``, ``sess_possible``, ``sess_authorised``,
        ``sess_unauthorised``, ``away_from``, ``away_until`` (dates of dual roll elsewhere).
    """
    rows = years.filter(pl.col("nc_year").is_between(0, 11))
    dual = (
        rows.filter(pl.col("enrolment_status") == "S")
        .select("child", "start", away_from="first", away_until="last")
        .unique(["child", "start"], keep="first", maintain_order=True)
    )
    main = rows.join(dual, on=["child", "start"], how="left", maintain_order="left").with_columns(
        away_from=pl.when(pl.col("enrolment_status") == "M").then("away_from"),
        away_until=pl.when(pl.col("enrolment_status") == "M").then("away_until"),
    )
    main = main.with_columns(likely=_likely_absence(seed, places, children, main))
    frames = [
        _term(seed, places, calendar, children, of, int(str(start)), term, suspended)
        for (start,), of in main.group_by("start", maintain_order=True)
        for term in range(len(TERMS))
        if (int(str(start)), term) not in _NOT_COLLECTED
    ]
    return pl.concat(frames)


def _likely_absence(seed: int, places: Places, children: Children, rows: pl.DataFrame) -> Floats:
    """Each child's chance of missing a session in a year, higher for some, much alike each year."""
    chance = stream_of("absence", seed)
    yearly = 0.45 * chance.standard_normal((len(children), 32))
    child, school = whole_numbers(rows, "child"), whole_numbers(rows, "school")
    start, nc_year = whole_numbers(rows, "start"), whole_numbers(rows, "nc_year")
    tendency = children.frail[child] + 0.3 * children.wild[child] + yearly[child, start - 2000]
    tendency = tendency + 0.3 * (0.2 * chance.standard_normal(len(places.urn)))[school]
    logit = 0.62 * tendency + 0.05 * np.maximum(nc_year - 6, 0)
    secondary = nc_year >= 7
    mainstream = ~np.isin(school, np.append(places.specials, places.unit))
    rates = np.zeros(len(rows))
    for year in np.unique(start).tolist():
        level = published("secondary-persistent-absence", year) / 100
        for of, share in ((secondary, level), (~secondary, level * _PRIMARY_SHARE)):
            is_current = (start == year) & of
            middle = np.quantile(logit[is_current & mainstream], 1 - share)
            above = logit[is_current] - middle
            rates[is_current] = np.where(above > 0, _LONG_TAIL * above, above)
    rates += np.log(_PERSISTENT / (1 - _PERSISTENT)) - 0.2
    rates += 0.7 * (school == places.unit) - 0.5 * np.isin(school, places.specials)
    return np.asarray(1 / (1 + np.exp(-rates)))


def _term(
    seed: int,
    places: Places,
    calendar: Calendar,
    children: Children,
    rows: pl.DataFrame,
    start: int,
    term: int,
    suspended: pl.DataFrame,
) -> pl.DataFrame:
    chance = stream_of(f"attendance {start} {term}", seed)
    child = whole_numbers(rows, "child")
    possible = possible_sessions(calendar, rows, start, term)
    counts = (
        rows.select("child", "school")
        .with_row_index("row")
        .join(
            suspended.filter(pl.col("start") == start, pl.col("term") == term)
            .group_by("child", "school")
            .agg(pl.col("sessions").sum()),
            on=["child", "school"],
            how="left",
            maintain_order="left",
        )
    )
    excluded = counts["sessions"].fill_null(0).to_numpy().astype(np.int64)
    likely = rows["likely"].to_numpy()
    seasonal = 0.32 * chance.standard_normal(len(rows)) + (0.0, 0.08, -0.02, 0.05)[term]
    odds = likely / (1 - likely) * np.exp(seasonal)
    absent = chance.binomial(possible, odds / (1 + odds))
    lean = -1.1 + 0.55 * children.poor[child] + 0.35 * (rows["nc_year"].to_numpy() >= 7)
    lean = lean + 0.25 * children.wild[child] + 0.6 * chance.standard_normal(len(rows))
    unauthorised = chance.binomial(absent, 1 / (1 + np.exp(-lean)))
    authorised = np.minimum(absent - unauthorised + excluded, possible)
    authorised = np.maximum(authorised, np.minimum(excluded, possible))
    unauthorised = np.minimum(unauthorised, possible - authorised)
    return rows.with_columns(
        term=pl.lit(term),
        sess_possible=pl.Series(possible),
        sess_authorised=pl.Series(authorised),
        sess_unauthorised=pl.Series(unauthorised),
    ).filter(pl.col("sess_possible") > 0)


def possible_sessions(calendar: Calendar, rows: pl.DataFrame, start: int, term: int) -> Ints:
    """Sessions that a child could have attended at a school in a term.

    Not possible are the days of a school's unexpected closure, the afternoons of the first weeks
    in some reception classes, and what a child on two rolls spends at the other school.
    """
    school = whole_numbers(rows, "school")
    first, last = days_of(rows, "first"), days_of(rows, "last")
    away_from, away_until = days_of(rows, "away_from"), days_of(rows, "away_until")
    away = ~np.isnat(away_from)
    nc_year = whole_numbers(rows, "nc_year")
    possible = np.zeros(len(rows), dtype=np.int64)
    time_period = period(start)
    for pattern in np.unique(calendar.pattern).tolist():
        has_pattern = calendar.pattern[school] == pattern
        open_days = calendar.open_days[time_period, pattern]
        possible[has_pattern] = 2 * open_between(
            open_days, first[has_pattern], last[has_pattern], term
        )
        is_on_roll_and_away = has_pattern & away
        possible[is_on_roll_and_away] -= 2 * open_between(
            open_days, away_from[is_on_roll_and_away], away_until[is_on_roll_and_away], term
        )
        if term == 0:
            half = has_pattern & (nc_year == 0) & half_days(school)
            until = np.minimum(last[half], open_days.days[FIRST_WEEKS - 1])
            possible[half] -= open_between(open_days, first[half], until, term)
        if time_period in calendar.closures:
            day, schools = calendar.closures[time_period]
            shut = np.datetime64(day)
            if np.isin(shut, open_days.days[open_days.term == term]):
                is_closed = (
                    has_pattern & np.isin(school, schools) & (first <= shut) & (last >= shut)
                )
                is_closed &= ~(away & (away_from <= shut) & (away_until >= shut))
                possible[is_closed] -= 2
    return possible


def half_days(school: Ints) -> Flags:
    """Whether reception children of a school begin with mornings only."""
    return np.asarray(school % 3 == 0)


def attendance_table(terms: pl.DataFrame, seed: int) -> pl.DataFrame:
    """The table of termly totals; reasons are missing or counted otherwise for a few."""
    chance = stream_of("reasons", seed)
    total = pl.col("sess_authorised") + pl.col("sess_unauthorised")
    drawn_values = pl.Series("drawn", chance.random(len(terms)))
    names = pl.Series(list(TERMS))
    return (
        terms.with_columns(drawn_values)
        .with_columns(
            time_period=written_period(),
            term=names.gather(terms["term"]),
            sess_reasons=pl.when(pl.col("drawn") < 0.02)
            .then(None)
            .when(pl.col("drawn") < 0.03)
            .then(pl.max_horizontal(total - 2, 0))
            .otherwise(total),
        )
        .select(
            "time_period",
            "term",
            "child",
            "school",
            "sess_possible",
            "sess_authorised",
            "sess_unauthorised",
            "sess_reasons",
        )
    )
