"""Programmes for pupils: who took part, and what it added to their key stage 2."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from stocktake.examples.pupils.children import Children
from stocktake.examples.pupils.random_streams import Flags, Floats, Ints, load_planted, stream_of
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
    observed_scores: Floats,
    rolls: dict[int, Ints],
) -> tuple[TakingPart, ...]:
    """Choose pupils as providers do: in some schools, and those further behind more often.

    Parameters
    ----------
    observed_scores : array of float
        What schools know of each child's standing; on nothing else that is not in the tables does
        a place depend, so that who took part can be compared with children like them.
    rolls : dict of int to array
        The school of each child in a year's autumn, by the year's start.
    """
    story = load_planted()
    participations: list[TakingPart] = []
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
            behind = -observed_scores + 0.4 * children.poor
            weight = 1 / (1 + np.exp(-1.2 * (behind - 0.2)))
            likely = programme.reach * weight / max(float(weight[eligible].mean()), 0.01)
            likely = likely * np.where(children.under_served, story.under_served.reach, 1.0)
            is_selected = eligible & (chance.random(len(children)) < likely)
            is_selected |= _shared(chance, programme, start, participations, len(children))
            child = np.flatnonzero(is_selected)
            sessions = np.clip(np.round(11 + 4 * chance.standard_normal(len(child))), 1, 24)
            participations.append(
                TakingPart(programme, start, child, school[child], sessions.astype(np.int64))
            )
    return tuple(participations)


_POINTS = {"BLW": 0, "PKE": 1, "WTS": 2, "EXS": 3, "GDS": 4}


def observed_scores(seed: int, standing: Standing, key_stage_1: pl.DataFrame) -> Floats:
    """What schools know of each child's standing, standardised.

    The mean of reading, writing and maths at key stage 1; an impression where there is none.
    """
    chance = stream_of("impressions", seed)
    scores = standing.seven + 0.4 * chance.standard_normal(len(standing.seven))
    observed_need = (
        key_stage_1.filter(pl.col("component") != "SCI")
        .with_columns(points=pl.col("result").replace_strict(_POINTS, return_dtype=pl.Float64))
        .group_by("child")
        .agg(pl.col("points").mean())
        .sort("child")
    )
    points = observed_need["points"].to_numpy()
    scores[observed_need["child"].to_numpy()] = (points - points.mean()) / points.std()
    return np.asarray(scores)


def _shared(
    chance: np.random.Generator,
    programme: ProgrammeStory,
    start: int,
    before: list[TakingPart],
    count: int,
) -> Flags:
    has_taken_part = np.zeros(count, dtype=bool)
    for participation in before:
        if participation.programme.id == programme.overlaps and participation.start == start:
            has_taken_part[
                participation.child[chance.random(len(participation.child)) < _OVERLAP]
            ] = True
    return has_taken_part


def lifts(participations: tuple[TakingPart, ...], start: int, count: int) -> Floats:
    """What programmes added to each child's reading and maths, in standard deviations."""
    lift = np.zeros((count, 2))
    for participation in participations:
        if participation.start == start and participation.programme.subject:
            lift[participation.child, ("READ", "MATH").index(participation.programme.subject)] += (
                participation.programme.effect
            )
    return lift


def programmes_table() -> pl.DataFrame:
    """The table of programmes, without what they do."""
    return pl.DataFrame(
        [
            {
                "programme": programme.id,
                "title": programme.title,
                "first_year": programme.years[0],
                "last_year": programme.years[-1],
                "nc_years": " ".join(str(year) for year in programme.nc_years),
            }
            for programme in load_planted().programme
        ]
    )


def years_of(participations: tuple[TakingPart, ...]) -> tuple[str, ...]:
    """The academic years in which anybody took part."""
    return tuple(sorted({period(participation.start) for participation in participations}))
