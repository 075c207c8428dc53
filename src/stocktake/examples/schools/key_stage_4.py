"""Results at the end of key stage 4, by school and group, before they are printed."""

from __future__ import annotations

import numpy as np
import polars as pl

from stocktake.examples.pupils.random_streams import Floats, stream_of
from stocktake.examples.schools.cells import replace_own
from stocktake.examples.schools.groups import (
    BOYS,
    DISADVANTAGED,
    GIRLS,
    NOT_MOBILE,
    PARTITIONS,
    PRIOR_BOUNDS,
    SecondaryGroup,
)
from stocktake.examples.schools.levels import Levels
from stocktake.examples.schools.roster import Roster
from stocktake.examples.schools.schema import load_shape
from stocktake.examples.schools.years import NO_PROGRESS_8, STARTS, national_level

_PRIOR_SPREAD = 7.0
_SPECIAL_PUPIL, _LEAST_POINTS = 4.0, 0.5
"""Of a special school: the spread of its pupils' Attainment 8, and the least that is printed."""
_POINTS_FOR_PRIOR = 1.8
"""Attainment 8 points for each point of a pupil's own average at key stage 2."""
LOGITS_FOR_POINTS = {4: 0.105, 5: 0.1}
"""Logits of passing English and mathematics for each point of Attainment 8."""
_AHEAD = {DISADVANTAGED.id: (-13.0, -0.6), BOYS.id: (-4.5, -0.25), GIRLS.id: (0.0, 0.0)}
"""How far a group lies from the rest in Attainment 8 and Progress 8."""


def key_stage_4_results(
    seed: int, start: int, roster: Roster, levels: Levels, pupil_figures: pl.DataFrame | None
) -> pl.DataFrame:
    """What every school's year 11 attained, with the columns of the published files.

    Parameters
    ----------
    own : polars.DataFrame, optional
        The figures of the borough's pupils, where they are invented.
    """
    is_row = (
        roster.rows_of("secondary", "all_through", "special") & roster.in_year(start)
    ).to_numpy()
    at = STARTS.index(start)
    chance = stream_of(f"schools key stage 4 {start}", seed)
    spread = load_shape().spread
    cohort = roster.array("cohort_4")[is_row]
    pupils = np.where(cohort > 0, np.round(cohort * np.exp(chance.normal(0, 0.05, len(cohort)))), 0)
    divisors = np.maximum(pupils, 1)
    luck = chance.standard_normal(len(cohort))
    other_luck = 0.75 * luck + np.sqrt(1 - 0.75**2) * chance.standard_normal(len(cohort))
    attainment = levels.attainment_8[is_row, at]
    special = roster.rows_of("special").to_numpy()[is_row]
    points_spread = np.where(special, _SPECIAL_PUPIL, spread.attainment_8_pupil)
    attainment = np.maximum(attainment + points_spread / np.sqrt(divisors) * luck, _LEAST_POINTS)
    progress = levels.progress_8[is_row, at]
    progress = progress + spread.progress_8_pupil / np.sqrt(divisors) * other_luck
    if start in NO_PROGRESS_8:
        progress = np.full(len(cohort), np.nan)
    prior = levels.prior[is_row, at] + chance.normal(0, 1, len(cohort)) * 5 / np.sqrt(divisors)
    table = {
        "urn": roster.table["urn"].to_numpy()[is_row].astype(float),
        "TPUP": pupils,
        "ATT8SCR": attainment,
        "P8PUP": np.round(0.965 * pupils),
        "P8MEA": progress,
        "prior": prior,
        "EBACCAPS": attainment / 11.2 + chance.normal(0, 0.12, len(cohort)),
    }
    for grade, slope in LOGITS_FOR_POINTS.items():
        level = national_level(f"english-maths-grade-{grade}", start)
        ahead = attainment - national_level("attainment-8", start)
        chances = _share(level, slope * ahead + chance.normal(0, 0.12, len(cohort)))
        table[f"PTL2BASICS_9{grade}"] = 100 * np.round(chances * divisors) / divisors
    entry_shares = _share(national_level("english-baccalaureate-entry", start), 0.04 * luck)
    entered_shares = entry_shares * np.exp(chance.normal(-0.05, 0.3, len(cohort)))
    table["PTEBACC_E_PTQ_EE"] = 100 * np.minimum(entered_shares, 1)
    table |= _backgrounds(chance, roster.array("deprivation")[is_row], pupils)
    counts = _group_counts(chance, table)
    for groups in PARTITIONS:
        table |= _parts(chance, groups, counts, table, start)
    table |= _parts(chance, (NOT_MOBILE,), counts, table, start)
    frame = pl.DataFrame(table).with_columns(pl.col("urn").cast(pl.Int64))
    unit = roster.table.filter(pl.col("phase") == "pru")
    if pupil_figures is not None:
        pupil_figures = pupil_figures.join(unit, on="urn", how="anti")
    results = replace_own(frame, pupil_figures)
    if start in NO_PROGRESS_8:
        # Nobody of these cohorts sat the tests by which prior attainment is known.
        names = [name for name in results.columns if name.endswith(("_LO", "_AV", "_HI"))]
        names += [f"{group.basics}_9{grade}" for group in PARTITIONS[2] for grade in (4, 5)]
        names += [group.count for group in PARTITIONS[2]]
        names += [name for name in results.columns if name.startswith("P8")]
        blank = pl.lit(None, dtype=pl.Float64)
        results = results.with_columns(blank.alias(name) for name in set(names))
    return results


