"""Who counts in a ranking for a period: the slow plain twin of ``ReportedAuthorities``."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from stocktake.benchmarks.comparators import alike, containments
from stocktake.benchmarks.figures import rows_at
from stocktake.standards.periods import Period
from stocktake.standards.places import PlaceRegister


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
    rows = rows_at(figures, period).filter(pl.col("value").is_not_null())
    return counted_once(alike(rows["place"].unique(), like), period, register)


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
    counted_places = set(places)
    dropped_places = set()
    for old, new in containments(register):
        if old in counted_places and new in counted_places:
            dropped_places.add(new if register.get(old).exists_on(period.ends) else old)
    return sorted(counted_places - dropped_places)
