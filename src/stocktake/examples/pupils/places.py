"""The borough's schools and colleges, its wards, and who goes to school where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from stocktake.examples.country.borough import invent_schools
from stocktake.examples.country.measures import load_story
from stocktake.examples.pupils.random_streams import Floats, Ints, load_planted, load_pupil_names

SITES = {"pru": 3}
_FIRST_ESTAB = {"primary": 2001, "secondary": 4001, "special": 7001, "pru": 1101, "college": 8001}
_MAINTAINED = 3
"""Of every five primary schools."""
_OWN_WARD_SHARE = 0.8
"""Share of a ward's children who go to one of its own primary schools."""


@dataclass(frozen=True)
class Places:
    """The schools of the borough in one order: primary, secondary, special, unit, colleges.

    Parameters
    ----------
    urn : array of int
    name, laestab, phase, kind : tuple of str
        ``phase`` as in the table of schools; ``kind`` is the type of school.
    size : array of float
        Pupils for whom the school was made.
    primaries, secondaries, specials : array of int
        Positions in the order; the all-through school is among primaries and secondaries.
    unit : int
        Position of the pupil referral unit.
    colleges : array of int
    wards : tuple of str
    primary_share, secondary_share : array of float
        Row for each ward: the chance of each of ``primaries`` or ``secondaries``.
    """

    urn: Ints
    name: tuple[str, ...]
    laestab: tuple[str, ...]
    phase: tuple[str, ...]
    kind: tuple[str, ...]
    size: Floats
    primaries: Ints
    secondaries: Ints
    specials: Ints
    unit: int
    colleges: Ints
    wards: tuple[str, ...]
    primary_share: Floats
    secondary_share: Floats

    @property
    def all_through(self) -> int:
        """Position of the school that takes pupils from reception to year 11."""
        return int(self.secondaries[0])

    @property
    def sixth_forms(self) -> Ints:
        """Positions of the secondary schools with a sixth form."""
        return self.secondaries[[0, 2, 5]]

    def position(self, urn: int) -> int:
        """Where a school stands in the order."""
        return int(np.flatnonzero(self.urn == urn)[0])

    def table(self) -> pl.DataFrame:
        """The table of schools."""
        return pl.DataFrame(
            {
                "school_urn": self.urn,
                "laestab": self.laestab,
                "school_name": self.name,
                "phase": self.phase,
                "school_type": self.kind,
                "opened": [date(1998 + number % 17, 9, 1) for number in range(len(self.urn))],
                "closed": pl.Series([None] * len(self.urn), dtype=pl.Date),
                "site_count": [SITES.get(phase, 1) for phase in self.phase],
            }
        )


def invent_places(seed: int) -> Places:
    """The 42 schools of the invented country's borough, and two colleges.

    Examples
    --------
    >>> places = invent_places(1)
    >>> len(places.urn), places.phase[places.all_through], places.laestab[0]
    (44, 'all_through', '0012001')
    """
    story = load_story()
    schools = invent_schools(seed, story)
    stage = {
        "Primary": "primary",
        "Secondary": "secondary",
        "Special": "special",
        "Alternative provision": "pru",
    }
    phases = [stage[school.phase] for school in schools] + ["college", "college"]
    names = [school.school_name for school in schools]
    names += [f"{story.name} College", f"{story.name} Sixth Form College"]
    sizes = [float(school.pupils_count) for school in schools] + [1300.0, 700.0]
    urns = [school.school_urn for school in schools]
    urns += [urns[-1] + 1, urns[-1] + 2]
    order = np.arange(len(phases))
    groups = {kind: order[[phase == kind for phase in phases]] for kind in _FIRST_ESTAB}
    estabs: dict[int, int] = {}
    for phase, of in groups.items():
        estabs |= {at: _FIRST_ESTAB[phase] + number for number, at in enumerate(of.tolist())}
    kinds = [phase if phase in ("special", "pru", "college") else "academy" for phase in phases]
    for at in groups["primary"][groups["primary"] % 5 < _MAINTAINED].tolist():
        kinds[at] = "maintained"
    first_secondary = int(groups["secondary"][0])
    phases[first_secondary] = "all_through"
    wards = load_pupil_names().wards
    primaries = np.append(groups["primary"], first_secondary)
    size = np.array(sizes)
    return Places(
        urn=np.array(urns),
        name=tuple(names),
        laestab=tuple(f"{story.place[3:]}{estabs[at]:04d}" for at in order.tolist()),
        phase=tuple(phases),
        kind=tuple(kinds),
        size=size,
        primaries=primaries,
        secondaries=groups["secondary"],
        specials=groups["special"],
        unit=int(groups["pru"][0]),
        colleges=groups["college"],
        wards=wards,
        primary_share=_primary_share(size, primaries, len(wards)),
        secondary_share=_secondary_share(size, groups["secondary"], len(wards)),
    )


def _primary_share(size: Floats, primaries: Ints, wards: int) -> Floats:
    weights = size[primaries].copy()
    weights[-1] = 320.0  # the all-through school's primary part
    home = np.arange(len(primaries)) % wards
    everywhere = np.tile(weights / weights.sum(), (wards, 1))
    own_weights = np.where(home[None, :] == np.arange(wards)[:, None], weights[None, :], 0.0)
    return np.asarray(
        _OWN_WARD_SHARE * own_weights / own_weights.sum(axis=1, keepdims=True)
        + (1 - _OWN_WARD_SHARE) * everywhere
    )


def _secondary_share(size: Floats, secondaries: Ints, wards: int) -> Floats:
    """Wards lie along the shore, and so do the secondary schools; the nearest are likeliest."""
    shore = np.linspace(0, 1, wards)[:, None]
    lies = np.linspace(0, 1, len(secondaries))[None, :]
    return np.asarray(size[secondaries][None, :] * np.exp(-4 * np.abs(shore - lies)))


def ward_sizes(places: Places) -> Floats:
    """The share of families in each ward, so that primary schools fill as they were made."""
    weights = places.size[places.primaries].copy()
    weights[-1] = 320.0
    home = np.arange(len(weights)) % len(places.wards)
    sums = np.bincount(home, weights=weights)
    return np.asarray(sums / sums.sum())


def ward_prosperity(places: Places) -> Floats:
    """How well off each ward is, in standard deviations; the under-served group's is poorest."""
    planted_ward = load_planted().under_served.ward
    spread = np.linspace(-0.9, 1.0, len(places.wards))
    # Wards next to one another differ, as they do in a real town.
    mixed = spread[(np.arange(len(spread)) * 5 + 3) % len(spread)]
    mixed[places.wards.index(planted_ward)] = -1.1
    return np.asarray(mixed)