def _share(percent: float, logits: Floats) -> Floats:
    odds = percent / (100 - percent) * np.exp(logits)
    return np.asarray(odds / (1 + odds))


def _backgrounds(
    chance: np.random.Generator, deprivation: Floats, pupils: Floats
) -> dict[str, Floats]:
    count = len(pupils)
    shares = {
        "PTFSM6CLA1A": _share(24, 0.5 * deprivation + chance.normal(0, 0.25, count)),
        "PTEALGRP2": _share(11, chance.normal(0, 1.1, count)),
        "PSENAPK4": _share(12, 0.15 * deprivation + chance.normal(0, 0.3, count)),
        "PSENSE4": _share(2.6, chance.normal(0, 0.4, count)),
    }
    divisors = np.maximum(pupils, 1)
    return {name: 100 * np.round(share * pupils) / divisors for name, share in shares.items()}


def _group_counts(chance: np.random.Generator, table: dict[str, Floats]) -> dict[str, Floats]:
    pupils, prior = table["TPUP"], table["prior"]
    middle, high = PRIOR_BOUNDS
    disadvantaged = np.round(table["PTFSM6CLA1A"] * pupils / 100)
    boys = np.round(pupils * np.clip(chance.normal(0.51, 0.04, len(pupils)), 0.3, 0.7))
    low_count = np.round(pupils * _below((middle - prior) / _PRIOR_SPREAD))
    high_count = np.round(pupils * (1 - _below((high - prior) / _PRIOR_SPREAD)))
    return {
        "disadvantaged": disadvantaged,
        "other": pupils - disadvantaged,
        "boys": boys,
        "girls": pupils - boys,
        "low_prior": low_count,
        "middle_prior": pupils - low_count - high_count,
        "high_prior": high_count,
        "not_mobile": np.round(pupils * np.clip(chance.normal(0.95, 0.02, len(pupils)), 0.8, 1)),
    }


def _below(deviations: Floats) -> Floats:
    """The normal distribution, near enough for invented counts."""
    return np.asarray(1 / (1 + np.exp(-1.702 * deviations)))


def _parts(
    chance: np.random.Generator,
    groups: tuple[SecondaryGroup, ...],
    counts: dict[str, Floats],
    table: dict[str, Floats],
    start: int,
) -> dict[str, Floats]:
    """Results of groups that together are all pupils: weighted by pupils they add up."""
    spread = load_shape().spread
    pupils = np.maximum(table["TPUP"], 1)
    attainments, progresses = [], []
    for group in groups:
        size = np.sqrt(np.maximum(counts[group.id], 1))
        ahead, progress = _AHEAD.get(group.id, (0.0, 0.0))
        points = ahead + _POINTS_FOR_PRIOR * (_prior_of(group, table["prior"]) - table["prior"])
        attainments.append(points + chance.normal(0, 8, len(pupils)) / size)
        progresses.append(
            progress + spread.progress_8_pupil * chance.normal(0, 0.6, len(pupils)) / size
        )
    columns: dict[str, Floats] = {}
    total = sum(counts[group.id] for group in groups)
    for name, distances in (("ATT8SCR", attainments), ("P8MEA", progresses)):
        mean = sum(
            counts[group.id] * distance for group, distance in zip(groups, distances, strict=True)
        ) / np.maximum(total, 1)
        for group, distance in zip(groups, distances, strict=True):
            columns[f"{name}_{group.suffix}"] = np.maximum(
                table[name] + distance - mean, 0.0 if name == "ATT8SCR" else -6.0
            )
    level = national_level("attainment-8", start)
    for group in groups:
        columns[group.count] = counts[group.id]
        columns[f"P8PUP_{group.suffix}"] = np.round(0.965 * counts[group.id])
        if group.basics:
            distance_ahead = columns[f"ATT8SCR_{group.suffix}"] - level
            for grade, slope in LOGITS_FOR_POINTS.items():
                national = national_level(f"english-maths-grade-{grade}", start)
                size = np.maximum(counts[group.id], 1)
                pass_counts = np.round(_share(national, slope * distance_ahead) * size)
                columns[f"{group.basics}_9{grade}"] = 100 * pass_counts / size
    return columns


def _prior_of(group: SecondaryGroup, prior: Floats) -> Floats:
    middle, high = PRIOR_BOUNDS
    means = {"low_prior": middle - 4.5, "middle_prior": 105.0, "high_prior": high + 2.0}
    return np.full(len(prior), means[group.id]) if group.id in means else prior
