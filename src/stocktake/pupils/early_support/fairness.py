"""Whether a list treats groups alike: selection, hits and misses by group, never by child."""

from __future__ import annotations

import narwhals as nw

from stocktake.pupils.frames import Table, to_lazy, to_native_like

LEAST_CELL = 10
"""A rate of fewer children is not compared: it says nothing about a group."""

SHOWN_CELL = 6
"""A rate of fewer children is not shown at all."""

LEAST_RATIO, GREATEST_RATIO = 0.8, 1.25

_RATES = {
    "selection_rate_percent": ("selected_count", "pupils_count"),
    "ppv_percent": ("selected_with_outcome_count", "selected_count"),
    "recall_percent": ("selected_with_outcome_count", "outcome_count"),
}


def group_fairness(rows: Table, group: str, *, selected_column: str, outcome: str) -> Table:
    """How often each group was selected, and how often rightly, against everyone.

    Parameters
    ----------
    rows : table
        One row per pupil of a past cohort: whether selected, and what became of the pupil.
        Pupils of whom either is not known are left out.
    group : str
        The column to compare by: sex, fsm, sen_provision, ethnicity, looked_after. Ethnicity
        belongs here, and only here.
    selected_column, outcome : str
        Boolean columns.

    Returns
    -------
    table of the kind given
        One row per group: the group, ``pupils_count``, ``selected_count``, ``outcome_count``,
        ``selected_with_outcome_count``; ``selection_rate_percent``, ``ppv_percent`` (of those
        selected, how many had the outcome) and ``recall_percent`` (of those with the outcome, how
        many were selected), null where fewer than 6 pupils stand below the line; for each a
        ``_ratio`` to everyone's rate and ``_flag``, true below 0.8 and above 1.25, null where
        fewer than 10 stand below the line.

    Raises
    ------
    InputError
        A column is missing.

    Notes
    -----
    Counts are internal: they pass ``disclosure`` like any other before anyone outside sees them.
    Where the outcome is rare a positive predictive value is low whatever is done; read it with
    its count.

    Source: four-fifths rule, Uniform Guidelines on Employee Selection Procedures (1978), as used
    in fairness audits; Equality Act 2010, section 149.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({
    ...     "sex": ["F"] * 20 + ["M"] * 20, "selected": [True] * 4 + [False] * 16 + [True] * 12
    ...     + [False] * 8, "neet": [False] * 40,
    ... })
    >>> found = group_fairness(rows, "sex", selected_column="selected", outcome="neet").sort("sex")
    >>> found.select("sex", "selection_rate_percent", "selection_rate_percent_flag").rows()
    [('F', 20.0, True), ('M', 60.0, True)]
    """
    known_rows = to_lazy(rows, "the pupil rows", columns=[group, selected_column, outcome]).filter(
        ~nw.col(selected_column).is_null(), ~nw.col(outcome).is_null()
    )
    one = {
        "pupils_count": nw.lit(1),
        "selected_count": nw.col(selected_column).cast(nw.Int64),
        "outcome_count": nw.col(outcome).cast(nw.Int64),
        "selected_with_outcome_count": (nw.col(selected_column) & nw.col(outcome)).cast(nw.Int64),
    }
    counts = known_rows.select(group, *(count.alias(name) for name, count in one.items()))
    sums = [nw.col(name).sum().cast(nw.Int64) for name in one]
    of_groups = counts.group_by(group).agg(*sums)
    of_all = counts.select(*(column.name.suffix("_all") for column in sums))
    joined_rows = of_groups.join(of_all, how="cross")
    figures: list[nw.Expr] = []
    for name, (part, whole) in _RATES.items():
        rate = nw.col(part).cast(nw.Float64) / nw.col(whole).cast(nw.Float64)
        all_rate = nw.col(f"{part}_all").cast(nw.Float64) / nw.col(f"{whole}_all")
        is_tellable = (nw.col(whole) >= LEAST_CELL) & (nw.col(f"{part}_all") > 0)
        ratio = rate / all_rate
        apart = (ratio < LEAST_RATIO) | (ratio > GREATEST_RATIO)
        figures += [
            nw.when(nw.col(whole) >= SHOWN_CELL).then(100 * rate).alias(name),
            nw.when(is_tellable).then(ratio).alias(f"{name}_ratio"),
            nw.when(is_tellable).then(apart).alias(f"{name}_flag"),
        ]
    return to_native_like(joined_rows.select(group, *one, *figures), rows)


def group_calibration(rows: Table, group: str, *, points: str, outcome: str) -> Table:
    """What became of pupils with equal points, by group: equal points should mean equal need.

    Parameters
    ----------
    rows : table
        One row per pupil of a past cohort.
    group, points, outcome : str
        The column to compare by, the points, and a Boolean column. Pupils whose outcome is not
        known are left out.

    Returns
    -------
    table of the kind given
        One row per group and number of points: ``pupils_count``, ``outcome_count``,
        ``outcome_percent``, null where fewer than 6 pupils stand below the line.

    Raises
    ------
    InputError
        A column is missing.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({
    ...     "sex": ["F"] * 10, "points": [4] * 10, "neet": [True] + [False] * 9,
    ... })
    >>> group_calibration(rows, "sex", points="points", outcome="neet").rows()
    [('F', 4, 10, 1, 10.0)]
    """
    known_rows = to_lazy(rows, "the pupil rows", columns=[group, points, outcome]).filter(
        ~nw.col(outcome).is_null()
    )
    counts = known_rows.group_by(group, points).agg(
        nw.col(outcome).count().cast(nw.Int64).alias("pupils_count"),
        nw.col(outcome).cast(nw.Int64).sum().cast(nw.Int64).alias("outcome_count"),
    )
    share = 100 * nw.col("outcome_count").cast(nw.Float64) / nw.col("pupils_count")
    is_publishable = nw.col("pupils_count") >= SHOWN_CELL
    return to_native_like(
        counts.select(
            group,
            points,
            "pupils_count",
            "outcome_count",
            nw.when(is_publishable).then(share).alias("outcome_percent"),
        ),
        rows,
    )
