"""Young people not in education, employment or training, and those of whom nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import narwhals as nw

from stocktake.pupils.destinations.rules import destination_rules, months_of
from stocktake.pupils.destinations.schema import DestinationRules
from stocktake.pupils.frames import Lazy, Table, to_lazy, to_native_like
from stocktake.pupils.rolls import age_at_start

_AVERAGED = 3
_AGES = (16, 17)

# In a month with several activities the greatest counts.
_NOT_KNOWN, _NEET, _TAKING_PART, _CUSTODY = 1, 2, 3, 4


def neet_and_not_known(
    young_people: Table,
    destinations: Table,
    *,
    year: str,
    by: Sequence[str] = (),
    rules: DestinationRules | None = None,
) -> Table:
    """NEET, not known and their sum at academic age 16 and 17, averaged over December to February.

    There is no function for one without the other: an authority that loses touch with young
    people has a low NEET figure and a high one of not known, and only the pair says which.

    Parameters
    ----------
    young_people : table
        ``pupil``, ``date_of_birth`` and the columns of ``by``: everyone whom the authority must
        follow, one row each. Those not aged 16 or 17 on the 31 August before are left out.
    destinations : table
        ``pupil``, ``month`` (``YYYY-MM``), ``activity``. Who has no row for a month is not known.
    year : str
        Academic year in six digits.
    by : sequence of str
        Columns to group by; none for one row over all.
    rules : DestinationRules, optional
        By default those shipped.

    Returns
    -------
    table of the kind given
        The columns of ``by``, then ``cohort_count``, ``neet_count`` and ``not_known_count``
        (averages of three months, so not always whole), ``neet_percent``, ``not_known_percent``
        and ``neet_or_not_known_percent`` of the cohort, and ``months_count``: the months, of
        three, for which anything was returned at all. Percentages are null where that is below 3,
        since an average of fewer months is another measure, and where the cohort is empty.

    Raises
    ------
    InputError
        A column is missing.

    Notes
    -----
    Per month, who is in custody leaves the cohort; any education, employment or training
    outweighs NEET, and NEET outweighs not known.

    Source: Department for Education, NEET and participation: local authority scorecard (2025).

    Examples
    --------
    >>> import polars as pl
    >>> from datetime import date
    >>> people = pl.DataFrame({
    ...     "pupil": ["a", "b", "c", "d"], "date_of_birth": [date(2007, 1, 1)] * 4,
    ... })
    >>> returned = pl.DataFrame({
    ...     "pupil": ["a", "a", "a", "b", "b", "b", "c"],
    ...     "month": ["2023-12", "2024-01", "2024-02"] * 2 + ["2023-12"],
    ...     "activity": ["FE", "NEET", "NEET", "FE", "FE", "FE", "EMPLOYMENT"],
    ... })
    >>> found = neet_and_not_known(people, returned, year="202324").row(0, named=True)
    >>> round(found["neet_percent"], 1), round(found["not_known_percent"], 1)
    (16.7, 41.7)
    """
    rules = destination_rules() if rules is None else rules
    birth_dates = to_lazy(young_people, "young_people", columns=["pupil", "date_of_birth", *by])
    first, last = _AGES
    aged = birth_dates.with_columns(__age=age_at_start(year)).filter(
        nw.col("__age") >= first, nw.col("__age") <= last
    )
    months = months_of(year, first=12, count=_AVERAGED)
    monthly = _states(destinations, months, rules)
    states = [f"__{month}" for month in range(_AVERAGED)]
    seen_states = monthly.select(*(nw.col(name).max().alias(f"{name}_seen") for name in states))
    rows = aged.join(monthly, on="pupil", how="left").join(seen_states, how="cross")
    counts = rows.select(
        *by,
        _tally(states, lambda state: state != _CUSTODY).alias("__in_cohort"),
        _tally(states, lambda state: state == _NEET).alias("__neet"),
        _tally(states, lambda state: state <= _NOT_KNOWN).alias("__unknown"),
        _tally([f"{name}_seen" for name in states], lambda state: state > 0).alias("months_count"),
    )
    aggregates = [nw.col(name).sum() for name in ("__in_cohort", "__neet", "__unknown")]
    aggregates.append(nw.col("months_count").max())
    sums = counts.group_by(*by).agg(*aggregates) if by else counts.select(*aggregates)
    is_averaged = (nw.col("months_count") == _AVERAGED) & (nw.col("__in_cohort") > 0)
    is_neet_or_unknown = nw.col("__neet") + nw.col("__unknown")

    def percent(part: nw.Expr) -> nw.Expr:
        whole = nw.col("__in_cohort").cast(nw.Float64)
        return nw.when(is_averaged).then(100 * part.cast(nw.Float64) / whole)

    def average(name: str) -> nw.Expr:
        return nw.col(name).fill_null(0).cast(nw.Float64) / _AVERAGED

    return to_native_like(
        sums.select(
            *by,
            average("__in_cohort").alias("cohort_count"),
            average("__neet").alias("neet_count"),
            average("__unknown").alias("not_known_count"),
            percent(nw.col("__neet")).alias("neet_percent"),
            percent(nw.col("__unknown")).alias("not_known_percent"),
            percent(is_neet_or_unknown).alias("neet_or_not_known_percent"),
            nw.col("months_count").fill_null(0).cast(nw.Int64),
        ),
        young_people,
    )


def _states(destinations: Table, months: Sequence[str], rules: DestinationRules) -> Lazy:
    """One row per pupil, with what the pupil was in each of the months; null where not returned."""
    activities = to_lazy(destinations, "destinations", columns=["pupil", "month", "activity"])
    activity = nw.col("activity")
    taking_part = rules.codes("education", "employment", "apprenticeship")
    state = (
        nw.when(activity.is_in(rules.codes("custody")))
        .then(nw.lit(_CUSTODY))
        .otherwise(
            nw.when(activity.is_in(taking_part))
            .then(nw.lit(_TAKING_PART))
            .otherwise(
                nw.when(activity.is_in(rules.codes("neet")))
                .then(nw.lit(_NEET))
                .otherwise(nw.lit(_NOT_KNOWN))
            )
        )
    )
    states_by_month = activities.filter(nw.col("month").is_in(list(months))).with_columns(
        __state=state
    )
    return states_by_month.group_by("pupil").agg(
        *(
            nw.when(nw.col("month") == month).then(nw.col("__state")).max().alias(f"__{place}")
            for place, month in enumerate(months)
        )
    )


def _tally(columns: Sequence[str], condition: Callable[[nw.Expr], nw.Expr]) -> nw.Expr:
    return nw.sum_horizontal(
        *(condition(nw.col(name).fill_null(0)).cast(nw.Int64) for name in columns)
    )
