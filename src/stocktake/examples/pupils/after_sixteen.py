"""After sixteen: where young people are month by month, and the qualifications they reach by 19."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.examples.pupils.children import Children
from stocktake.examples.pupils.gcse import KeyStage4
from stocktake.examples.pupils.places import Places
from stocktake.examples.pupils.random_streams import Floats, Ints, stream_of
from stocktake.examples.pupils.years import period, published

MONTHS = 24
FIRST_FOLLOWED, LAST_FOLLOWED = 2018, 2023
"""Key stage 4 cohorts, by the start of year 11, whose months are known."""
SIXTH_FORM, COLLEGE, APPRENTICE, TRAINEE, WORKER = range(5)
_ACTIVITY = np.array(["SCHOOL", "FE", "APPRENTICESHIP", "TRAINING", "EMPLOYMENT_TRAINING"])
_NOT_KNOWN = 0.2
"""Share of those neither in education nor known to work of whom nothing is known; invented."""


@dataclass(frozen=True)
class Paths:
    """What each child of a cohort set out to do in the September after year 11.

    Parameters
    ----------
    cohort : KeyStage4
    path : array of int
    school : array of int
        The sixth form or college; -1 on other paths.
    away : array of bool
        Child by month: neither in education, training or work, or not known.
    """

    cohort: KeyStage4
    path: Ints
    school: Ints
    away: NDArray[np.bool_]


def paths(seed: int, places: Places, children: Children, results: KeyStage4) -> Paths:
    """Choose paths by attainment, and set the share away to the borough's published level."""
    chance = stream_of(f"after sixteen {results.start}", seed)
    count = len(results.child)
    score = results.attainment_8 / 10 + 0.6 * chance.standard_normal(count)
    path = np.full(count, COLLEGE)
    path[(score > 5.2) & (chance.random(count) < 0.62)] = SIXTH_FORM
    lower = score < 5.2
    path[lower & (chance.random(count) < 0.07)] = APPRENTICE
    path[lower & (chance.random(count) < 0.04)] = WORKER
    path[(score < 2.2) & (chance.random(count) < 0.12)] = TRAINEE
    has_sixth_form = np.isin(results.school, places.sixth_forms)
    sixth_form = chance.choice(places.sixth_forms, count)
    school = np.where(path == SIXTH_FORM, np.where(has_sixth_form, results.school, sixth_form), -1)
    college = places.colleges[((score > 4.6) & (chance.random(count) < 0.6)).astype(int)]
    school = np.where(path == COLLEGE, college, school)
    school = np.where(np.isin(results.school, places.specials), places.colleges[0], school)
    path = np.where(np.isin(results.school, places.specials), COLLEGE, path)
    return Paths(results, path, school, _away(chance, children, results, score))


def _away(
    chance: np.random.Generator, children: Children, results: KeyStage4, score: Floats
) -> NDArray[np.bool_]:
    risk = (
        -0.55 * score
        + 0.35 * children.wild[results.child]
        + 0.4 * children.frail[results.child]
        + 0.5 * children.looked_after[results.child]
        + 0.7 * chance.standard_normal(len(score))
    )
    away = np.zeros((len(score), MONTHS), dtype=bool)
    drift = np.zeros(len(score))
    for month in range(MONTHS):
        drift = 0.85 * drift + 0.4 * chance.standard_normal(len(score))
        year = results.start + 1 + month // 12
        level = published("neet-or-not-known", year) / 100
        share = level * (0.8 if month < 12 else 1.2) * (0.85 + 0.025 * (month % 12))
        away[:, month] = risk + drift > np.quantile(risk + drift, 1 - share)
    return away


def destinations(seed: int, pathways: Paths, places: Places) -> pl.DataFrame:
    """A row for each young person and month: activity, and the provider where there is one."""
    cohort = pathways.cohort
    chance = stream_of(f"destinations {cohort.start}", seed)
    count = len(cohort.child)
    unknown = chance.random(count) < _NOT_KNOWN
    custody = chance.random(count) < 0.002
    names = np.array([*places.name, ""])
    frames = []
    for month in range(MONTHS):
        activity = _ACTIVITY[pathways.path]
        jobs = np.where(chance.random(count) < 0.35, "EMPLOYMENT", "EMPLOYMENT_TRAINING")
        activity = np.where(pathways.path == WORKER, jobs, activity)
        away = np.where(unknown, "NOT_KNOWN", "NEET")
        activity = np.where(pathways.away[:, month], away, activity)
        activity = np.where(custody & pathways.away[:, month], "CUSTODY", activity)
        at_school = np.isin(activity, ("SCHOOL", "FE"))
        at = (cohort.start + 1) * 12 + 8 + month
        frames.append(
            pl.DataFrame(
                {
                    "child": cohort.child,
                    "month": [f"{at // 12}-{at % 12 + 1:02d}"] * count,
                    "activity": activity,
                    "provider": np.where(at_school, names[pathways.school], ""),
                }
            )
        )
    return pl.concat(frames)


