"""The year of officers: dates by month, what has none says why, records of this place alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from meeting_rows import past_meeting, planned_meeting
from power_rows import drafted, served_notice
from school_rows import OLD_MILL, add_schools

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.bodies.models import Body
from stocktake_web.boards.meetings.actions import plan_meeting as plan_board
from stocktake_web.records.change import change
from stocktake_web.schools.year_plan.queries import school_year

pytestmark = pytest.mark.django_db
PAGE = "/example-borough/dashboard/schools/year/"
OFFICER = "improvement_officer"


def words(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_year_without_records_has_its_events_by_month(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    text = words(client_for(OFFICER).get(PAGE))
    assert "The year 2026/27" in text
    # 20 August 2026, two working days on: the weekend does not count.
    assert "24 August 2026: Headline results by form, unvalidated (check)" in text
    assert "November 2026 Nothing is due." in text
    assert "21 January 2027: School census, spring" in text
    assert "by the calendar: no term dates are held for the year" in text
    assert "is not listed for 2026/27" in text
    months = [month.first_day for month in school_year(area, "202627").months]
    assert (months[0], months[-1], len(months)) == (date(2026, 8, 1), date(2027, 7, 1), 12)


def test_the_first_and_the_last_day_of_a_year_are_in_it(area: Area, other_area: Area) -> None:
    school = add_schools(area)[OLD_MILL]
    for day in (date(2027, 7, 31), date(2027, 8, 1)):
        planned_meeting(school, day=day)
    past_meeting(school, day=date(2026, 11, 2))
    planned_meeting(add_schools(other_area)[OLD_MILL], day=date(2026, 12, 2))
    due = [row for month in school_year(area, "202627").months for row in month.due]
    assert [(row.kind, row.day, row.count) for row in due] == [("meetings", date(2027, 7, 31), 1)]
    next_due = school_year(area, "202728").months[0].due
    assert [row.day for row in next_due] == [date(2027, 8, 1)]


def test_meetings_of_boards_and_ends_of_notices_stand_in_the_year(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client], clock: Any
) -> None:
    clock.moment = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)
    school = add_schools(area)[OLD_MILL]
    board = {"key": "board", "name": "Example Board", "quorum_count": 1}
    body = change(Body(area=area), actor=users["secretary"], values=board)
    for day in (date(2027, 1, 20), date(2027, 8, 1)):
        plan_board(actor=users["secretary"], body=body, values={"meeting_date": day})
    served_notice(school, users["head_of_service"])
    drafted(school, users["head_of_service"])
    text = words(client_for(OFFICER).get(PAGE))
    assert "20 January 2027: 1 meeting of a board" in text
    assert "29 January 2027: 1 period of a warning notice ends" in text
    assert "data pack to head and governors (check)" in text
    due = [row.kind for month in school_year(area, "202627").months for row in month.due]
    assert due == ["boards", "notices"]


def test_another_year_is_chosen_and_one_that_there_is_not_is_this_one(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    assert "The year 2025/26" in words(client_for(OFFICER).get(f"{PAGE}?year=202526"))
    for code in ("190001", "<b>", ""):
        assert "The year 2026/27" in words(client_for(OFFICER).get(PAGE, {"year": code}))


@pytest.mark.parametrize("role", ["headteacher", "governor", "councillor", "board_member"])
def test_others_do_not_open_it(role: str, area: Area, client_for: Callable[[str], Client]) -> None:
    assert client_for(role).get(PAGE).status_code == 403


def test_it_asks_as_often_for_many_meetings_as_for_few(
    area: Area, other_area: Area, client_for: Callable[[str], Client]
) -> None:
    school = add_schools(area)[OLD_MILL]
    client = client_for(OFFICER)
    assert client.get("/other-town/dashboard/schools/year/").status_code == 403

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    planned_meeting(school, day=date(2026, 12, 1))
    count_queries()
    few = count_queries()
    for day in range(1, 21):
        planned_meeting(school, day=date(2026, 12, day))
    assert count_queries() == few <= 20
    text = words(client.get(PAGE))
    assert "1 December 2026: 2 review meetings are planned" in text
