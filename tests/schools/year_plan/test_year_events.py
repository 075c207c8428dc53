"""The year of challenge and support, dated by hand."""

from datetime import date
from pathlib import Path

import pytest

from stocktake.schools.year_plan import (
    deadline_day,
    events_due,
    load_year_plan,
    plan_year_of,
    reply_state,
    term_meetings,
    year_events,
)
from stocktake.standards import (
    CalendarError,
    DefinitionError,
    SchoolTerms,
    UsageError,
    load_bank_holidays,
    load_school_terms,
)

ENGLAND = load_bank_holidays()
PLAN = load_year_plan()
TERMS = """
place = "la-001"
school_year = "202627"
[source]
title = "Invented"
[[term]]
name = "Autumn, first half"
starts = 2026-09-03
ends = 2026-10-23
[[term]]
name = "Autumn, second half"
starts = 2026-11-02
ends = 2026-12-18
[[term]]
name = "Spring, first half"
starts = 2027-01-04
ends = 2027-02-12
"""


@pytest.fixture
def terms(tmp_path: Path) -> SchoolTerms | None:
    (tmp_path / "school_terms").mkdir()
    (tmp_path / "school_terms/council.toml").write_text(TERMS, encoding="utf-8")
    return load_school_terms(["la-001"], tmp_path)


def days_of(school_year: str) -> dict[str, date | None]:
    rows = year_events(PLAN, school_year, ENGLAND)
    return {row.event.id: row.first_day for row in rows if not row.term}


def test_what_follows_from_results_day_is_counted_over_the_august_bank_holiday() -> None:
    days = days_of("202627")
    assert days["gcse-results"] == date(2026, 8, 20)
    assert days["headline-form"] == date(2026, 8, 24)
    # 31 August is off: 21 August to 18 September are twenty working days.
    assert days["desk-review"] == date(2026, 9, 18)
    assert days["categories"] == date(2026, 9, 25)
    assert days["moderation"] == date(2026, 10, 2)


def test_census_days_by_their_published_rule() -> None:
    days = days_of("202627")
    assert days["autumn-census"] == date(2026, 10, 1)
    assert days["spring-census"] == date(2027, 1, 21)
    assert days["summer-census"] == date(2027, 5, 20)


def test_a_year_without_announced_results_has_no_day_and_says_why() -> None:
    rows = {row.event.id: row for row in year_events(PLAN, "202728", ENGLAND) if not row.term}
    for identity in ("gcse-results", "desk-review", "moderation"):
        assert rows[identity].first_day is None
        assert rows[identity].reason == (
            "cannot tell: the day of 'GCSE results' is not listed for 2027/28"
        )
    assert rows["autumn-census"].first_day == date(2027, 10, 7)


def test_terms_by_the_places_dates_else_by_the_calendar(terms: SchoolTerms | None) -> None:
    rows = [row for row in year_events(PLAN, "202627", ENGLAND, terms) if row.event.id == "visit"]
    assert [(row.term, row.first_day, row.last_day) for row in rows[:2]] == [
        ("Autumn", date(2026, 9, 3), date(2026, 12, 18)),
        ("Spring", date(2027, 1, 4), date(2027, 2, 12)),
    ]
    assert rows[2].reason == "by the calendar: the term dates name no summer term"
    plain = [row for row in year_events(PLAN, "202627", ENGLAND) if row.event.id == "visit"]
    assert {row.reason for row in plain} == {"by the calendar: no term dates are held for the year"}


def test_events_are_in_order_and_due_ones_are_found() -> None:
    rows = year_events(PLAN, "202627", ENGLAND)
    days = [row.first_day for row in rows if row.first_day]
    assert days == sorted(days)
    due_ids = [row.event.id for row in events_due(rows, date(2026, 9, 17), 1)]
    assert due_ids == ["visit", "review-meeting", "attendance-targeting", "desk-review"]


def test_the_plans_year_begins_with_the_results_of_august() -> None:
    assert plan_year_of(date(2026, 8, 1)) == "202627"
    assert plan_year_of(date(2027, 7, 31)) == "202627"


def test_ten_school_days_for_the_heads_reply(terms: SchoolTerms | None) -> None:
    deadline = PLAN.deadline_of("factual-accuracy")
    # Wednesday 14 October: 15, 16, 19 to 23 are seven; half term; 2, 3 and 4 November.
    assert deadline_day(deadline, date(2026, 10, 14), ENGLAND, terms) == date(2026, 11, 4)
    with pytest.raises(CalendarError, match="no term dates are held"):
        deadline_day(deadline, date(2026, 10, 14), ENGLAND)
    in_working_days = PLAN.deadline_of("meeting-note")
    assert deadline_day(in_working_days, date(2026, 12, 23), ENGLAND) == date(2027, 1, 4)


def test_silence_is_no_reply_and_never_agreement() -> None:
    due_on = date(2026, 11, 4)
    assert reply_state(due_on, due_on).status == "waiting"
    assert reply_state(due_on, date(2026, 11, 5)).status == "no_reply"
    late = reply_state(due_on, date(2026, 12, 1), replied_on=date(2026, 11, 5), is_accurate=False)
    assert (late.status, late.is_late) == ("inaccurate", True)
    in_time = reply_state(due_on, date(2026, 12, 1), replied_on=due_on, is_accurate=True)
    assert (in_time.status, in_time.is_late) == ("accurate", False)
    before = reply_state(due_on, date(2026, 11, 3), replied_on=due_on, is_accurate=True)
    assert before.status == "waiting"
    assert reply_state(due_on, date(2026, 12, 1), replied_on=due_on).status == "no_reply"


def test_attendance_meetings_offered_and_held_by_term() -> None:
    rows = year_events(PLAN, "202627", ENGLAND)
    meetings = term_meetings(
        rows,
        "attendance-targeting",
        date(2027, 2, 1),
        offer_dates=[date(2026, 9, 10), date(2027, 1, 12), date(2027, 5, 1)],
        meeting_dates=[date(2026, 10, 6)],
    )
    assert [(item.event.term, item.status) for item in meetings] == [
        ("Autumn", "held"),
        ("Spring", "offered"),
        ("Summer", "to_come"),
    ]
    no_meetings = term_meetings(
        rows, "attendance-targeting", date(2027, 2, 1), offer_dates=[], meeting_dates=[]
    )
    assert [item.status for item in no_meetings] == ["not_offered", "not_offered", "to_come"]


def test_an_unknown_deadline_is_refused() -> None:
    with pytest.raises(UsageError, match="did you mean 'factual-accuracy'"):
        PLAN.deadline_of("factual-acuracy")


def test_faults_of_a_plan_are_named_together_with_their_lines(tmp_path: Path) -> None:
    text = """title = "Own"
starts = 2026-08-01
[source]
title = "Own"
[[event]]
id = "a"
title = "A"
kind = "review"
rule = "after"
event = "b"
working_days = 5
[[event]]
id = "b"
title = "B"
kind = "review"
rule = "after"
event = "a"
working_days = 5
[[event]]
id = "c"
title = "C"
kind = "review"
rule = "after"
event = "d"
working_days = 5
"""
    (tmp_path / "year_plan").mkdir()
    (tmp_path / "year_plan/default.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        load_year_plan(tmp_path)
    problems = [str(fault).split("default.toml: ")[1] for fault in error.value.faults]
    assert problems == [
        "line 10: event[0].event: 'a' follows itself",
        "line 17: event[1].event: 'b' follows itself",
        "line 24: event[2].event: there is no event 'd'; expected a, b, c",
    ]
