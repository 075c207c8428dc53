"""Phonics, key stage 1, the multiplication check and key stage 2."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.examples.pupils.children import Children
from stocktake.examples.pupils.random_streams import Flags, Floats, Ints, stream_of
from stocktake.examples.pupils.results import Results, band_names, cut_for, results, shifted_to
from stocktake.examples.pupils.standing import Seats, Standing
from stocktake.examples.pupils.years import published

NO_TESTS = (2019, 2020)
LAST_KEY_STAGE_1 = 2022
FIRST_TIMES_TABLES = 2021
FIRST_SCALED = 2015
_KS1 = {"READ": (0.72, 0.22), "WRIT": (0.64, 0.12), "MATH": (0.72, 0.18), "SCI": (0.79, 0.0)}
"""Share at the expected standard and at greater depth before 2020; invented, a little below
England's. Since 2022 six points lower."""
_TESTED = ("READ", "MATH", "GPS")
_MEAN = np.array([104.4, 103.8, 104.8])
_SPREAD = np.array([7.6, 7.2, 7.6])
_EXPECTED, _BELOW_TEST = 100, 80


@dataclass(frozen=True)
class KeyStage2:
    """Key stage 2 as it was or, where there were no tests, as it would have been.

    Parameters
    ----------
    reading, maths, grammar : array of int
        Scaled scores; below 80 the nominal score of a pupil below the tests.
    writing : array of str
        Teacher assessment.
    """

    reading: Ints
    maths: Ints
    grammar: Ints
    writing: NDArray[np.str_]

    @property
    def average(self) -> Floats:
        """Mean of reading and maths, on which progress to key stage 4 is measured."""
        return (self.reading + self.maths) / 2


def phonics(seed: int, start: int, sat: Seats, standing: Standing) -> tuple[pl.DataFrame, Seats]:
    """The check of one June, out of 40, and who did not reach 32 and tries again."""
    chance = stream_of(f"phonics {start}", seed)
    attainment = standing.five[sat.child] + 0.5 * chance.standard_normal(len(sat.child))
    cut = cut_for(attainment, published("phonics", start) / 100)
    score = np.clip(np.floor(32 + 7.5 * (attainment - cut)), 0, 40).astype(np.int64)
    again = score < 32
    frame = results(Results(start, "PHONICS", "Y1", "RAW"), sat, score)
    return frame, Seats(sat.child[again], sat.school[again])


def phonics_again(seed: int, start: int, sat: Seats, standing: Standing) -> pl.DataFrame:
    """The check of those who did not reach 32 a year before; about half of them now do."""
    chance = stream_of(f"phonics again {start}", seed)
    attainment = standing.seven[sat.child] + 0.5 * chance.standard_normal(len(sat.child))
    score = np.clip(np.floor(32.0 + 7 * (attainment - np.median(attainment))), 0, 40).astype(
        np.int64
    )
    return results(Results(start, "PHONICS", "Y2", "RAW"), sat, score)


def key_stage_1(seed: int, start: int, sat: Seats, standing: Standing) -> list[pl.DataFrame]:
    """Teacher assessments at seven; none in 2020 and 2021, and no duty after 2023."""
    chance = stream_of(f"key stage 1 {start}", seed)
    frames = []
    for component, (expected, greater) in _KS1.items():
        attainment = standing.seven[sat.child] + 0.4 * chance.standard_normal(len(sat.child))
        drop = 0.06 if start >= FIRST_TIMES_TABLES else 0.0
        shares = [0.985, 0.94, expected - drop] + ([greater - drop / 2] if greater else [])
        names = ["BLW", "PKE", "WTS", "EXS"] + (["GDS"] if greater else [])
        if component == "SCI":
            shares, names = [expected - drop], ["HNM", "EXS"]
        cuts = [cut_for(attainment, share) for share in shares]
        test_results = Results(start, "KS1", component, "TA")
        frames.append(results(test_results, sat, band_names(attainment, cuts, names)))
    return frames


