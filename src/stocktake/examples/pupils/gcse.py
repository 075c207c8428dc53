"""GCSEs and other qualifications at the end of key stage 4."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from stocktake.examples.pupils.children import NEVER, Children
from stocktake.examples.pupils.gcse_points import Entries, attainment, points
from stocktake.examples.pupils.places import Places
from stocktake.examples.pupils.random_streams import (
    Flags,
    Floats,
    Ints,
    load_planted,
    load_shape,
    stream_of,
)
from stocktake.examples.pupils.years import period, published

EBACC_CHOICES = ("HISTORY", "GEOGRAPHY", "FRENCH", "SPANISH", "GERMAN", "COMPUTER_SCIENCE")
OPEN_CHOICES = (
    "RE",
    "BUSINESS",
    "DRAMA",
    "ART",
    "MUSIC",
    "PE",
    "TECHNICAL_SPORT",
    "TECHNICAL_HEALTH",
)
SUBJECTS = (
    "ENG_LANG", "ENG_LIT", "MATHS", "COMB_SCI", "BIOLOGY", "CHEMISTRY", "PHYSICS",
    *EBACC_CHOICES, *OPEN_CHOICES,
)  # fmt: skip
_AT = {name: number for number, name in enumerate(SUBJECTS)}
_EASE = np.array([0.35, 0.25, 0.2, -0.1, 0.35, 0.35, 0.35, 0.0, -0.05, -0.1, 0.1, 0.0, -0.1]
                 + [0.15, 0.0, 0.25, 0.3, 0.2, 0.2, 0.6, 0.6])  # fmt: skip


@dataclass(frozen=True)
class KeyStage4:
    """The end of key stage 4 of one cohort.

    Parameters
    ----------
    start : int
        The calendar year in which year 11 began.
    child, school : array of int
    prior : array of float
        Mean of key stage 2 reading and maths, as it was or would have been.
    is_entered : array of bool
        Child by subject.
    grade : array of int
        Child by subject: 0 is U.
    second : array of int
        The second grade of combined science.
    absent : array of bool
        Entered but not attempted.
    attainment_8 : array of float
    """

    start: int
    child: Ints
    school: Ints
    prior: Floats
    is_entered: Flags
    grade: Ints
    second: Ints
    absent: Flags
    attainment_8: Floats


def key_stage_4(
    seed: int,
    start: int,
    places: Places,
    children: Children,
    child: Ints,
    school: Ints,
    prior: Floats,
) -> KeyStage4:
    """Grades of one cohort: expected from key stage 2, moved by school, needs and absence.

    Attainment 8 is at the borough's published level in the years to 2024/25; grades of 2020 and
    2021 were given by teachers.
    """
    chance = stream_of(f"key stage 4 {start}", seed)
    curve = np.array(load_shape().attainment_8_by_ks2)
    expected = np.interp(prior, curve[:, 0], curve[:, 1]) / 10
    effect = school_grades(seed, places, start)[school]
    own_effect = (
        1.0 * chance.standard_normal(len(child))
        - 0.5 * children.poor[child]
        - 0.3 * children.frail[child]
        - 0.22 * children.wild[child]
        - 0.25 * (children.plan_from[child] < NEVER)
        + 0.25 * children.girl[child]
        + load_planted().under_served.standing * 1.5 * children.under_served[child]
    )
    is_entered = _entries(chance, places, children, child, school, expected + own_effect)
    apart = np.where(np.arange(len(SUBJECTS)) < 3, 0.55, 0.75)
    subject = apart * chance.standard_normal(is_entered.shape) + _EASE
    girls = np.zeros(len(SUBJECTS))
    girls[:2], girls[2] = 0.3, -0.3
    subject = subject + children.girl[child][:, None] * girls
    middle = (expected + own_effect + effect)[:, None] * 1.02 + subject
    second = middle[:, _AT["COMB_SCI"]] + 0.3 * chance.standard_normal(len(child))
    absent = is_entered & (
        chance.random(is_entered.shape) < (0.004 + 0.02 * (own_effect < -2))[:, None]
    )
    level = published("attainment-8", start)
    shift = _shift(middle, second, is_entered, absent, level)
    grade, second_grade = _grades(middle + shift), _grades(second + shift)
    entries = Entries(is_entered, grade, second_grade, absent)
    return KeyStage4(
        start,
        child,
        school,
        prior,
        is_entered,
        grade,
        second_grade,
        absent,
        attainment(points(entries)),
    )


def school_grades(seed: int, places: Places, start: int) -> Floats:
    """What each school adds to its pupils' grades in a year: its own effect, and a little luck."""
    always = stream_of("secondary schools", seed)
    effect = np.zeros(len(places.urn))
    # None comes near what the story plants in one of them.
    luck = 0.16 * always.standard_normal(len(places.secondaries))
    effect[places.secondaries] = np.clip(luck, -0.12, 0.4)
    story = load_planted()
    effect[places.secondaries[story.coasting.school]] = story.coasting.progress_grades
    effect[places.unit] = -1.2
    yearly = stream_of(f"secondary schools {start}", seed)
    effect[places.secondaries] += 0.06 * yearly.standard_normal(len(places.secondaries))
    return effect


