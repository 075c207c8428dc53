"""Absence rates of schools, areas and groups: sums over sums, never averages of rates."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from stocktake.pupils.absence.enrolments import AGED_4, FROM_5_TO_15
from stocktake.pupils.frames import Table, to_lazy, to_native_like
from stocktake.standards.errors import UsageError

_SUMS = ("sess_possible", "sess_overall", "sess_authorised", "sess_unauthorised")


def absence_rates(rows: Table, *, by: Sequence[str] = (), age_group: str = FROM_5_TO_15) -> Table:
    """Overall, authorised, unauthorised, persistent and severe absence, by group.

    Parameters
    ----------
    rows : table
        What :func:`enrolment_absence` returns, with any group columns joined to it.
    by : sequence of str
        Columns to group by; none for one row over all. A null is a group of its own.
    age_group : "5_to_15" or "4"
        Children aged 4 need not be at school: for them there is overall absence only.

    Returns
    -------
    table of the kind given
        The columns of ``by``, then ``enrolments``, ``sess_possible``, ``sess_overall``,
        ``sess_overall_percent`` (0 to 100) and, from age 5, ``sess_authorised``,
        ``sess_unauthorised``, ``enrolments_pa``, ``enrolments_severe``, each with its
        ``_percent``: of possible sessions, and of enrolments. A percentage of nothing is null.

    Raises
    ------
    InputError
        A column is missing.
    UsageError
        ``age_group`` is neither.

    Notes
    -----
    Names are those of the published files; ``enrolments_pa`` is their ``enrolments_pa_10_exact``
    where the threshold is a tenth. Totals go by sum over sum.

    Source: Department for Education, A guide to absence statistics (2019), rates.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({
    ...     "school_urn": [1, 1], "age_group": ["5_to_15"] * 2, "sess_possible": [352, 352],
    ...     "sess_overall": [23, 36], "sess_authorised": [20, 30], "sess_unauthorised": [3, 6],
    ...     "persistent": [False, True], "severe": [False, False],
    ... })
    >>> rates = absence_rates(rows, by=["school_urn"]).row(0, named=True)
    >>> round(rates["sess_overall_percent"], 2), rates["enrolments_pa_percent"]
    (8.38, 50.0)
    """
    if age_group not in (FROM_5_TO_15, AGED_4):
        raise UsageError(f"unknown age group {age_group!r}; expected 5_to_15 or 4")
    columns = [*by, "age_group", *_SUMS, "persistent", "severe"]
    enrolments = to_lazy(rows, "the enrolments", columns=columns).filter(
        nw.col("age_group") == age_group
    )
    aggregates = [nw.col("sess_possible").count().cast(nw.Int64).alias("enrolments")]
    aggregates += [nw.col(name).sum().cast(nw.Int64) for name in _SUMS]
    aggregates += [
        nw.col(flag).cast(nw.Int32).sum().cast(nw.Int64).alias(name)
        for flag, name in (("persistent", "enrolments_pa"), ("severe", "enrolments_severe"))
    ]
    sums = enrolments.group_by(*by).agg(*aggregates) if by else enrolments.select(*aggregates)
    measures = [nw.col("sess_overall").fill_null(0), _percent("sess_overall", "sess_possible")]
    if age_group == FROM_5_TO_15:
        for name in ("sess_authorised", "sess_unauthorised"):
            measures += [nw.col(name).fill_null(0), _percent(name, "sess_possible")]
        for name in ("enrolments_pa", "enrolments_severe"):
            measures += [nw.col(name).fill_null(0), _percent(name, "enrolments")]
    possible = nw.col("sess_possible").fill_null(0)
    return to_native_like(sums.select(*by, "enrolments", possible, *measures), rows)


def _percent(part: str, whole: str) -> nw.Expr:
    share = 100 * nw.col(part).cast(nw.Float64) / nw.col(whole).cast(nw.Float64)
    return nw.when(nw.col(whole) > 0).then(share).alias(f"{part}_percent")
