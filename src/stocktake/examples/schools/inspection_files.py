"""Inspections of three regimes, in the layouts in which they are published.

To August 2024 with an overall grade; then by area without one; from November 2025 as report cards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from stocktake.examples.pupils.random_streams import Floats, stream_of
from stocktake.examples.schools.cells import as_csv
from stocktake.examples.schools.levels import Levels
from stocktake.examples.schools.roster import Roster
from stocktake.examples.schools.schema import load_story_of_schools
from stocktake.examples.schools.years import REGISTER_DATE

GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")
CARD_GRADES = (
    "Exceptional",
    "Strong standard",
    "Expected standard",
    "Needs attention",
    "Urgent improvement",
)
LAST_GRADED = date(2024, 8, 31)
FIRST_CARD = date(2025, 11, 11)
LISTED_ON = date(2025, 8, 31)
"""Day of the list of latest and previous inspections."""
AREAS = (
    "quality_of_education",
    "behaviour_and_attitudes",
    "personal_development",
    "leadership_and_management",
)
CARD_AREAS = (
    "inclusion",
    "curriculum_and_teaching",
    "achievement",
    "attendance_and_behaviour",
    "personal_development_and_wellbeing",
    "leadership_and_governance",
)
_GRADE_CUTS = (-1.75, -0.95, 0.95)
_CARD_CUTS = (-2.3, -1.15, 0.55, 2.1)
_CARD_SHARE = 0.11
"""Of the schools, those that had a report card by ``REGISTER_DATE``."""


@dataclass(frozen=True)
class Inspected:
    """Who was inspected: rows of the roster, and how good each school is, in deviations."""

    roster: Roster
    rows: list[int]
    merit: Floats

    def merit_of(self, row: int, chance: np.random.Generator, noise: float) -> float:
        """How good a school seems to inspectors."""
        return float(0.75 * self.merit[row] + noise * chance.standard_normal())


def inspected_schools(roster: Roster, levels: Levels) -> Inspected:
    """Every open school with inspections: all but those that are new."""
    older = roster.rows_of("secondary", "all_through").to_numpy()
    primary = (levels.expected - levels.expected.mean(axis=0)) / levels.expected.std(axis=0)
    secondary = levels.progress_8 / levels.progress_8.std(axis=0)
    merit = np.where(older, secondary[:, 4], primary[:, 4])
    rows = [
        number
        for number, row in enumerate(roster.table.iter_rows(named=True))
        if row["closed"] is None and row["opened"] < date(2021, 1, 1)
    ]
    return Inspected(roster, rows, merit)


def history_file(seed: int, inspected: Inspected) -> str:
    """Earlier graded inspections, one to a row; those of an earlier number under it."""
    chance = stream_of("inspections before", seed)
    earlier = {
        row.of: row for row in load_story_of_schools().predecessor if row.link == "Successor"
    }
    columns: dict[str, list[str]] = {"URN": [], "Rating": [], "Inspection Date": []}
    for row in inspected.rows:
        urn = int(inspected.roster.table["urn"][row])
        open_date = inspected.roster.table["opened"][row]
        day = date(2012, 9, 10) + timedelta(days=int(chance.integers(0, 1500)))
        number = earlier[urn].urn if urn in earlier and day < open_date else urn
        if number == urn and day < open_date:
            continue
        columns["URN"].append(str(number))
        columns["Rating"].append(_grade(inspected.merit_of(row, chance, 0.8)))
        columns["Inspection Date"].append(f"{_weekday(day):%Y%m%d}")
    return as_csv(columns)


def latest_file(seed: int, inspected: Inspected) -> str:
    """Latest and previous inspection on ``LISTED_ON``, by area."""
    rows = list(_latest(seed, inspected))
    return as_csv({name: [row[name] for row in rows] for name in rows[0]})


def _latest(seed: int, inspected: Inspected) -> Iterator[dict[str, str]]:
    chance = stream_of("inspections", seed)
    story = {row.urn: row for row in load_story_of_schools().grade}
    table = inspected.roster.table
    for row in inspected.rows:
        urn, phase = int(table["urn"][row]), table["phase"][row]
        latest = date(2021, 9, 14) + timedelta(days=int(chance.integers(0, 1370)))
        previous = latest - timedelta(days=int(chance.integers(1200, 1500)))
        merit = inspected.merit_of(row, chance, 0.7)
        if urn in story:
            latest, merit = story[urn].inspected, _middle_of(story[urn].value)
        latest, previous = _weekday(latest), _weekday(previous)
        has_previous = previous > table["opened"][row]
        before = inspected.merit_of(row, chance, 0.8)
        is_graded = latest <= LAST_GRADED
        line = {
            "urn": str(urn),
            "latest_date": f"{latest}",
            "latest_publication": f"{latest + timedelta(days=38)}",
            "latest_overall": _grade(merit) if is_graded else "Not judged",
            **{
                f"latest_{area}": _grade(merit if area == AREAS[0] else _near(merit, chance))
                for area in AREAS
            },
            "latest_early_years": _grade(_near(merit, chance)) if phase == "primary" else "",
            "latest_sixth_form": _grade(_near(merit, chance)) if phase == "all_through" else "",
            "latest_safeguarding_effective": "Yes" if merit > _GRADE_CUTS[0] - 0.4 else "No",
            "previous_date": f"{previous}" if has_previous else "",
            "previous_publication": f"{previous + timedelta(days=40)}" if has_previous else "",
            "previous_overall": _grade(before) if has_previous else "",
            "previous_quality_of_education": _grade(before)
            if has_previous and previous >= date(2019, 9, 1) else "",
        }  # fmt: skip
        yield line


def report_cards_file(seed: int, inspected: Inspected) -> str:
    """Report cards to ``REGISTER_DATE``; two of Eastmere's schools are among them."""
    chance = stream_of("report cards", seed)
    table = inspected.roster.table
    days = (REGISTER_DATE - FIRST_CARD).days - 60
    set_grades = {row.urn for row in load_story_of_schools().grade}
    rows = []
    for row in inspected.rows:
        urn, phase = int(table["urn"][row]), table["phase"][row]
        has_card = (chance.random() < _CARD_SHARE and urn not in set_grades) or urn in _CARDS
        if phase == "college" or not has_card:
            continue
        day = _weekday(FIRST_CARD + timedelta(days=int(chance.integers(0, days))))
        merit = inspected.merit_of(row, chance, 0.5)
        line = {
            "urn": str(urn),
            "la": table["la_name"][row],
            "inspection_date": f"{day:%d/%m/%Y}",
            "publication_date": f"{day + timedelta(days=55):%d/%m/%Y}",
            "inspection_type": "S5 Inspection",
            "safeguarding_standards": "Met" if merit > -2.4 else "Not met",
        }
        for area in CARD_AREAS:
            line[area] = _word(CARD_GRADES, _CARD_CUTS, -_near(merit, chance))
        line["early_years"] = (
            _word(CARD_GRADES, _CARD_CUTS, -_near(merit, chance)) if (phase == "primary") else ""
        )
        line["post-16_provision"] = ""
        rows.append(line)
    return as_csv({name: [row[name] for row in rows] for name in rows[0]})


_CARDS = (900003, 900037)
"""Schools of Eastmere that have a report card whatever the seed."""


def _near(merit: float, chance: np.random.Generator) -> float:
    return merit + 0.5 * float(chance.standard_normal())


def _grade(merit: float) -> str:
    return _word(GRADES, (-_GRADE_CUTS[2], -_GRADE_CUTS[1], -_GRADE_CUTS[0]), -merit)


def _word(words: tuple[str, ...], cuts: tuple[float, ...], lack: float) -> str:
    """The word of a scale, best first, for how much a school lacks."""
    return words[int(np.searchsorted(np.array(cuts), lack))]


def _middle_of(value: str) -> float:
    return {"Outstanding": 1.5, "Good": 0.0, "Requires improvement": -1.3, "Inadequate": -2.2}[
        value
    ]


def _weekday(day: date) -> date:
    """The Tuesday of the week of a day."""
    return day - timedelta(days=day.weekday() - 1)
