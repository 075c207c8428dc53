"""The English Baccalaureate: who entered it, who achieved it, and its average point score."""

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
from stocktake.pupils.attainment.schema import Pillar, Subject, SubjectList
from stocktake.pupils.frames import Table, to_native_like

PILLARS: tuple[Pillar, ...] = ("english", "maths", "science", "humanities", "languages")
SINGLE_SCIENCES_ENTERED = 3
SINGLE_SCIENCES_PASSED = 2
SLOTS = 6
"""One for each pillar, and a second for science."""


def ebacc(
    entries: Table, cohort: Table | None = None, *, year: str, own_folder: Path | None = None
) -> Table:
    """Who entered and achieved the English Baccalaureate, by pillar, and the average points.

    Entered: both English language and literature (or the combined award), maths, combined science
    or three of the four single sciences (computer science is one), history or geography, and a
    language. Achieved: all entered, and a pass in either part of English, maths, combined science
    (the average of its two grades reaching the pass with neither below) or two single sciences, a
    humanity and a language. GCSEs only.

    Parameters
    ----------
    entries, cohort, year, own
        As in :func:`.attainment_8.attainment_8`.

    Returns
    -------
    table of the kind given
        One row per pupil: ``pupil`` (or the cohort's columns), then Boolean ``ebacc_entered``,
        ``ebacc_standard`` (9 to 4), ``ebacc_strong`` (9 to 5; null before 2016/17), each also by
        pillar (``ebacc_science_entered``, ``ebacc_science_standard``), and
        ``ebacc_average_points`` (0 to 9). A pupil without entries has entered nothing and 0
        points.

    Raises
    ------
    InputError
        A column is missing.
    DefinitionError
        The year has no points.

    Notes
    -----
    Average points = (best English + maths + two sciences + best humanity + best language) / 6, an
    empty place being 0; combined science fills both of its halves.

    Source: Department for Education, English Baccalaureate: eligible qualifications; Secondary
    accountability measures (2019), EBacc average point score. From general knowledge; not read.

    Examples
    --------
    >>> import polars as pl
    >>> from datetime import date
    >>> grades = {"ENG_LANG": "4", "ENG_LIT": "3", "MATHS": "5", "BIOLOGY": "4", "PHYSICS": "4",
    ...           "COMPUTER_SCIENCE": "2", "HISTORY": "6", "FRENCH": "4"}
    >>> entries = pl.DataFrame({"pupil": "a", "time_period": "202324", "stage": "KS4",
    ...     "qualification": "GCSE", "subject": list(grades), "grade": list(grades.values()),
    ...     "award_date": date(2024, 8, 22)})
    >>> ebacc(entries, year="202324").select(
    ...     "ebacc_entered", "ebacc_standard", "ebacc_strong", "ebacc_average_points").row(0)
    (True, True, False, 4.5)
    """
    points, subjects, scale = counted_points(entries, cohort, year=year, own_folder=own_folder)
    columns = columns_kept(points, subjects)
    entry_columns = {pillar: f"ebacc_{pillar}_entered" for pillar in PILLARS}
    levels = {"standard": scale.standard_pass, "strong": scale.strong_pass}
    pillar_measures = points.with_columns(
        *(
            _is_pillar_entered(pillar, subjects).alias(name)
            for pillar, name in entry_columns.items()
        )
    ).with_columns(
        *(
            (
                nw.lit(None, nw.Boolean)
                if least is None
                else nw.col(entry_columns[pillar]) & _is_pillar_passed(pillar, subjects, least)
            ).alias(f"ebacc_{pillar}_{level}")
            for level, least in levels.items()
            for pillar in PILLARS
        )
    )
    steps = ("entered", *levels)
    return to_native_like(
        pillar_measures.select(
            *columns,
            *(
                nw.all_horizontal(
                    *(nw.col(f"ebacc_{pillar}_{step}") for pillar in PILLARS), ignore_nulls=False
                ).alias(f"ebacc_{step}")
                for step in steps
            ),
            *(f"ebacc_{pillar}_{step}" for pillar in PILLARS for step in steps),
            _average(subjects).alias("ebacc_average_points"),
        ),
        entries,
    )


def _is_pillar_entered(pillar: Pillar, subjects: SubjectList) -> nw.Expr:
    if pillar == "english":
        language, literature, combined_english = (
            best_of(subjects.of("english", part)) > NOT_ENTERED
            for part in ("language", "literature", "combined")
        )
        return (language & literature) | combined_english
    if pillar == "science":
        double, single = _sciences(subjects)
        return (best_of(double) > NOT_ENTERED) | (
            _how_many(single, least=0.0) >= SINGLE_SCIENCES_ENTERED
        )
    return best_of(subjects.of_pillar(pillar)) > NOT_ENTERED


def _is_pillar_passed(pillar: Pillar, subjects: SubjectList, least: float) -> nw.Expr:
    if pillar == "science":
        double, single = _sciences(subjects)
        # Grades of a double award are equal or adjoining: 4-4 averages 4, and 4-3 fails at 3.5.
        return (best_of(double) >= least) | (
            _how_many(single, least=least) >= SINGLE_SCIENCES_PASSED
        )
    return best_of(subjects.of_pillar(pillar)) >= least


def _average(subjects: SubjectList) -> nw.Expr:
    double, single = _sciences(subjects)
    best, second = nw.lit(NOT_ENTERED), nw.lit(NOT_ENTERED)
    for subject in (*double, *double, *single):
        result = nw.col(column_of(subject))
        best, second = (
            nw.max_horizontal(best, result),
            nw.max_horizontal(second, nw.min_horizontal(best, result)),
        )
    other_pillars = [best_of(subjects.of_pillar(p)) for p in PILLARS if p != "science"]
    return (
        nw.sum_horizontal(
            *(nw.max_horizontal(e, nw.lit(0.0)) for e in (*other_pillars, best, second))
        )
        / SLOTS
    )


def _sciences(subjects: SubjectList) -> tuple[list[Subject], list[Subject]]:
    sciences = subjects.of_pillar("science")
    return [s for s in sciences if s.slots == 2], [s for s in sciences if s.slots == 1]


def _how_many(subjects: list[Subject], *, least: float) -> nw.Expr:
    return nw.sum_horizontal(*((nw.col(column_of(s)) >= least).cast(nw.Int32) for s in subjects))
