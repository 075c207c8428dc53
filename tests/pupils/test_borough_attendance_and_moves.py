"""The invented borough: marks and returns tell one story, and the planted school is found."""

from __future__ import annotations

import polars as pl
import pytest

from stocktake.examples.pupils import Borough
from stocktake.pupils.absence import absence_rates, enrolment_absence, session_totals
from stocktake.pupils.moves import off_roll_signals

pytestmark = pytest.mark.slow

YEAR = "202324"


def table(borough: Borough, name: str) -> pl.DataFrame:
    return borough.tables[name].rename({"upn": "pupil"}, strict=False)


def test_session_marks_and_termly_totals_give_the_same_rates(borough: Borough) -> None:
    schools = borough.tables["schools"]["school_urn"].to_list()
    school_urns = [schools[0], schools[31]]
    marks = pl.concat(borough.marks(YEAR, school_urns)).rename({"upn": "pupil"})
    session_counts = session_totals(marks, year=YEAR, calendar=table(borough, "calendar"))
    termly_counts = table(borough, "attendance_terms").filter(
        pl.col("school_urn").is_in(school_urns), pl.col("time_period") == YEAR
    )
    rates = [
        absence_rates(
            enrolment_absence(totals, year=YEAR, pupils=table(borough, "pupils")),
            by=["school_urn"],
        ).sort("school_urn")
        for totals in (session_counts, termly_counts)
    ]
    assert session_counts["sess_unreadable"].sum() == 0
    assert rates[0].height == len(school_urns)
    assert rates[0].equals(rates[1])


def test_the_school_that_is_planted_to_off_roll_stands_out(borough: Borough) -> None:
    signals = off_roll_signals(table(borough, "pupils"), table(borough, "enrolments"), year=YEAR)
    secondary = signals.filter(pl.col("cohort_count") >= 30).sort("off_roll_percent")
    truth = borough.truth["off_rolling_school"]
    assert isinstance(truth, dict)
    assert secondary["school_urn"][-1] == truth["school_urn"]
    assert secondary["off_roll_percent"][-1] > 2 * secondary["off_roll_percent"][-2]
    assert secondary["unexplained_count"][-1] == secondary["unexplained_count"].max()
