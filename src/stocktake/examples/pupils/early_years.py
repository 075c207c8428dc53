"""Reception: the baseline on entry, and the early years foundation stage profile at its end."""

from __future__ import annotations

import numpy as np
import polars as pl

from stocktake.examples.pupils.children import Children
from stocktake.examples.pupils.random_streams import Floats, stream_of
from stocktake.examples.pupils.results import Results, cut_for, results
from stocktake.examples.pupils.standing import Seats, Standing
from stocktake.examples.pupils.years import published

GOALS_TO_2021 = (
    "LAA", "UND", "SPE", "MOV", "HSC", "SCA", "MFB", "MKR", "REA", "WRI", "NUM", "SSM",
    "PAC", "WOR", "TEC", "EXP", "BEI",
)  # fmt: skip
GOALS_FROM_2021 = (
    "LAU", "SPE", "SRG", "MSL", "BRE", "GMS", "FMS", "COM", "WRE", "WRI", "NUM", "NPA",
    "PPC", "PCC", "TNW", "CWM", "BIE",
)  # fmt: skip
"""The seventeen goals before and after the reform of September 2021; the first twelve of each make
a good level of development."""
GOOD = 12
FIRST_BASELINE = 2021
_NO_PROFILE = (2019, 2020)
_LITERACY_MARKS, _NUMBER_MARKS = 21, 18


def baseline(seed: int, start: int, sat: Seats, children: Children) -> list[pl.DataFrame]:
    """The reception baseline of one autumn: marks in two areas and in all; invented marks.

    None before 2021/22, when it became a duty.
    """
    if start < FIRST_BASELINE:
        return []
    chance = stream_of(f"baseline {start}", seed)
    count = len(sat.child)
    ready = children.ready[sat.child]
    words = ready + 0.4 * chance.standard_normal(count)
    numbers = ready + 0.4 * chance.standard_normal(count)
    literacy = _marks(words, _LITERACY_MARKS)
    number = _marks(numbers, _NUMBER_MARKS)
    parts = (("LCL", literacy), ("MAT", number), ("TOTAL", literacy + number))
    return [results(Results(start, "RBA", name, "RAW"), sat, values) for name, values in parts]


def profile(seed: int, start: int, sat: Seats, standing: Standing) -> list[pl.DataFrame]:
    """The profile of one summer: 1 emerging, 2 expected and, to 2021, 3 exceeding.

    The share with a good level of development is the borough's published one. No profile was
    collected in 2020 and 2021.
    """
    if start in _NO_PROFILE:
        return []
    chance = stream_of(f"profile {start}", seed)
    old = start < FIRST_BASELINE
    goals = GOALS_TO_2021 if old else GOALS_FROM_2021
    five = standing.five[sat.child]
    hard = np.array([0.0, 0.05, 0.0, -0.1, -0.1, 0.0, -0.05, 0.1, 0.15, 0.3, 0.15, 0.1])
    hard = np.append(hard, [-0.1, -0.05, -0.05, -0.1, -0.1])
    goal = five[:, None] + 0.42 * chance.standard_normal((len(five), len(goals))) - hard[None, :]
    lowest = goal[:, :GOOD].min(axis=1)
    cut = cut_for(lowest, published("good-level-of-development", start) / 100)
    goal_score = 1 + (goal >= cut).astype(np.int64)
    if old:
        goal_score += (goal >= cut + 2.3) & (goal_score == 2)
    return [
        results(Results(start, "EYFSP", name, "TA"), sat, goal_score[:, at])
        for at, name in enumerate(goals)
    ]


def _marks(standing: Floats, most: int) -> Floats:
    return np.clip(np.round(most * (0.55 + 0.19 * standing)), 0, most).astype(np.int64)
