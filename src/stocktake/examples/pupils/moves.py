"""What happens to children at school: moves, home education, exclusion, off-rolling, dual roll."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from stocktake.examples.pupils.children import Children
from stocktake.examples.pupils.places import Places
from stocktake.examples.pupils.random_streams import (
    Days,
    Flags,
    Floats,
    Ints,
    load_planted,
    stream_of,
)
from stocktake.examples.pupils.rolls import PRIMARY, SECONDARY, Stints
from stocktake.examples.pupils.years import academic_start, day, published

DATA_STARTS, DATA_ENDS = date(2018, 9, 1), date(2025, 8, 31)
NO_MOVE, TRANSFER, HOME, EXCLUDED, OFF_ROLLED, DUAL = range(6)
_SHARES = {PRIMARY: (0.08, 0.012, 0.0012, 0.0, 0.0), SECONDARY: (0.05, 0.028, 0.02, 0.006, 0.026)}
"""Share of stints in each phase in which a child moves within the borough, goes to home education,
is excluded permanently, is off-rolled, or is educated partly at the unit."""


@dataclass(frozen=True)
class Rolls:
    """Who was on which roll, and who was nowhere on one.

    Parameters
    ----------
    spells : DataFrame
        ``child``, ``school`` (positions), ``entry_date``, ``leaving_date``, which may lie in the
        future, ``enrolment_status``, ``leaving_reason``.
    home : DataFrame
        ``child``, ``start_date``, ``end_date``, ``reason``, ``judged_suitable``.
    excluded : DataFrame
        Permanent exclusions: ``child``, ``school``, ``start_date``.
    off_rolled : DataFrame
        ``child``, ``school``, ``date``: those whom the story takes off the roll.
    """

    spells: pl.DataFrame
    home: pl.DataFrame
    excluded: pl.DataFrame
    off_rolled: pl.DataFrame


def invent_rolls(seed: int, places: Places, children: Children, base: Stints) -> Rolls:
    """Let at most one thing happen in each stint, then cut to when families were here."""
    chance = stream_of("moves", seed)
    kind = _what_happens(chance, places, children, base)
    move_dates = _move_dates(chance, children, base, kind)
    has_ended = (kind != NO_MOVE) & (kind != DUAL)
    end = np.where(has_ended, move_dates, base.end)
    reason = np.where(base.end == day(children.cohort[base.child] + 7, 8, 31), "END_PHASE", "")
    reason = np.where(base.phase == SECONDARY, "END_PHASE", reason)
    reason = np.where(reason == "", "TRANSFER_WITHIN", reason)
    left_for = np.where(chance.random(len(base)) < 0.45, "EHE", "UNKNOWN")
    names = np.array(["", "TRANSFER_WITHIN", "EHE", "PERM_EXCL", "", ""])
    reason = np.where(has_ended, np.where(kind == OFF_ROLLED, left_for, names[kind]), reason)
    status = np.where(kind == DUAL, "M", "C")
    parts = [_frame(base.child, base.school, base.start, end, status, reason)]
    parts += _afterwards(chance, places, base, kind, move_dates)
    home = _home_education(chance, base, kind, move_dates, left_for)
    spells, home = _cut(pl.concat(parts), home, children)
    excluded = kind == EXCLUDED
    off = kind == OFF_ROLLED
    return Rolls(
        spells=_merge_spells(spells),
        home=home,
        excluded=_is_on_roll(base, excluded, move_dates, children).rename({"date": "start_date"}),
        off_rolled=_is_on_roll(base, off, move_dates, children),
    )


def _what_happens(
    chance: np.random.Generator, places: Places, children: Children, base: Stints
) -> Ints:
    risk = np.exp(0.9 * (children.wild[base.child] - children.wild.mean()) - 0.6)
    low = np.exp(-0.9 * children.ready[base.child] + 0.4 * children.wild[base.child] - 0.6)
    odds = np.array([_SHARES[PRIMARY], _SHARES[SECONDARY]])[base.phase]
    story = load_planted().off_rolling
    is_planted_school = base.school == places.secondaries[story.school]
    odds[is_planted_school & (base.phase == SECONDARY), 3] = story.off_rolled
    odds[:, 1] *= 0.4 + 0.4 * np.minimum(risk, 5)
    odds[:, 2] *= np.minimum(risk**1.5, 12)
    low = np.minimum(low, 6)
    odds[:, 3] *= low / low.mean()
    odds[:, 4] *= np.minimum(risk, 8)
    odds[np.isin(base.school, places.specials)] *= [[0.2, 0.5, 0.3, 0.0, 0.0]]
    steps = np.cumsum(odds, axis=1)
    draws = chance.random(len(base))[:, None]
    moves: Ints = (draws > steps).sum(axis=1) + 1
    moves[moves > DUAL] = NO_MOVE
    # Of a stint that is hardly longer than a year nothing is known.
    moves[(base.end - base.start).astype(int) < 300] = NO_MOVE
    return moves


def _move_dates(chance: np.random.Generator, children: Children, base: Stints, kind: Ints) -> Days:
    first = academic_start(base.start)
    years = academic_start(base.end) - first + 1
    weights = [published("permanent-exclusions", year) for year in range(2005, 2041)]
    year = first + (chance.random(len(base)) * years).astype(np.int64)
    # Permanent exclusions follow the borough's published rate from year to year.
    second_day = first + (chance.random(len(base)) * years).astype(np.int64)
    likelier = np.take(weights, second_day - 2005) * chance.random(len(base)) > 0.5 * np.take(
        weights, year - 2005
    )
    year = np.where((kind == EXCLUDED) & likelier, second_day, year)
    autumn = chance.random(len(base)) < 0.4
    offset = np.where(
        autumn, chance.integers(10, 100, len(base)), chance.integers(130, 310, len(base))
    )
    move_dates = day(year, 9, 1) + offset.astype("timedelta64[D]")
    cohort = children.cohort[base.child]
    spring = day(cohort + 11, 2, 1) + chance.integers(0, 160, len(base)).astype("timedelta64[D]")
    late = day(cohort + 11, 9, 8) + chance.integers(0, 98, len(base)).astype("timedelta64[D]")
    off = np.where(chance.random(len(base)) < 0.5, spring, late)
    return np.asarray(np.where(kind == OFF_ROLLED, off, move_dates))


def _afterwards(
    chance: np.random.Generator, places: Places, base: Stints, kind: Ints, move_dates: Days
) -> list[pl.DataFrame]:
    parts = []
    one = np.timedelta64(1, "D")
    count = len(base)
    elsewhere = _other_school(chance, places, base)
    at = np.flatnonzero(kind == TRANSFER)
    usual = _frame_at(base, at, elsewhere, move_dates + one, base.end, "C", "END_PHASE")
    parts.append(usual)

    back = move_dates + chance.integers(60, 420, count).astype("timedelta64[D]")
    at = np.flatnonzero((kind == HOME) & (chance.random(count) < 0.3) & (back < base.end))
    parts.append(_frame_at(base, at, elsewhere, back, base.end, "C", "END_PHASE"))

    unit = np.full(count, places.unit)
    waits = np.where(chance.random(count) < 0.75, 7, 7 + chance.integers(1, 35, count))
    enters = move_dates + waits.astype("timedelta64[D]")
    stays = enters + chance.integers(100, 320, count).astype("timedelta64[D]")
    returns = (chance.random(count) < 0.45) & (stays < base.end - np.timedelta64(60, "D"))
    at = np.flatnonzero((kind == EXCLUDED) & ~returns)
    parts.append(_frame_at(base, at, unit, enters, base.end, "C", "END_PHASE"))
    at = np.flatnonzero((kind == EXCLUDED) & returns)
    parts.append(_frame_at(base, at, unit, enters, stays, "C", "TRANSFER_WITHIN"))
    parts.append(_frame_at(base, at, elsewhere, stays + one, base.end, "C", "END_PHASE"))

    until = np.minimum(
        move_dates + chance.integers(60, 260, count).astype("timedelta64[D]"), base.end
    )
    at = np.flatnonzero(kind == DUAL)
    parts.append(_frame_at(base, at, unit, move_dates, until, "S", "TRANSFER_WITHIN"))
    return parts


def _other_school(chance: np.random.Generator, places: Places, base: Stints) -> Ints:
    primary = chance.choice(places.primaries, len(base))
    secondary = chance.choice(places.secondaries, len(base))
    destination = np.where(base.phase == PRIMARY, primary, secondary)
    twice = destination == base.school
    last_school = np.where(base.phase == PRIMARY, places.primaries[1], places.secondaries[1])
    last = np.where(base.phase == PRIMARY, places.primaries[3], places.secondaries[3])
    return np.where(twice, np.where(destination == last_school, last, last_school), destination)


def _home_education(
    chance: np.random.Generator, base: Stints, kind: Ints, move_dates: Days, left_for: Ints
) -> pl.DataFrame:
    count = len(base)
    at = np.flatnonzero((kind == HOME) | ((kind == OFF_ROLLED) & (left_for == "EHE")))
    reasons = np.array(["MENTAL_HEALTH", "PHILOSOPHICAL", "DISSATISFIED", "SEN", "UNKNOWN"])
    reasons_given = reasons[chance.choice(5, count, p=(0.26, 0.2, 0.2, 0.09, 0.25))]
    return pl.DataFrame(
        {
            "child": base.child[at],
            "start_date": (move_dates + np.timedelta64(1, "D"))[at],
            "end_date": day(academic_start(base.end) + 1, 8, 31)[at],
            "reason": reasons_given[at],
            "judged_suitable": (chance.random(count) < 0.86)[at],
        }
    )


def _cut(
    spells: pl.DataFrame, home: pl.DataFrame, children: Children
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cut to the time in which the family lived here; a return to school ends home education."""
    known_spells = pl.DataFrame(
        {
            "child": np.arange(len(children)),
            "arrives": children.arrives,
            "leaves": children.leaves,
        }
    )
    goes = pl.col("leaves") < pl.col("leaving_date")
    spells = (
        spells.join(known_spells, on="child")
        .with_columns(
            entry_date=pl.max_horizontal("entry_date", "arrives"),
            leaving_reason=pl.when(goes).then(pl.lit("TRANSFER_OUT")).otherwise("leaving_reason"),
            leaving_date=pl.min_horizontal("leaving_date", "leaves"),
        )
        .filter(pl.col("entry_date") <= pl.col("leaving_date") - pl.duration(days=3))
        .filter(pl.col("entry_date") <= DATA_ENDS, pl.col("leaving_date") >= DATA_STARTS)
        .drop("arrives", "leaves")
    )
    back = spells.select("child", back="entry_date")
    returns = home.join(back, on="child").filter(pl.col("back") > pl.col("start_date"))
    first = returns.group_by("child", "start_date").agg(pl.col("back").min())
    day_before = pl.col("back") - pl.duration(days=1)
    home = (
        home.join(first, on=["child", "start_date"], how="left")
        .join(known_spells, on="child")
        .filter(pl.col("start_date") > pl.col("arrives"), pl.col("start_date") < pl.col("leaves"))
        .with_columns(end_date=pl.min_horizontal("end_date", "leaves", day_before))
        .drop("arrives", "leaves", "back")
    )
    return spells, home


