"""Which groups each pupil belongs to on a day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import narwhals as nw

from stocktake.pupils.attainment.prior import prior_band
from stocktake.pupils.frames import Lazy, Table, map_values, to_lazy, to_native_like
from stocktake.pupils.groups.schema import group_dimensions
from stocktake.pupils.moves.mobility import enrolment_moves
from stocktake.pupils.rolls import standing
from stocktake.standards.period import academic_year_of

PUPILS = (
    "time_period",
    "pupil",
    "nc_year",
    "sex",
    "ethnicity",
    "first_language",
    "date_of_birth",
    "sen_provision",
    "sen_primary_need",
    "fsm6",
    "ward",
)
IN_CARE_WITHIN = timedelta(days=365)
"""A day in care so long before the day counts towards disadvantage."""

NO_NEED = "none"

_SPELL = {
    "child_in_need": "CIN",
    "protection_plan": "CPP",
    "looked_after": "CLA",
    "previously_looked_after": "PLA",
}


def characteristics(
    pupils: Table,
    care: Table | None = None,
    *,
    carers: Table | None = None,
    enrolments: Table | None = None,
    prior: Table | None = None,
    on: date,
    own_folder: Path | None = None,
) -> Table:
    """One row per pupil of a year, with every group that the pupil belongs to on a day.

    Social care and young carers come from files that are authorised separately. Without such a
    file its flags are null: not known is not "no". With it, a pupil who is not in it is not in
    the group.

    Parameters
    ----------
    pupils : table ``pupils``, keyed by ``pupil``
        The rows of the academic year that holds the day are used.
    care : table ``social_care``, optional
        Spells with ``status`` CIN, CPP, CLA or PLA.
    carers : table ``young_carers``, optional
    enrolments : table ``enrolments``, optional
        Without it ``school_urn`` and ``mid_year_joiner`` are left out.
    prior : table, optional
        ``pupil`` and ``prior_score``, from ``attainment.prior.key_stage_2_prior``.
        Without it ``prior_band`` is left out.
    on : date
        Such as the day of the January census.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    table of the kind given
        ``time_period``, ``pupil`` and one column per dimension of the folder ``groups``:
        Boolean for a flag. ``disadvantaged`` is null where it hangs on care that is not known.
        ``sen_primary_need`` is ``none`` for a pupil without provision, null where it is not known.

    Raises
    ------
    InputError
        A column is missing.

    Notes
    -----
    disadvantaged = free school meals within six years, or looked after for at least one day of
    the last twelve months, or previously looked after.

    Source: Parliamentary question HL4343 (2020), definition of disadvantaged pupils.

    Examples
    --------
    >>> import polars as pl
    >>> pupils = pl.DataFrame({
    ...     "time_period": "202324", "pupil": ["a", "b"], "nc_year": "11", "sex": ["F", "M"],
    ...     "ethnicity": ["WBRI", "MOTH"], "first_language": ["ENG", "OTH"],
    ...     "date_of_birth": date(2008, 5, 1), "sen_provision": "N", "sen_primary_need": None,
    ...     "fsm6": [False, False], "ward": "Harbour"})
    >>> care = pl.DataFrame({"pupil": ["b"], "status": ["CLA"], "start_date": date(2023, 2, 1),
    ...     "end_date": [date(2023, 6, 1)]})
    >>> found = characteristics(pupils, care, on=date(2024, 1, 18)).sort("pupil")
    >>> found.select("disadvantaged", "looked_after", "eal", "ethnic_group").rows()
    [(False, False, False, 'white'), (True, False, True, 'mixed')]
    """
    year = academic_year_of(on)
    dimension_by_name = group_dimensions(own_folder=own_folder)
    rows = to_lazy(pupils, "pupils", columns=PUPILS).filter(nw.col("time_period") == year)
    members = rows.select(*PUPILS)
    for names, group_columns in (
        ([*_SPELL, "in_care"], None if care is None else _care(care, on)),
        (["young_carer"], None if carers is None else _carers(carers, on)),
    ):
        if group_columns is None:
            members = members.with_columns(nw.lit(None, nw.Boolean).alias(name) for name in names)
        else:
            members = members.join(group_columns, on="pupil", how="left").with_columns(
                (nw.col(name).fill_null(0) > 0).alias(name) for name in names
            )
    columns = [*_SPELL, "young_carer"]
    if enrolments is not None:
        members = members.join(_schools(enrolments, on, year), on="pupil", how="left")
        columns += ["school_urn", "mid_year_joiner"]
    if prior is not None:
        scores = to_lazy(prior, "prior", columns=["pupil", "prior_score"])
        prior_bands = prior_band(
            scores.select("pupil", "prior_score"), "prior_score", own_folder=own_folder
        )
        members = members.join(prior_bands.select("pupil", "prior_band"), on="pupil", how="left")
        columns.append("prior_band")
    eal = {
        code: group == "true" for code, group in dimension_by_name["eal"].group_of_code().items()
    }
    birth_terms = {
        int(month): term
        for month, term in dimension_by_name["term_of_birth"].group_of_code().items()
    }
    month = nw.col("date_of_birth").dt.month().cast(nw.Int32)
    return to_native_like(
        members.select(
            "time_period",
            "pupil",
            "nc_year",
            "sex",
            "ethnicity",
            map_values(
                nw.col("ethnicity").cast(nw.String),
                dimension_by_name["ethnic_group"].group_of_code(),
                nw.String,
            ).alias("ethnic_group"),
            map_values(nw.col("first_language").cast(nw.String), eal, nw.Boolean).alias("eal"),
            map_values(month, birth_terms, nw.String).alias("term_of_birth"),
            "sen_provision",
            nw.when(nw.col("sen_provision") == "N")
            .then(nw.lit(NO_NEED))
            .otherwise(nw.col("sen_primary_need").cast(nw.String))
            .alias("sen_primary_need"),
            "fsm6",
            (nw.col("fsm6") | nw.col("in_care") | nw.col("previously_looked_after")).alias(
                "disadvantaged"
            ),
            "ward",
            *columns,
        ),
        pupils,
    )


def _care(care: Table, on: date) -> Lazy:
    """For each pupil in the file, how many spells of each status stand on the day."""
    spells = to_lazy(care, "social_care", columns=["pupil", "status", "start_date", "end_date"])
    has_begun = nw.col("start_date") <= nw.lit(on)
    stands = has_begun & (nw.col("end_date").is_null() | (nw.col("end_date") >= nw.lit(on)))
    lately = has_begun & (
        nw.col("end_date").is_null() | (nw.col("end_date") > nw.lit(on - IN_CARE_WITHIN))
    )
    spell_flags = {name: (nw.col("status") == status) & stands for name, status in _SPELL.items()}
    spell_flags["in_care"] = (nw.col("status") == "CLA") & lately
    return spells.group_by("pupil").agg(
        flag.cast(nw.Int64).sum().alias(name) for name, flag in spell_flags.items()
    )


def _carers(carers: Table, on: date) -> Lazy:
    spells = to_lazy(carers, "young_carers", columns=["pupil", "start_date", "end_date"])
    stands = (nw.col("start_date") <= nw.lit(on)) & (
        nw.col("end_date").is_null() | (nw.col("end_date") >= nw.lit(on))
    )
    return spells.group_by("pupil").agg(stands.cast(nw.Int64).sum().alias("young_carer"))


def _schools(enrolments: Table, on: date, year: str) -> Lazy:
    """Each pupil's school on the day, and whether the pupil came to it in mid-year."""
    schools = standing(enrolments, on).group_by("pupil").agg(nw.col("school_urn").max())
    moves = to_lazy(enrolment_moves(enrolments, year=year), "enrolments").select(
        "pupil", "school_urn", "mid_year_joiner"
    )
    return schools.join(moves, on=["pupil", "school_urn"], how="left")
