"""From key stage 2 to a GCSE grade: each group compared with pupils nationally who began alike."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import narwhals as nw
import polars as pl

from stocktake.pupils.attainment.definitions import subject_list
from stocktake.pupils.attainment.transition import ATTEMPTED, GRADES, transition_to_grades
from stocktake.pupils.frames import Table, to_lazy
from stocktake.pupils.groups.cells import LEAST_COUNT
from stocktake.pupils.groups.difference import GroupSums
from stocktake.pupils.groups.schema import checked_dimensions
from stocktake.standards.errors import UsageError
from stocktake.standards.internal import InternalAggregate


def transition_by_group(
    entries: Table,
    prior: Table,
    matrix: pl.DataFrame,
    characteristics: Table,
    *,
    dimensions: Sequence[str],
    year: str,
    subject: str,
    at_least: int = 5,
    breakdown: str = "all",
    least_count: int = LEAST_COUNT,
    own_folder: Path | None = None,
) -> InternalAggregate[pl.DataFrame]:
    """The share of each key stage 2 band and group with a grade, less the same band's nationally.

    Parameters
    ----------
    entries : table ``entries``, keyed by ``pupil``
    prior : table
        ``pupil`` and ``prior_score``, from key stage 2.
    matrix : polars.DataFrame
        ``tables["transition"]`` of :func:`stocktake.sources.transition.read_transition`.
    characteristics : table
        From :func:`.membership.characteristics`; its school is the one on the day.
    dimensions : sequence of str
        Which groups; none for all pupils.
    year : str
        Academic year of the GCSEs.
    subject : str
        Subject code, such as ``MATHS``.
    at_least : int
        Grade from 1 to 9.
    breakdown : str
        Whom to compare with: ``all``, ``disadvantaged``, ``girls``.
    least_count : int
        With fewer pupils in a band and group nothing is reported of it.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    InternalAggregate of polars.DataFrame
        The dimensions, ``prior_band``, ``numerator``, ``denominator`` (pupils who attempted),
        ``percent``, ``national_percent``, ``difference_points`` with ``difference_lower`` and
        ``difference_upper`` (percentage points, 95 per cent; the nation is taken as known), and
        ``reason`` where these are null. Sorted by dimensions and band.

    Raises
    ------
    UsageError
        A dimension is unknown or may not be crossed, the grade is none, or the matrix lacks the
        subject, year or breakdown.
    InputError
        A column is missing.

    Notes
    -----
    The interval is Wilson's for the share here, less the national share.

    Source: Department for Education, Key stage 2 to key stage 4 transition matrices (2023, 2024).

    Examples
    --------
    >>> from datetime import date
    >>> matrix = pl.DataFrame({"time_period": "202324", "breakdown": "all",
    ...     "prior_band": "100 - 102", "prior_lower": 100.0, "prior_upper": 102.0,
    ...     "subject": "Mathematics", "outcome": ["4", "5"], "pupils_count": [30, 70]})
    >>> pupils = [f"p{n}" for n in range(10)]
    >>> entries = pl.DataFrame({"pupil": pupils, "time_period": "202324", "stage": "KS4",
    ...     "qualification": "GCSE", "subject": "MATHS", "grade": ["5"] * 4 + ["4"] * 6,
    ...     "award_date": date(2024, 8, 22)})
    >>> prior = pl.DataFrame({"pupil": pupils, "prior_score": 101.0})
    >>> groups = pl.DataFrame({"pupil": pupils, "sex": "F"})
    >>> found = transition_by_group(entries, prior, matrix, groups, dimensions=["sex"],
    ...     year="202324", subject="MATHS")
    >>> found.content.select("percent", "national_percent", "difference_points").row(0)
    (40.0, 70.0, -30.0)
    """
    checked_dimensions(dimensions, own_folder=own_folder)
    if str(at_least) not in GRADES:
        raise UsageError(f"at_least is {at_least}; expected a grade from 1 to 9")
    groups = to_lazy(characteristics, "characteristics", columns=["pupil", *dimensions])
    scores = to_lazy(prior, "prior", columns=["pupil", "prior_score"])
    grouped_scores = scores.select("pupil", "prior_score").join(
        groups.select("pupil", *dimensions), on="pupil", how="left"
    )
    grade_rows = transition_to_grades(
        nw.from_native(entries, pass_through=True),
        grouped_scores,
        matrix,
        year=year,
        subject=subject,
        by=dimensions,
        breakdown=breakdown,
        own_folder=own_folder,
    )
    rows = grade_rows.lazy().collect(backend="polars").to_native()
    reaching = [grade for grade, points in GRADES.items() if points >= at_least]
    national, order = _national(matrix, reaching, year, subject, breakdown, own_folder)
    counts = rows.group_by(*dimensions, "prior_band").agg(
        numerator=pl.col("pupils_count").filter(pl.col("grade").is_in(reaching)).sum(),
        denominator=pl.col("pupils_count").sum(),
    )
    rows_to_show = [
        row
        | _beside(row["numerator"], row["denominator"], national[row["prior_band"]], least_count)
        for row in counts.iter_rows(named=True)
    ]
    figures = ("percent", "national_percent", "difference_points")
    limits = ("difference_lower", "difference_upper")
    table = pl.DataFrame(
        rows_to_show,
        schema=counts.schema
        | dict.fromkeys((*figures, *limits), pl.Float64)
        | {"reason": pl.String},
    ).sort(*dimensions, pl.col("prior_band").replace_strict(order, return_dtype=pl.Int64))
    return InternalAggregate(
        table, f"{subject} at {at_least} or above", (*dimensions, "prior_band")
    )


def _beside(reached_count: int, of: int, national: float, least_count: int) -> dict[str, object]:
    if of < max(least_count, 1):
        reason = f"fewer than {max(least_count, 1)} pupils"
        return {"national_percent": national, "reason": reason}
    low, high = GroupSums(of, reached_count, reached_count).wilson()
    percent = 100 * reached_count / of
    return {
        "percent": percent,
        "national_percent": national,
        "difference_points": percent - national,
        "difference_lower": 100 * low - national,
        "difference_upper": 100 * high - national,
        "reason": None,
    }


def _national(
    matrix: pl.DataFrame,
    reaching: Sequence[str],
    year: str,
    subject: str,
    breakdown: str,
    own_folder: Path | None,
) -> tuple[dict[str, float], dict[str, int]]:
    """The national share of each band, in percent, and the order of the bands."""
    names = {
        subject.code: subject.matrix for subject in subject_list(own_folder=own_folder).subject
    }
    shares = (
        matrix.filter(
            pl.col("time_period") == year,
            pl.col("breakdown") == breakdown,
            pl.col("subject") == names[subject],
            pl.col("prior_lower").is_not_null(),
            pl.col("outcome").is_in(list(ATTEMPTED)),
        )
        .group_by("prior_band", "prior_lower")
        .agg(
            percent=100
            * pl.col("pupils_count").filter(pl.col("outcome").is_in(list(reaching))).sum()
            / pl.col("pupils_count").sum()
        )
        .sort("prior_lower")
    )
    bands = shares["prior_band"].to_list()
    return (
        dict(zip(bands, shares["percent"].to_list(), strict=True)),
        {band: place for place, band in enumerate(bands)},
    )