def times_tables(seed: int, start: int, sat: Seats, standing: Standing) -> pl.DataFrame:
    """The multiplication check of year 4, out of 25; about a quarter have them all."""
    chance = stream_of(f"times tables {start}", seed)
    middle = (standing.seven[sat.child] + standing.eleven[sat.child]) / 2
    attainment = middle + 0.5 * chance.standard_normal(len(sat.child))
    better = 0.35 * (start - FIRST_TIMES_TABLES)
    score = np.clip(np.round(21.0 + better + 4.6 * attainment), 0, 25).astype(np.int64)
    return results(Results(start, "MTC", "SCORE", "RAW"), sat, score)


def key_stage_2(
    seed: int, start: int, child: Ints, children: Children, standing: Standing, lifts: Floats
) -> KeyStage2:
    """Scores of one year group, at the borough's published share in reading, writing and maths.

    Parameters
    ----------
    lifts : array of float
        What programmes added, in standard deviations: a column for reading, one for maths.
    """
    chance = stream_of(f"key stage 2 {start}", seed)
    girl = children.girl[child]
    eleven = standing.eleven[child][:, None]
    noise = chance.standard_normal((len(child), 4))
    bent = np.column_stack([0.12 * girl, -0.12 * girl, 0.15 * girl, 0.28 * girl])
    attainment = eleven * 0.88 + 0.45 * noise + bent
    attainment[:, 0] += lifts[:, 0]
    attainment[:, 1] += lifts[:, 1]
    share = published("ks2-rwm-expected", start) / 100
    shift = shifted_to(attainment, share, _meets)
    attainment = attainment + shift
    scores = _scaled(attainment[:, :3])
    writing = band_names(attainment[:, 3], _WRITING_CUTS, ["BLW", "PKE", "WTS", "EXS", "GDS"])
    return KeyStage2(scores[:, 0], scores[:, 1], scores[:, 2], writing)


_WRITING_CUTS = (-2.6, -2.0, -0.62, 1.25)


def _scaled(attainment: Floats) -> Ints:
    raw = np.round(_MEAN + _SPREAD * attainment).astype(np.int64)
    # Pupils below the tests have nominal scores: 70, 73, 76 or 79.
    low = np.select([raw < 74, raw < 76, raw < 78], [70, 73, 76], 79)
    return np.where(raw < _BELOW_TEST, low, np.minimum(raw, 120))


def _meets(attainment: Floats) -> Flags:
    scores = _scaled(attainment[:, :3])
    return np.asarray(
        (scores[:, 0] >= _EXPECTED)
        & (scores[:, 1] >= _EXPECTED)
        & (attainment[:, 3] >= _WRITING_CUTS[2])
    )


def key_stage_2_rows(
    seed: int, start: int, sat: Seats, stage_results: KeyStage2
) -> list[pl.DataFrame]:
    """The rows of one summer; a few children were absent from one of the tests."""
    chance = stream_of(f"key stage 2 rows {start}", seed)
    frames = []
    for component, scores in zip(
        _TESTED, (stage_results.reading, stage_results.maths, stage_results.grammar), strict=True
    ):
        sits = scores >= _BELOW_TEST
        is_present = chance.random(len(sits)) > 0.006
        test_results = Results(start, "KS2", component, "SCALED")
        frames.append(results(test_results, sat, scores, sits & is_present))
        if component != "GPS":
            below = np.where(scores == 70, "BLW", "PKE")
            frames.append(
                results(Results(start, "KS2", component, "TA"), sat, below, (~sits) & is_present)
            )
    frames.append(results(Results(start, "KS2", "WRIT", "TA"), sat, stage_results.writing))
    science = np.where(
        stage_results.average + 2 * chance.standard_normal(len(sat.child)) > 97, "EXS", "HNM"
    )
    frames.append(results(Results(start, "KS2", "SCI", "TA"), sat, science))
    return frames
