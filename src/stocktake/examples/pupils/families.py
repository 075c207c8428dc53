"""Families: where they live, what siblings share, when they come to the borough and leave it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stocktake.examples.pupils.places import Places, ward_prosperity, ward_sizes
from stocktake.examples.pupils.random_streams import (
    Days,
    Flags,
    Floats,
    Ints,
    load_shape,
    pick,
    pick_one,
    stream_of,
)
from stocktake.examples.pupils.years import day

FIRST_COHORT, LAST_COHORT = 2005, 2024
"""A cohort is named by the calendar year in which its reception year begins."""
_EARLIEST = 1993
_COUNT = 28_400
_SIZES = (0.40, 0.40, 0.14, 0.06)
_GAPS = (0.025, 0.11, 0.34, 0.27, 0.15, 0.105)
"""Chance that the next child comes 0 (a twin), 1, 2 ... 5 school years later."""


@dataclass(frozen=True)
class Families:
    """What the children of one family have in common; an array per trait, a row per family.

    Parameters
    ----------
    ward : array of int
    prosperity : array of float
        Standard deviations; poor families more often claim free school meals.
    bond : array of float
        What siblings share of their standing.
    ethnicity, language : array of str
    house, street, surname : array of int
    arrives, leaves : array of days
        A family that was always there has come before 1990; one that stays leaves after 2090.
    abroad : array of bool
        Whether it came from abroad, so that earlier results are unknown.
    meals_from, meals_until : array of int
        Academic years (by their first calendar year) of eligibility for free school meals.
    service : array of bool
        A parent in the armed forces.
    """

    ward: Ints
    prosperity: Floats
    bond: Floats
    ethnicity: NDArray[np.str_]
    language: NDArray[np.str_]
    house: Ints
    street: Ints
    surname: Ints
    arrives: Days
    leaves: Days
    abroad: Flags
    meals_from: Ints
    meals_until: Ints
    service: Flags


@dataclass(frozen=True)
class Births:
    """Children as they are born: the family of each, cohort, birthday and sex."""

    family: Ints
    cohort: Ints
    birth_date: Days
    girl: Flags


def invent_families(seed: int, places: Places) -> tuple[Families, Births]:
    """Families and their children, of whom twins share a birthday.

    Examples
    --------
    >>> from stocktake.examples.pupils.places import invent_places
    >>> families, born = invent_families(1, invent_places(1))
    >>> bool((born.cohort >= 2005).all()), len(families.ward) > 10_000
    (True, True)
    """
    chance = stream_of("families", seed)
    ward = chance.choice(len(places.wards), _COUNT, p=ward_sizes(places))
    prosperity = 0.75 * ward_prosperity(places)[ward] + 0.8 * chance.standard_normal(_COUNT) - 0.1
    families = _traits(chance, ward, prosperity)
    return families, _children(chance)


def _traits(chance: np.random.Generator, ward: Ints, prosperity: Floats) -> Families:
    count = len(ward)
    shape = load_shape()
    ethnicity = pick_one(chance, shape.ethnicity, count)
    other_language = np.array(
        [shape.other_language.get(ethnic_group, 0.03) for ethnic_group in ethnicity.tolist()]
    )
    foreign = chance.random(count) < other_language
    language = np.where(foreign, "OTH", "ENG")
    has_faith_school = chance.random(count) < 0.01
    language = np.where(has_faith_school, np.where(foreign, "OTB", "ENB"), language)
    arrives = np.full(count, np.datetime64("1989-09-01"))
    comes = chance.random(count) < np.where(foreign, 0.45, 0.16)
    arrives = np.where(comes, _moving_days(chance, count, 2007, 2025), arrives)
    leaves = np.full(count, np.datetime64("2099-08-31"))
    goes = chance.random(count) < 0.15
    leaves = np.where(goes, _moving_days(chance, count, 2010, 2025), leaves)
    leaves = np.where(
        leaves > arrives + np.timedelta64(60, "D"), leaves, np.datetime64("2099-08-31")
    )
    poor = chance.random(count) < 1 / (1 + np.exp(0.25 + 1.7 * prosperity))
    always = chance.random(count) < 0.45
    meals_from = np.where(always, 1990, chance.integers(2006, 2025, count))
    meals_until = np.where(always, 2100, meals_from + chance.integers(1, 12, count))
    return Families(
        ward=ward,
        prosperity=prosperity,
        bond=chance.standard_normal(count),
        ethnicity=ethnicity,
        language=language,
        house=chance.integers(1, 240, count),
        street=chance.integers(0, 22, count),
        surname=chance.integers(0, 800, count),
        arrives=arrives,
        leaves=leaves,
        abroad=comes & (chance.random(count) < np.where(foreign, 0.7, 0.06)),
        meals_from=np.where(poor, meals_from, 2200),
        meals_until=np.where(poor, meals_until, 2200),
        service=chance.random(count) < 0.008,
    )


def _moving_days(chance: np.random.Generator, count: int, first: int, last: int) -> Days:
    """Half of families move in the summer holidays, the others on any day of the year."""
    year = chance.integers(first, last, count)
    summer = day(year, 8, 1) + chance.integers(0, 28, count).astype("timedelta64[D]")
    any_day = day(year, 1, 1) + chance.integers(0, 365, count).astype("timedelta64[D]")
    return np.asarray(np.where(chance.random(count) < 0.5, summer, any_day))


def _children(chance: np.random.Generator) -> Births:
    size = pick(chance, np.tile(_SIZES, (_COUNT, 1))) + 1
    steps = pick(chance, np.tile(_GAPS, (_COUNT * 3, 1))).reshape(_COUNT, 3)
    first = chance.integers(_EARLIEST, LAST_COHORT + 1, _COUNT)
    cohorts = np.column_stack([first, first[:, None] + np.cumsum(steps, axis=1)])
    # Siblings one school year apart are born at least ten months apart.
    offsets = chance.integers(0, 365, (_COUNT, 4))
    for child in range(1, 4):
        before = offsets[:, child - 1]
        close = np.maximum(before, offsets[:, child])
        gap = steps[:, child - 1]
        offsets[:, child] = np.where(gap == 0, before, np.where(gap == 1, close, offsets[:, child]))
    exists = (np.arange(4)[None, :] < size[:, None]) & (cohorts >= FIRST_COHORT)
    exists &= cohorts <= LAST_COHORT
    family, order_of_birth = np.nonzero(exists)
    cohort = cohorts[family, order_of_birth]
    offset = offsets[family, order_of_birth]
    girl = chance.random(len(family)) < 0.49
    birth_date = day(cohort - 5, 9, 1) + offset.astype("timedelta64[D]")
    order = np.lexsort((family, birth_date, cohort))
    return Births(family[order], cohort[order], birth_date[order], girl[order])
