"""The points that count in each subject: one row per pupil, one column per subject."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import narwhals as nw

from stocktake.pupils.attainment.definitions import point_scale, subject_list
from stocktake.pupils.attainment.schema import PointScale, Subject, SubjectList
from stocktake.pupils.frames import Lazy, Table, map_values, to_lazy

NOT_ENTERED = -1.0
"""Stands in a subject's column where the pupil has no entry that counts: below every grade."""

ENTRIES = (
    "pupil",
    "time_period",
    "stage",
    "qualification",
    "subject",
    "grade",
    "award_date",
)
COUNTED_TYPES = ("GCSE", "GCSE_DOUBLE", "TECHNICAL_2")
TECHNICAL = "TECHNICAL_2"

# The first entry and, on one day, its best grade, packed into one integer whose greatest is taken:
# (LAST_DAY - day) x 1024 + hundredths of a point. One pass over the entries does for all subjects.
_SCALE = 1024
_LAST_DAY = 3000 * 372

# A technical award outside the open slots is numbered as its subject and this.
_BESIDE = 1000


def column_of(subject: Subject, *, technical: bool = False) -> str:
    """The column that holds a subject's points; a technical award next to a GCSE has its own."""
    has_own_slot = technical and subject.slot != "open"
    return f"{subject.code}/technical" if has_own_slot else subject.code


def subject_columns(subjects: SubjectList) -> list[str]:
    """Every column of points: the subjects', then those of technical awards next to a GCSE."""
    beside = [column_of(s, technical=True) for s in subjects.subject if s.technical]
    return [*map(column_of, subjects.subject), *beside]


def columns_kept(points: Lazy, subjects: SubjectList) -> list[str]:
    """The key, and what else the cohort brought: all that is no subject."""
    dropped_columns = {*subject_columns(subjects), "unread_count"}
    return [name for name in points.collect_schema().names() if name not in dropped_columns]


def best_of(subjects: Sequence[Subject]) -> nw.Expr:
    """The best points among some subjects, or -1 where none was entered."""
    return nw.max_horizontal(nw.lit(NOT_ENTERED), *(nw.col(column_of(s)) for s in subjects))


def counted_points(
    entries: Table, cohort: Table | None = None, *, year: str, own_folder: Path | None = None
) -> tuple[Lazy, SubjectList, PointScale]:
    """One row per pupil with the points of the entry that counts in each subject.

    Only the first entry in a subject counts, on whatever scale it was graded: a later and better
    one is left out. Of several graded on one day, the best counts; an entry without a date is
    taken for the last. Grades that say the examination was not taken (X) are no entries. GCSEs
    and technical awards of key stage 4 count, from any year up to the one asked for; a technical
    award in English, maths or an EBacc subject only where the list of subjects says so.

    Parameters
    ----------
    entries : table ``entries``
        Keyed by ``pupil``.
    cohort : table, optional
        The pupils at the end of key stage 4, one row each; all its columns are kept, and a pupil
        without entries is kept with none. Without it: the pupils with an entry of the year.
    year : str
        Academic year of the cohort, ``202324``.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    tuple of narwhals.LazyFrame, SubjectList and PointScale
        Besides the subjects' columns (points, or -1), ``unread_count``: entries whose subject or
        grade is in no list of the year. They are not counted anywhere else.

    Raises
    ------
    InputError
        A column is missing.
    DefinitionError
        The year has no points.

    Notes
    -----
    Source: Department for Education, Secondary accountability measures (2019), first entry and
    discounting; that an X is no entry is our reading.
    """
    subjects, scale = subject_list(own_folder=own_folder), point_scale(year, own_folder=own_folder)
    lazy = to_lazy(entries, "entries", columns=ENTRIES)
    subjects_by_slot = sorted(subjects.subject, key=lambda subject: subject.slot == "open")
    first_open = sum(subject.slot != "open" for subject in subjects_by_slot)
    numbers = {subject.code: at for at, subject in enumerate(subjects_by_slot)}
    columns = {column_of(s): numbers[s.code] for s in subjects_by_slot} | {
        column_of(s, technical=True): _BESIDE + numbers[s.code]
        for s in subjects_by_slot
        if s.technical
    }
    hundredths = {grade: round(100 * points) for grade, points in scale.points().items()}
    day = (
        nw.col("award_date").dt.year().cast(nw.Int32) * 372
        + nw.col("award_date").dt.month().cast(nw.Int32) * 31
        + nw.col("award_date").dt.day().cast(nw.Int32)
    ).fill_null(_LAST_DAY)
    earliness = (nw.lit(_LAST_DAY) - day) * _SCALE if scale.first_entry else nw.lit(0)
    read = lazy.filter(
        nw.col("stage") == "KS4",
        nw.col("time_period") <= year,
        nw.col("qualification").is_in(COUNTED_TYPES),
        ~nw.col("grade").is_in(scale.not_attempted),
    ).select(
        "pupil",
        "time_period",
        "qualification",
        map_values("subject", numbers, nw.Int16).alias("__number"),
        (earliness + map_values("grade", hundredths, nw.Int32)).cast(nw.Int32).alias("__entry"),
    )
    is_beside = (nw.col("qualification") == TECHNICAL) & (nw.col("__number") < first_open)
    read = read.with_columns(
        nw.when(is_beside)
        .then(nw.col("__number") + _BESIDE)
        .otherwise(nw.col("__number"))
        .alias("__number")
    )
    pupils = read.group_by("pupil").agg(
        (nw.col("time_period") == year).cast(nw.Int32).max().alias("__this_year"),
        (nw.col("__number").is_null() | nw.col("__entry").is_null())
        .cast(nw.Int64)
        .sum()
        .alias("unread_count"),
        *(
            nw.when(nw.col("__number") == at).then(nw.col("__entry")).max().alias(column)
            for column, at in columns.items()
        ),
    )
    if cohort is None:
        pupils = pupils.filter(nw.col("__this_year") == 1)
    else:
        pupils = to_lazy(cohort, "cohort", columns=["pupil"]).join(pupils, on="pupil", how="left")
    points = pupils.with_columns(
        nw.col("unread_count").fill_null(0),
        *(
            ((nw.col(column) % _SCALE).cast(nw.Float64) / 100).fill_null(NOT_ENTERED).alias(column)
            for column in columns
        ),
    ).drop("__this_year")
    return points, subjects, scale
