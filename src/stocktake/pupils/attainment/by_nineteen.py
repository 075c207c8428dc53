"""Level 2, level 2 with English and maths, and level 3, reached by a day such as that of 19."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import narwhals as nw

from stocktake.pupils.attainment.definitions import levels
from stocktake.pupils.attainment.levels_schema import LevelPart
from stocktake.pupils.frames import Table, to_lazy, to_native_like

FULL_LEVEL_PERCENT = 100
NO_PASS = ("U", "X")
COLUMNS = ("pupil", "stage", "qualification", "subject", "grade", "award_date")
MEASURES = ("level_2", "level_2_with_english_and_maths", "level_3", "apprenticeship")


def by_nineteen(
    entries: Table, cohort: Table | None = None, *, until: date, own_folder: Path | None = None
) -> Table:
    """Who has reached level 2, level 2 with English and maths, and level 3 by a day.

    Passes add up to a full level: five GCSEs at 9 to 4 (or A* to C) or the like are level 2, two
    A levels or the like level 3, which implies level 2. A qualification counts once in a subject,
    however often it is taken. For "by 19" give 31 August of the academic year in which the cohort
    turns 19.

    Parameters
    ----------
    entries : table ``entries``, keyed by ``pupil``
        Of key stage 4 and after.
    cohort : table, optional
        Those who were in the area's schools at academic age 14, one row each; without it, those
        who have an entry. A young person without a pass has reached nothing.
    until : date
        The last day on which an award counts.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    table of the kind given
        One row per pupil: ``pupil`` (or the cohort's columns), then Boolean ``level_2``,
        ``level_2_with_english_and_maths``, ``level_3`` and ``apprenticeship`` (completed one at
        level 2 or 3). Never null.

    Raises
    ------
    InputError
        A column is missing.

    Notes
    -----
    Source: Department for Education, Level 2 and 3 attainment by young people aged 19 (2024). The
    sizes of technical awards are those of usual programmes and were not read.

    Examples
    --------
    >>> import polars as pl
    >>> subjects = ["ENG_LANG", "MATHS", "HISTORY", "FRENCH", "ART"]
    >>> entries = pl.DataFrame({"pupil": "a", "stage": "KS4", "qualification": "GCSE",
    ...     "subject": subjects, "grade": "4", "award_date": date(2020, 8, 20)})
    >>> by_nineteen(entries, until=date(2023, 8, 31)).row(0)
    ('a', True, True, False, False)
    """
    rule = levels(own_folder=own_folder)
    passes = to_lazy(entries, "entries", columns=COLUMNS).filter(nw.col("award_date") <= until)
    in_both = nw.col("qualification").is_in(rule.english_and_maths_qualifications)
    good = _sum_where(rule.part, "level_2_percent") > 0
    counts = passes.with_columns(
        __two=_sum_where(rule.part, "level_2_percent"),
        __three=_sum_where(rule.part, "level_3_percent"),
        __english=(in_both & good & nw.col("subject").is_in(rule.english)).cast(nw.Int64),
        __maths=(in_both & good & nw.col("subject").is_in(rule.maths)).cast(nw.Int64),
        __apprentice=nw.any_horizontal(
            *(_has_part(part) for part in rule.part if part.apprenticeship), ignore_nulls=True
        ).cast(nw.Int64),
    )
    parts = ["__two", "__three", "__english", "__maths", "__apprentice"]
    pupils = (
        counts.group_by("pupil", "qualification", "subject")
        .agg(nw.col(part).max() for part in parts)
        .group_by("pupil")
        .agg(nw.col(part).sum() for part in parts)
    )
    columns = ["pupil"]
    if cohort is not None:
        cohort_rows = to_lazy(cohort, "cohort", columns=["pupil"])
        columns = cohort_rows.collect_schema().names()
        pupils = cohort_rows.join(pupils, on="pupil", how="left")
    part_counts = pupils.with_columns(nw.col(part).fill_null(0) for part in parts)
    three = nw.col("__three") >= FULL_LEVEL_PERCENT
    two = (nw.col("__two") >= FULL_LEVEL_PERCENT) | three
    has_both = (nw.col("__english") > 0) & (nw.col("__maths") > 0)
    return to_native_like(
        part_counts.select(
            *columns,
            two.alias("level_2"),
            (two & has_both).alias("level_2_with_english_and_maths"),
            three.alias("level_3"),
            (nw.col("__apprentice") > 0).alias("apprenticeship"),
        ),
        entries,
    )


def _has_part(part: LevelPart) -> nw.Expr:
    """Whether an entry is this qualification, passed."""
    grade = nw.col("grade")
    passes = grade.is_in(part.grades) if part.grades else ~grade.is_in(NO_PASS)
    return (
        (nw.col("qualification") == part.qualification) & (nw.col("stage") == part.stage) & passes
    )


def _sum_where(parts: tuple[LevelPart, ...], size: str) -> nw.Expr:
    """What an entry adds towards a level, in percent of it."""
    return nw.sum_horizontal(
        *(
            nw.when(_has_part(part)).then(nw.lit(getattr(part, size))).otherwise(nw.lit(0))
            for part in parts
            if getattr(part, size)
        )
    ).cast(nw.Int64)
