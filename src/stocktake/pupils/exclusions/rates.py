"""Suspension, permanent exclusion and one-or-more rates against the January headcount."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from stocktake.pupils.frames import Table, to_lazy, to_native_like
from stocktake.pupils.rolls import census_day, standing, within

_KEYS = ("pupil", "school_urn")
_COUNTS = ("headcount", "perm_excl", "suspension", "days_lost", "suspension_length_unknown")


def enrolment_exclusions(
    exclusions: Table, enrolments: Table, *, year: str, census: date | None = None
) -> Table:
    """One row per enrolment: in the headcount or not, and how often and how long excluded.

    An enrolment of the January census without an exclusion is there with zeros. One with an
    exclusion that no census saw is there too, outside the headcount: exclusions are counted
    through the whole year, pupils on one day, and that is why a rate may exceed 100.

    Parameters
    ----------
    exclusions : table
        ``pupil``, ``school_urn``, ``category`` (``SUSP`` or ``PERM``), ``start_date``,
        ``sessions``. Only those that start in the year count.
    enrolments : table
        ``pupil``, ``school_urn``, ``entry_date``, ``leaving_date``, ``enrolment_status``: sole
        and dual-main registrations make the headcount, boarders among them.
    year : str
        Academic year in six digits.
    census : datetime.date, optional
        By default the third Thursday of January.

    Returns
    -------
    table of the kind given
        ``time_period``, ``pupil``, ``school_urn``, ``headcount`` (0 or 1), ``perm_excl``,
        ``suspension``, ``days_lost`` (sessions halved, part days rounded up, for each
        suspension) and ``suspension_length_unknown``: suspensions that no sessions are stated
        for, which ``days_lost`` lacks.

    Raises
    ------
    InputError
        A column is missing.
    UsageError
        ``year`` is no academic year.

    Notes
    -----
    Source: Department for Education, Suspensions and permanent exclusions in England:
    methodology (2024).

    Examples
    --------
    >>> import polars as pl
    >>> spells = pl.DataFrame({
    ...     "pupil": ["a", "b"], "school_urn": [1, 1], "enrolment_status": ["C", "C"],
    ...     "entry_date": [date(2023, 9, 4)] * 2, "leaving_date": [None, None],
    ... }, schema_overrides={"leaving_date": pl.Date})
    >>> excluded = pl.DataFrame({
    ...     "pupil": ["a", "a"], "school_urn": [1, 1], "category": ["SUSP", "SUSP"],
    ...     "start_date": [date(2023, 10, 2), date(2024, 2, 5)], "sessions": [3, 2],
    ... })
    >>> rows = enrolment_exclusions(excluded, spells, year="202324").sort("pupil")
    >>> rows.select("pupil", "headcount", "suspension", "days_lost").rows()
    [('a', 1, 2, 3), ('b', 1, 0, 0)]
    """
    columns = [*_KEYS, "category", "start_date", "sessions"]
    exclusions_of_year = to_lazy(exclusions, "exclusions", columns=columns).filter(
        within(year, "start_date")
    )
    suspended = nw.col("category") == "SUSP"
    length = nw.col("sessions").cast(nw.Int64)
    counts = exclusions_of_year.group_by(*_KEYS).agg(
        (nw.col("category") == "PERM").cast(nw.Int64).sum().alias("perm_excl"),
        suspended.cast(nw.Int64).sum().alias("suspension"),
        nw.when(suspended).then((length + 1) // 2).sum().alias("days_lost"),
        (suspended & length.is_null()).cast(nw.Int64).sum().alias("suspension_length_unknown"),
    )
    day = census_day(year) if census is None else census
    headcounts = standing(enrolments, day).with_columns(headcount=nw.lit(1))
    rows_with_counts = headcounts.join(counts, on=list(_KEYS), how="full", suffix="_excluded")
    rows = rows_with_counts.select(
        nw.lit(year).alias("time_period"),
        *(nw.coalesce(key, f"{key}_excluded").alias(key) for key in _KEYS),
        *(nw.col(name).cast(nw.Int64).fill_null(0) for name in _COUNTS),
    )
    return to_native_like(rows, exclusions)


def exclusion_rates(rows: Table, *, by: Sequence[str] = ()) -> Table:
    """Suspension, permanent exclusion and one-or-more rates, by group.

    Parameters
    ----------
    rows : table
        What :func:`enrolment_exclusions` returns, with any group columns joined to it.
    by : sequence of str
        Columns to group by; none for one row over all. A null is a group of its own.

    Returns
    -------
    table of the kind given
        The columns of ``by``, then ``headcount``, ``perm_excl``, ``perm_excl_rate``,
        ``suspension``, ``susp_rate``, ``one_plus_susp``, ``one_plus_susp_rate`` (per hundred of
        the headcount; may exceed 100; null where the headcount is 0), ``days_lost`` and
        ``suspension_length_unknown``.

    Raises
    ------
    InputError
        A column is missing.

    Notes
    -----
    rate = 100 x count / headcount; one or more counts enrolments, not suspensions.

    Source: Department for Education, Suspensions and permanent exclusions in England:
    methodology (2024), rates.

    Examples
    --------
    Of 2,283 pupils aged 7 there were 27 suspensions, of 12 pupils:

    >>> import polars as pl
    >>> rows = pl.DataFrame({
    ...     "headcount": [1] * 2283, "perm_excl": [0] * 2283, "days_lost": [0] * 2283,
    ...     "suspension_length_unknown": [0] * 2283,
    ...     "suspension": [16] + [1] * 11 + [0] * 2271,
    ... })
    >>> rates = exclusion_rates(rows).row(0, named=True)
    >>> round(rates["susp_rate"], 9), round(rates["one_plus_susp_rate"], 9)
    (1.182654402, 0.525624179)
    """
    enrolment_rows = to_lazy(rows, "the enrolments", columns=[*by, *_COUNTS])
    aggregates = [nw.col(name).sum().cast(nw.Int64) for name in _COUNTS]
    aggregates.append((nw.col("suspension") > 0).cast(nw.Int64).sum().alias("one_plus_susp"))
    sums = (
        enrolment_rows.group_by(*by).agg(*aggregates) if by else enrolment_rows.select(*aggregates)
    )
    return to_native_like(
        sums.select(
            *by,
            _has_count("headcount"),
            _has_count("perm_excl"),
            _rate("perm_excl").alias("perm_excl_rate"),
            _has_count("suspension"),
            _rate("suspension").alias("susp_rate"),
            _has_count("one_plus_susp"),
            _rate("one_plus_susp").alias("one_plus_susp_rate"),
            _has_count("days_lost"),
            _has_count("suspension_length_unknown"),
        ),
        rows,
    )


def _has_count(count: str) -> nw.Expr:
    return nw.col(count).fill_null(0)


def _rate(count: str) -> nw.Expr:
    share = 100 * nw.col(count).cast(nw.Float64) / nw.col("headcount").cast(nw.Float64)
    return nw.when(nw.col("headcount") > 0).then(share)
