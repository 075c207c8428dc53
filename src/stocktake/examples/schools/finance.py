"""Income and expenditure of maintained schools, in the layout of the finance file."""

from __future__ import annotations

import numpy as np

from stocktake.examples.pupils.random_streams import Floats, stream_of
from stocktake.examples.schools.cells import as_csv, print_column
from stocktake.examples.schools.roster import Roster
from stocktake.examples.schools.years import LAST_OF_A_YEAR, STARTS

MAINTAINED = ("Community school", "Foundation school", "Community special school")
_POUNDS = {2015: 4600.0, 2016: 4650.0, 2017: 4700.0, 2018: 4850.0}
_POUNDS |= {2022: 5900.0, 2023: 6300.0, 2024: 6700.0}
"""Income for each pupil of a primary school."""
_OF_PHASE = {"primary": 1.0, "secondary": 1.25, "special": 4.2}
_SHARE_SPENT = (0.995, 0.025)
"""Mean and spread of expenditure as a share of income."""


def finance_file(seed: int, roster: Roster) -> str:
    """Income, expenditure and balance of every year; academies report elsewhere."""
    columns: dict[str, list[str]] = {
        name: [] for name in ("URN", "Income", "Expenditure", "Balance", "Academic Year")
    }
    count = roster.table.height
    habit = stream_of("schools finance", seed).normal(0, 0.015, count)
    factors = np.array([_OF_PHASE.get(phase, 1.0) for phase in roster.table["phase"]])
    maintained = roster.table["type"].is_in(MAINTAINED)
    for start in (start for start in STARTS if start <= LAST_OF_A_YEAR):
        rows = (maintained & roster.in_year(start)).to_numpy()
        chance = stream_of(f"schools finance {start}", seed)
        pupils = roster.array("pupils")
        income = np.round(pupils * factors * _POUNDS[start] * np.exp(chance.normal(0, 0.06, count)))
        share = _SHARE_SPENT[0] + habit + chance.normal(0, _SHARE_SPENT[1], count)
        spent: Floats = np.round(income * share)
        columns["URN"] += [str(urn) for urn in roster.table["urn"].filter(rows)]
        for name, pounds in (
            ("Income", income), ("Expenditure", spent), ("Balance", income - spent),
        ):  # fmt: skip
            columns[name] += print_column(pounds[rows], 0)
        columns["Academic Year"] += [str(start + 1)] * int(rows.sum())
    return as_csv(columns)
