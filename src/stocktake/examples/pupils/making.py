"""The steps from families to tables, in the order in which they depend on one another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from stocktake.examples.pupils import (
    after_sixteen,
    attendance,
    behaviour,
    care,
    early_years,
    gcse,
    key_stages,
    programmes,
    registers,
    tables,
)
from stocktake.examples.pupils.children import invent_children, name_people
from stocktake.examples.pupils.families import invent_families
from stocktake.examples.pupils.moves import invent_rolls
from stocktake.examples.pupils.places import Places, invent_places
from stocktake.examples.pupils.predictions import NO_PREDICTIONS, predictions
from stocktake.examples.pupils.random_streams import Flags, Floats, Ints
from stocktake.examples.pupils.rolls import meant_schools, stints
from stocktake.examples.pupils.school_days import Calendar, invent_calendar
from stocktake.examples.pupils.spell_years import spell_years
from stocktake.examples.pupils.standing import (
    NOWHERE,
    Seats,
    roll_on,
    seats,
    simulate_prior_ability,
)
from stocktake.examples.pupils.tables import Numbers
from stocktake.examples.pupils.truth import Happened, planted_truth
from stocktake.examples.pupils.window import within
from stocktake.examples.pupils.years import YEARS, january_census, start_of

_FIRST_RESULTS = 2015
"""The first academic year of which results are in the tables: levels came before."""


@dataclass(frozen=True)
class Records:
    """All tables, and what marks are made from: ``places`` to ``suspended`` are no part of them."""

    tables: dict[str, pl.DataFrame]
    registers: dict[str, registers.Register]
    truth: dict[str, object]
    numbers: Numbers
    places: Places
    calendar: Calendar
    terms: pl.DataFrame
    suspended: pl.DataFrame


class Making:
    """The steps from families to tables, which share what went before."""

    def __init__(self, seed: int, years: tuple[str, ...]) -> None:
        self.seed, self.years = seed, years
        self.places = invent_places(seed)
        self.calendar = invent_calendar(seed, self.places)
        self.families, births = invent_families(seed, self.places)
        self.children = invent_children(seed, self.places, self.families, births)
        self.entry_plan = meant_schools(seed, self.places, self.families, self.children)
        base = stints(seed, self.places, self.children, self.entry_plan)
        self.rolls = invent_rolls(seed, self.places, self.children, base)
        self.standing = simulate_prior_ability(seed, self.places, self.children, self.entry_plan)
        self.numbers = tables.number_children(seed, self.places, self.children, self.entry_plan)
        self.count = len(self.children)
        self.is_known = np.zeros(self.count, dtype=bool)
        self.is_known[self.rolls.spells["child"].to_numpy()] = True
        self.abroad = self.families.abroad[self.children.family]
        self.starts = tuple(start_of(year) for year in YEARS)
        self.last = start_of(self.years[-1])
        self.autumn = {year: self._roll(date(year, 10, 3)) for year in self.starts}
        self.parts = tuple(
            part
            for part in programmes.taking_part(
                seed, self.children, self._observed_scores(), self.autumn
            )
            if part.start <= self.last
        )

    def _observed_scores(self) -> Floats:
        """What schools know of each child's standing: key stage 1, or their own impression."""
        frames = [
            rows
            for start in range(_FIRST_RESULTS, key_stages.LAST_KEY_STAGE_1 + 1)
            if start not in key_stages.NO_TESTS
            for rows in key_stages.key_stage_1(
                self.seed, start, self._seats(start, 2), self.standing
            )
        ]
        return programmes.observed_scores(self.seed, self.standing, pl.concat(frames))

    def _roll(self, on: date) -> Ints:
        return roll_on(self.rolls.spells, on, self.count)

    def build_records(self) -> Records:
        """Make every table."""
        seed, places, children = self.seed, self.places, self.children
        average, assessments = self._assessments()
        cohorts = self._key_stage_4(average)
        pathways = [after_sixteen.paths(seed, places, children, cohort) for cohort in cohorts]
        spells = pl.concat(
            [self.rolls.spells, *(after_sixteen.enrolments_after(pathway) for pathway in pathways)],
            how="vertical_relaxed",
        ).sort("child", "entry_date", "enrolment_status")
        years = spell_years(spells, children, self.years)
        suspensions = behaviour.suspensions(seed, places, self.calendar, children, years)
        suspended = behaviour.suspended_days(suspensions, self.calendar)
        terms = attendance.invent_attendance(
            seed, places, self.calendar, children, years, suspended
        )
        people = name_people(seed, places, self.families, children)
        is_known = np.zeros(self.count, dtype=bool)
        is_known[years["child"].to_numpy()] = True
        raw = {
            "enrolments": spells.with_columns(boarder=pl.lit(value=False)),
            "attendance_terms": attendance.attendance_table(terms, seed),
            "exclusions": behaviour.exclusions_table(suspensions, self.rolls, seed),
            "assessments": pl.concat(assessments),
            "home_education": self.rolls.home,
            "alternative_provision": care.alternative_provision(
                seed, self.rolls, suspensions, places.unit
            ),
            "social_care": care.social_care(seed, children, is_known),
            "young_carers": care.young_carers(seed, children, is_known),
        } | self._after_key_stage_4(cohorts, pathways)
        keep = pl.Series(is_known)
        tables_by_name = {
            "schools": places.table(),
            "calendar": self.calendar.table(places, self.years),
            "pupils": tables.pupils_table(years, children, self.families, people, self.numbers),
            "programmes": programmes.programmes_table(),
        }
        for name, frame in raw.items():
            frame_of_years = within(name, frame.filter(keep.gather(frame["child"])), self.years)
            tables_by_name[name] = tables.with_numbers(name, frame_of_years, self.numbers, places)
        typed_registers = registers.type_registers(seed, self.parts, places, children, people)
        happened = Happened(places, self.parts, typed_registers, self.rolls.off_rolled, self.years)
        return Records(
            tables=tables_by_name,
            registers=typed_registers,
            truth=planted_truth(seed, happened),
            numbers=self.numbers,
            places=places,
            calendar=self.calendar,
            terms=terms,
            suspended=suspended,
        )

    def _after_key_stage_4(
        self, cohorts: list[gcse.KeyStage4], pathways: list[after_sixteen.Paths]
    ) -> dict[str, pl.DataFrame]:
        """Entries at and after key stage 4, predictions, and destinations by month."""
        seed, places = self.seed, self.places
        recent_cohorts = [cohort for cohort in cohorts if cohort.start >= self.starts[0]]
        entries = [gcse.entries_of(seed, cohort) for cohort in recent_cohorts]
        entries += [after_sixteen.later_entries(seed, pathway) for pathway in pathways]
        guesses = [
            predictions(seed, cohort, gcse.SUBJECTS, places)
            for cohort in recent_cohorts
            if cohort.start not in NO_PREDICTIONS
        ]
        months = [
            after_sixteen.destinations(seed, pathway, places)
            for pathway in pathways
            if after_sixteen.FIRST_FOLLOWED <= pathway.cohort.start <= after_sixteen.LAST_FOLLOWED
        ]
        return {
            "entries": pl.concat(entries, how="vertical_relaxed"),
            "predictions": pl.concat(guesses, how="vertical_relaxed"),
            "destinations": pl.concat(months, how="vertical_relaxed"),
        }

    def _assessments(self) -> tuple[Floats, list[pl.DataFrame]]:
        """All results to key stage 2, and each child's average there, sat or not."""
        average = np.full(self.count, 100.0)
        frames: list[pl.DataFrame] = []
        for start in range(2000, self.last + 1):
            year_group = np.flatnonzero(self.children.cohort == start - 6)
            if len(year_group):
                lift = programmes.lifts(self.parts, start, self.count)[year_group]
                results = key_stages.key_stage_2(
                    self.seed, start, year_group, self.children, self.standing, lift
                )
                average[year_group] = results.average
                if start >= _FIRST_RESULTS and start not in key_stages.NO_TESTS:
                    frames += self._key_stage_2_rows(start, year_group, results)
            if start >= _FIRST_RESULTS:
                frames += self._below(start)
        return average, frames

    def _key_stage_2_rows(
        self, start: int, year_group: Ints, stage_results: key_stages.KeyStage2
    ) -> list[pl.DataFrame]:
        sat = self._seats(start, 6)
        at = np.searchsorted(year_group, sat.child)
        recorded_results = key_stages.KeyStage2(
            stage_results.reading[at],
            stage_results.maths[at],
            stage_results.grammar[at],
            stage_results.writing[at],
        )
        return key_stages.key_stage_2_rows(self.seed, start, sat, recorded_results)

    def _seats(self, start: int, nc_year: int) -> Seats:
        roll = self._roll(date(start + 1, 6, 1)) if start in self.starts else None
        return seats(
            start, nc_year, self.children, self.is_known, self.abroad, roll, self.entry_plan
        )

    def _below(self, start: int) -> list[pl.DataFrame]:
        """Everything that is assessed before key stage 2 in one academic year."""
        seed, standing = self.seed, self.standing
        frames = []
        reception = self._seats(start, 0)
        if start in self.starts:
            frames += early_years.baseline(seed, start, reception, self.children)
        frames += early_years.profile(seed, start, reception, standing)
        if start not in key_stages.NO_TESTS:
            first, again = key_stages.phonics(seed, start, self._seats(start, 1), standing)
            frames.append(first)
            if start + 1 not in key_stages.NO_TESTS and start < self.last:
                frames.append(key_stages.phonics_again(seed, start + 1, again, standing))
            if start <= key_stages.LAST_KEY_STAGE_1:
                frames += key_stages.key_stage_1(seed, start, self._seats(start, 2), standing)
        if start >= key_stages.FIRST_TIMES_TABLES:
            frames.append(key_stages.times_tables(seed, start, self._seats(start, 4), standing))
        return frames

    def _key_stage_4(self, average: Floats) -> list[gcse.KeyStage4]:
        """Each cohort on a roll at the January census of year 11, from two before the data."""
        tables = []
        for start in range(self.starts[0] - 2, self.last + 1):
            census = np.datetime64(january_census(start))
            year_11: Flags = self.children.cohort == start - 11
            if start in self.starts:
                school = self._roll(january_census(start))
            else:
                is_on_roll = (self.children.arrives <= census) & (self.children.leaves > census)
                school = np.where(is_on_roll, self.entry_plan.secondary, NOWHERE)
            child = np.flatnonzero(year_11 & (school != NOWHERE))
            tables.append(
                gcse.key_stage_4(
                    self.seed,
                    start,
                    self.places,
                    self.children,
                    child,
                    school[child],
                    average[child],
                )
            )
        return tables
