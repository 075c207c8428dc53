"""Which pupils are measured: those on roll in a year group on the day of a census."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from stocktake.pupils.frames import Table, to_lazy, to_native_like

SOLE_OR_MAIN = ("C", "M")


def on_roll(pupils: Table, enrolments: Table, *, year: str, nc_year: str, on: date) -> Table:
    """The pupils of a year group and the school where each was on roll on a day.

    The end-of-key-stage-4 cohort is year 11 on roll at the January census. A pupil registered at
    two schools counts at the main one; one who has left by the day counts nowhere.

    Parameters
    ----------
    pupils : table ``pupils``
        Keyed by ``pupil``; all its columns are kept.
    enrolments : table ``enrolments``
    year : str
        Academic year of the pupils' rows, ``202324``.
    nc_year : str
        National curriculum year, ``"11"``.
    on : date
        Day of the census.

    Returns
    -------
    table of the kind given
        One row per pupil, with ``school_urn`` added.

    Raises
    ------
    InputError
        A column is missing.

    Notes
    -----
    Source: Department for Education, Secondary accountability measures (2019), pupils at the end
    of key stage 4; census days in School census guide.

    Examples
    --------
    >>> import polars as pl
    >>> pupils = pl.DataFrame({"time_period": "202324", "pupil": ["a", "b"], "nc_year": "11"})
    >>> spells = pl.DataFrame({"pupil": ["a", "b"], "school_urn": ["1", "1"],
    ...     "enrolment_status": "C", "entry_date": date(2019, 9, 1),
    ...     "leaving_date": [None, date(2023, 12, 20)]})
    >>> on_roll(pupils, spells, year="202324", nc_year="11", on=date(2024, 1, 18))["pupil"].item()
    'a'
    """
    has_results = (
        to_lazy(
            enrolments,
            "enrolments",
            columns=["pupil", "school_urn", "enrolment_status", "entry_date", "leaving_date"],
        )
        .filter(
            nw.col("enrolment_status").is_in(SOLE_OR_MAIN),
            nw.col("entry_date") <= nw.lit(on),
            nw.col("leaving_date").is_null() | (nw.col("leaving_date") > nw.lit(on)),
        )
        .group_by("pupil")
        .agg(nw.col("school_urn").max())
    )
    cohort = to_lazy(pupils, "pupils", columns=["time_period", "pupil", "nc_year"]).filter(
        nw.col("time_period") == year, nw.col("nc_year") == nc_year
    )
    return to_native_like(cohort.join(has_results, on="pupil", how="inner"), pupils)
