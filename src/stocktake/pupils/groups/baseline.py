"""Where the reception baseline says the need is, by school and area of learning."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import narwhals as nw

from stocktake.pupils.frames import Table, map_values, to_lazy, to_native_like
from stocktake.pupils.groups.cells import LEAST_COUNT
from stocktake.pupils.groups.schema import checked_dimensions
from stocktake.pupils.summary import Z_95
from stocktake.standards.internal import InternalAggregate

Z_998 = 3.09
"""Half-width of the outer funnel limit: chance alone passes it once in 500 times."""

AREAS = {
    "LCL": "Literacy, communication and language",
    "MAT": "Mathematics",
    "TOTAL": "Both areas together",
}
MOST_MARKS = 100


def need_at_baseline(
    assessments: Table,
    characteristics: Table | None = None,
    *,
    year: str,
    dimensions: Sequence[str] = ("school_urn",),
    least_count: int = LEAST_COUNT,
    own_folder: Path | None = None,
) -> InternalAggregate[Table]:
    """Each school's mean baseline mark in each area of learning, against what chance would do.

    A small school's mean moves far by chance: the funnel is wide where children are few. Beyond
    the inner limits a mean is worth a look, beyond the outer ones chance alone hardly explains it.
    The baseline says where children begin. It says nothing about how good a school is.

    Parameters
    ----------
    assessments : table ``assessments``, keyed by ``pupil``
        Rows of the stage RBA with raw marks; a result that is no number is not counted.
    characteristics : table, optional
        From :func:`.membership.characteristics`, needed for dimensions other than school.
    year : str
        Academic year of reception, ``202324``.
    dimensions : sequence of str
        Whose groups: by default schools.
    least_count : int
        With fewer children nothing is said of a group.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    InternalAggregate
        Its content is a table of the kind given, one row per group and area: ``component``,
        ``learning_area``, ``count``, ``mean`` (marks), ``lower``, ``upper`` (95 per cent),
        ``all_mean`` and the funnel limits ``limit_95_lower``, ``limit_95_upper``,
        ``limit_998_lower``, ``limit_998_upper`` (marks), ``need_sd`` (how far below all children,
        in standard deviations of children; negative when above), ``signal`` (``far below``,
        ``below``, ``within``, ``above``, ``far above``; null where all marks are alike) and
        ``reason`` where these are null for want of children.

    Raises
    ------
    UsageError
        A dimension is unknown, or its small groups are asked for by school.
    InputError
        A column is missing.

    Notes
    -----
    limit = mean of all children -/+ z x sd of all children / square root of count, z = 1.96 and
    3.09. The department publishes no baseline marks: all children are those of the table.

    Source: D. J. Spiegelhalter, Funnel plots for comparing institutional performance (2005).

    Examples
    --------
    >>> import polars as pl
    >>> marks = pl.DataFrame({"pupil": [f"p{n}" for n in range(40)], "time_period": "202324",
    ...     "school_urn": [1] * 20 + [2] * 20, "stage": "RBA", "component": "MAT",
    ...     "measure": "RAW", "result": ["6", "8"] * 10 + ["12", "14"] * 10})
    >>> found = need_at_baseline(marks, year="202324").content.sort("school_urn")
    >>> found.select("school_urn", "mean", "all_mean", "signal").rows()
    [(1, 7.0, 10.0, 'far below'), (2, 13.0, 10.0, 'far above')]
    """
    checked_dimensions(dimensions, own_folder=own_folder)
    columns = ("pupil", "time_period", "stage", "component", "measure", "result")
    assessment_rows = to_lazy(assessments, "assessments", columns=columns)
    column_names = assessment_rows.collect_schema().names()
    present_dimensions = [name for name in dimensions if name in column_names]
    marks = {str(mark): float(mark) for mark in range(MOST_MARKS + 1)}
    rows = assessment_rows.filter(
        nw.col("stage") == "RBA",
        nw.col("time_period") == year,
        nw.col("measure") == "RAW",
        nw.col("component").is_in(list(AREAS)),
    ).select(
        "pupil", *present_dimensions, "component", __mark=map_values("result", marks, nw.Float64)
    )
    elsewhere = [name for name in dimensions if name not in present_dimensions]
    if elsewhere:
        groups = to_lazy(
            assessment_rows.select("pupil") if characteristics is None else characteristics,
            "characteristics",
            columns=["pupil", *elsewhere],
        )
        if "time_period" in groups.collect_schema().names():
            groups = groups.filter(nw.col("time_period") == year)
        rows = rows.join(groups.select("pupil", *elsewhere), on="pupil", how="left")
    mark = nw.col("__mark")
    sums = [
        mark.count().cast(nw.Int64).alias("count"),
        mark.mean().alias("mean"),
        mark.std(ddof=1).alias("__sd"),
    ]
    overall = rows.group_by("component").agg(
        mark.mean().alias("all_mean"), mark.std(ddof=1).alias("__all_sd")
    )
    rows_with_overall = (
        rows.group_by(*dimensions, "component").agg(*sums).join(overall, on="component")
    )
    has_spread = nw.col("count") >= max(least_count, 2)
    root = nw.when(has_spread).then(nw.col("count").cast(nw.Float64)).sqrt()
    has_deviation = nw.when(nw.col("__all_sd") > 0).then(nw.col("__all_sd"))
    figures = rows_with_overall.with_columns(
        __half=Z_95 * nw.col("__sd") / root,
        __z=(nw.col("mean") - nw.col("all_mean")) / (has_deviation / root),
        __error=has_deviation / root,
        mean=nw.when(has_spread).then(nw.col("mean")),
    )
    limits = {
        f"limit_{name}_{side}": nw.col("all_mean") + sign * z * nw.col("__error")
        for name, z in (("95", Z_95), ("998", Z_998))
        for side, sign in (("lower", -1.0), ("upper", 1.0))
    }
    return InternalAggregate(
        to_native_like(
            figures.select(
                *dimensions,
                "component",
                map_values("component", AREAS, nw.String).alias("learning_area"),
                "count",
                "mean",
                (nw.col("mean") - nw.col("__half")).alias("lower"),
                (nw.col("mean") + nw.col("__half")).alias("upper"),
                "all_mean",
                *(limit.alias(name) for name, limit in limits.items()),
                ((nw.col("all_mean") - nw.col("mean")) / has_deviation).alias("need_sd"),
                _signal().alias("signal"),
                nw.when(~has_spread)
                .then(nw.lit(f"fewer than {max(least_count, 2)} children"))
                .alias("reason"),
            ),
            assessments,
        ),
        "reception baseline",
        (*dimensions, "component"),
    )


def _signal() -> nw.Expr:
    z = nw.col("__z")
    signal: nw.Expr = nw.when(~z.is_null()).then(nw.lit("within"))
    for word, beyond in (
        ("below", z < -Z_95),
        ("far below", z < -Z_998),
        ("above", z > Z_95),
        ("far above", z > Z_998),
    ):
        signal = nw.when(beyond).then(nw.lit(word)).otherwise(signal)
    return signal
