"""The rows that the API publishes: released figures with their bases, never a local return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from stocktake.publish import to_open_data
from stocktake.standards import Fault, Released, UsageError
from stocktake.statistics import Catalogue, Release
from stocktake_web.services.explorer_data import ExplorerData
from stocktake_web.services.figures import scan_series

COLUMNS = {"indicator": "series"}
"""What a column is called that a parameter filters, where it is called otherwise."""


def select_rows(
    data: ExplorerData,
    release: Release,
    *,
    series: list[str],
    places: list[str],
    periods: list[str],
) -> Released[pl.LazyFrame]:
    """The rows of a release for some series, places and periods, as released content.

    Raises
    ------
    TypeError
        The release is a local return, which is for the board.
    """
    basis = release.released(None)
    table = scan_series(data, release)
    for column, values in (("series", series), ("place", places), ("time_period", periods)):
        if values:
            table = table.filter(pl.col(column).is_in(values))
    return basis.derive(table)


def refuse_unmatched(
    selection: Released[pl.LazyFrame], filters: Mapping[str, Sequence[str]]
) -> None:
    """Refuse values of a filter that no row has.

    Parameters
    ----------
    filters : mapping of str to sequence of str
        The values, by the name of the parameter; of ``indicator``, the series.

    Raises
    ------
    UsageError
        With a fault for each such value.
    """
    columns = {name: COLUMNS.get(name, name) for name, values in filters.items() if values}
    if not columns:
        return
    rows = selection.content.select(columns.values()).unique().collect()
    faults = [
        Fault(name, f"no figure has {value!r} together with what else was asked for")
        for name, column in columns.items()
        for value in sorted(set(filters[name]) - set(rows[column].to_list()))
    ]
    if faults:
        raise UsageError("a filter matches nothing", faults)


def count_rows(selection: Released[pl.LazyFrame]) -> int:
    """How many rows there are."""
    return int(selection.content.select(pl.len()).collect().item())


def read_rows(
    data: ExplorerData,
    catalogue: Catalogue,
    selection: Released[pl.LazyFrame],
    *,
    benchmarks: bool,
    offset: int = 0,
    limit: int | None = None,
) -> Released[pl.DataFrame]:
    """Some of the rows, under the names of the open data standard."""
    part = selection.content.slice(offset, limit).collect()
    return selection.derive(to_open_data(part, catalogue, data.register, benchmarks=benchmarks))
