"""Who is due a visit, and the visits that a stage or a letter names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from meeting_rows import stepped_up
from school_rows import HARBOUR, OLD_MILL
from visit_rows import approved, drafted, send_draft

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.all_schools.queries import challenge_lines
from stocktake_web.schools.escalation.queries import standing, standings
from stocktake_web.schools.visits.due import visit_due
from stocktake_web.schools.visits.models import Visit

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("last", "is_above", "due_on", "is_due"),
    [
        (date(2025, 11, 23), False, date(2026, 11, 23), True),
        (date(2025, 11, 24), False, date(2026, 11, 24), False),
        (date(2026, 7, 23), True, date(2026, 11, 23), True),
        (date(2026, 7, 24), True, date(2026, 11, 24), False),
        (date(2024, 2, 29), False, date(2025, 2, 28), True),
        (None, False, date(2026, 11, 23), True),
    ],
)
def test_a_visit_is_due_by_the_interval(
    last: date | None, is_above: bool, due_on: date, is_due: bool
) -> None:
    """Today is 23 November 2026."""
    due = visit_due(last, is_above_first_stage=is_above)
    assert (due.due_on, due.is_due) == (due_on, is_due)


def test_the_list_says_who_is_due_a_visit_and_whose_actions_are_late(
    area: Area, schools: dict[str, School], users: dict[str, User],
    client_for: Callable[[str], Client], clock: Any,
) -> None:  # fmt: skip
    page = text(client_for("analyst").get(f"{BASE}challenge/"))
    assert "never visited" in page
    assert "None: no agreement" in page
    drafted(schools[OLD_MILL], users["improvement_officer"])
    lines = {line.school.urn: line for line in challenge_lines(area)}
    assert "visit" in lines[OLD_MILL].kinds
    assert lines[HARBOUR].visit is None
    approved(
        schools[OLD_MILL], users["improvement_officer"], users["headteacher"],
        users["head_of_service"],
    )  # fmt: skip
    line = {line.school.urn: line for line in challenge_lines(area)}[OLD_MILL]
    assert line.visit
    assert line.visit.due_on == date(2027, 11, 16)
    assert line.last_challenge == date(2026, 11, 16)
    assert line.kinds.isdisjoint({"visit", "actions", "never", "long"})
    clock.moment = datetime(2026, 12, 19, 9, 30, tzinfo=UTC)
    line = {line.school.urn: line for line in challenge_lines(area)}[OLD_MILL]
    assert line.late_action_count == 1
    assert "Old Mill School" in text(client_for("analyst").get(f"{BASE}challenge/?show=actions"))


def test_a_recorded_visit_meets_the_item_of_the_stage(
    area: Area, schools: dict[str, School], users: dict[str, User],
    client_for: Callable[[str], Client], clock: Any,
) -> None:  # fmt: skip
    clock.moment = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)
    school, officer = schools[OLD_MILL], users["improvement_officer"]
    before = send_draft(school, officer, due=date(2027, 1, 29))
    stepped_up(school)
    item = next(item for item in standing(school).items if item.id == "visit")
    assert item.done_on is None
    clock.moment = datetime(2026, 12, 9, 9, 30, tzinfo=UTC)
    draft = drafted(school, officer, visited_on=date(2026, 12, 8))
    assert next(i for i in standing(school).items if i.id == "visit").done_on is None
    Visit.objects.filter(pk=draft.pk).update(state="checking")
    for row in (standing(school), standings(area, [school])[0]):
        assert next(i for i in row.items if i.id == "visit").done_on == date(2026, 12, 8)
    page = text(client_for("headteacher").get(f"{BASE}{OLD_MILL}/escalation/"))
    assert f"/visits/{draft.pk}/" in page
    assert f"/visits/{before.pk}/" not in page
