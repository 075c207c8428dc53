"""What the API gives away: released figures with their bases, never a local return."""

from __future__ import annotations

from typing import Any

import polars as pl

from stocktake.standards.released import Basis, Released
from stocktake.statistics.store import Release
from stocktake_web.gateway.explorable import Catalogue, Shelf
from stocktake_web.gateway.figures import scan_series
from stocktake_web.gateway.judgements import KeptPlan, plan_of
from stocktake_web.gateway.open_data import open_data

__all__ = ["Basis", "Released", "chosen", "count", "plan_json", "rows"]


def chosen(
    shelf: Shelf,
    release: Release,
    *,
    series: list[str],
    places: list[str],
    periods: list[str],
) -> Released[pl.LazyFrame]:
    """The rows of a release that were asked for, as released content.

    Raises
    ------
    TypeError
        The release is a local return, which is for the board.
    """
    open_to_all = release.released(None)
    wanted = scan_series(shelf, release)
    for column, values in (("series", series), ("place", places), ("time_period", periods)):
        if values:
            wanted = wanted.filter(pl.col(column).is_in(values))
    return open_to_all.derive(wanted)


def count(found: Released[pl.LazyFrame]) -> int:
    """How many rows there are."""
    return int(found.content.select(pl.len()).collect().item())


def rows(
    shelf: Shelf,
    catalogue: Catalogue,
    found: Released[pl.LazyFrame],
    *,
    placed: bool,
    offset: int = 0,
    limit: int | None = None,
) -> Released[pl.DataFrame]:
    """Some of the rows, under the names of the open data standard."""
    part = found.content.slice(offset, limit).collect()
    return found.derive(open_data(shelf, catalogue, part, placed=placed))


def plan_json(kept: KeptPlan) -> dict[str, Any]:
    """A plan as data, by the keys of its schema."""
    return plan_of(kept).model_dump(mode="json", by_alias=True, exclude_none=True)
