"""English and maths: who passed both, at the standard pass and at the strong one."""

from __future__ import annotations

from pathlib import Path

import narwhals as nw

from stocktake.pupils.attainment.counted import best_of, columns_kept, counted_points
from stocktake.pupils.frames import Table, to_native_like


def english_and_maths(
    entries: Table, cohort: Table | None = None, *, year: str, own_folder: Path | None = None
) -> Table:
    """Whether each pupil passed GCSE English and maths at 9 to 4, and at 9 to 5.

    English is language or literature, whichever is better; both need not be taken. In 2015/16 the
    standard pass is a C and there is no strong pass.

    Parameters
    ----------
    entries, cohort, year, own
        As in :func:`.attainment_8.attainment_8`.

    Returns
    -------
    table of the kind given
        One row per pupil: ``pupil`` (or the cohort's columns), then Boolean
        ``english_and_maths_standard``, ``english_and_maths_strong`` (null before 2016/17), and
        ``english_standard``, ``maths_standard``. A pupil without entries has passed nothing.

    Raises
    ------
    InputError
        A column is missing.
    DefinitionError
        The year has no points.

    Notes
    -----
    Source: Department for Education, Secondary accountability measures (2019), attainment in
    English and maths. That either part of English suffices is from general knowledge.

    Examples
    --------
    >>> import polars as pl
    >>> from datetime import date
    >>> entries = pl.DataFrame({"pupil": "a", "time_period": "202324", "stage": "KS4",
    ...     "qualification": "GCSE", "subject": ["ENG_LIT", "MATHS"], "grade": ["6", "4"],
    ...     "award_date": date(2024, 8, 22)})
    >>> english_and_maths(entries, year="202324").select(
    ...     "english_and_maths_standard", "english_and_maths_strong").row(0)
    (True, False)
    """
    points, subjects, scale = counted_points(entries, cohort, year=year, own_folder=own_folder)
    columns = columns_kept(points, subjects)
    english, maths = best_of(subjects.of("english")), best_of(subjects.of("maths"))
    standard, strong = scale.standard_pass, scale.strong_pass
    lower_points = nw.min_horizontal(english, maths)
    return to_native_like(
        points.select(
            *columns,
            (lower_points >= standard).alias("english_and_maths_standard"),
            (nw.lit(None, nw.Boolean) if strong is None else lower_points >= strong).alias(
                "english_and_maths_strong"
            ),
            (english >= standard).alias("english_standard"),
            (maths >= standard).alias("maths_standard"),
        ),
        entries,
    )
