"""What year 11 did afterwards, in the layout of the destinations file."""

from __future__ import annotations

import numpy as np
import polars as pl

from stocktake.examples.pupils.random_streams import Floats, stream_of
from stocktake.examples.schools.cells import as_csv, hide_small, print_column
from stocktake.examples.schools.roster import Roster
from stocktake.examples.schools.years import national_level

EDITION_LAG = 2
"""An edition is of pupils who left key stage 4 two years before."""
_ENDS = {
    "": "TPUP",
    "_DIS": "TFSM6CLA1A",
    "_NONDIS": "TNOTFSM6CLA1A",
}
_LESS_SUSTAINED = {"": 0.0, "_DIS": 0.6, "_NONDIS": -0.35}


def destinations_file(seed: int, start: int, results: pl.DataFrame, roster: Roster) -> str:
    """Where the pupils of a year 11 were for two terms afterwards.

    Parameters
    ----------
    start : int
        First calendar year of the academic year in which they left.
    results : polars.DataFrame
        Of that year, from ``key_stage_4_results``.
    """
    schools = results.select("urn").join(roster.table, on="urn", maintain_order="left")
    chance = stream_of(f"schools destinations {start}", seed)
    columns = {
        "RECTYPE": ["2" if phase == "special" else "1" for phase in schools["phase"]],
        "LEA": schools["la"].to_list(),
        "ESTAB": schools["estab"].to_list(),
        "URN": [str(urn) for urn in schools["urn"]],
        "ICLOSE": ["0"] * results.height,
        "SCHNAME": schools["name"].to_list(),
    }
    away = 0.03 * (national_level("attainment-8", start) - results["ATT8SCR"].to_numpy())
    for end, count in _ENDS.items():
        cohort = np.nan_to_num(results[count].to_numpy().astype(float)).astype(int)
        columns |= _of_group(chance, start, end, cohort, away + _LESS_SUSTAINED[end])
    return as_csv(columns)


def _of_group(
    chance: np.random.Generator, start: int, end: str, cohort: np.ndarray, away: Floats
) -> dict[str, list[str]]:
    missing = 100 - national_level("ks4-sustained-destination", start)
    odds = missing / (100 - missing) * np.exp(np.clip(away, -1.5, 1.2))
    not_sustained = chance.binomial(cohort, odds / (1 + odds))
    unknown = chance.binomial(not_sustained, 0.15)
    sustained = cohort - not_sustained
    apprentices = chance.binomial(sustained, national_level("ks4-apprenticeship", start) / 100)
    employed = chance.binomial(sustained - apprentices, 0.025)
    counts = {
        "OVERALL_DEST": sustained,
        "APPREN": apprentices,
        "EMPLOYMENT": employed,
        "EDUCATION": sustained - apprentices - employed,
        "NOT_SUSTAINED": not_sustained - unknown,
        "UNKNOWN": unknown,
    }
    sizes = cohort.astype(float)
    columns = {f"COHORT{end}": print_column(sizes, 0)}
    for name, number in counts.items():
        columns[f"{name}{end}"] = hide_small(print_column(number.astype(float), 0), sizes)
        shares = 100 * number / np.maximum(cohort, 1)
        columns[f"{name}PER{end}"] = hide_small(print_column(shares, 0, sign="%"), sizes)
    return columns
