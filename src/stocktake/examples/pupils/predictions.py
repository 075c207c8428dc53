"""What schools predicted for their pupils, and by how much one of them is always too hopeful."""

from __future__ import annotations

import numpy as np
import polars as pl

from stocktake.examples.pupils.gcse import KeyStage4
from stocktake.examples.pupils.places import Places
from stocktake.examples.pupils.random_streams import load_planted, stream_of
from stocktake.examples.pupils.years import period

PREDICTED = ("ENG_LANG", "ENG_LIT", "MATHS", "HISTORY", "GEOGRAPHY", "BIOLOGY", "CHEMISTRY",
             "PHYSICS", "FRENCH", "SPANISH", "COMPUTER_SCIENCE")  # fmt: skip
"""Subjects for which grades were returned."""
NO_PREDICTIONS = (2019, 2020)


def predictions(
    seed: int, results: KeyStage4, subjects: tuple[str, ...], places: Places
) -> pl.DataFrame:
    """Predictions made in the January of year 11, by school right on average but for one.

    None were asked for in 2019/20 and 2020/21, when teachers gave the grades.
    """
    chance = stream_of(f"predictions {results.start}", seed)
    story = load_planted().optimistic
    bias = 0.08 + 0.1 * stream_of("predicting schools", seed).standard_normal(len(places.urn))
    bias[places.secondaries[story.school]] = story.prediction_grades
    frames = []
    for name in PREDICTED:
        at = subjects.index(name)
        rows = np.flatnonzero(results.is_entered[:, at])
        guess = results.grade[rows, at] + bias[results.school[rows]]
        guess = guess + 0.75 * chance.standard_normal(len(rows))
        # What is cut off at grades 1 and 9 must not take the bias back: spread by chance.
        low = np.floor(guess)
        grade = low + (chance.random(len(rows)) < guess - low)
        frames.append(
            pl.DataFrame(
                {
                    "time_period": [period(results.start)] * len(rows),
                    "child": results.child[rows],
                    "school": results.school[rows],
                    "stage": ["KS4"] * len(rows),
                    "subject": [name] * len(rows),
                    "predicted_grade": np.clip(grade, 1, 9).astype(int).astype(str),
                    "made_on": np.full(len(rows), np.datetime64(f"{results.start + 1}-01-31")),
                },
                schema_overrides={"predicted_grade": pl.String},
            )
        )
    return pl.concat(frames)
