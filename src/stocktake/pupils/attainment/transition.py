"""From key stage 2 to GCSE grades, compared with the national transition matrices."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import narwhals as nw
import polars as pl

from stocktake.pupils.attainment.counted import NOT_ENTERED, column_of, counted_points
from stocktake.pupils.attainment.definitions import subject_list
from stocktake.pupils.frames import Lazy, Table, map_values, to_lazy, to_native_like
from stocktake.standards.errors import UsageError, nearest

GRADES = {"9": 9.0, "8": 8.0, "7": 7.0, "6": 6.0, "5": 5.0, "4": 4.0, "3": 3.0, "2": 2.0, "1": 1.0}
GRADE_OF_POINTS = {points: grade for grade, points in GRADES.items()} | {0.0: "U"}
ATTEMPTED = (*GRADES, "U")
_WIDTH = 100


def transition_to_grades(
    entries: Table,
    prior: Table,
    matrix: pl.DataFrame,
    *,
    year: str,
    subject: str,
    by: Sequence[str] = (),
    breakdown: str = "all",
    own_folder: Path | None = None,
) -> Table:
    """How pupils of each key stage 2 band were graded in a GCSE, compared with pupils nationally.

    Shares are among pupils who attempted the examination, here and nationally: results not
    attempted (X) or affected by the pandemic are in neither. Rows exist only for grades that
    somebody here got.

    Parameters
    ----------
    entries : table ``entries``, keyed by ``pupil``
    prior : table
        ``pupil``, ``prior_score`` (:func:`.prior.key_stage_2_prior`) and the columns of ``by``.
    matrix : polars.DataFrame
        ``tables["transition"]`` of :func:`stocktake.sources.transition.read_transition`.
    year : str
        Academic year of the GCSEs; the matrix must be of the same year.
    subject : str
        Subject code, such as ``MATHS``.
    by : sequence of str
        Columns of ``prior`` to group by, such as ``school_urn``.
    breakdown : str
        Whom to compare with: ``all``, ``disadvantaged``, ``girls``.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    table of the kind given (that of ``entries``)
        The columns of ``by``; ``prior_band``, ``grade``, ``pupils_count``, ``of_count`` (the
        band's pupils), ``percent``, ``national_percent``, ``difference_points`` (percentage
        points).

    Raises
    ------
    UsageError
        The subject is in no matrix, or the matrix has no such year or breakdown.
    InputError
        A column is missing.

    Notes
    -----
    Source: Department for Education, Key stage 2 to key stage 4 transition matrices (2023, 2024).

    Examples
    --------
    >>> from datetime import date
    >>> counts = {"4": 30, "5": 70}
    >>> matrix = pl.DataFrame({"time_period": "202324", "breakdown": "all",
    ...     "prior_band": "100 - 102", "prior_lower": 100.0, "prior_upper": 102.0,
    ...     "subject": "Mathematics", "outcome": list(counts),
    ...     "pupils_count": list(counts.values())})
    >>> entries = pl.DataFrame({"pupil": ["a", "b"], "time_period": "202324", "stage": "KS4",
    ...     "qualification": "GCSE", "subject": "MATHS", "grade": ["4", "5"],
    ...     "award_date": date(2024, 8, 22)})
    >>> prior = pl.DataFrame({"pupil": ["a", "b"], "prior_score": [100.0, 101.5]})
    >>> found = transition_to_grades(entries, prior, matrix, year="202324", subject="MATHS")
    >>> found.sort("grade").select("grade", "percent", "national_percent").rows()
    [('4', 50.0, 30.0), ('5', 50.0, 70.0)]
    """
    bands, national = _national(
        matrix, year=year, subject=subject, breakdown=breakdown, own_folder=own_folder
    )
    gcses = to_lazy(entries, "entries", columns=["qualification", "subject"]).filter(
        nw.col("qualification") == "GCSE", nw.col("subject") == subject
    )
    points, subjects, _ = counted_points(gcses, year=year, own_folder=own_folder)
    column = next(column_of(s) for s in subjects.subject if s.code == subject)
    prior_rows = to_lazy(prior, "prior", columns=["pupil", "prior_score", *by]).select(
        "pupil", *by, __band=_band_number(bands)
    )
    grade_rows = (
        points.filter(nw.col(column) > NOT_ENTERED)
        .select("pupil", __points=nw.col(column).cast(nw.Int32))
        .join(prior_rows, on="pupil", how="inner")
        .filter(~nw.col("__band").is_null())
    )
    keys = [*by, "__band"]
    counts = grade_rows.group_by(*keys, "__points").agg(
        nw.col("pupil").count().cast(nw.Int64).alias("pupils_count")
    )
    totals = grade_rows.group_by(*keys).agg(
        nw.col("pupil").count().cast(nw.Int64).alias("of_count")
    )
    beside = _beside(counts, totals, keys).with_columns(
        prior_band=map_values("__band", dict(enumerate(bands)), nw.String),
        grade=map_values("__points", {int(p): g for p, g in GRADE_OF_POINTS.items()}, nw.String),
        percent=100.0 * nw.col("pupils_count") / nw.col("of_count"),
        national_percent=map_values(
            nw.col("__band") * _WIDTH + nw.col("__points"), national, nw.Float64
        ),
    )
    return to_native_like(
        beside.select(
            *by,
            "prior_band",
            "grade",
            "pupils_count",
            "of_count",
            "percent",
            "national_percent",
            (nw.col("percent") - nw.col("national_percent")).alias("difference_points"),
        ),
        entries,
    )


def _beside(counts: Lazy, totals: Lazy, keys: list[str]) -> Lazy:
    """Counts with their totals, by one text key, since engines join no null to a null."""
    key = nw.concat_str(
        *(nw.col(k).cast(nw.String).fill_null("") for k in keys), separator="\x1f"
    ).alias("__key")
    return counts.with_columns(key).join(
        totals.with_columns(key).select("__key", "of_count"), on="__key", how="inner"
    )


def _band_number(bands: dict[str, tuple[float, float]]) -> nw.Expr:
    number: nw.Expr = nw.lit(None, nw.Int32)
    for at, (lower, upper) in enumerate(bands.values()):
        is_in_band = (nw.col("prior_score") >= lower) & (nw.col("prior_score") <= upper)
        number = nw.when(is_in_band).then(nw.lit(at, nw.Int32)).otherwise(number)
    return number


def _national(
    matrix: pl.DataFrame, *, year: str, subject: str, breakdown: str, own_folder: Path | None
) -> tuple[dict[str, tuple[float, float]], dict[int, float]]:
    """The bands in order, and the national share of each band and grade, in percent."""
    names = {s.code: s.matrix for s in subject_list(own_folder=own_folder).subject if s.matrix}
    if subject not in names:
        hint = nearest(subject, names) or f"expected one of {', '.join(sorted(names))}"
        raise UsageError(f"the transition matrices have no subject {subject!r}; {hint}")
    rows = matrix.filter(
        pl.col("prior_lower").is_not_null(), pl.col("outcome").is_in(list(ATTEMPTED))
    )
    for column, item in (
        ("time_period", year),
        ("breakdown", breakdown),
        ("subject", names[subject]),
    ):
        items = rows[column].unique().sort().to_list()
        rows = rows.filter(pl.col(column) == item)
        if rows.is_empty():
            raise UsageError(
                f"the transition matrix has no {column} {item!r}; it has {', '.join(items)}"
            )
    band_rows = rows.select("prior_band", "prior_lower", "prior_upper").unique().sort("prior_lower")
    bands = {band: (lower, upper) for band, lower, upper in band_rows.iter_rows()}
    at = {band: number for number, band in enumerate(bands)}
    totals = dict(rows.group_by("prior_band").agg(pl.col("pupils_count").sum()).iter_rows())
    national = {
        at[band] * _WIDTH + int(GRADES.get(outcome, 0)): 100 * count / totals[band]
        for band, outcome, count in rows.select("prior_band", "outcome", "pupils_count").iter_rows()
        if totals[band]
    }
    return bands, national
