"""Pupil measures of schools that disclosure control released: read when a page asks.

They are not kept with what a command made: one that is recalled is shown no more from that moment.
"""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from stocktake.schools import ReleasedFigure, released_figures, released_table
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.clock import today
from stocktake_web.services.releases import release_names, warehouse

_tables = LRUCache[pl.DataFrame](size=1)


def released_of(urns: Collection[int]) -> tuple[ReleasedFigure, ...]:
    """The released figures of a school by any of its numbers, as known today.

    Raises
    ------
    StoreError
        A release is damaged.
    """
    key = (str(warehouse().path), release_names(), today())
    table = _tables.get(key, lambda: released_table(warehouse().known_on(today())))
    return released_figures(table, urns)
