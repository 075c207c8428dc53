"""Any measure by any crossing of groups."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import narwhals as nw

from stocktake.pupils.frames import Lazy, Table, to_lazy, to_native_like
from stocktake.pupils.groups.schema import checked_dimensions
from stocktake.pupils.summary import mean, share
from stocktake.standards.internal import InternalAggregate

SCHOOL = "school_urn"


def by_groups(
    rows: Table,
    characteristics: Table,
    *,
    dimensions: Sequence[str],
    measure: str,
    sd: float | None = None,
    own_folder: Path | None = None,
) -> InternalAggregate[Table]:
    """A measure for every group of a crossing, with counts and an interval.

    Parameters
    ----------
    rows : table
        One row per pupil measured (or enrolment), keyed by ``pupil``; a ``school_urn`` in it is
        the school that counts, and a ``time_period`` is matched too.
    characteristics : table
        From :func:`.membership.characteristics`.
    dimensions : sequence of str
        Which to cross, by the names of their columns; none for all pupils together.
    measure : str
        Column of ``rows``. Boolean makes a percentage, a number a mean; null is not counted.
    sd : float, optional
        For a mean: the national standard deviation, where the measure is judged by one.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    InternalAggregate
        Its content is a table of the kind given, one row per group: for a percentage
        ``numerator``, ``denominator``, ``percent``, ``lower_percent``, ``upper_percent``; for a
        mean ``count``, ``mean``, ``lower``, ``upper``; see :mod:`stocktake.pupils.summary`. A
        null in a dimension is a group of its own: not known. Groups of one pupil are there,
        since ``disclosure`` must see them to hide them.

    Raises
    ------
    UsageError
        A dimension is unknown, or its small groups are asked for by school.
    InputError
        A column is missing.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"pupil": ["a", "b", "c"], "met": [True, False, True]})
    >>> groups = pl.DataFrame({"pupil": ["a", "b", "c"], "eal": [True, True, False]})
    >>> found = by_groups(rows, groups, dimensions=["eal"], measure="met")
    >>> found
    InternalAggregate(met by eal: 2 rows, 6 columns; internal, not released)
    >>> found.content.sort("eal").select("eal", "numerator", "denominator").rows()
    [(False, 1, 1), (True, 1, 2)]
    """
    checked_dimensions(dimensions, own_folder=own_folder)
    grouped_rows = with_groups(rows, characteristics, dimensions, measure)
    if is_share(rows, measure):
        table = share(grouped_rows, measure, by=dimensions)
    else:
        table = mean(grouped_rows, measure, by=dimensions, sd=sd)
    return InternalAggregate(to_native_like(table, rows), measure, tuple(dimensions))


def is_share(rows: Table, measure: str) -> bool:
    """Whether a measure is yes or no, so that its summary is a percentage.

    Examples
    --------
    >>> import polars as pl
    >>> is_share(pl.DataFrame({"met": [True], "score": [1.0]}), "score")
    False
    """
    schema = to_lazy(rows, "the pupil rows", columns=[measure]).collect_schema()
    return bool(schema[measure] == nw.Boolean)


def with_groups(
    rows: Table, characteristics: Table, dimensions: Sequence[str], measure: str
) -> Lazy:
    """The measured rows with the columns of their groups, still lazy.

    The school where a pupil was measured goes before the one where the pupil was on the day.
    """
    measure_rows = to_lazy(rows, "the pupil rows", columns=["pupil", measure])
    columns = measure_rows.collect_schema().names()
    own_school = [SCHOOL] if SCHOOL in columns and SCHOOL in dimensions else []
    group_names = [name for name in dimensions if name not in own_school]
    groups = to_lazy(characteristics, "characteristics", columns=["pupil", *group_names])
    has_year = {"time_period"} & set(columns) & set(groups.collect_schema().names())
    keys = ["pupil", *has_year]
    measure_columns = measure_rows.select(*keys, *own_school, measure)
    return (
        measure_columns.join(groups.select(*keys, *group_names), on=keys, how="left")
        if group_names
        else measure_columns
    )
