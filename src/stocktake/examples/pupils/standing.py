"""How standing grows from reception to year 6, and whose rolls children were on at a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from stocktake.examples.pupils.children import NEVER, Children
from stocktake.examples.pupils.places import Places
from stocktake.examples.pupils.random_streams import Flags, Floats, Ints, load_planted, stream_of
from stocktake.examples.pupils.rolls import EntryPlan

NOWHERE = -1


@dataclass(frozen=True)
class Standing:
    """Each child's standing by stage, about standard normal among all children.

    Parameters
    ----------
    five, seven, eleven : array of float
        At the end of reception, of year 2 and of year 6.
    """

    five: Floats
    seven: Floats
    eleven: Floats


def simulate_prior_ability(
    seed: int, places: Places, children: Children, entry_plan: EntryPlan
) -> Standing:
    """Carry each child's standing forward: much of it stays, needs and absence pull at it.

    What a school adds is the same for all its pupils; the under-served group falls back at every
    stage as the story says.
    """
    chance = stream_of("standing", seed)
    count = len(children)
    school = 0.28 * chance.standard_normal(len(places.urn))[entry_plan.primary]
    under = load_planted().under_served.standing * children.under_served
    has_plan = children.plan_from < NEVER
    pull = -0.07 * children.poor - 0.11 * children.frail - 0.12 * has_plan
    five = 0.86 * children.ready + 0.46 * chance.standard_normal(count) + 0.3 * school + pull
    seven = 0.86 * five + 0.46 * chance.standard_normal(count) + 0.5 * school + pull + 0.4 * under
    late = 0.02 * (_season(children) - 5.5)
    eleven = 0.84 * seven + 0.46 * chance.standard_normal(count) + school + pull + under + late
    return Standing(five, seven, eleven)


def _season(children: Children) -> Floats:
    return np.asarray(
        (children.birth_date.astype("datetime64[M]").astype(np.int64) - 8) % 12, dtype=np.float64
    )


def roll_on(spells: pl.DataFrame, on: date, count: int) -> Ints:
    """The school on whose roll each child is on a day, alone or chiefly; ``NOWHERE`` if on none."""
    is_on_roll = spells.filter(
        pl.col("enrolment_status") != "S",
        pl.col("entry_date") <= on,
        pl.col("leaving_date") >= on,
    )
    schools = np.full(count, NOWHERE)
    schools[is_on_roll["child"].to_numpy()] = is_on_roll["school"].to_numpy()
    return schools


@dataclass(frozen=True)
class Seats:
    """Children who sat something in one academic year.

    Parameters
    ----------
    child : array of int
    school : array of int
        Where; ``NOWHERE`` for those who sat it before they came to the borough.
    """

    child: Ints
    school: Ints


def seats(
    start: int,
    nc_year: int,
    children: Children,
    is_known: Flags,
    abroad: Flags,
    roll: Ints | None,
    entry_plan: EntryPlan,
) -> Seats:
    """The children of one year group whose results of one summer belong in the tables.

    Parameters
    ----------
    start : int
        The calendar year in which the academic year began.
    nc_year : int
    is_known : array of bool
        Children who are on a roll at any time in the data.
    abroad : array of bool
        Children who came from abroad, and sat nothing before.
    roll : array of int or None
        Rolls in that summer; ``None`` for a year before the data begin.
    """
    summer = np.datetime64(date(start + 1, 6, 1))
    is_in_year = is_known & (children.cohort == start - nc_year)
    is_on_roll = (children.arrives <= summer) & (children.leaves > summer)
    if roll is None:
        roll = np.where(is_on_roll, entry_plan.primary, NOWHERE)
    later = (children.arrives > summer) & ~abroad
    child = np.flatnonzero(is_in_year & ((roll != NOWHERE) | later))
    return Seats(child, np.where(children.arrives[child] > summer, NOWHERE, roll[child]))
