"""Whether those who left key stage 4 went somewhere and stayed."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from stocktake.pupils.destinations.rules import destination_rules, months_of
from stocktake.pupils.destinations.schema import DestinationRules
from stocktake.pupils.frames import Lazy, Table, to_lazy, to_native_like
from stocktake.standards.period import Period

SUSTAINED = ("apprenticeship", "education", "employment", "mixed")
NOT_SUSTAINED = "not_sustained"
NOT_CAPTURED = "not_captured"

_JANUARY_TO_MARCH_END = 6
_YEAR = 12


def sustained_destinations(
    cohort: Table, destinations: Table, *, year: str, rules: DestinationRules | None = None
) -> Table:
    """The one destination of everyone who finished key stage 4 in a year.

    What counts is staying: education through the first two terms, employment for five of their
    six months, a mixture of both, or an apprenticeship of six months on end at any time of the
    year. Who was seen somewhere but did not stay is not sustained; of whom nothing at all was
    captured, nothing is said, and the two are never added up.

    Parameters
    ----------
    cohort : table
        ``pupil`` and whatever it is to be grouped by: who was at the end of key stage 4.
    destinations : table
        ``pupil``, ``month`` (``YYYY-MM``), ``activity``. Several activities in a month all count.
    year : str
        The academic year in which they finished, six digits; the year after it is looked at.
    rules : DestinationRules, optional
        By default those shipped.

    Returns
    -------
    table of the kind given
        The columns of ``cohort`` and ``destination``: ``apprenticeship``, ``education``,
        ``employment``, ``mixed``, ``not_sustained`` or ``not_captured``; the first that fits.

    Raises
    ------
    InputError
        A column is missing.

    Notes
    -----
    A month in an apprenticeship that does not last six counts as a month of employment.

    Source: Department for Education, Destinations of key stage 4 pupils (2023), methodology.

    Examples
    --------
    >>> import polars as pl
    >>> months = ["2023-10", "2023-11", "2023-12", "2024-01", "2024-02", "2024-03"]
    >>> returned = pl.DataFrame({
    ...     "pupil": ["a"] * 6 + ["b"] * 5, "month": months + months[:5],
    ...     "activity": ["FE"] * 11,
    ... })
    >>> leavers = pl.DataFrame({"pupil": ["a", "b", "c"]})
    >>> sustained_destinations(leavers, returned, year="202223").sort("pupil").rows()
    [('a', 'education'), ('b', 'not_sustained'), ('c', 'not_captured')]
    """
    rules = destination_rules() if rules is None else rules
    after = Period(year, "Academic year").later().time_period
    whole = months_of(after, first=8, count=_YEAR)
    two_terms = months_of(after, first=10, count=_JANUARY_TO_MARCH_END)
    leavers = to_lazy(cohort, "cohort", columns=["pupil"])
    monthly = _by_month(destinations, rules).filter(nw.col("month").is_in(whole))
    rule = rules.sustained
    in_terms = nw.col("month").is_in(two_terms)
    run = rule.apprenticeship_months
    runs = [whole[start : start + run] for start in range(_YEAR - run + 1)]
    sums = monthly.group_by("pupil").agg(
        *(
            _months(nw.col(kind), in_terms).alias(f"__{kind}")
            for kind in ("education", "employment", "either", "captured")
        ),
        *(
            _months(nw.col("apprenticeship"), nw.col("month").is_in(stretch)).alias(
                f"__run_{place}"
            )
            for place, stretch in enumerate(runs)
        ),
    )
    on_end = nw.any_horizontal(
        *(nw.col(f"__run_{place}") >= run for place in range(len(runs))), ignore_nulls=True
    )
    destination = (
        nw.when(on_end)
        .then(nw.lit("apprenticeship"))
        .otherwise(
            nw.when(nw.col("__education") >= rule.education_months)
            .then(nw.lit("education"))
            .otherwise(
                nw.when(nw.col("__employment") >= rule.employment_months)
                .then(nw.lit("employment"))
                .otherwise(
                    nw.when(nw.col("__either") >= rule.mixed_months)
                    .then(nw.lit("mixed"))
                    .otherwise(
                        nw.when(nw.col("__captured") > 0)
                        .then(nw.lit(NOT_SUSTAINED))
                        .otherwise(nw.lit(NOT_CAPTURED))
                    )
                )
            )
        )
    )
    columns = leavers.collect_schema().names()
    rows = leavers.join(sums, on="pupil", how="left")
    return to_native_like(rows.select(*columns, destination.alias("destination")), cohort)


def destination_rates(rows: Table, *, by: Sequence[str] = ()) -> Table:
    """How many of a cohort sustained a destination, of each kind, by group.

    Parameters
    ----------
    rows : table
        What :func:`sustained_destinations` returns.
    by : sequence of str
        Columns to group by; none for one row over all. A null is a group of its own.

    Returns
    -------
    table of the kind given
        The columns of ``by``, ``cohort``, then a count and a ``_percent`` of the cohort (null
        where that is 0) for ``sustained`` and for each of ``apprenticeship``, ``education``,
        ``employment``, ``mixed``, ``not_sustained`` and ``not_captured``. The last two are
        never one figure.

    Raises
    ------
    InputError
        A column is missing.

    Notes
    -----
    Source: Department for Education, Destinations of key stage 4 pupils (2023), methodology.

    Examples
    --------
    >>> import polars as pl
    >>> went = ["education", "mixed", "not_sustained", "not_captured"]
    >>> rows = pl.DataFrame({"destination": went})
    >>> rates = destination_rates(rows).row(0, named=True)
    >>> rates["sustained_percent"], rates["not_sustained_percent"], rates["not_captured_percent"]
    (50.0, 25.0, 25.0)
    """
    cohort_rows = to_lazy(rows, "the cohort", columns=[*by, "destination"])
    destination = nw.col("destination")
    flags = {name: destination == name for name in (*SUSTAINED, NOT_SUSTAINED, NOT_CAPTURED)}
    flags = {"sustained": destination.is_in(list(SUSTAINED)), **flags}
    aggregates = [destination.count().cast(nw.Int64).alias("cohort")]
    aggregates += [
        condition.cast(nw.Int64).sum().cast(nw.Int64).alias(name)
        for name, condition in flags.items()
    ]
    sums = cohort_rows.group_by(*by).agg(*aggregates) if by else cohort_rows.select(*aggregates)
    figures: list[nw.Expr] = []
    for name in flags:
        share = 100 * nw.col(name).cast(nw.Float64) / nw.col("cohort").cast(nw.Float64)
        figures.append(nw.col(name).fill_null(0))
        figures.append(nw.when(nw.col("cohort") > 0).then(share).alias(f"{name}_percent"))
    return to_native_like(sums.select(*by, "cohort", *figures), rows)


def _by_month(destinations: Table, rules: DestinationRules) -> Lazy:
    """One row per pupil and month, with a 0 or 1 for what the pupil did in it."""
    activities = to_lazy(destinations, "destinations", columns=["pupil", "month", "activity"])
    did = {
        "education": rules.codes("education"),
        "apprenticeship": rules.codes("apprenticeship"),
        "employment": rules.codes("employment", "apprenticeship"),
        "either": rules.codes("education", "employment", "apprenticeship"),
        "captured": rules.codes("education", "employment", "apprenticeship", "neet", "custody"),
    }
    return activities.group_by("pupil", "month").agg(
        *(
            nw.col("activity").is_in(codes).cast(nw.Int32).max().alias(name)
            for name, codes in did.items()
        )
    )


def _months(did: nw.Expr, looked_at: nw.Expr) -> nw.Expr:
    return nw.when(looked_at).then(did).otherwise(nw.lit(0)).sum()