def _entries(
    chance: np.random.Generator,
    places: Places,
    children: Children,
    child: Ints,
    school: Ints,
    likely: Floats,
) -> Flags:
    count = len(child)
    is_entered = np.zeros((count, len(SUBJECTS)), dtype=bool)
    special = np.isin(school, places.specials)
    unit = school == places.unit
    strong = likely + 0.8 * chance.standard_normal(count)
    triple = strong > 6.1
    is_entered[:, _AT["ENG_LANG"]] = True
    is_entered[:, _AT["MATHS"]] = True
    is_entered[:, _AT["ENG_LIT"]] = strong > 0.7
    for name in ("BIOLOGY", "CHEMISTRY", "PHYSICS"):
        is_entered[:, _AT[name]] = triple
    is_entered[:, _AT["COMB_SCI"]] = ~triple & (strong > 0.2)
    humanity = chance.random(count) < 0.55
    is_entered[:, _AT["HISTORY"]] = humanity & (strong > 1.5)
    is_entered[:, _AT["GEOGRAPHY"]] = (~humanity | (chance.random(count) < 0.1)) & (strong > 1.5)
    tongue = chance.random(count) < 0.2 + 0.07 * np.clip(strong - 3, 0, 5)
    humanity_index = chance.integers(0, 3, count)
    for number, name in enumerate(("FRENCH", "SPANISH", "GERMAN")):
        is_entered[:, _AT[name]] = tongue & (humanity_index == number)
    is_entered[:, _AT["COMPUTER_SCIENCE"]] = chance.random(count) < 0.12
    option_count = np.where(strong > 3, 3, 2) - tongue
    liked = chance.random((count, len(OPEN_CHOICES)))
    liked[:, -2:] -= 0.25 * (strong < 4)[:, None]
    place = np.argsort(np.argsort(liked, axis=1), axis=1)
    first = _AT[OPEN_CHOICES[0]]
    is_entered[:, first:] = place < option_count[:, None]
    few = special | (strong < -1)
    is_entered[few] &= np.isin(np.arange(len(SUBJECTS)), (0, 2, _AT["ART"]))
    is_entered[special & (chance.random(count) < 0.6)] = False
    is_entered[unit] &= np.isin(
        np.arange(len(SUBJECTS)), (0, 2, _AT["COMB_SCI"], _AT["ART"], _AT["TECHNICAL_SPORT"])
    )
    return is_entered


def _grades(middle: Floats) -> Ints:
    return np.clip(np.round(middle), 0, 9).astype(np.int64)


def _shift(middle: Floats, second: Floats, is_entered: Flags, absent: Flags, level: float) -> float:
    low, high = -4.0, 4.0
    for _ in range(14):
        shift = (low + high) / 2
        entries = Entries(is_entered, _grades(middle + shift), _grades(second + shift), absent)
        if float(attainment(points(entries)).mean()) < level:
            low = shift
        else:
            high = shift
    return (low + high) / 2


_TECHNICAL = np.array(["U", "P2", "P2", "P2", "M2", "M2", "D2", "D2", "D2*", "D2*"])


def entries_of(seed: int, results: KeyStage4) -> pl.DataFrame:
    """The rows of entries of one cohort."""
    row, subject = np.nonzero(results.is_entered)
    names = np.array(SUBJECTS)[subject]
    grade, second = results.grade[row, subject], results.second[row]
    text = grade.astype("U3")
    text = np.where(grade == 0, "U", text)
    double = names == "COMB_SCI"
    high, low = np.maximum(grade, second), np.minimum(grade, second)
    high = np.minimum(high, low + 1)
    pair = np.char.add(high.astype("U1"), low.astype("U1"))
    text = np.where(double, np.where(high == 0, "U", np.where(low == 0, "11", pair)), text)
    technical = np.char.startswith(names, "TECHNICAL_")
    text = np.where(technical, _TECHNICAL[grade], text)
    text = np.where(results.absent[row, subject], "X", text)
    kind = np.where(double, "GCSE_DOUBLE", np.where(technical, "TECHNICAL_2", "GCSE"))
    plain = np.where(names == "TECHNICAL_SPORT", "SPORT", names)
    plain = np.where(plain == "TECHNICAL_HEALTH", "HEALTH_SOCIAL_CARE", plain)
    return pl.DataFrame(
        {
            "time_period": [period(results.start)] * len(row),
            "child": results.child[row],
            "school": results.school[row],
            "stage": ["KS4"] * len(row),
            "qualification": kind,
            "subject": plain,
            "grade": text,
            "award_date": np.full(len(row), np.datetime64(f"{results.start + 1}-08-22")),
        }
    )
