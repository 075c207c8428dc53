"""Whom a place is set beside: the authorities reported for a period, and its neighbours."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import polars as pl

from stocktake.benchmarks.figures import rows_at
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period
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
    known = [vintage for vintage in vintages if due is None or vintage <= due.year]
    return max(known) if known else min(vintages, default=None)


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
    listed = _listed(neighbours, vintage)
    return tuple(listed.filter(pl.col("place") == place).sort("order")["neighbour"])


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
    found: dict[str, tuple[str, ...]] = {}
    for place, neighbour in (
        _listed(neighbours, year).sort("order").select("place", "neighbour").iter_rows()
    ):
        found[place] = (*found.get(place, ()), neighbour)
    return found


def _listed(neighbours: pl.DataFrame, vintage: int) -> pl.DataFrame:
    listed = neighbours.filter(pl.col("vintage") == vintage)
    if listed.is_empty():
        held = neighbours["vintage"].unique().to_list()
        raise UsageError(f"there is no list of statistical neighbours of {vintage}; {_held(held)}")
    return listed


def reported_authorities(
    figures: pl.DataFrame,
    period: Period,
    register: PlaceRegister,
    *,
    like: str | None = None,
) -> list[str]:
    """The authorities that a ranking for a period is among.

    All with a figure, except that no place is counted twice: see :func:`counted_once`.
    A publication that still reports by an earlier map keeps it.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns of ``figures.FIGURES``, of one indicator and group. Several rows of one place and
        period (a local return at several dates) count it once.
    period : Period
    register : PlaceRegister
    like : str, optional
        A place: the ranking is among places of its kind, so districts for a district, and
        invented places for an invented one. By default real local authorities, or the invented
        ones where no real one has a figure. Real and invented never mix.

    Returns
    -------
    list of str
        Place ids, sorted; empty where nothing is published, or ``like`` is of a kind that is not
        ranked.
    """
    known = rows_at(figures, period).filter(pl.col("value").is_not_null())
    return counted_once(alike(known["place"].unique(), like), period, register)


def alike(places: Iterable[str], like: str | None) -> list[str]:
    """The places of one kind, real or invented but not both; see :func:`reported_authorities`.

    Examples
    --------
    >>> alike(["la-890", "la-001", "england"], None), alike(["la-890", "la-001"], "la-002")
    (['la-890'], ['la-001'])
    """
    kind = "la" if like is None else like.partition("-")[0]
    same = [place for place in places if place.partition("-")[0] == kind in RANKED_KINDS]
    real = [place for place in same if not is_reserved(place)]
    if (like is None and not real) or (like is not None and is_reserved(like)):
        return [place for place in same if is_reserved(place)]
    return real


def counted_once(places: Iterable[str], period: Period, register: PlaceRegister) -> list[str]:
    """Leave out whichever of an abolished authority and its successors would count it twice.

    Where both have a figure, those that existed on the period's last day count. Where only one
    side has, it counts, whenever it existed: a publication may report by an earlier map.

    Parameters
    ----------
    places : iterable of str
        Those with a figure.
    period : Period
    register : PlaceRegister

    Returns
    -------
    list of str
        Sorted.

    Notes
    -----
    See :func:`containments` for which pairs count as the same place.

    Examples
    --------
    >>> from stocktake.standards.places import place_register
    >>> counted_once(["la-909", "la-942"], Period("202324", "Academic year"), place_register())
    ['la-942']
    """
    counted = set(places)
    dropped = set()
    for old, new in containments(register):
        if old in counted and new in counted:
            dropped.add(new if register.get(old).exists_on(period.ends) else old)
    return sorted(counted - dropped)


def containments(register: PlaceRegister) -> list[tuple[str, str]]:
    """Pairs of abolished authority and successor of which one holds the other.

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


def _held(vintages: Iterable[int]) -> str:
    years = ", ".join(str(year) for year in sorted(vintages))
    return f"held: {years}" if years else "none is held; load one with: stocktake load neighbours"
