"""Programmes for pupils: who took part, and what it added to their key stage 2."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from stocktake.examples.pupils.chance import Flags, Floats, Ints, load_planted, stream_of
from stocktake.examples.pupils.children import Children
from stocktake.examples.pupils.schema import ProgrammeStory
from stocktake.examples.pupils.standing import NOWHERE, Standing
from stocktake.examples.pupils.years import period, start_of

_OVERLAP = 0.75
"""Share of a programme's pupils who are also taken into the one that overlaps with it."""


@dataclass(frozen=True)
class TakingPart:
    """Who took part in a programme in one academic year."""

    programme: ProgrammeStory
    start: int
    child: Ints
    school: Ints
    sessions: Ints


def taking_part(
    seed: int,
    children: Children,
    seen: Floats,
    rolls: dict[int, Ints],
) -> tuple[TakingPart, ...]:
    """Choose pupils as providers do: in some schools, and those further behind more often.

    Parameters
    ----------
    seen : array of float
        What schools know of each child's standing; on nothing else that is not in the tables does
        a place depend, so that who took part can be compared with children like them.
    rolls : dict of int to array
        The school of each child in a year's autumn, by the year's start.
    """
    story = load_planted()
    found: list[TakingPart] = []
    for programme in story.programme:
        chance = stream_of(f"programme {programme.id}", seed)
        joins = chance.random(200) < programme.schools
        for time_period in programme.years:
            start = start_of(time_period)
            if start not in rolls:
                continue
            school = rolls[start]
            nc_year = start - children.cohort
            eligible = np.isin(nc_year, programme.nc_years) & (school != NOWHERE)
            eligible &= joins[school]
            behind = -seen + 0.4 * children.poor
            weight = 1 / (1 + np.exp(-1.2 * (behind - 0.2)))
            likely = programme.reach * weight / max(float(weight[eligible].mean()), 0.01)
            likely = likely * np.where(children.under_served, story.under_served.reach, 1.0)
            taken = eligible & (chance.random(len(children)) < likely)
            taken |= _shared(chance, programme, start, found, len(children))
            child = np.flatnonzero(taken)
            sessions = np.clip(np.round(11 + 4 * chance.standard_normal(len(child))), 1, 24)
            found.append(
                TakingPart(programme, start, child, school[child], sessions.astype(np.int64))
            )
    return tuple(found)


_POINTS = {"BLW": 0, "PKE": 1, "WTS": 2, "EXS": 3, "GDS": 4}


def seen(seed: int, standing: Standing, key_stage_1: pl.DataFrame) -> Floats:
    """What schools know of each child's standing, standardised.

    The mean of reading, writing and maths at key stage 1; an impression where there is none.
    """
    chance = stream_of("impressions", seed)
    found = standing.seven + 0.4 * chance.standard_normal(len(standing.seven))
    known = (
        key_stage_1.filter(pl.col("component") != "SCI")
        .with_columns(points=pl.col("result").replace_strict(_POINTS, return_dtype=pl.Float64))
        .group_by("child")
        .agg(pl.col("points").mean())
        .sort("child")
    )
    points = known["points"].to_numpy()
    found[known["child"].to_numpy()] = (points - points.mean()) / points.std()
    return np.asarray(found)


def _shared(
    chance: np.random.Generator,
    programme: ProgrammeStory,
    start: int,
    before: list[TakingPart],
    count: int,
) -> Flags:
    both = np.zeros(count, dtype=bool)
    for each in before:
        if each.programme.id == programme.overlaps and each.start == start:
            both[each.child[chance.random(len(each.child)) < _OVERLAP]] = True
    return both


def lifts(found: tuple[TakingPart, ...], start: int, count: int) -> Floats:
    """What programmes added to each child's reading and maths, in standard deviations."""
    added = np.zeros((count, 2))
    for each in found:
        if each.start == start and each.programme.subject:
            added[each.child, ("READ", "MATH").index(each.programme.subject)] += (
                each.programme.effect
            )
    return added


def programmes_table() -> pl.DataFrame:
    """The table of programmes, without what they do."""
    return pl.DataFrame(
        [
            {
                "programme": each.id,
                "title": each.title,
                "first_year": each.years[0],
                "last_year": each.years[-1],
                "nc_years": " ".join(str(year) for year in each.nc_years),
            }
            for each in load_planted().programme
        ]
    )


def years_of(found: tuple[TakingPart, ...]) -> tuple[str, ...]:
    """The academic years in which anybody took part."""
    return tuple(sorted({period(each.start) for each in found}))
