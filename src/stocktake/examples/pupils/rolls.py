"""Which school each child is meant for, from reception to year 11."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stocktake.examples.pupils.children import NEVER, Children
from stocktake.examples.pupils.families import Families
from stocktake.examples.pupils.places import Places
from stocktake.examples.pupils.random_streams import (
    Days,
    Floats,
    Ints,
    load_planted,
    pick,
    stream_of,
)
from stocktake.examples.pupils.years import day

PRIMARY, SECONDARY = 0, 1
_CHOOSY = 1.0
"""How much better off than others families are whom the school that draws them wins."""
_WITH_SIBLING = 0.88
"""Chance that a child goes where the family's other children go."""


@dataclass(frozen=True)
class Stints:
    """Unbroken times of children at schools, before anything happens to them.

    Parameters
    ----------
    child, school : array of int
        Positions.
    phase : array of int
        ``PRIMARY`` or ``SECONDARY``.
    start, end : array of days
        Both are days on the roll.
    """

    child: Ints
    school: Ints
    phase: Ints
    start: Days
    end: Days

    def __len__(self) -> int:
        return len(self.child)


@dataclass(frozen=True)
class EntryPlan:
    """The school for which each child is meant; they matter even where a child was elsewhere."""

    primary: Ints
    secondary: Ints


def meant_schools(seed: int, places: Places, families: Families, children: Children) -> EntryPlan:
    """Choose schools by ward, by who is better off, and by where siblings go."""
    chance = stream_of("schools", seed)
    story = load_planted()
    ward = families.ward
    primary_of_family = pick(chance, places.primary_share[ward])
    own_school = pick(chance, places.primary_share[ward[children.family]])
    together = chance.random(len(children)) < _WITH_SIBLING
    primary = places.primaries[np.where(together, primary_of_family[children.family], own_school)]

    pull = np.zeros(len(places.secondaries))
    pull[story.coasting.school] = story.coasting.draw
    better_off = families.prosperity + 0.9 * families.bond - _CHOOSY
    appeal = places.secondary_share[ward] * np.exp(better_off[:, None] * pull[None, :])
    secondary_of_family = pick(chance, appeal)
    own_school = pick(chance, appeal[children.family])
    together = chance.random(len(children)) < _WITH_SIBLING
    secondary = places.secondaries[
        np.where(together, secondary_of_family[children.family], own_school)
    ]
    stays = (primary == places.all_through) & (chance.random(len(children)) < 0.95)
    return EntryPlan(primary, np.where(stays, places.all_through, secondary))


def stints(seed: int, places: Places, children: Children, entry_plan: EntryPlan) -> Stints:
    """The times that children would spend at their schools if nothing intervened.

    A child with a plan may change to a special school, and stays there.
    """
    chance = stream_of("stints", seed)
    everybody = np.arange(len(children))
    special_school = chance.choice(
        places.specials, len(children), p=_shares(places.size[places.specials])
    )
    cohort, moves = children.cohort, children.special
    move_days = day(cohort + np.where(moves == NEVER, 0, moves), 9, 1)
    leaves_primary, leaves_secondary = day(cohort + 7, 8, 31), day(cohort + 12, 8, 31)
    starts = day(cohort, 9, 1)
    one = np.timedelta64(1, "D")
    early, ever = moves < 7, moves < NEVER
    until = np.where(early, move_days - one, leaves_primary)
    parts = (
        (everybody, entry_plan.primary, PRIMARY, starts, until, moves != 0),
        (everybody, special_school, PRIMARY, move_days, leaves_primary, early),
        (
            everybody,
            np.where(ever, special_school, entry_plan.secondary),
            SECONDARY,
            day(cohort + 7, 9, 1),
            leaves_secondary,
            np.ones(len(everybody), dtype=bool),
        ),
    )
    return Stints(
        child=np.concatenate([child[keep] for child, *_, keep in parts]),
        school=np.concatenate([school[keep] for _, school, *_, keep in parts]),
        phase=np.concatenate([np.full(keep.sum(), phase) for _, _, phase, *_, keep in parts]),
        start=np.concatenate([start[keep] for *_, start, _, keep in parts]),
        end=np.concatenate([end[keep] for *_, end, keep in parts]),
    )


def _shares(sizes: Floats) -> Floats:
    return np.asarray(sizes / sizes.sum())
