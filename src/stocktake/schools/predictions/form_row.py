"""Reads one row of a return of predictions, with everything that is wrong with it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from stocktake.schools.predictions.entry import GRADES, Prediction
from stocktake.schools.predictions.ledger import Addition
from stocktake.schools.predictions.personal_data import personal_data_in
from stocktake.schools.predictions.schema import PredictionMeasure, day_in
from stocktake.schools.predictions.template import GRADE_COLUMNS, GROUPS
from stocktake.sources.local_form import FormRow
from stocktake.standards.errors import Fault, UsageError, nearest
from stocktake.standards.identifiers import parse_urn
from stocktake.standards.periods import parse_period, period_label

SMALLEST_COHORT = 6
"""Results of cohorts of 1 to 5 are never published, so nothing could be compared with them."""
LARGEST_COHORT = 5_000
LONGEST_NOTE = 300
YEARS_AHEAD = 2
"""A prediction is made in the academic year of its results or in the two before."""

_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,7}(?:\.\d{1,6})?", re.ASCII)


@dataclass
class RowReader:
    """Reads rows, one after another.

    Parameters
    ----------
    name : str
        The file's, for messages.
    measures : mapping of str to PredictionMeasure
    schools : mapping of int to str, or None
        Names by number; None where any number is taken.
    successors : mapping of int to int
        The newest number of a school by an earlier one.
    brought_in : date
    results_out : frozenset
        (school, measure, cohort) whose results are held.
    is_result : bool
        Whether the rows are results rather than predictions.
    """

    name: str
    measures: Mapping[str, PredictionMeasure]
    schools: Mapping[int, str] | None
    brought_in: date
    successors: Mapping[int, int] = field(default_factory=dict)
    results_out: frozenset[tuple[int, str, str]] = frozenset()
    is_result: bool = False
    faults: list[Fault] = field(default_factory=list)
    _at: int = 0

    def read(self, row: FormRow) -> Addition | None:
        """The prediction of a row; None where it has faults, which are kept."""
        self._at = row.row
        before = len(self.faults)
        cells = row.cells
        urn = self._school(cells["school_urn"])
        measure = self._measure(cells["measure"])
        subject = self._subject(cells["subject"], measure)
        group = cells["group"].casefold().replace(" ", "_") or "all"
        if group not in GROUPS:
            self._fault("group", f"unknown group {cells['group']!r}", ", ".join(GROUPS))
        period = self._period(cells["time_period"])
        cohort = self._cohort(cells["cohort_count"])
        value = self._value(cells, measure)
        counts = self._grades(cells, measure, cohort)
        day = self._day(cells["predicted_on"])
        self._in_time(urn, cells["measure"], measure, period, day)
        corrects = self._corrects(cells["corrects"])
        if not cells["author_role"]:
            self._fault("author_role", "is blank", "a role, such as 'deputy head'")
        for column in ("author_role", "note"):
            self._no_person(column, cells[column])
        if len(self.faults) > before or not (urn and measure and period and cohort and day):
            return None
        prediction = Prediction(
            school_urn=urn,
            measure=cells["measure"],
            subject=subject,
            group=group,
            time_period=period,
            cohort_count=cohort,
            value=value,
            grade_counts=counts,
            predicted_on=day,
            author_role=cells["author_role"],
            note=cells["note"],
        )
        return Addition(prediction, corrects, f"{self.name}: row {row.row}")

    def _fault(self, column: str, problem: str, expected: str = "", fix: str = "") -> None:
        self.faults.append(Fault(f"{self.name}: row {self._at}, {column}", problem, expected, fix))

    def _school(self, text: str) -> int | None:
        try:
            urn = int(parse_urn(text).number)
        except UsageError:
            self._fault("school_urn", f"{text[:20]!r} is no school's number", "six digits")
            return None
        if urn in self.successors:
            # Under both numbers a school would predict twice in one round.
            fix = f"write {self.successors[urn]}"
            self._fault("school_urn", f"school {urn} has a new number", "", fix)
        elif self.schools is None or urn in self.schools:
            return urn
        else:
            # No nearest number: two schools' numbers may be one digit apart.
            self._fault("school_urn", f"unknown school {urn}", "a school of this place")
        return None

    def _measure(self, text: str) -> PredictionMeasure | None:
        if text in self.measures:
            return self.measures[text]
        expected = ", ".join(self.measures)
        self._fault("measure", f"unknown measure {text[:60]!r}", expected)
        return None

    def _subject(self, text: str, measure: PredictionMeasure | None) -> str:
        if measure is None:
            return ""
        names = {name.casefold(): name for name in measure.subjects}
        if not names:
            if text:
                self._fault("subject", f"{text[:40]!r} is written", "none for this measure")
            return ""
        if text.casefold() not in names:
            problem = f"unknown subject {text[:40]!r}" if text else "is blank"
            hint = nearest(text, measure.subjects) if text else ""
            self._fault("subject", problem, "a subject of the list", hint)
            return ""
        return names[text.casefold()]

    def _period(self, text: str) -> str | None:
        try:
            period = parse_period(text)
        except UsageError:
            self._fault("time_period", f"{text[:20]!r} is no academic year", "such as 202526")
            return None
        if len(period.time_period) != 6 or period.span_years != 1:
            self._fault("time_period", f"{text[:20]!r} is no academic year", "such as 202526")
            return None
        return period.time_period

    def _cohort(self, text: str) -> int | None:
        count = int(text) if _WHOLE.fullmatch(text) else None
        if count is None:
            problem = f"{text[:20]!r} is no number of pupils" if text else "is blank"
            self._fault("cohort_count", problem, "a whole number")
        elif count < SMALLEST_COHORT:
            # The number itself stays out of the message: it is about a handful of pupils.
            self._fault(
                "cohort_count",
                "the cohort is too small",
                f"at least {SMALLEST_COHORT} pupils",
                "leave the row out: the results of so few are never published",
            )
        elif count > LARGEST_COHORT:
            self._fault("cohort_count", f"{count:,} pupils", f"at most {LARGEST_COHORT:,}")
        else:
            return count
        return None

    def _value(self, cells: Mapping[str, str], measure: PredictionMeasure | None) -> float | None:
        text = cells["value"]
        if measure is None:
            return None
        if measure.unit == "grades":
            if text:
                self._fault("value", "is written", "pupils by grade instead", "leave it blank")
            return None
        number = text.removesuffix("%").strip() if measure.unit == "percent" else text
        if not _NUMBER.fullmatch(number):
            problem = f"{text[:20]!r} is no number" if text else "is blank"
            self._fault("value", problem, f"{measure.lowest:g} to {measure.highest:g}")
            return None
        value = float(number)
        if not math.isfinite(value) or not measure.lowest <= value <= measure.highest:
            unit = " percent" if measure.unit == "percent" else " points"
            expected = f"{measure.lowest:g} to {measure.highest:g}{unit}"
            self._fault("value", f"{text} lies outside the measure", expected)
            return None
        return value

    def _grades(
        self, cells: Mapping[str, str], measure: PredictionMeasure | None, cohort: int | None
    ) -> dict[str, int]:
        texts = {
            grade: cells[column.name] for grade, column in zip(GRADES, GRADE_COLUMNS, strict=True)
        }
        if measure is None:
            return {}
        if measure.unit != "grades":
            for grade, text in texts.items():
                if text:
                    self._fault(f"grade_{grade.lower()}", "is written", "blank for this measure")
            return {}
        if not any(texts.values()):
            self._fault("grade_9 to grade_u", "are blank", "how many pupils are to get each grade")
            return {}
        wrong = {
            grade: text for grade, text in texts.items() if text and not _WHOLE.fullmatch(text)
        }
        for grade, text in wrong.items():
            problem = f"{text[:20]!r} is no number of pupils"
            self._fault(f"grade_{grade.lower()}", problem, "a whole number, or blank")
        if wrong or cohort is None:
            return {}
        counts = {grade: int(text or 0) for grade, text in texts.items()}
        if (total := sum(counts.values())) != cohort:
            self._fault(
                "grade_9 to grade_u",
                f"add up to {total:,}" if total >= SMALLEST_COHORT else "add up to too few",
                f"the cohort, {cohort:,}",
                "count each pupil of the cohort once",
            )
        return counts

    def _day(self, text: str) -> date | None:
        day = None
        match = _DAY_FIRST.fullmatch(text)
        with suppress(ValueError):
            day = (
                date(*map(int, match.groups()[::-1]))
                if match
                else date.fromisoformat(text)
                if "-" in text
                else None
            )
        if day is None:
            problem = f"{text[:20]!r} is no day" if text else "is blank"
            self._fault("predicted_on", problem, "such as 2026-01-30 or 30/01/2026")
        elif day > self.brought_in:
            self._fault("predicted_on", f"{day} is in the future", f"a day up to {self.brought_in}")
            return None
        return day

    def _in_time(
        self,
        urn: int | None,
        name: str,
        measure: PredictionMeasure | None,
        period: str | None,
        day: date | None,
    ) -> None:
        if not (measure and period and day):
            return
        label, results_day = period_label(period), measure.results_day_of(period)
        if self.is_result:
            if day < results_day:
                self._fault("predicted_on", f"results of {label} were not out on {day}")
            return
        first = day_in(f"{int(period[:4]) - YEARS_AHEAD}{period[4:]}", "09-01")
        if day < first:
            self._fault("predicted_on", f"{day} is long before {label}", f"from {first}")
        elif day >= results_day:
            self._fault(
                "predicted_on",
                f"the results of {label} were out on {day}",
                f"a day before {results_day}",
                "a prediction made then is no prediction",
            )
        elif (urn, name, period) in self.results_out:
            self._fault(
                "time_period",
                f"the results of {label} are held already",
                "a cohort whose results are still to come",
                "a prediction is entered before its results, so that nobody can doubt it",
            )

    def _corrects(self, text: str) -> int | None:
        if not text:
            return None
        if not _WHOLE.fullmatch(text) or int(text) < 1:
            self._fault("corrects", f"{text[:20]!r} is no entry", "the number of an entry")
            return None
        return int(text)

    def _no_person(self, column: str, text: str) -> None:
        if len(text) > LONGEST_NOTE:
            self._fault(column, f"has {len(text):,} characters", f"at most {LONGEST_NOTE}")
        for kind in personal_data_in(text):
            # The text itself stays out of the message.
            expected = "a role" if column == "author_role" else "no personal data"
            self._fault(column, f"looks like {kind}", expected)
