"""All schools for officers: who had no challenge for longest comes first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from meeting_rows import past_meeting, stepped_up
from school_rows import HARBOUR, OLD_MILL, PIER, UNKNOWN
from visit_rows import approved, drafted

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.all_schools.queries import challenge_lines

pytestmark = pytest.mark.django_db
PAGE = "/example-borough/dashboard/schools/challenge/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture(autouse=True)
def in_december(clock: Any) -> None:
    """The shipped stages are in use from 1 December 2026; it is Monday the seventh."""
    clock.moment = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)


def test_who_waits_longest_comes_first_and_what_is_late_is_found(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client], clock: Any
) -> None:
    past_meeting(schools[HARBOUR], day=date(2025, 10, 1))
    past_meeting(schools[PIER], day=date(2026, 11, 1))
    stepped_up(schools[OLD_MILL])
    clock.moment = datetime(2026, 12, 15, 9, 30, tzinfo=UTC)
    client = client_for("improvement_officer")
    page = text(client.get(PAGE))
    order = [
        page.index(f">{name}</a>")
        for name in ("Dune School", "Harbour Academy", "Pier Primary", "Old Mill School")
    ]
    assert order == sorted(order)
    kinds = {line.school.urn: line.kinds for line in challenge_lines(area)}
    assert kinds[OLD_MILL] == {"late", "visit"}
    assert kinds[HARBOUR] == {"long"}
    assert kinds[PIER] == set()
    assert ">Pier Primary</a>" not in text(client.get(f"{PAGE}?show=late"))


def test_an_approved_visit_is_a_challenge_and_its_late_actions_are_found(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
    clock: Any,
) -> None:
    people = (users["improvement_officer"], users["headteacher"], users["head_of_service"])
    # The record went to the head in time for the head's ten school days.
    clock.moment = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    drafted(schools[OLD_MILL], people[0])
    assert {line.last_challenge for line in challenge_lines(area)} == {None}
    approved(schools[OLD_MILL], *people)
    lines = {line.school.urn: line for line in challenge_lines(area)}
    assert lines[OLD_MILL].last_challenge == date(2026, 11, 16)
    # The action is due on 18 December; on that day it is not late.
    for day_number, count in ((18, 0), (19, 1)):
        clock.moment = datetime(2026, 12, day_number, 9, 30, tzinfo=UTC)
        lines = {line.school.urn: line for line in challenge_lines(area)}
        assert lines[OLD_MILL].late_action_count == count
        assert ("actions" in lines[OLD_MILL].kinds) == bool(count)
    assert lines[UNKNOWN].late_action_count == 0
    page = text(client_for("improvement_officer").get(f"{PAGE}?show=actions"))
    assert ">Old Mill School</a>" in page
    assert ">Dune School</a>" not in page


def test_it_asks_as_often_for_many_schools_as_for_few(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    client = client_for("head_of_service")
    stepped_up(schools[OLD_MILL])

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    count_queries()
    few = count_queries()
    for number in range(10):
        school = School(
            area=area, urn=str(999100 + number), name=f"Mole {number}", type_group="maintained"
        )
        school.save()
        stepped_up(school)
    assert count_queries() == few
    assert client_for("headteacher").get(PAGE).status_code == 403