def _merge_spells(spells: pl.DataFrame) -> pl.DataFrame:
    """Make one spell of a time at one school that goes on after the end of a phase."""
    spells = spells.sort("child", "enrolment_status", "entry_date", "school", "leaving_date")
    same = pl.col("school") == pl.col("school").shift().over("child", "enrolment_status")
    left = pl.col("leaving_date").shift().over("child", "enrolment_status")
    next_day = left + pl.duration(days=1)
    goes_on = (same & (pl.col("entry_date") == next_day)).fill_null(value=False)
    return (
        spells.with_columns(spell=(~goes_on).cum_sum())
        .group_by("spell", maintain_order=True)
        .agg(
            pl.col("child", "school", "entry_date").first(),
            pl.col("leaving_date").last(),
            pl.col("enrolment_status").first(),
            pl.col("leaving_reason").last(),
        )
        .drop("spell")
        .sort("child", "entry_date", "enrolment_status")
    )


def _is_on_roll(base: Stints, at: Flags, move_dates: Days, children: Children) -> pl.DataFrame:
    child = base.child[at]
    is_on_roll = (move_dates[at] >= children.arrives[child] + np.timedelta64(7, "D")) & (
        move_dates[at] < children.leaves[child]
    )
    return pl.DataFrame({"child": child, "school": base.school[at], "date": move_dates[at]}).filter(
        is_on_roll
    )


def _frame(
    child: Ints, school: Ints, start: Days, end: Days, status: Floats | Ints, reason: Ints
) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "child": child,
            "school": school,
            "entry_date": start,
            "leaving_date": end,
            "enrolment_status": status,
            "leaving_reason": reason,
        }
    )


def _frame_at(
    base: Stints, at: Ints, school: Ints, start: Days, end: Days, status: str, reason: str
) -> pl.DataFrame:
    return _frame(
        base.child[at],
        school[at],
        start[at],
        end[at],
        np.full(len(at), status),
        np.full(len(at), reason),
    )
