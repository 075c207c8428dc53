"""What the borough's invented pupils attained, missed and were suspended for, by school.

The same rules make these figures as would make them of a real place's pupils: the files that are
invented for the borough's schools agree with its pupils, row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.examples.pupils import Borough
from stocktake.examples.pupils.years import january_census
from stocktake.examples.schools.groups import (
    PRIMARY_GROUPS,
    PRIOR_BOUNDS,
    SECONDARY_GROUPS,
    SecondaryGroup,
)
from stocktake.pupils.absence import enrolment_absence
from stocktake.pupils.attainment.attainment_8 import attainment_8
from stocktake.pupils.attainment.cohort import on_roll
from stocktake.pupils.attainment.ebacc import ebacc
from stocktake.pupils.attainment.english_and_maths import english_and_maths
from stocktake.pupils.attainment.prior import key_stage_2_prior
from stocktake.pupils.attainment.progress_8 import progress_8
from stocktake.pupils.attainment.standards_met import key_stage_2
from stocktake.pupils.exclusions import enrolment_exclusions

ESTIMATES = {"202223": "202223-revised", "202324": "202324-provisional"}
"""National averages by prior attainment, of the years that have Progress 8."""
_KEY = "urn"
_SHARE = 100.0


@dataclass(frozen=True)
class OwnFigures:
    """The figures of the borough's schools in one year.

    Each table has ``urn`` and columns of the published files, in percent or points, not rounded
    and not suppressed.
    """

    key_stage_4: pl.DataFrame
    key_stage_2: pl.DataFrame
    absence: pl.DataFrame
    exclusions: pl.DataFrame
    census: pl.DataFrame


def own_figures(borough: Borough, periods: Sequence[str]) -> dict[str, OwnFigures]:
    """The figures of a borough's pupils in some academic years, by year."""
    tables = {
        name: frame.rename({"upn": "pupil"}) if "upn" in frame.columns else frame
        for name, frame in borough.tables.items()
    }
    return {period: _of_year(tables, period) for period in periods}


def _of_year(tables: dict[str, pl.DataFrame], period: str) -> OwnFigures:
    return OwnFigures(
        _key_stage_4(tables, period),
        _key_stage_2(tables, period),
        _absence(tables, period),
        _exclusions(tables, period),
        _census(tables, period),
    )


def _key_stage_4(tables: dict[str, pl.DataFrame], period: str) -> pl.DataFrame:
    census = january_census(int(period[:4]))
    cohort = on_roll(tables["pupils"], tables["enrolments"], year=period, nc_year="11", on=census)
    pupils = attainment_8(tables["entries"], cohort, year=period)
    prior = key_stage_2_prior(tables["assessments"])
    if period in ESTIMATES:
        pupils = progress_8(pupils, prior, release=ESTIMATES[period])
    else:
        pupils = pupils.join(prior, on="pupil", how="left").with_columns(
            progress_8=pl.lit(None, dtype=pl.Float64)
        )
    basics = english_and_maths(tables["entries"], year=period)
    baccalaureate = ebacc(tables["entries"], year=period)
    spells = tables["enrolments"].select("pupil", "school_urn", "entry_date")
    first_days = spells.group_by("pupil", "school_urn").agg(pl.col("entry_date").min())
    pupils = (
        pupils.join(basics.select("pupil", _PASS[4], _PASS[5]), on="pupil", how="left")
        .join(
            baccalaureate.select("pupil", "ebacc_entered", "ebacc_average_points"),
            on="pupil", how="left",
        )
        .join(first_days, on=["pupil", "school_urn"], how="left")
        .with_columns(pl.col(_PASS[4], _PASS[5], "ebacc_entered").fill_null(value=False))
        .with_columns(pl.col("ebacc_average_points").fill_null(0.0))
    )  # fmt: skip
    whole = [
        pl.len().cast(pl.Float64).alias("TPUP"),
        pl.col("attainment_8_points").mean().alias("ATT8SCR"),
        pl.col("progress_8").count().cast(pl.Float64).alias("P8PUP"),
        pl.col("progress_8").mean().alias("P8MEA"),
        *(_percent(pl.col(_PASS[grade])).alias(f"PTL2BASICS_9{grade}") for grade in _PASS),
        pl.col("ebacc_average_points").mean().alias("EBACCAPS"),
        _percent(pl.col("ebacc_entered")).alias("PTEBACC_E_PTQ_EE"),
        pl.col("prior_score").mean().alias("prior"),
        _percent(pl.col("fsm6")).alias("PTFSM6CLA1A"),
        _percent(_is_eal()).alias("PTEALGRP2"),
        _percent(pl.col("sen_provision") == "K").alias("PSENAPK4"),
        _percent(pl.col("sen_provision") == "E").alias("PSENSE4"),
    ]
    start_of_year_10 = date(int(period[:4]) - 1, 9, 30)
    members = _secondary_members(start_of_year_10)
    parts = [part for group in SECONDARY_GROUPS for part in _group(group, members[group.id])]
    return _by_school(pupils, [*whole, *parts])


_PASS = {4: "english_and_maths_standard", 5: "english_and_maths_strong"}


def _secondary_members(start_of_year_10: date) -> dict[str, pl.Expr]:
    prior = pl.col("prior_score")
    middle, high = PRIOR_BOUNDS
    return {
        "disadvantaged": pl.col("fsm6"),
        "other": ~pl.col("fsm6"),
        "boys": pl.col("sex") == "M",
        "girls": pl.col("sex") == "F",
        "low_prior": prior < middle,
        "middle_prior": (prior >= middle) & (prior < high),
        "high_prior": prior >= high,
        "not_mobile": pl.col("entry_date") <= start_of_year_10,
    }


