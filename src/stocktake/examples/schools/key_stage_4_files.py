"""Results at the end of key stage 4 as the department's files print them."""

from __future__ import annotations

import numpy as np
import polars as pl

from stocktake.examples.pupils.random_streams import Floats
from stocktake.examples.schools.cells import as_csv, hide_small, print_column
from stocktake.examples.schools.groups import SECONDARY_GROUPS
from stocktake.examples.schools.roster import Roster
from stocktake.examples.schools.schema import load_shape
from stocktake.examples.schools.years import SCALED_PRIOR, STARTS
from stocktake.standards.period import six_digits


def _interval(results: pl.DataFrame, suffix: str = "") -> tuple[Floats, Floats]:
    end = f"_{suffix}" if suffix else ""
    pupils = np.maximum(results[f"P8PUP{end}"].to_numpy(), 1)
    half = 1.96 * load_shape().spread.progress_8_pupil / np.sqrt(pupils)
    progress = results[f"P8MEA{end}"].to_numpy()
    return progress - half, progress + half


def final_file(results: pl.DataFrame, roster: Roster, start: int) -> str:
    """Results as the department's final file prints them."""
    columns = _first_columns(results, roster)
    pupils = results["TPUP"].to_numpy()
    for name in ("PTFSM6CLA1A", "PTEALGRP2", "PSENAPK4", "PSENSE4"):
        columns[name] = hide_small(print_column(_of(results, name), 0, sign="%"), pupils)
    columns |= _whole_columns(results, start)
    for group in SECONDARY_GROUPS:
        counts = _of(results, group.count)
        columns[group.count] = hide_small(print_column(counts, 0), pupils)
        low, high = _interval(results, group.suffix)
        texts_by_column = {
            f"ATT8SCR_{group.suffix}": print_column(_of(results, f"ATT8SCR_{group.suffix}"), 1),
            f"P8PUP_{group.suffix}": print_column(_of(results, f"P8PUP_{group.suffix}"), 0),
            f"P8MEA_{group.suffix}": print_column(_of(results, f"P8MEA_{group.suffix}"), 2),
            f"P8CILOW_{group.suffix}": print_column(low, 2),
            f"P8CIUPP_{group.suffix}": print_column(high, 2),
        }
        if group.basics:
            for grade in (4, 5):
                name = f"{group.basics}_9{grade}"
                texts_by_column[name] = print_column(_of(results, name), 0, sign="%")
        columns |= {name: hide_small(texts, counts) for name, texts in texts_by_column.items()}
    return as_csv(columns, time_period=six_digits(start))


def provisional_file(results: pl.DataFrame, roster: Roster, start: int) -> str:
    """Results as the department's provisional file prints them, without groups."""
    columns = _first_columns(results, roster) | _whole_columns(results, start)
    return as_csv(columns, time_period=six_digits(start))


def _first_columns(results: pl.DataFrame, roster: Roster) -> dict[str, list[str]]:
    schools = results.select("urn").join(roster.table, on="urn", maintain_order="left")
    kinds = {"special": "2", "pru": "2"}
    return {
        "RECTYPE": [kinds.get(phase, "1") for phase in schools["phase"]],
        "LEA": schools["la"].to_list(),
        "ESTAB": schools["estab"].to_list(),
        "URN": [str(urn) for urn in schools["urn"]],
        "SCHNAME": schools["name"].to_list(),
        "ICLOSE": ["0"] * results.height,
        "TPUP": print_column(_of(results, "TPUP"), 0),
    }


