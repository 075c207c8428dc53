"""A review meeting escalates a school or steps it down: on evidence, by who may, in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from concern_rows import concern
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from meeting_rows import past_meeting, planned_meeting, stepped_up
from school_rows import HARBOUR, OLD_MILL, UNKNOWN

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.escalation.actions import decide_step, record_done
from stocktake_web.schools.escalation.models import StageDecision
from stocktake_web.schools.escalation.queries import standing
from stocktake_web.schools.review_meetings.models import ReviewMeeting
from stocktake_web.schools.review_meetings.queries import governor_attendance

pytestmark = pytest.mark.django_db
DASHBOARD = "/example-borough/dashboard/"
BASE = f"{DASHBOARD}schools/"


@pytest.fixture(autouse=True)
def in_december(clock: Any) -> None:
    """The shipped stages are in use from 1 December 2026; it is Monday the seventh."""
    clock.moment = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_three_events_prompt_a_meeting_and_the_meeting_escalates(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    officer, head_of_service = client_for("improvement_officer"), client_for("head_of_service")
    for event in ("Attendance fell", "Budget in deficit", "Two governors left"):
        concern(schools[OLD_MILL], users["improvement_officer"], event=event)
    assert "Call a review meeting about Old Mill School" in text(officer.get(DASHBOARD))
    assert standing(schools[OLD_MILL]).title == "Universal challenge"
    plan = {
        "meeting_date_day": "7", "meeting_date_month": "12", "meeting_date_year": "2026",
        "purpose": "The three events.",
    }  # fmt: skip
    officer.post(f"{BASE}{OLD_MILL}/meetings/plan/", plan)
    meeting = ReviewMeeting.objects.get()
    address = f"{BASE}meetings/{meeting.pk}/"
    assert "Call a review meeting" not in text(officer.get(DASHBOARD))
    assert "Review meeting about Old Mill School" in text(client_for("governor").get(DASHBOARD))
    assert "Who must attend" in text(officer.get(address))
    form = {"version": "1", "summary": "Look into it."} | {
        f"presence-{row}": "present" for row in ("head", "chair", "adviser", "head-of-service")
    }
    answer = officer.post(f"{address}hold/", form | {"presence-governor": "absent"})
    assert "Enter why nobody came as a second governor" in text(answer)
    absence = {"presence-governor": "absent", "reason-governor": "A hospital visit."}
    officer.post(f"{address}hold/", form | absence)
    assert officer.get(f"{address}step/").status_code == 403
    step = {"step": "open-concern", "triggers": ["governance"], "evidence": "Planted evidence."}
    refusal = head_of_service.post(f"{address}step/", step | {"triggers": []})
    assert "one at least" in text(refusal)
    assert (
        "on what evidence"
        in text(head_of_service.post(f"{address}step/", step | {"evidence": ""})).lower()
    )
    page = text(head_of_service.post(f"{address}step/", step, follow=True))
    assert "Concern looked into" in page
    assert "14 December 2026" in page  # five working days to tell head, chair and clerk
    for role in ("headteacher", "governor", "clerk", "trust_leader"):
        assert "Planted evidence." in text(client_for(role).get(f"{BASE}{OLD_MILL}/escalation/"))
        assert "A hospital visit." in text(client_for(role).get(address))


def test_what_is_late_is_a_task_until_it_is_recorded(
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
    clock: Any,
) -> None:
    school = schools[OLD_MILL]
    stepped_up(school, users["head_of_service"])
    clock.moment = datetime(2026, 12, 15, 9, 30, tzinfo=UTC)
    page = text(client_for("improvement_officer").get(DASHBOARD))
    assert "Tell Headteacher of the stage: Old Mill School" in page
    assert "Late by 1 working day" in page
    assert "Late by 1 working days" not in page
    values = {"kind": "inform", "item": "head", "how": "By letter."}
    for day, words in ((date(2026, 12, 16), "in the past"), (date(2026, 12, 6), "on or after")):
        with pytest.raises(ValidationError, match=words):
            record_done(actor=None, school=school, done_on=day, **values)
    record_done(actor=None, school=school, done_on=date(2026, 12, 14), **values)
    with pytest.raises(ValidationError, match="recorded already"):
        record_done(actor=None, school=school, done_on=date(2026, 12, 14), **values)
    page = text(client_for("improvement_officer").get(DASHBOARD))
    assert "Tell Headteacher of the stage" not in page
    assert "Tell Chair of governors of the stage" in page


def test_a_time_limit_runs_over_a_moved_bank_holiday(
    schools: dict[str, School], users: dict[str, User], clock: Any
) -> None:
    clock.moment = datetime(2026, 12, 21, 9, 30, tzinfo=UTC)
    stepped_up(schools[OLD_MILL], users["head_of_service"])
    due = {item.id: item.due_on for item in standing(schools[OLD_MILL]).items}
    # 22, 23, 24, 29, 30: Christmas Day is a Friday, Boxing Day is taken on Monday 28.
    assert due["head"] == date(2026, 12, 30)
    # Five more without New Year's Day: 31 December, 4 to 7 January.
    assert due["visit"] == date(2027, 1, 7)


def test_a_step_needs_a_meeting_that_was_held_and_is_open(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    school, head = schools[OLD_MILL], users["head_of_service"]
    step = {"step": "open-concern", "triggers": ["results"], "evidence": "Seen."}
    with pytest.raises(ValidationError, match="once it was held"):
        decide_step(actor=head, meeting=planned_meeting(school), **step)  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="does not lead from"):
        decide_step(
            actor=head, meeting=past_meeting(school), step="to-formal",
            triggers=["severity"], evidence="Seen.",
        )  # fmt: skip
    with pytest.raises(ValidationError, match="has not come"):
        past_meeting(school, day=date(2026, 12, 8))
    stepped_up(school, head)
    down = decide_step(
        actor=head, meeting=past_meeting(school), step="close-concern", triggers=[],
        evidence="All done.",
    )  # fmt: skip
    assert (down.direction, standing(school).title) == ("down", "Universal challenge")
    assert StageDecision.objects.count() == 2
    with pytest.raises(ValidationError, match="who runs the school"):
        planned_meeting(schools[UNKNOWN])


def test_an_academy_is_on_its_own_path_and_nothing_is_required(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    academy = schools[HARBOUR]
    meeting = past_meeting(academy)
    decide_step(
        actor=users["head_of_service"], meeting=meeting, step="note-concern",
        triggers=["published-results"], evidence="Published results fell.",
    )  # fmt: skip
    client = client_for("head_of_service")
    for page in (
        f"{BASE}meetings/{meeting.pk}/", f"{BASE}{HARBOUR}/escalation/", f"{BASE}escalation/",
        f"{BASE}{HARBOUR}/meetings/plan/", f"{BASE}meetings/{meeting.pk}/step/",
    ):  # fmt: skip
        words = text(client.get(page))
        assert "must attend" not in words, page
        assert "required" not in words.lower(), page
    assert "Who is invited" in text(client.get(f"{BASE}meetings/{meeting.pk}/"))
    assert standing(academy).title == "Concern noted"


def test_governors_attendance_by_school_and_year(area: Area, schools: dict[str, School]) -> None:
    past_meeting(schools[OLD_MILL], day=date(2026, 7, 1), absent=())
    past_meeting(schools[OLD_MILL], day=date(2026, 10, 1), absent=("chair", "governor"))
    past_meeting(schools[HARBOUR], day=date(2026, 10, 1), absent=("head",))
    rows = governor_attendance(area)
    assert [(row.school.urn, row.by_year) for row in rows] == [
        (OLD_MILL, (("2025/26", 2, 2), ("2026/27", 0, 2))),
        (HARBOUR, (("2026/27", 2, 2),)),
    ]


def test_who_sees_meetings_and_stages(
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
    other_area: Area,
) -> None:
    decision = stepped_up(schools[OLD_MILL], users["head_of_service"])
    other_meeting = past_meeting(schools[HARBOUR])
    own_pages = [f"meetings/{decision.meeting_id}/", f"{OLD_MILL}/escalation/"]
    other_pages = [f"meetings/{other_meeting.pk}/", f"{HARBOUR}/escalation/"]
    officers = {"analyst", "head_of_service", "improvement_officer"}
    people = {"headteacher", "governor", "clerk", "trust_leader"}
    for role in users:
        client = client_for(role)
        own_statuses = {client.get(f"{BASE}{page}").status_code for page in own_pages}
        other_statuses = {client.get(f"{BASE}{page}").status_code for page in other_pages}
        assert own_statuses == ({200} if role in officers | people else {403}), role
        assert other_statuses == ({200} if role in officers else {403}), role
        assert client.get(f"{BASE}escalation/").status_code == (200 if role in officers else 403)
        if role not in officers | people:
            for page in (DASHBOARD, BASE, f"{DASHBOARD}history/"):
                assert "Three years of falling results." not in text(client.get(page)), role
    foreign = f"/{other_area.slug}/dashboard/schools/meetings/{decision.meeting_id}/"
    assert client_for("head_of_service").get(foreign).status_code == 404


def test_the_list_asks_as_often_for_many_schools_as_for_few(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    client = client_for("head_of_service")
    stepped_up(schools[OLD_MILL], users["head_of_service"])

    def count_queries(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    pages = (f"{BASE}escalation/", f"{BASE}meetings/", DASHBOARD)
    few = [(count_queries(page), count_queries(page))[1] for page in pages]
    for number in range(12):
        school = School(
            area=area, urn=str(999100 + number), name=f"Mole {number}", type_group="maintained"
        )
        school.save()
        stepped_up(school, users["head_of_service"])
    assert [count_queries(page) for page in pages] == few


def test_the_page_of_a_school_asks_as_often_for_much_as_for_little(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    client, school = client_for("head_of_service"), schools[OLD_MILL]

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{BASE}{OLD_MILL}/").status_code == 200
        return len(queries)

    for event in ("Attendance fell", "Budget in deficit"):
        concern(school, users["head_of_service"], event=event)
    stepped_up(school, users["head_of_service"])
    count_queries()
    few = count_queries()
    for number in range(8):
        concern(school, users["head_of_service"], event=f"Event {number}")
        past_meeting(school)
    assert count_queries() == few
    assert few <= 24, few
