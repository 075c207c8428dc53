"""Statistical neighbours in the invented country: the ten most alike in circumstance."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from math import dist, log

import polars as pl

from stocktake.examples.country.figures import LICENCE, PRODUCER
from stocktake.examples.country.measures import chance_of
from stocktake.examples.country.places import Authority
from stocktake.sources.neighbours import NEIGHBOURS, NEIGHBOURS_EACH
from stocktake.sources.reading import (
    NOT_STATED,
    OBSERVATIONS,
    Provenance,
    Reading,
    empty_series,
)

VINTAGES = {2021: date(2021, 4, 15), 2025: date(2025, 5, 22)}
"""The two lists, each with the day on which it was published."""

_CLOSENESS = (
    (0.5, "extremely close"),
    (0.8, "very close"),
    (1.2, "close"),
    (2.0, "somewhat close"),
)


def invent_neighbours(seed: int, authorities: Sequence[Authority], vintage: int) -> Reading:
    """One vintage of statistical neighbours.

    Authorities are alike that are alike in deprivation, in being urban and in size; never in
    results. Circumstances move a little between vintages, and so does membership; one that names
    another need not be named back.

    Parameters
    ----------
    seed : int
    authorities : sequence of Authority
    vintage : int
        One of ``VINTAGES``.

    Returns
    -------
    Reading
        No observations; ``tables["neighbours"]`` with ten rows for each authority.
    """
    chance = chance_of(f"neighbours {vintage}", seed)
    positions = {
        authority.id: (
            authority.deprivation + chance.gauss(0, 0.15),
            0.7 * authority.urban + chance.gauss(0, 0.1),
            0.5 * log(authority.pupils_count),
        )
        for authority in authorities
    }
    rows = []
    for number, (place, at) in enumerate(positions.items(), start=2):
        neighbours = sorted(
            (dist(at, point), neighbour)
            for neighbour, point in positions.items()
            if neighbour != place
        )
        for order, (apart, neighbour) in enumerate(neighbours[:NEIGHBOURS_EACH], start=1):
            rows.append((vintage, place, order, neighbour, _closeness(apart), number))
    table = pl.DataFrame(rows, schema=NEIGHBOURS, orient="row")
    name = f"invented-neighbours-{vintage}"
    provenance = Provenance(
        source=name,
        producer=PRODUCER,
        title=f"Statistical neighbours in an invented country, {vintage}, seed {seed}",
        address=NOT_STATED,
        licence=LICENCE,
        published=VINTAGES[vintage],
        retrieved=VINTAGES[vintage],
        sha256=hashlib.sha256(table.write_csv().encode()).hexdigest(),
        reader=1,
        files=(f"{name}.csv",),
    )
    no_observations = pl.DataFrame(schema=OBSERVATIONS)
    return Reading(provenance, no_observations, empty_series(), tables={"neighbours": table})


def _closeness(apart: float) -> str:
    return next((words for limit, words in _CLOSENESS if apart <= limit), "not close")