def _whole_columns(results: pl.DataFrame, start: int) -> dict[str, list[str]]:
    low, high = _interval(results)
    columns = {
        "ATT8SCR": print_column(_of(results, "ATT8SCR"), 1),
        "P8PUP": print_column(_of(results, "P8PUP"), 0),
        "P8MEA": print_column(_of(results, "P8MEA"), 2),
        "P8CILOW": print_column(low, 2),
        "P8CIUPP": print_column(high, 2),
        "PTL2BASICS_94": print_column(_of(results, "PTL2BASICS_94"), 0, sign="%"),
        "PTL2BASICS_95": print_column(_of(results, "PTL2BASICS_95"), 0, sign="%"),
        "EBACCAPS": print_column(_of(results, "EBACCAPS"), 2),
        "PTEBACC_E_PTQ_EE": print_column(_of(results, "PTEBACC_E_PTQ_EE"), 0, sign="%"),
    }
    if start == STARTS[0]:
        # Grades 9 to 1 came a year later: nobody could pass at grade 5.
        columns["PTL2BASICS_95"] = ["NA"] * results.height
    pupils = _of(results, "TPUP")
    return {name: hide_small(texts, pupils) for name, texts in columns.items()}


def _of(results: pl.DataFrame, column: str) -> Floats:
    values = results[column].to_numpy().astype(float)
    return np.where(np.isfinite(values), values, np.nan)


def cohort_file(results: pl.DataFrame, roster: Roster, start: int) -> str:
    """Who was in year 11, in the layout of information about schools: open data, with ``z``."""
    schools = results.select("urn").join(roster.table, on="urn", maintain_order="left")
    pupils = _of(results, "TPUP")
    prior = _of(results, "prior") if start in SCALED_PRIOR else np.full(len(pupils), np.nan)
    columns: dict[str, list[str]] = {
        "time_period": [six_digits(start)] * len(pupils),
        "time_identifier": ["Academic year"] * len(pupils),
        "geographic_level": ["School"] * len(pupils),
        "school_laestab": (schools["la"] + schools["estab"]).to_list(),
        "school_urn": [str(urn) for urn in schools["urn"]],
        "school_name": schools["name"].to_list(),
        "old_la_code": schools["la"].to_list(),
        "la_name": schools["la_name"].to_list(),
        "version": ["Final"] * len(pupils),
        "t_pupils": print_column(pupils, 0),
    }
    texts_by_column = {"avg_ks2_scaledscore": print_column(prior, 1, blank="z")}
    for column_start, count, share in _COHORT_GROUPS:
        counts = _of(results, count)
        texts_by_column[f"t_{column_start}"] = print_column(counts, 0)
        if share:
            of_all = 100 * counts / np.maximum(pupils, 1)
            texts_by_column[share] = print_column(of_all, 1)
    for column_start, name in _COHORT_SHARES.items():
        texts_by_column[column_start] = print_column(_of(results, name), 1)
    gap = _of(results, "ATT8SCR_FSM6CLA1A") - _others_mean(results)
    texts_by_column["diffn_att8"] = print_column(gap, 1, blank="z")
    marks = {"SUPP": "c", "NE": "z", "NA": "z"}
    for name, texts in texts_by_column.items():
        columns[name] = [marks.get(text, text) for text in hide_small(texts, pupils)]
    return as_csv(columns)


_COHORT_GROUPS = (
    ("boys", "BPUP", "pt_boys"),
    ("girls", "GPUP", "pt_girls"),
    ("prior_lo", "TPRIORLO", "pt_prior_lo"),
    ("prior_av", "TPRIORAV", "pt_prior_av"),
    ("prior_hi", "TPRIORHI", "pt_prior_hi"),
    ("disadvantaged", "TFSM6CLA1A", "pt_disadvantaged"),
    ("not_disadvantaged", "TNOTFSM6CLA1A", "pt_not_disadvantaged"),
    ("not_mobile", "TNMOB", "pt_not_mobile"),
)
_COHORT_SHARES = {
    "pt_language_not_english": "PTEALGRP2",
    "pt_sen_no_ehcp": "PSENAPK4",
    "pt_sen_with_ehcp": "PSENSE4",
}


def _others_mean(results: pl.DataFrame) -> float:
    """Attainment 8 of pupils who are not disadvantaged, over all schools."""
    counts = np.nan_to_num(_of(results, "TNOTFSM6CLA1A"))
    points = np.nan_to_num(_of(results, "ATT8SCR_NFSM6CLA1A"))
    return float(np.sum(counts * points) / np.sum(counts))