def _group(group: SecondaryGroup, is_member: pl.Expr) -> list[pl.Expr]:
    member = is_member.fill_null(value=False)

    def of(column: str) -> pl.Expr:
        return pl.col(column).filter(member)

    parts = [
        member.sum().cast(pl.Float64).alias(group.count),
        of("attainment_8_points").mean().alias(f"ATT8SCR_{group.suffix}"),
        of("progress_8").count().cast(pl.Float64).alias(f"P8PUP_{group.suffix}"),
        of("progress_8").mean().alias(f"P8MEA_{group.suffix}"),
    ]
    if group.basics:
        parts += [_percent(of(_PASS[grade])).alias(f"{group.basics}_9{grade}") for grade in _PASS]
    return parts


def _key_stage_2(tables: dict[str, pl.DataFrame], period: str) -> pl.DataFrame:
    tests = date(int(period[:4]) + 1, 5, 13)
    cohort = on_roll(tables["pupils"], tables["enrolments"], year=period, nc_year="6", on=tests)
    pupils = key_stage_2(tables["assessments"], cohort, year=period)
    columns = [
        pl.len().cast(pl.Float64).alias("TELIG"),
        pl.col("read_score").mean().alias("READ_AVERAGE"),
        pl.col("math_score").mean().alias("MAT_AVERAGE"),
        _percent(pl.col("fsm6")).alias("PTFSM6CLA1A"),
        _percent(_is_eal()).alias("PTEALGRP2"),
    ]
    for subject, column_start in (("read", "PTREAD"), ("writ", "PTWRITTA"), ("math", "PTMAT")):
        columns += [
            _percent(pl.col(f"{subject}_expected")).alias(f"{column_start}_EXP"),
            _percent(pl.col(f"{subject}_higher")).alias(f"{column_start}_HIGH"),
        ]
    members = {
        "disadvantaged": pl.col("fsm6"),
        "other": ~pl.col("fsm6"),
        "boys": pl.col("sex") == "M",
        "girls": pl.col("sex") == "F",
    }
    for subject, column_start in (("rwm_expected", "PTRWM_EXP"), ("rwm_higher", "PTRWM_HIGH")):
        columns.append(_percent(pl.col(subject)).alias(column_start))
        columns += [
            _percent(pl.col(subject).filter(members[name])).alias(f"{column_start}_{suffix}")
            for name, (_, suffix) in PRIMARY_GROUPS.items()
        ]
    columns += [
        members[name].sum().cast(pl.Float64).alias(count)
        for name, (count, _) in PRIMARY_GROUPS.items()
    ]
    return _by_school(pupils, columns)


def _absence(tables: dict[str, pl.DataFrame], period: str) -> pl.DataFrame:
    rows = enrolment_absence(
        tables["attendance_terms"], year=period, pupils=tables["pupils"]
    ).filter(pl.col("age_group") == "5_to_15")
    missed, possible = pl.col("sess_overall").sum(), pl.col("sess_possible").sum()
    return _by_school(
        rows,
        [
            (_SHARE * missed / possible).alias("PERCTOT"),
            _percent(pl.col("persistent")).alias("PPERSABS10"),
        ],
    )


def _exclusions(tables: dict[str, pl.DataFrame], period: str) -> pl.DataFrame:
    rows = enrolment_exclusions(tables["exclusions"], tables["enrolments"], year=period)
    return _by_school(
        rows,
        [
            pl.col("headcount").sum().cast(pl.Float64),
            pl.col("perm_excl").sum().cast(pl.Float64),
            pl.col("suspension").sum().cast(pl.Float64).alias("fixed_excl"),
            (pl.col("suspension") > 0).sum().cast(pl.Float64).alias("one_plus_fixed"),
        ],
    )


def _census(tables: dict[str, pl.DataFrame], period: str) -> pl.DataFrame:
    day = january_census(int(period[:4]))
    spells = tables["enrolments"].filter(
        pl.col("enrolment_status").is_in(["C", "M"]),
        pl.col("entry_date") <= day,
        pl.col("leaving_date").is_null() | (pl.col("leaving_date") > day),
    )
    year = tables["pupils"].filter(pl.col("time_period") == period)
    pupils = spells.select("pupil", "school_urn").unique().join(year, on="pupil")
    counts = {
        "NOR": pl.len(),
        "NORG": (pl.col("sex") == "F").sum(),
        "NUMFSM": pl.col("fsm").sum(),
        "NUMFSMEVER": pl.col("fsm6").sum(),
        "NUMEAL": _is_eal().sum(),
        "TSENELK": (pl.col("sen_provision") == "K").sum(),
        "TSENELSE": (pl.col("sen_provision") == "E").sum(),
    }
    return _by_school(
        pupils, [count.cast(pl.Float64).alias(name) for name, count in counts.items()]
    )


def _is_eal() -> pl.Expr:
    return pl.col("first_language").is_in(["OTH", "OTB"])


def _percent(flag: pl.Expr) -> pl.Expr:
    return _SHARE * flag.cast(pl.Float64).mean()


def _by_school(rows: pl.DataFrame, columns: list[pl.Expr]) -> pl.DataFrame:
    return rows.group_by(pl.col("school_urn").alias(_KEY)).agg(columns).sort(_KEY)
