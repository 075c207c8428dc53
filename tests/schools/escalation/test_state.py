"""What is due in a stage, who is informed, which steps are open; a meeting decides."""

from datetime import date

import pytest

from stocktake.schools.escalation import (
    StageState,
    due_items,
    machine_for,
    next_steps,
    overdue_items,
    people_to_inform,
    take_step,
)
from stocktake.standards import CalendarError, DefinitionError, UsageError, load_bank_holidays

ENGLAND = load_bank_holidays()
MAINTAINED = machine_for("maintained", date(2026, 12, 1))
ACADEMY = machine_for("academy", date(2026, 12, 1))


def test_nothing_is_due_in_the_resting_stage() -> None:
    state = StageState("universal", date(2026, 9, 1))
    assert due_items(MAINTAINED, state, date(2027, 3, 1), ENGLAND) == []


def test_people_are_informed_within_working_days_over_a_moved_bank_holiday() -> None:
    # 28 December 2026 is off for Boxing Day, which falls on a Saturday: 23, 24, 29, 30, 31.
    state = StageState("concern", date(2026, 12, 22), {"head": date(2026, 12, 23)})
    people = people_to_inform(MAINTAINED, state, date(2027, 1, 4), ENGLAND)
    assert [(item.id, item.due_on, item.is_overdue) for item in people] == [
        ("head", date(2026, 12, 31), False),
        ("chair", date(2026, 12, 31), True),
        ("clerk", date(2026, 12, 31), True),
    ]
    assert people[0].working_days_waiting == 1
    # 1 January is off: Monday 4 January is one working day late.
    assert people[1].working_days_late == 1


def test_the_last_day_is_in_time_and_the_next_is_late() -> None:
    state = StageState("concern", date(2026, 12, 22))
    assert not overdue_items(MAINTAINED, state, date(2026, 12, 31), ENGLAND)
    late_ids = [item.id for item in overdue_items(MAINTAINED, state, date(2027, 1, 4), ENGLAND)]
    assert late_ids == ["chair", "clerk", "head"]


def test_what_was_done_later_than_the_day_asked_about_was_not_done_then() -> None:
    state = StageState("concern", date(2026, 12, 22), {"head": date(2027, 2, 1)})
    people = people_to_inform(MAINTAINED, state, date(2027, 1, 4), ENGLAND)
    assert people[0].is_overdue
    later = people_to_inform(MAINTAINED, state, date(2027, 3, 1), ENGLAND)
    assert not later[0].is_overdue
    assert later[0].working_days_late == 21


def test_a_review_makes_the_next_one_due() -> None:
    entered_on = date(2026, 9, 1)
    without_review = StageState("causing-concern", entered_on)
    with_review = StageState("causing-concern", entered_on, reviewed_on=[date(2026, 10, 5)])
    on = date(2026, 12, 1)

    def due_on(state: StageState) -> date:
        items = due_items(MAINTAINED, state, on, ENGLAND)
        return next(item.due_on for item in items if item.kind == "review")

    assert due_on(without_review) == date(2026, 10, 13)
    assert due_on(with_review) == date(2026, 11, 16)


def test_days_waiting_for_a_trust_are_counted_until_the_reply() -> None:
    waiting = StageState("trust", date(2026, 12, 1))
    reply = next(
        item
        for item in due_items(ACADEMY, waiting, date(2027, 1, 5), ENGLAND)
        if item.id == "reply"
    )
    # 15 working days from 1 December: 22 December. 2 December to 5 January without 25, 28 and 1.
    assert (reply.due_on, reply.working_days_waiting) == (date(2026, 12, 22), 22)
    assert reply.working_days_late == 7
    answered_state = StageState("trust", date(2026, 12, 1), done_on={"reply": date(2026, 12, 9)})
    items = due_items(ACADEMY, answered_state, date(2027, 1, 5), ENGLAND)
    assert [
        (item.working_days_waiting, item.is_overdue) for item in items if item.id == "reply"
    ] == [(6, False)]


def test_the_second_letter_opens_when_the_regional_director_had_time() -> None:
    state = StageState("regional-director", date(2026, 12, 1))
    early, in_time = date(2026, 12, 31), date(2027, 1, 4)
    steps = {step.step.id: step for step in next_steps(ACADEMY, state, early, ENGLAND)}
    assert steps["write-again"].opens_on == date(2026, 12, 31)
    assert steps["write-again"].is_open
    day_before = date(2026, 12, 30)
    with pytest.raises(UsageError, match="is open from 2026-12-31"):
        take_step(
            ACADEMY,
            state,
            "write-again",
            day_before,
            ENGLAND,
            evidence="No reply",
            triggers=["no-reply"],
        )
    state_after = take_step(
        ACADEMY, state, "write-again", in_time, ENGLAND, evidence="No reply", triggers=["no-reply"]
    )
    assert state_after == StageState("director-letter", in_time)


def test_a_step_down_needs_evidence() -> None:
    state = StageState("causing-concern", date(2026, 9, 1))
    with pytest.raises(UsageError) as error:
        take_step(MAINTAINED, state, "to-concern", date(2026, 12, 1), ENGLAND, evidence=" ")
    assert str(error.value).splitlines() == [
        "the step cannot be taken",
        "  evidence: is empty; expected what the meeting saw",
    ]
    lower = take_step(
        MAINTAINED, state, "to-concern", date(2026, 12, 1), ENGLAND, evidence="Reading rose by 9"
    )
    assert lower.stage == "concern"
    assert lower.informed_on == {}


def test_every_reason_against_a_step_is_given_together() -> None:
    state = StageState("concern", date(2026, 12, 1))
    with pytest.raises(UsageError) as error:
        take_step(
            MAINTAINED,
            state,
            "to-causing-concern",
            date(2026, 11, 30),
            ENGLAND,
            evidence="",
            triggers=["severity"],
        )
    message = str(error.value)
    assert "2026-11-30 lies before the school entered 'Concern looked into'" in message
    assert "evidence: is empty" in message
    assert "'severity' is no trigger of the step 'to-causing-concern'" in message


def test_a_step_of_another_stage_is_refused_and_a_step_up_names_a_trigger() -> None:
    state = StageState("universal", date(2026, 9, 1))
    with pytest.raises(UsageError, match="'to-formal' does not lead from the stage"):
        take_step(MAINTAINED, state, "to-formal", date(2026, 12, 1), ENGLAND, evidence="Seen")
    with pytest.raises(UsageError, match="triggers: none is named"):
        take_step(MAINTAINED, state, "open-concern", date(2026, 12, 1), ENGLAND, evidence="Seen")


def test_a_stage_that_the_file_lost_is_named() -> None:
    with pytest.raises(DefinitionError, match="'formel' is no stage|formel: is no stage"):
        due_items(MAINTAINED, StageState("formel", date(2026, 9, 1)), date(2026, 9, 2), ENGLAND)


def test_a_limit_beyond_the_listed_bank_holidays_is_refused() -> None:
    state = StageState("causing-concern", date(2028, 12, 1))
    with pytest.raises(CalendarError, match="bank holidays are listed"):
        due_items(MAINTAINED, state, date(2028, 12, 2), ENGLAND)
