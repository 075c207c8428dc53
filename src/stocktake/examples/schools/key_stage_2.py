"""Results at the end of key stage 2: by school and group, and as the final file prints them."""

from __future__ import annotations

import numpy as np
import polars as pl

from stocktake.examples.pupils.random_streams import Floats, stream_of
from stocktake.examples.schools.cells import as_csv, hide_small, print_column, replace_own
from stocktake.examples.schools.groups import PRIMARY_GROUPS
from stocktake.examples.schools.levels import Levels
from stocktake.examples.schools.roster import Roster
from stocktake.examples.schools.schema import load_shape
from stocktake.examples.schools.years import NO_PRIMARY_PROGRESS, STARTS, national_level
from stocktake.standards.period import six_digits

_PROGRESS = {"READPROG": 1.0, "WRITPROG": 1.1, "MATPROG": 0.95}
"""Progress measures, and how far schools differ in each."""
_SUBJECTS = {"PTREAD": "reading", "PTWRITTA": "writing", "PTMAT": "maths"}
_HIGHER_SHARE = {"PTREAD": 0.36, "PTWRITTA": 0.18, "PTMAT": 0.3}
"""Of pupils at the expected standard, those who reach the higher one."""
_SCORES = {"READ_AVERAGE": ("PTREAD", 0.15), "MAT_AVERAGE": ("PTMAT", 0.15)}


def key_stage_2_results(
    seed: int, start: int, roster: Roster, levels: Levels, pupil_figures: pl.DataFrame | None
) -> pl.DataFrame:
    """What every school's year 6 attained, with the columns of the published file.

    Parameters
    ----------
    own : polars.DataFrame, optional
        The figures of the borough's pupils, where they are invented.
    """
    is_row = (
        roster.rows_of("primary", "all_through", "special") & roster.in_year(start)
    ).to_numpy()
    chance = stream_of(f"schools key stage 2 {start}", seed)
    cohort = roster.array("cohort_2")[is_row]
    spread_of_size = np.where(cohort < 6, 0, 0.1)
    pupils = np.round(cohort * np.exp(chance.normal(0, 1, len(cohort)) * spread_of_size))
    logits = levels.expected[is_row, STARTS.index(start)]
    national = national_level("ks2-rwm-expected", start)
    expected = _met(chance, pupils, logits)
    ahead = logits - np.log(national / (100 - national))
    higher = 0.13 * np.exp(0.7 * ahead)
    table: dict[str, Floats] = {
        "urn": roster.table["urn"].to_numpy()[is_row].astype(float),
        "TELIG": pupils,
        "PTRWM_EXP": expected,
        "PTRWM_HIGH": _of_those(chance, pupils, expected, higher),
    }
    for column, subject in _SUBJECTS.items():
        level = national_level(f"ks2-{subject}-expected", start)
        share = 1 / (1 + np.exp(-(np.log(level / (100 - level)) + ahead)))
        counts = np.round(np.clip(share + chance.normal(0, 0.03, len(pupils)), 0, 1) * pupils)
        table[f"{column}_EXP"] = np.maximum(_percent(counts, pupils), expected)
        part = np.full(len(pupils), _HIGHER_SHARE[column])
        above = _of_those(chance, pupils, table[f"{column}_EXP"], part)
        table[f"{column}_HIGH"] = np.maximum(above, table["PTRWM_HIGH"])
    for column, (subject, slope) in _SCORES.items():
        level = 103.0 if start < 2018 else 104.5
        table[column] = level + slope * (table[f"{subject}_EXP"] - 74) * 0.8
    spread = load_shape().spread
    for column, width in _PROGRESS.items():
        lasting = spread.primary_progress * width * (0.75 * ahead / 0.5)
        luck = chance.normal(0, 1, len(pupils)) * (
            spread.primary_progress_pupil / np.sqrt(np.maximum(pupils, 1)) + 0.5
        )
        no_year = start in NO_PRIMARY_PROGRESS
        table[column] = np.full(len(pupils), np.nan) if no_year else lasting + luck
    table |= _groups(chance, table, roster.array("deprivation")[is_row], logits)
    frame = pl.DataFrame(table).with_columns(pl.col("urn").cast(pl.Int64))
    unit = roster.table.filter(pl.col("phase") == "pru")
    if pupil_figures is not None:
        pupil_figures = pupil_figures.join(unit, on="urn", how="anti")
    return replace_own(frame, pupil_figures)


def _met(chance: np.random.Generator, pupils: Floats, logits: Floats) -> Floats:
    """Percent of a cohort that met a standard, each pupil by chance."""
    counts = chance.binomial(pupils.astype(int), 1 / (1 + np.exp(-logits)))
    return _percent(counts.astype(float), pupils)


