"""Attainment 8 and Progress 8 in vectorised pandas: what the fast calculation is measured by."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stocktake.pupils.attainment.definitions import estimates
from stocktake.pupils.attainment.progress_8 import DIVISORS

EBACC = ["COMB_SCI", "COMPUTER_SCIENCE", "HISTORY", "GEOGRAPHY", "FRENCH", "GERMAN", "SPANISH"]
ENGLISH_AND_MATHS = ["ENG_LANG", "ENG_LIT", "MATHS"]
POINTS = (
    {str(n): float(n) for n in range(1, 10)}
    | {f"{a}{b}": (a + b) / 2 for a in range(1, 10) for b in range(1, 10)}
    | {"U": 0.0, "P2": 4.0, "M2": 5.5, "D2": 7.0, "D2*": 8.5}
)
UPPERS = [0, 82, 86, 87.5, 89, 90.5, 92, *range(93, 121)]


def pupils_in_pandas(
    entries: pd.DataFrame, cohort: pd.DataFrame, assessments: pd.DataFrame, *, release: str
) -> pd.DataFrame:
    """Attainment 8 and Progress 8 of each pupil, by the rules since 2018/19."""
    first_entries = _first_entries(entries)
    of = {s: _points_of(first_entries, s) for s in ENGLISH_AND_MATHS}
    table = cohort.set_index("pupil")
    language, literature = (of[s].reindex(table.index) for s in ("ENG_LANG", "ENG_LIT"))
    has_both = language.notna() & literature.notna()
    best = np.fmax(language, literature)
    table["english_points"] = (best * np.where(has_both, 2, 1)).fillna(0)
    table["maths_points"] = (2 * of["MATHS"].reindex(table.index)).fillna(0)
    spare = np.minimum(language, literature)[has_both].rename("points").reset_index()
    ebacc = first_entries[first_entries["subject"].isin(EBACC) & ~first_entries["technical"]]
    halves = ebacc[ebacc["subject"] == "COMB_SCI"]
    ebacc = _rank_points(pd.concat([ebacc, halves])[["pupil", "points"]])
    other_entries = first_entries[~first_entries["subject"].isin([*EBACC, *ENGLISH_AND_MATHS])]
    rest = _rank_points(
        pd.concat(
            [
                ebacc.loc[ebacc["rank"] >= 3, ["pupil", "points"]],
                other_entries[["pupil", "points"]],
                spare,
            ]
        )
    )
    for name, candidates in (("ebacc_points", ebacc), ("open_points", rest)):
        total = candidates[candidates["rank"] < 3].groupby("pupil")["points"].sum()
        table[name] = total.reindex(table.index).fillna(0)
    parts = ["english_points", "maths_points", "ebacc_points", "open_points"]
    table["attainment_8_points"] = table[parts].sum(axis=1)
    table["prior_group"] = _prior(assessments).reindex(table.index)
    national = estimates(release)
    for element, divisor in DIVISORS.items():
        name = "progress_8" if element == "attainment_8" else f"progress_8_{element}"
        estimate = table["prior_group"].map(national.table(element))
        table[name] = (table[f"{element}_points"] - estimate) / divisor
    return table.reset_index()


def averages_in_pandas(pupils: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Means of Progress 8 and its elements, how many have it, and the interval."""
    scores = [c for c in pupils.columns if c.startswith("progress_8")]
    groups = pupils.groupby(by, dropna=False)
    table = groups[scores].mean()
    table["progress_8_count"] = groups["progress_8"].count()
    half = 1.96 * 1.41628 / np.sqrt(table["progress_8_count"].where(table["progress_8_count"] > 0))
    table["progress_8_lower"] = table["progress_8"] - half
    table["progress_8_upper"] = table["progress_8"] + half
    return table.reset_index()


def _first_entries(entries: pd.DataFrame) -> pd.DataFrame:
    eligible = entries[
        (entries["stage"] == "KS4")
        & entries["qualification"].isin(["GCSE", "GCSE_DOUBLE", "TECHNICAL_2"])
        & (entries["grade"] != "X")
    ]
    points_table = pd.DataFrame(
        {
            "pupil": eligible["pupil"],
            "subject": eligible["subject"],
            "technical": eligible["qualification"] == "TECHNICAL_2",
            "points": eligible["grade"].map(POINTS),
            "day": eligible["award_date"],
        }
    )
    sorted_table = points_table.sort_values(["day", "points"], ascending=[True, False])
    return sorted_table.drop_duplicates(["pupil", "subject"])


def _points_of(first_entries: pd.DataFrame, subject: str) -> pd.Series[float]:
    return first_entries[first_entries["subject"] == subject].set_index("pupil")["points"]


def _rank_points(points_table: pd.DataFrame) -> pd.DataFrame:
    sorted_points = points_table.sort_values("points", ascending=False)
    return sorted_points.assign(rank=sorted_points.groupby("pupil").cumcount())


def _prior(assessments: pd.DataFrame) -> pd.Series[float]:
    tests = assessments[
        (assessments["stage"] == "KS2") & assessments["component"].isin(["READ", "MATH"])
    ]
    score = tests["result"].astype("float64").groupby(tests["pupil"]).mean()
    groups = pd.cut(score, UPPERS, labels=range(1, 35))
    return groups.astype("float64")