def enrolments_after(pathways: Paths) -> pl.DataFrame:
    """Two years at a sixth form or college; who is away for three months together has left."""
    cohort = pathways.cohort
    at = np.flatnonzero(pathways.school >= 0)
    is_away = pathways.away[at, :-2] & pathways.away[at, 1:-1] & pathways.away[at, 2:]
    ever = is_away.any(axis=1)
    month = np.where(ever, is_away.argmax(axis=1), MONTHS)
    first_month = np.datetime64(f"{cohort.start + 1}-09")
    ends = (first_month + month).astype("datetime64[D]") - np.timedelta64(1, "D")
    starts = np.full(len(at), np.datetime64(date(cohort.start + 1, 9, 1)))
    return pl.DataFrame(
        {
            "child": cohort.child[at],
            "school": pathways.school[at],
            "entry_date": starts,
            "leaving_date": ends,
            "enrolment_status": ["C"] * len(at),
            "leaving_reason": np.where(ever, "UNKNOWN", "END_PHASE"),
        }
    ).filter(pl.col("leaving_date") > pl.col("entry_date"))


def later_entries(seed: int, pathways: Paths) -> pl.DataFrame:
    """A levels, technical qualifications, apprenticeships, and English and maths taken again."""
    cohort = pathways.cohort
    chance = stream_of(f"by nineteen {cohort.start}", seed)
    count = len(cohort.child)
    score = cohort.attainment_8 / 10
    stays = ~pathways.away[:, 20]
    rows: list[pl.DataFrame] = []
    academic = (pathways.path == SIXTH_FORM) | (
        (pathways.path == COLLEGE) & (score + 0.5 * chance.standard_normal(count) > 5.6)
    )
    subjects = np.array(["MATHS", "BIOLOGY", "HISTORY", "ENG_LIT", "PSYCHOLOGY", "SOCIOLOGY",
                         "CHEMISTRY", "GEOGRAPHY", "ART", "BUSINESS"])  # fmt: skip
    subject_order = np.argsort(chance.random((count, len(subjects))), axis=1)[:, :3]
    for number in range(3):
        luck = score + 0.7 * chance.standard_normal(count)
        grade = np.array(["U", "E", "D", "C", "B", "A", "A*"])[
            np.clip(np.round((luck - 3.0) * 1.1 + 0.8), 0, 6).astype(int)
        ]
        is_entered = academic & stays
        rows.append(
            _rows(pathways, is_entered, 2, "A_LEVEL", subjects[subject_order[:, number]], grade)
        )
    able = score + 0.8 * chance.standard_normal(count)
    technical = (pathways.path == COLLEGE) & ~academic & stays
    third = technical & (able > 3.7)
    marks = np.array(["P2", "P2", "M2", "D2", "D2*"])
    grade = marks[np.clip(np.round(able - 3.5), 0, 4).astype(int)]
    fields = np.array(["ENGINEERING", "HEALTH_SOCIAL_CARE", "BUSINESS", "IT", "SPORT"])
    field = fields[chance.integers(0, len(fields), count)]
    rows.append(_rows(pathways, third, 2, "TECHNICAL_3", field, grade))
    second = technical & ~third & (able > 1.6)
    rows.append(_rows(pathways, second, 1, "TECHNICAL_2", field, grade))
    apprentice = pathways.path == APPRENTICE
    for level, later, share in ((2, 2, 0.62), (3, 3, 0.3)):
        completes = apprentice & (chance.random(count) < share)
        rows.append(_rows(pathways, completes, later, f"APPRENTICESHIP_{level}", field, grade))
    for subject, name in ((0, "ENG_LANG"), (2, "MATHS")):
        before = cohort.grade[:, subject]
        again = (before < 4) & (pathways.path == COLLEGE) & ~pathways.away[:, 8]
        resits = again & (before >= 1)
        new_grade = np.clip(np.round(before + 0.2 + 0.6 * chance.standard_normal(count)), 1, 9)
        rows.append(
            _rows(
                pathways,
                resits & (new_grade <= 9),
                1,
                "GCSE",
                name,
                new_grade.astype(int).astype(str),
            )
        )
        passes = again & ~resits & (chance.random(count) < 0.2)
        rows.append(_rows(pathways, passes, 2, "FUNCTIONAL_2", name, np.full(count, "P2")))
    return pl.concat(rows)


def _rows(
    pathways: Paths,
    is_entered: NDArray[np.bool_],
    later: int,
    kind: str,
    subject: str | NDArray[np.str_],
    grade: NDArray[np.str_],
) -> pl.DataFrame:
    """Entries of those who took it, so many academic years after year 11."""
    at = np.flatnonzero(is_entered)
    start = pathways.cohort.start + later
    subjects = np.full(len(is_entered), subject) if isinstance(subject, str) else subject
    return pl.DataFrame(
        {
            "time_period": [period(start)] * len(at),
            "child": pathways.cohort.child[at],
            "school": pathways.school[at],
            "stage": ["POST16"] * len(at),
            "qualification": [kind] * len(at),
            "subject": subjects[at],
            "grade": grade[at],
            "award_date": np.full(len(at), np.datetime64(f"{start + 1}-08-15")),
        },
        schema_overrides={"subject": pl.String, "grade": pl.String},
    ).with_columns(school=pl.when(pl.col("school") >= 0).then("school"))
