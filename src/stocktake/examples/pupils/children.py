"""What each child brings to school: standing, needs, behaviour, health, and a name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stocktake.examples.pupils.families import Births, Families
from stocktake.examples.pupils.places import Places
from stocktake.examples.pupils.random_streams import (
    Days,
    Flags,
    Floats,
    Ints,
    load_planted,
    load_pupil_names,
    load_shape,
    pick_one,
    stream_of,
)

NEVER = 99
"""A national curriculum year that does not come."""


@dataclass(frozen=True)
class Children:
    """Every child, in one order; an array per trait. None of it is in a table as it stands.

    Parameters
    ----------
    family, cohort : array of int
    birth_date : array of days
    girl : array of bool
    poor : array of bool
        Of a family that ever claims free school meals.
    support_from, plan_from : array of int
        National curriculum year from which special educational needs are supported, and from
        which there is an education, health and care plan; ``NEVER`` where they are not.
    need : array of str
        Primary need, empty for a child without.
    special : array of int
        Year from which the child is in a special school.
    ready : array of float
        Standing on entry to reception, about standard normal.
    wild, frail : array of float
        Tendency to be suspended, and to be absent, standard normal.
    carer, looked_after, in_need : array of bool
    under_served : array of bool
        A disadvantaged child of the ward that the story names.
    arrives, leaves : array of days
    """

    family: Ints
    cohort: Ints
    birth_date: Days
    girl: Flags
    poor: Flags
    support_from: Ints
    plan_from: Ints
    need: NDArray[np.str_]
    special: Ints
    ready: Floats
    wild: Floats
    frail: Floats
    carer: Flags
    looked_after: Flags
    in_need: Flags
    under_served: Flags
    arrives: Days
    leaves: Days

    def __len__(self) -> int:
        return len(self.family)


def invent_children(seed: int, places: Places, families: Families, births: Births) -> Children:
    """Give each child needs and tendencies that depend on the family and on each other."""
    chance = stream_of("children", seed)
    family, count = births.family, len(births.family)
    poor = families.meals_from[family] < 2100
    odds = -1.1 + 0.55 * poor - 0.5 * births.girl
    needs_support = chance.random(count) < 1 / (1 + np.exp(-odds))
    has_plan = needs_support & (chance.random(count) < 0.33)
    support_from = np.where(needs_support, chance.integers(0, 7, count), NEVER)
    plan_from = np.where(has_plan, support_from + chance.integers(0, 4, count), NEVER)
    needs = pick_one(chance, load_shape().needs, count)
    special = np.where(
        has_plan & (chance.random(count) < 0.36),
        np.where(chance.random(count) < 0.55, np.maximum(plan_from, 0), 7),
        NEVER,
    )
    special = np.where(special <= 6, np.minimum(special, 5), special)
    season = (births.birth_date.astype("datetime64[M]").astype(np.int64) - 8) % 12
    ready = (
        0.5 * families.bond[family]
        + 0.7 * chance.standard_normal(count)
        + 0.22 * families.prosperity[family]
        - 0.22 * poor
        - 0.035 * (season - 5.5)
        - 0.55 * needs_support
        - 0.75 * has_plan
        + 0.16 * births.girl
        - 0.3 * (families.language[family] == "OTH")
    )
    hard = chance.standard_normal(len(families.ward))[family]
    wild = 0.4 * hard + 0.85 * chance.standard_normal(count) + 0.65 * poor - 0.35 * births.girl
    wild += 0.5 * (needs == "SEMH") * needs_support + 0.25 * needs_support - 0.15 * ready
    frail = 0.45 * hard + 0.8 * chance.standard_normal(count) + 0.5 * poor + 0.35 * needs_support
    frail += 0.3 * has_plan
    in_care = hard + 0.6 * poor + chance.standard_normal(count)
    cared = np.quantile(in_care, (0.94, 0.987))
    under = poor & (families.ward[family] == places.wards.index(load_planted().under_served.ward))
    return Children(
        family=family,
        cohort=births.cohort,
        birth_date=births.birth_date,
        girl=births.girl,
        poor=poor,
        support_from=support_from,
        plan_from=plan_from,
        need=np.where(needs_support, needs, ""),
        special=special,
        ready=ready,
        wild=wild,
        frail=frail,
        carer=chance.random(count) < 0.012 + 0.014 * poor,
        looked_after=in_care > cared[1],
        in_need=in_care > cared[0],
        under_served=under,
        arrives=families.arrives[family],
        leaves=families.leaves[family],
    )


@dataclass(frozen=True)
class People:
    """Names and addresses, apart from everything that is measured."""

    surname: NDArray[np.str_]
    forename: NDArray[np.str_]
    middle_names: NDArray[np.str_]
    address: NDArray[np.str_]
    postcode: NDArray[np.str_]
    ward: NDArray[np.str_]


def name_people(seed: int, places: Places, families: Families, children: Children) -> People:
    """Invented names, and an address shared by siblings in a postcode area that is nowhere.

    Notes
    -----
    No postcode area begins with Q. Some siblings do not share a surname.
    """
    chance = stream_of("names", seed)
    parts = load_pupil_names()
    count = len(children)
    surnames = np.array(
        [first + last for first in parts.surname_beginnings for last in parts.surname_endings]
    )
    apart = chance.random(count) < 0.06
    surname_index = families.surname[children.family] % len(surnames)
    surname_index = np.where(apart, chance.integers(0, len(surnames), count), surname_index)
    surname = surnames[surname_index]
    streets = np.array(parts.streets)
    street = families.street % len(streets)
    house = [f"{number} {streets[at]}" for number, at in zip(families.house, street, strict=True)]
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    code = [
        f"QE{ward + 1} {1 + at % 9}{letters[at % 20]}{letters[number % 20]}"
        for ward, at, number in zip(
            families.ward.tolist(), street.tolist(), families.house.tolist(), strict=True
        )
    ]
    middle = _forenames(chance, children.girl)
    return People(
        surname=surname,
        forename=_forenames(chance, children.girl),
        middle_names=np.where(chance.random(count) < 0.6, middle, ""),
        address=np.array(house)[children.family],
        postcode=np.array(code)[children.family],
        ward=np.array(places.wards)[families.ward[children.family]],
    )


def _forenames(chance: np.random.Generator, girl: Flags) -> NDArray[np.str_]:
    parts = load_pupil_names()
    beginnings = np.array(parts.forename_beginnings)
    first = beginnings[chance.integers(0, len(beginnings), len(girl))]
    ends = [np.array(endings) for endings in (parts.boy_endings, parts.girl_endings)]
    last = [ending[chance.integers(0, len(ending), len(girl))] for ending in ends]
    return np.char.add(first, np.where(girl, last[1], last[0]))
