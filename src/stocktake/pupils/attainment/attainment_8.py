"""Attainment 8: a pupil's points across eight slots, two of which count double."""

from __future__ import annotations

from pathlib import Path

import narwhals as nw

from stocktake.pupils.attainment.counted import (
    NOT_ENTERED,
    best_of,
    column_of,
    columns_kept,
    counted_points,
)
from stocktake.pupils.attainment.schema import SubjectList
from stocktake.pupils.frames import Lazy, Table, to_native_like

MEASURES = (
    "attainment_8_points",
    "english_points",
    "maths_points",
    "ebacc_points",
    "open_points",
    "ebacc_filled_count",
    "open_filled_count",
    "unread_count",
)
"""What is said of each pupil. Points: Attainment 8 runs from 0 to 90, English and maths from 0 to
18, EBacc and open slots from 0 to 27; slots filled from 0 to 3."""

EBACC_SLOTS = ("__ebacc_1", "__ebacc_2", "__ebacc_3")
OPEN_SLOTS = ("__open_1", "__open_2", "__open_3")


def attainment_8(
    entries: Table, cohort: Table | None = None, *, year: str, own_folder: Path | None = None
) -> Table:
    """Each pupil's Attainment 8, its four elements and the slots filled.

    Points of grades add up over English (twice), maths (twice), the best three of the English
    Baccalaureate's sciences, humanities and languages, and the best three of what remains. An
    empty slot is worth nothing. English counts twice only where both language and literature
    were attempted: the better is doubled and the other may fill an open slot, never an EBacc one.
    Combined science fills up to two slots with the average of its two grades, and its halves may
    be used apart.

    Points before and after 2016/17 are not on one scale: a pupil with eight Cs has 50 in 2016 and
    40 in 2017. Never compare them.

    Parameters
    ----------
    entries : table ``entries``, keyed by ``pupil``
        Polars (eager or lazy) or PySpark; see :func:`.counted.counted_points` for which count.
    cohort : table, optional
        Pupils at the end of key stage 4 (:func:`.cohort.on_roll`), one row each, whose columns
        are kept. A pupil without entries scores 0. Without it: pupils with an entry of the year.
    year : str
        Academic year, ``202324``: its points, its rules, and entries up to it.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    table of the kind given
        One row per pupil: ``pupil`` (or the cohort's columns), then ``attainment_8_points`` (0 to
        90), ``english_points``, ``maths_points`` (0 to 18), ``ebacc_points``, ``open_points`` (0
        to 27), ``ebacc_filled_count``, ``open_filled_count`` (0 to 3), and ``unread_count``, the
        entries whose subject or grade no list knows. Never null.

    Raises
    ------
    InputError
        A column is missing.
    DefinitionError
        The year has no points.

    Notes
    -----
    Attainment 8 = 2 x English + 2 x maths + EBacc slots + open slots.

    Source: Department for Education, Secondary accountability measures (2016 to 2024), Attainment
    8; as read in summaries of it.

    Examples
    --------
    >>> import polars as pl
    >>> from datetime import date
    >>> grades = {"ENG_LANG": "6", "ENG_LIT": "5", "MATHS": "5", "COMB_SCI": "65", "HISTORY": "6",
    ...           "BUSINESS": "5", "DRAMA": "4"}
    >>> entries = pl.DataFrame({"pupil": "a", "time_period": "202324", "stage": "KS4",
    ...     "subject": list(grades), "grade": list(grades.values()),
    ...     "qualification": ["GCSE_DOUBLE" if s == "COMB_SCI" else "GCSE" for s in grades],
    ...     "award_date": date(2024, 8, 22)})
    >>> attainment_8(entries, year="202324").select(
    ...     "attainment_8_points", "english_points", "maths_points", "ebacc_points", "open_points"
    ... ).row(0)
    (53.0, 12.0, 10.0, 17.0, 14.0)
    """
    points, subjects, scale = counted_points(entries, cohort, year=year, own_folder=own_folder)
    columns = columns_kept(points, subjects)
    slots = fill_slots(
        points.with_columns(*_english(subjects, doubles=scale.combined_english_doubles)), subjects
    )
    maths = nw.max_horizontal(best_of(subjects.of("maths")), nw.lit(0.0))
    return to_native_like(
        slots.with_columns(
            maths_points=2 * maths,
            ebacc_points=nw.sum_horizontal(*map(_is_entered, EBACC_SLOTS)),
            open_points=nw.sum_horizontal(*map(_is_entered, OPEN_SLOTS)),
            ebacc_filled_count=nw.sum_horizontal(*map(_is_filled, EBACC_SLOTS)),
            open_filled_count=nw.sum_horizontal(*map(_is_filled, OPEN_SLOTS)),
        )
        .with_columns(
            attainment_8_points=nw.col("english_points")
            + nw.col("maths_points")
            + nw.col("ebacc_points")
            + nw.col("open_points"),
        )
        .select(*columns, *MEASURES),
        entries,
    )


def fill_slots(points: Lazy, subjects: SubjectList) -> Lazy:
    """Put each subject in turn into the slots that it may fill; the best three stay.

    What an EBacc subject pushes out of the EBacc slots, itself or another, is offered to the open
    slots. Six columns are carried, each three in descending order.
    """
    slots = points.with_columns(
        *(nw.lit(NOT_ENTERED).alias(slot) for slot in (*EBACC_SLOTS, *OPEN_SLOTS))
    )
    for subject in subjects.of("ebacc"):
        for _ in range(subject.slots):
            result = nw.col(column_of(subject))
            spare = nw.min_horizontal(nw.col(EBACC_SLOTS[-1]), result)
            slots = slots.with_columns(*_insert(result, EBACC_SLOTS), *_insert(spare, OPEN_SLOTS))
    other_columns = [column_of(subject) for subject in subjects.of("open")]
    technical = [column_of(s, technical=True) for s in subjects.subject if s.technical]
    for column in ("__english_spare", *other_columns, *technical):
        slots = slots.with_columns(*_insert(nw.col(column), OPEN_SLOTS))
    return slots


def _insert(result: nw.Expr, slots: tuple[str, str, str]) -> list[nw.Expr]:
    """The best three of the three held, in descending order, and the one offered."""
    first, second, third = map(nw.col, slots)
    return [
        nw.max_horizontal(first, result).alias(slots[0]),
        nw.max_horizontal(second, nw.min_horizontal(first, result)).alias(slots[1]),
        nw.max_horizontal(third, nw.min_horizontal(second, result)).alias(slots[2]),
    ]


def _english(subjects: SubjectList, *, doubles: bool) -> list[nw.Expr]:
    """Points of the English slot, and the lower of the two for the open slots."""
    language, literature, combined_english = (
        best_of(subjects.of("english", part)) for part in ("language", "literature", "combined")
    )
    better = nw.max_horizontal(language, literature)
    lower_result = nw.min_horizontal(language, literature)
    has_both = lower_result > NOT_ENTERED
    pair = nw.when(has_both).then(2 * better).otherwise(better)
    # A combined award was graded in place of the pair, not next to it, and ended in 2016.
    english = nw.max_horizontal(pair, 2 * combined_english) if doubles else pair
    return [
        nw.max_horizontal(english, nw.lit(0.0)).alias("english_points"),
        lower_result.alias("__english_spare"),
    ]


def _is_entered(column: str) -> nw.Expr:
    return nw.max_horizontal(nw.col(column), nw.lit(0.0))


def _is_filled(column: str) -> nw.Expr:
    return (nw.col(column) > NOT_ENTERED).cast(nw.Int32)
