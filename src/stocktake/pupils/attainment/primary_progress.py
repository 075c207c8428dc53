"""Progress from key stage 1 to key stage 2, in reading, writing and maths."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import narwhals as nw

from stocktake.pupils.attainment.average_progress import with_band
from stocktake.pupils.attainment.definitions import primary_progress, progress_bands
from stocktake.pupils.attainment.primary_progress_schema import (
    SUBJECTS,
    PrimaryProgress,
    Subject,
)
from stocktake.pupils.attainment.prior import group_of
from stocktake.pupils.attainment.standards_met import COLUMNS
from stocktake.pupils.frames import Table, map_values, to_lazy, to_native_like
from stocktake.pupils.summary import Z_95

SCALED = {str(score): float(score) for score in range(80, 121)}


def key_stage_2_progress(
    assessments: Table, prior: Table, *, year: str, own_folder: Path | None = None
) -> Table:
    """Each pupil's progress in reading, writing and maths, in scaled score points.

    A pupil's score less the average of all pupils nationally with the same prior attainment at
    key stage 1; unlike Progress 8 it is not divided. The national tables are not shipped, since
    they were not obtained: put the year's into your own folder of definitions.

    Parameters
    ----------
    assessments : table ``assessments``, keyed by ``pupil``
    prior : table
        ``pupil`` and ``prior_score``, the average points at key stage 1.
    year : str
        Academic year of key stage 2.
    own_folder : path, optional
        A place's own folder of definitions, with ``primary_progress/<year>.toml``.

    Returns
    -------
    table of the kind given
        One row per pupil with prior attainment: ``pupil``, ``prior_group``, ``read_progress``,
        ``writ_progress``, ``math_progress`` (points; null without a score).

    Raises
    ------
    InputError
        A column is missing.
    DefinitionError
        The year has no table, and why.

    Notes
    -----
    Source: Department for Education, Primary school accountability (2019), progress; as read in
    summaries of it.

    Examples
    --------
    >>> import polars as pl
    >>> empty = pl.DataFrame(schema=dict.fromkeys([*COLUMNS, "prior_score"], pl.String))
    >>> key_stage_2_progress(empty, empty, year="202324")
    Traceback (most recent call last):
    stocktake.standards.errors.DefinitionError: cannot tell progress to key stage 2 for 2023/24
      definitions/primary_progress: these pupils had no key stage 1 assessments, which were
      cancelled in 2020
    """
    table = primary_progress(year, own_folder=own_folder)
    rows = to_lazy(assessments, "assessments", columns=COLUMNS).filter(
        nw.col("stage") == "KS2",
        nw.col("time_period") == year,
        nw.col("component").is_in(list(SUBJECTS)),
    )
    points = {
        component: ({} if component == "WRIT" else SCALED) | table.results.get(component, {})
        for component in SUBJECTS
    }
    scores = rows.group_by("pupil").agg(
        nw.when(nw.col("component") == component)
        .then(map_values("result", points[component], nw.Float64))
        .max()
        .alias(subject)
        for component, subject in SUBJECTS.items()
    )
    grouped_pupils = (
        to_lazy(prior, "prior", columns=["pupil", "prior_score"])
        .select("pupil", "prior_score")
        .filter(~nw.col("prior_score").is_null())
        .with_columns(prior_group=group_of("prior_score", table.group))
    )
    averages = {
        subject: {group.number: getattr(group, subject) for group in table.group}
        for subject in SUBJECTS.values()
    }
    return to_native_like(
        grouped_pupils.join(scores, on="pupil", how="inner").select(
            "pupil",
            "prior_group",
            *(
                (nw.col(subject) - map_values("prior_group", averages[subject], nw.Float64)).alias(
                    f"{subject}_progress"
                )
                for subject in SUBJECTS.values()
            ),
        ),
        assessments,
    )


def average_key_stage_2_progress(
    pupils: Table, *, by: Sequence[str] = (), year: str, own_folder: Path | None = None
) -> Table:
    """Progress to key stage 2 of schools, areas or groups, with interval and, where known, band.

    Parameters
    ----------
    pupils : table
        From :func:`key_stage_2_progress`, with the columns of ``by``.
    by : sequence of str
        Columns to group by; none for one row over all.
    year, own
        As there: the table's deviations and scheme of bands are used.

    Returns
    -------
    table of the kind given
        The columns of ``by``; for each of ``read``, ``writ`` and ``math`` ``_progress_count``,
        ``_progress``, ``_progress_lower``, ``_progress_upper``, and ``_progress_band`` where the
        table names a scheme for the subject.

    Raises
    ------
    InputError
        A column is missing.
    DefinitionError
        The year has no table.

    Notes
    -----
    Half the interval is 1.96 x national sd / square root of the pupils with a score.

    Source: Department for Education, Primary school accountability (2019), confidence intervals.

    Examples
    --------
    >>> from stocktake.pupils.attainment.primary_progress_schema import SUBJECTS
    >>> [f"{subject}_progress" for subject in SUBJECTS.values()]
    ['read_progress', 'writ_progress', 'math_progress']
    """
    table = primary_progress(year, own_folder=own_folder)
    columns = {subject: f"{subject}_progress" for subject in SUBJECTS.values()}
    lazy = to_lazy(pupils, "pupils", columns=[*columns.values(), *by])
    aggregates = [nw.col(column).mean() for column in columns.values()] + [
        nw.col(column).count().cast(nw.Int64).alias(f"{column}_count")
        for column in columns.values()
    ]
    frame = lazy.group_by(*by).agg(*aggregates) if by else lazy.select(*aggregates)
    shown_columns = list(by)
    for subject, column in columns.items():
        count = nw.col(f"{column}_count")
        half = (
            Z_95
            * _deviation(table, subject)
            / nw.when(count > 0).then(count.cast(nw.Float64)).sqrt()
        )
        frame = frame.with_columns(
            (nw.col(column) - half).alias(f"{column}_lower"),
            (nw.col(column) + half).alias(f"{column}_upper"),
        )
        shown_columns += [f"{column}{end}" for end in ("_count", "", "_lower", "_upper")]
        if subject in table.bands:
            scheme = progress_bands(table.bands[subject], own_folder=own_folder)
            frame = with_band(frame, column, scheme)
            shown_columns.append(f"{column}_band")
    return to_native_like(frame.select(*shown_columns), pupils)


def _deviation(table: PrimaryProgress, subject: Subject) -> float:
    return float(getattr(table.sd, subject))