def _of_those(
    chance: np.random.Generator, pupils: Floats, expected: Floats, share: Floats
) -> Floats:
    met = np.round(expected * pupils / 100).astype(int)
    return _percent(chance.binomial(met, np.clip(share, 0.01, 0.9)).astype(float), pupils)


def _percent(counts: Floats, pupils: Floats) -> Floats:
    return np.asarray(100 * counts / np.maximum(pupils, 1))


def _groups(
    chance: np.random.Generator, table: dict[str, Floats], deprivation: Floats, logits: Floats
) -> dict[str, Floats]:
    """Counts and results of two pairs of groups, which add up to all pupils."""
    pupils = table["TELIG"].astype(int)
    odds = np.exp(-1.05 + 0.5 * deprivation + chance.normal(0, 0.3, len(pupils)))
    disadvantaged = chance.binomial(pupils, odds / (1 + odds))
    boys = chance.binomial(pupils, 0.51)
    columns: dict[str, Floats] = {}
    for first, second, count, gap in (
        ("disadvantaged", "other", disadvantaged, -0.42),
        ("boys", "girls", boys, -0.1),
    ):
        counts = {first: count, second: pupils - count}
        for group, size in counts.items():
            columns[PRIMARY_GROUPS[group][0]] = size.astype(float)
        for name in ("PTRWM_EXP", "PTRWM_HIGH"):
            met = np.round(table[name] * pupils / 100).astype(int)
            # Of those who met it, as many are of the first group as its odds let one expect.
            weight = count * np.exp(gap)
            share = weight / np.maximum(weight + counts[second], 1)
            low, high = np.maximum(met - counts[second], 0), np.minimum(met, count)
            first_met = np.clip(chance.binomial(met, np.clip(share, 0, 1)), low, high)
            for group, number in ((first, first_met), (second, met - first_met)):
                columns[f"{name}_{PRIMARY_GROUPS[group][1]}"] = _percent(
                    number.astype(float), counts[group].astype(float)
                )
    columns["PTFSM6CLA1A"] = _percent(disadvantaged.astype(float), table["TELIG"])
    eal = np.exp(-1.6 + chance.normal(0, 1.1, len(pupils)))
    columns["PTEALGRP2"] = _percent(
        chance.binomial(pupils, eal / (1 + eal)).astype(float), table["TELIG"]
    )
    return columns


def final_file(results: pl.DataFrame, roster: Roster, start: int) -> str:
    """Results as the department's final file prints them."""
    schools = results.select("urn").join(roster.table, on="urn", maintain_order="left")
    pupils = _of(results, "TELIG")
    columns: dict[str, list[str]] = {
        "RECTYPE": ["2" if phase == "special" else "1" for phase in schools["phase"]],
        "LEA": schools["la"].to_list(),
        "ESTAB": schools["estab"].to_list(),
        "URN": [str(urn) for urn in schools["urn"]],
        "SCHNAME": schools["name"].to_list(),
        "ICLOSE": ["0"] * results.height,
        "TELIG": print_column(pupils, 0),
    }
    percents = ["PTFSM6CLA1A", "PTEALGRP2", "PTRWM_EXP", "PTRWM_HIGH"]
    percents += [f"{name}_{end}" for name in _SUBJECTS for end in ("EXP", "HIGH")]
    texts_by_column = {name: print_column(_of(results, name), 0, sign="%") for name in percents}
    texts_by_column |= {name: print_column(_of(results, name), 0) for name in _SCORES}
    for name in _PROGRESS:
        progress = _of(results, name)
        half = 1.96 * load_shape().spread.primary_progress_pupil / np.sqrt(np.maximum(pupils, 1))
        texts_by_column[name] = print_column(progress, 1)
        texts_by_column[f"{name}_LOWER"] = print_column(progress - half, 1)
        texts_by_column[f"{name}_UPPER"] = print_column(progress + half, 1)
    columns |= {name: hide_small(texts, pupils) for name, texts in texts_by_column.items()}
    for count, suffix in PRIMARY_GROUPS.values():
        size = _of(results, count)
        columns[count] = hide_small(print_column(size, 0), pupils)
        for name in ("PTRWM_EXP", "PTRWM_HIGH"):
            texts = print_column(_of(results, f"{name}_{suffix}"), 0, sign="%")
            columns[f"{name}_{suffix}"] = hide_small(texts, size)
    return as_csv(columns, time_period=six_digits(start))


def _of(results: pl.DataFrame, column: str) -> Floats:
    values = results[column].to_numpy().astype(float)
    return np.where(np.isfinite(values), values, np.nan)
