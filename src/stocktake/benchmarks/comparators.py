"""Whom a place is compared with: the authorities reported for a period, and its neighbours."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import polars as pl

from stocktake.standards.errors import UsageError
from stocktake.standards.places import PlaceRegister, is_reserved

RANKED_KINDS = ("la", "lad")
"""Beginnings of the ids that are ranked: authorities among authorities, districts alike.

Regions are not, because London is published both whole and in halves; schools are not, because a
rank of schools without its parts misleads.
"""


def choose_vintage(vintages: Collection[int], *, plan: int | None, due: date | None) -> int | None:
    """Which list of statistical neighbours applies.

    The plan's own choice; else the latest list of a year no later than the due date; else the
    earliest there is. Without a due date, the latest.

    Parameters
    ----------
    vintages : collection of int
        Years of the lists that are held.
    plan : int or None
        The year that the plan names. Another list never stands in for it.
    due : date or None
        When the target is due. Lists are known by year only, so one of the due date's own year
        counts.

    Returns
    -------
    int or None
        None where no list is held, or not the one that the plan names: whoever asked cannot tell.

    Examples
    --------
    >>> choose_vintage([2021, 2025], plan=None, due=date(2021, 8, 31))
    2021
    >>> choose_vintage([2021, 2025], plan=None, due=date(2019, 8, 31))
    2021
    >>> choose_vintage([2021, 2025], plan=2025, due=date(2021, 8, 31))
    2025
    """
    if plan is not None:
        return plan if plan in vintages else None
    earlier_vintages = [vintage for vintage in vintages if due is None or vintage <= due.year]
    return max(earlier_vintages) if earlier_vintages else min(vintages, default=None)


def neighbours_of(neighbours: pl.DataFrame, place: str, vintage: int) -> tuple[str, ...]:
    """A place's statistical neighbours in a list, the closest first.

    Parameters
    ----------
    neighbours : polars.DataFrame
        Columns ``vintage``, ``place``, ``order``, ``neighbour``.
    place : str
    vintage : int
        Year of the list.

    Returns
    -------
    tuple of str
        Ten place ids as a rule; empty where the list has none for the place.

    Raises
    ------
    UsageError
        There is no list of that year.

    Examples
    --------
    >>> frame = pl.DataFrame({"vintage": [2021, 2021], "place": ["la-890", "la-890"],
    ...                       "order": [2, 1], "neighbour": ["la-806", "la-805"]})
    >>> neighbours_of(frame, "la-890", 2021)
    ('la-805', 'la-806')
    """
    rows = _rows_of_vintage(neighbours, vintage)
    return tuple(rows.filter(pl.col("place") == place).sort("order")["neighbour"])


def list_of(neighbours: pl.DataFrame, vintage: int | None) -> dict[str, tuple[str, ...]]:
    """Everybody's statistical neighbours in a list, the closest first.

    Parameters
    ----------
    neighbours : polars.DataFrame
        Columns ``vintage``, ``place``, ``order``, ``neighbour``; at least one row.
    vintage : int or None
        Year of the list; None for the latest.

    Raises
    ------
    UsageError
        There is no list of that year.
    """
    year = max(neighbours["vintage"]) if vintage is None else vintage
    sets: dict[str, tuple[str, ...]] = {}
    for place, neighbour in (
        _rows_of_vintage(neighbours, year).sort("order").select("place", "neighbour").iter_rows()
    ):
        sets[place] = (*sets.get(place, ()), neighbour)
    return sets


def _rows_of_vintage(neighbours: pl.DataFrame, vintage: int) -> pl.DataFrame:
    rows = neighbours.filter(pl.col("vintage") == vintage)
    if rows.is_empty():
        vintages = neighbours["vintage"].unique().to_list()
        raise UsageError(
            f"there is no list of statistical neighbours of {vintage}; {_vintage_text(vintages)}"
        )
    return rows


def is_outside_england(place: str) -> bool:
    """Whether an id is that of an authority of Wales, Scotland or Northern Ireland.

    A reader keeps them under their ONS code; the register does not hold them, and they are ranked
    with nobody.

    Examples
    --------
    >>> [is_outside_england(place) for place in ("la-W06000001", "la-S12000033", "la-890")]
    [True, True, False]
    """
    return place.startswith(("la-W", "la-S", "la-N", "lad-W", "lad-S", "lad-N"))


def alike(places: Iterable[str], like: str | None) -> list[str]:
    """The places of one kind, real or invented but not both.

    Real ones by default, or the invented ones where there is no real one. With ``like``, places of
    its kind: districts for a district, and none where the kind is not ranked.

    Examples
    --------
    >>> alike(["la-890", "la-001", "england"], None), alike(["la-890", "la-001"], "la-002")
    (['la-890'], ['la-001'])
    """
    kind = "la" if like is None else like.partition("-")[0]
    if like is not None and is_outside_england(like):
        return []
    same = [
        place
        for place in places
        if place.partition("-")[0] == kind in RANKED_KINDS and not is_outside_england(place)
    ]
    real = [place for place in same if not is_reserved(place)]
    if (like is None and not real) or (like is not None and is_reserved(like)):
        return [place for place in same if is_reserved(place)]
    return real


def containments(register: PlaceRegister) -> list[tuple[str, str]]:
    """Pairs of abolished authority and successor of which one holds the other.

    Only one of a pair is counted in a ranking, or its pupils would count twice.

    The county of Dorset passed Christchurch alone to Bournemouth, Christchurch and Poole: neither
    holds the other, so their figures stand side by side (some publications go on calling the new
    Dorset by the old number). Bournemouth lies wholly within, so it and the new authority are a
    pair; so are Cumbria and Cumberland.

    Returns
    -------
    list of (str, str)
        Abolished authority and successor.

    Examples
    --------
    >>> from stocktake.standards.places import place_register
    >>> pairs = containments(place_register())
    >>> ("la-909", "la-942") in pairs, ("la-837", "la-839") in pairs, ("la-835", "la-839") in pairs
    (True, True, False)
    """
    return [
        (old.id, new)
        for old in register.all()
        if old.ends is not None
        for new in old.successors
        if len(old.successors) == 1 or register.get(new).predecessors == (old.id,)
    ]


def _vintage_text(vintages: Iterable[int]) -> str:
    years = ", ".join(str(year) for year in sorted(vintages))
    return f"held: {years}" if years else "none is held; load one with: stocktake load neighbours"
